import { HEIGHT, WIDTH, type Pattern } from './patterns';
import type { Point, Role, Shape } from './shapes';

/** A colour, in CSS, for everything that a shape can stand for. */
export type Palette = Readonly<Record<Role, string>>;

/** For VS Code's light themes: shapes 3:1, text 4.5:1 or more on #F8F8F8 and white. */
export const LIGHT: Palette = {
  query: '#2563c9',
  key: '#b45309',
  value: '#15803d',
  weight: '#6d4bb8',
  accent: '#c2255c',
  muted: '#868686',
  ink: '#3b3b3b',
};

/** For its dark themes: on #202020 and #1F1F1F. */
export const DARK: Palette = {
  query: '#6ea8fe',
  key: '#f0a95b',
  value: '#63c68a',
  weight: '#b69cff',
  accent: '#ff8fa3',
  muted: '#8a8a8a',
  ink: '#cccccc',
};

/** For pages that set the colours themselves: `--an-query` and so on. */
export const VARIABLES: Palette = {
  query: 'var(--an-query)',
  key: 'var(--an-key)',
  value: 'var(--an-value)',
  weight: 'var(--an-weight)',
  accent: 'var(--an-accent)',
  muted: 'var(--an-muted)',
  ink: 'var(--an-ink)',
};

/** A picture as SVG that stands alone: no scripts, nothing loaded, a title and a description. */
export function drawPattern({ title, description, shapes }: Pattern, palette: Palette): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img" font-family="system-ui, sans-serif" font-size="11">`,
    `<title>${escaped(title)}</title>`,
    `<desc>${escaped(description)}</desc>`,
    ...drawn(shapes, palette),
    '</svg>\n',
  ].join('\n');
}

/** Squares of one role that follow each other become one path: a matrix takes a few lines. */
function drawn(shapes: readonly Shape[], palette: Palette): string[] {
  const cells = new Map<Role, string[]>();
  const others: string[] = [];
  for (const shape of shapes) {
    if (shape.kind !== 'cell') others.push(elementOf(shape, palette));
    else cells.set(shape.role, [...(cells.get(shape.role) ?? []), squareOf(shape.at, shape.side)]);
  }
  const paths = Array.from(
    cells,
    ([role, squares]) => `<path fill="${palette[role]}" d="${squares.join('')}"/>`,
  );
  return [...paths, ...others];
}

function squareOf([x, y]: Point, side: number): string {
  const short = rounded(side);
  return `M${rounded(x - side / 2)} ${rounded(y - side / 2)}h${short}v${short}h-${short}z`;
}

function elementOf(shape: Exclude<Shape, { kind: 'cell' }>, palette: Palette): string {
  const [x, y] = shape.kind === 'line' ? [0, 0] : shape.at.map(rounded);
  switch (shape.kind) {
    case 'box':
      return `<rect x="${x}" y="${y}" width="${rounded(shape.width)}" height="${rounded(shape.height)}" rx="2" fill="none" stroke="${palette[shape.role]}" stroke-width="1.5"/>`;
    case 'disc': {
      const fill = shape.hollow ? `fill="none" stroke-width="1.5" stroke` : 'fill';
      return `<circle cx="${x}" cy="${y}" r="${rounded(shape.radius)}" ${fill}="${palette[shape.role]}"/>`;
    }
    case 'text': {
      const anchor = shape.anchor ?? 'middle';
      return `<text x="${x}" y="${y}" text-anchor="${anchor}" fill="${palette.ink}">${escaped(shape.text)}</text>`;
    }
    case 'line': {
      const path = shape.points.map((point) => point.map(rounded).join(' ')).join('L');
      const dashes = shape.ending === 'dashes' ? ' stroke-dasharray="3 3"' : '';
      const head = shape.ending === 'arrow' ? arrowhead(shape.points, palette[shape.role]) : '';
      return `<path d="M${path}" fill="none" stroke="${palette[shape.role]}" stroke-width="${rounded(shape.width)}" stroke-linejoin="round"${dashes}/>${head}`;
    }
  }
}

function arrowhead(points: readonly Point[], colour: string): string {
  const [fromX, fromY] = points.at(-2) ?? [0, 0];
  const [x, y] = points.at(-1) ?? [0, 0];
  const length = Math.hypot(x - fromX, y - fromY) || 1;
  const [alongX, alongY] = [(x - fromX) / length, (y - fromY) / length];
  const corner = (side: number): string =>
    `${rounded(x - 6 * alongX - side * alongY)} ${rounded(y - 6 * alongY + side * alongX)}`;
  return `<path d="M${rounded(x + alongX)} ${rounded(y + alongY)}L${corner(3.5)}L${corner(-3.5)}z" fill="${colour}"/>`;
}

const rounded = (value: number): number => Math.round(value * 10) / 10;

const escaped = (words: string): string => words.replace(/[<>&"]/g, (char) => `&#${char.charCodeAt(0)};`);
