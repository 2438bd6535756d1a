import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Arrangement, GROUPINGS, SORTINGS, groupPapers } from '../../src/core/arrangement';
import { FAMILIES } from '../../src/core/families/families';
import { type FamilyDecision, FamilyList } from '../../src/core/families/familyList';
import type { Paper } from '../../src/core/paper';
import {
  type GroupNode,
  type PaperNode,
  PapersTree,
  type TreeNode,
  citekeysInOrder,
} from '../../src/core/tree';
import { type PaperTraits, oddText, paperOf } from '../support/papers';

const NONE: ReadonlySet<string> = new Set();
const families = new FamilyList();
const around = (cited: ReadonlySet<string> = NONE) => ({ cited, families });
const place = (file: string) => ({ file, line: 1 });

function groups(
  papers: readonly PaperTraits[],
  arrangement: Partial<Arrangement>,
  cited = NONE,
): [string | null, string[]][] {
  const all = { groupBy: 'family', sortBy: 'newest', ...arrangement } as const;
  return groupPapers(papers.map(paperOf), all, around(cited)).map(({ value, papers: own }) => [
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
    family: fc.constantFrom(...FAMILIES.slice(0, 6).map(({ id }) => id), 'x/y'),
    secondary: fc.constantFrom<string[]>([], ['other'], ['memory', 'theory']),
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

/** Every group with the papers right below it, as a person reads them who opens everything. */
function listing(tree: PapersTree, id?: string): [GroupNode, PaperNode[]][] {
  return tree.children(id).flatMap((row) => {
    if (row.kind === 'paper') return [];
    const papers = tree.children(row.id).filter((child) => child.kind === 'paper');
    return [[row, papers] as [GroupNode, PaperNode[]], ...listing(tree, row.id)];
  });
}

const keysOf = (papers: readonly { citekey: string }[]) => new Set(papers.map(({ citekey }) => citekey));

suite('Papers tree', () => {
  test('shows every paper, once in a group, with counts, ids and order that agree with what is listed', () => {
    fc.assert(
      fc.property(library, arrangement, cited, (papers, wanted, keys) => {
        const rows = listing(new PapersTree(papers, wanted, around(keys)));
        const counted = rows.filter(([{ by }]) => by !== 'also' && by !== 'heading');
        const shown = counted.flatMap(([, own]) => own);
        assert.deepEqual(keysOf(shown), keysOf(papers));
        for (const [group, own] of rows) {
          if (group.by === 'heading') continue;
          assert.equal(group.count, own.length);
          assert.ok(group.count + group.also > 0);
          assert.equal(keysOf(own).size, own.length);
        }
        const ids = rows.flatMap(([group, own]) => [group.id, ...own.map(({ id }) => id)]);
        assert.equal(new Set(ids).size, ids.length);
        const orders = rows.flatMap(([, own]) => own).map(({ order }) => order);
        assert.deepEqual(
          orders,
          orders.map((_, index) => index),
        );
        if (wanted.groupBy !== 'source') assert.equal(shown.length, papers.length);
      }),
    );
  });

  test('counts under a heading what its families count, and shows further papers of a family apart', () => {
    fc.assert(
      fc.property(library, (papers) => {
        const tree = new PapersTree(papers, { groupBy: 'family', sortBy: 'newest', filter: '' }, around());
        const rows = listing(tree);
        for (const [heading] of rows.filter(([{ by }]) => by === 'heading')) {
          const below = tree.children(heading.id) as GroupNode[];
          assert.equal(
            heading.count,
            below.reduce((sum, { count }) => sum + count, 0),
          );
          assert.ok(below.every(({ family }) => `heading:${family?.group ?? ''}` === heading.id));
        }
        for (const [group] of rows.filter(([{ by }]) => by === 'family')) {
          const id = group.value ?? '';
          const secondary = papers.filter((one) =>
            one.families.secondary.some(({ family }) => family === id),
          );
          const below = listing(tree, group.id);
          assert.equal(group.also, families.get(id) ? secondary.length : 0);
          if (group.also === 0) assert.deepEqual(below, []);
          else {
            assert.deepEqual(
              below.map(([{ by }]) => by),
              ['also'],
            );
            assert.deepEqual(keysOf(below[0]?.[1] ?? []), keysOf(secondary));
          }
        }
      }),
    );
  });

  test('has families of the user among the others, also without papers, and leaves out hidden ones until one looks for something', () => {
    const decision = (traits: Partial<FamilyDecision>) => ({ terms: [], hidden: false, ...traits });
    const own = new FamilyList(
      new Map([
        ['mine', decision({ label: 'Mine', group: 'using' })],
        ['linear', decision({ label: 'Kernels' })],
        ['other', decision({ hidden: true })],
      ]),
    );
    const papers = ['linear', 'other'].map((family) => paperOf({ citekey: family, family }));
    const top = (filter: string) => {
      const tree = new PapersTree(
        papers,
        { groupBy: 'family', sortBy: 'newest', filter },
        { cited: NONE, families: own },
      );
      return listing(tree).map(([{ value, family, count }]) => [value, family?.label, count]);
    };
    assert.deepEqual(top(''), [
      ['efficiency', undefined, 1],
      ['linear', 'Kernels', 1],
      ['using', undefined, 0],
      ['mine', 'Mine', 0],
    ]);
    assert.deepEqual(
      top('x').map(([value]) => value),
      ['efficiency', 'linear', 'other'],
    );
  });

  test('leads from the top to every paper, and nowhere for any other key', () => {
    fc.assert(
      fc.property(library, arrangement, cited, (papers, wanted, keys) => {
        const tree = new PapersTree(papers, wanted, around(keys));
        for (const { citekey } of papers) {
          const path = tree.pathTo(citekey);
          const row = path.at(-1);
          assert.ok(row?.kind === 'paper' && row.citekey === citekey);
          let above: TreeNode | undefined;
          for (const step of path) {
            assert.ok(tree.children(above?.id).includes(step));
            assert.ok(step.kind === 'paper' || step.by !== 'also');
            above = step;
          }
        }
        assert.deepEqual(tree.pathTo('nobody'), []);
      }),
    );
  });

  test('does not depend on the order in which papers come', () => {
    fc.assert(
      fc.property(library, arrangement, cited, (papers, wanted, keys) => {
        const [one, other] = [papers, papers.toReversed()].map((all) =>
          listing(new PapersTree(all, wanted, around(keys))),
        );
        assert.deepEqual(one, other);
      }),
    );
  });

  test('comes open, under ids of its own, only when a filter leaves few papers', () => {
    const papers = (count: number) =>
      Array.from({ length: count }, (_, index) => paperOf({ citekey: `k${index}` }));
    const top = (count: number, filter: string) =>
      new PapersTree(papers(count), { groupBy: 'family', sortBy: 'newest', filter }, around()).children(
        undefined,
      )[0];
    const [all, many, few] = [top(3, ''), top(51, 'x'), top(50, 'x')] as GroupNode[];
    assert.deepEqual([all?.expanded, many?.expanded, few?.expanded], [false, false, true]);
    assert.equal(all?.id, many?.id);
    assert.notEqual(all?.id, few?.id);
  });

  test('knows no children of a row that is gone', () => {
    const tree = new PapersTree([], { groupBy: 'year', sortBy: 'title', filter: '' }, around());
    assert.deepEqual(tree.children(undefined), []);
    assert.deepEqual(tree.children('year:2020'), []);
  });

  test('gives the keys of picked rows in its own order, each once, and none for groups', () => {
    const sources = [place('a.txt'), place('b.txt')];
    const papers = ['x', 'y'].map((citekey) => paperOf({ citekey, sources }));
    const rows = listing(
      new PapersTree(papers, { groupBy: 'source', sortBy: 'title', filter: '' }, around()),
    );
    const all = rows.flatMap(([group, own]) => [group, ...own]);
    assert.deepEqual(citekeysInOrder(all.toReversed()), ['x', 'y']);
    assert.deepEqual(citekeysInOrder(rows.map(([group]) => group)), []);
  });
});
