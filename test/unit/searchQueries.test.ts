import assert from 'node:assert/strict';
import type { Entry } from '../bench/corpus';
import { APART, type Queries, makeQueries, precision, reciprocalRank } from '../bench/searchQueries';
import { paperOf } from '../support/papers';

const entry = (citekey: string, title: string, family: string, acronym: string, abstract: string): Entry =>
  paperOf({ citekey, title, by: [family], acronyms: [acronym], abstract });

const CROSSVIT = entry(
  'chen2021crossvit',
  'CrossViT: Cross-Attention Multi-Scale Vision Transformer',
  'Chen',
  'CrossViT',
  'A dual branch transformer combines image patches of different sizes for stronger features.',
);
const SINKS = entry(
  'xiao2024efficient',
  'Efficient Streaming Language Models with Attention Sinks',
  'Xiao',
  'StreamingLLM',
  'Keeping keys and values of initial tokens recovers the performance of window attention.',
);
const LIBRARY = [CROSSVIT, SINKS];

const queriesOf = (entries: readonly Entry[]): Queries =>
  makeQueries({ count: entries.length, shipped: entries.length, entries: () => entries });

suite('queries for measurements', () => {
  const { typed, sought } = queriesOf(LIBRARY);

  test('are the same each time, and of every kind', () => {
    assert.deepEqual(queriesOf(LIBRARY), { typed, sought });
    assert.deepEqual(
      [...new Set([...typed, ...sought].map(({ kind }) => kind))].join('; '),
      '1 letter; 2 letters; 3 letters; 5 letters; 8 letters; word, beginning; typo; typo in 1st; ' +
        'title; 3 words; acronym; title, typos; phrase',
    );
  });

  test('are answered by some paper; a typo makes no beginning of another word', () => {
    for (const query of typed) {
      const right = LIBRARY.filter((one) => precision({ ...query, existing: 1 }, [one]) === 1);
      assert.equal(right.length, query.existing, query.text);
      const mistyped = { ...query, meant: query.text, existing: 1 };
      if (query.kind.startsWith('typo')) assert.equal(precision(mistyped, LIBRARY), 0, query.text);
      if (query.kind === APART) assert.notEqual(query.text.slice(0, 2), query.meant.slice(0, 2));
    }
  });

  test('count what is right among the first ten, or among as many as there are', () => {
    const query = {
      kind: 'word, beginning',
      text: 'attention vis',
      meant: 'attention vis',
      existing: 1,
    } as const;
    assert.equal(precision(query, [SINKS, CROSSVIT]), 1);
    assert.equal(precision({ ...query, existing: 2 }, [CROSSVIT, SINKS]), 0.5);
    assert.equal(precision(query, [SINKS, undefined]), 0);
  });

  test('are found where a paper has all that was asked for', () => {
    const rank = (kind: 'title' | '3 words' | 'acronym' | 'phrase', text: string) =>
      reciprocalRank({ kind, text, paper: 'gone' }, undefined, [SINKS, CROSSVIT]);
    assert.equal(rank('3 words', 'scale vision cross'), 0.5);
    assert.equal(rank('3 words', 'scale vision sinks'), 0);
    assert.equal(rank('acronym', 'streamingllm'), 1);
    assert.equal(rank('phrase', 'image patches of different sizes for'), 0.5);
    assert.equal(rank('phrase', 'patches image of different sizes for'), 0);
    const title = { kind: 'title', text: '', paper: CROSSVIT.citekey } as const;
    assert.equal(reciprocalRank(title, CROSSVIT, [SINKS, { ...CROSSVIT, citekey: 'same' }]), 0.5);
  });
});
