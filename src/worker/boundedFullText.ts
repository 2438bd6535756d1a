import type { LibraryChange } from '../core/madePapers';
import type { Paper } from '../core/paper';
import type { FullText, FullTextOptions, Hit, TypeAhead } from '../core/search/port';
import type { WordRow } from '../core/search/wordRows';

/** How many papers leave the index between two chances to pause. */
const BATCH = 20;

/** The part of a full-text index that answers. */
export interface Searched extends Pick<FullText, 'search' | 'meant' | 'having'> {
  /** Why abstracts are not searched; nothing when they are. */
  readonly unsearched?: 'tooMany' | 'stopped' | undefined;
}

/**
 * A full-text index of a library up to a number of papers, for its memory grows with every word of every abstract. Of
 * larger libraries, and when somebody did not want to wait for it, papers are found by their heads.
 */
export class BoundedFullText implements Searched {
  readonly #index: FullText;
  readonly #heads: TypeAhead;
  readonly #limit: number;
  /** The papers in the index. */
  readonly #papers = new Set<string>();
  /** Whether the index has, or is about to have, all papers. */
  #isWhole = true;
  #unsearched: Searched['unsearched'];
  /** How many changes were expected, and when the last of them was followed; at first there is one to come. */
  #expected = 1;
  #followed = 0;

  constructor(index: FullText, heads: TypeAhead, limit: number) {
    this.#index = index;
    this.#heads = heads;
    this.#limit = limit;
  }

  get unsearched(): Searched['unsearched'] {
    return this.#unsearched;
  }

  /** Does without abstracts from now on. What is being indexed is given up at the next step. */
  stop(): void {
    this.#unsearched = 'stopped';
  }

  /** A library has changed and has so many papers now: until the change is followed, the index does not know them. */
  expect(papers: number): void {
    this.#expected++;
    if (this.#unsearched !== 'stopped') this.#unsearched = papers > this.#limit ? 'tooMany' : undefined;
  }

  /** Follows a change of a library that has these papers now. A generator: the caller may pause between steps. */
  *follow(papers: readonly Paper[], { changed, removed }: LibraryChange): Generator<void, void> {
    this.expect(papers.length);
    const following = this.#expected;
    if (!this.#unsearched) {
      yield* this.#remove(removed);
      yield* this.#put(this.#isWhole ? changed : papers);
      this.#isWhole = true;
    }
    this.#followed = following;
    // It may have been stopped at a pause.
    if (!this.#unsearched) return;
    this.#isWhole = false;
    yield* this.#remove([...this.#papers]);
  }

  search(query: string, options: FullTextOptions): Hit[] {
    if (!this.#unsearched) return this.#index.search(query, options);
    return query.trim() === '' ? [] : this.#heads.suggest(query, options);
  }

  having(row: WordRow): readonly string[] | undefined {
    if (this.#unsearched) return [];
    return this.#followed < this.#expected ? undefined : this.#index.having(row);
  }

  meant(query: string): string[] {
    return this.#unsearched ? [] : this.#index.meant(query);
  }

  *#put(papers: readonly Paper[]): Generator<void, void> {
    for (const { citekey } of papers) this.#papers.add(citekey);
    const steps = this.#index.put(papers);
    while (!this.#unsearched && steps.next().done !== true) yield;
  }

  *#remove(citekeys: readonly string[]): Generator<void, void> {
    for (let at = 0; at < citekeys.length; at += BATCH) {
      const batch = citekeys.slice(at, at + BATCH);
      this.#index.remove(batch);
      for (const citekey of batch) this.#papers.delete(citekey);
      yield;
    }
  }
}
