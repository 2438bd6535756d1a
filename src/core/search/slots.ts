/** A set of slots, a bit for each there may be. */
export class Slots {
  readonly #bits: Uint8Array;
  #size: number;

  /** For slots below `papers`; `bits` are those of another set. */
  constructor(papers: number, bits = new Uint8Array((papers + 7) >> 3)) {
    this.#bits = bits;
    this.#size = 0;
    for (const byte of bits) for (let rest = byte; rest > 0; rest &= rest - 1) this.#size++;
  }

  get size(): number {
    return this.#size;
  }

  get bits(): Uint8Array {
    return this.#bits;
  }

  copy(): Slots {
    return new Slots(0, this.#bits.slice());
  }

  has(slot: number): boolean {
    return ((this.#bits[slot >> 3] ?? 0) & (1 << (slot & 7))) !== 0;
  }

  /** The first slot from that one on; -1 if there is none. */
  next(slot: number): number {
    const bits = this.#bits;
    for (let at = slot; at < bits.length * 8; at++) {
      const rest = (bits[at >> 3] ?? 0) >> (at & 7);
      if ((rest & 1) !== 0) return at;
      // The last of these eight, if none of them follows.
      if (rest === 0) at |= 7;
    }
    return -1;
  }

  /** The slots that are in this set and in another of the same papers. */
  and(other: Slots): Slots {
    return new Slots(
      0,
      this.#bits.map((byte, at) => byte & (other.bits[at] ?? 0)),
    );
  }

  add(slot: number): void {
    if (this.has(slot)) return;
    this.#bits[slot >> 3] = (this.#bits[slot >> 3] ?? 0) | (1 << (slot & 7));
    this.#size++;
  }
}

/** A number for each slot, most of them 0: made once, used for one query after the other. */
export class Marks {
  values = new Uint8Array(0);
  #touched = new Uint32Array(256);
  /** How many slots have numbers. */
  count = 0;

  /** Makes room for so many slots; none has a number. */
  reserve(papers: number): void {
    if (papers > this.values.length) this.values = new Uint8Array(papers);
  }

  /** The slots with numbers, in the order in which they got them. */
  get touched(): Uint32Array {
    return this.#touched.subarray(0, this.count);
  }

  /** Raises a slot's number. */
  raise(slot: number, value: number): void {
    const old = this.values[slot] ?? 0;
    if (value <= old) return;
    if (old === 0) {
      if (this.count === this.#touched.length) this.#grow();
      this.#touched[this.count++] = slot;
    }
    this.values[slot] = value;
  }

  clear(): void {
    for (let at = 0; at < this.count; at++) this.values[this.#touched[at] ?? 0] = 0;
    this.count = 0;
  }

  #grow(): void {
    const larger = new Uint32Array(this.#touched.length * 2);
    larger.set(this.#touched);
    this.#touched = larger;
  }
}
