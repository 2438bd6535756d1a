/** Higher than any slot. */
const SLOTS = 2 ** 30;
/** Below this: how near a paper is to the note. */
const NEARNESS = 3;

/** A paper in a ranking. */
export interface Ranked {
  readonly slot: number;
  readonly score: number;
  /** 2 if the note cites it, 1 if the workspace does. */
  readonly near: number;
}

/** What a ranking asks of a paper. */
export interface RankingOptions {
  readonly limit: number;
  /** The highest score there may be. */
  readonly most: number;
  /** How near papers are, by slot; all others are not. */
  readonly near: ReadonlyMap<number, number>;
  readonly accepts: ((slot: number) => boolean) | undefined;
}

/**
 * Keeps the best of many papers: of higher score, of equals the nearer, of these the one with the lower slot. Each is
 * one number, smaller if it is better, so that no objects are made of the many that are passed over.
 */
export class Ranking {
  readonly #options: RankingOptions;
  #places: Float64Array;
  #count = 0;
  /** What is not better than this is passed over. */
  #bar = Infinity;

  constructor(options: RankingOptions) {
    this.#options = options;
    this.#places = new Float64Array(Math.min(options.limit, 128) * 2);
  }

  add(slot: number, score: number): void {
    const { limit, most, near, accepts } = this.#options;
    const base = (most - score) * NEARNESS;
    // As if it were as near as can be, first: that is looked up for few.
    if (base * SLOTS + slot >= this.#bar) return;
    const place = (base + (NEARNESS - 1) - (near.size > 0 ? (near.get(slot) ?? 0) : 0)) * SLOTS + slot;
    if (place >= this.#bar) return;
    if (this.#count === this.#places.length) this.#makeRoom(accepts ? Infinity : limit);
    this.#places[this.#count++] = place;
  }

  /** Leaves the best only, or takes more if not even twice as many as are wanted are there. */
  #makeRoom(limit: number): void {
    if (this.#count >= limit * 2) {
      this.#places.sort();
      this.#count = limit;
      this.#bar = this.#places[limit - 1] ?? Infinity;
      return;
    }
    const larger = new Float64Array(Math.max(16, this.#count * 2));
    larger.set(this.#places);
    this.#places = larger;
  }

  /** Best first. */
  best(): Ranked[] {
    const { limit, accepts } = this.#options;
    if (limit <= 0) return [];
    const places = this.#places.subarray(0, this.#count);
    if (accepts) return this.#accepted(places, accepts);
    return Array.from(places.sort().subarray(0, limit), (place) => this.#ranked(place));
  }

  /** Asks of as few as it takes, best first. */
  #accepted(places: Float64Array, accepts: (slot: number) => boolean): Ranked[] {
    const found: Ranked[] = [];
    for (let from = 0, step = this.#options.limit * 2; from < places.length; from += step, step *= 4) {
      // The next best are brought to the front of what is left.
      const next = smallestFirst(places.subarray(from), step);
      for (const place of next) {
        const ranked = this.#ranked(place);
        if (accepts(ranked.slot) && found.push(ranked) === this.#options.limit) return found;
      }
    }
    return found;
  }

  #ranked(place: number): Ranked {
    const slot = place % SLOTS;
    const rest = (place - slot) / SLOTS;
    return {
      slot,
      score: this.#options.most - Math.floor(rest / NEARNESS),
      near: NEARNESS - 1 - (rest % NEARNESS),
    };
  }
}

/** Brings the `count` smallest numbers to the front, in order, and returns them. */
function smallestFirst(numbers: Float64Array, count: number): Float64Array {
  let [from, to] = [0, numbers.length - 1];
  // Hoare's selection: parts the numbers around one of them until the part ends where it is wanted.
  while (to > from && count < numbers.length) {
    const pivot = numbers[(from + to) >> 1] ?? 0;
    let [low, high] = [from, to];
    while (low <= high) {
      while ((numbers[low] ?? 0) < pivot) low++;
      while ((numbers[high] ?? 0) > pivot) high--;
      if (low > high) break;
      [numbers[low], numbers[high]] = [numbers[high] ?? 0, numbers[low] ?? 0];
      low++;
      high--;
    }
    if (count <= high) to = high;
    else if (count >= low) from = low;
    else break;
  }
  return numbers.subarray(0, Math.min(count, numbers.length)).sort();
}
