import { fold } from '../fold';
import { typosBetween } from './typos';
import { isFunctionWord, parts } from './words';

/** What a query can ask for beside words. */
export const FIELDS = ['family', 'author', 'year', 'venue', 'has', 'cited'] as const;
export type FieldName = (typeof FIELDS)[number];

/** What a paper can be asked to have. */
export const HAVING = ['code', 'abstract', 'arxiv', 'doi'] as const;
export type Having = (typeof HAVING)[number];

/** What one clause of a query demands of a paper. Texts are as typed, words folded. */
export type Condition =
  | { readonly kind: 'family' | 'author' | 'venue'; readonly text: string }
  /** Both ends included. */
  | { readonly kind: 'year'; readonly from: number; readonly to: number }
  /** One of these; several while the word is unfinished. */
  | { readonly kind: 'has'; readonly any: readonly Having[] }
  | { readonly kind: 'cited'; readonly cited: boolean }
  /** Consecutive words; in any inflection when the word was excluded rather than quoted. */
  | { readonly kind: 'phrase'; readonly words: readonly string[]; readonly inflected: boolean };

/** A part of a query that is no ordinary words. Offsets are UTF-16, in what was typed. */
export interface Clause {
  readonly start: number;
  readonly end: number;
  readonly negated: boolean;
  /** More letters may follow. */
  readonly unfinished: boolean;
  /** The field whose name was typed. */
  readonly field?: FieldName;
  /** What was typed behind the colon or the minus, without quotes, and where that begins, quote included. */
  readonly value: string;
  readonly valueStart: number;
  /** None where nothing can be demanded: without a value yet, or with one that cannot be read. */
  readonly condition?: Condition;
}

/** A value that cannot be read or is not known, or a field that there is not: its clause demands nothing. */
export interface QueryProblem {
  readonly code: 'year' | 'has' | 'cited' | 'family' | 'field';
  /** Of a field that there is not, its name. */
  readonly value: string;
  /** The field that may be meant. */
  readonly meant?: FieldName;
  readonly start: number;
  readonly end: number;
}

/** What was typed to find papers. */
export interface Query {
  readonly typed: string;
  /** The ordinary words, as they were typed: all of it where there is nothing else. */
  readonly words: string;
  readonly clauses: readonly Clause[];
  readonly problems: readonly QueryProblem[];
}

/** Beyond these, everything is ordinary words. */
const MOST_LETTERS = 1000;
const MOST_CLAUSES = 24;
/** More words of a phrase tell no more. */
const MOST_WORDS = 24;

