/** Characters that one search of the engine goes over at most. */
const BLOCK = 1 << 16;

/**
 * The places of a character. Asked for in ascending order it goes over the text once, however often it is asked: a search
 * by the engine is quicker than any loop, and goes on only as far as somebody wants to know.
 */
export class Occurrences {
  readonly #text: string;
  readonly #character: string;
  /** None from the first to before the second, which is one, unless only so much has been looked through. */
  #since = 0;
  #next = 0;
  #isOne = false;
  #block = '';
  #blockAt = -1;

  constructor(text: string, character: string) {
    this.#text = text;
    this.#character = character;
  }

  /** The first at an offset or behind it; when there is none before the limit, anything from the limit on. */
  from(at: number, limit: number): number {
    if (at < this.#since || at > this.#next || (at === this.#next && !this.#isOne)) {
      this.#since = this.#next = at;
      this.#isOne = false;
    }
    while (!this.#isOne && this.#next < limit) this.#search();
    return this.#next;
  }

  #search(): void {
    const at = this.#next;
    if (at >= this.#text.length) {
      this.#next = Infinity;
      return;
    }
    const begin = at - (at % BLOCK);
    if (begin !== this.#blockAt) {
      this.#block = this.#text.slice(begin, begin + BLOCK);
      this.#blockAt = begin;
    }
    const found = this.#block.indexOf(this.#character, at - begin);
    this.#isOne = found >= 0;
    this.#next = begin + (found >= 0 ? found : BLOCK);
  }
}
