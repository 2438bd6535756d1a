/** Places in a title are smaller. */
export const MOST_PLACES = 32;
/** Where the papers of so many slots begin is noted, as a power of two. */
const BLOCK_BITS = 5;
const PLACE_BITS = 5;
/** Fewer are found soon enough without. */
const MANY = 64;

/** Where a word stands in titles: slots, each with a place in the title of that paper, added in order. */
export class Places {
  #sorted = new Uint32Array(16);
  #blocks: Uint32Array | undefined;
  count = 0;

  add(slot: number, place: number): void {
    if (this.count === this.#sorted.length) {
      const larger = new Uint32Array(this.count * 2);
      larger.set(this.#sorted);
      this.#sorted = larger;
    }
    this.#sorted[this.count++] = slot * MOST_PLACES + place;
  }

  /** Makes {@link has} fast; to be called when all have been added. */
  settle(papers: number): void {
    if (this.count < MANY) return;
    const blocks = new Uint32Array((papers >> BLOCK_BITS) + 1).fill(this.count);
    for (let at = this.count - 1; at >= 0; at--)
      blocks[(this.#sorted[at] ?? 0) >>> (PLACE_BITS + BLOCK_BITS)] = at;
    this.#blocks = blocks;
  }

  has(slot: number, place: number): boolean {
    const wanted = slot * MOST_PLACES + place;
    const sorted = this.#sorted;
    let at = this.#blocks?.[slot >> BLOCK_BITS] ?? 0;
    while (at < this.count && (sorted[at] ?? 0) < wanted) at++;
    return at < this.count && sorted[at] === wanted;
  }
}
