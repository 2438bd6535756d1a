import { Macros } from './macros';

/** An entry as it stands in the file, its text not yet decoded. Offsets are UTF-16 offsets in the file. */
export interface RawEntry {
  /** In lower case. */
  readonly type: string;
  readonly key: string;
  readonly start: number;
  readonly end: number;
  readonly keyAt: number;
  /** Whether its end was found. */
  readonly isClosed: boolean;
  /** By names in lower case, in the order of the file; of a field that is given twice, the first. */
  readonly fields: Map<string, string>;
}

/** Something wrong with an entry; `args` begin with its key where that is known. */
export interface ScanProblem {
  readonly code: string;
  readonly severity: 'error' | 'warning';
  readonly from: number;
  readonly to: number;
  readonly args: readonly string[];
}

/** Characters read between two chances to pause. */
const SLICE = 1 << 16;
/** A longer value is taken for one that does not end. */
const LONGEST_VALUE = 1 << 20;
/** Entries without end after which only what begins a line is believed to begin an entry. */
const MOST_UNCLOSED = 50;

const TAB = 9;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const SPACE = 32;
const QUOTE = 34;
const HASH = 35;
const OPENING = 40;
const CLOSING = 41;
const COMMA = 44;
const EQUALS = 61;
const AT = 64;
const OPENING_BRACE = 123;
const CLOSING_BRACE = 125;

/** Where a value could not be closed. */
interface Unclosed {
  /** Where to go on: what looks like the next entry, or the end of what was looked through. */
  readonly at: number;
}

/** The places of a character. Asked for in ascending order it goes over the text once, however often it is asked. */
class Occurrences {
  readonly #text: string;
  readonly #character: string;
  /** No occurrence from the first to before the second. */
  #since = 0;
  #next = -1;

  constructor(text: string, character: string) {
    this.#text = text;
    this.#character = character;
  }

  /** The first at an offset or behind it; the text's length when there is none. */
  from(at: number): number {
    if (at > this.#next || at < this.#since) {
      const found = this.#text.indexOf(this.#character, at);
      this.#since = at;
      this.#next = found < 0 ? this.#text.length : found;
    }
    return this.#next;
  }
}

/**
 * Finds the entries of a BibTeX file in one pass. Braces are counted as BibTeX counts them, escaped or not. What is broken
 * ends at the next `@word{` at the beginning of a line that is indented no further than the broken entry.
 */
export class Scanner {
  readonly #text: string;
  readonly #report: (problem: ScanProblem) => void;
  readonly #macros = new Macros();
  readonly #opening: Occurrences;
  readonly #closing: Occurrences;
  readonly #quote: Occurrences;
  readonly #entrySign: Occurrences;
  #at = 0;
  /** Where the entry that is read begins. */
  #start = 0;
  /** Of an entry that nothing can cite, that is all there is to say. */
  #isKeyless = false;
  #unclosed = 0;

  constructor(text: string, report: (problem: ScanProblem) => void) {
    this.#text = text;
    this.#report = (problem) => {
      if (!this.#isKeyless) report(problem);
    };
    this.#opening = new Occurrences(text, '{');
    this.#closing = new Occurrences(text, '}');
    this.#quote = new Occurrences(text, '"');
    this.#entrySign = new Occurrences(text, '@');
  }

  /** All entries but `@string`, `@preamble` and `@comment`. Yields nothing where the caller may pause. */
  *entries(): Generator<RawEntry | undefined, void> {
    let paused = 0;
    for (;;) {
      const start = this.#text.indexOf('@', this.#at);
      if (start < 0) return;
      if (start - paused > SLICE) {
        paused = start;
        yield undefined;
      }
      this.#at = start + 1;
      const entry = yield* this.#entry(start);
      if (entry) yield entry;
    }
  }

