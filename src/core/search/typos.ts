/** How far a typed word is from a word of the dictionary, in typos. */
interface Typos {
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
/** Beyond any distance that counts. */
const FAR = 100;

/**
 * Optimal string alignment distance (insertions, deletions, replacements, swaps of neighbours) from `typed`, at most
 * 62 letters, to `word` and to its nearest beginning; `Infinity` beyond `most`. Only the diagonal band that can stay
 * within `most` is filled in, and a row that is all beyond it ends the work (Ukkonen, "Algorithms for approximate
 * string matching", 1985).
 */
export function typosBetween(typed: string, word: string, most: number): Typos {
  const width = Math.min(word.length, typed.length + most);
  for (let j = 0; j <= most + 1; j++) row[j] = j;
  for (let i = 1; i <= typed.length; i++) {
    [twoAbove, above, row] = [above, row, twoAbove];
    if (fillRow(typed, word, i, most, width) > most) return NONE;
  }
  let beginning = Infinity;
  for (let j = Math.max(0, typed.length - most); j <= width; j++)
    beginning = Math.min(beginning, row[j] ?? FAR);
  if (beginning > most) return NONE;
  const whole = width === word.length ? (row[width] ?? FAR) : FAR;
  return { whole: whole > most ? Infinity : whole, beginning };
}

/** Fills the band of row `i` of the table and returns its least distance. */
function fillRow(typed: string, word: string, i: number, most: number, width: number): number {
  const letter = typed.charCodeAt(i - 1);
  const from = Math.max(1, i - most);
  const to = Math.min(width, i + most);
  let least = (row[from - 1] = from === 1 ? i : FAR);
  for (let j = from; j <= to; j++) {
    const other = word.charCodeAt(j - 1);
    let cost = Math.min((above[j - 1] ?? FAR) + (letter === other ? 0 : 1), (above[j] ?? FAR) + 1);
    cost = Math.min(cost, (row[j - 1] ?? FAR) + 1);
    if (i > 1 && j > 1 && letter === word.charCodeAt(j - 2) && typed.charCodeAt(i - 2) === other)
      cost = Math.min(cost, (twoAbove[j - 2] ?? FAR) + 1);
    row[j] = cost;
    if (cost < least) least = cost;
  }
  row[to + 1] = FAR;
  return least;
}
