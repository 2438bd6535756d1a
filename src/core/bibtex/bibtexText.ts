import { Occurrences } from '../occurrences';
import {
  AT,
  CARRIAGE_RETURN,
  CLOSING_BRACE,
  COMMA,
  LINE_FEED,
  OPENING_BRACE,
  QUOTE,
  SPACE,
  TAB,
  isLetter,
  isOfName,
} from './signs';

/** A longer value is taken for one that does not end. */
export const LONGEST_VALUE = 1 << 20;
/** So much between two fields that is none of them ends an entry. */
const LONGEST_GARBAGE = 1 << 14;
/** A value with more that might begin an entry does not end either. */
const MOST_TRIALS = 10_000;
/** More blanks in a row are read in several goes. */
const MOST_BLANKS = 1 << 14;
const LONGEST_NAME = 250;
const LONGEST_KEY = 1000;
/** How far back the beginning of a line is looked for. */
const LONGEST_INDENT = 1000;
/** What it takes to try whether an entry begins, in characters read. */
const TRIAL = 50;

/** Where a value could not be closed. */
export interface Unclosed {
  /** Where to go on. */
  readonly at: number;
  /** Whether another entry begins there. */
  readonly isEntry: boolean;
}

/** A text and a place in it, which moves on as what stands there is read. Each step goes over a bounded part of the text. */
export class BibtexText {
  readonly text: string;
  at = 0;
  /** How many characters have been looked at without moving on. */
  looked = 0;
  readonly #opening: Occurrences;
  readonly #closing: Occurrences;
  readonly #quote: Occurrences;
  readonly #sign: Occurrences;

  constructor(text: string) {
    this.text = text;
    this.#opening = new Occurrences(text, '{');
    this.#closing = new Occurrences(text, '}');
    this.#quote = new Occurrences(text, '"');
    this.#sign = new Occurrences(text, '@');
  }

  /** The character here; NaN at the end. */
  code(): number {
    return this.text.charCodeAt(this.at);
  }

  /** Goes over blanks; says whether that were all of them. */
  space(): boolean {
    for (const limit = this.at + MOST_BLANKS; this.at < limit; this.at++) {
      const code = this.text.charCodeAt(this.at);
      // NaN is no blank either.
      if (!(code <= SPACE) && code !== 0xa0 && code !== 0xfeff) return true;
    }
    return false;
  }

  /** A name of a type or a field, a number, or the name of a macro; empty where there is none. */
  name(): string {
    const from = this.at;
    const limit = from + LONGEST_NAME;
    let at = from;
    while (at < limit && isOfName(this.text.charCodeAt(at))) at++;
    this.at = at;
    return this.text.slice(from, at);
  }

  /** Goes to the end of the key that begins here. */
  toKeyEnd(closing: number): void {
    const limit = Math.min(this.text.length, this.at + LONGEST_KEY);
    for (; this.at < limit; this.at++) {
      const code = this.code();
      if (code <= SPACE || code === COMMA || code === QUOTE || code === closing) return;
      if (code === OPENING_BRACE || code === CLOSING_BRACE) return;
    }
  }

  /** Goes to the next `@`, or as far as a slice of the text goes; says whether one is there. */
  toSign(slice: number): boolean {
    const limit = Math.min(this.text.length, this.at + slice);
    const found = this.#sign.from(this.at, limit);
    this.at = Math.min(found, limit);
    return found < limit;
  }

