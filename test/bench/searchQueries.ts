import { fold, titleIdentity } from '../../src/core/fold';
import { isFunctionWord, parts } from '../../src/core/search/words';
import { type Random, random } from '../support/random';
import type { Entry } from './corpus';

/** How many answers count. */
export const JUDGED = 10;

/** How many queries of each kind there are; of one letter there are only so many. */
const TYPED = {
  '1 letter': 50,
  '2 letters': 75,
  '3 letters': 75,
  '5 letters': 100,
  '8 letters': 75,
  'word, beginning': 75,
  typo: 50,
  'typo in 1st': 50,
} as const;
const SOUGHT = { title: 60, '3 words': 60, acronym: 60, 'title, typos': 60, phrase: 60 } as const;

export type TypedKind = keyof typeof TYPED;
export type SoughtKind = keyof typeof SOUGHT;
export const TYPED_KINDS = Object.keys(TYPED) as TypedKind[];
export const SOUGHT_KINDS = Object.keys(SOUGHT) as SoughtKind[];
/** Not counted among the others: engines that hold the first letter for right answer nothing. */
export const APART: TypedKind = 'typo in 1st';

/** A text as somebody types it, and what was meant. */
export interface TypedQuery {
  readonly kind: TypedKind;
  readonly text: string;
  readonly meant: string;
  /** How many papers have what was meant; beyond {@link JUDGED} they are not counted. */
  readonly existing: number;
}

/** A text that somebody remembers of a paper. */
export interface SoughtQuery {
  readonly kind: SoughtKind;
  readonly text: string;
  readonly paper: string;
}

export interface Queries {
  readonly typed: readonly TypedQuery[];
  readonly sought: readonly SoughtQuery[];
}

/** A corpus, to be read as often as needed, and how many entries it has. */
export interface Source {
  readonly count: number;
  readonly shipped: number;
  entries(): Iterable<Entry>;
}

/** Of how many papers that do not ship the queries are made. */
const TARGETS = 500;

/** Queries for a corpus, the same each time: half of what the shipped papers say, half of what the others do. */
export function makeQueries(source: Source): Queries {
  const below = random(source.count);
  const wanted = new Set(
    Array.from({ length: TARGETS }, () => source.shipped + below(Math.max(1, source.count - source.shipped))),
  );
  const [shipped, others]: [Entry[], Entry[]] = [[], []];
  let index = 0;
  for (const entry of source.entries()) {
    if (index < source.shipped) shipped.push(entry);
    else if (wanted.has(index)) others.push(entry);
    index++;
  }
  const maker = new Maker(below, [shipped, others.length > 0 ? others : shipped]);
  return { typed: proven(maker.typed(), source), sought: maker.sought() };
}

type Candidate = Omit<TypedQuery, 'existing'>;

class Maker {
  readonly #below: Random;
  readonly #sources: readonly (readonly Entry[])[];

  constructor(below: Random, sources: readonly (readonly Entry[])[]) {
    this.#below = below;
    this.#sources = sources;
  }

  /** Twice as many mistyped ones as wanted: some are other words. */
  typed(): Candidate[] {
    return TYPED_KINDS.flatMap((kind) => {
      const found = new Map<string, Candidate>();
      const count = kind.startsWith('typo') ? TYPED[kind] * 2 : TYPED[kind];
      for (let attempt = 0; attempt < count * 20 && found.size < count; attempt++) {
        const made = this.#typed(kind, this.#entry(attempt));
        if (made && !found.has(made.text)) found.set(made.text, { kind, ...made });
      }
      return [...found.values()];
    });
  }

  sought(): SoughtQuery[] {
    return SOUGHT_KINDS.flatMap((kind) => {
      const found: SoughtQuery[] = [];
      for (let attempt = 0; attempt < SOUGHT[kind] * 20 && found.length < SOUGHT[kind]; attempt++) {
        const entry = this.#entry(attempt);
        const text = this.#sought(kind, entry);
        if (text !== undefined) found.push({ kind, text, paper: entry.citekey });
      }
      return found;
    });
  }

