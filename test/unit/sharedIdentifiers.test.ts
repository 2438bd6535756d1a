import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readBibtex } from '../../src/core/bibtex/readBibtex';
import { readDecisions } from '../../src/core/decisions';
import { exportedText } from '../../src/core/exportedText';
import { finish } from '../../src/core/finish';
import { Library } from '../../src/core/library';
import type { CslItem } from '../../src/core/paper';

const URI = 'file:///refs.bib';

function updated(library: Library): Library {
  finish(library.update());
  while (!library.isRead) finish(library.readOn());
  return library;
}

function libraryOf(bib: string, seeds: readonly CslItem[] = [], decisions = '{}'): Library {
  const library = new Library();
  library.putRecords(URI, 'user', finish(readBibtex('refs.bib', bib)).records);
  const shipped = seeds.map((item, index) => ({ place: { file: 'seeds', line: index + 1 }, item }));
  library.putRecords('seeds', 'seed', shipped);
  library.putDecisions('decisions', readDecisions(decisions).decisions);
  return updated(library);
}

const keysOf = (library: Library): string[] => library.papers.map(({ citekey }) => citekey);
const told = (library: Library): string[] =>
  (library.keyProblems().get(URI) ?? []).map(({ code, line, args = [] }) => [code, line, ...args].join(' '));

