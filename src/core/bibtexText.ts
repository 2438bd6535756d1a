import { isHarmless } from './bibtex/formula';
import { withFormulas } from './formulas';
import { type Look, piecesOf } from './markup';

const SPECIAL: Readonly<Record<string, string>> = {
  '{': '\\{',
  '}': '\\}',
  '\\': '{\\textbackslash}',
  '~': '{\\textasciitilde}',
  '^': '{\\textasciicircum}',
  '&': '\\&',
  '%': '\\%',
  $: '\\$',
  '#': '\\#',
  _: '\\_',
};

/** BibTeX counts every brace, escaped or not: those that stand alone are written by name. */
const NAMED_BRACES: Readonly<Record<string, string>> = {
  ...SPECIAL,
  '{': '{\\textbraceleft}',
  '}': '{\\textbraceright}',
};

/** Text as LaTeX prints it, on one line. Letters of all scripts stay as they are. */
export const bibtexText = (text: string): string =>
  escape(text.replace(/\s+/g, ' ').trim(), specialsOf(text));

const escape = (text: string, specials: Readonly<Record<string, string>>): string =>
  text.replace(/[{}\\~^&%$#_]/g, (character) => specials[character] ?? character);

const specialsOf = (text: string): Readonly<Record<string, string>> =>
  isBalanced(text) ? SPECIAL : NAMED_BRACES;

function isBalanced(text: string): boolean {
  let depth = 0;
  for (const brace of text.match(/[{}]/g) ?? []) {
    depth += brace === '{' ? 1 : -1;
    if (depth < 0) break;
  }
  return depth === 0;
}

/** An address or identifier, which LaTeX takes letter by letter: only what would end the field is encoded. */
export const bibtexVerbatim = (text: string): string =>
  text.trim().replace(/[{}\\\s]/g, (character) => encodeURIComponent(character));

/**
 * A title whose acronyms and mixed-case words keep their capitals in every style: "{CrossViT}", "{U-Net}",
 * "{O(N)}", "{CNN}-Transformer". Ordinary words in capitals ("Attention") are left to the style. What its markup says of
 * case and looks is written, and formulas are as they were.
 */
export const bibtexTitle = (title: string): string =>
  markedUp(title, (text, write) => text.replace(/\S+/g, (word) => protectedWord(word, write)));

/** A title that a style must not touch: in English all words but names are in lower case, in German none that is a noun. */
export function bibtexWhole(title: string): string {
  if (!/\p{Lu}/u.test(title)) return bibtexMarkup(title);
  return inGroup(markedUp(title, (text, write) => write(text), 1));
}

/** The title of what something is part of: as it is, with what its markup says. */
export const bibtexMarkup = (text: string): string => markedUp(text, (part, write) => write(part));

type Write = (text: string) => string;

const COMMANDS: Readonly<Record<Exclude<Look, 'nocase'>, string>> = {
  italic: '\\emph{',
  bold: '\\textbf{',
  sup: '\\textsuperscript{',
  sub: '\\textsubscript{',
  caps: '\\textsc{',
};

/** @param groups How many groups are around it that keep the case of what is in them. */
function markedUp(source: string, writeWords: (text: string, write: Write) => string, groups = 0): string {
  const text = source.replace(/\s+/g, ' ').trim();
  const specials = specialsOf(text);
  const write = (part: string): string => escape(part, specials);
  let result = '';
  let kept = groups;
  let before = '';
  for (const piece of piecesOf(text)) {
    if (piece.kind === 'text')
      result += withFormulas(
        piece.text,
        (formula) =>
          isBalanced(formula) && isHarmless(formula) ? inMath(formula, kept > 0) : write(`$${formula}$`),
        (part) => (kept > 0 ? write(part) : writeWords(part, write)),
      );
    else if (piece.look !== 'nocase') result += piece.kind === 'open' ? COMMANDS[piece.look] : '}';
    else if (piece.kind === 'open') {
      if (kept++ === 0) [before, result] = [result, ''];
    } else if (--kept === 0) result = before + inGroup(result);
  }
  return result;
}

/** Formulas are no exception where case is changed. */
const inMath = (formula: string, isKept: boolean): string =>
  isKept || !/[A-Z]/.test(formula) ? `$${formula}$` : `{$${formula}$}`;

/** BibTeX takes a group for a letter where a command is the first of it, and changes its case. */
const inGroup = (text: string): string => (text.startsWith('\\') ? `{{${text}}}` : `{${text}}`);

function protectedWord(word: string, write: (part: string) => string): string {
  if (word.length > LONGEST_WORD) return write(word);
  const parts = word.split(/([-–—/])/);
  const capitals = parts.map((part) => /.\p{Lu}/u.test(bare(part)));
  // What stands before a colon is a name: "GOAT-Bench: …".
  const name = word.endsWith(':') && capitals.includes(true);
  if (name || (!ARTICLE.test(word) && LONE_CAPITAL.test(word))) return inBraces(word, write);
  return parts.map((part, index) => (capitals[index] ? inBraces(part, write) : write(part))).join('');
}

/** What is longer is no word. */
const LONGEST_WORD = 80;

/** As in "U-Net", "O(N)", "V4" and "D'Amelio". */
const LONE_CAPITAL = /(?<![\p{L}\p{N}])\p{Lu}(?!\p{L})/u;

/** "A" as a word of its own, not that of "A* search". */
const ARTICLE = /^["'“‘([]*A["'”’)\].,:;?!]*$/;

/** A word without the punctuation around it. */
const bare = (word: string): string => word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');

/** Punctuation stays outside, but for the brackets of "O(N)". */
function inBraces(word: string, write: (part: string) => string): string {
  const [, before = '', core = '', after = ''] =
    /^([^\p{L}\p{N}]*)(.*?(?:\(.*\))?)([^\p{L}\p{N}]*)$/su.exec(word) ?? [];
  return `${write(before)}{${write(core)}}${write(after)}`;
}

/** A CSL name as BibTeX has it: "van Gogh, Vincent", "King, Jr., Martin Luther", "{OpenAI}"; empty for none. */
export function bibtexName(name: unknown): string {
  if (typeof name !== 'object' || name === null) return '';
  const part = (field: string): string => {
    const value = (name as Readonly<Record<string, unknown>>)[field];
    return typeof value === 'string' ? value.trim() : '';
  };
  const [family, given] = [part('family'), part('given')];
  if (part('literal') !== '') return whole(part('literal'));
  if (family === '') return given === '' ? '' : whole(given);
  // Without a given name BibTeX would take the suffix for one.
  if (given === '' && part('suffix') !== '') return whole(`${family} ${part('suffix')}`);
  const particle = ['dropping-particle', 'non-dropping-particle'].map(part).filter(Boolean).join(' ');
  if (particle === '' && given === '') return /\s/.test(family) ? whole(family) : partOf(family);
  // BibTeX takes words in lower case before the last one for a particle.
  const last = /(?:^|\s)\p{Ll}.*\s/u.test(family) ? whole(family) : partOf(family);
  const glue = particle === '' || /[-'’]$/.test(particle) ? '' : ' ';
  return [bibtexText(particle) + glue + last, partOf(part('suffix')), partOf(given)]
    .filter((text) => text !== '')
    .join(', ');
}

const whole = (text: string): string => `{${bibtexText(text)}}`;

/** Commas and "and" divide names: where they are part of one, braces hide them. */
const partOf = (text: string): string =>
  /,|(?:^|\s)and(?:\s|$)/i.test(text) ? whole(text) : bibtexText(text);
