import { ByteReader, ByteWriter, compareBytes, decode, encode } from './bytes';

/** So many texts are coded one after the other; the first of them is written in full, to be found by halving. */
const BLOCK = 16;
/** A length that does not fit half a byte follows as a number. */
const LONG = 15;
/** Goes behind every byte of a text. */
const BEHIND = 0xff;

/** Texts in order, each written as what differs from the one before ("front coding"). */
export class Texts {
  readonly count: number;
  readonly #bytes: Uint8Array;
  /** Where each block begins. */
  readonly #blocks: Uint32Array;

  constructor(count: number, bytes: Uint8Array, blocks: Uint32Array) {
    this.count = count;
    this.#bytes = bytes;
    this.#blocks = blocks;
  }

  /** A cursor at the text of that number. */
  from(index: number): TextCursor {
    const block = Math.floor(index / BLOCK);
    const cursor = new TextCursor(this.#bytes, this.#blocks[block] ?? 0, block * BLOCK, this.count);
    while (cursor.index < index && cursor.next());
    return cursor;
  }

  at(index: number): string {
    return this.from(index).text;
  }

  /** The number of a text, -1 if it is none of these. */
  indexOf(text: string): number {
    const bytes = encode(text);
    const cursor = this.#seek(bytes, bytes.length);
    return cursor.index < this.count &&
      compareBytes(cursor.bytes, 0, cursor.length, bytes, bytes.length) === 0
      ? cursor.index
      : -1;
  }

  /** The numbers of the texts that begin with `prefix`: the first, and the first behind them. */
  beginning(prefix: string): { readonly from: number; readonly to: number } {
    const bytes = encode(prefix);
    const from = this.#seek(bytes, bytes.length).index;
    if (from === this.count) return { from, to: from };
    return { from, to: this.behind(bytes, bytes.length) };
  }

  /** The number of the first text behind all that begin with these bytes. */
  behind(prefix: Uint8Array, length: number): number {
    const end = new Uint8Array(length + 1);
    end.set(prefix.subarray(0, length));
    end[length] = BEHIND;
    return this.#seek(end, end.length).index;
  }

  /** A cursor at the first text that does not go before these bytes; at the end if all do. */
  #seek(bytes: Uint8Array, length: number): TextCursor {
    let [low, high] = [0, this.#blocks.length];
    const head = new ByteReader(this.#bytes);
    while (low < high) {
      const middle = (low + high) >> 1;
      head.at = (this.#blocks[middle] ?? 0) + 1;
      const own = readLength((this.#bytes[head.at - 1] ?? 0) & LONG, head);
      if (compareBytes(this.#bytes, head.at, own, bytes, length) < 0) low = middle + 1;
      else high = middle;
    }
    const cursor = this.from(Math.max(0, low - 1) * BLOCK);
    while (cursor.index < this.count && compareBytes(cursor.bytes, 0, cursor.length, bytes, length) < 0)
      cursor.next();
    return cursor;
  }
}

const readLength = (half: number, reader: ByteReader): number => (half < LONG ? half : reader.varint());

/** Stands at a text and goes on to the next; at the end its number is how many there are. */
export class TextCursor {
  readonly #reader: ByteReader;
  readonly #count: number;
  index: number;
  /** The text's bytes, up to {@link length}. */
  bytes = new Uint8Array(64);
  length = 0;

  constructor(bytes: Uint8Array, at: number, index: number, count: number) {
    this.#reader = new ByteReader(bytes, at);
    this.#count = count;
    this.index = index;
    if (index < count) this.#read();
  }

  get text(): string {
    return decode(this.bytes, this.length);
  }

  get isAtEnd(): boolean {
    return this.index >= this.#count;
  }

  /** Whether there was a next one. */
  next(): boolean {
    if (this.index < this.#count) this.index++;
    if (this.index >= this.#count) return false;
    this.#read();
    return true;
  }

  #read(): void {
    const reader = this.#reader;
    const { bytes: source } = reader;
    const halves = source[reader.at++] ?? 0;
    const kept = readLength(halves >> 4, reader);
    const added = readLength(halves & LONG, reader);
    const length = kept + added;
    if (length > this.bytes.length) {
      const larger = new Uint8Array(length * 2);
      larger.set(this.bytes);
      this.bytes = larger;
    }
    const { bytes } = this;
    for (let at = kept; at < length; at++) bytes[at] = source[reader.at++] ?? 0;
    this.length = length;
  }
}

/** Writes {@link Texts}; in order if they are to be found again. */
export class TextsWriter {
  readonly #bytes = new ByteWriter();
  readonly #blocks: number[] = [];
  #last = new Uint8Array(64);
  #lastLength = 0;
  count = 0;

  add(text: string): void {
    const bytes = encode(text);
    this.addBytes(bytes, bytes.length);
  }

  addBytes(bytes: Uint8Array, length: number): void {
    let kept = 0;
    if (this.count % BLOCK === 0) this.#blocks.push(this.#bytes.length);
    else while (kept < length && kept < this.#lastLength && bytes[kept] === this.#last[kept]) kept++;
    const added = length - kept;
    this.#bytes.byte((Math.min(kept, LONG) << 4) | Math.min(added, LONG));
    if (kept >= LONG) this.#bytes.varint(kept);
    if (added >= LONG) this.#bytes.varint(added);
    this.#bytes.copy(bytes, kept, length);
    if (length > this.#last.length) this.#last = new Uint8Array(length * 2);
    for (let at = 0; at < length; at++) this.#last[at] = bytes[at] ?? 0;
    this.#lastLength = length;
    this.count++;
  }

  /** Whether the next text begins a block. */
  get isAtBlock(): boolean {
    return this.count % BLOCK === 0;
  }

  get bytes(): Uint8Array {
    return this.#bytes.written;
  }

  get blocks(): Uint32Array {
    return Uint32Array.from(this.#blocks);
  }
}

/** The block that a text is in, and its place there. */
export const placeInBlocks = (index: number) => ({ block: Math.floor(index / BLOCK), place: index % BLOCK });
