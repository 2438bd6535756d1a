import type { Name } from '../paper';
import { latexText } from './latexText';

/** The people of a field; `others` when it ends in "and others". */
export interface NameList {
  readonly names: readonly Name[];
  readonly others: boolean;
  /** The first name with more commas than names have: several, most likely, that "and" should divide. */
  readonly crowded?: string;
}

/** More are not told apart: what follows is one name. The longest lists of authors have some 15,000. */
const MOST_NAMES = 20_000;
/** What is special to LaTeX is read in so many characters of names; further ones stay as they are written. */
const MOST_DECODED = 1 << 14;

/** Reads a list of names by BibTeX's rules, and BibLaTeX's `given=…, family=…`. */
export function readNames(source: string): NameList {
  const names: Name[] = [];
  let others = false;
  let crowded: string | undefined;
  let left = MOST_DECODED;
  for (const part of splitNames(source)) {
    others = part.length <= LONGEST_OTHERS && OTHERS.test(part);
    if (others) continue;
    let name = plainName(part);
    if (!name && (left -= part.length) < 0) name = { literal: part };
    name ??= readName(part);
    if (name) names.push(name);
    if (name?.suffix !== undefined && crowded === undefined && isCrowded(part)) crowded = part;
  }
  return crowded === undefined ? { names, others } : { names, others, crowded };
}

const OTHERS = /^(?:others|et\.? al\.?)$/i;
const LONGEST_OTHERS = 'et. al.'.length;

