import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Paper } from '../../src/core/paper';
import { FullTextIndex } from '../../src/core/search/fullText';
import { oddText, paperOf } from '../support/papers';

const PAPERS = [
  paperOf({
    citekey: 'chen2021crossvit',
    title: 'CrossViT: Cross-Attention Multi-Scale Vision Transformer',
    abstract: 'We propose a dual-branch transformer to combine image patches of different sizes.',
    by: ['Chen', 'Fan'],
    acronyms: ['CrossViT'],
    year: 2021,
    arxiv: '2103.14899',
  }),
  paperOf({
    citekey: 'xiao2024streaming',
    title: 'Efficient Streaming Language Models with Attention Sinks',
    abstract: 'Caching the keys and values of initial tokens recovers the performance of window attention.',
    by: ['Xiao'],
    year: 2024,
    family: 'kv-cache',
  }),
  paperOf({
    citekey: 'glueck2020patches',
    title: 'Patches',
    abstract: 'An essay.',
    by: ['Glück'],
    year: 2020,
  }),
  paperOf({ citekey: 'bare2020', title: 'A Title Without Abstract' }),
];

function run(steps: Generator<void, void>): void {
  while (!steps.next().done) continue;
}

function indexOf(papers: readonly Paper[]): FullTextIndex {
  const index = new FullTextIndex();
  run(index.put(papers));
  return index;
}

/** Papers with words of their own, beside those that others have. */
const wordy = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) =>
    paperOf({
      citekey: `paper${from + index}`,
      title: `Title ${(from + index).toString(36)}x`,
      abstract: Array.from(
        { length: 12 },
        (_word, at) => `w${((from + index) * 7919 + at * 104729).toString(36)}`,
      ).join(' '),
    }),
  );

const found = (index: FullTextIndex, query: string, limit = 10) =>
  index.search(query, { limit }).map(({ citekey }) => citekey);

suite('full-text search', () => {
  const index = indexOf(PAPERS);
  const first = (query: string) => found(index, query)[0];

  test('leaves out papers that are not accepted before the limit counts, and asks only of those that match', () => {
    const asked: string[] = [];
    const accepts = (citekey: string) => {
      asked.push(citekey);
      return citekey !== 'chen2021crossvit';
    };
    const hits = index.search('transformer attention', { limit: 1, accepts });
    assert.deepEqual(hits, [{ citekey: 'xiao2024streaming', score: 1 }]);
    assert.deepEqual(asked, ['chen2021crossvit', 'xiao2024streaming']);
  });

  test('finds words of title, abstract, authors, key and family', () => {
    assert.equal(first('dual-branch'), 'chen2021crossvit');
    assert.equal(first('window attention tokens'), 'xiao2024streaming');
    assert.equal(first('fan 2021'), 'chen2021crossvit');
    assert.equal(first('kv cache'), 'xiao2024streaming');
    assert.equal(first('bare2020'), 'bare2020');
    assert.equal(first('arXiv:2103.14899v2'), 'chen2021crossvit');
  });

  test('puts a word in the title before the same word in an abstract', () => {
    assert.deepEqual(found(index, 'patches'), ['glueck2020patches', 'chen2021crossvit']);
  });

  test('lets a word be missing, and prefers papers that have more of them', () => {
    assert.deepEqual(found(index, 'streaming patches sinks'), [
      'xiao2024streaming',
      'glueck2020patches',
      'chen2021crossvit',
    ]);
  });

  test('folds accents, joins what is split, meets other inflections', () => {
    assert.equal(first('gluck'), 'glueck2020patches');
    assert.equal(first('cross vit'), 'chen2021crossvit');
    assert.equal(first('dualbranch'), 'chen2021crossvit');
    assert.equal(first('cached value'), 'xiao2024streaming');
  });

  test('completes the last word, and only while it is unfinished', () => {
    assert.deepEqual(found(index, 'stream'), ['xiao2024streaming']);
    assert.deepEqual(found(index, 'perform'), ['xiao2024streaming']);
    assert.deepEqual(found(index, 'perform '), []);
    assert.deepEqual(found(index, 'perform essay'), ['glueck2020patches']);
  });

  test('forgives typos in words that no paper has, but corrects no known word', () => {
    assert.equal(first('perfromance'), 'xiao2024streaming');
    assert.equal(first('visoin transfomer'), 'chen2021crossvit');
    assert.equal(first('perfromn'), 'xiao2024streaming');
    assert.equal(first('berformance'), 'xiao2024streaming');
    assert.deepEqual(found(index, 'perfromn '), []);
    const alike = indexOf([
      paperOf({ citekey: 'a', title: 'Linear' }),
      paperOf({ citekey: 'b', title: 'Lineal' }),
    ]);
    assert.deepEqual(found(alike, 'lineal '), ['b']);
  });

  test('answers nothing to an empty query, and at most what is asked for', () => {
    for (const query of ['', '  ', '@', '?!']) assert.deepEqual(found(index, query), []);
    assert.equal(found(index, 'attention patches', 1).length, 1);
    assert.deepEqual(found(index, 'attention', 0), []);
  });

  test('scores fall from 1', () => {
    const scores = index.search('attention transformer patches', { limit: 9 }).map(({ score }) => score);
    assert.equal(scores[0], 1);
    assert.deepEqual(
      scores,
      scores.toSorted((a, b) => b - a),
    );
  });

  test('pauses while it is built, and knows at once what is in', () => {
    const many = Array.from({ length: 60 }, (_, n) =>
      paperOf({ citekey: `k${n}`, title: `Number${n} word` }),
    );
    const growing = new FullTextIndex();
    const steps = growing.put(many);
    let pauses = 0;
    while (!steps.next().done) {
      pauses++;
      assert.ok(found(growing, 'number0 ').includes('k0'));
    }
    assert.ok(pauses >= 3);
    assert.equal(found(growing, 'word', 100).length, 60);
  });

  test('a paper put again is known by its new words only, a removed one not at all', () => {
    const changing = indexOf(PAPERS);
    run(changing.put([paperOf({ citekey: 'glueck2020patches', title: 'Quilts' })]));
    assert.deepEqual(found(changing, 'essay '), []);
    assert.deepEqual(found(changing, 'quilts'), ['glueck2020patches']);
    changing.remove(['glueck2020patches', 'nobody']);
    assert.deepEqual(found(changing, 'quilts '), []);
    run(changing.put(PAPERS));
    assert.deepEqual(found(changing, 'patches', 1), ['glueck2020patches']);
  });

  test('no query breaks it', () => {
    fc.assert(fc.property(oddText, (query) => void found(index, query)));
  });

  test('sweeps up after many papers that are gone at one go: others may come at any pause', async () => {
    const changing = new FullTextIndex();
    const before = wordy(0, 400);
    run(changing.put(before));
    const later = globalThis.setTimeout;
    let timers = 0;
    globalThis.setTimeout = ((...args: Parameters<typeof later>) => {
      timers++;
      return later(...args);
    }) as typeof later;
    try {
      changing.remove(before.map(({ citekey }) => citekey));
      run(changing.put(wordy(1000, 400)));
      await Promise.resolve();
    } finally {
      globalThis.setTimeout = later;
    }
    assert.equal(timers, 0);
    for (const { citekey, abstract = '' } of wordy(1000, 400))
      assert.deepEqual(found(changing, abstract.split(' ')[5] ?? '', 1), [citekey]);
    assert.deepEqual(found(changing, before[0]?.abstract ?? ''), []);
  });
});