  /** The entry that was found at an offset, read again without telling its problems anew. */
  again(start: number): RawEntry | undefined {
    const scanner = new Scanner(this.#text, () => undefined);
    scanner.#macros.takeAll(this.#macros);
    scanner.#at = start + 1;
    const steps = scanner.#entry(start);
    for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
  }

  /** Reads what begins with the `@` before the current offset. */
  *#entry(start: number): Generator<undefined, RawEntry | undefined> {
    const type = this.#word().toLowerCase();
    this.#space();
    const opening = this.#code();
    if (type === '' || (opening !== OPENING_BRACE && opening !== OPENING)) return undefined;
    this.#start = start;
    if (type === 'comment' || type === 'preamble') {
      this.#skipGroup();
      return undefined;
    }
    this.#at++;
    const closing = opening === OPENING ? CLOSING : CLOSING_BRACE;
    if (type === 'string') {
      yield* this.#fields({ key: '', start, closing }, (name, value) => this.#macros.set(name, value));
      return undefined;
    }
    return yield* this.#record(type, start, closing);
  }

  *#record(type: string, start: number, closing: number): Generator<undefined, RawEntry | undefined> {
    this.#space();
    const keyAt = this.#at;
    const key = this.#key(closing);
    if (key === undefined) this.#problem('noKey', start, keyAt, [], 'error');
    this.#isKeyless = key === undefined;
    const fields = new Map<string, string>();
    const isClosed = yield* this.#fields({ key: key ?? '', start, closing }, (name, value, at) => {
      if (!fields.has(name)) fields.set(name, value);
      else this.#problem('duplicateField', at.from, at.to, [key ?? '', name]);
    });
    this.#isKeyless = false;
    return key === undefined ? undefined : { type, key, start, end: this.#at, keyAt, isClosed, fields };
  }

  /** The key, after which the offset is at the comma or the end; nothing when there is none, at the first field. */
  #key(closing: number): string | undefined {
    const from = this.#at;
    this.#toKeyEnd(closing);
    let to = this.#at;
    this.#space();
    let code = this.#code();
    if (to === from || code === EQUALS || this.#text.charCodeAt(to - 1) === EQUALS) {
      this.#at = from;
      return undefined;
    }
    if (code === COMMA || code === closing || Number.isNaN(code)) return this.#text.slice(from, to);
    const [next, after] = [this.#at, this.#word()];
    this.#space();
    if (after !== '' && this.#code() === EQUALS) {
      this.#at = next;
      this.#problem('noComma', from, to, [this.#text.slice(from, to)]);
      return this.#text.slice(from, to);
    }
    // BibTeX knows no such key. Papers that have it are found all the same.
    const end = this.#text.slice(next, next + 200).search(/[,{}\n]/);
    code = end < 0 ? NaN : this.#text.charCodeAt(next + end);
    this.#at = from;
    if (code !== COMMA) return undefined;
    to = this.#at = next + end;
    const key = this.#text.slice(from, to).trim();
    this.#problem('spaceInKey', from, from + key.length, [key]);
    return key;
  }

  #toKeyEnd(closing: number): void {
    for (let code = this.#code(); this.#at < this.#text.length; code = this.#text.charCodeAt(++this.#at)) {
      if (code <= SPACE || code === COMMA || code === QUOTE || code === closing) return;
      if (code === OPENING_BRACE || code === CLOSING_BRACE) return;
    }
  }

  /** Reads `name = value` to the end of the entry, or to what looks like another one; whether it was the end. */
  *#fields(
    { key, start, closing }: { key: string; start: number; closing: number },
    take: (name: string, value: string, at: { from: number; to: number }) => void,
  ): Generator<undefined, boolean> {
    let paused = this.#at;
    let comma = true;
    let garbage = false;
    for (;;) {
      if (this.#at - paused > SLICE) {
        paused = this.#at;
        yield undefined;
      }
      this.#space();
      const from = this.#at;
      const code = this.#code();
      if (code === closing) {
        this.#close();
        return true;
      }
      if (code === COMMA) {
        this.#at++;
        comma = true;
        continue;
      }
      if (Number.isNaN(code) || (code === AT && this.#beginsEntry(from))) {
        this.#problem('unclosed', start, headEnd(this.#text, start), [key], 'error');
        return false;
      }
      const name = this.#word().toLowerCase();
      const to = this.#at;
      this.#space();
      const assigned = this.#code() === EQUALS;
      if (assigned) this.#at++;
      if (name === '' || !assigned) {
        if (!garbage) this.#problem('syntax', from, Math.max(to, from + 1), [key], 'error');
        garbage = true;
        const end = this.#toComma(Math.max(from, to), closing);
        if (end === undefined) {
          this.#problem('unclosed', start, headEnd(this.#text, start), [key], 'error');
          return false;
        }
        continue;
      }
      if (!comma) this.#problem('noComma', from, to, [key, name]);
      const value = this.#value(key);
      if (typeof value !== 'string') {
        this.#problem('unclosed', from, to, [key, name], 'error');
        this.#at = value.at;
        return false;
      }
      comma = false;
      if (value !== '') take(name, value, { from, to });
    }
  }

  /** Goes past the closing brace; one too many ends an entry early, of which only what follows gives a sign. */
  #close(): void {
    const at = ++this.#at;
    FIELD.lastIndex = at;
    if (FIELD.test(this.#text)) this.#problem('extraBrace', at - 1, at, []);
  }

  /** One or several pieces joined by `#`; the offset is then behind it. */
  #value(key: string): string | Unclosed {
    let value: string | undefined;
    for (;;) {
      this.#space();
      const piece = this.#piece(key);
      if (typeof piece !== 'string') return piece;
      value = value === undefined ? piece : this.#macros.join(value, piece);
      this.#space();
      if (this.#code() !== HASH) return value;
      this.#at++;
    }
  }

  #piece(key: string): string | Unclosed {
    const from = this.#at;
    const code = this.#code();
    if (code === OPENING_BRACE || code === QUOTE) {
      const end = this.#closeOf(from + 1, code === QUOTE);
      if (typeof end !== 'number') return end;
      this.#at = end + 1;
      return this.#text.slice(from + 1, end);
    }
    const word = this.#word();
    if (word === '') {
      this.#problem('syntax', from, from + 1, [key], 'error');
      return '';
    }
    const value = this.#macros.get(word);
    if (value === undefined) this.#problem('unknownMacro', from, this.#at, [word]);
    return value ?? word;
  }

  /** Where the value that begins here ends. Goes from brace to brace: a search by the engine is quicker than any loop. */
  #closeOf(from: number, quoted: boolean): number | Unclosed {
    const limit = Math.min(this.#text.length, from + LONGEST_VALUE);
    let depth = 0;
    for (let at = from; ; at++) {
      const opens = this.#opening.from(at);
      const closes = this.#closing.from(at);
      const quotes = quoted && depth === 0 ? this.#quote.from(at) : limit;
      const entry = this.#entrySign.from(at);
      at = Math.min(opens, closes, quotes, entry);
      if (at >= limit) return this.#noEnd(from);
      if (at === opens) depth++;
      else if (at === closes) {
        if (--depth < 0) return quoted ? this.#noEnd(at) : at;
      } else if (at === quotes) return at;
      else if (this.#beginsEntry(at) && this.#standsOut(at)) return { at };
    }
  }

  /** Goes on at the next line that begins like an entry, however far it is indented. */
  #noEnd(from: number): Unclosed {
    const anyColumn = ++this.#unclosed < MOST_UNCLOSED;
    for (let at = this.#text.indexOf('@', from); at >= 0; at = this.#text.indexOf('@', at + 1))
      if (this.#beginsEntry(at) && (columnOf(this.#text, at) === 0 || (anyColumn && this.#isFirst(at))))
        return { at };
    return { at: this.#text.length };
  }

  #standsOut(at: number): boolean {
    return this.#isFirst(at) && columnOf(this.#text, at) <= columnOf(this.#text, this.#start);
  }

  /** Whether it is the first of its line. */
  #isFirst(at: number): boolean {
    let before = at - 1;
    for (; before >= 0 && at - before < 1000; before--) {
      const code = this.#text.charCodeAt(before);
      if (code !== SPACE && code !== TAB) return code === LINE_FEED || code === CARRIAGE_RETURN;
    }
    return before < 0;
  }

  /** Whether `@word{` stands here, and something like a key after it. */
  #beginsEntry(at: number): boolean {
    ENTRY.lastIndex = at;
    return ENTRY.test(this.#text);
  }

  /** To the next comma or closing brace outside all groups; nothing when there is none. */
  #toComma(from: number, closing: number): number | undefined {
    for (this.#at = from; this.#at < this.#text.length; this.#at++) {
      const code = this.#code();
      if (code === COMMA || code === closing || (code === AT && this.#beginsEntry(this.#at))) return this.#at;
      if (code !== OPENING_BRACE) continue;
      const end = this.#closeOf(this.#at + 1, false);
      if (typeof end !== 'number') {
        this.#at = end.at;
        return undefined;
      }
      this.#at = end;
    }
    return this.#at;
  }

  /** A comment may hold entries that somebody took out; one without end holds nothing, as BibTeX has it. */
  #skipGroup(): void {
    const from = this.#at;
    if (this.#code() === OPENING || this.#unclosed > MOST_UNCLOSED) return;
    let depth = 0;
    const limit = Math.min(this.#text.length, from + LONGEST_VALUE);
    for (let at = from; at < limit; at++) {
      const code = this.#text.charCodeAt(at);
      if (code === OPENING_BRACE) depth++;
      else if (code === CLOSING_BRACE && --depth === 0) {
        this.#at = at + 1;
        return;
      }
    }
    this.#unclosed++;
  }

  #problem(
    code: string,
    from: number,
    to: number,
    args: readonly string[],
    severity: ScanProblem['severity'] = 'warning',
  ): void {
    this.#report({ code, severity, from, to, args });
  }

  #code(): number {
    return this.#text.charCodeAt(this.#at);
  }

  #space(): void {
    for (;;) {
      const code = this.#text.charCodeAt(this.#at);
      if (code > SPACE && code !== 0xa0 && code !== 0xfeff) return;
      if (Number.isNaN(code)) return;
      this.#at++;
    }
  }

  /** A name of a type or a field, a number, or the name of a macro. */
  #word(): string {
    const from = this.#at;
    for (;;) {
      const code = this.#text.charCodeAt(this.#at);
      if (!(code > SPACE) || NOT_IN_NAMES.has(code)) return this.#text.slice(from, this.#at);
      this.#at++;
    }
  }
}

const NOT_IN_NAMES: ReadonlySet<number> = new Set(
  Array.from('"#%\'(),={}@', (character) => character.charCodeAt(0)),
);

/** Nothing in it can be read in two ways: it takes as many steps as it is long, and blanks are few. */
const ENTRY =
  /@[A-Za-z]{2,40}[ \t]{0,20}[{(]\s{0,20}[^\s{}(),"=]{1,250}\s{0,20}[,=}]|@(?:comment|preamble)[ \t]{0,20}\{/iy;

const FIELD = /\s{0,200},\s{0,200}[A-Za-z][\w-]{0,40}\s{0,20}=/y;

function columnOf(text: string, at: number): number {
  let from = at;
  while (from > 0 && at - from < 1000) {
    const code = text.charCodeAt(from - 1);
    if (code === LINE_FEED || code === CARRIAGE_RETURN) break;
    from--;
  }
  return at - from;
}

/** The end of the entry's first line. */
function headEnd(text: string, start: number): number {
  const line = text.slice(start, start + 200);
  const end = line.search(/[\r\n]/);
  return start + (end < 0 ? line.length : end);
}
