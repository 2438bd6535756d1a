import UFuzzy from '@leeoniya/ufuzzy';
import { Index } from 'flexsearch';
import MiniSearch, { type SearchOptions } from 'minisearch';
import { fold } from '../../src/core/fold';
import type { Paper } from '../../src/core/paper';
import { FullTextIndex } from '../../src/core/search/fullText';
import type { FullText, TypeAhead } from '../../src/core/search/port';
import { SuggestIndex } from '../../src/core/search/suggest';
import { parts } from '../../src/core/search/words';
import type { Engine } from './engine';
import { SqliteEngine } from './sqliteEngine';
import { MessageEngine, WorkerEngine } from './workerEngine';

/** Every engine by its name for the command line, and its name in tables. */
export const ENGINES: Readonly<Record<string, readonly [name: string, make: (folder: string) => Engine]>> = {
  ours: ['ours', () => new Ours()],
  worker: ['ours, through the worker', () => new WorkerEngine()],
  message: ['an empty message to the worker', () => new MessageEngine()],
  single: ['MiniSearch, one index', () => new SingleMiniSearch()],
  split: ['MiniSearch, two indexes', () => new SplitMiniSearch()],
  flexsearch: ['FlexSearch', () => new FlexSearchEngine()],
  ufuzzy: ['uFuzzy', () => new UFuzzyEngine()],
  sqlite: ['SQLite FTS5', (folder) => new SqliteEngine(folder)],
};

/** What others are compared with. */
export const PEERS: readonly string[] = ['single', 'split'];

class Ours implements Engine {
  readonly #heads: TypeAhead = new SuggestIndex();
  readonly #texts: FullText = new FullTextIndex();

  putHeads(papers: readonly Paper[]): void {
    this.#heads.put(papers);
  }

  putTexts(papers: readonly Paper[]): void {
    const steps = this.#texts.put(papers);
    while (steps.next().done !== true) continue;
  }

  suggest(typed: string, limit: number): string[] {
    return this.#heads.suggest(typed, { limit }).map(({ citekey }) => citekey);
  }

  search(query: string, limit: number): string[] {
    return this.#texts.search(query, { limit }).map(({ citekey }) => citekey);
  }
}

const HEAD_FIELDS = ['names', 'title', 'people'];
const HEAD_BOOST = { names: 4, title: 3, people: 2 };
const fieldsOf = ({ citekey, aliases, acronyms, title, authors, abstract = '' }: Paper) => ({
  id: citekey,
  names: [citekey, ...aliases, ...acronyms].join(' '),
  ...{ title, people: authors.map(({ family, literal }) => family ?? literal ?? '').join(' '), abstract },
});
const isLast = (_term: string, index: number, terms: readonly string[]) => index === terms.length - 1;
const typosIn = (term: string) => (term.length >= 8 ? 2 : term.length >= 4 ? 1 : 0);

/** MiniSearch as its best users tune it: fields weighed, beginnings in the last word only, typos only where needed. */
class TunedIndex {
  readonly #known = new Set<string>();
  readonly #index: MiniSearch;

  constructor(fields: string[]) {
    const processTerm = (term: string, field?: string) => {
      const folded = fold(term);
      // Only while indexing there is a field.
      if (field !== undefined) this.#known.add(folded);
      return folded;
    };
    this.#index = new MiniSearch({
      fields,
      processTerm,
      searchOptions: { boost: HEAD_BOOST, prefix: isLast },
    });
  }

  put(papers: readonly Paper[]): void {
    this.#index.addAll(papers.map(fieldsOf));
  }

  suggest(typed: string, limit: number): string[] {
    const all: SearchOptions = { combineWith: 'AND' };
    const exact = this.#index.search(typed, all);
    const found = exact.length > 0 ? exact : this.#index.search(typed, { ...all, fuzzy: typosIn });
    return found.slice(0, limit).map(({ id }) => id as string);
  }

  /** Scores by key; typos are looked for in words only that no paper has. */
  scores(query: string): [string, number][] {
    const fuzzy = (term: string) => (this.#known.has(term) ? 0 : typosIn(term));
    return this.#index.search(query, { fuzzy }).map(({ id, score }) => [id as string, score]);
  }
}

