/** A paper in a ranking. */
interface Ranked {
  readonly slot: number;
  readonly score: number;
}

/** Keeps the best of many without sorting them all. */
export class Ranking {
  readonly #limit: number;
  readonly #orderOfEquals: (a: number, b: number) => number;
  readonly #accepts: ((slot: number) => boolean) | undefined;
  readonly #best: Ranked[] = [];

  /**
   * `orderOfEquals` compares the slots of papers with one score, negative when the first goes before; `accepts` is asked of
   * papers that would be among the best.
   */
  constructor(
    limit: number,
    orderOfEquals: (a: number, b: number) => number,
    accepts?: (slot: number) => boolean,
  ) {
    this.#limit = limit;
    this.#orderOfEquals = orderOfEquals;
    this.#accepts = accepts;
  }

  /** Best first. */
  get best(): readonly Ranked[] {
    return this.#best;
  }

  add(slot: number, score: number): void {
    const best = this.#best;
    const ranked = { slot, score };
    const last = best[best.length - 1];
    if (best.length >= this.#limit && (last === undefined || this.#compare(ranked, last) >= 0)) return;
    if (this.#accepts && !this.#accepts(slot)) return;
    let [low, high] = [0, best.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = best[middle];
      if (other && this.#compare(other, ranked) < 0) low = middle + 1;
      else high = middle;
    }
    best.splice(low, 0, ranked);
    if (best.length > this.#limit) best.pop();
  }

  #compare(a: Ranked, b: Ranked): number {
    return b.score - a.score || this.#orderOfEquals(a.slot, b.slot);
  }
}
