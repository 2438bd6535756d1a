import { fold } from './fold';
import type { Name } from './paper';

/** What a citation key is made from. */
export interface CitekeyFacts {
  readonly authors: readonly Name[];
  readonly year: number | undefined;
  readonly title: string;
}

/** What tells a paper from all others, strongest first. */
export interface Identity {
  readonly arxiv?: string | undefined;
  readonly doi?: string | undefined;
  readonly title: string;
}

/** Words that Google Scholar passes over at the head of a title. It keeps "can", "does" and "towards". */
const STOP_WORDS = new Set(
  'a an the and or on in of for from to with by at as into is are be do what how why when where which who'.split(
    ' ',
  ),
);

/** Fallback for a paper that offers nothing in Latin letters. */
const NO_WORD = 'paper';

/**
 * The key as Google Scholar and Better BibTeX make it: first author's family name, year, first significant title
 * word, in lower-case ASCII letters and digits: `chen2021crossvit`.
 *
 * - A family name counts as one word ("Ray Chowdhury" → `raychowdhury`); particles in lower case ("van der", "de") do
 *   not count. Of a `literal` name the first word counts.
 * - A title word ends at a hyphen, slash or apostrophe ("Cross-Attention" → `cross`), except after a single letter or
 *   bare digits ("A-STAR" → `astar`). Words of digits alone are passed over.
 * - Without authors the first title word stands in for the name, and the second one ends the key. Without a year there
 *   is none in the key.
 */
export function baseCitekey({ authors, year, title }: CitekeyFacts): string {
  const words = significantWords(title);
  const name = authors[0] ? nameWord(authors[0]) : '';
  const [head, word] = name === '' ? [words[0], words[1]] : [name, words[0]];
  return `${head ?? NO_WORD}${year ?? ''}${word ?? ''}`;
}

/**
 * The key of a paper whose base key another paper has: the same base for everybody, then what only this paper has, so
 * that the outcome does not depend on who came first: `smith2024sparse-2401.01234`, else the DOI, else a hash of the
 * title. Always a key that pandoc reads without braces.
 */
export function suffixedCitekey(base: string, { arxiv, doi, title }: Identity): string {
  const suffix = keySafe(arxiv ?? '') || keySafe(doi ?? '') || fnv1a(fold(title)).toString(36);
  return `${base}-${suffix}`;
}

/** Everything but letters and digits becomes a single inner `.`, the one punctuation that arXiv ids and DOIs share. */
const keySafe = (id: string): string =>
  fold(id)
    .replace(/[^a-z0-9]+/g, '.')
    .replace(/^\.+|\.+$/g, '');

/** FNV-1a over UTF-16 units, 32 bits (Fowler, Noll, Vo; http://www.isthe.com/chongo/tech/comp/fnv/). */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}

const ascii = (text: string): string => fold(text).replace(/[^a-z0-9]+/g, '');

function nameWord({ family, literal, given }: Name): string {
  if (family !== undefined) return ascii(withoutParticles(family));
  return ascii((literal ?? given ?? '').trim().split(/\s/)[0] ?? '');
}

/** Leading lower-case words of a family name, unless nothing else is left. */
function withoutParticles(family: string): string {
  const rest = family.trim().replace(/^(?:\p{Ll}[\p{Ll}'’]*\s+)+/u, '');
  return rest === '' ? family : rest;
}

function significantWords(title: string): string[] {
  const words = title.split(/[\s\u2013\u2014]+/).flatMap((token) => titleWord(token) ?? []);
  const significant = words.filter((word) => !STOP_WORDS.has(word));
  const lettered = significant.filter((word) => /[a-z]/.test(word));
  return [lettered, significant, words].find((some) => some.length > 0) ?? [];
}

/** The part of a printed word that counts in a key. */
function titleWord(token: string): string | undefined {
  const [first = '', ...others] = token
    .split(/[-/'’‐‑]/)
    .map(ascii)
    .filter((part) => part !== '');
  const tooShort = others.length > 0 && /^(?:[a-z]|\d+)$/.test(first);
  return (tooShort ? first + others.join('') : first) || undefined;
}