/** A name without what is special to LaTeX or to names: "Family, Given" or "Given Given Family". */
const PLAIN = /^(?:[\p{L}'’-]+, [\p{L}.'’ -]+|(?:[A-Z][\p{L}.'’-]* )+\p{Lu}[\p{L}'’-]*|[\p{L}’-]+)$/u;
const DOUBLED = /--|''| {2}/;

/** Most names are plain, and need no more than to be divided. */
function plainName(source: string): Name | undefined {
  if (!PLAIN.test(source) || DOUBLED.test(source)) return undefined;
  const comma = source.indexOf(', ');
  if (comma > 0) return { family: source.slice(0, comma), given: source.slice(comma + 2) };
  const blank = source.lastIndexOf(' ');
  if (blank < 0) return { family: source };
  return { family: source.slice(blank + 1), given: source.slice(0, blank) };
}

function readName(source: string): Name | undefined {
  const whole = groupAlone(source);
  if (whole !== undefined) return literalOf(whole);
  const parts = splitOutside(source, (code) => code === COMMA).map((part) => part.trim());
  if (EXTENDED.test(parts[0] ?? '')) return extendedName(parts);
  const [family = '', second = '', third] = parts;
  if (parts.length === 1) return nameInOrder(wordsOf(family));
  const words = wordsOf(family);
  const particles = particlesBefore(words);
  return nameOf({
    family: words.slice(particles),
    particle: words.slice(0, particles),
    // What has more commas than BibTeX knows keeps its words.
    given: third === undefined ? wordsOf(second) : parts.slice(2).flatMap(wordsOf),
    suffix: third === undefined ? [] : wordsOf(second),
  });
}

/** "First von Last". */
function nameInOrder(words: readonly string[]): Name | undefined {
  const from = words.slice(0, -1).findIndex(isParticle);
  const start = from < 0 ? words.length - 1 : from;
  const particles = particlesBefore(words.slice(start));
  return nameOf({
    given: words.slice(0, start),
    particle: words.slice(start, start + particles),
    family: words.slice(start + particles),
    suffix: [],
  });
}

/** How many words stand before the family name: to the last one in lower case, but never the last of all. */
const particlesBefore = (words: readonly string[]): number =>
  words.slice(0, -1).findLastIndex(isParticle) + 1;

interface Words {
  readonly family: readonly string[];
  readonly particle: readonly string[];
  readonly given: readonly string[];
  readonly suffix: readonly string[];
}

function nameOf({ family, particle, given, suffix }: Words): Name | undefined {
  const name: Writable<Name> = {};
  if (family.length > 0) name.family = textOf(family);
  if (given.length > 0) name.given = textOf(given);
  if (particle.length > 0) name['non-dropping-particle'] = textOf(particle);
  if (suffix.length > 0) name.suffix = textOf(suffix);
  return name.family || name.given ? name : undefined;
}

type Writable<T> = { -readonly [field in keyof T]: T[field] };

const textOf = (words: readonly string[]): string => latexText(words.join(' '));

function literalOf(source: string): Name | undefined {
  const literal = latexText(source);
  return literal === '' ? undefined : { literal };
}

const EXTENDED = /^\s*(?:given|family|prefix|suffix|useprefix)(?:-i)?\s*=/i;

function extendedName(parts: readonly string[]): Name | undefined {
  const values = new Map(
    parts.map((part) => {
      const at = part.indexOf('=');
      const value = part.slice(at + 1).trim();
      return [
        part.slice(0, Math.max(at, 0)).trim().toLowerCase(),
        latexText(value.replace(/^"(.*)"$/s, '$1')),
      ];
    }),
  );
  const name = {
    family: values.get('family'),
    given: values.get('given'),
    'non-dropping-particle': values.get('prefix'),
    suffix: values.get('suffix'),
  };
  const given = Object.entries(name).filter(([, text]) => text !== undefined && text !== '');
  return given.length === 0 ? undefined : Object.fromEntries(given);
}

/** "Family, Suffix, Given" has two commas. */
const MOST_PARTS = 3;

function isCrowded(source: string): boolean {
  const parts = splitOutside(source, (code) => code === COMMA).filter((part) => part.trim() !== '');
  return parts.length > MOST_PARTS && !source.includes('=');
}

const COMMA = 44;
const BACKSLASH = 92;
const OPENING = 123;
const CLOSING = 125;
const TILDE = 126;
const AND = /and/gi;
const isBlank = (code: number): boolean => code <= 32 || code === 0xa0;

/** The pieces between characters that stand outside all groups. */
function splitOutside(source: string, divides: (code: number) => boolean): string[] {
  const pieces: string[] = [];
  let [from, depth] = [0, 0];
  for (let at = 0; at < source.length; at++) {
    const code = source.charCodeAt(at);
    if (code === OPENING) depth++;
    else if (code === CLOSING) depth--;
    else if (depth === 0 && code === BACKSLASH) at++;
    else if (depth === 0 && divides(code)) {
      pieces.push(source.slice(from, at));
      from = at + 1;
    }
  }
  pieces.push(source.slice(from));
  return pieces;
}

/** Pieces between the words "and" outside all groups. */
function splitNames(source: string): string[] {
  const names: string[] = [];
  let [from, depth] = [0, 0];
  const isPlain = !source.includes('{');
  for (let at = 0; at < source.length && names.length < MOST_NAMES; at++) {
    if (isPlain) {
      // From one to the next, as most lists are.
      AND.lastIndex = at;
      at = AND.test(source) ? AND.lastIndex - 3 : source.length;
    }
    const code = source.charCodeAt(at);
    if (code === OPENING) depth++;
    else if (code === CLOSING) depth--;
    else if (depth === 0 && (code === 97 || code === 65) && isAnd(source, at)) {
      names.push(source.slice(from, at).trim());
      from = at += 3;
    }
  }
  names.push(source.slice(from).trim());
  return names.filter((name) => name !== '');
}

function isAnd(source: string, at: number): boolean {
  const isFree = (index: number) => index < 0 || index >= source.length || isBlank(source.charCodeAt(index));
  return isFree(at - 1) && isFree(at + 3) && source.slice(at, at + 3).toLowerCase() === 'and';
}

const wordsOf = (part: string): string[] =>
  splitOutside(part, (code) => isBlank(code) || code === TILDE).filter((word) => word !== '');

/** The text of a name that is one group: an organisation. A group that begins with a command is a letter. */
function groupAlone(source: string): string | undefined {
  if (!source.startsWith('{') || !source.endsWith('}')) return undefined;
  let depth = 0;
  for (let at = 0; at < source.length - 1; at++) {
    const code = source.charCodeAt(at);
    if (code === OPENING) depth++;
    else if (code === CLOSING && --depth === 0) return undefined;
  }
  return source.slice(1, -1);
}

/** Whether the first letter outside groups is a small one; words in groups are no particles. */
function isParticle(word: string): boolean {
  const bare = word.replace(/^(?:\{(?!\\)[^{}]*\})+/, '');
  return /^\P{L}*\p{Ll}/u.test(/[\\{]/.test(bare) ? latexText(bare) : bare);
}
