import { fold } from '../fold';
import { MECHANISMS } from './mechanism';

/** A term of one's own, and what it stands for. */
export interface OwnTerm {
  readonly term: string;
  readonly id: string;
}

/** Where a text names something; offsets are UTF-16, `end` is behind the last character. */
export interface TermHit {
  readonly start: number;
  readonly end: number;
  readonly id: string;
}

const NO_TERMS: readonly OwnTerm[] = [];

interface TermIndex {
  /** Single words with a capital, as they are written: GQA, RoPE, Mamba. */
  readonly exact: ReadonlyMap<string, string>;
  /** Everything else, folded, words parted by one space. */
  readonly folded: ReadonlyMap<string, string>;
  readonly mostWords: number;
}

interface Word {
  readonly start: number;
  readonly end: number;
}

const WORD = /[\p{L}\p{M}\p{N}]+/gu;
/** Between the words of one term: a hyphen, or blanks with at most one line break. */
const GAP = /^(?:[-‐‑]|[ \t\u00a0]*(?:\r?\n[ \t]*)?)$/u;
/** How far a term, and what it may be a part of, is looked for. */
const REACH = 200;
/** What ends a name of the kind that people do not read: a path, an address, a key. */
const DELIMITER = /[\s()[\]{}<>"'“”‘’«»`*,;|~–—]/u;
/** In braces or targets that hold names for machines. */
const HIDDEN = /(?:@\{|\\\w*(?:cite|ref|label)\w*\*?\{|\]\()[^{}()]*$/u;
const NAME_BEFORE = /^(?:[\p{L}\p{M}\p{N}]+[-‐‑])*$/u;
/** What comes after a name with a number of its own is another thing: Mamba-2. */
const VERSION_BEHIND = /^[-‐‑]?\d/u;
const NAME_BEHIND = /^\+?(?:[-‐‑][\p{L}\p{M}\p{N}]+)*[.:!?…]*_*$/u;

let ofMechanisms: TermIndex | undefined;
const ofOwn = new WeakMap<readonly OwnTerm[], TermIndex>();

/**
 * The longest term that names a mechanism, or something of one's `own`, and covers or touches an offset. Terms are whole
 * words. A single word with a capital counts as it is written (GQA, RoPE, Mamba); others in any case, with hyphens or
 * spaces, in the singular or the plural. Parts of longer words, of citation keys, paths, addresses and identifiers are
 * no terms. Of terms of the same length, one's own wins. The work is bounded, however long the text; the index of an
 * array of one's own terms is kept as long as the array, which must not change.
 */
export function findTerm(
  text: string,
  offset: number,
  own: readonly OwnTerm[] = NO_TERMS,
): TermHit | undefined {
  ofMechanisms ??= indexTerms(MECHANISMS.flatMap(({ id, terms }) => terms.map((term) => ({ term, id }))));
  const mine = ofOwn.get(own) ?? indexTerms(own);
  ofOwn.set(own, mine);
  const indexes = [mine, ofMechanisms];
  const words = wordsAround(text, offset);
  const touched = words.findIndex(({ end }) => end >= offset);
  if (touched < 0) return undefined;
  let longest: TermHit | undefined;
  for (const index of indexes) {
    for (let first = Math.max(0, touched - index.mostWords + 1); first <= touched + 1; first++) {
      const hit = longestFrom(text, words, first, offset, index, indexes);
      if (hit && (!longest || hit.end - hit.start > longest.end - longest.start)) longest = hit;
    }
  }
  return longest;
}

/** The longest term that begins with a certain word and covers the offset. */
function longestFrom(
  text: string,
  words: readonly Word[],
  first: number,
  offset: number,
  index: TermIndex,
  all: readonly TermIndex[],
): TermHit | undefined {
  const start = words[first]?.start;
  if (start === undefined || start > offset) return undefined;
  let found: TermHit | undefined;
  let phrase = '';
  for (let last = first; last < first + index.mostWords; last++) {
    const word = words[last];
    if (!word) break;
    if (last > first && !GAP.test(text.slice(words[last - 1]?.end, word.start))) break;
    const written = text.slice(word.start, word.end);
    phrase += `${last > first ? ' ' : ''}${fold(written)}`;
    if (word.end < offset) continue;
    const exact = last === first ? lookUp(index.exact, written.normalize()) : undefined;
    const id = exact ?? lookUp(index.folded, phrase);
    if (id !== undefined && !isPartOfName(text, start, word.end, exact !== undefined, all))
      found = { start, end: word.end, id };
  }
  return found;
}

function indexTerms(terms: readonly OwnTerm[]): TermIndex {
  const exact = new Map<string, string>();
  const folded = new Map<string, string>();
  let mostWords = 0;
  for (const { term, id } of terms) {
    const words = Array.from(term.matchAll(WORD), ([word]) => word);
    const [only = ''] = words;
    const asWritten = words.length === 1 && /\p{Lu}/u.test(only);
    const key = asWritten ? only.normalize() : words.map(fold).join(' ');
    const map = asWritten ? exact : folded;
    if (key && !map.has(key)) map.set(key, id);
    mostWords = Math.max(mostWords, words.length);
  }
  return { exact, folded, mostWords };
}

/** As it stands, or as the plural of a term. */
const lookUp = (map: ReadonlyMap<string, string>, key: string): string | undefined =>
  map.get(key) ?? (/[^s]s$/.test(key) ? map.get(key.slice(0, -1)) : undefined);

/** The words within reach of an offset, whole ones only. */
function wordsAround(text: string, offset: number): Word[] {
  const from = Math.max(0, offset - REACH);
  const to = Math.min(text.length, offset + REACH);
  return Array.from(text.slice(from, to).matchAll(WORD), ({ 0: word, index }) => ({
    start: from + index,
    end: from + index + word.length,
  })).filter(({ start, end }) => (start > from || from === 0) && (end < to || to === text.length));
}

/**
 * Whether a place is part of something longer that is a name of its own: `kv_cache.py`, `@kv-cache`, non-linear
 * attention. An abbreviation may end or begin a compound (pre-RoPE, GQA-based), a phrase only begin one. A slash parts
 * terms (MQA/GQA) where every side is one, and folders otherwise.
 */
function isPartOfName(
  text: string,
  start: number,
  end: number,
  abbreviation: boolean,
  indexes: readonly TermIndex[],
): boolean {
  let from = start;
  while (from > 0 && start - from < REACH && !DELIMITER.test(text.charAt(from - 1))) from--;
  let to = end;
  while (to < text.length && to - end < REACH && !DELIMITER.test(text.charAt(to))) to++;
  if (HIDDEN.test(text.slice(Math.max(0, from - REACH), from))) return true;
  const before = text.slice(from, start).replace(/^_+/, '').split('/');
  const behind = text.slice(end, to).split('/');
  const lead = before.pop() ?? '';
  const [tail = '', ...others] = behind;
  const isTerm = (word: string): boolean => {
    const bare = word.replace(/[.:!?…_]+$/u, '');
    return indexes.some(
      ({ exact, folded }) => (lookUp(exact, bare) ?? lookUp(folded, fold(bare))) !== undefined,
    );
  };
  if (![...before, ...others].every(isTerm)) return true;
  if (VERSION_BEHIND.test(tail)) return true;
  return !(abbreviation ? NAME_BEFORE.test(lead) : lead === '') || !NAME_BEHIND.test(tail);
}
