import type { Library } from '../core/library';
import type { Paper } from '../core/paper';
import { excerptOf } from '../core/search/excerpt';
import { type Filter, filterOf } from '../core/search/filters';
import type { FullTextOptions, Hit, SuggestOptions, TypeAhead } from '../core/search/port';
import { type Query, isDemanding, readQuery, withoutClause } from '../core/search/query';
import { hintsFor } from '../core/search/queryHints';
import { readTyped } from '../core/search/typed';
import { isFunctionWord } from '../core/search/words';
import type { Searched } from './boundedFullText';
import type * as messages from './protocol';

/** In larger libraries it is not counted how many papers a query without words has: that looks at every one. */
const MOST_COUNTED = 2000;
/** Where nothing is found, so many papers that one clause less would find are counted. */
const MOST_MISSED = 100;
/** So many clauses are tried for it. */
const MOST_TRIED = 3;
/** So many hits of an answer are explained: nobody reads more. */
const MOST_EXPLAINED = 100;

/** Whether typos are forgiven, in turn, until something is found. */
const AS_TYPED_FIRST = [false, true];
/** More papers are not told one by one before a search of texts. */
const MOST_WITHIN = 2000;

/** Letters of a query that is looked for in abstracts while it is typed. */
const SHORTEST = 3;

/** What a query found. */
export interface Found {
  readonly hits: readonly Hit[];
  readonly query: Query;
  readonly filter: Filter;
}

/** What is asked of a library. */
type SearchedLibrary = Pick<Library, 'get' | 'papers' | 'families'>;

/** The one way from what people type to papers: every list, the tree's filter and other extensions ask here. */
export class PaperSearch {
  readonly #library: SearchedLibrary;
  readonly #heads: TypeAhead;
  readonly #fullText: Searched;
  readonly #cited: () => ReadonlySet<string>;

  /** `cited` are the citation keys cited anywhere in the workspace. */
  constructor(
    library: SearchedLibrary,
    heads: TypeAhead,
    fullText: Searched,
    cited: () => ReadonlySet<string>,
  ) {
    this.#library = library;
    this.#heads = heads;
    this.#fullText = fullText;
    this.#cited = cited;
  }

