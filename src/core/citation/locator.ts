import { LOCATOR_WORDS } from './locatorTerms';
import type { Locator } from './model';

/** A suffix divided into the locator it begins with and the rest. */
export interface DividedSuffix {
  readonly locator: Locator | undefined;
  readonly suffix: string;
}

/** CSL locator types by the words for them. */
const LABELS: ReadonlyMap<string, string> = new Map(
  LOCATOR_WORDS.flatMap(({ label, terms }) => terms.map((term) => [term, label])),
);

/** No term has more tokens: `s`, `.`, `vv`, `.`, with spaces and white space around. */
const MAX_LABEL_TOKENS = 8;
const TOKEN = /\s+|(?!:)\p{P}|(?:[^\p{P}\s]|:)+/gu;
const CLOSER: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };
const ROMAN = /^(?=.)m*(?:c[md]|d?c{0,3})(?:x[cl]|l?x{0,3})(?:i[xv]|v?i{0,3})$/i;

/** A stretch of tokens and whether a number, arabic or roman, is in it. */
interface Part {
  readonly end: number;
  readonly numeric: boolean;
}

/**
 * Divides what follows a citekey into locator and suffix, as pandoc's `Text.Pandoc.Citeproc.Locator` does: the
 * locator is a term with numbers ("pp. 33-35, 38"), or numbers alone (then pages), or anything in braces
 * ("{ii, A}", "{chap. on heads}"); empty braces say that there is none. The suffix keeps its punctuation.
 */
export function divideSuffix(affix: string): DividedSuffix {
  const tokens = affix.match(TOKEN) ?? [];
  let start = tokens[0] === ',' ? 1 : 0;
  if (isSpace(tokens[start])) start++;
  const divided = braced(tokens, start) ?? numbered(tokens, start);
  if (divided === undefined) return { locator: undefined, suffix: affix.trim() };
  const value = divided.value.trim();
  const suffix = tokens.slice(divided.end).join('').trim();
  return { locator: value === '' ? undefined : { label: divided.label, value }, suffix };
}

interface Divided {
  readonly label: string;
  readonly value: string;
  readonly end: number;
}

const isSpace = (token: string | undefined): boolean => token !== undefined && /^\s/.test(token);

/** `{pp. iv, vi-xi, (xv)}`. */
function braced(tokens: readonly string[], open: number): Divided | undefined {
  if (tokens[open] !== '{') return undefined;
  const close = balancedEnd(tokens, open) - 1;
  if (close < open) return undefined;
  const start = isSpace(tokens[open + 1]) ? open + 2 : open + 1;
  const label = labelAt(tokens, start, (end) => end <= close);
  const value = tokens.slice(label?.end ?? start, close).join('');
  return { label: label?.label ?? 'page', value, end: close + 1 };
}

/** The index behind the brace that closes the one at `open`, or 0. */
function balancedEnd(tokens: readonly string[], open: number): number {
  let depth = 0;
  for (let index = open; index < tokens.length; index++) {
    if (tokens[index] === '{') depth++;
    else if (tokens[index] === '}' && --depth === 0) return index + 1;
  }
  return 0;
}

/** `p. 3`, `chap. IV`, `12-14`. */
function numbered(tokens: readonly string[], start: number): Divided | undefined {
  const label = labelAt(tokens, start, (end) => word(tokens, end, 'spaced')?.numeric === true);
  const first = label ? word(tokens, label.end, 'spaced') : word(tokens, start, 'bare');
  if (!first?.numeric) return undefined;
  const hasDigits = (from: number, to: number): boolean => /\p{Nd}/u.test(tokens.slice(from, to).join(''));
  // Without a term, roman numerals would make a page of every "I" and "mix".
  if (!label && !hasDigits(start, first.end)) return undefined;
  let end = first.end;
  for (;;) {
    const next = word(tokens, end, 'separated');
    if (!next?.numeric || (!label && !hasDigits(end, next.end))) break;
    end = next.end;
  }
  return { label: label?.label ?? 'page', value: tokens.slice(label?.end ?? start, end).join(''), end };
}

/** The longest term at `start` behind which `fits` holds. */
function labelAt(
  tokens: readonly string[],
  start: number,
  fits: (end: number) => boolean,
): { readonly label: string; readonly end: number } | undefined {
  for (let end = Math.min(start + MAX_LABEL_TOKENS, tokens.length); end > start; end--) {
    const label = LABELS.get(tokens.slice(start, end).join('').trim().toLowerCase());
    if (label !== undefined && fits(end)) return { label, end };
  }
  return undefined;
}

/** One word of a locator, with the space before it ('spaced') and a comma or semicolon before that ('separated'). */
function word(
  tokens: readonly string[],
  start: number,
  before: 'bare' | 'spaced' | 'separated',
): Part | undefined {
  let at = start;
  if (before === 'separated' && (tokens[at] === ',' || tokens[at] === ';')) at++;
  if (before !== 'bare' && isSpace(tokens[at])) at++;
  let numeric = false;
  let part = bracketed(tokens, at, '{[(');
  for (let next = part; next; next = bracketed(tokens, next.end, '{[(')) {
    part = next;
    numeric ||= next.numeric;
  }
  return part && { end: part.end, numeric };
}

/** Numbers, or numbers in brackets; a kind of bracket does not nest in itself. */
function bracketed(tokens: readonly string[], at: number, kinds: string): Part | undefined {
  const open = tokens[at];
  const close = open === undefined || !kinds.includes(open) ? undefined : CLOSER[open];
  if (open === undefined || close === undefined) return numbers(tokens, at);
  const inner = bracketed(tokens, at + 1, kinds.slice(kinds.indexOf(open) + 1)) ?? {
    end: at + 1,
    numeric: false,
  };
  return tokens[inner.end] === close ? { end: inner.end + 1, numeric: inner.numeric } : undefined;
}

/** `1`, `1.2`, `iv`, `33-44`, `22A`, but not the period of `1.`. */
function numbers(tokens: readonly string[], start: number): Part | undefined {
  let part = tokens[start] === '.' ? unit(tokens, start + 1) : unit(tokens, start);
  if (part === undefined) return undefined;
  let { end, numeric } = part;
  while (tokens[end] === '.' && (part = unit(tokens, end + 1)))
    ({ end, numeric } = { end: part.end, numeric: numeric || part.numeric });
  return { end, numeric };
}

function unit(tokens: readonly string[], start: number): Part | undefined {
  const first = tokens[start];
  if (first !== undefined && ROMAN.test(first)) return { end: start + 1, numeric: true };
  let end = start;
  while (isUnitToken(tokens[end])) end++;
  return end === start ? undefined : { end, numeric: /\p{Nd}/u.test(tokens.slice(start, end).join('')) };
}

const isUnitToken = (token: string | undefined): boolean =>
  token !== undefined && !isSpace(token) && (!/^\p{P}$/u.test(token) || token === '-' || token === '–');
