import { needsBraces } from './citation/citekey';
import type { Citation, CitationItem } from './note';
import { restOfKey } from './typedCitation';

/** A citation key as it is written in a note. */
export const writtenKey = (key: string): string => (needsBraces(key) ? `@{${key}}` : `@${key}`);

/** Citation keys as the items of a group. */
export const writtenItems = (citekeys: readonly string[]): string => citekeys.map(writtenKey).join('; ');

/** What to write into a text, and where (UTF-16). */
export interface Insertion {
  readonly offset: number;
  readonly text: string;
}

/** Scripts that put no spaces between words: a word's end is not to be found there. */
const SPACELESS = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}`;
/** Marks are part of the letter before them, and so are the joiners of Indic scripts and the long vowel of Katakana. */
const MARKS = String.raw`\p{M}\u200c\u200d`;
const SPACED = String.raw`(?:(?![${SPACELESS}ー])[\p{L}\p{N}])`;
const BEHIND_SPACED = new RegExp(`${SPACED}[${MARKS}]*$`, 'u');
const BEHIND_SPACELESS = new RegExp(`[${SPACELESS}ー][${MARKS}]*$`, 'u');
const BEFORE_SPACELESS = new RegExp(`^[${SPACELESS}ー]`, 'u');
const REST_OF_MARKS = new RegExp(`^[${MARKS}]*`, 'u');
const REST_OF_WORD = new RegExp(`^[${MARKS}]*(?:${SPACED}[${MARKS}]*|[-‐‑'’](?=${SPACED}))*`, 'u');
const KEY_BEFORE = /(?:^|[^\p{L}\p{N}@\\])@\{?[^\s@;[\]{}]*$/u;
const ADDRESS_BEFORE = /(?:https?|ftp):\/\/[^\s()[\]<>"'`]*$/i;

/** Most characters of a word or key that are looked at. */
const REACH = 500;

/** Where the key, address or word that the offset is in ends. */
export function wordEnd(text: string, offset: number): number {
  const before = text.slice(Math.max(0, offset - REACH), offset).replace(/^.*[\r\n]/su, '');
  const after = /^[^\r\n]*/.exec(text.slice(offset, offset + REACH))?.[0] ?? '';
  if (KEY_BEFORE.test(before)) {
    const rest = restOfKey(before + after, before.lastIndexOf('@'), before.length);
    if (rest > 0) return offset + rest;
  }
  if (ADDRESS_BEFORE.test(before)) {
    const rest = /^[^\s()[\]<>"'`]*/.exec(after)?.[0].replace(/[.,:;!?*_~-]+$/, '') ?? '';
    return offset + rest.length;
  }
  const rest = BEHIND_SPACED.test(before) ? REST_OF_WORD : REST_OF_MARKS;
  return offset + (rest.exec(after)?.[0].length ?? 0);
}

/** Whether a text ends in a word, in scripts that put spaces between words. */
export const endsInWord = (text: string): boolean => BEHIND_SPACED.test(text);

/** A group of its own at an offset, apart from what stands on both sides by a space. */
export function ownGroup(text: string, offset: number, citekeys: readonly string[]): Insertion {
  const left = text.slice(Math.max(0, offset - REACH), offset);
  const right = text.slice(offset, offset + 2);
  const isBehindText = /[\p{L}\p{N}\p{M}\]}).,;:!?%$”’]$/u.test(left) || /[^\s([{]["'*_`>]+$/u.test(left);
  const spaceLeft = isBehindText && !BEHIND_SPACELESS.test(left) ? ' ' : '';
  const spaceRight = /^[\p{L}\p{N}[({@]|^-@/u.test(right) && !BEFORE_SPACELESS.test(right) ? ' ' : '';
  return { offset, text: `${spaceLeft}[${writtenItems(citekeys)}]${spaceRight}` };
}

/** The brackets of a citation, from the one to behind the other. */
export interface Brackets {
  readonly start: number;
  readonly end: number;
}

/** The brackets of a group, or the bracket behind a key in running text. */
export function bracketsOf(
  text: string,
  { bracketed, start, end, items: [first] }: Citation,
): Brackets | undefined {
  if (bracketed) return { start, end };
  if (!first || first.end >= end) return undefined;
  return { start: text.indexOf('[', first.end), end };
}

/**
 * Where further items may go into the brackets of a citation: behind the item that the offset is in, with its locator and
 * suffix, or before the first item when nothing but blanks stands between. The best place first.
 */
export function intoBrackets(
  text: string,
  citation: Citation,
  brackets: Brackets,
  offset: number,
  citekeys: readonly string[],
): Insertion[] {
  const written = writtenItems(citekeys);
  // On the key before the bracket: behind all that is said with it.
  const at = offset <= brackets.start ? brackets.end - 1 : offset;
  const ends = [...separators(text, citation, brackets), brackets.end - 1];
  const index = ends.findIndex((end) => at <= end);
  const end = ends[index] ?? brackets.end - 1;
  const start = (ends[index - 1] ?? brackets.start) + 1;
  const begun = text.slice(start, at);
  if (begun.trim() !== '') {
    const items = `; ${written}`;
    return [
      { offset: start + text.slice(start, end).trimEnd().length, text: items },
      // Blanks at the end may be escaped.
      { offset: end, text: items },
    ];
  }
  const space = begun === '' && index > 0 ? ' ' : '';
  return [{ offset: at, text: `${space}${written};${/^\s/.test(text.slice(at, at + 1)) ? '' : ' '}` }];
}

/** Where the semicolons between the items stand: others may stand in quotations, code or brackets. */
export function separators(text: string, { bracketed, items }: Citation, { start }: Brackets): number[] {
  return items.slice(1).flatMap((item, index) => {
    const previous = items[index];
    const from = bracketed || index > 0 ? (previous?.end ?? start) : start + 1;
    // `@a [@b]`: nothing is said of the first.
    if (!bracketed && index === 0 && isPrefix(text.slice(from, item.start), item)) return [];
    return separatorBefore(text, from, item);
  });
}

function separatorBefore(text: string, from: number, item: CitationItem): number[] {
  const found: number[] = [];
  for (let at = text.lastIndexOf(';', item.start); at >= from; at = text.lastIndexOf(';', at - 1)) {
    if (isPrefix(text.slice(at + 1, item.start), item)) return [at];
    found.push(at);
    if (at === 0) break;
  }
  return found.slice(0, 1);
}

const isPrefix = (source: string, { prefix }: CitationItem): boolean => bare(source) === bare(prefix);

/** Without blanks and the marks of quotes at the beginning of lines. */
const bare = (source: string): string => source.replace(/[\r\n][\s>]*|\s+/g, '');
