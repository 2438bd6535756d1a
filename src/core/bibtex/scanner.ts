import { BibtexText, type Unclosed } from './bibtexText';
import { FIELD_NAMES, type FieldName } from './fieldNames';
import { Macros } from './macros';
import type { BibtexProblem, RawEntry, ScanProblem } from './rawEntry';
import {
  AT,
  CLOSING,
  CLOSING_BRACE,
  COMMA,
  EQUALS,
  HASH,
  OPENING,
  OPENING_BRACE,
  QUOTE,
  isOfName,
} from './signs';

/** Characters read or looked at between two chances to pause. */
const SLICE = 1 << 16;
/** Entries without end after which only what begins a line is believed to begin an entry. */
const MOST_UNCLOSED = 50;
/** A value of more pieces joined by `#` is none. */
const MOST_PIECES = 10_000;

/** How a piece of an entry is told: what of it is known, and what it ends with. */
interface Frame {
  readonly key: string;
  readonly start: number;
  readonly closing: number;
}

/** Where a field stands by its name. */
interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * Finds the entries of a BibTeX file in one pass. Braces are counted as BibTeX counts them, escaped or not. What is broken
 * ends at the next `@word{` at the beginning of a line that is indented no further than the broken entry.
 */
export class Scanner {
  readonly #in: BibtexText;
  readonly #report: (problem: ScanProblem) => void;
  readonly #macros: Macros;
  #paused = 0;
  #unclosed = 0;
  /** Whether the end of an entry was lost, so that not everything is believed to begin the next. */
  #isLost = false;
  /** Of an entry that nothing can cite, that is all there is to say. */
  #isKeyless = false;

  constructor(text: string, report: (problem: ScanProblem) => void, macros = new Macros()) {
    this.#in = new BibtexText(text);
    this.#report = (problem) => {
      if (!this.#isKeyless) report(problem);
    };
    this.#macros = macros;
  }

  /** How far the text has been read. */
  get at(): number {
    return this.#in.at;
  }

