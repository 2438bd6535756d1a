import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readDecisions } from '../../src/core/decisions';
import { Library, type LibraryChange } from '../../src/core/library';
import type { CslItem, SourceRecord } from '../../src/core/paper';

const arxiv = (id: string) => `https://arxiv.org/abs/${id}`;
const chen = { family: 'Chen', given: 'Chun-Fu' };
const crossvit = {
  title: 'CrossViT: Cross-Attention Multi-Scale Vision Transformer',
  author: [chen],
  issued: { 'date-parts': [[2021]] },
};

const record = (item: CslItem, line = 1, listing?: SourceRecord['listing']): SourceRecord => ({
  place: { file: 'list.txt', line },
  item,
  ...(listing && { listing }),
});

function update(library: Library): LibraryChange {
  const steps = library.update();
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

function libraryOf(
  files: Record<string, { origin?: 'seed' | 'user'; items: CslItem[] }>,
  decisions = '',
): Library {
  const library = new Library();
  for (const [uri, { origin = 'user', items }] of Object.entries(files)) {
    library.putRecords(
      uri,
      origin,
      items.map((item, index) => record(item, index + 1)),
    );
  }
  library.putDecisions('decisions', readDecisions(decisions).decisions);
  update(library);
  return library;
}

const keysOf = (library: Library) => library.papers.map(({ citekey }) => citekey);

suite('Library', () => {
  test('joins a listing and its facts by title, and keeps every place', () => {
    const library = new Library();
    const bare = {
      title: 'CrossViT: cross-attention multi-scale vision transformer',
      abstract: 'We combine image patches.',
    };
    library.putRecords('a.txt', 'seed', [record(bare, 3, { comments: 2 }), record(bare, 9, {})]);
    library.putRecords('b.json', 'seed', [record({ ...crossvit, id: 'chen2021crossvit' })]);
    update(library);
    assert.equal(library.papers.length, 1);
    const paper = library.get('chen2021crossvit');
    assert.ok(paper);
    assert.equal(paper.citekey, 'chen2021crossvit');
    assert.equal(paper.abstract, 'We combine image patches.');
    assert.equal(paper.comments, 2);
    assert.deepEqual(
      paper.sources.map(({ line }) => line),
      [3, 9],
    );
  });

  test('keeps two papers with one title apart when identifiers say so', () => {
    const title = 'Attention';
    const library = libraryOf({
      a: { items: [{ title, URL: arxiv('2101.00001') }, { title, URL: arxiv('2101.00002') }, { title }] },
    });
    assert.equal(library.papers.length, 3);
  });

  test('joins a preprint and its publication by arXiv id although the titles differ', () => {
    const a = { title: 'Old title', URL: arxiv('2101.00001v2') };
    const b = { title: 'New title', URL: arxiv('2101.00001'), DOI: '10.1/x' };
    assert.equal(libraryOf({ a: { items: [a, b] } }).papers.length, 1);
  });

  test('makes a key from author, year and title for a paper that brings none', () => {
    assert.deepEqual(keysOf(libraryOf({ a: { items: [crossvit] } })), ['chen2021crossvit']);
  });

  test('a newcomer whose key is taken gets a suffix from its own identity', () => {
    const seed = { ...crossvit, id: 'chen2021crossvit', URL: arxiv('2103.14899') };
    const other = { ...crossvit, title: 'CrossViT revisited', URL: arxiv('2104.00001') };
    const library = libraryOf({ seed: { origin: 'seed', items: [seed] }, mine: { items: [other] } });
    assert.deepEqual(keysOf(library), ['chen2021crossvit', 'chen2021crossvit-2104.00001']);
  });

  test('gives the same keys whatever the order of files and records', () => {
    const items = [
      { ...crossvit, URL: arxiv('2103.14899') },
      { ...crossvit, title: 'CrossViT again', URL: arxiv('2104.00001') },
      { ...crossvit, title: 'CrossViT without identifier' },
      { ...crossvit, title: 'Something else', id: 'own2020key' },
      { title: 'No author at all' },
    ];
    const keysInOrder = (order: readonly CslItem[]) =>
      new Map(
        libraryOf({ a: { items: order.slice(0, 2) }, b: { items: order.slice(2) } }).papers.map((p) => [
          p.title,
          p.citekey,
        ]),
      );
    const expected = keysInOrder(items);
    fc.assert(
      fc.property(fc.shuffledSubarray(items, { minLength: items.length }), (order) => {
        assert.deepEqual([...keysInOrder(order)].sort(), [...expected].sort());
      }),
      { numRuns: 30 },
    );
  });

  test("a user's entry takes a shipped key; the shipped paper answers to key-arxivid and the key is ambiguous", () => {
    const seed = { ...crossvit, id: 'chen2021crossvit', URL: arxiv('2103.14899') };
    const own = { title: 'A paper of mine', id: 'chen2021crossvit' };
    const library = libraryOf({ seed: { origin: 'seed', items: [seed] }, mine: { items: [own] } });
    assert.equal(library.get('chen2021crossvit')?.title, 'A paper of mine');
    assert.equal(library.get('chen2021crossvit-2103.14899')?.title, crossvit.title);
    assert.deepEqual(library.meanings('chen2021crossvit'), [
      'chen2021crossvit',
      'chen2021crossvit-2103.14899',
    ]);
    assert.deepEqual(library.meanings('chen2021crossvit-2103.14899'), []);
  });

  test("a user's entry for a shipped paper wins, and both keys stay valid", () => {
    const seed = { ...crossvit, id: 'chen2021crossvit', URL: arxiv('2103.14899'), 'event-title': 'ICCV' };
    const own = {
      title: crossvit.title,
      id: 'crossvit',
      URL: arxiv('2103.14899'),
      issued: { 'date-parts': [[2020]] },
    };
    const library = libraryOf({ seed: { origin: 'seed', items: [seed] }, mine: { items: [own] } });
    const paper = library.papers[0];
    assert.deepEqual(
      [library.papers.length, paper?.citekey, paper?.aliases, paper?.year],
      [1, 'crossvit', ['chen2021crossvit'], 2020],
    );
    assert.deepEqual(paper?.authors, [chen]);
    assert.equal(library.get('chen2021crossvit'), paper);
  });

  test('a paper whose facts arrive later keeps its old key as an alias', () => {
    const bare = { title: 'CrossViT revisited' };
    assert.deepEqual(keysOf(libraryOf({ list: { items: [bare] } })), ['crossvitrevisited']);
    const facts = { ...crossvit, title: 'CrossViT Revisited', id: 'chen2021crossvit' };
    const library = libraryOf({ list: { items: [bare] }, facts: { items: [facts] } });
    assert.equal(library.get('crossvitrevisited')?.citekey, 'chen2021crossvit');
  });

  test('reads recorded keys and aliases from the workspace file', () => {
    const decisions = JSON.stringify({
      papers: {
        mykey: { facts: { URL: arxiv('2104.00001') }, aliases: ['vit'] },
        chen2021crossvit: { aliases: ['cv'] },
      },
    });
    const items = [
      { ...crossvit, id: 'chen2021crossvit' },
      { ...crossvit, title: 'CrossViT again', URL: arxiv('2104.00001') },
    ];
    const library = libraryOf({ a: { items } }, decisions);
    assert.deepEqual(keysOf(library), ['chen2021crossvit', 'mykey']);
    assert.equal(library.get('vit')?.citekey, 'mykey');
    assert.equal(library.get('cv')?.citekey, 'chen2021crossvit');
  });

  test('an alias that two papers claim means neither', () => {
    const decisions = JSON.stringify({ papers: { a: { aliases: ['x'] }, b: { aliases: ['x'] } } });
    const library = libraryOf(
      {
        f: {
          items: [
            { id: 'a', title: 'One' },
            { id: 'b', title: 'Two' },
          ],
        },
      },
      decisions,
    );
    assert.equal(library.get('x'), undefined);
    assert.deepEqual(library.meanings('x'), ['a', 'b']);
  });

  test('makes only those papers again whose records or keys changed, and names them', () => {
    const library = new Library();
    const [one, two] = [record({ id: 'a', title: 'One' }), record({ id: 'b', title: 'Two' })];
    library.putRecords('f', 'user', [one, two]);
    assert.deepEqual(
      update(library).changed.map(({ citekey }) => citekey),
      ['a', 'b'],
    );
    const before = library.get('a');
    library.putRecords('f', 'user', [one, record({ id: 'b', title: 'Two, revised' })]);
    assert.deepEqual(
      update(library).changed.map(({ citekey }) => citekey),
      ['b'],
    );
    assert.equal(library.get('a'), before);
    library.remove('f');
    assert.deepEqual(update(library), { changed: [], removed: ['a', 'b'] });
  });
});