  /** Papers whose heads have every word; all that are left where there are no words. */
  suggest(typed: string, options: Omit<SuggestOptions, 'accepts'>): Found {
    const { query, filter } = this.#read(typed);
    return { query, filter, hits: this.#heads.suggest(query.words, { ...options, ...accepting(filter) }) };
  }

  /** Papers by everything said of them; the newest where no words are asked for. */
  find(typed: string, limit: number): Found {
    const { query, filter } = this.#read(typed);
    const options = { limit, ...accepting(filter) };
    const words = fullTextWords(query);
    if (isUnreadable(query, filter)) return { query, filter, hits: [] };
    const isBlank = typed.trim() === '' || (query.clauses.length > 0 && readTyped(words).words.length === 0);
    const hits = isBlank ? this.#heads.suggest('', options) : this.#searchTexts(words, options);
    return { query, filter, hits };
  }

  /**
   * Papers that have every word, in their heads or abstracts; those found by their heads first. Typos are forgiven where
   * nothing is found as typed.
   */
  filter(typed: string): Found {
    const { query, filter } = this.#read(typed);
    const words = fullTextWords(query);
    for (const typos of AS_TYPED_FIRST) {
      const options = { limit: Infinity, typos, ...accepting(filter) };
      const hits = this.#heads.suggest(query.words, options);
      if (readTyped(words).words.length === 0) return { query, filter, hits };
      const known = new Set(hits.map(({ citekey }) => citekey));
      const further = this.#fullText.unsearched
        ? []
        : this.#searchTexts(words, { ...options, everyWord: true });
      const all = [...hits, ...further.filter(({ citekey }) => !known.has(citekey))];
      if (all.length > 0) return { query, filter, hits: all };
    }
    return { query, filter, hits: [] };
  }

  /**
   * Papers for what is being written: by their heads, and where none has every word, by their abstracts; a word of one or
   * two letters is hardly begun. What has the words as typed goes before what has them but for a typo. What looks like a
   * mistyped field and nothing else is a key, as "Lear:2019", where some paper has it.
   */
  complete(typed: string, options: Omit<SuggestOptions, 'accepts' | 'typos'>): Found {
    const { query, filter } = this.#read(typed);
    if (isUnreadable(query, filter)) {
      const hits = mayBeKey(query) ? this.#heads.suggest(typed, { ...options, typos: false }) : [];
      return { query, filter: hits.length > 0 ? { problems: [] } : filter, hits };
    }
    const words = fullTextWords(query);
    const isInTexts = words.trim().length >= SHORTEST && !this.#fullText.unsearched;
    for (const typos of AS_TYPED_FIRST) {
      const wanted = { ...options, typos, ...accepting(filter) };
      const byHead = this.#heads.suggest(query.words, wanted);
      const hits =
        byHead.length > 0 || !isInTexts ? byHead : this.#searchTexts(words, { ...wanted, everyWord: true });
      if (hits.length > 0) return { query, filter, hits };
    }
    return { query, filter, hits: [] };
  }

  /** Hits for other extensions: those of {@link find}, explained; none for an empty query. */
  search({ query, limit }: { query: string; limit: number }): messages.ExplainedHit[] {
    if (query.trim() === '') return [];
    const found = this.find(query, limit);
    const meant = this.meant(found);
    return found.hits.map((hit, place) => {
      const paper = place < MOST_EXPLAINED ? this.#library.get(hit.citekey) : undefined;
      return { ...hit, excerpt: (paper && excerptOf(paper, found.query, meant)) ?? null };
    });
  }

  /** Phrases that were looked for beside the words of a query. */
  meant({ query }: Found): string[] {
    return this.#fullText.meant(fullTextWords(query));
  }

  /** What helps on with a filter that left these papers. */
  adviceOn(left: Found): messages.QueryAdvice {
    const first = (found: Found, limit: number): Found => ({ ...found, hits: found.hits.slice(0, limit) });
    return this.adviceFor(first(left, MOST_MISSED), (other, limit) => first(this.filter(other), limit));
  }

  /** How many papers a query has; `null` where that is not known, or means nothing because words may be missing. */
  totalOf({ query, filter: { accepts }, hits }: Found, limit: number): number | null {
    if (hits.length < limit) return hits.length;
    const { papers } = this.#library;
    const isCounted = query.words.trim() === '' && isDemanding(query) && papers.length <= MOST_COUNTED;
    return isCounted ? papers.filter(({ citekey }) => accepts?.(citekey) ?? true).length : null;
  }

  /** What helps on with a query; `again` asks for another one in the same way. */
  adviceFor(found: Found, again: (typed: string, limit: number) => Found): messages.QueryAdvice {
    const { query, filter, hits } = found;
    const papers = hits.flatMap(({ citekey }): Paper[] => {
      const paper = this.#library.get(citekey);
      return paper ? [paper] : [];
    });
    return {
      problems: filter.problems,
      hints: hintsFor(query.typed, { families: this.#library.families, papers }),
      without: hits.length > 0 ? null : this.#without(query, again),
    };
  }

  /** The last clause without which something is found. */
  #without(query: Query, again: (typed: string, limit: number) => Found): messages.QueryAdvice['without'] {
    const demanding = query.clauses.filter(({ condition }) => condition);
    for (const clause of demanding.reverse().slice(0, MOST_TRIED)) {
      const rest = withoutClause(query, clause);
      const count = again(rest, MOST_MISSED).hits.length;
      if (count === 0) continue;
      const text = query.typed.slice(clause.start, clause.end);
      return { clause: text, query: rest, count: count < MOST_MISSED ? count : null };
    }
    return null;
  }

  /** Of few papers it is known beforehand that they may be accepted: then the others need no closer look. */
  #searchTexts(
    words: string,
    { bounds, ...options }: FullTextOptions & Pick<SuggestOptions, 'bounds'>,
  ): Hit[] {
    const { accepts } = options;
    const within = bounds && this.#heads.within(bounds, MOST_WITHIN);
    if (!accepts || !within) return this.#fullText.search(words, options);
    const isAccepted = (citekey: string) => within.has(citekey) && accepts(citekey);
    return within.size === 0 ? [] : this.#fullText.search(words, { ...options, accepts: isAccepted });
  }

  #read(typed: string): Omit<Found, 'hits'> {
    const query = readQuery(typed);
    const { families } = this.#library;
    const filter = filterOf(query, {
      paper: (key) => this.#library.get(key),
      families,
      cited: this.#cited,
      papers: () => this.#library.papers,
      having: (row) => this.#fullText.having(row),
    });
    return { query, filter };
  }
}

const accepting = ({ accepts, bounds }: Filter) => ({
  ...(accepts && { accepts }),
  ...(bounds && { bounds }),
});

/** Whether nothing of a query can be read: it asks for no paper rather than for all. */
const isUnreadable = (query: Query, { problems, accepts }: Filter): boolean =>
  problems.length > 0 && !accepts && readTyped(fullTextWords(query)).words.length === 0;

/** Whether a query is a name, a colon and something behind it, where the name is that of no field. */
const mayBeKey = ({ clauses: [clause, ...others] }: Query): boolean =>
  clause?.field === undefined && clause?.condition === undefined && !clause?.negated && others.length === 0;

/** What a full-text search is asked for: a paper with a phrase has its words. */
function fullTextWords({ words, clauses }: Query): string {
  const phrases = clauses.flatMap(({ condition, negated, unfinished }) => {
    if (condition?.kind !== 'phrase' || negated || condition.words.every(isFunctionWord)) return [];
    return [{ text: condition.words.join(' '), unfinished }];
  });
  const texts = phrases.map(({ text }) => text);
  if (words.trim() !== '') return [...texts, words].join(' ');
  return texts.length > 0 && phrases.at(-1)?.unfinished !== true ? `${texts.join(' ')} ` : texts.join(' ');
}
