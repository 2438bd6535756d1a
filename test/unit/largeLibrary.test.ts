import assert from 'node:assert/strict';
import { agree } from '../../src/core/authorship';
import { readDecisions } from '../../src/core/decisions';
import { finish } from '../../src/core/finish';
import { Library } from '../../src/core/library';
import type { CslItem, SourceRecord } from '../../src/core/paper';
import { mergeItem } from '../../src/core/paperMaking';
import { Records } from '../../src/core/records';

/** More than a call can take as arguments. */
const VERY_MANY = 300_000;

const record = (item: CslItem, line = 1): SourceRecord => ({ place: { file: 'refs.bib', line }, item });
const titles = ({ papers }: Library) => papers.map(({ title }) => title);

suite('A very large library', () => {
  test('knows which records have gone with a file of very many', () => {
    const records = new Records();
    const one = record({ title: 'Attention' });
    records.put('all.bib', 'user', Array<SourceRecord>(VERY_MANY).fill(one));
    records.settle();
    records.remove('all.bib');
    assert.equal(finish(records.changes())?.gone.length, VERY_MANY);
  });

  test('knows of very many entries whether they agree, and what they say together', () => {
    const years = Array<number>(VERY_MANY).fill(2017);
    assert.equal(
      agree([
        { names: [], years },
        { names: [], years: [2018] },
      ]),
      true,
    );
    assert.equal(
      agree([
        { names: [], years },
        { names: [], years: [1918] },
      ]),
      false,
    );
    const records = Array.from({ length: VERY_MANY }, (_, index) => ({
      record: record({ title: 'Attention', ...(index === 9 && { volume: '3' }) }),
      origin: 'user' as const,
    }));
    const cluster = { records, arxiv: undefined, doi: undefined, title: 'Attention' };
    assert.deepEqual(mergeItem(cluster), { title: 'Attention', volume: '3' });
  });

  test('merges everything when merging a part of it fails', () => {
    const library = new Library();
    library.putRecords('a.bib', 'user', [record({ id: 'a', title: 'Attention' })]);
    library.putRecords('b.bib', 'user', [record({ id: 'b', title: 'Memory' })]);
    finish(library.update());
    assert.deepEqual(titles(library), ['Attention', 'Memory']);

    // Fails where records are compared with what there was, which merging everything does not.
    let asked = 0;
    const failing: CslItem = {
      id: 'a',
      get title() {
        if (++asked === 1) throw new RangeError('Too much for one step');
        return 'Attention and more';
      },
    };
    library.putRecords('a.bib', 'user', [record(failing)]);
    finish(library.update());
    assert.deepEqual(titles(library), ['Attention and more', 'Memory']);

    library.remove('b.bib');
    finish(library.update());
    assert.deepEqual(titles(library), ['Attention and more']);
  });

  test('tells of a key that very many entries share as much as people read', () => {
    const library = new Library();
    const entry = (_: unknown, index: number) =>
      record({ id: 'ref', title: `Attention ${index}` }, index + 1);
    library.putRecords('file:///all.bib', 'user', Array.from({ length: 1000 }, entry));
    library.putRecords('file:///few.bib', 'user', [record({ id: 'ref', title: 'Memory' })]);
    const [author, issued] = [[{ family: 'Li' }], { 'date-parts': [[2020]] }];
    const listed = (_: unknown, index: number) => record({ title: `Memory of ${index}`, author, issued });
    library.putRecords('file:///list.txt', 'seed', Array.from({ length: 100 }, listed));
    const decided = '{ "papers": { "li2020memory": { "family": "linear" } } }';
    library.putDecisions('file:///attention-notes.json', readDecisions(decided).decisions);
    finish(library.update());

    const told = library.keyProblems();
    const args = (uri: string) => told.get(uri)?.map((problem) => problem.args?.join(' '));
    assert.deepEqual(args('file:///all.bib'), ['ref Memory 1 refs.bib 1']);
    assert.deepEqual(args('file:///few.bib'), ['ref Attention 0 0 refs.bib 1']);
    const named = library
      .problemsOf('file:///attention-notes.json')
      .filter(({ code }) => code === 'decisions.ambiguousKey')
      .map(({ args = [] }) => String(args[1]).split(', '));
    assert.equal(named.length, 1);
    for (const others of named) {
      assert.equal(new Set(others).size, 6);
      assert.equal(others[5], '…');
    }
  });
});
