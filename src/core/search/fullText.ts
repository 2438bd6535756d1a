import MiniSearch, { type SearchOptions as LookUp } from 'minisearch';
import type { Paper } from '../paper';
import { contextForms, namingForms, personForms } from './forms';
import type { Meanings } from './meaning';
import type { FullText, FullTextOptions, Hit } from './port';
import { stem } from './stem';
import { readTyped } from './typed';
import { Vocabulary } from './vocabulary';
import { type WordRow, WordRows } from './wordRows';
import { isFunctionWord, isQuestionWord, parts, printedForms, runningForms } from './words';

/** So many papers are searched by their abstracts: more would take more memory than a window can spare. */
export const FULL_TEXT_LIMIT = 10_000;

/** How many papers are indexed between two chances to pause: some milliseconds of abstracts. */
const BATCH = 3;

/** Whatever a paper is called outranks who wrote it, and that what it is about. */
const HEAD_BOOST = { names: 2, title: 2, people: 2, context: 1 };
/** What a correction is worth beside a word, and one that an unfinished word may become, by its share that is typed. */
const GUESS_BOOST = 0.5;
/** What a paper gains that has all the words of a query, rare words counting more. */
const COVERAGE = 0.5;
/** How much more words count of which some paper has all: then they are remembered rather than asked with. */
const REMEMBERED = 1;

/** What a paper gains in whose title all words stand, in a row. */
const IN_TITLE = 1;
/** A paper without any of the words that scores less beside the best one has nothing to do with the query. */
const LEAST = 0.15;

/** A paper as MiniSearch gets it: words already made, one space between. */
type Fields = Readonly<Record<string, string>>;

/** What is looked for, by its stem. */
interface Term {
  readonly stem: string;
  /** The words of the query that it stands for. */
  readonly words: Set<string>;
  boost: number;
}

/** A query as it is looked up. */
interface Asked {
  /** Words, neighbours glued, what the unfinished word may become, and corrections, by stem. */
  readonly terms: ReadonlyMap<string, Term>;
  /** Words of the query that papers are asked to have. */
  readonly words: readonly string[];
  readonly corrections: readonly string[];
  /** The query with its typos corrected. */
  readonly mended: string;
}

/** How well a paper's words match, and which of the query's. */
interface Match {
  score: number;
  readonly words: Set<string>;
}

/**
 * How MiniSearch sweeps up after papers that are gone: seldom and at one go. Between the batches in which it would sweep by
 * default papers may come and words be looked up, which its walk through the words does not survive.
 */
const ONE_SWEEP = { minDirtCount: 100, minDirtFactor: 0.5, batchSize: Infinity } as const;

/**
 * Full-text search over MiniSearch (BM25+) in two indexes, heads and abstracts, whose scores are added: a word in a
 * title then weighs the same however long the abstracts are, and the abstracts' long lists are walked once only.
 * Only the last word is completed. Typos are corrected here, in words that no paper has: MiniSearch's own fuzzy search
 * is dear, counts swapped letters twice, and knows nothing of unfinished words.
 *
 * To what the words find is added what the query means beyond them ({@link Meanings}). Words count most where some
 * paper has all of them: then somebody remembers a paper; a question in plain words shares some words with many.
 */
export class FullTextIndex implements FullText {
  /** Every word ever indexed. Words of removed papers stay: all they cost is a correction that finds nothing. */
  readonly #known = new Vocabulary();
  /** Stems of these. */
  readonly #stems = new Set<string>();
  readonly #heads = this.#index(Object.keys(HEAD_BOOST));
  readonly #abstracts = this.#index(['abstract']);
  readonly #rows = new WordRows();
  readonly #meanings: Meanings | undefined;
  /** Folded, a space before each word. */
  readonly #titles = new Map<string, string>();
  /** The query read last: of what was searched for it is asked next what was meant. */
  #last: { readonly query: string; readonly asked: Asked } | undefined;

  /** Without `meanings`, papers are found by their words alone. */
  constructor(meanings?: Meanings) {
    this.#meanings = meanings;
  }

