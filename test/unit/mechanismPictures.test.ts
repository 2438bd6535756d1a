import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { FAMILIES } from '../../src/core/families/families';
import { DARK, drawPattern, LIGHT, VARIABLES, type Palette } from '../../src/core/mechanisms/drawing';
import { fieldsOf, MODELS } from '../../src/core/mechanisms/parameters';
import { HEIGHT, patternOf, WIDTH, type Pattern } from '../../src/core/mechanisms/patterns';
import type { Point, Shape } from '../../src/core/mechanisms/shapes';

const PALETTES: Record<string, Palette> = { light: LIGHT, dark: DARK };

/** The relative contrast of two colours, by WCAG 2. */
function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [a, b].map(luminance).sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = Array.from(colour.matchAll(/[0-9a-f]{2}/gi), ([hex]) => {
    const part = parseInt(hex, 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** The corners of what a shape covers; of text, as wide as a wide font would set it. */
function extent(shape: Shape): Point[] {
  if (shape.kind === 'line') return [...shape.points];
  const [x, y] = shape.at;
  switch (shape.kind) {
    case 'cell':
      return [-1, 1].map((side): Point => [x + (side * shape.side) / 2, y + (side * shape.side) / 2]);
    case 'disc':
      return [-1, 1].map((side): Point => [x + side * shape.radius, y + side * shape.radius]);
    case 'box':
      return [shape.at, [x + shape.width, y + shape.height]];
    case 'text': {
      const width = 6.9 * Array.from(shape.text).length;
      const left = x - (shape.anchor === 'start' ? 0 : shape.anchor === 'end' ? width : width / 2);
      return [
        [left, y - 9],
        [left + width, y + 3],
      ];
    }
  }
}

function assertInside({ title, shapes }: Pattern): void {
  for (const shape of shapes)
    for (const [x, y] of extent(shape))
      assert.ok(x >= 0 && x <= WIDTH && y >= 0 && y <= HEIGHT, `${title}: ${JSON.stringify(shape)}`);
}

suite('mechanism pictures', () => {
  test('of all families and models lie in media as they are drawn', () => {
    for (const [folder, ids] of [
      ['media/families', FAMILIES.map(({ id }) => id)],
      ['media/mechanisms', MODELS],
    ] as const) {
      const names = ids.flatMap((id) => [`${id}-dark.svg`, `${id}-light.svg`]);
      assert.deepEqual(readdirSync(folder).sort(), names.sort());
      for (const id of ids)
        for (const [theme, palette] of Object.entries(PALETTES)) {
          const svg = readFileSync(`${folder}/${id}-${theme}.svg`, 'utf8');
          assert.equal(svg, drawPattern(patternOf(id), palette), `npm run draw-families mends ${id}`);
          assert.ok(Buffer.byteLength(svg) < 8192, `${id}: ${svg.length}`);
        }
    }
  });

  test('stand alone, with a title and a description, and all differ', () => {
    const seen = new Set<string>();
    for (const { id } of FAMILIES) {
      const svg = drawPattern(patternOf(id), LIGHT);
      assert.match(svg, /^<svg [^>]*role="img"[^>]*>\n<title>[^<]{5,}<\/title>\n<desc>[^<]{20,}<\/desc>\n/);
      assert.doesNotMatch(svg, /script|href|url\(|@import|style=|on\w+=|NaN|undefined|Infinity/);
      const elements = Array.from(svg.matchAll(/<\/?([a-z]+)/g), ([, name]) => name ?? '');
      const known = ['svg', 'title', 'desc', 'path', 'rect', 'circle', 'text'];
      assert.deepEqual(
        [...new Set(elements)].filter((name) => !known.includes(name)),
        [],
      );
      seen.add(svg.replace(/<(title|desc)>.*<\/\1>/g, ''));
    }
    assert.equal(seen.size, FAMILIES.length);
  });

  test('keep inside their frame, and text clear of the border', () => {
    for (const { id } of FAMILIES) assertInside(patternOf(id));
    for (const model of MODELS) assertInside(patternOf(model, { layers: 2 }));
  });

  test('set no two texts on each other', () => {
    for (const id of [...FAMILIES.map((family) => family.id), ...MODELS]) {
      const texts = patternOf(id)
        .shapes.filter(({ kind }) => kind === 'text')
        .map(extent);
      texts.forEach(([topLeft, bottomRight], at) => {
        for (const [otherTopLeft, otherBottomRight] of texts.slice(at + 1)) {
          const apart =
            bottomRight![0] <= otherTopLeft![0] ||
            otherBottomRight![0] <= topLeft![0] ||
            bottomRight![1] - 3 <= otherTopLeft![1] ||
            otherBottomRight![1] - 3 <= topLeft![1];
          assert.ok(apart, id);
        }
      });
    }
  });

  test('can be told from the backgrounds of hovers: shapes 3:1, text 4.5:1', () => {
    for (const [theme, backgrounds] of Object.entries({
      light: ['#f8f8f8', '#ffffff'],
      dark: ['#202020', '#1f1f1f', '#252526'],
    })) {
      for (const [role, colour] of Object.entries(PALETTES[theme] ?? {}))
        for (const background of backgrounds)
          assert.ok(
            contrast(colour, background) >= (role === 'ink' ? 4.5 : 3),
            `${theme} ${role} on ${background}`,
          );
    }
    assert.equal(Math.round(contrast('#000000', '#ffffff')), 21);
  });

  test('take their colours from the page where the page has them', () => {
    const svg = drawPattern(patternOf('steering'), VARIABLES);
    const colours = new Set(Array.from(svg.matchAll(/(?:fill|stroke)="([^"]+)"/g), ([, colour]) => colour));
    colours.delete('none');
    assert.deepEqual([...colours].sort(), ['var(--an-accent)', 'var(--an-ink)', 'var(--an-weight)']);
  });

  test('escape what a title may hold', () => {
    const svg = drawPattern({ title: '<b>&"', description: '</desc><script>', shapes: [] }, LIGHT);
    assert.ok(svg.includes('<title>&#60;b&#62;&#38;&#34;</title>'));
    assert.ok(!svg.includes('<script'));
  });
});

suite('mechanism pictures with parameters', () => {
  const squares = (pattern: Pattern): number =>
    pattern.shapes.filter((shape) => shape.kind === 'cell' && shape.role === 'weight').length;

  test('show their proportions', () => {
    const band = (window: number): number => squares(patternOf('sliding-window', { n: 120, window }));
    // Of twelve rows: the diagonal; three quarters of a triangle of 78 less the corner; the whole triangle.
    assert.deepEqual([band(1), band(30), band(1000)], [12, 33, 78]);
    assert.equal(squares(patternOf('token-reduction', { n: 120, m: 60 })), 36);
    assert.equal(squares(patternOf('top-k', { n: 12, topK: 1 })), 12);
    assert.equal(squares(patternOf('block-sparse', { n: 400, block: 100, blocks: 2 })), 4 * 2 * 9);
    assert.match(patternOf('grouped-query', { heads: 32, kvHeads: 8 }).description, /^8 heads.* over 2 of/);
    assert.match(patternOf('grouped-query', { heads: 32, kvHeads: 32 }).description, /^4 heads.* over 4 of/);
  });

  test('are those of the family where none are given, or where it has none', () => {
    assert.equal(patternOf('linear').title, patternOf('linear', { rank: 1 }).title);
    assert.notDeepEqual(patternOf('linear').shapes, patternOf('linear', { rank: 1 }).shapes);
    assert.deepEqual(patternOf('theory', { n: 3 }), patternOf('theory'));
  });

  test('are the same for the same input, and inside their frame for any', () => {
    const number = fc.oneof(fc.integer({ min: -5, max: 100_000 }), fc.constantFrom(NaN, Infinity, 0, 0.5));
    fc.assert(
      fc.property(
        fc.constantFrom(...MODELS),
        fc.array(number, { minLength: 8, maxLength: 8 }),
        (model, numbers) => {
          const given = Object.fromEntries(fieldsOf(model).map(({ id }, at) => [id, numbers[at] ?? 1]));
          const pattern = patternOf(model, given);
          assertInside(pattern);
          assert.doesNotMatch(drawPattern(pattern, LIGHT), /NaN|undefined|Infinity/);
          assert.deepEqual(patternOf(model, given), pattern);
        },
      ),
    );
  });
});
