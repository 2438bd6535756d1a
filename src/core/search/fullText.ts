import MiniSearch, { type SearchOptions } from 'minisearch';
import type { Paper } from '../paper';
import { contextForms, namingForms, personForms } from './forms';
import type { FullText, Hit } from './port';
import { stem } from './stem';
import { readTyped } from './typed';
import { Vocabulary } from './vocabulary';
import { isFunctionWord, printedForms, runningForms } from './words';

/** How many papers are indexed between two chances to pause: some milliseconds of abstracts. */
const BATCH = 5;

/** Whatever a paper is called outranks who wrote it, and that what it is about. */
const HEAD_BOOST = { names: 2, title: 2, people: 2, context: 1 };
/** What the stem of a word adds to the word itself, and a correction is worth. */
const GUESS_BOOST = 0.5;

/** A paper as MiniSearch gets it: words already made, one space between. */
type Fields = Readonly<Record<string, string>>;

/**
 * Full-text search over MiniSearch (BM25+) in two indexes, heads and abstracts, whose scores are added: a word in a
 * title then weighs the same however long the abstracts are, and the abstracts' long lists are walked once only.
 * Only the last word is completed. Typos are corrected here, in words that no paper has: MiniSearch's own fuzzy search
 * is dear, counts swapped letters twice, and knows nothing of unfinished words.
 */
export class FullTextIndex implements FullText {
  /** Every word ever indexed. Words of removed papers stay: all they cost is a correction that finds nothing. */
  readonly #known = new Vocabulary();
  readonly #heads = this.#index(Object.keys(HEAD_BOOST));
  readonly #abstracts = this.#index(['abstract']);

  *put(papers: readonly Paper[]): Generator<void, void> {
    for (const [index, paper] of papers.entries()) {
      if (index > 0 && index % BATCH === 0) yield;
      this.remove([paper.citekey]);
      this.#heads.add(headFields(paper));
      this.#abstracts.add(abstractFields(paper));
    }
  }

  remove(citekeys: readonly string[]): void {
    for (const citekey of citekeys) {
      if (!this.#heads.has(citekey)) continue;
      this.#heads.discard(citekey);
      this.#abstracts.discard(citekey);
    }
  }

  search(query: string, { limit }: { readonly limit: number }): Hit[] {
    const options = this.#options(query);
    const scores = new Map<string, number>();
    const add = (index: MiniSearch<Fields>, boost: Record<string, number>) => {
      for (const { id, score } of index.search(query, { ...options, boost }))
        scores.set(id as string, (scores.get(id as string) ?? 0) + score);
    };
    add(this.#heads, HEAD_BOOST);
    add(this.#abstracts, {});
    const hits = Array.from(scores, ([citekey, score]) => ({ citekey, score }));
    hits.sort((a, b) => b.score - a.score || (a.citekey < b.citekey ? -1 : 1));
    const best = hits[0]?.score ?? 1;
    return hits.slice(0, limit).map(({ citekey, score }) => ({ citekey, score: score / best }));
  }

  #index(fields: string[]): MiniSearch<Fields> {
    const processTerm = (term: string) => {
      this.#known.add(term);
      return withStem(term);
    };
    return new MiniSearch<Fields>({ fields, tokenize: (text) => text.split(' '), processTerm });
  }

  /** How a query is looked up: its words, their stems, neighbours glued, and unknown words corrected. */
  #options(query: string): SearchOptions {
    const typed = readTyped(query).words;
    const words = typed.filter(({ optional }) => !optional);
    const glued = typed.slice(1).map(({ text }, index) => `${typed[index]?.text ?? ''}${text}`);
    const known = glued.filter((term) => this.#known.has(term));
    const terms = new Set([...words.map(({ text }) => text), ...known]);
    const corrected = words.flatMap(({ text, unfinished }) => this.#known.corrections(text, unfinished));
    const unfinished = typed.find((word) => word.unfinished)?.text;
    return {
      tokenize: () => [...new Set([...terms, ...corrected])],
      processTerm: withStem,
      prefix: (term) => term === unfinished,
      boostTerm: (term) => (terms.has(term) ? 1 : GUESS_BOOST),
    };
  }
}

const withStem = (term: string): string[] => [...new Set([term, stem(term)])].filter(Boolean);

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
