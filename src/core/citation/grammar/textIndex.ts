import { closeBraces } from '../citekey';
import { htmlEnd, mathEnd, texEnd } from './opaque';
import { TexBraces } from './texBraces';

/**
 * Questions about one text whose answers need a look far ahead, each answered from a table made once, so that a
 * text full of unclosed brackets or backticks is still read in linear time.
 */
export class TextIndex {
  readonly #text: string;
  readonly #next = new Map<string, { from: number; found: number }>();
  #brackets: Map<number, number> | undefined;
  #parentheses: Map<number, number> | undefined;
  #braces: Map<number, number> | undefined;
  #texBraces: TexBraces | undefined;
  #keyClosers: Map<number, number> | undefined;
  #backticks: Map<number, number[]> | undefined;
  #run = { start: 0, end: 0 };

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

  /** The `]` that closes the `[` at `open`, or -1. What is not prose has no brackets. */
  closingBracket(open: number, limit: number): number {
    this.#brackets ??= this.#pairUp('[', ']', (at) => this.#opaqueEnd(at));
    return below(this.#brackets.get(open), limit);
  }

  /** The `)` that closes the `(` at `open`, or -1. */
  closingParenthesis(open: number, limit: number): number {
    this.#parentheses ??= this.#pairUp('(', ')', () => -1);
    return below(this.#parentheses.get(open), limit);
  }

  /** The `}` that closes the `{` at `open`, or -1. */
  closingBrace(open: number, limit: number): number {
    this.#braces ??= this.#pairUp('{', '}', () => -1);
    return below(this.#braces.get(open), limit);
  }

  /** The `}` that closes the `{` of a TeX command's argument at `open`, or -1. */
  closingTexBrace(open: number, limit: number): number {
    this.#texBraces ??= new TexBraces(this.#text);
    const close = this.#texBraces.closing(open);
    return close < limit ? close : -1;
  }

  /** The brace that closes the one at `open` around a citekey, or -1. */
  keyCloser(open: number): number {
    this.#keyClosers ??= closeBraces(this.#text);
    return this.#keyClosers.get(open) ?? -1;
  }

  /** Pairs marks that are not escaped; `skip` gives the end of a stretch whose marks do not count, or -1. */
  #pairUp(opening: string, closing: string, skip: (at: number) => number): Map<number, number> {
    const text = this.#text;
    const closers = new Map<number, number>();
    const open: number[] = [];
    for (let at = 0; at < text.length; at++) {
      const character = text[at] ?? '';
      const end = SPECIAL.includes(character) ? skip(at) : -1;
      if (end >= 0) at = end - 1;
      else if (character === '\\') at++;
      else if (character === opening) open.push(at);
      else if (character === closing) {
        const opener = open.pop();
        if (opener !== undefined) closers.set(opener, at);
      }
    }
    return closers;
  }

  #opaqueEnd(at: number): number {
    const text = this.#text;
    const limit = text.length;
    if (text[at] === '`') return this.codeEnd(at, limit);
    if (text[at] === '$') return mathEnd(text, at, limit, this);
    return text[at] === '<' ? htmlEnd(text, at, limit, this) : texEnd(text, at, limit, this);
  }

  /** The end of the run of backticks at `at`; it is remembered, since every backtick of a long run is asked about. */
  #runEnd(at: number): number {
    const { start, end } = this.#run;
    if (at < start || at >= end) this.#run = { start: at, end: runEnd(this.#text, at) };
    return this.#run.end;
  }

  /** The end of the code span whose backticks begin at `open`, or -1. */
  codeEnd(open: number, limit: number): number {
    const openEnd = this.#runEnd(open);
    const length = openEnd - open;
    this.#backticks ??= backtickRuns(this.#text);
    const starts = this.#backticks.get(length);
    const close = starts && firstFrom(starts, openEnd);
    return close === undefined || close + length > limit ? -1 : close + length;
  }
}

/** Where a stretch that is not prose may begin. */
const SPECIAL = '`$<\\';

const below = (at: number | undefined, limit: number): number => (at === undefined || at >= limit ? -1 : at);

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
