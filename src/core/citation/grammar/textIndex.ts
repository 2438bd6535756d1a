import { closeBraces } from '../citekey';

/**
 * Questions about one text whose answers need a look far ahead, each answered from a table made once, so that a
 * text full of unclosed brackets or backticks is still read in linear time.
 */
export class TextIndex {
  readonly #text: string;
  readonly #next = new Map<string, { from: number; found: number }>();
  #closers: Map<number, number> | undefined;
  #keyClosers: Map<number, number> | undefined;
  #backticks: Map<number, number[]> | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  /** The first occurrence of `needle` at or after `at`, or -1. */
  next(needle: string, at: number): number {
    const known = this.#next.get(needle);
    if (known && known.from <= at && (known.found < 0 || known.found >= at)) return known.found;
    const found = this.#text.indexOf(needle, at);
    this.#next.set(needle, { from: at, found });
    return found;
  }

  /** The bracket, parenthesis or brace that closes the one at `open` (escapes and code skipped), or -1. */
  closer(open: number, limit: number): number {
    this.#closers ??= this.#pairUp();
    const close = this.#closers.get(open);
    return close === undefined || close >= limit ? -1 : close;
  }

  /** The brace that closes the one at `open` around a citekey, or -1. */
  keyCloser(open: number): number {
    this.#keyClosers ??= closeBraces(this.#text);
    return this.#keyClosers.get(open) ?? -1;
  }

  #pairUp(): Map<number, number> {
    const text = this.#text;
    const closers = new Map<number, number>();
    const open: Record<string, number[]> = { ']': [], ')': [], '}': [] };
    const closerOf: Record<string, string> = { '[': ']', '(': ')', '{': '}' };
    for (let at = 0; at < text.length; at++) {
      const character = text[at] ?? '';
      const closer = closerOf[character];
      if (closer !== undefined) open[closer]?.push(at);
      else if (character === '\\') at++;
      else if (character === '`') at = Math.max(at, this.codeEnd(at, text.length) - 1);
      else {
        const opener = open[character]?.pop();
        if (opener !== undefined) closers.set(opener, at);
      }
    }
    return closers;
  }

  /** The end of the code span whose backticks begin at `open`, or -1. */
  codeEnd(open: number, limit: number): number {
    const contentStart = runEnd(this.#text, open);
    this.#backticks ??= backtickRuns(this.#text);
    const starts = this.#backticks.get(contentStart - open);
    const close = starts === undefined ? undefined : firstFrom(starts, contentStart);
    const end = (close ?? limit) + contentStart - open;
    if (close === undefined || end > limit) return -1;
    return /^[ \t]*$/.test(this.#text.slice(contentStart, close)) ? -1 : end;
  }
}

function runEnd(text: string, start: number): number {
  let at = start;
  while (text[at] === '`') at++;
  return at;
}

/** Where runs of backticks start, ascending, by their length. */
function backtickRuns(text: string): Map<number, number[]> {
  const runs = new Map<number, number[]>();
  for (const run of text.matchAll(/`+/g)) {
    const starts = runs.get(run[0].length);
    if (starts) starts.push(run.index);
    else runs.set(run[0].length, [run.index]);
  }
  return runs;
}

/** The first number of the ascending list that is at least `from` (binary search). */
function firstFrom(ascending: readonly number[], from: number): number | undefined {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  return ascending[low];
}
