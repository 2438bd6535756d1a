import { SLICE_BYTES } from './protocol';

/** "ANTS" where the lowest byte comes first. A file of a machine where it does not is none of ours. */
const MAGIC = 0x53544e41;
/** To be raised when sections are written in another way. What they mean is guarded by the product's build. */
const FORMAT = 1;
/** The header, in words of four bytes; behind it the lengths of the sections in bytes. */
const Header = { magic: 0, format: 1, length: 2, checksum: 3, sections: 4, words: 5 } as const;
const WORD = 4;
/** So many bytes are summed up between two chances to pause: about a millisecond. */
const STEP = 1 << 20;

const aligned = (length: number): number => (length + WORD - 1) & ~(WORD - 1);

/** Writes a file of sections piece by piece, in parts that are to be joined. */
export class SectionWriter {
  readonly #parts: Uint8Array[] = [];
  readonly #lengths: number[] = [];
  #part = new Uint8Array(SLICE_BYTES);
  /** How much of the part is written. */
  #at = 0;
  #section = 0;
  #sum = 0;

  /** How many bytes are written so far, without the header. */
  get length(): number {
    return this.#parts.length * SLICE_BYTES + this.#at;
  }

  add(bytes: Uint8Array): void {
    this.#section += bytes.length;
    this.#write(bytes);
  }

  endSection(): void {
    this.#lengths.push(this.#section);
    this.#write(new Uint8Array(aligned(this.#section) - this.#section));
    this.#section = 0;
  }

  /** The parts of the file, the header first. */
  finish(): Uint8Array[] {
    const rest = this.#part.slice(0, this.#at);
    this.#sum = summed(this.#sum, wordsOf(rest));
    const header = new Uint32Array(Header.words + this.#lengths.length);
    const length = header.byteLength + this.length;
    header.set([MAGIC, FORMAT, length, 0, this.#lengths.length, ...this.#lengths]);
    header[Header.checksum] = summed(this.#sum, header);
    return [new Uint8Array(header.buffer), ...this.#parts, rest];
  }

  #write(bytes: Uint8Array): void {
    for (let from = 0; from < bytes.length;) {
      const fits = bytes.subarray(from, from + SLICE_BYTES - this.#at);
      this.#part.set(fits, this.#at);
      this.#at += fits.length;
      from += fits.length;
      if (this.#at < SLICE_BYTES) continue;
      this.#sum = summed(this.#sum, wordsOf(this.#part));
      this.#parts.push(this.#part);
      this.#part = new Uint8Array(SLICE_BYTES);
      this.#at = 0;
    }
  }
}

/**
 * The sections of a file, as views of its bytes. Nothing if a single bit of it is wrong, or it is no such file at all.
 * A generator: the caller may pause between steps.
 */
export function* readSections(file: Uint8Array): Generator<void, Uint8Array[] | undefined> {
  const bytes = file.byteOffset % WORD === 0 ? file : file.slice();
  if (bytes.length % WORD !== 0 || bytes.length < Header.words * WORD) return undefined;
  const words = wordsOf(bytes);
  if (words[Header.magic] !== MAGIC || words[Header.format] !== FORMAT) return undefined;
  const count = words[Header.sections] ?? 0;
  const head = (Header.words + count) * WORD;
  if (words[Header.length] !== bytes.length || head > bytes.length) return undefined;
  let sum = 0;
  for (let at = head; at < bytes.length; at += STEP) {
    sum = summed(sum, words.subarray(at / WORD, Math.min(at + STEP, bytes.length) / WORD));
    yield;
  }
  const header = words.slice(0, head / WORD);
  header[Header.checksum] = 0;
  if (summed(sum, header) !== words[Header.checksum]) return undefined;
  let at = head;
  return Array.from(header.subarray(Header.words), (length) => {
    const section = bytes.subarray(at, at + length);
    at += aligned(length);
    return section;
  });
}

const wordsOf = ({ buffer, byteOffset, length }: Uint8Array): Uint32Array =>
  new Uint32Array(buffer, byteOffset, length / WORD);

/** A sum that goes on with more words; each step can be undone, so any word that differs makes another sum. */
function summed(sum: number, words: Uint32Array): number {
  let all = sum;
  for (const word of words) {
    all = Math.imul(all ^ word, 0x9e3779b1);
    all = (all << 13) | (all >>> 19);
  }
  return all >>> 0;
}