const BEFORE_FIRST = /^[\s@{[(<]*/;
const SPACE = /\s*/uy;
const CHUNK = /\S+/uy;
const QUOTED = '["“”](?<quoted>[^"“”]*)(?<closed>["“”]?)';
const FIELD = new RegExp(`(?<minus>-?)(?<field>${FIELDS.join('|')}):(?:${QUOTED}|(?<bare>\\S*))`, 'iuy');
/** What looks like a field: a name with a value directly behind its colon. */
const OTHER_FIELD = new RegExp(
  `(?<minus>-?)(?<other>[a-z]{2,12}):(?=["“”]?[\\p{L}\\p{N}<>=.])(?:${QUOTED}|(?<bare>\\S*))`,
  'iuy',
);
const PHRASE = new RegExp(`(?<minus>-?)${QUOTED}`, 'uy');
const EXCLUDED = /(?<minus>-)(?<bare>[\p{L}\p{N}]\S*)/uy;
const YEARS = /(?<bare>(?:19|20)\d\d(?:\.\.|[-–])(?:19|20)\d\d)(?!\S)/uy;

/**
 * Reads a query: ordinary words mixed with `field:value`, `"exact phrase"`, `-word` and `2021..2024` in any order. A value
 * with spaces stands in quotes; a quote that is not closed runs to the end; a minus before a field or a phrase turns it
 * round. A mistyped field, or one that other tools have, is told. Anything else, as any other word with a colon, is
 * ordinary.
 */
export function readQuery(typed: string): Query {
  const clauses: Clause[] = [];
  const problems: QueryProblem[] = [];
  const end = Math.min(typed.length, MOST_LETTERS);
  let at = BEFORE_FIRST.exec(typed)?.[0].length ?? 0;
  while (at < end && clauses.length < MOST_CLAUSES) {
    const clause = clauseAt(typed, at, problems);
    if (clause) clauses.push(clause);
    at = clause?.end ?? skip(CHUNK, typed, at);
    at = skip(SPACE, typed, at);
  }
  return { typed, words: wordsBeside(clauses, typed), clauses, problems };
}

/** Whether a query demands anything of a paper beside its words. */
export const isDemanding = ({ clauses }: Query): boolean => clauses.some(({ condition }) => condition);

/** The query as typed without one of its clauses. */
export function withoutClause({ typed }: Query, { start, end }: Clause): string {
  return `${typed.slice(0, start).trimEnd()} ${typed.slice(end).trimStart()}`.trimStart();
}

function skip(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return at + (pattern.exec(text)?.[0].length ?? 0);
}

function clauseAt(typed: string, at: number, problems: QueryProblem[]): Clause | undefined {
  for (const pattern of [FIELD, PHRASE, OTHER_FIELD, EXCLUDED, YEARS]) {
    pattern.lastIndex = at;
    const match = pattern.exec(typed);
    if (!match) continue;
    if (pattern !== OTHER_FIELD) return clauseOf(match, typed, pattern, problems);
    const clause = otherFieldOf(match, typed, problems);
    if (clause) return clause;
  }
  return undefined;
}

/** A field that other tools call something else. */
const RENAMED: ReadonlyMap<string, FieldName> = new Map([['journal', 'venue']]);
/** Fields that other tools have. */
const ELSEWHERE = new Set([
  ...RENAMED.keys(),
  ...['title', 'abstract', 'keyword', 'keywords', 'tag', 'tags', 'type', 'key'],
]);
/** Within one typo of a shorter name lie too many words. */
const SHORTEST_MISTYPED = 4;

/** A field that there is not; nothing where the name is only a word with a colon, as in an address or a title. */
function otherFieldOf(
  { index: start, 0: { length }, groups = {} }: RegExpExecArray,
  typed: string,
  problems: QueryProblem[],
): Clause | undefined {
  const { minus = '', other = '', quoted, closed = '', bare = '' } = groups;
  const name = other.toLowerCase();
  const value = quoted ?? bare;
  const mistyped = FIELDS.find(
    (field) => field.length >= SHORTEST_MISTYPED && typosBetween(name, field, 1).whole <= 1,
  );
  const known = ELSEWHERE.has(name) && /^\p{L}/u.test(value.trim());
  if (!mistyped && !known) return undefined;
  const end = start + length;
  const meant = mistyped ?? RENAMED.get(name);
  problems.push({ code: 'field', value: other, ...(meant && { meant }), start, end });
  return {
    ...{ start, end, value, negated: minus !== '' },
    unfinished: end === typed.length && closed === '' && !/\s$/.test(value),
    valueStart: start + minus.length + other.length + 1,
  };
}

function clauseOf(
  { index: start, 0: { length }, groups = {} }: RegExpExecArray,
  typed: string,
  pattern: RegExp,
  problems: QueryProblem[],
): Clause {
  const { minus = '', field: name, quoted, closed = '', bare = '' } = groups;
  const field = FIELDS.find((known) => known === name?.toLowerCase());
  const value = quoted ?? bare;
  const end = start + length;
  const clause = {
    ...{ start, end, value },
    negated: minus !== '',
    unfinished: end === typed.length && closed === '' && !/\s$/.test(value),
    valueStart: start + minus.length + (field === undefined ? 0 : field.length + 1),
    ...(field && { field }),
  };
  const kind = field ?? (pattern === YEARS ? 'year' : 'phrase');
  const condition =
    kind === 'phrase'
      ? phraseOf(value, quoted === undefined, minus !== '')
      : READERS[kind](value.trim().replace(/[,;]+$/, ''), clause.unfinished);
  if (condition !== 'unreadable') return condition ? { ...clause, condition } : clause;
  if (kind === 'year' || kind === 'has' || kind === 'cited')
    problems.push({ code: kind, value: value.trim(), start, end });
  return clause;
}

/** A condition, none as long as there is no value, or word that the value cannot be read. */
type ReadValue = (value: string, unfinished: boolean) => Condition | 'unreadable' | undefined;

const readText =
  (kind: 'family' | 'author' | 'venue'): ReadValue =>
  (text) =>
    parts(text).length > 0 ? { kind, text } : undefined;

const READERS: Readonly<Record<FieldName, ReadValue>> = {
  family: readText('family'),
  author: readText('author'),
  venue: readText('venue'),
  year: readYears,
  has: (value) => {
    if (value === '') return undefined;
    const any = named(HAVING, value);
    return any.length > 0 ? { kind: 'has', any } : 'unreadable';
  },
  cited: (value) => {
    if (value === '') return undefined;
    const [answer] = named(['yes', 'no'] as const, value);
    return answer ? { kind: 'cited', cited: answer === 'yes' } : 'unreadable';
  },
};

/** Those of a few names that are meant by their beginning. */
function named<T extends string>(names: readonly T[], value: string): readonly T[] {
  const folded = fold(value);
  return names.filter((name) => name.startsWith(folded));
}

const RANGE = /^(\d{4})?\s*(?:\.{2,3}|…|[-–—])\s*(\d{4})?$/;
/** What a range looks like while its second year is typed. */
const HALF_RANGE = /^(\d{4})\s*(?:\.{1,3}|…|[-–—])\s*\d{0,3}$/;
const BEGUN_RANGE = /^(?:\.{1,3}|…|[-–—])\s*\d{0,3}$/;
/** Years after or before one, itself included with an equals sign. */
const BEYOND = /^([<>])(=?)\s*(\d{4})$|^([≤≥])\s*(\d{4})$/;
const BEGUN_BEYOND = /^(?:[<>]=?|[≤≥])\s*\d{0,3}$/;
const [FIRST_YEAR, LAST_YEAR] = [0, 9999];

function readYears(value: string, unfinished: boolean): Condition | 'unreadable' | undefined {
  if (value === '') return undefined;
  const years = (from: string | undefined, to: string | undefined): Condition => {
    const [one, other] = [Number(from ?? FIRST_YEAR), Number(to ?? LAST_YEAR)];
    return { kind: 'year', from: Math.min(one, other), to: Math.max(one, other) };
  };
  if (/^\d{4}$/.test(value)) return years(value, value);
  const range = RANGE.exec(value);
  if (range && (range[1] ?? range[2]) !== undefined) return years(range[1], range[2]);
  const beyond = yearsBeyond(value);
  if (beyond) return beyond;
  if (!unfinished) return 'unreadable';
  if (BEGUN_BEYOND.test(value)) return undefined;
  if (/^\d{1,3}$/.test(value)) return years(value.padEnd(4, '0'), value.padEnd(4, '9'));
  const half = HALF_RANGE.exec(value);
  if (half) return years(half[1], undefined);
  return BEGUN_RANGE.test(value) ? undefined : 'unreadable';
}

function yearsBeyond(value: string): Condition | undefined {
  const [, strict, equals = '', year, inclusive, other] = BEYOND.exec(value) ?? [];
  const sign = strict ?? inclusive;
  if (sign === undefined) return undefined;
  const limit = Number(year ?? other);
  const step = strict !== undefined && equals === '' ? 1 : 0;
  return /[>≥]/.test(sign)
    ? { kind: 'year', from: limit + step, to: LAST_YEAR }
    : { kind: 'year', from: FIRST_YEAR, to: limit - step };
}

function phraseOf(value: string, inflected: boolean, negated: boolean): Condition | undefined {
  const words = parts(value.slice(0, MOST_LETTERS)).slice(0, MOST_WORDS);
  // Without "of" hardly a paper would be left.
  return words.length > 0 && !(negated && words.every(isFunctionWord))
    ? { kind: 'phrase', words, inflected }
    : undefined;
}

/** A word that a clause follows is finished: the space behind it stays. */
function wordsBeside(clauses: readonly Clause[], typed: string): string {
  if (clauses.length === 0) return typed;
  const starts = [0, ...clauses.map(({ end }) => end)];
  const pieces = starts.map((start, index) => typed.slice(start, clauses[index]?.start));
  const words = pieces
    .map((piece) => piece.trim())
    .filter(Boolean)
    .join(' ');
  const isFinished = /^$|\s$/.test(pieces.at(-1) ?? '');
  return words !== '' && isFinished ? `${words} ` : words;
}
