import { formulaText } from '../formulas';
import { type Look, TAGS } from '../markup';
import { plainFormula } from './formula';
import { shifted } from '../shifted';
import { ACCENTS, AROUND, DECLARED, LOOKING, NAMED, WITHOUT_FIRST } from './latexLetters';
import { latexVerbatim } from './latexVerbatim';

const LETTER = /[A-Za-z]/;
const [KEEP, END_KEEP] = TAGS.nocase;

/** Reads LaTeX without recursion: groups may be nested as deep as the text is long. */
export class LatexReader {
  readonly #source: string;
  #at = 0;
  #out = '';
  /** Accents that wait for their letter. */
  #accents = '';
  /** What the open groups close with. */
  readonly #groups: string[] = [];
  /** What the next group closes with, where it is that of a command. */
  #closing: string | undefined;
  readonly #withMarkup: boolean;
  /** The group that protects what is in it, with what stands before; `isSpecial` if a command is the first of it. */
  #protecting: { readonly group: number; readonly before: string; readonly isSpecial: boolean } | undefined;
  /** What stands behind all: the ends of looks that are declared outside of groups. */
  #atEnd = '';
  #declared = 0;
  #isQuoted = false;
  #isComposed = true;
  /** How far ends of groups may still be looked for, so that groups in groups without end take no longer than others. */
  #toLookThrough: number;

  constructor(source: string, withMarkup = false) {
    this.#source = source;
    this.#withMarkup = withMarkup;
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
    if (this.#withMarkup) {
      while (this.#groups.length > 0) this.#closeGroup();
      this.#out += this.#atEnd;
    }
    return this.#isComposed ? this.#out : this.#out.normalize('NFC');
  }

  #step(character: string): void {
    this.#at++;
    if (character === '\\') return this.#command();
    if (character === '{') return this.#openGroup();
    if (character === '}') return this.#closeGroup();
    if (this.#accents !== '' && /\s/.test(character)) return;
    if (character === '$') return this.#formula();
    if (this.#accents === '') return this.#put(this.#punctuation(character));
    const letter = String.fromCodePoint(this.#source.codePointAt(this.#at - 1) ?? 0);
    this.#at += letter.length - 1;
    this.#accent(letter);
  }

  #openGroup(): void {
    const isProtecting =
      this.#withMarkup &&
      this.#protecting === undefined &&
      this.#closing === undefined &&
      this.#accents === '';
    if (isProtecting) {
      const isSpecial = this.#source.charAt(this.#at) === '\\';
      this.#protecting = { group: this.#groups.length, before: this.#out, isSpecial };
      this.#out = '';
    }
    this.#groups.push(isProtecting ? END_KEEP : (this.#closing ?? ''));
    this.#closing = undefined;
  }

  #closeGroup(): void {
    this.#accent('');
    const closing = this.#groups.pop() ?? '';
    if (this.#groups.length !== this.#protecting?.group) {
      this.#out += closing;
      return;
    }
    const { before, isSpecial } = this.#protecting;
    this.#protecting = undefined;
    const isLetter = isSpecial && this.#out.length < LONGEST_LETTER && SMALL.test(this.#out);
    this.#out = before + (isLetter ? this.#out : KEEP + this.#out + closing);
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
      this.#putFormula(this.#group() ?? '');
      return;
    }
    if (!this.#withMarkup && (name === 'textsuperscript' || name === 'textsubscript')) {
      const group = latexTextOfGroup(this.#group());
      this.#put(shifted(group, name === 'textsuperscript' ? '^' : '_') ?? group);
      return;
    }
    if (WITHOUT_FIRST.has(name)) this.#group();
    if (this.#source.charAt(this.#at) === '{')
      this.#around(AROUND.get(name) ?? this.#tagsOf(LOOKING.get(name)));
    else this.#declare(this.#tagsOf(DECLARED.get(name)));
  }

  /** What stands around the group that begins here. */
  #around([before, after]: readonly [string, string] = NOTHING): void {
    this.#put(before);
    this.#closing = after;
  }

  /** What stands around the rest of the group, or of all. */
  #declare(tags: readonly [string, string] | undefined): void {
    if (!tags || ++this.#declared > MOST_LOOKS) return;
    this.#put(tags[0]);
    const group = this.#groups.pop();
    if (group === undefined) this.#atEnd = tags[1] + this.#atEnd;
    else this.#groups.push(tags[1] + group);
  }

  #tagsOf(look: Look | undefined): readonly [string, string] | undefined {
    return this.#withMarkup && look && this.#groups.length < MOST_LOOKS ? TAGS[look] : undefined;
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
    this.#putFormula(formula);
  }

  #putFormula(formula: string): void {
    const isReadable = this.#withMarkup && !/\d/.test(this.#source.charAt(this.#at));
    const kept = isReadable ? formulaText(formula) : undefined;
    this.#put(kept ?? plainFormula(formula) ?? `$${formula}$`);
  }

  #skipBlanks(): void {
    while (/\s/.test(this.#source.charAt(this.#at))) this.#at++;
  }
}

const NOTHING = ['', ''] as const;
/** Looks are not nested deeper. */
const MOST_LOOKS = 20;
/** A letter with its accents. */
const LONGEST_LETTER = 5;
const SMALL = /^\p{Ll}\p{M}*$/u;

const COMMAND = /[A-Za-z]+\*?/y;

/** The text of a small group within a text. */
const latexTextOfGroup = (group = ''): string => group.replace(/[{}]|\\[A-Za-z]+\s*/g, '').trim();
