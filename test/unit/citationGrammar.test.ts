import assert from 'node:assert/strict';
import fc from 'fast-check';
import { needsBraces, scanKey } from '../../src/core/citation/citekey';
import type { ScannedCitation, ScannedItem } from '../../src/core/citation/model';
import { scanCitations } from '../../src/core/citation/scan';
import { readNote } from '../../src/core/note';
import { CITED_TEXTS } from '../support/citedTexts';
import { HOSTILE } from '../support/hostileTexts';

const MODES = { normal: 'N', authorInText: 'A', suppressAuthor: 'S' } as const;

/** The items of each citation, those inside others after them. */
const told = (citations: readonly { readonly items: readonly Item[] }[]): string =>
  citations
    .map(({ items }) => items.map(({ citekey, mode }) => `${citekey}:${MODES[mode]}`).join(' '))
    .join(' | ');
type Item = Pick<ScannedItem, 'citekey' | 'mode'>;

const flat = (citation: ScannedCitation): ScannedCitation[] => [citation, ...citation.nested.flatMap(flat)];

const cited = (text: string): string => told(scanCitations(text).citations.flatMap(flat));

suite('citation grammar', () => {
  for (const [title, cases] of Object.entries(CITED_TEXTS)) {
    test(`reads as pandoc: ${title}`, () => {
      for (const [input, expected] of cases) {
        assert.equal(cited(`T ${input}`), expected, JSON.stringify(input));
        assert.equal(told(readNote(`T ${input}`).citations), expected, `in a note: ${JSON.stringify(input)}`);
      }
    });
  }

  test('differs from pandoc on purpose in bare addresses and example lists', () => {
    assert.equal(cited('http://a.b/@c, foo:@d'), 'd:A');
    assert.equal(cited('[@d, http://a.b/@c; @e]'), 'd:N e:N');
    assert.equal(cited('@vaswani2017. Next'), 'vaswani2017:A');
    assert.equal(cited('(@x) y'), 'x:A');
    assert.equal(cited('@a) x'), 'a:A');
  });

  test('a defined label behind a key is a link, not a locator', () => {
    const { citations } = scanCitations('@a [x] and @b [y]', (label) => label === 'x');
    assert.deepEqual(
      citations.map(({ end, items }) => [end, items[0]?.affix]),
      [
        [2, ''],
        [17, 'y'],
      ],
    );
  });

  test('gives prefix and suffix as they stand in the text', () => {
    const [citation] = scanCitations('[see  also\n @a, p. *3*; cf. -@{b} ]').citations;
    assert.deepEqual(
      citation?.items.map(({ prefix, affix }) => [prefix, affix]),
      [
        ['see  also', ', p. *3*'],
        ['cf.', ''],
      ],
    );
  });

  test('a key that is printed is read back, with braces where it needs them', () => {
    const character = fc.constantFrom(...'ab1_.:/-+é中𝒳*=;!{}'.match(/[\s\S]/gu)!);
    fc.assert(
      fc.property(fc.string({ unit: character, minLength: 1, maxLength: 8 }), (key) => {
        const printed = needsBraces(key) ? `@{${key}}` : `@${key}`;
        const found = scanKey(`${printed} x`, 0);
        if (needsBraces(key) && !balanced(key)) return;
        assert.equal(found && printed.slice(found.keyStart, found.keyEnd), key);
      }),
    );
  });

  test('a group that is printed is read back', () => {
    const word = fc.constantFrom('', 'see', 'p. 3', 'cf. also', 'chap. 2 and more', 'x-y');
    const key = fc.constantFrom('a', 'b2017', 'c.d', 'é', 'e/f', 'g h'.replace(' ', '_'));
    const item = fc.record({ prefix: word, key, affix: word, suppressed: fc.boolean() });
    fc.assert(
      fc.property(fc.array(item, { minLength: 1, maxLength: 4 }), fc.boolean(), (items, braces) => {
        const printed = items.map(({ prefix, key: name, affix, suppressed }) =>
          [prefix, `${suppressed ? '-' : ''}@${braces ? `{${name}}` : name}`, affix]
            .filter(Boolean)
            .join(' '),
        );
        const [group] = scanCitations(`x [${printed.join('; ')}] y`).citations;
        assert.deepEqual(
          group?.items.map(({ prefix, citekey, affix, mode }) => [prefix, citekey, affix, mode]),
          items.map(({ prefix, key: name, affix, suppressed }) => [
            prefix,
            name,
            affix,
            suppressed ? 'suppressAuthor' : 'normal',
          ]),
        );
      }),
    );
  });

  test('hostile texts take linear time', () => {
    for (const part of HOSTILE) {
      const [short, long] = [2000, 8000].map(
        (length) => `${part.repeat(Math.ceil(length / part.length))} @z`,
      ) as [string, string];
      const ratio = () => milliseconds(long) / (8 * milliseconds(short) + 100);
      // Quadratic would be 16 times; a machine that is busy at one moment is not at all of them.
      const isLinear = Array.from({ length: 5 }).some(() => ratio() < 1);
      assert.ok(isLinear, part);
    }
  });
});

function milliseconds(text: string): number {
  const start = performance.now();
  scanCitations(text);
  return performance.now() - start;
}

function balanced(key: string): boolean {
  let depth = 0;
  for (const character of key) {
    if (character === '{') depth++;
    else if (character === '}' && --depth < 0) return false;
  }
  return depth === 0;
}
