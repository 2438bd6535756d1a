import assert from 'node:assert/strict';
import { FamilyList } from '../../src/core/families/familyList';
import type { Paper } from '../../src/core/paper';
import { FullTextIndex } from '../../src/core/search/fullText';
import { SuggestIndex } from '../../src/core/search/suggest';
import { BoundedFullText } from '../../src/worker/boundedFullText';
import { PaperSearch } from '../../src/worker/paperSearch';
import { paperOf } from '../support/papers';

const papers = ['linear', 'sparse', 'gated', 'local', 'cross'].map((word, index) =>
  paperOf({
    citekey: `${word}${index}`,
    title: `On ${word} attention`,
    abstract: `It is ${word} and swift.`,
  }),
);

/** A bounded index over as many papers, as the library worker keeps it. */
class Bounded {
  readonly #heads = new SuggestIndex();
  readonly index = new BoundedFullText(new FullTextIndex(), this.#heads, 4);
  #papers: readonly Paper[] = [];

  /** The library has these papers now; `pause` is called at each pause. */
  become(now: readonly Paper[], pause: () => void = () => undefined): void {
    const before = this.#papers;
    const removed = before.filter((paper) => !now.includes(paper)).map(({ citekey }) => citekey);
    const changed = now.filter((paper) => !before.includes(paper));
    this.#papers = now;
    this.#heads.remove(removed);
    this.#heads.put(changed);
    const steps = this.index.follow(now, { changed, removed });
    while (steps.next().done !== true) pause();
  }

  /** What every list finds for a query. */
  lists(query: string): string[][] {
    const library = {
      get: (citekey: string) => this.#papers.find((paper) => paper.citekey === citekey),
      papers: this.#papers,
      families: new FamilyList(),
    };
    const search = new PaperSearch(library, this.#heads, this.index, () => new Set());
    const lists = [
      search.complete(query, { limit: 9 }).hits,
      search.find(query, 9).hits,
      search.filter(query).hits,
    ];
    return lists.map((hits) => hits.map(({ citekey }) => citekey).sort());
  }

  find(query: string): string[] {
    return this.index
      .search(query, { limit: 9 })
      .map(({ citekey }) => citekey)
      .sort();
  }
}

suite('Full text up to a number of papers', () => {
  test('does without abstracts above it, and takes them in again below it', () => {
    const bounded = new Bounded();
    bounded.become(papers.slice(0, 4));
    assert.deepEqual([bounded.index.unsearched, bounded.find('swift').length], [undefined, 4]);
    bounded.become(papers);
    assert.deepEqual([bounded.index.unsearched, bounded.find('swift')], ['tooMany', []]);
    assert.deepEqual(bounded.find('sparse'), ['sparse1']);
    assert.deepEqual(bounded.find(''), []);
    bounded.become(papers.slice(2));
    assert.deepEqual(
      [bounded.index.unsearched, bounded.find('swift')],
      [undefined, ['cross4', 'gated2', 'local3']],
    );
  });

  test('does without them as soon as somebody stops it, for good', () => {
    const bounded = new Bounded();
    let pauses = 0;
    bounded.become(papers.slice(0, 4), () => {
      if (pauses++ === 0) bounded.index.stop();
    });
    assert.equal(bounded.index.unsearched, 'stopped');
    assert.deepEqual([bounded.find('swift'), bounded.find('gated')], [[], ['gated2']]);
    bounded.become(papers.slice(1, 3));
    assert.deepEqual([bounded.find('swift'), bounded.find('linear')], [[], []]);
    assert.equal(bounded.index.unsearched, 'stopped');
  });

  test('leaves abstracts out of phrases and exclusions too, alike in every list', () => {
    const bounded = new Bounded();
    const all = papers.slice(0, 4).map(({ citekey }) => citekey);
    const inEach = (citekeys: readonly string[]) => [1, 2, 3].map(() => [...citekeys].sort());
    bounded.become(papers.slice(0, 4));
    assert.deepEqual(bounded.lists('"sparse and swift" '), inEach(['sparse1']));
    assert.deepEqual(bounded.lists('-swift '), inEach([]));
    bounded.index.stop();
    assert.deepEqual(bounded.lists('"sparse and swift" '), inEach([]));
    assert.deepEqual(bounded.lists('"sparse atten'), inEach(['sparse1']));
    assert.deepEqual(bounded.lists('-swift '), inEach(all));
  });

  test('says where words stand in abstracts once they are indexed', () => {
    const bounded = new Bounded();
    const having = () =>
      bounded.index.having({ words: ['and', 'swi'], inflected: false, unfinished: true })?.length;
    assert.equal(having(), undefined);
    bounded.become(papers.slice(0, 3), () => {
      assert.equal(having(), undefined);
    });
    assert.equal(having(), 3);
    bounded.index.expect(3);
    assert.equal(having(), undefined);
    bounded.become(papers.slice(1, 3));
    assert.equal(having(), 2);
    bounded.index.expect(5);
    assert.equal(having(), 0);
  });
});
