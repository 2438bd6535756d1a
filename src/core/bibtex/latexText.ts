import { plainFormula } from './formula';
import { ACCENTS, AROUND, NAMED, WITHOUT_FIRST, shifted } from './latexLetters';

/** Without any of these, text is only freed of superfluous blanks. */
const MARKUP = /[\\{}$~`]|--|''/;
const BLANKS = /[\t-\r]| {2}/;
/** What braces do not keep from being read. */
const MORE_THAN_BRACES = /[\\$~`]|--|''/;

const LETTER = /[A-Za-z]/;

/** The plain text of a field: LaTeX's accents, letters, dashes and quotes as Unicode, on one line. */
export function latexText(source: string): string {
  if (source === '') return source;
  const text = !MARKUP.test(source)
    ? source
    : MORE_THAN_BRACES.test(source)
      ? new LatexReader(source).read()
      : source.replace(/[{}]+/g, '');
  return (BLANKS.test(text) ? text.replace(/\s+/g, ' ') : text).trim();
}

/** A field that LaTeX takes letter by letter, such as an address: only what people escape all the same is undone. */
export function latexVerbatim(source: string): string {
  if (!/[\\{}]/.test(source)) return source.trim();
  return source
    .replace(/\\(?:url|path|nolinkurl)(?![A-Za-z])/g, '')
    .replace(/\\text(asciitilde|underscore|backslash)(?:\{\}|\s+|(?![A-Za-z]))/g, (_, name: string) =>
      name === 'underscore' ? '_' : name === 'backslash' ? '\\' : '~',
    )
    .replace(/\\([_%&#{}$~])(?:\{\})?/g, '$1')
    .replace(/[{}]/g, '')
    .trim();
}

/** Reads without recursion: groups may be nested as deep as the text is long. */
class LatexReader {
  readonly #source: string;
  #at = 0;
  #out = '';
  /** Accents that wait for their letter. */
  #accents = '';
  /** What the open groups close with. */
  readonly #groups: string[] = [];
  /** What the next group closes with. */
  #closing = '';
  #isQuoted = false;
  #isComposed = true;
  /** How far ends of groups may still be looked for, so that groups in groups without end take no longer than others. */
  #toLookThrough: number;

  constructor(source: string) {
    this.#source = source;
    this.#toLookThrough = 1000 + 4 * source.length;
  }

  read(): string {
    const source = this.#source;
    const next = /[\\{}$~`'-]/g;
    while (this.#at < source.length) {
      if (this.#accents === '') {
        next.lastIndex = this.#at;
        const special = next.exec(source)?.index ?? source.length;
        if (special > this.#at) this.#put(source.slice(this.#at, special));
        this.#at = special;
        if (special === source.length) break;
      }
      this.#step(source.charAt(this.#at));
    }
    return this.#isComposed ? this.#out : this.#out.normalize('NFC');
  }

  #step(character: string): void {
    this.#at++;
    if (character === '\\') return this.#command();
    if (character === '{') {
      this.#groups.push(this.#closing);
      this.#closing = '';
      return;
    }
    if (character === '}') {
      this.#accent('');
      this.#out += this.#groups.pop() ?? '';
      return;
    }
    if (this.#accents !== '' && /\s/.test(character)) return;
    if (character === '$') return this.#formula();
    if (this.#accents === '') return this.#put(this.#punctuation(character));
    const letter = String.fromCodePoint(this.#source.codePointAt(this.#at - 1) ?? 0);
    this.#at += letter.length - 1;
    this.#accent(letter);
  }

  #punctuation(character: string): string {
    const next = this.#source.charAt(this.#at);
    if (character === '~') return ' ';
    if (character === '-') {
      const dashes = next !== '-' ? 1 : this.#source.charAt(this.#at + 1) === '-' ? 3 : 2;
      this.#at += dashes - 1;
      return dashes === 1 ? '-' : dashes === 2 ? '–' : '—';
    }
    if (character === '`' || character === "'") {
      if (next === character) {
        this.#at++;
        return character === '`' ? '“' : '”';
      }
      if (character === '`') {
        this.#isQuoted = true;
        return '‘';
      }
      if (!this.#isQuoted || LETTER.test(next)) return "'";
      this.#isQuoted = false;
      return '’';
    }
    return character;
  }

  #put(text: string): void {
    if (this.#accents === '') this.#out += text;
    else this.#accent(text);
  }

  /** Puts a letter with the accents that wait for it; without a letter an accent stands for itself. */
  #accent(letter: string): void {
    if (this.#accents === '') {
      this.#out += letter;
      return;
    }
    const accents = this.#accents;
    this.#accents = '';
    this.#isComposed = false;
    if (letter === '') this.#out += accents === '\u0303' ? '~' : accents === '\u0302' ? '^' : '';
    else {
      const [first = '', ...rest] = Array.from(letter === 'ı' ? 'i' : letter === 'ȷ' ? 'j' : letter);
      this.#out += first + accents + rest.join('');
    }
  }

  #command(): void {
    const source = this.#source;
    const first = source.charAt(this.#at);
    if (!LETTER.test(first)) {
      this.#at++;
      const accent = ACCENTS.get(first);
      if (accent !== undefined) this.#accents = accent + this.#accents;
      else this.#put(/[\s,;:\\]/.test(first) ? ' ' : /[-/!@]/.test(first) ? '' : first);
      return;
    }
    COMMAND.lastIndex = this.#at;
    const name = COMMAND.exec(source)?.[0] ?? '';
    this.#at += name.length;
    const accent = ACCENTS.get(name);
    if (accent !== undefined) {
      this.#accents = accent + this.#accents;
      return;
    }
    this.#skipBlanks();
    this.#named(name);
  }

  #named(name: string): void {
    const letters = NAMED.get(name);
    if (letters !== undefined) {
      this.#put(letters);
      // What only ends the name of a command.
      if (this.#source.startsWith('{}', this.#at)) this.#at += 2;
      return;
    }
    if (name === 'url' || name === 'path') {
      this.#put(latexVerbatim(this.#group() ?? ''));
      return;
    }
    if (name === 'ensuremath') {
      const formula = this.#group() ?? '';
      this.#put(plainFormula(formula) ?? `$${formula}$`);
      return;
    }
    if (name === 'textsuperscript' || name === 'textsubscript') {
      const group = latexTextOfGroup(this.#group());
      this.#put(shifted(group, name === 'textsuperscript' ? '^' : '_') ?? group);
      return;
    }
    if (WITHOUT_FIRST.has(name)) this.#group();
    const around = AROUND.get(name);
    if (around && this.#source.charAt(this.#at) === '{') {
      this.#put(around[0]);
      this.#closing = around[1];
    }
  }

  /** The group that begins here, if it has no others in it or they are closed; the offset is then behind it. */
  #group(): string | undefined {
    if (this.#source.charAt(this.#at) !== '{') return undefined;
    let depth = 0;
    for (let at = this.#at; at < this.#source.length && this.#toLookThrough > 0; at++) {
      this.#toLookThrough--;
      const character = this.#source.charAt(at);
      if (character === '{') depth++;
      else if (character === '}' && --depth === 0) {
        const group = this.#source.slice(this.#at + 1, at);
        this.#at = at + 1;
        return group;
      }
    }
    return undefined;
  }

  /** After the `$` that opens it, unless that is money. */
  #formula(): void {
    const source = this.#source;
    const display = source.charAt(this.#at) === '$' ? 1 : 0;
    const from = this.#at + display;
    let end = source.indexOf('$', from);
    while (end > 0 && source.charAt(end - 1) === '\\') end = source.indexOf('$', end + 1);
    const formula = source.slice(from, Math.max(from, end));
    // As in "from $5 to $10".
    if (formula === '' || /^\s/.test(formula) !== /\s$/.test(formula)) {
      this.#put('$');
      return;
    }
    this.#at = end + 1;
    if (display > 0 && source.charAt(this.#at) === '$') this.#at++;
    this.#put(plainFormula(formula) ?? `$${formula}$`);
  }

  #skipBlanks(): void {
    while (/\s/.test(this.#source.charAt(this.#at))) this.#at++;
  }
}

const COMMAND = /[A-Za-z]+\*?/y;

/** The text of a small group within a text. */
const latexTextOfGroup = (group = ''): string => group.replace(/[{}]|\\[A-Za-z]+\s*/g, '').trim();