  *put(papers: readonly Paper[]): Generator<void, void> {
    if (this.#meanings) yield* this.#meanings.prepare();
    for (const [index, paper] of papers.entries()) {
      if (index > 0 && index % BATCH === 0) yield;
      this.remove([paper.citekey]);
      this.#last = undefined;
      this.#meanings?.put(paper);
      this.#titles.set(paper.citekey, ` ${parts(paper.title).join(' ')}`);
      this.#heads.add(headFields(paper));
      this.#abstracts.add(abstractFields(paper));
      this.#rows.put(paper.citekey, paper.abstract ?? '');
    }
    if (this.#meanings) yield* this.#meanings.settle();
  }

  remove(citekeys: readonly string[]): void {
    for (const citekey of citekeys) {
      if (!this.#heads.has(citekey)) continue;
      this.#meanings?.remove(citekey);
      this.#titles.delete(citekey);
      this.#heads.discard(citekey);
      this.#abstracts.discard(citekey);
      this.#rows.remove(citekey);
    }
  }

  search(
    query: string,
    { limit, accepts = () => true, everyWord = false, typos = true }: FullTextOptions,
  ): Hit[] {
    const asked = this.#read(query, everyWord, typos);
    if (!everyWord) this.#last = { query, asked };
    else if (!this.#hasAll(asked)) return [];
    const matches = this.#match(query, asked);
    const scores = scoresOf(matches, asked.words, this.#heads.documentCount);
    this.#addTitles(query, scores);
    // Papers that have every word need no further reason, and this is asked on every key.
    if (!everyWord) this.#meanings?.answer(asked.mended, [...asked.words, ...asked.corrections], scores);
    const hits = Array.from(scores, ([citekey, score]) => ({ citekey, score }));
    hits.sort((a, b) => b.score - a.score || (a.citekey < b.citekey ? -1 : 1));
    const least = (hits[0]?.score ?? 0) * LEAST;
    const found: Hit[] = [];
    for (const hit of hits) {
      if (found.length >= limit) break;
      const match = matches.get(hit.citekey);
      if (everyWord) {
        if (!match || !asked.words.every((word) => match.words.has(word))) continue;
      } else if (!match && hit.score < least) continue;
      if (accepts(hit.citekey)) found.push(hit);
    }
    const best = found[0]?.score ?? 1;
    return found.map(({ citekey, score }) => ({ citekey, score: score / best }));
  }

  /** Whether there is some paper, now or before, for each word. */
  #hasAll({ words, terms }: Asked): boolean {
    const found = new Set<string>();
    for (const term of terms.values())
      if (this.#stems.has(term.stem)) for (const word of term.words) found.add(word);
    return words.every((word) => found.has(word));
  }

  /** Adds to the scores of papers in whose titles the whole query stands, as far as it is typed. */
  #addTitles(query: string, scores: Map<string, number>): void {
    const words = parts(query);
    if (words.length < 2) return;
    const passage = ` ${words.join(' ')}`;
    for (const [citekey, score] of scores)
      if (this.#titles.get(citekey)?.includes(passage) === true) scores.set(citekey, score + IN_TITLE);
  }

  having(row: WordRow): string[] {
    return this.#rows.having(row);
  }

  meant(query: string): string[] {
    const { mended } = this.#last?.query === query ? this.#last.asked : this.#read(query);
    return this.#meanings?.namesMeantBy(mended) ?? [];
  }

  #index(fields: string[]): MiniSearch<Fields> {
    const processTerm = (term: string) => {
      this.#known.add(term);
      const stemmed = stem(term);
      this.#stems.add(stemmed);
      return stemmed;
    };
    return new MiniSearch<Fields>({
      fields,
      tokenize: (text) => text.split(' '),
      processTerm,
      autoVacuum: ONE_SWEEP,
    });
  }

  /** How a query is looked up. Words that only say how something is asked are left out, unless all are wanted. */
  #read(query: string, everyWord = false, typos = true): Asked {
    const typed = readTyped(query).words;
    const says = !everyWord && typed.some(({ text }) => !isQuestionWord(text));
    const asked = typed.filter(({ text, optional }) => !optional && !(says && isQuestionWord(text)));
    const terms = new Map<string, Term>();
    const seek = (form: string, boost: number, ...words: string[]) => {
      const term = terms.get(stem(form)) ?? { stem: stem(form), words: new Set(), boost };
      term.boost = Math.max(term.boost, boost);
      for (const word of words) term.words.add(word);
      terms.set(term.stem, term);
    };
    for (const { text } of asked) seek(text, 1, text);
    for (const [index, { text }] of typed.slice(1).entries()) {
      const before = typed[index]?.text ?? '';
      if (this.#known.has(before + text)) seek(before + text, 1, before, text);
    }
    const mended = new Map<string, string>();
    const corrections: string[] = [];
    for (const { text, unfinished } of asked) {
      if (this.#meanings?.isName(text)) continue;
      // What no paper has may be a slip, and is derived from nothing.
      if (typos || this.#known.has(text))
        for (const kin of this.#known.kin(text)) seek(kin, GUESS_BOOST, text);
      if (unfinished && !this.#known.has(text))
        for (const longer of this.#known.continuations(text))
          seek(longer, (GUESS_BOOST * text.length) / longer.length, text);
      for (const correction of typos ? this.#known.corrections(text, unfinished) : []) {
        if (!mended.has(text)) mended.set(text, correction);
        corrections.push(correction);
        seek(correction, GUESS_BOOST, text);
      }
    }
    return {
      terms,
      corrections,
      words: [...new Set(asked.map(({ text }) => text))],
      mended: mended.size > 0 ? typed.map(({ text }) => mended.get(text) ?? text).join(' ') : query,
    };
  }

  #match(query: string, { terms }: Asked): Map<string, Match> {
    const options: LookUp = {
      tokenize: () => [...terms.keys()],
      processTerm: (term) => term,
      boostTerm: (term) => terms.get(term)?.boost ?? 0,
    };
    const matches = new Map<string, Match>();
    const add = (index: MiniSearch<Fields>, boost: Record<string, number>) => {
      for (const { id, score, queryTerms } of index.search(query, { ...options, boost })) {
        const match = matches.get(id as string) ?? { score: 0, words: new Set() };
        match.score += score;
        for (const term of queryTerms) for (const word of terms.get(term)?.words ?? []) match.words.add(word);
        matches.set(id as string, match);
      }
    };
    add(this.#heads, HEAD_BOOST);
    add(this.#abstracts, {});
    return matches;
  }
}

/** What papers gain by their words: up to 1 for the best match, more where some paper has all of them. */
function scoresOf(
  matches: ReadonlyMap<string, Match>,
  words: readonly string[],
  papers: number,
): Map<string, number> {
  const having = new Map<string, number>();
  for (const match of matches.values())
    for (const word of match.words) having.set(word, (having.get(word) ?? 0) + 1);
  const rarity = new Map(words.map((word) => [word, Math.log(1 + papers / (having.get(word) ?? 1))]));
  const sum = (some: Iterable<string>) => {
    let total = 0;
    for (const word of some) total += rarity.get(word) ?? 0;
    return total;
  };
  const whole = sum(words) || 1;
  let best = 0;
  let most = 0;
  const coverage = new Map<string, number>();
  for (const [citekey, match] of matches) {
    const covered = sum(match.words) / whole;
    coverage.set(citekey, covered);
    best = Math.max(best, match.score);
    most = Math.max(most, covered);
  }
  const weight = (1 + REMEMBERED * most ** 4) / (best || 1);
  const scores = new Map<string, number>();
  for (const [citekey, { score }] of matches)
    scores.set(citekey, score * weight + COVERAGE * (coverage.get(citekey) ?? 0));
  return scores;
}

const headFields = (paper: Paper): Fields => ({
  id: paper.citekey,
  names: namingForms(paper).join(' '),
  title: [...printedForms(paper.title)].join(' '),
  people: personForms(paper).join(' '),
  context: contextForms(paper).join(' '),
});

const abstractFields = ({ citekey, abstract }: Paper): Fields => ({
  id: citekey,
  abstract: runningForms(abstract ?? '')
    .filter((word) => !isFunctionWord(word))
    .join(' '),
});
