import assert from 'node:assert/strict';
import { Arrivals, arrivingRecords } from '../../src/core/arrivals';
import { readBibtex } from '../../src/core/bibtex/readBibtex';
import { readCslJson } from '../../src/core/cslJson';
import { finish } from '../../src/core/finish';
import { Library } from '../../src/core/library';
import type { SourceRecord } from '../../src/core/paper';
import { byline } from '../../src/core/tree';

const BIB = `
@book{open, title = {Handbook of Heads}, editor = {M{\\"u}ller, Karl and others}, year = {2019}}
@book{one, title = {Values, Edited}, editor = {M{\\"u}ller, Karl}}
@book{two, title = {Keys, Edited}, editor = {van Berg, Ada and Roe, Jane}}
@book{written, title = {Queries}, author = {Zhu, Bo}, editor = {Ito, Kei}}
@book{others, title = {Sinks}, author = {others}, editor = {Ito, Kei}}
@book{nobody, title = {Masks}, year = {2020}}
`;

const recordsOf = (): readonly SourceRecord[] => finish(readBibtex('own.bib', BIB)).records;

function libraryOf(records: readonly SourceRecord[]): Library {
  const library = new Library();
  library.putRecords('test:/own', 'user', records);
  finish(library.update());
  return library;
}

suite('People of a paper', () => {
  test('are its authors, or else its editors, and the line says so', () => {
    const library = libraryOf(recordsOf());
    const line = (key: string) => {
      const paper = library.get(key);
      return paper && byline(paper);
    };
    assert.deepEqual(['open', 'one', 'two', 'written', 'others', 'nobody'].map(line), [
      ...['Müller et al. (eds.)', 'Müller (ed.)', 'van Berg & Roe (eds.)', 'Zhu', 'Ito (ed.)', ''],
    ]);
    // Nobody counts them among authors.
    assert.deepEqual(
      ['open', 'two', 'written'].map((key) => library.get(key)?.authorCount),
      [...[undefined, undefined, 1]],
    );
  });

  test('are found before papers are made of their entries', () => {
    const arrivals = new Arrivals();
    finish(arrivals.putting('test:/own', arrivingRecords(recordsOf()), () => false))();
    assert.deepEqual(arrivals.find('muller handbook', 5).map(byline), ['Müller et al. (eds.)']);
    // They stand behind the authors.
    assert.deepEqual(arrivals.find('ito', 5).map(({ citekey }) => citekey), ['others']); // prettier-ignore
  });

  test('are those that a file of CSL items has in a form that can be read', () => {
    const items = [
      { id: 'a', title: 'A', editor: ['Group of Heads', 3, { family: 7 }, { family: 'Roe' }] },
      { id: 'b', title: 'B', editor: 'nobody' },
    ];
    const library = libraryOf(finish(readCslJson('own.json', JSON.stringify(items))).records);
    const bylines = ['a', 'b'].map((key) => library.get(key)).map((paper) => paper && byline(paper));
    assert.deepEqual(bylines, ['Group of Heads & Roe (eds.)', '']);
  });
});