class SingleMiniSearch implements Engine {
  readonly #index = new TunedIndex([...HEAD_FIELDS, 'abstract']);

  putTexts(papers: readonly Paper[]): void {
    this.#index.put(papers);
  }

  suggest(typed: string, limit: number): string[] {
    return this.#index.suggest(typed, limit);
  }

  search(query: string, limit: number): string[] {
    return best(this.#index.scores(query), limit);
  }
}

class SplitMiniSearch implements Engine {
  readonly #heads = new TunedIndex(HEAD_FIELDS);
  readonly #abstracts = new TunedIndex(['abstract']);

  putHeads(papers: readonly Paper[]): void {
    this.#heads.put(papers);
  }

  putTexts(papers: readonly Paper[]): void {
    this.#abstracts.put(papers);
  }

  suggest(typed: string, limit: number): string[] {
    return this.#heads.suggest(typed, limit);
  }

  search(query: string, limit: number): string[] {
    const sums = new Map(this.#heads.scores(query));
    for (const [key, score] of this.#abstracts.scores(query)) sums.set(key, (sums.get(key) ?? 0) + score);
    return best([...sums], limit);
  }
}

const best = (scores: [string, number][], limit: number): string[] =>
  scores
    .sort(([, a], [, b]) => b - a)
    .slice(0, limit)
    .map(([key]) => key);

/** Names in front: FlexSearch weighs a word by how far in front it stands. */
const headText = (paper: Paper): string => {
  const { names, title, people } = fieldsOf(paper);
  return [names, title, people].join(' ');
};

class FlexSearchEngine implements Engine {
  readonly #keys: string[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #heads = new Index({ tokenize: 'forward', encode: parts });
  readonly #abstracts = new Index({ tokenize: 'strict', encode: parts });

  putHeads(papers: readonly Paper[]): void {
    for (const paper of papers) this.#heads.add(this.#number(paper), headText(paper));
  }

  putTexts(papers: readonly Paper[]): void {
    for (const paper of papers) this.#abstracts.add(this.#number(paper), paper.abstract ?? '');
  }

  suggest(typed: string, limit: number): string[] {
    return this.#named(this.#heads.search(typed, { limit, suggest: true }));
  }

  search(query: string, limit: number): string[] {
    const options = { limit, suggest: true };
    const found = [...this.#heads.search(query, options), ...this.#abstracts.search(query, options)];
    return this.#named([...new Set(found)]).slice(0, limit);
  }

  #number({ citekey }: Paper): number {
    const known = this.#numbers.get(citekey);
    if (known !== undefined) return known;
    this.#numbers.set(citekey, this.#keys.length);
    return this.#keys.push(citekey) - 1;
  }

  #named(found: readonly (number | string)[]): string[] {
    return found.map((number) => this.#keys[Number(number)] ?? '');
  }
}

/** A word begins at a boundary and may have one typo. */
const SINGLE_ERROR = {
  intraMode: 1,
  intraIns: 1,
  intraSub: 1,
  intraTrn: 1,
  intraDel: 1,
  interLft: 2,
} as unknown as UFuzzy.Options;

/** A scanner: it goes over every text at every key. */
class UFuzzyEngine implements Engine {
  readonly #fuzzy = new UFuzzy(SINGLE_ERROR);
  readonly #keys: string[] = [];
  readonly #heads: string[] = [];
  readonly #texts: string[] = [];

  putHeads(papers: readonly Paper[]): void {
    for (const paper of papers) {
      this.#keys.push(paper.citekey);
      this.#heads.push(fold(headText(paper)));
    }
  }

  putTexts(papers: readonly Paper[]): void {
    for (const paper of papers) this.#texts.push(fold(`${headText(paper)} ${paper.abstract ?? ''}`));
  }

  suggest(typed: string, limit: number): string[] {
    return this.#found(this.#heads, typed, limit);
  }

  search(query: string, limit: number): string[] {
    return this.#found(this.#texts, query, limit);
  }

  #found(texts: string[], query: string, limit: number): string[] {
    const [places, , order] = this.#fuzzy.search(texts, fold(query), 3);
    const ranked = order
      ? order.slice(0, limit).map((at) => places[at] ?? -1)
      : (places ?? []).slice(0, limit);
    return ranked.map((place) => this.#keys[place] ?? '');
  }
}