  /** All entries but `@string`, `@preamble` and `@comment`. Yields nothing where the caller may pause. */
  *entries(): Generator<RawEntry | undefined, void> {
    const input = this.#in;
    while (input.at < input.text.length) {
      if (this.#isTired()) yield undefined;
      if (!input.toSign(SLICE)) continue;
      const start = input.at;
      if (this.#isLost && !this.#goesOnAt(start)) {
        input.at++;
        continue;
      }
      this.#isLost = false;
      input.at++;
      if (!isOfName(input.code())) continue;
      const entry = yield* this.#entry(start);
      if (entry) yield entry;
    }
  }

  /** The entry that was found at an offset, read again without telling its problems anew. */
  *again(start: number): Generator<undefined, RawEntry | undefined> {
    const scanner = new Scanner(this.#in.text, () => undefined, this.#macros);
    scanner.#in.at = scanner.#paused = start + 1;
    return yield* scanner.#entry(start);
  }

  /** Whether it is time for a pause. */
  #isTired(): boolean {
    const work = this.#in.at + this.#in.looked;
    if (work - this.#paused < SLICE) return false;
    this.#paused = work;
    return true;
  }

  /** Reads what begins with the `@` before the current offset. */
  *#entry(start: number): Generator<undefined, RawEntry | undefined> {
    const input = this.#in;
    const type = input.name().toLowerCase();
    input.space();
    const opening = input.code();
    if (type === '' || (opening !== OPENING_BRACE && opening !== OPENING)) return undefined;
    if (type === 'comment' || type === 'preamble') {
      this.#skipGroup();
      return undefined;
    }
    input.at++;
    const closing = opening === OPENING ? CLOSING : CLOSING_BRACE;
    if (type === 'string') {
      yield* this.#fields({ key: '', start, closing }, (name, value) => this.#macros.set(name, value));
      return undefined;
    }
    input.space();
    const keyAt = input.at;
    const key = this.#key(closing);
    if (key === undefined) this.#warn('noKey', start, keyAt, [], 'error');
    this.#isKeyless = key === undefined;
    const fields = new Map<FieldName, string>();
    const isClosed = yield* this.#fields({ key: key ?? '', start, closing }, (word, value, at) => {
      const name = FIELD_NAMES.get(word);
      if (name === undefined) return;
      if (!fields.has(name)) fields.set(name, value);
      else this.#warn('duplicateField', at.from, at.to, [key ?? '', name]);
    });
    this.#isKeyless = false;
    return key === undefined ? undefined : { type, key, start, end: input.at, keyAt, isClosed, fields };
  }

  /** The key, after which the offset is at the comma or the end; nothing when there is none, at the first field. */
  #key(closing: number): string | undefined {
    const input = this.#in;
    const from = input.at;
    input.toKeyEnd(closing);
    let to = input.at;
    input.space();
    let code = input.code();
    if (to === from || code === EQUALS || input.text.charCodeAt(to - 1) === EQUALS) {
      input.at = from;
      return undefined;
    }
    if (code === COMMA || code === closing || Number.isNaN(code)) return input.text.slice(from, to);
    const [next, after] = [input.at, input.name()];
    input.space();
    if (after !== '' && input.code() === EQUALS) {
      input.at = next;
      this.#warn('noComma', from, to, [input.text.slice(from, to)]);
      return input.text.slice(from, to);
    }
    // BibTeX knows no such key. Papers that have it are found all the same.
    const end = input.text.slice(next, next + 200).search(/[,{}\n]/);
    code = end < 0 ? NaN : input.text.charCodeAt(next + end);
    input.at = from;
    if (code !== COMMA) return undefined;
    to = input.at = next + end;
    const key = input.text.slice(from, to).trim();
    this.#warn('spaceInKey', from, from + key.length, [key]);
    return key;
  }

  /** Reads `name = value` to the end of the entry, or to what looks like another one; whether it was the end. */
  *#fields(
    { key, start, closing }: Frame,
    take: (name: string, value: string, at: Span) => void,
  ): Generator<undefined, boolean> {
    const input = this.#in;
    let comma = true;
    let garbage = false;
    for (;;) {
      if (this.#isTired()) yield undefined;
      if (!input.space()) continue;
      const from = input.at;
      const code = input.code();
      if (code === closing) {
        this.#close();
        return true;
      }
      if (code === COMMA) {
        input.at++;
        comma = true;
        continue;
      }
      if (Number.isNaN(code) || (code === AT && input.beginsEntry(from))) {
        this.#tellUnclosed(start, key);
        return false;
      }
      const name = input.name().toLowerCase();
      const to = input.at;
      input.space();
      const assigned = input.code() === EQUALS;
      if (assigned) input.at++;
      if (name === '' || !assigned) {
        if (!garbage) this.#warn('syntax', from, Math.max(to, from + 1), [key], 'error');
        garbage = true;
        const unclosed = input.toComma(Math.max(from, to), closing, start);
        if (!unclosed) continue;
        this.#tellUnclosed(start, key);
        this.#lose(unclosed);
        return false;
      }
      if (!comma) this.#warn('noComma', from, to, [key, name]);
      const value = this.#value(key, start);
      if (typeof value !== 'string') {
        this.#warn('unclosed', from, to, [key, name], 'error');
        this.#lose(value);
        return false;
      }
      comma = false;
      if (value !== '') take(name, value, { from, to });
    }
  }

  /** Goes past the closing brace; one too many ends an entry early, of which only what follows gives a sign. */
  #close(): void {
    const at = ++this.#in.at;
    if (this.#in.isBeforeField(at)) this.#warn('extraBrace', at - 1, at, []);
  }

  /** Leaves an entry whose end is not found. */
  #lose({ at, isEntry }: Unclosed): void {
    this.#in.at = at;
    if (isEntry) return;
    this.#isLost = true;
    this.#unclosed++;
  }

  /** Whether what was lost ends here: at the next line that begins like an entry, however far it is indented. */
  #goesOnAt(at: number): boolean {
    const input = this.#in;
    return (
      input.isFirst(at) &&
      input.beginsEntry(at) &&
      (this.#unclosed < MOST_UNCLOSED || input.columnOf(at) === 0)
    );
  }

  /** One or several pieces joined by `#`; the offset is then behind it. */
  #value(key: string, start: number): string | Unclosed {
    const input = this.#in;
    let value: string | undefined;
    for (let count = 0; count < MOST_PIECES; count++) {
      input.space();
      const from = input.at;
      const piece = this.#piece(key, start);
      if (typeof piece !== 'string') return piece;
      const joined = value === undefined ? piece : this.#macros.join(value, piece);
      if (joined === undefined) this.#warn('tooLong', from, input.at, [key]);
      value = joined ?? value;
      input.space();
      if (input.code() !== HASH) return value ?? '';
      input.at++;
    }
    return { at: input.at, isEntry: false };
  }

  #piece(key: string, start: number): string | Unclosed {
    const input = this.#in;
    const from = input.at;
    const code = input.code();
    if (code === OPENING_BRACE || code === QUOTE) {
      const end = input.closeOf(from + 1, code === QUOTE, start);
      if (typeof end !== 'number') return end;
      input.at = end + 1;
      return input.text.slice(from + 1, end);
    }
    const word = input.name();
    if (word === '') {
      this.#warn('syntax', from, from + 1, [key], 'error');
      return '';
    }
    const value = this.#macros.get(word);
    if (value === undefined) this.#warn('unknownMacro', from, input.at, [word]);
    else if (!this.#macros.affords(value)) {
      this.#warn('tooLong', from, input.at, [key]);
      return word;
    }
    return value ?? word;
  }

  /** A comment may hold entries that somebody took out; one without end holds nothing, as BibTeX has it. */
  #skipGroup(): void {
    const input = this.#in;
    if (input.code() === OPENING || this.#unclosed > MOST_UNCLOSED) return;
    const end = input.endOfGroup();
    if (end === undefined) this.#unclosed++;
    else input.at = end;
  }

  #tellUnclosed(start: number, key: string): void {
    this.#warn('unclosed', start, this.#in.headEnd(start), [key], 'error');
  }

  #warn(
    code: BibtexProblem,
    from: number,
    to: number,
    args: readonly string[],
    severity: ScanProblem['severity'] = 'warning',
  ): void {
    this.#report({ code, severity, from, to, args });
  }
}
