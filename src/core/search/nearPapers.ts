import type { Head, TypeAhead } from './port';
import { TOP_SCORE } from './shelf';

/** More papers than these and twice those that are near are not kept. */
const SPARE = 256;

/** The papers that are cited near by, in an index of their own: they are few, and so what they score is soon known. */
export class NearPapers {
  readonly #headOf: (citekey: string) => Head | undefined;
  readonly #makeIndex: () => TypeAhead;
  #index: TypeAhead;
  /** What the index was told. */
  readonly #heads = new Map<string, Head>();

  constructor(headOf: (citekey: string) => Head | undefined, makeIndex: () => TypeAhead) {
    this.#headOf = headOf;
    this.#makeIndex = makeIndex;
    this.#index = makeIndex();
  }

  /** What papers score for a typed text, those that match; undefined if some are not known. */
  scores(typed: string, citekeys: Iterable<string>): ReadonlyMap<string, number> | undefined {
    const heads: Head[] = [];
    for (const citekey of citekeys) {
      const head = this.#headOf(citekey);
      if (!head) return undefined;
      heads.push(head);
    }
    if (this.#heads.size > heads.length * 2 + SPARE) {
      this.#heads.clear();
      this.#index = this.#makeIndex();
    }
    const fresh = heads.filter((head) => this.#heads.get(head.citekey) !== head);
    for (const head of fresh) this.#heads.set(head.citekey, head);
    if (fresh.length > 0) this.#index.put(fresh);
    const hits = this.#index.suggest(typed, { limit: Infinity });
    return new Map(hits.map(({ citekey, score }) => [citekey, Math.round(score * TOP_SCORE)]));
  }
}
