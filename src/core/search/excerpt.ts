import { onOneLine, sentencesOf } from '../abstract';
import type { Paper } from '../paper';
import type { Query } from './query';
import { commonBeginning, stem } from './stem';
import { readTyped } from './typed';
import { parts, plainText } from './words';

/** A passage that shows why a paper was found, and where in it the words are, UTF-16. Ranges are in order and apart. */
export interface Excerpt {
  readonly text: string;
  readonly ranges: readonly (readonly [start: number, end: number])[];
}

/** Longest excerpt, UTF-16 units. */
const LETTERS = 160;
/** No abstract is longer; of a text that is, the beginning speaks. */
const MOST_LETTERS = 20_000;
/** What stands before the first match is an eighth of an excerpt that is shortened; where the sentence ends soon, a quarter. */
const LEAD = { most: 1 / 4, usual: 1 / 8 } as const;

/** What a word of a passage is worth by how it is meant. */
const WORTH = { phrase: 6, typed: 4, inflected: 3, beginning: 2, pair: 2, also: 1 } as const;
/** What the title says already needs less explaining. */
const IN_TITLE = 0.5;

/** Consecutive words that are looked for. */
interface Sought {
  readonly words: readonly string[];
  readonly stems: readonly string[];
  /** A pair is two neighbouring words of the query, glued. */
  readonly kind: 'phrase' | 'word' | 'pair' | 'also';
  /** The last word may go on. */
  readonly unfinished: boolean;
}

interface Match {
  readonly sought: Sought;
  readonly worth: number;
  readonly start: number;
  readonly end: number;
}

/**
 * The sentence of an abstract that says most of a query's words, with these words marked, shortened around the first of
 * them. Words that an engine has matched beside those typed, as synonyms, count as `also`. None where the title says
 * all that was typed, or the abstract nothing of it.
 */
export function excerptOf(
  { title, abstract = '' }: Pick<Paper, 'title' | 'abstract'>,
  query: Query,
  also: readonly string[] = [],
  limit = LETTERS,
): Excerpt | undefined {
  const sought = soughtIn(query, also);
  if (sought.length === 0) return undefined;
  const beginnings = sought.map(({ stems: [first = ''] }) => commonBeginning(first));
  const seekers = byFirstLetter(sought);
  const inTitle = new Set(matchesIn(title, seekers).map((match) => match.sought));
  if (isSaid(sought, inTitle)) return undefined;
  let best:
    { readonly sentence: string; readonly matches: readonly Match[]; readonly worth: number } | undefined;
  for (const sentence of sentencesOf(onOneLine(abstract.slice(0, MOST_LETTERS)))) {
    const plain = plainText(sentence);
    if (!beginnings.some((beginning) => plain.includes(beginning))) continue;
    const matches = matchesIn(sentence, seekers);
    const worth = worthOf(matches, inTitle);
    if (worth > (best?.worth ?? 0)) best = { sentence, matches, worth };
  }
  return best && shortened(best.sentence, apart(best.matches), limit);
}

function soughtIn({ words, clauses }: Query, also: readonly string[]): Sought[] {
  const sought = (own: readonly string[], kind: Sought['kind'], unfinished = false): Sought => ({
    ...{ words: own, kind, unfinished },
    stems: own.map(stem),
  });
  const typed = readTyped(words).words.filter(({ optional }) => !optional);
  return [
    ...clauses.flatMap(({ condition, negated, unfinished }) =>
      condition?.kind === 'phrase' && !negated ? [sought(condition.words, 'phrase', unfinished)] : [],
    ),
    ...typed.map(({ text, unfinished }) => sought([text], 'word', unfinished)),
    ...gluedPairs(typed.map(({ text }) => text)).map((text) => sought([text], 'pair')),
    ...also
      .map(parts)
      .filter((own) => own.length > 0)
      .map((own) => sought(own, 'also')),
  ];
}

const gluedPairs = (words: readonly string[]): string[] =>
  words.slice(1).map((word, index) => `${words[index] ?? ''}${word}`);

interface Word {
  readonly form: string;
  readonly start: number;
  readonly end: number;
}

