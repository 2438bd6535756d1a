import assert from 'node:assert/strict';
import { readBibtex } from '../../src/core/bibtex/readBibtex';
import { Macros } from '../../src/core/bibtex/macros';
import type { ReadResult } from '../../src/core/paper';
import { Positions } from '../../src/core/positions';

/** A step may go over so many characters of the file, and over one value. */
const LONGEST_STEP = 1 << 17;
const LONGEST_VALUE = 1 << 20;
/** What has few long values, each of which is looked through in one step. */
const VALUES: ReadonlySet<string> = new Set([
  'braces that do not close',
  'a quotation that does not end',
  'titles of a million letters',
  'many long fields that nobody knows',
  'beginnings of entries on one line',
  'beginnings further and further in',
  'names of people',
]);
/** And over as many records. */
const MOST_RECORDS = 100;

function readSlowly(text: string): { result: ReadResult; steps: number } {
  const reading = readBibtex('a.bib', text);
  for (let steps = 1; ; steps++) {
    const step = reading.next();
    if (step.done === true) return { result: step.value, steps };
  }
}

const LAST = '\n@misc{last, title = {Last}}';
const many = (count: number, entry: (n: number) => string): string =>
  Array.from({ length: count }, (_, n) => entry(n)).join('\n');
const codes = ({ problems }: ReadResult) => new Set(problems.map(({ code }) => code.replace('bibtex.', '')));

