import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Arrangement, GROUPINGS, SORTINGS, groupPapers } from '../../src/core/arrangement';
import { FAMILIES } from '../../src/core/families/families';
import type { Paper } from '../../src/core/paper';
import { type GroupNode, type PaperNode, PapersTree, citekeysInOrder } from '../../src/core/tree';
import { type PaperTraits, oddText, paperOf } from '../support/papers';

const NONE: ReadonlySet<string> = new Set();
const place = (file: string) => ({ file, line: 1 });

function groups(
  papers: readonly PaperTraits[],
  arrangement: Partial<Arrangement>,
  cited = NONE,
): [string | null, string[]][] {
  const all = { groupBy: 'family', sortBy: 'newest', ...arrangement } as const;
  return groupPapers(papers.map(paperOf), all, cited).map(({ value, papers: own }) => [
    value,
    own.map(({ citekey }) => citekey),
  ]);
}

suite('Arrangement of papers', () => {
  test('groups by family in the order of the field, unknown families last', () => {
    const papers = [
      { citekey: 'x', family: 'zz-unknown' },
      { citekey: 'o', family: 'other' },
      { citekey: 'l', family: 'linear' },
      { citekey: 's', family: 'self-attention' },
    ];
    assert.deepEqual(
      groups(papers, {}).map(([value]) => value),
      ['self-attention', 'linear', 'other', 'zz-unknown'],
    );
  });

  test('groups by year as the papers are sorted, those without a year last', () => {
    const papers = [
      { citekey: 'a' },
      { citekey: 'b', year: 2019 },
      { citekey: 'c', year: 2021 },
      { citekey: 'd', year: 2021, published: '2021-05-01' },
    ];
    const by = (sortBy: Arrangement['sortBy']) => groups(papers, { groupBy: 'year', sortBy });
    assert.deepEqual(by('newest'), [
      ['2021', ['d', 'c']],
      ['2019', ['b']],
      [null, ['a']],
    ]);
    assert.deepEqual(
      by('oldest').map(([value]) => value),
      ['2019', '2021', null],
    );
    assert.deepEqual(
      by('title').map(([value]) => value),
      ['2021', '2019', null],
    );
  });

  test('groups by venue: all its years together, by name whatever its case, those without one last', () => {
    const venues = ['NeurIPS 2020', 'bioRxiv', 'CVPR 2024', undefined, 'NeurIPS 2023', 'CVPR Workshops 2024'];
    const papers = venues.map((venue, index) => ({ citekey: `p${index}`, venue }));
    assert.deepEqual(groups(papers, { groupBy: 'venue' }), [
      ['bioRxiv', ['p1']],
      ['CVPR', ['p2']],
      ['CVPR Workshops', ['p5']],
      ['NeurIPS', ['p0', 'p4']],
      [null, ['p3']],
    ]);
  });

  test('groups by source: a paper stands under each of its files, once', () => {
    const papers = [
      { citekey: 'both', sources: [place('z/a.txt'), place('a/b.txt'), place('z/a.txt')] },
      { citekey: 'b', sources: [place('a/b.txt')] },
      { citekey: 'none' },
    ];
    assert.deepEqual(groups(papers, { groupBy: 'source' }), [
      ['z/a.txt', ['both']],
      ['a/b.txt', ['b', 'both']],
      [null, ['none']],
    ]);
  });

  test('groups by whether a paper is cited, cited ones first', () => {
    const papers = [{ citekey: 'a' }, { citekey: 'b' }, { citekey: 'c' }];
    const by = (cited: string[]) => groups(papers, { groupBy: 'cited' }, new Set(cited));
    assert.deepEqual(by(['b', 'unknown']), [
      ['cited', ['b']],
      ['uncited', ['a', 'c']],
    ]);
    assert.deepEqual(by([]), [['uncited', ['a', 'b', 'c']]]);
  });

  test('sorts by date in both directions, what is not known last, or by title whatever its case', () => {
    const papers = [
      { citekey: 'undated', title: 'b', year: 2021 },
      { citekey: 'day', title: 'C', year: 2021, published: '--03-01' },
      { citekey: 'may', title: 'd', year: 2021, published: '2021-05-01' },
      { citekey: 'june', title: 'é', year: 2021, published: '2021-06-01' },
      { citekey: 'old', title: 'F', year: 1999 },
      { citekey: 'unknown', title: 'A' },
    ];
    const by = (sortBy: Arrangement['sortBy']) => groups(papers, { sortBy })[0]?.[1];
    assert.deepEqual(by('newest'), ['june', 'may', 'undated', 'day', 'old', 'unknown']);
    assert.deepEqual(by('oldest'), ['old', 'may', 'june', 'undated', 'day', 'unknown']);
    assert.deepEqual(by('title'), ['unknown', 'undated', 'day', 'may', 'june', 'old']);
  });
});