const WORD = /[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}]|['’ʼ](?=[\p{L}\p{N}]))*/gu;

const PLAIN = /^[A-Za-z0-9]+$/;

function wordsIn(text: string): Word[] {
  return Array.from(text.matchAll(WORD), ({ 0: word, index }) => ({
    form: PLAIN.test(word) ? word.toLowerCase() : parts(word).join(''),
    start: index,
    end: index + word.length,
  }));
}

/** No inflection changes the first letter. */
type Seekers = ReadonlyMap<string, readonly Sought[]>;

function byFirstLetter(all: readonly Sought[]): Seekers {
  const seekers = new Map<string, Sought[]>();
  for (const sought of all) {
    const letter = sought.words[0]?.slice(0, 1) ?? '';
    seekers.set(letter, [...(seekers.get(letter) ?? []), sought]);
  }
  return seekers;
}

function matchesIn(text: string, seekers: Seekers): Match[] {
  const words = wordsIn(text);
  return words.flatMap(({ form }, at) =>
    (seekers.get(form.slice(0, 1)) ?? []).flatMap((sought) => matchAt(words, at, sought) ?? []),
  );
}

/** The match of sought words that begins with that word of the text. */
function matchAt(words: readonly Word[], at: number, sought: Sought): Match | undefined {
  const { kind } = sought;
  let how: 'typed' | 'inflected' | 'beginning' = 'typed';
  let index = at;
  for (const [turn, wanted] of sought.words.entries()) {
    const form = words[index]?.form;
    if (form === undefined) return undefined;
    const pair = `${form}${words[index + 1]?.form ?? ''}`;
    const last = turn === sought.words.length - 1;
    if (form === wanted) index++;
    // "Multi-query" for "multiquery".
    else if (kind !== 'phrase' && pair === wanted) index += 2;
    else if (kind !== 'phrase' && stem(form) === sought.stems[turn]) [how, index] = ['inflected', index + 1];
    else if (last && sought.unfinished && form.startsWith(wanted)) [how, index] = ['beginning', index + 1];
    else return undefined;
  }
  const [first, final] = [words[at], words[index - 1]];
  if (!first || !final) return undefined;
  const worth = kind === 'word' ? WORTH[how] : WORTH[kind];
  return { sought, worth, start: first.start, end: final.end };
}

/** Each sought once, by its best match. */
function worthOf(matches: readonly Match[], inTitle: ReadonlySet<Sought>): number {
  const best = new Map<Sought, number>();
  for (const { sought, worth } of matches) best.set(sought, Math.max(worth, best.get(sought) ?? 0));
  let sum = 0;
  for (const [sought, worth] of best) sum += inTitle.has(sought) ? worth * IN_TITLE : worth;
  return sum;
}

/** Whether everything that was typed is among what was found; a word also as a part of a pair. */
function isSaid(all: readonly Sought[], found: ReadonlySet<Sought>): boolean {
  const typed = all.filter(({ kind }) => kind === 'phrase' || kind === 'word');
  const pairs = [...found].flatMap(({ kind, words }) => (kind === 'pair' ? words : []));
  const isInPair = ({ kind, words: [word = ''] }: Sought) =>
    kind === 'word' && pairs.some((pair) => pair.startsWith(word) || pair.endsWith(word));
  return typed.length > 0 && typed.every((sought) => found.has(sought) || isInPair(sought));
}

/** Ranges in order, those that overlap joined. */
function apart(matches: readonly Match[]): [number, number][] {
  const ranges: [number, number][] = [];
  for (const { start, end } of [...matches].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = ranges.at(-1);
    if (last && start < last[1]) last[1] = Math.max(last[1], end);
    else ranges.push([start, end]);
  }
  return ranges;
}

const ELLIPSIS = '…';
const LOOSE_END = /[\s,;:–—-]+$/;

/** At most `limit` UTF-16 units around the first range, cut between words where there are any. */
function shortened(text: string, ranges: readonly (readonly [number, number])[], limit: number): Excerpt {
  if (text.length <= limit) return { text, ranges };
  const first = ranges[0]?.[0] ?? 0;
  const room = Math.max(1, limit - 2 * ELLIPSIS.length);
  const earliest = Math.max(0, first - Math.floor(room * LEAD.most));
  const usual = first - Math.floor(room * LEAD.usual);
  const start = wordStart(text, Math.max(earliest, Math.min(usual, text.length - room)), first);
  const end = start + room >= text.length ? text.length : wordEnd(text, start + room, ranges[0]?.[1] ?? 0);
  const isCut = end < text.length;
  const own = isCut ? text.slice(start, end).replace(LOOSE_END, '') : text.slice(start, end);
  const before = start > 0 ? ELLIPSIS : '';
  const shift = before.length - start;
  const last = before.length + own.length;
  const kept = ranges
    .map(([from, to]) => [from + shift, Math.min(to + shift, last)] as const)
    .filter(([from, to]) => from < to);
  return { text: `${before}${own}${isCut ? ELLIPSIS : ''}`, ranges: kept };
}

/** Where the first word from there on begins; not behind `latest`, nor within a character. */
function wordStart(text: string, from: number, latest: number): number {
  if (from === 0) return 0;
  const space = text.indexOf(' ', from - 1);
  if (space >= 0 && space < latest) return space + 1;
  return isWithinCharacter(text, from) ? from + 1 : from;
}

/** Where the last word up to there ends; at that place itself where this would be before `earliest`. */
function wordEnd(text: string, to: number, earliest: number): number {
  const space = text.lastIndexOf(' ', to);
  if (space > 0 && space >= earliest) return space;
  return isWithinCharacter(text, to) ? to - 1 : to;
}

const isWithinCharacter = (text: string, at: number): boolean =>
  /[\udc00-\udfff]/.test(text.charAt(at)) && /[\ud800-\udbff]/.test(text.charAt(at - 1));