suite('Hostile BibTeX', () => {
  /** Each with how many records come of it beside the last entry, and a problem that is told. */
  for (const [name, text, records, problem] of [
    ['braces', `@misc{a, title = {${'{'.repeat(1000)}${'}'.repeat(1000)}x}}`, 1],
    [
      'more braces than a title may have',
      `@misc{a, title = {${'{'.repeat(40_000)}${'}'.repeat(40_000)}x}}`,
      0,
      'tooLong',
    ],
    ['braces that do not close', `@misc{a, title = {${'{'.repeat(4_000_000)}`, 0, 'unclosed'],
    ['a quotation that does not end', `@misc{a, title = "${'{}'.repeat(2_000_000)}`, 0, 'unclosed'],
    [
      'titles of a million letters',
      many(4, (n) => `@misc{a${n}, title = {${'x'.repeat(1_000_000)}}}`),
      4,
      'tooLong',
    ],
    [
      'a field that is too long to end',
      `@misc{a, title = {A}, note = {${'x '.repeat(700_000)}}}`,
      1,
      'unclosed',
    ],
    [
      'many long fields that nobody knows',
      `@misc{a, title = {A}, ${many(5, (n) => `f${n} = {${'x'.repeat(200_000)}},`)}}`,
      1,
    ],
    ['tiny entries', many(10_000, (n) => `@a{b${n},c=1}`), 0, 'noTitle'],
    ['tiny entries with titles', many(10_000, (n) => `@a{k${n},title=1}`), 10_000],
    ['entries of one key', many(5_000, () => `@a{k,title=1}`), 5_000, 'duplicateKey'],
    ['tiny macros', many(20_000, (n) => `@string{k${n}={x}}`), 0],
    ['beginnings of entries on one line', '@a{b,c={'.repeat(50_000), 0, 'unclosed'],
    ['beginnings of entries on many lines', '\n@a{b,c={'.repeat(20_000), 0, 'unclosed'],
    ['beginnings further and further in', many(900, (n) => `${' '.repeat(n)}@a{b,c={`), 0, 'unclosed'],
    ['what might begin entries in a value', `@misc{a, title = {${'\n @a'.repeat(5_000)}}}`, 1],
    [
      'more of that than a value may have',
      `@misc{a, title = {A}, note = {${'\n@a'.repeat(50_000)}}}`,
      1,
      'unclosed',
    ],
    ['comments that do not close', '@comment{'.repeat(20_000), 0],
    ['signs that begin nothing', '@'.repeat(300_000), 0],
    ['names that do not end', `@${'a'.repeat(300_000)}\n@misc{${'b'.repeat(300_000)}`, 0, 'noKey'],
    ['control characters', `${'\0\u0001\u0007'.repeat(100_000)}@misc{b,\0title\u0001=\u0007{B}}`, 1],
    ['blanks', `${' '.repeat(300_000)}@misc{b,${'\n'.repeat(300_000)}title${' '.repeat(100)}={B}}`, 1],
    ['what is no field', `@misc{a, title = {A}, ${'?{}'.repeat(200_000)}}`, 1, 'unclosed'],
    ['a field for each of many names', `@misc{b, title = {B}, ${many(30_000, (n) => `f${n} = 1,`)}}`, 1],
    ['many pieces', `@misc{a, title = {A}, note = ${'jan # '.repeat(100_000)}feb}`, 1, 'unclosed'],
    [
      'macros that double',
      `@string{a0={xxxxxxxxxx}}${many(60, (n) => `@string{a${n + 1}=a${n} # a${n}}`)}@misc{b, title = a60}`,
      1,
      'tooLong',
    ],
    ['accents upon accents', `@misc{b, title = {B${"\\'".repeat(100_000)}B}}`, 1, 'tooLong'],
    ['groups in groups that do not close', `@misc{b, title = {B}, note = {${'\\href\\{'.repeat(1000)}}}`, 1],
    ['dollars', `@misc{b, title = {${'$a\\$'.repeat(5_000)}B}}`, 1],
    ['names of people', `@misc{b, title = {B}, author = {${'A and '.repeat(100_000)}B}}`, 1, 'tooLong'],
    ['keys of its own', `@misc{b, title = {B}, ids = {${','.repeat(30_000)}}}`, 1],
    ['parents of parents', many(2_000, (n) => `@misc{k${n}, title={T}, crossref={k${n + 1}}}`), 2_000],
    [
      'parents in a circle',
      many(2_000, (n) => `@misc{k${n}, title={T}, crossref={k${(n + 1) % 5}}}`),
      2_000,
      'cycle',
    ],
    [
      'many parents of each',
      many(2_000, (n) => `@misc{k${n}, title={T}, xdata={${many(50, (m) => `k${m},`)}}}`),
      2_000,
      'cycle',
    ],
  ] as const)
    test(`is read step by step: ${name}`, () => {
      const { result, steps } = readSlowly(text + LAST);
      assert.equal(result.records.at(-1)?.item.id, 'last');
      assert.equal(result.records.length, records + 1);
      assert.ok(steps >= text.length / (VALUES.has(name) ? LONGEST_VALUE : LONGEST_STEP), `${steps} steps`);
      assert.ok(steps >= records / MOST_RECORDS, `${steps} steps`);
      assert.ok(result.problems.length <= 101);
      assert.equal(problem === undefined || codes(result).has(problem), true, [...codes(result)].join());
    });

  test('makes no more of it than there is', () => {
    const note = 'x'.repeat(30_000);
    const { result } = readSlowly(
      `@misc{p, title={P}, note={${note}}}\n${many(2_400, (n) => `@misc{k${n}, title={T}, crossref={p}}`)}`,
    );
    const taken = result.records.reduce(
      (sum, { item }) => sum + ((item['note'] as string | undefined) ?? '').length,
      0,
    );
    assert.equal(result.records.length, 2_401);
    assert.ok(taken > 1 << 26 && taken < 1.1 * (1 << 26), String(taken));
    assert.ok(codes(result).has('tooLong'));
  });

  test('takes no more from macros than all entries may take', () => {
    const macros = new Macros();
    const value = 'x'.repeat(1 << 20);
    const taken = Array.from({ length: 100 }, () => macros.affords(value)).filter(Boolean);
    assert.equal(taken.length, 64);
    assert.equal(macros.join('x'.repeat(60_000), 'y'.repeat(60_000)), undefined);
  });

  test('knows the line of every place, in whatever order it is asked', () => {
    const text = many(900, (n) => 'x'.repeat((n * 7919) % 500)).replace(/x{490,}/, 'y'.repeat(200_000));
    const expected = (at: number) => {
      const before = text.slice(0, at).split('\n');
      return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
    };
    const positions = new Positions(text);
    for (let n = 0; n < 100; n++) {
      const at = (n * 7_368_787) % (text.length + 1);
      assert.deepEqual(positions.at(at), expected(at), String(at));
    }
    for (let at = 300_000; at < 300_100; at++) assert.deepEqual(positions.at(at), expected(at));
  });
});
