/** How far a typed word is from a word of the dictionary, in typos. */
export interface Typos {
  /** To the whole word. */
  readonly whole: number;
  /** To the beginning of it that is nearest. */
  readonly beginning: number;
}

const NONE: Typos = { whole: Infinity, beginning: Infinity };
/** Longer words are keys and identifiers: pasted rather than typed. */
const LONGEST = 62;

/** Typos forgiven in a typed word: none in numbers and short words. */
export function typosForgiven(word: string): 0 | 1 | 2 {
  if (word.length < 4 || word.length > LONGEST || !/\p{L}/u.test(word)) return 0;
  return word.length < 8 ? 1 : 2;
}

/** Three rows of the distance table, reused: this runs thousands of times for one key press. */
let [row, above, twoAbove] = [new Uint8Array(128), new Uint8Array(128), new Uint8Array(128)];

/**
 * Optimal string alignment distance (insertions, deletions, replacements, swaps of neighbours) from `typed` to `word`
 * and to its nearest beginning, `Infinity` beyond `most`. After Ukkonen's cut-off: rows that can only grow end it.
 */
export function typosBetween(typed: string, word: string, most: number): Typos {
  const width = Math.min(word.length, typed.length + most);
  for (let j = 0; j <= width; j++) row[j] = j;
  for (let i = 1; i <= typed.length; i++) {
    [twoAbove, above, row] = [above, row, twoAbove];
    if (fillRow(typed, word, i, width) > most) return NONE;
  }
  let beginning = Infinity;
  for (let j = 0; j <= width; j++) beginning = Math.min(beginning, row[j] ?? 0);
  const whole = width === word.length ? (row[width] ?? 0) : Infinity;
  return beginning > most ? NONE : { whole: whole > most ? Infinity : whole, beginning };
}

/** Fills row `i` of the table and returns its least distance. */
function fillRow(typed: string, word: string, i: number, width: number): number {
  const letter = typed.charCodeAt(i - 1);
  const letterBefore = typed.charCodeAt(i - 2);
  let least = (row[0] = i);
  for (let j = 1; j <= width; j++) {
    const other = word.charCodeAt(j - 1);
    let cost = (above[j - 1] ?? 0) + (letter === other ? 0 : 1);
    cost = Math.min(cost, (above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1);
    const swapped = i > 1 && j > 1 && letter === word.charCodeAt(j - 2) && letterBefore === other;
    if (swapped) cost = Math.min(cost, (twoAbove[j - 2] ?? 0) + 1);
    row[j] = cost;
    least = Math.min(least, cost);
  }
  return least;
}