  /** Where the value that begins at an offset ends, of an entry that begins at another. */
  closeOf(from: number, quoted: boolean, entry: number): number | Unclosed {
    const limit = Math.min(this.text.length, from + LONGEST_VALUE);
    const end = (quoted ? this.#quote : this.#closing).from(from, limit);
    // As most values are: nothing in them needs a look.
    if (
      end < limit &&
      this.#opening.from(from, end) >= end &&
      this.#sign.from(from, end) >= end &&
      (!quoted || this.#closing.from(from, end) >= end)
    )
      return end;
    return this.#closeAmongOthers(from, limit, quoted, entry);
  }

  #closeAmongOthers(from: number, limit: number, quoted: boolean, entry: number): number | Unclosed {
    let depth = 0;
    let column = -1;
    let trials = 0;
    for (let at = from; at < limit && trials < MOST_TRIALS; at++) {
      const code = this.text.charCodeAt(at);
      if (code === OPENING_BRACE) depth++;
      else if (code === CLOSING_BRACE) {
        if (--depth < 0) return quoted ? { at, isEntry: false } : at;
      } else if (code === QUOTE) {
        if (quoted && depth === 0) return at;
      } else if (code === AT && this.isFirst(at)) {
        trials++;
        if (!this.beginsEntry(at)) continue;
        if (column < 0) column = this.columnOf(entry);
        if (this.columnOf(at) <= column) return { at, isEntry: true };
      }
    }
    this.looked += limit - from;
    return { at: from, isEntry: false };
  }

  /** Goes to the next comma or closing sign outside all groups, or to the end; answers only when there is none near. */
  toComma(from: number, closing: number, entry: number): Unclosed | undefined {
    const limit = Math.min(this.text.length, from + LONGEST_GARBAGE);
    for (this.at = from; this.at < limit; this.at++) {
      const code = this.code();
      if (code === COMMA || code === closing || (code === AT && this.beginsEntry(this.at))) return undefined;
      if (code !== OPENING_BRACE) continue;
      const end = this.closeOf(this.at + 1, false, entry);
      if (typeof end !== 'number') return end;
      this.at = end;
    }
    this.at = Math.min(this.at, this.text.length);
    return this.at < this.text.length ? { at: this.at, isEntry: false } : undefined;
  }

  /** Where the group that begins here ends; nothing when it has no end. */
  endOfGroup(): number | undefined {
    let depth = 0;
    const limit = Math.min(this.text.length, this.at + LONGEST_VALUE);
    for (let at = this.at; at < limit; at++) {
      const code = this.text.charCodeAt(at);
      if (code === OPENING_BRACE) depth++;
      else if (code === CLOSING_BRACE && --depth === 0) return at + 1;
    }
    this.looked += limit - this.at;
    return undefined;
  }

  /** Whether `@word{` stands here, and something like a key after it. */
  beginsEntry(at: number): boolean {
    if (!isLetter(this.text.charCodeAt(at + 1))) return false;
    this.looked += TRIAL;
    ENTRY.lastIndex = at;
    return ENTRY.test(this.text);
  }

  /** Whether a comma and a field follow here. */
  isBeforeField(at: number): boolean {
    FIELD.lastIndex = at;
    return FIELD.test(this.text);
  }

  /** Whether it is the first of its line. */
  isFirst(at: number): boolean {
    let before = at - 1;
    for (; before >= 0 && at - before < LONGEST_INDENT; before--) {
      const code = this.text.charCodeAt(before);
      if (code !== SPACE && code !== TAB) return code === LINE_FEED || code === CARRIAGE_RETURN;
    }
    this.looked += at - before;
    return before < 0;
  }

  columnOf(at: number): number {
    let from = at;
    while (from > 0 && at - from < LONGEST_INDENT) {
      const code = this.text.charCodeAt(from - 1);
      if (code === LINE_FEED || code === CARRIAGE_RETURN) break;
      from--;
    }
    return at - from;
  }

  /** The end of the line, or of as much of it as people want to see. */
  headEnd(start: number): number {
    const line = this.text.slice(start, start + 200);
    const end = line.search(/[\r\n]/);
    return start + (end < 0 ? line.length : end);
  }
}

/** Nothing in it can be read in two ways: it takes as many steps as it is long, and blanks are few. */
const ENTRY =
  /@[A-Za-z]{2,40}[ \t]{0,20}[{(]\s{0,20}[^\s{}(),"=]{1,250}\s{0,20}[,=}]|@(?:comment|preamble)[ \t]{0,20}\{/iy;

const FIELD = /\s{0,200},\s{0,200}[A-Za-z][\w-]{0,40}\s{0,20}=/y;