suite('Entries of one identifier', () => {
  const part = (key: string, fields: string, type = 'incollection') =>
    `@${type}{${key}, booktitle = {Handbook}, doi = {10.1007/978-3-030-1}, ${fields}}\n`;
  const one = part('mD1', 'title = {Same DOI chapter one on heads}, author = {Zeb, Ra}');
  const two = part('mD2', 'title = {Same DOI chapter two on values}, author = {Yak, Bo}');

  test('are two papers where they are chapters of a book by other authors, and each says so', () => {
    const library = libraryOf(one + two);
    assert.deepEqual(keysOf(library), ['mD1', 'mD2']);
    assert.equal(library.get('mD2')?.authors[0]?.family, 'Yak');
    assert.deepEqual(told(library), [
      'file.sharedIdentifier 1 mD1 doi mD2 refs.bib 2',
      'file.sharedIdentifier 2 mD2 doi mD1 refs.bib 1',
    ]);
    const papers = library.papers.map((paper) => ({ citekey: paper.citekey, paper }));
    const { text } = finish(exportedText(papers, 'biblatex'));
    assert.match(text, /@incollection\{mD2,[^@]*Yak[^@]*chapter two on values/);
  });

  test('are two papers where what is misc has another title and other authors', () => {
    const misc = (key: string, fields: string) =>
      `@misc{${key}, url = {https://arxiv.org/abs/1706.03762}, ${fields}}\n`;
    const own = misc('mE1', 'title = {Attention Is All You Need}, author = {Vaswani, A. and Shazeer, N.}');
    const other = misc('mE2', 'title = {Notes on memory}, author = {Yak, Bo}');
    assert.deepEqual(keysOf(libraryOf(own + other)), ['mE1', 'mE2']);
    assert.equal(
      libraryOf(own + misc('mE2', 'title = {The transformer}, author = {Vaswani, A.}')).papers.length,
      1,
    );
    assert.equal(libraryOf(own + misc('mE2', 'title = {The transformer}')).papers.length, 1);
    assert.equal(libraryOf(own + misc('mE2', 'title = {注意力}, author = {王伟}')).papers.length, 1);
    const swapped = misc('mE2', 'title = {Attention is all we need}, author = {Shazeer, N. and Vaswani, A.}');
    assert.equal(libraryOf(own + swapped).papers.length, 1);
  });

  test('are two papers where they are chapters of one author that begin on other pages, or differ in most', () => {
    const by = (key: string, title: string, pages = '') =>
      part(key, `title = {${title}}, author = {Zeb, Ra}${pages && `, pages = {${pages}}`}`, 'inbook');
    const count = (...parts: string[]) => libraryOf(parts.join('')).papers.length;
    assert.equal(count(by('a', 'Attention, part I', '1--20'), by('b', 'Attention, part II', '21--40')), 2);
    assert.equal(count(by('a', 'Attention, part I'), by('b', 'Memory and recall')), 2);
    assert.equal(count(by('a', 'Attention', '1--20'), by('b', 'Memory and recall', '1--20')), 1);
    assert.equal(count(by('a', 'Attention and heads'), by('b', 'Attention and its heads')), 1);
    const book = '@book{c, title = {Handbook of minds}, editor = {Kim, A}, doi = {10.1007/978-3-030-1}}';
    assert.equal(count(by('a', 'Attention and heads'), book), 2);
  });

  test('are one paper under a preprint title or one that is cut short', () => {
    const paper = (key: string, title: string, author = 'Devlin, Jacob and Chang, Ming-Wei') =>
      `@inproceedings{${key}, title = {${title}}, author = {${author}}, doi = {10.18653/v1/N19-1423}, eprint = {1810.04805}, archiveprefix = {arXiv}}\n`;
    const full = paper('a', 'BERT: Pre-training of Deep Bidirectional Transformers');
    for (const other of [
      paper('b', 'BERT'),
      paper('b', 'BERT: Pretraining of deep bidirectional transformers', 'Devlin, J. and others'),
      paper('b', 'BERT: Pre-training of Deep Bidirectional Transformers', 'Google'),
    ])
      assert.equal(libraryOf(full + other).papers.length, 1, other);
  });

  test('join what is shipped where they agree with it, and leave it alone where none does', () => {
    const DOI = '10.1007/978-3-030-1';
    const seed = {
      id: 'yak2020two',
      title: 'Same DOI chapter two on values',
      DOI,
      author: [{ family: 'Yak' }],
    };
    const both = libraryOf(one + two, [
      seed,
      { title: 'Same DOI chapter one on heads', DOI, abstract: 'Heads.' },
    ]);
    assert.deepEqual(keysOf(both), ['mD1', 'mD2']);
    assert.deepEqual([both.get('yak2020two')?.citekey, both.get('mD1')?.abstract], ['mD2', 'Heads.']);
    // Of what is shipped nothing is lost, so a single entry of the user's own takes it.
    assert.deepEqual(keysOf(libraryOf(one, [seed])), ['mD1']);
    const three = part('mD3', 'title = {Something else entirely}, author = {Kim, Al}');
    const others = libraryOf(one + three, [seed]);
    assert.deepEqual(keysOf(others), ['mD1', 'mD3', 'yak2020two']);
    assert.equal(told(others)[0], 'file.sharedIdentifier 1 mD1 doi mD3 refs.bib 2');
  });

  test('keep the keys that were recorded for one of them', () => {
    const decisions = { chapter2: { aliases: ['mD2'], facts: { DOI: '10.1007/978-3-030-1' } } };
    const library = libraryOf(one + two, [], JSON.stringify({ papers: decisions }));
    assert.deepEqual(keysOf(library), ['chapter2', 'mD1']);
    assert.equal(library.get('chapter2')?.authors[0]?.family, 'Yak');
  });

  test('give the same papers whatever the order, and never one of two chapters', () => {
    const item: fc.Arbitrary<CslItem> = fc.record(
      {
        id: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
        title: fc.constantFrom('Heads', 'Heads and values', 'On values', 'Memory', 'Heads, values, memory'),
        author: fc.constantFrom(...['Zeb', 'Yak'].map((family) => [{ family }]), [
          { family: 'Yak' },
          { family: 'Zeb' },
        ]),
        type: fc.constantFrom('chapter', 'article-journal'),
        page: fc.constantFrom('1', '20'),
        DOI: fc.constantFrom('10.1000/a', '10.1000/b'),
        URL: fc.constantFrom('https://arxiv.org/abs/2101.00001', 'https://arxiv.org/abs/2101.00002'),
      },
      { requiredKeys: ['id', 'title'] },
    );
    const grouped = (items: readonly CslItem[]) => {
      const library = new Library();
      for (const [index, own] of items.entries())
        library.putRecords(`f${index}`, 'user', [{ place: { file: 'f', line: 1 }, item: own }]);
      const papers = updated(library).papers;
      return papers
        .map(({ sources }) =>
          sources
            .map(({ uri = '' }) => JSON.stringify(items[Number(uri.slice(1))]))
            .sort()
            .join(),
        )
        .sort();
    };
    const shuffled = fc
      .array(item, { maxLength: 6 })
      .chain((items) =>
        fc.tuple(fc.constant(items), fc.shuffledSubarray(items, { minLength: items.length })),
      );
    fc.assert(
      fc.property(shuffled, ([items, order]) => assert.deepEqual(grouped(order), grouped(items))),
      { numRuns: 400 },
    );
  });
});
