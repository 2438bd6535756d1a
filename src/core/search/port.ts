import type { Paper } from '../paper';
import type { WordRow } from './wordRows';

/** A paper found. Scores lie between 0 and 1 and compare papers of one answer only. */
export interface Hit {
  readonly citekey: string;
  readonly score: number;
}

/** What type-ahead knows of a paper: everything but its abstract. */
export type Head = Pick<
  Paper,
  | 'citekey'
  | 'aliases'
  | 'acronyms'
  | 'title'
  | 'authors'
  | 'year'
  | 'published'
  | 'families'
  | 'venue'
  | 'arxiv'
  | 'doi'
> &
  Partial<Pick<Paper, 'organization'>>;

/** Which answer is wanted. */
export interface SearchOptions {
  /** The longest. */
  readonly limit: number;
  /** Papers that may be among the answer, by citation key; all without. Asked only of papers that match, best first where possible. */
  readonly accepts?: (citekey: string) => boolean;
  /** Whether typos are forgiven, as they are without. */
  readonly typos?: boolean;
}

/** What is known of all papers that are accepted: bounds of where they are. */
export interface Bounds {
  /** Each paper is within each of these. */
  readonly narrowings: () => readonly Narrowing[];
  /** All of them, in any order; nothing if they are more than so many. */
  readonly all: (most: number) => readonly string[] | undefined;
}

/** A word of a paper's head, or the beginning of one. */
export interface HeadWord {
  /** Folded. */
  readonly text: string;
  readonly unfinished: boolean;
}

/** Some papers: those that are one thing or the other. */
export interface Narrowing {
  /** Their heads have a word of each of these lists. */
  readonly words?: readonly (readonly HeadWord[])[];
  /** They are of one of these families, of the field's. */
  readonly families?: readonly string[];
  /** These, by citation key. */
  readonly others?: readonly string[];
}

/** What a suggestion may know beside the typed text. */
export interface SuggestOptions extends SearchOptions {
  /** What is known of the papers wanted, so that few have to be asked about; alone, all that may be within are wanted. */
  readonly bounds?: Bounds;
  /** Citation keys (no aliases) cited in the note being written. */
  readonly citedInNote?: ReadonlySet<string>;
  /** Citation keys (no aliases) cited anywhere in the workspace. */
  readonly citedInWorkspace?: ReadonlySet<string>;
}

/**
 * Finds papers while a person is still typing. Synchronous: an answer takes less than a message to another thread.
 *
 * **What matches.** Every typed word must match a word of the paper: of its key or aliases, acronyms, title, authors,
 * year, family, venue, arXiv id or DOI, in any order. Case, accents, a leading `@`, braces and trailing punctuation do
 * not count; function words ("of", "the") need not match. A word matches as typed, in another inflection, as the
 * beginning of a word, or split and glued ("cross vit", "cross-vit", "crossvit"); as the
 * beginning of two neighbours of a title glued, only with three letters of either. Typos (Damerau's four) are forgiven
 * only when nothing matches as typed: one from four letters on, two from eight, also in the unfinished word, and
 * in the first letter only of words that no paper has, when nothing else is found.
 *
 * **Order.**
 * 1. the citation key, an alias, the arXiv id (with or without version) or the DOI is exactly what was typed;
 * 2. an acronym is, however it is split, glued or hyphenated;
 * 3. a key or alias begins with what was typed;
 * 4. all words match as typed: better fields (key, acronym, title and first author; then other authors and year; then
 *    venue and family), whole words before inflections before beginnings, and neighbours in the typed order first;
 * 5. words match with typos: fewer and complete ones first.
 *
 * Within 3 to 5 equals are ordered as for an empty query: cited in this note, cited in the workspace, newer, key.
 * Within 1 and 2 likewise, but a key in the typed case comes before one in another.
 */
export interface TypeAhead {
  /** Adds papers; one with a known citation key takes the place of the old one. */
  put(heads: readonly Head[]): void;
  /** Forgets papers; unknown keys are ignored. */
  remove(citekeys: readonly string[]): void;
  /** Papers for a typed text, best first. */
  suggest(typed: string, options: SuggestOptions): Hit[];
  /** The citation keys of all papers that may be within some bounds; nothing if these are more than so many. */
  within(bounds: Bounds, most: number): ReadonlySet<string> | undefined;
}

/** What a full-text search may know beside the query. */
export interface FullTextOptions extends SearchOptions {
  /** Whether papers must have every word. */
  readonly everyWord?: boolean;
}

/**
 * Finds papers by everything said of them, abstracts included. Any word may be missing: papers with more, rarer and
 * better placed words come first, and with them those on what the query means beyond its words. The last word counts as
 * unfinished unless a space follows it. Typos are forgiven only in words that no paper contains.
 */
export interface FullText {
  /** Adds or replaces papers. A generator: the caller may pause between steps; what is put in is found at once. */
  put(papers: readonly Paper[]): Generator<void, void>;
  /** Forgets papers; unknown keys are ignored. */
  remove(citekeys: readonly string[]): void;
  /** Papers for a query, best first; none for an empty one. */
  search(query: string, options: FullTextOptions): Hit[];
  /** Phrases that it looks for beside the words of a query, surest first: other names of what the query is about. */
  meant(query: string): string[];
  /**
   * All papers in whose abstracts, as far as these are searched, some words stand in a row, whatever marks stand between
   * them; nothing while that is not known.
   */
  having(row: WordRow): readonly string[] | undefined;
}