const file = fc.constantFrom('a.txt', 'x/a.txt', 'b.txt', '100%.txt');
const paper = fc
  .record({
    title: oddText,
    family: fc.constantFrom(...FAMILIES.slice(0, 4).map(({ id }) => id), 'x/y'),
    year: fc.option(fc.integer({ min: 2015, max: 2019 }), { nil: undefined }),
    published: fc.constantFrom(undefined, '2016-02-01', '--02-01'),
    venue: fc.constantFrom(undefined, 'A 2016', 'A 2017', 'a', 'B/C'),
    sources: fc.array(file.map(place), { maxLength: 3 }),
  })
  .map((traits) => traits);
const library = fc
  .array(paper, { maxLength: 30 })
  .map((all) => all.map((traits, index): Paper => paperOf({ ...traits, citekey: `k${index}/x` })));
const cited = fc
  .array(fc.nat(30), { maxLength: 9 })
  .map((numbers) => new Set(numbers.map((number) => `k${number}/x`)));
const arrangement: fc.Arbitrary<Arrangement> = fc.record({
  groupBy: fc.constantFrom(...GROUPINGS),
  sortBy: fc.constantFrom(...SORTINGS),
  filter: fc.constantFrom('', 'some words'),
});

/** The rows as a person reads them who opens every group. */
function listing(tree: PapersTree): [GroupNode, PaperNode[]][] {
  return (tree.children(undefined) as GroupNode[]).map((group) => [
    group,
    tree.children(group.id) as PaperNode[],
  ]);
}

suite('Papers tree', () => {
  test('shows every paper, once in a group, with counts, ids and order that agree with what is listed', () => {
    fc.assert(
      fc.property(library, arrangement, cited, (papers, wanted, keys) => {
        const rows = listing(new PapersTree(papers, wanted, keys));
        const shown = rows.flatMap(([, own]) => own);
        assert.deepEqual(
          new Set(shown.map(({ citekey }) => citekey)),
          new Set(papers.map(({ citekey }) => citekey)),
        );
        for (const [group, own] of rows) {
          assert.equal(group.count, own.length);
          assert.ok(own.length > 0);
          assert.equal(new Set(own.map(({ citekey }) => citekey)).size, own.length);
        }
        const ids = rows.flatMap(([group, own]) => [group.id, ...own.map(({ id }) => id)]);
        assert.equal(new Set(ids).size, ids.length);
        assert.deepEqual(
          shown.map(({ order }) => order),
          shown.map((_, index) => index),
        );
        if (wanted.groupBy !== 'source') assert.equal(shown.length, papers.length);
      }),
    );
  });

  test('leads from the top to every paper, and nowhere for any other key', () => {
    fc.assert(
      fc.property(library, arrangement, cited, (papers, wanted, keys) => {
        const tree = new PapersTree(papers, wanted, keys);
        for (const { citekey } of papers) {
          const [group, row, ...more] = tree.pathTo(citekey);
          assert.ok(group && row?.kind === 'paper' && more.length === 0);
          assert.equal(row.citekey, citekey);
          assert.ok(tree.children(undefined).includes(group));
          assert.ok(tree.children(group.id).includes(row));
        }
        assert.deepEqual(tree.pathTo('nobody'), []);
      }),
    );
  });

  test('does not depend on the order in which papers come', () => {
    fc.assert(
      fc.property(library, arrangement, cited, (papers, wanted, keys) => {
        const [one, other] = [papers, papers.toReversed()].map((all) =>
          listing(new PapersTree(all, wanted, keys)),
        );
        assert.deepEqual(one, other);
      }),
    );
  });

  test('comes open, under ids of its own, only when a filter leaves few papers', () => {
    const papers = (count: number) =>
      Array.from({ length: count }, (_, index) => paperOf({ citekey: `k${index}` }));
    const top = (count: number, filter: string) =>
      new PapersTree(papers(count), { groupBy: 'family', sortBy: 'newest', filter }, NONE).children(
        undefined,
      )[0];
    const [all, many, few] = [top(3, ''), top(51, 'x'), top(50, 'x')] as GroupNode[];
    assert.deepEqual([all?.expanded, many?.expanded, few?.expanded], [false, false, true]);
    assert.equal(all?.id, many?.id);
    assert.notEqual(all?.id, few?.id);
  });

  test('knows no children of a row that is gone', () => {
    const tree = new PapersTree([], { groupBy: 'year', sortBy: 'title', filter: '' }, NONE);
    assert.deepEqual(tree.children(undefined), []);
    assert.deepEqual(tree.children('year:2020'), []);
  });

  test('gives the keys of picked rows in its own order, each once, and none for groups', () => {
    const sources = [place('a.txt'), place('b.txt')];
    const papers = ['x', 'y'].map((citekey) => paperOf({ citekey, sources }));
    const rows = listing(new PapersTree(papers, { groupBy: 'source', sortBy: 'title', filter: '' }, NONE));
    const all = rows.flatMap(([group, own]) => [group, ...own]);
    assert.deepEqual(citekeysInOrder(all.toReversed()), ['x', 'y']);
    assert.deepEqual(citekeysInOrder(rows.map(([group]) => group)), []);
  });
});
