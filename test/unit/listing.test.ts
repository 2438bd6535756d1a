import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readListing } from '../../src/core/listing';
import { resolveDate } from '../../src/core/listingDates';
import type { ReadResult, SourceRecord } from '../../src/core/paper';
import {
  PLAIN_SAVING,
  type Layout,
  type PrintedPaper,
  printedPaper,
  saving,
  writeListing,
} from '../support/listingGenerator';

function drain<T>(steps: Generator<void, T>): { result: T; pauses: number } {
  for (let pauses = 0; ; pauses++) {
    const step = steps.next();
    if (step.done === true) return { result: step.value, pauses };
  }
}
const read = (text: string): ReadResult => drain(readListing('a.txt', text)).result;
const titles = ({ records }: ReadResult) => records.map(({ item }) => item.title);
const codes = ({ problems }: ReadResult) => problems.map(({ code, line }) => `${code}:${line}`);

const LAYOUTS: readonly Layout[] = ['consecutive', 'dated', 'plain'];
const ABSTRACT = 'We study attention at length, and find it useful in many ways. '.repeat(6).trim();
const paper = (title: string, more: Partial<PrintedPaper> = {}): PrintedPaper => ({
  title,
  abstract: `${title} is what we study. ${ABSTRACT}`,
  authors: 3,
  date: { month: 5, day: 4, year: 2024 },
  ...more,
});
const FIVE = ['Alpha Attention', 'Beta Transformers', 'Gamma Heads', 'Delta Caches', 'Epsilon Kernels'].map(
  (title) => paper(title),
);

const recordOf = (printed: PrintedPaper, layout: Layout, line: number): SourceRecord => {
  const { month, day, year } = printed.date;
  const dated = layout === 'dated';
  return {
    place: { file: 'a.txt', line },
    endLine: line + { consecutive: 1, plain: 2, dated: 6 }[layout],
    item: {
      title: printed.title,
      abstract: printed.abstract,
      ...(dated && year !== undefined && { issued: { 'date-parts': [[year, month, day]] } }),
    },
    listing: dated
      ? {
          ...(typeof printed.authors === 'number'
            ? { authorCount: printed.authors }
            : { organization: printed.authors }),
          ...(printed.comments !== undefined && { comments: printed.comments }),
        }
      : {},
  };
};

/** The same without what only a whole page tells. */
const withoutYearless = (record: SourceRecord): SourceRecord => {
  const { yearlessDate, ...listing } = record.listing ?? {};
  assert.ok(!yearlessDate || !record.item.issued);
  return { ...record, listing };
};