  #entry(attempt: number): Entry {
    const entry = this.#pick(this.#sources[attempt % 2] ?? []);
    if (!entry) throw new Error('A corpus without papers');
    return entry;
  }

  #typed(kind: TypedKind, entry: Entry): { text: string; meant: string } | undefined {
    if (kind === 'word, beginning') {
      const [word, next] = [this.#pick(this.#wordsOf(entry)), this.#pick(contentWords(entry.title))];
      if (!word || !next || word === next || word.length < 4) return undefined;
      const meant = `${word} ${next.slice(0, 1 + this.#below(4))}`;
      return { text: meant, meant };
    }
    const isTypo = kind.startsWith('typo');
    const letters = isTypo ? 6 + this.#below(5) : Number(kind.slice(0, 1));
    const word = this.#wordOf(entry);
    if (word.length < (isTypo ? 6 : letters)) return undefined;
    const meant = word.slice(0, letters);
    return { text: isTypo ? this.#mistyped(meant, kind === APART ? 0 : undefined) : meant, meant };
  }

  /** Of the key, of a family name, of a name of the paper's own, of the title. */
  #wordOf(entry: Entry): string {
    const kind = this.#below(10);
    if (kind < 3) return fold(entry.citekey);
    if (kind < 5) return this.#pick(familyWords(entry)) ?? '';
    const acronyms = entry.acronyms.flatMap(parts);
    return this.#pick(kind < 7 && acronyms.length > 0 ? acronyms : contentWords(entry.title)) ?? '';
  }

  #wordsOf(entry: Entry): string[] {
    return [...contentWords(entry.title), ...familyWords(entry)];
  }

  #sought(kind: SoughtKind, { title, acronyms, abstract = '' }: Entry): string | undefined {
    if (kind === 'title') return title;
    if (kind === 'acronym') return this.#pick(acronyms);
    if (kind === 'title, typos')
      return title.replace(/[\p{L}\p{N}]{4,}/gu, (word) => this.#mistyped(word, undefined));
    if (kind === '3 words') {
      const words = [...new Set(contentWords(title))];
      if (words.length < 3) return undefined;
      return Array.from({ length: 3 }, () => words.splice(this.#below(words.length), 1)[0]).join(' ');
    }
    const words = parts(abstract);
    const from = this.#below(Math.max(1, words.length - 6));
    const phrase = words.slice(from, from + 6);
    return phrase.filter((word) => word.length > 3 && !isFunctionWord(word)).length < 4
      ? undefined
      : phrase.join(' ');
  }

  /** With one of the four typos, at that letter or behind the first. */
  #mistyped(word: string, place: number | undefined): string {
    const at = place ?? 1 + this.#below(word.length - 1);
    const letter = String.fromCharCode(97 + this.#below(26));
    const [before, own, after] = [word.slice(0, at), word.charAt(at), word.slice(at + 1)];
    const typos = [
      before + letter + after,
      before + letter + own + after,
      before + after,
      before + after.charAt(0) + own + after.slice(1),
    ];
    return typos[this.#below(4)] ?? word;
  }

  #pick<T>(list: readonly T[]): T | undefined {
    return list[this.#below(Math.max(1, list.length))];
  }
}

const contentWords = (text: string): string[] =>
  parts(text).filter((word) => word.length > 2 && !isFunctionWord(word));

const familyWords = ({ authors }: Entry): string[] =>
  authors.flatMap(({ family, literal }) => parts(family ?? literal ?? ''));

/** What the beginning of a paper's words is judged by: words of its keys, names, title and authors. */
function wordsJudged(entry: Entry): Set<string> {
  const keys = [entry.citekey, ...entry.aliases];
  const glued = entry.authors.map(({ family = '' }) => parts(family).join(''));
  return new Set([
    ...keys.map(fold),
    ...keys.flatMap(parts),
    ...[entry.title, ...entry.acronyms].flatMap(parts),
    ...entry.acronyms.map((acronym) => parts(acronym).join('')),
    ...familyWords(entry),
    ...glued,
  ]);
}

/** Adds how many papers there are, and leaves out what is no typo because some paper has it. */
function proven(candidates: readonly Candidate[], source: Source): TypedQuery[] {
  const count = countersOf(candidates.flatMap(({ text, meant }) => [text, meant]));
  for (const entry of source.entries()) count.add(wordsJudged(entry));
  const left: Record<string, number> = { ...TYPED };
  return candidates.flatMap((candidate) => {
    const { kind, text, meant } = candidate;
    const existing = count.of(meant);
    if (existing === 0 || (kind.startsWith('typo') && count.of(text) > 0)) return [];
    return (left[kind] = (left[kind] ?? 0) - 1) < 0 ? [] : [{ ...candidate, existing }];
  });
}

/** Counts up to {@link JUDGED} papers that have every word of a text, or a word that begins so. */
function countersOf(texts: readonly string[]) {
  const counts = new Map<string, number>();
  const open = new Map([...new Set(texts)].map((text) => [text, parts(text)]));
  const beginnings = new Set([...open.values()].flat());
  const longest = Math.max(...[...beginnings].map(({ length }) => length));
  return {
    of: (text: string) => counts.get(text) ?? 0,
    add(words: ReadonlySet<string>) {
      const begun = new Set<string>();
      for (const word of words)
        for (let length = 1; length <= Math.min(word.length, longest); length++) {
          const beginning = word.slice(0, length);
          if (beginnings.has(beginning)) begun.add(beginning);
        }
      for (const [text, needed] of open) {
        if (!needed.every((word) => begun.has(word))) continue;
        const counted = (counts.get(text) ?? 0) + 1;
        counts.set(text, counted);
        if (counted === JUDGED) open.delete(text);
      }
    },
  };
}

/**
 * How right the answers to a typed text are, 0 to 1: the share of the first ten, or of as many as there are, in which
 * each word that was meant begins a word.
 */
export function precision({ meant, existing }: TypedQuery, answer: readonly (Entry | undefined)[]): number {
  const right = answer.slice(0, JUDGED).filter((entry) => {
    const words = entry ? [...wordsJudged(entry)] : [];
    return parts(meant).every((beginning) => words.some((word) => word.startsWith(beginning)));
  });
  return Math.min(1, right.length / Math.min(JUDGED, existing));
}

/** One divided by the place of the first paper among ten that is what was sought; 0 without one. */
export function reciprocalRank(
  query: SoughtQuery,
  sought: Entry | undefined,
  answer: readonly (Entry | undefined)[],
): number {
  const at = answer.slice(0, JUDGED).findIndex((entry) => entry && satisfies(query, sought, entry));
  return at < 0 ? 0 : 1 / (at + 1);
}

/** Any paper that has all that was asked for is as good as the one it was taken from. */
function satisfies({ kind, text }: SoughtQuery, sought: Entry | undefined, entry: Entry): boolean {
  if (entry.citekey === sought?.citekey) return true;
  if (kind === 'acronym') return entry.acronyms.some((acronym) => fold(acronym) === fold(text));
  if (kind === '3 words') {
    const words = new Set(parts(entry.title));
    return parts(text).every((word) => words.has(word));
  }
  if (kind === 'phrase') return ` ${parts(entry.abstract ?? '').join(' ')} `.includes(` ${text} `);
  return titleIdentity(entry.title) === titleIdentity(sought?.title ?? '');
}
