import { commonBeginning, stem } from './stem';
import { parts } from './words';

/** Words in a row. */
export interface WordRow {
  /** Folded; not more than 31. */
  readonly words: readonly string[];
  /** Whether other inflections count too. */
  readonly inflected: boolean;
  /** Whether the last word may go on. */
  readonly unfinished: boolean;
}

/**
 * Texts as the numbers of their words, to find words in a row without reading a text: four bytes a word, and all of
 * ten thousand abstracts are looked through in some milliseconds.
 */
export class WordRows {
  readonly #numbers = new Map<string, number>();
  readonly #texts = new Map<string, Uint32Array>();

  /** Adds a text, or puts it in the place of that id's. */
  put(id: string, text: string): void {
    const numbers = parts(text).map((word) => this.#number(word));
    if (numbers.length > 0) this.#texts.set(id, Uint32Array.from(numbers));
    else this.#texts.delete(id);
  }

  remove(id: string): void {
    this.#texts.delete(id);
  }

  /** The texts that have words in a row, whatever stands between two of them beside words. */
  having(row: WordRow): string[] {
    const places = this.#places(row);
    if (!places) return [];
    const last = 1 << (row.words.length - 1);
    const found: string[] = [];
    for (const [id, numbers] of this.#texts) if (hasRow(numbers, places, last)) found.push(id);
    return found;
  }

  /** By the number of a word the places of the row where it may stand, a bit each; nothing if there is no word for one. */
  #places({ words, inflected, unfinished }: WordRow): Uint32Array | undefined {
    const places = new Uint32Array(this.#numbers.size);
    for (const [index, word] of words.entries()) {
      const numbers = inflected
        ? this.#inflections(word)
        : unfinished && index === words.length - 1
          ? this.#beginningWith(word)
          : [this.#numbers.get(word) ?? []].flat();
      if (numbers.length === 0) return undefined;
      for (const number of numbers) places[number] = (places[number] ?? 0) | (1 << index);
    }
    return places;
  }

  #beginningWith(beginning: string): number[] {
    const found: number[] = [];
    for (const [word, number] of this.#numbers) if (word.startsWith(beginning)) found.push(number);
    return found;
  }

  #inflections(word: string): number[] {
    const stemmed = stem(word);
    const beginning = commonBeginning(stemmed);
    const found: number[] = [];
    for (const [other, number] of this.#numbers)
      if (other.startsWith(beginning) && stem(other) === stemmed) found.push(number);
    return found;
  }

  #number(word: string): number {
    const known = this.#numbers.get(word);
    if (known !== undefined) return known;
    const number = this.#numbers.size;
    this.#numbers.set(word, number);
    return number;
  }
}

/** Baeza-Yates and Gonnet's shift-and: at each word the places, a bit each, up to which the row has been followed. */
function hasRow(numbers: Uint32Array, places: Uint32Array, last: number): boolean {
  let followed = 0;
  for (let at = 0; at < numbers.length; at++) {
    followed = ((followed << 1) | 1) & (places[numbers[at] ?? 0] ?? 0);
    if ((followed & last) !== 0) return true;
  }
  return false;
}
