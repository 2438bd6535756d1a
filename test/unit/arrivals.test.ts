import assert from 'node:assert/strict';
import { Arrivals, arrivingRecords } from '../../src/core/arrivals';
import { arrivingEntries } from '../../src/core/bibtex/arrivingEntries';
import { readBibtex } from '../../src/core/bibtex/readBibtex';
import { finish } from '../../src/core/finish';

const BIB = `
@article{roe:sparse2019, title = {Sparse Étude on the Cross-Attention of Heads}, author = {de la Roe, Ann and Ångström, Bo}, year = 2019}
@article{roe:sparse, title = {Sparse Heads}, author = {Roe, Ann}, year = 2017, ids = {old:key}}
@article{zhu:linear, title = {Linear Maps, Sparsely Roe}, author = {Zhu, Li}, year = 2021}
@article{zhu:later, title = {Sparse Maps}, author = {Zhu, Li}, year = 2022}
`;

const recordsOf = (text: string) => arrivingRecords(finish(readBibtex('own.bib', text)).records);

function arrived(text = BIB): Arrivals {
  const arrivals = new Arrivals();
  finish(arrivals.putting('a', recordsOf(text), () => false))();
  return arrivals;
}

const keys = (arrivals: Arrivals, typed: string, limit = 10) =>
  arrivals.find(typed, limit).map(({ citekey }) => citekey);

suite('Entries that have just been read', () => {
  test('are found by their keys, the whole one first, then the newest', () => {
    assert.deepEqual(keys(arrived(), 'roe:sparse'), ['roe:sparse', 'roe:sparse2019', 'zhu:linear']);
    assert.deepEqual(keys(arrived(), '@ROE:S'), ['roe:sparse2019', 'roe:sparse', 'zhu:linear']);
    assert.deepEqual(keys(arrived(), 'roe'), ['roe:sparse2019', 'roe:sparse', 'zhu:linear']);
    assert.deepEqual(keys(arrived(), 'zhu', 1), ['zhu:later']);
  });

  test('are found by words of title, authors, year and other keys in any order, of which the last may be begun', () => {
    assert.deepEqual(keys(arrived(), 'heads spar'), ['roe:sparse2019', 'roe:sparse']);
    assert.deepEqual(keys(arrived(), 'spar heads'), []);
    assert.deepEqual(keys(arrived(), 'angstrom etude'), ['roe:sparse2019']);
    assert.deepEqual(keys(arrived(), 'zhu 2021'), ['zhu:linear']);
    assert.deepEqual(keys(arrived(), 'old:k'), ['roe:sparse']);
    // Within words nothing begins.
    assert.deepEqual(keys(arrived(), 'eads'), []);
    assert.deepEqual(keys(arrived(), ''), []);
  });

  test('say what a row shows', () => {
    const [found] = arrived().find('etude', 1);
    assert.equal(found?.title, 'Sparse Étude on the Cross-Attention of Heads');
    assert.equal(found.year, 2019);
    assert.deepEqual(
      found.authors.map(({ family }) => family),
      ['Roe', 'Ångström'],
    );
    assert.equal(arrived().get('zhu:later')?.title, 'Sparse Maps');
    assert.equal(arrived().get('nobody'), undefined);
  });

  test('are forgotten with their file, and when their papers are found, unless others have come since', () => {
    const arrivals = arrived();
    finish(arrivals.putting('b', recordsOf('@misc{b1, title = {Sparse B}}'), () => false))();
    const all = arrivals.all;
    finish(arrivals.putting('b', recordsOf('@misc{b2, title = {Sparse B}}'), () => false))();
    arrivals.settle(all);
    assert.deepEqual(keys(arrivals, 'sparse'), ['b2']);
    arrivals.remove('b');
    assert.deepEqual(keys(arrivals, 'sparse'), []);
    const keyless = { place: { file: 'c', line: 1 }, item: { title: 'Sparse, without a key' } };
    finish(arrivals.putting('c', arrivingRecords([keyless]), () => false))();
    assert.deepEqual(keys(arrivals, 'sparse'), []);
  });

  test('are those of which there are no papers, and those that arrived before', () => {
    const arrivals = arrived();
    const isKnown = (key: string) => key.startsWith('zhu');
    finish(arrivals.putting('a', recordsOf(BIB), isKnown))();
    assert.deepEqual(keys(arrivals, 'zhu').length, 2);
    finish(arrivals.putting('b', recordsOf(BIB.replaceAll('zhu:', 'zhu:b')), isKnown))();
    assert.deepEqual(keys(arrivals, 'zhu:b'), []);
  });

  test('are found before they are read as they are afterwards', () => {
    const text = `@string{me = {Moe, Ann}}
@comment{none, title = {Sparse}}
@xdata{data, title = {Sparse Data}}
${BIB}
@article{broken, title = {Sparse {Breaks}}, author = me year = 2020
@misc{braced, title = {{Sparse {\\"U}berblick}}, author = me # { and Zoe, Ina}, year = {in press}}
@inbook{child, crossref = {book}, title = {Sparse Child}}
@book{book, title = {A Book on {S}parse}, editor = {Li, Xu}, year = 1999}
@misc{untitled, author = me}
@article{zhu:later, title = {Sparse Twice}}`;
    const early = new Arrivals();
    finish(early.putting('a', finish(arrivingEntries(text)), () => false))();
    const read = arrived(text);
    for (const typed of [
      'sparse',
      'zhu',
      'uber',
      'zoe 20',
      'moe',
      'linear',
      'book',
      'roe:sparse',
      'old:key',
      'none',
    ]) {
      const found = (arrivals: Arrivals) => new Set(keys(arrivals, typed, 50));
      assert.deepEqual(found(early), found(read), typed);
    }
    assert.equal(early.find('uber', 1)[0]?.title, 'Sparse Überblick');
    assert.equal(early.get('untitled'), undefined);
  });

  test('of a file without end are the first', () => {
    const text = Array.from({ length: 20_500 }, (_, index) => `@misc{k${index}, title = {T}}`).join('\n');
    assert.equal(finish(arrivingEntries(text)).length, 20_000);
    const read = arrived(text);
    assert.deepEqual([read.get('k19999')?.title, read.get('k20000')], ['T', undefined]);
  });
});
