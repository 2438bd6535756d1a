import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { type Entry, corpus } from '../bench/corpus';

const SHIPPED = 331;

/** What the generator makes itself: families and the shipped papers are as the product reads them. */
const made = ({ citekey, title, abstract, authors, acronyms, year, arxiv }: Entry) =>
  JSON.stringify([citekey, title, abstract, authors, acronyms, year, arxiv]);

suite('corpus for measurements', () => {
  const entries = [...corpus(SHIPPED + 2000)];
  const generated = entries.slice(SHIPPED);

  test('begins with the shipped papers and their authors', () => {
    const shipped = entries.slice(0, SHIPPED);
    const crossvit = shipped.find(({ citekey }) => citekey === 'chen2021crossvit');
    assert.equal(crossvit?.authors[0]?.family, 'Chen');
    assert.ok(shipped.every(({ abstract = '' }) => abstract.length > 300));
  });

  test('is the same each time, and of every size the beginning of a larger one', () => {
    const hash = createHash('sha256');
    for (const entry of generated.slice(0, 300)) hash.update(made(entry));
    assert.equal(hash.digest('hex').slice(0, 16), '3b41207bde58c0b0');
    assert.deepEqual([...corpus(SHIPPED + 5)], entries.slice(0, SHIPPED + 5));
    assert.equal([...corpus(7)].length, 7);
  });

  test('has keys and identifiers that nobody shares', () => {
    assert.equal(new Set(entries.map(({ citekey }) => citekey)).size, entries.length);
    assert.equal(new Set(generated.map(({ arxiv }) => arxiv)).size, generated.length);
  });

  test('has ever fewer new words and names, but never none', () => {
    const words = new Set<string>();
    const names = new Set<string>();
    const growth = [generated.slice(0, 1000), generated.slice(1000)].map((half) => {
      const before = [words.size, names.size];
      for (const { title, abstract = '', authors } of half) {
        for (const word of `${title} ${abstract}`.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [])
          words.add(word);
        for (const { family = '' } of authors) names.add(family);
      }
      return [words.size - (before[0] ?? 0), names.size - (before[1] ?? 0)] as const;
    });
    const [[words1, names1] = [0, 0], [words2, names2] = [0, 0]] = growth;
    assert.ok(words2 > 1000 && words2 < words1 / 2, `${words1}, then ${words2} words`);
    assert.ok(names2 > 300 && names2 < names1, `${names1}, then ${names2} names`);
  });
});