suite('Listings', () => {
  test('reads back what was written in any layout, on any day, by any program', () => {
    const page = fc.array(printedPaper, { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(fc.constantFrom(...LAYOUTS), page, saving, (layout, papers, saved) => {
        const { text, lines } = writeListing(layout, papers, saved);
        const { records, problems } = read(text);
        const expected = papers.map((printed, index) => recordOf(printed, layout, lines[index] ?? 0));
        assert.deepEqual(records.map(withoutYearless), expected);
        assert.deepEqual(problems, []);
      }),
      { numRuns: 300 },
    );
  });

  test('takes any text above a date for title and abstract, however it looks', () => {
    const long = `A title of ${'many '.repeat(60)}words. It has sentences. Three of them.`;
    const odd = [
      paper(long, { abstract: 'No abstract' }),
      paper('a', { abstract: 'b' }),
      paper('Z.', { abstract: '1' }),
    ];
    const { text } = writeListing('dated', odd);
    assert.deepEqual(
      read(text).records.map(({ item }) => [item.title, item.abstract]),
      odd.map(({ title, abstract }) => [title, abstract]),
    );
  });

  for (const layout of ['consecutive', 'plain'] as const)
    test(`keeps the rhythm of a ${layout} listing where one title or abstract looks odd`, () => {
      const papers = FIVE.map((printed, index) =>
        index === 2 ? paper('3.', { abstract: 'A Short Abstract' }) : printed,
      );
      const { records, problems } = read(writeListing(layout, papers).text);
      assert.deepEqual(
        records.map(({ item }) => item.abstract),
        papers.map(({ abstract }) => abstract),
      );
      assert.deepEqual(problems, []);
    });

  for (const layout of LAYOUTS)
    test(`a missing abstract in a ${layout} listing costs no other paper`, () => {
      const { text, lines } = writeListing(layout, FIVE);
      const missing = text.replace(`${layout === 'consecutive' ? '' : '\n'}${FIVE[2]?.abstract ?? ''}\n`, '');
      const result = read(missing);
      assert.deepEqual(codes(result), [`listing.truncated:${lines[2] ?? 0}`]);
      assert.deepEqual(
        titles(result),
        FIVE.map(({ title }) => title),
      );
      assert.deepEqual(
        result.records.map(({ item }) => item.abstract),
        FIVE.map(({ abstract }, index) => (index === 2 ? undefined : abstract)),
      );
    });

  for (const layout of LAYOUTS)
    test(`an abstract of two paragraphs in a ${layout} listing stays one`, () => {
      const first = FIVE[1]?.abstract ?? '';
      const gap = layout === 'consecutive' ? '\n' : '\n\n';
      const text = writeListing(layout, FIVE).text.replace(first, `${first}${gap}Code is available.`);
      const { records, problems } = read(text);
      assert.deepEqual(
        records.map(({ item }) => item.title),
        FIVE.map(({ title }) => title),
      );
      assert.equal(records[1]?.item.abstract, `${first}${gap}Code is available.`);
      assert.deepEqual(problems, []);
    });

  test('paragraphs on adjacent lines belong together where blank lines separate papers', () => {
    const [first = ''] = FIVE.map(({ abstract }) => abstract);
    const { records } = read(
      writeListing('plain', FIVE).text.replace(first, `${first}\nWe also publish the code`),
    );
    assert.equal(records[0]?.item.abstract, `${first}\nWe also publish the code`);
    assert.equal(records.length, 5);
  });

  test('knows authors and dates by their form: one author, organisations, comments, damaged bullets', () => {
    const { text } = writeListing('dated', FIVE);
    const damaged = text.replaceAll('•', 'â€¢').replaceAll('·', 'Â·').replace('3 authors', '1 author');
    const counts = read(damaged).records.map(({ listing }) => listing?.authorCount);
    assert.deepEqual(counts, [1, 3, 3, 3, 3]);
  });

  test('an entry without authors and date stands between others that have them', () => {
    const { text } = writeListing('dated', FIVE);
    const facts = '  • 3 authors\n·\nMay 4, 2024\n\n';
    const second = text.indexOf(facts, text.indexOf(facts) + 1);
    const { records, problems } = read(text.slice(0, second) + text.slice(second + facts.length));
    assert.deepEqual(
      records.map(({ listing }) => listing?.authorCount),
      [3, undefined, 3, 3, 3],
    );
    assert.deepEqual(problems, []);
  });

  test('the date in the heading belongs to the page, also when it has a year', () => {
    const { text } = writeListing('plain', FIVE, { ...PLAIN_SAVING, headerDate: 'Mar 13, 2026' });
    assert.ok(
      read(text).records.every(
        ({ item, listing }) => item.issued === undefined && listing?.yearlessDate === undefined,
      ),
    );
  });

  test('a date without a year falls into the year after the newest one on its page', () => {
    const older = writeListing('dated', [
      paper('Older', { date: { month: 1, day: 2, year: 2019 } }),
      paper('Yearless', { date: { month: 1, day: 31 } }),
    ]);
    const newer = writeListing('dated', [
      paper('Newer', { date: { month: 1, day: 2, year: 2025 } }),
      paper('Other', { date: { month: 2, day: 3 } }),
    ]);
    const { records } = read(`${older.text}\n\n${newer.text}`);
    assert.deepEqual(
      records.map(({ listing }) => listing?.yearlessDate),
      [
        undefined,
        { month: 1, day: 31, inferredYear: 2020 },
        undefined,
        { month: 2, day: 3, inferredYear: 2026 },
      ],
    );
  });

  test('an inferred date must not precede the month in the arXiv id', () => {
    const record = (inferredYear?: number, month = 1, day = 31): SourceRecord => ({
      place: { file: 'a.txt', line: 1 },
      item: { title: 'T' },
      listing: { yearlessDate: { month, day, ...(inferredYear !== undefined && { inferredYear }) } },
    });
    const none = { published: undefined, inferred: false };
    const yearless = (published: string) => ({ published, inferred: false });
    assert.deepEqual(resolveDate(record(2026), '2601.01322'), { published: '2026-01-31', inferred: true });
    assert.deepEqual(resolveDate(record(2026), '2602.00777'), yearless('--01-31'));
    assert.deepEqual(resolveDate(record(2026), undefined), { published: '2026-01-31', inferred: true });
    assert.deepEqual(resolveDate(record(1999), 'hep-th/9901001'), {
      published: '1999-01-31',
      inferred: true,
    });
    assert.deepEqual(resolveDate(record(2027, 2, 29), undefined), yearless('--02-29'));
    assert.deepEqual(resolveDate(record(), '2601.01322'), yearless('--01-31'));
    const printed: SourceRecord = {
      ...record(),
      item: { title: 'T', issued: { 'date-parts': [[2021, 7, 31]] } },
    };
    assert.deepEqual(resolveDate(printed, '2108.00154'), { published: '2021-07-31', inferred: false });
    assert.deepEqual(resolveDate({ place: printed.place, item: printed.item }, undefined), none);
  });

  test('several pages in one file are read as one listing', () => {
    const text = LAYOUTS.map(
      (layout) => writeListing(layout, FIVE, { ...PLAIN_SAVING, trailer: true }).text,
    ).join('\n\n');
    const result = read(text);
    assert.deepEqual(
      titles(result),
      [...FIVE, ...FIVE, ...FIVE].map(({ title }) => title),
    );
    assert.deepEqual(codes(result), []);
  });

  test('unknown lines above the first paper cost a message, not a paper', () => {
    for (const layout of ['dated', 'plain'] as const) {
      const text = writeListing(layout, FIVE).text.replace('Feb 18', 'A word from our sponsor');
      const result = read(text);
      assert.deepEqual(
        titles(result),
        FIVE.map(({ title }) => title),
      );
      assert.deepEqual(codes(result), ['listing.truncated:11']);
    }
  });

  test('a listing cut off in an abstract, or behind a title, says so at that line', () => {
    for (const layout of LAYOUTS) {
      const { text, lines } = writeListing(layout, FIVE);
      const last = FIVE[4]?.abstract ?? '';
      const inside = read(text.slice(0, text.indexOf(last) + 40));
      assert.deepEqual(codes(inside), [
        `listing.truncated:${(lines[4] ?? 0) + (layout === 'consecutive' ? 1 : 2)}`,
      ]);
      assert.equal(inside.records.length, 5);
      const behind = read(text.slice(0, text.indexOf(last)));
      assert.deepEqual(codes(behind), [`listing.truncated:${lines[4] ?? 0}`]);
      assert.deepEqual(
        titles(behind).slice(0, 4),
        FIVE.slice(0, 4).map(({ title }) => title),
      );
    }
  });

  test('an abstract may end with an address', () => {
    const papers = [...FIVE, paper('Zeta', { abstract: `${ABSTRACT} Code: https://example.org/zeta` })];
    assert.deepEqual(read(writeListing('consecutive', papers).text).problems, []);
  });

  test('empty, binary and foreign files give one message and no papers', () => {
    const foreign = [
      '{\n  "name": "x",\n  "version": 1\n}',
      '# Notes\n\nSome words.\n\n## More\n\nOther words.\n',
      '@article{a,\n  title = {A},\n}\n',
      'a,b\n1,2\n3,4\n',
      `${ABSTRACT}\n\n`.repeat(30),
      'Get trending papers in your email inbox!\n\nSubscribe\n',
    ];
    for (const text of ['', ' \n\u00a0\r\n', '\ufeff\n'])
      assert.deepEqual(codes(read(text)), ['listing.empty:1']);
    for (const text of foreign)
      assert.deepEqual([codes(read(text)), titles(read(text))], [['listing.none:1'], []]);
    for (const text of ['%PDF\n\0\x01\x02', 'a\nb\nP\0a\0p\0'])
      assert.match(codes(read(text)).join(), /^listing\.binary:[23]$/);
  });

  test('a control character or an absurdly long line costs its own entry', () => {
    const beta = FIVE[1]?.abstract ?? '';
    for (const layout of LAYOUTS) {
      const { text, lines } = writeListing(layout, FIVE);
      const line = (lines[1] ?? 0) + (layout === 'consecutive' ? 1 : 2);
      for (const [code, damaged] of [
        ['listing.binary', `${beta}\x07`],
        ['listing.longLine', beta.repeat(100)],
      ] as const) {
        const result = read(text.replace(beta, damaged));
        assert.deepEqual(codes(result), [`${code}:${line}`]);
        assert.deepEqual(
          titles(result),
          FIVE.filter((_, index) => index !== 1).map(({ title }) => title),
        );
      }
    }
    assert.deepEqual(codes(read('x'.repeat(1_000_000))), ['listing.longLine:1']);
  });

  test('characters lost in decoding are told once, at the first line that has any', () => {
    const { text, lines } = writeListing('plain', FIVE);
    const result = read(text.replaceAll(' Attention', ' Attenti\ufffdn').replace('Gamma', 'G\ufffdmma'));
    const [problem] = result.problems;
    assert.deepEqual([problem?.code, problem?.line, problem?.args], ['listing.encoding', lines[0], [3]]);
    assert.equal(result.records.length, 5);
  });

  test('fifty megabytes are read in slices, each of at most 250 lines', () => {
    const { text } = writeListing(
      'dated',
      FIVE.map((printed) => ({ ...printed, abstract: printed.abstract.repeat(4) })),
    );
    const copies = Math.ceil(50_000_000 / text.length);
    const { result, pauses } = drain(readListing('big.txt', `${text}\n\n`.repeat(copies)));
    assert.equal(result.records.length, copies * 5);
    assert.deepEqual(result.problems, []);
    assert.ok(pauses >= Math.floor((copies * 5 * 5) / 250), `${pauses} pauses`);
  });

  test('a long text that is no listing is given up early, and floods nobody with messages', () => {
    const { result, pauses } = drain(readListing('big.txt', 'a\n'.repeat(5_000_000)));
    assert.deepEqual(codes(result), ['listing.none:1']);
    assert.ok(pauses < 40, `${pauses} pauses`);
    const titlesOnly = `${writeListing('plain', FIVE).text}\n\n${'Title\n·\nMay 4, 2024\n\n'.repeat(500)}`;
    const { problems } = read(titlesOnly);
    assert.equal(problems.length, 101);
    assert.deepEqual([problems.at(-1)?.code, problems.at(-1)?.args], ['listing.moreProblems', [399]]);
  });
});
