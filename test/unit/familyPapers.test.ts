import assert from 'node:assert/strict';
import { readDecisions } from '../../src/core/decisions';
import { Library } from '../../src/core/library';
import type { Paper } from '../../src/core/paper';
import { FamilyPapers, familyName } from '../../src/worker/familyPapers';

type Row = readonly [id: string, year: number, title: string];

const PAPERS: readonly Row[] = [
  ['a2019', 2019, 'Linear attention with kernel feature maps'],
  ['b2021', 2021, 'Kernel feature maps for linear attention: a low-rank view'],
  ['c2021', 2021, 'Linear attention and low-rank attention'],
  ['g2023', 2023, 'Grouped-query attention shares key and value heads'],
  ['m2024', 2024, 'Multi-query attention: sharing key-value heads among heads'],
];

function families(decisions = '{}', papers: readonly Row[] = PAPERS) {
  const library = new Library();
  library.putRecords(
    'a.json',
    'user',
    papers.map(([id, year, title], index) => ({
      place: { file: 'a.json', line: index + 1 },
      item: { id, title, issued: { 'date-parts': [[year]] } },
    })),
  );
  library.putDecisions('d', readDecisions(decisions).decisions);
  const steps = library.update();
  while (!steps.next().done);
  const row = ({ citekey, title, year, families: { primary } }: Paper) => ({
    ...{ citekey, title, byline: '', year: year ?? null },
    family: familyName(library.families, primary.family),
  });
  return new FamilyPapers(library, row);
}

const keys = (papers: readonly { citekey: string }[]) => papers.map(({ citekey }) => citekey);

suite('Papers of a family', () => {
  test('are counted per year, in all families, those without papers too', () => {
    const all = families().all();
    assert.equal(all.length, 22);
    assert.equal(all.find(({ id }) => id === 'linear')?.count, 3);
    assert.equal(all.find(({ id }) => id === 'graph')?.count, 0);
    const overview = families().describe('linear');
    assert.deepEqual(overview?.perYear, [
      [2019, 1],
      [2021, 2],
    ]);
    assert.equal(overview.mechanism?.family, 'linear');
    assert.equal(families().describe('nothing'), null);
  });

  test('come in pages, newest first, those of other families last', () => {
    const own = families(
      '{ "families": { "mine": { "terms": ["low-rank"] }, "linear": { "terms": ["grouped-query"] } } }',
    );
    const mine = own.papers('mine', 0, 10);
    assert.deepEqual([keys(mine.papers), mine.total], [['b2021', 'c2021'], 2]);
    const linear = own.papers('linear', 0, 10);
    assert.deepEqual(
      linear.papers.map(({ citekey, also }) => [citekey, also]),
      [
        ['g2023', false],
        ['a2019', false],
        ['b2021', true],
        ['c2021', true],
      ],
    );
    assert.deepEqual(keys(own.papers('linear', 1, 2).papers), ['a2019', 'b2021']);
    assert.deepEqual(own.papers('linear', 9, 2), { papers: [], total: 4 });
    assert.deepEqual(own.papers('nothing', 0, 2), { papers: [], total: 0 });
  });

  test('that name a mechanism are typical of it', () => {
    const text = 'We compare GQA with others.';
    const named = families().describeTerm(text, 13);
    assert.equal(text.slice(named?.start, named?.end), 'GQA');
    assert.equal(named?.mechanism?.name, 'Grouped-query attention');
    assert.equal(named.overview.family.id, 'multi-head');
    assert.equal(named.overview.typical[0]?.citekey, 'g2023');
    const other = families().describeTerm('On multi-query attention', 6);
    assert.equal(other?.overview.typical[0]?.citekey, 'm2024');
    assert.equal(families().describeTerm(text, 4), null);
  });

  test('are those of a family of the user even where a mechanism has its id', () => {
    const own = families('{ "families": { "flash-attention": { "terms": ["low-rank"] } } }');
    assert.equal(own.describe('flash-attention')?.mechanism, null);
    assert.equal(own.describeTerm('A low-rank view', 3)?.mechanism, null);
    assert.equal(own.describeTerm('With FlashAttention', 7)?.overview.family.id, 'systems');
  });

  test('name a mechanism in whole words only', () => {
    const surer = 'CSWin: cross-shaped window self-attention, sliding window attention and local attention';
    const library = families('{}', [
      ['cswin2022', 2022, surer],
      ['swin2021', 2021, 'Swin Transformer: shifted windows'],
    ]);
    const named = library.describeTerm('Swin is hierarchical', 2);
    assert.equal(named?.mechanism?.id, 'shifted-window-attention');
    assert.deepEqual(keys(named.overview.typical), ['swin2021', 'cswin2022']);
    assert.deepEqual(keys(library.describe('sparse-local')?.typical ?? []), ['cswin2022', 'swin2021']);
  });

  test('are found by terms of the user, too', () => {
    const own = families('{ "families": { "mine": { "label": "Mine", "terms": ["key sharing"] } } }');
    const text = 'With key sharing, memory shrinks.';
    const named = own.describeTerm(text, 7);
    assert.equal(text.slice(named?.start, named?.end), 'key sharing');
    assert.equal(named?.mechanism, null);
    assert.equal(named.overview.family.label, 'Mine');
    assert.equal(named.overview.mechanism, null);
  });
});
