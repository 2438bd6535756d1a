import assert from 'node:assert/strict';
import fc from 'fast-check';
import { yearColumns } from '../../src/pages/chart';
import { readFromFamilyPage } from '../../src/pages/protocol';

suite('What a page may say', () => {
  test('is taken over, with nothing else in it', () => {
    for (const message of [
      { type: 'ask', papers: 100 },
      { type: 'reveal', citekey: 'ali2021xcit' },
      { type: 'insertCitation', citekey: 'ali2021xcit' },
      { type: 'insertTable', mechanisms: ['linear'], parameters: {} },
      { type: 'insertTable', mechanisms: ['linear', 'multi-head'], parameters: { n: 4096, bytes: 0.5 } },
    ]) {
      assert.deepEqual(readFromFamilyPage(message), message);
      assert.deepEqual(readFromFamilyPage({ ...message, command: 'workbench.action.quit' }), message);
    }
  });

  test('is refused otherwise', () => {
    for (const message of [
      ...[undefined, null, 'ask', 7, [], {}, { type: 'run' }, { type: ['ask'], papers: 1 }],
      ...[0, -1, 1.5, Infinity, NaN, '100', 1e9, undefined].map((papers) => ({ type: 'ask', papers })),
      ...['', 7, undefined, ['a'], 'x'.repeat(501)].map((citekey) => ({ type: 'reveal', citekey })),
      { type: 'insertCitation' },
      ...[undefined, 'linear', [], [7], ['a', 'b', 'c'], ['linear', '']].map((mechanisms) => ({
        ...{ type: 'insertTable', mechanisms, parameters: {} },
      })),
      ...[undefined, null, 7, { n: '4' }, { n: NaN }, { text: 4 }, { n: 1, x: 2 }].map((parameters) => ({
        ...{ type: 'insertTable', mechanisms: ['linear'], parameters },
      })),
    ])
      assert.equal(readFromFamilyPage(message), undefined, JSON.stringify(message));
  });

  test('is never more than ids and numbers, whatever comes', () => {
    fc.assert(
      fc.property(fc.anything(), (message) => {
        const read = readFromFamilyPage(message);
        assert.ok(read === undefined || JSON.stringify(read).length < 2000);
      }),
    );
  });
});

suite('The chart of papers per year', () => {
  test('has a column for each year, empty ones between', () => {
    assert.deepEqual(
      yearColumns([
        [2019, 2],
        [2021, 8],
        [2022, 4],
      ]),
      [
        { year: 2019, count: 2, share: 0.25 },
        { year: 2020, count: 0, share: 0 },
        { year: 2021, count: 8, share: 1 },
        { year: 2022, count: 4, share: 0.5 },
      ],
    );
  });

  test('has none where nothing is known', () => assert.deepEqual(yearColumns([]), []));

  test('bridges no gap of decades', () => {
    const years = yearColumns([
      [25, 1],
      [2017, 1],
    ]).map(({ year }) => year);
    assert.deepEqual(years, [25, 2017]);
  });
});
