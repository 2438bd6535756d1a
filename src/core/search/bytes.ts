/** Bytes written one after the other, in a buffer that grows as needed. */
export class ByteWriter {
  #bytes: Uint8Array;
  /** How many there are so far. */
  length = 0;

  constructor(capacity = 256) {
    this.#bytes = new Uint8Array(capacity);
  }

  byte(value: number): void {
    if (this.length === this.#bytes.length) this.#grow(1);
    this.#bytes[this.length++] = value;
  }

  /** A number from 0 to 2^32 - 1, seven bits a byte, the lowest first; all but the last byte have the high bit. */
  varint(value: number): void {
    let rest = value;
    while (rest > 0x7f) {
      this.byte((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    this.byte(rest);
  }

  /** Those of `bytes` from `from` up to `to`. */
  copy(bytes: Uint8Array, from: number, to: number): void {
    if (this.length + to - from > this.#bytes.length) this.#grow(to - from);
    // Of a few, a view would cost more than they do.
    if (to - from > 64) this.#bytes.set(bytes.subarray(from, to), this.length);
    else for (let at = from; at < to; at++) this.#bytes[this.length + at - from] = bytes[at] ?? 0;
    this.length += to - from;
  }

  /** Moves all that was written to another writer. */
  moveTo(other: ByteWriter): void {
    other.copy(this.#bytes, 0, this.length);
    this.length = 0;
  }

  /** What has been written, as long as nothing more is. */
  get written(): Uint8Array {
    return this.#bytes.subarray(0, this.length);
  }

  #grow(needed: number): void {
    const larger = new Uint8Array(Math.max(this.#bytes.length * 2, this.length + needed));
    larger.set(this.#bytes);
    this.#bytes = larger;
  }
}

/** Reads numbers that {@link ByteWriter.varint} wrote. */
export class ByteReader {
  readonly bytes: Uint8Array;
  at: number;

  constructor(bytes: Uint8Array, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  varint(): number {
    const { bytes } = this;
    let byte = bytes[this.at++] ?? 0;
    if (byte < 0x80) return byte;
    let value = byte & 0x7f;
    for (let shift = 7; shift < 35; shift += 7) {
      byte = bytes[this.at++] ?? 0;
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) break;
    }
    return value >>> 0;
  }
}

/**
 * A text as bytes whose order is that of the text's code units, which is how JavaScript compares texts: each unit as
 * UTF-8 has it. So half of a pair is no special case, and plain letters are one byte.
 */
export function encode(text: string): Uint8Array {
  const plain = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit >= 0x80) return encodeAny(text);
    plain[at] = unit;
  }
  return plain;
}

function encodeAny(text: string): Uint8Array {
  const writer = new ByteWriter(text.length * 3);
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 0x80) writer.byte(unit);
    else if (unit < 0x800) {
      writer.byte(0xc0 | (unit >> 6));
      writer.byte(0x80 | (unit & 0x3f));
    } else {
      writer.byte(0xe0 | (unit >> 12));
      writer.byte(0x80 | ((unit >> 6) & 0x3f));
      writer.byte(0x80 | (unit & 0x3f));
    }
  }
  return writer.written;
}

/** The text of the bytes up to `length`. */
export function decode(bytes: Uint8Array, length: number): string {
  let text = '';
  for (let at = 0; at < length; at++) {
    const first = bytes[at] ?? 0;
    let unit = first;
    if (first >= 0xe0)
      unit = ((first & 0x0f) << 12) | (((bytes[++at] ?? 0) & 0x3f) << 6) | ((bytes[++at] ?? 0) & 0x3f);
    else if (first >= 0x80) unit = ((first & 0x1f) << 6) | ((bytes[++at] ?? 0) & 0x3f);
    text += String.fromCharCode(unit);
  }
  return text;
}

/** Negative when the first bytes go before the others, 0 when they are equal. */
export function compareBytes(
  a: Uint8Array,
  aFrom: number,
  aLength: number,
  b: Uint8Array,
  bLength: number,
): number {
  const shorter = Math.min(aLength, bLength);
  for (let at = 0; at < shorter; at++) {
    const difference = (a[aFrom + at] ?? 0) - (b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return aLength - bLength;
}
