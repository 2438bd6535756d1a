import type { Texts } from './texts';
import { typosBetween } from './typos';

/** Told of words that follow each other, from a number up to another, how many typos away they are. */
export type Found = (from: number, to: number, typos: { whole: number; beginning: number }) => void;

/** Beyond any distance that counts. */
const FAR = 100;
/** Passing over fewer words costs less than looking for the end of them. */
const NEAR = 24;

/**
 * Finds the words among those from number `from` up to `to` that are at most `most` typos away from `typed`, or begin
 * with something that is: as {@link typosBetween} says for each. Words in order share their beginnings, so that of
 * the table of distances only the rows of what differs are filled in; and where no more letters can bring a word near
 * enough, all words with this beginning are passed over.
 */
export function findMistyped(
  words: Texts,
  typed: string,
  most: number,
  from: number,
  to: number,
  found: Found,
): void {
  const table = new Table(typed, most);
  let cursor = words.from(from);
  while (cursor.index < to) {
    const { index, bytes, length } = cursor;
    const reached = table.follow(bytes, length);
    if (reached === 'odd') {
      const typos = typosBetween(typed, cursor.text, most);
      if (typos.beginning <= most) found(index, index + 1, typos);
      cursor.next();
    } else if (reached === 'end') {
      if (table.beginning <= most) found(index, index + 1, table);
      cursor.next();
    } else {
      const depth = table.depth;
      const behind = () => {
        for (let near = 0; near < NEAR && cursor.next(); near++)
          if (cursor.index >= to || !table.isBeginningOf(cursor.bytes, cursor.length)) return cursor.index;
        return cursor.isAtEnd ? cursor.index : words.behind(bytes.slice(0, depth), depth);
      };
      const end = Math.min(behind(), to);
      if (table.beginning <= most) found(index, end, { whole: Infinity, beginning: table.beginning });
      if (cursor.index !== end) cursor = words.from(end);
    }
  }
}

/** The table of distances between what was typed and the letters of a word, a row for each letter. */
class Table {
  readonly #typed: Uint16Array;
  readonly #most: number;
  readonly #width: number;
  readonly #rows: Uint8Array;
  /** By row: the least distance of what was typed to a beginning of the word so far. */
  readonly #least: Uint8Array;
  readonly #path: Uint8Array;
  /** How many letters of the word have rows. */
  depth = 0;
  /** To the whole word, when it has been followed to its end. */
  whole = FAR;

  constructor(typed: string, most: number) {
    this.#typed = Uint16Array.from(typed, (_, at) => typed.charCodeAt(at));
    this.#most = most;
    this.#width = this.#typed.length + 2;
    // A longer word is too far away by its length alone.
    const depths = this.#typed.length + most + 2;
    this.#rows = new Uint8Array(this.#width * (depths + 1)).fill(FAR);
    this.#least = new Uint8Array(depths + 1).fill(FAR);
    this.#path = new Uint8Array(depths + 1);
    for (let column = 0; column <= most; column++) this.#rows[column] = column;
  }

  get beginning(): number {
    const least = this.#least[this.depth] ?? FAR;
    return least > this.#most ? Infinity : least;
  }

  isBeginningOf(bytes: Uint8Array, length: number): boolean {
    return this.#sharedWith(bytes, length) === this.depth;
  }

  /**
   * Follows a word to its end, or to where it is too far away whatever comes, or to a letter that is no plain one,
   * for which there is no row.
   */
  follow(bytes: Uint8Array, length: number): 'end' | 'far' | 'odd' {
    let depth = this.#sharedWith(bytes, length);
    this.whole = Infinity;
    while (depth < length) {
      const letter = bytes[depth] ?? 0;
      this.depth = depth;
      if (letter >= 0x80) return 'odd';
      this.#path[depth] = letter;
      this.depth = ++depth;
      if (this.#fillRow(depth) > this.#most) return 'far';
    }
    this.depth = depth;
    const whole = this.#rows[depth * this.#width + this.#typed.length] ?? FAR;
    if (whole <= this.#most) this.whole = whole;
    return 'end';
  }

  #sharedWith(bytes: Uint8Array, length: number): number {
    const most = Math.min(length, this.depth);
    let shared = 0;
    while (shared < most && bytes[shared] === this.#path[shared]) shared++;
    return shared;
  }

  /** Fills what lies near the diagonal and returns its least distance. */
  #fillRow(depth: number): number {
    const [rows, typed, width, most] = [this.#rows, this.#typed, this.#width, this.#most];
    const [row, above, twoAbove] = [depth * width, (depth - 1) * width, (depth - 2) * width];
    const [letter, before] = [this.#path[depth - 1], this.#path[depth - 2]];
    const [from, to] = [Math.max(1, depth - most), Math.min(typed.length, depth + most)];
    let least = (rows[row + from - 1] = from === 1 ? depth : FAR);
    for (let column = from; column <= to; column++) {
      const own = typed[column - 1];
      let cost = (rows[above + column - 1] ?? FAR) + (own === letter ? 0 : 1);
      cost = Math.min(cost, (rows[above + column] ?? FAR) + 1, (rows[row + column - 1] ?? FAR) + 1);
      if (depth > 1 && column > 1 && own === before && typed[column - 2] === letter)
        cost = Math.min(cost, (rows[twoAbove + column - 2] ?? FAR) + 1);
      rows[row + column] = cost;
      if (cost < least) least = cost;
    }
    rows[row + to + 1] = FAR;
    const whole = to === typed.length ? (rows[row + to] ?? FAR) : FAR;
    this.#least[depth] = Math.min(this.#least[depth - 1] ?? FAR, whole);
    return least;
  }
}
