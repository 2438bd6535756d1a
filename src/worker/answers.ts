import { shortAbstract } from '../core/abstract';
import type { Arrival, Arrivals } from '../core/arrivals';
import { type Cite, CitedIn, type CitesOfNote } from '../core/citedIn';
import type { TextChange } from '../core/decisionEdit';
import { fold } from '../core/fold';
import type { Library } from '../core/library';
import { paperPage } from '../core/links';
import type { Paper } from '../core/paper';
import { symbolName } from '../core/paperSymbol';
import { isCitekey, recordKey } from '../core/recordedKey';
import { excerptOf } from '../core/search/excerpt';
import type { Meanings } from '../core/search/meaning';
import type { Hit } from '../core/search/port';
import type { Query } from '../core/search/query';
import { fieldHints } from '../core/search/queryHints';
import { relatedPapers } from '../core/search/related';
import type { SuggestIndex } from '../core/search/suggest';
import { byline } from '../core/tree';
import { ArrangedPapers } from './arrangedPapers';
import type { Searched } from './boundedFullText';
import { FamilyPapers, familyName } from './familyPapers';
import { type Found, PaperSearch } from './paperSearch';
import type { CitedBelow } from './exportProtocol';
import type * as messages from './protocol';

/** Longest beginning of an abstract in a row, characters. */
const BEGINNING = 160;
/** Longest excerpt in a row: behind authors and year, the words that were sought are to be in sight. */
const EXCERPT = 60;

/** Related papers on a card. */
const MOST_RELATED = 3;

/** More notes that cite a paper than these are counted only. */
const CITING_NOTES = 4;

/** What ends the key of a BibTeX entry, or is read as something else there. */
const NOT_OF_ENTRY = /[,{}=%#~]/;

/** What answers are made of. */
export interface AnswersParts {
  readonly library: Library;
  readonly arrivals: Arrivals;
  readonly heads: SuggestIndex;
  readonly fullText: Searched;
  readonly meanings: Meanings;
}

/** What the library worker answers about its papers, and about the notes that cite them. */
export class Answers {
  readonly #library: Library;
  readonly #arrivals: Arrivals;
  readonly #meanings: Meanings;
  readonly #fullText: Searched;
  readonly #heads: SuggestIndex;
  readonly search: PaperSearch;
  readonly arranged: ArrangedPapers;
  readonly families: FamilyPapers;
  #citedIn = new CitedIn();
  /** Citation keys of the papers that notes cite; undefined when out of date. */
  #cited: ReadonlySet<string> | undefined;
  /** What they were when somebody was told last. */
  #told: ReadonlySet<string> = new Set();

  constructor(parts: AnswersParts) {
    const { library, arrivals, heads, fullText, meanings } = parts;
    this.#fullText = fullText;
    this.#library = library;
    this.#arrivals = arrivals;
    this.#meanings = meanings;
    this.#heads = heads;
    this.search = new PaperSearch(library, heads, fullText, () => this.#citedKeys());
    this.arranged = new ArrangedPapers(library, this.search, () => this.#citedKeys());
    this.families = new FamilyPapers(library, (paper) => this.#row(paper));
  }

  /** To be called when papers have changed and are indexed. */
  papersChanged(): void {
    this.#cited = undefined;
    this.arranged.forget();
    this.families.forget();
  }

  /** Takes what notes cite now. */
  putCites(notes: readonly { readonly uri: string; readonly cites: readonly Cite[] }[]): void {
    for (const { uri, cites } of notes) if (this.#citedIn.put(uri, cites)) this.#cited = undefined;
  }

  forgetCites(): void {
    this.#citedIn = new CitedIn();
    this.#cited = undefined;
  }

  /** Whether other papers are cited than when this was asked last; keys that belong to no paper do not count. */
  citedPapersChanged(): boolean {
    const [before, now] = [this.#told, this.#citedKeys()];
    this.#told = now;
    if (now.size === before.size && [...now].every((key) => before.has(key))) return false;
    this.arranged.forgetCited();
    return true;
  }

  suggest({ typed, limit }: { typed: string; limit: number }): Hit[] {
    return [...this.search.complete(typed, { limit }).hits];
  }

  /** Rows for what was typed after `@`, best first. */
  complete({ typed, cited, without, limit }: messages.CompletionQuery): messages.Completions {
    const citekeys = (keys: readonly string[]) =>
      new Set(
        keys.flatMap((key) => this.#library.get(key)?.citekey ?? this.#arrivals.get(key)?.citekey ?? []),
      );
    const hidden = citekeys(without);
    const near = { citedInNote: citekeys(cited), citedInWorkspace: this.#citedKeys() };
    const found = this.search.complete(typed, { limit: limit + hidden.size, ...near });
    const beginning = fold(typed);
    // Marks at its end are none of a key.
    const whole = typed.replace(/[^\p{L}\p{N}_]+$/u, '');
    const isAsked = asksByFieldOnly(found.query);
    const arrived = this.#arrived(typed, found, limit + hidden.size);
    const isFirst = (paper: Arrival) => isNamed(paper, beginning);
    const papers = [
      ...arrived.filter(isFirst),
      ...this.#papersOf(found.hits.map((hit) => hit.citekey)),
      ...arrived.filter((paper) => !isFirst(paper)),
    ];
    const rows = Array.from(new Map(papers.map((paper) => [paper.citekey, paper])).values())
      .filter(({ citekey }) => !hidden.has(citekey))
      .slice(0, limit)
      .map((paper) => ({
        ...this.#row(paper),
        named: isAsked || isNamed(paper, beginning),
        exact: [paper.citekey, ...paper.aliases].includes(whole),
      }));
    const again = (other: string, most: number) => this.search.complete(other, { limit: most });
    const already = rows.length > 0 ? [] : found.hits.map(({ citekey }) => citekey);
    return { rows, already, advice: this.search.adviceFor(found, again) };
  }

  /** Papers for what was typed, of entries that are not indexed yet. They have no families: no field is asked of them. */
  #arrived(typed: string, { query }: Found, limit: number): Arrival[] {
    if (query.clauses.some(({ condition }) => condition)) return [];
    return this.#arrivals
      .find(typed, limit)
      .filter(({ citekey }) => this.#library.meanings(citekey).length === 0)
      .map((arrival) => this.#library.get(arrival.citekey) ?? arrival);
  }

  /** Rows for a full-text query; the newest papers where no words are asked for. */
  find({ query, limit, fields = false }: messages.FindQuery): messages.FoundPapers {
    const found = this.search.find(query, limit);
    const meant = this.search.meant(found);
    const papers = this.#papersOf(found.hits.map((hit) => hit.citekey)).map((paper) => {
      const { venue = null, arxiv = null, abstract = '' } = paper;
      const excerpt = excerptOf(paper, found.query, meant, EXCERPT) ?? null;
      return { ...this.#row(paper), venue, arxiv, excerpt, beginning: shortAbstract(abstract, BEGINNING) };
    });
    const advice = this.search.adviceFor(found, (other, most) => this.search.find(other, most));
    const hints = fields ? fieldHints(query) : advice.hints;
    const unsearched = this.#fullText.unsearched ?? null;
    return { papers, total: this.search.totalOf(found, limit), advice: { ...advice, hints }, unsearched };
  }

  /** Papers that a query may mean and whose names have it, each with the first place it stands in. */
  symbols({ query, limit }: { query: string; limit: number }): messages.PaperSymbol[] {
    return this.#papersOf(this.#heads.suggest(query, { limit }).map((hit) => hit.citekey)).flatMap(
      (paper) => {
        const [place] = paper.sources;
        const name = place && symbolName(paper, query);
        return place && name !== undefined ? [{ ...this.#row(paper), name, place }] : [];
      },
    );
  }

  cited(citekeys: readonly string[]): (messages.CitedPaper | null)[] {
    return citekeys.map((key) => {
      const paper = this.#library.get(key);
      return paper ? { ...this.#row(paper), page: paperPage(paper) ?? null } : null;
    });
  }

  /** A paper, and where notes cite it by any of its keys. */
  describe(key: string): messages.PaperInNotes | null {
    const paper = this.#library.get(key);
    if (!paper) return null;
    const { primary, secondary, computed } = paper.families;
    const families = [primary, ...secondary, ...(computed ? [computed] : [])];
    const origins = this.#library.originsOf(paper.citekey);
    return {
      paper,
      ...(origins && { origins }),
      citedIn: this.#citedIn.notesCiting([paper.citekey, ...paper.aliases], CITING_NOTES),
      families: families.map(({ family }) => familyName(this.#library.families, family)),
      related: this.related({ key, limit: MOST_RELATED }),
    };
  }

  /** Papers related to that of a key, best first. */
  related({ key, limit }: { key: string; limit: number }): messages.RelatedPaper[] {
    const citekey = this.#library.get(key)?.citekey ?? key;
    return relatedPapers(citekey, this.#meanings, limit).flatMap((found) => {
      const paper = this.#library.get(found.citekey);
      return paper ? [{ ...this.#row(paper), ...found, arxiv: paper.arxiv ?? null }] : [];
    });
  }

  /** The papers that a key may mean. */
  meanings(key: string): messages.KeyMeaning[] {
    const paper = this.#library.get(key);
    const papers = paper ? [paper] : this.#papersOf(this.#library.meanings(key));
    return papers.map(({ citekey, aliases, sources }) => ({
      citekey,
      keys: [citekey, ...aliases],
      places: sources,
    }));
  }

  /** What it takes to cite what a key means by another one. */
  changeKey(key: string, citekey: string): messages.KeyChange {
    const paper = this.#library.get(key);
    const keys = paper ? [paper.citekey, ...paper.aliases] : [key];
    const isOwn = keys.includes(citekey);
    const change = {
      keys: keys.filter((own) => own !== citekey),
      record: null,
      entries: [],
      citekey: paper?.citekey ?? key,
    };
    if (!isCitekey(citekey)) return { ...change, refused: 'invalid' };
    if (!paper || citekey === paper.citekey) return change;
    const other = this.#library.get(citekey) ?? this.#library.meanings(citekey)[0];
    // A record of a paper that is not in the library, or not yet.
    const isTaken = other !== undefined || this.#library.recorded.recordedIn(citekey) !== undefined;
    if (isTaken && !isOwn) return { ...change, refused: 'taken' };
    const entries = isOwn ? [] : this.#ownEntries(paper.citekey);
    if (entries.length > 0 && NOT_OF_ENTRY.test(citekey)) return { ...change, refused: 'notOfEntry' };
    const separatedIn = this.#library.recorded.separatedIn(paper.citekey);
    if (entries.length > 0) return { ...change, entries, separatedIn };
    const uri = this.#library.recorded.recordedIn(paper.citekey) ?? null;
    const keptIn = isOwn ? [] : this.#filesWith(paper.citekey);
    return { ...change, record: { key: paper.citekey, uri }, ...(keptIn.length > 0 && { keptIn }) };
  }

  /** The user's files that have an entry of that key, but no exports. */
  #filesWith(citekey: string): string[] {
    const { entries = [] } = this.#library.originsOf(citekey) ?? {};
    const own = entries.filter(({ key, isOwn, isCopy }) => isOwn && !isCopy && key === citekey);
    return [...new Set(own.map(({ place }) => place.file))];
  }

  /** Where the user's own BibTeX has an entry with that key; nothing if a workspace file records the key, which holds. */
  #ownEntries(citekey: string): messages.KeyChange['entries'] {
    if (this.#library.recorded.recordedIn(citekey) !== undefined) return [];
    const { entries = [] } = this.#library.originsOf(citekey) ?? {};
    const all = entries.filter(({ key, isOwn }) => isOwn && key === citekey);
    // Notes still find their keys in an export that is renamed with its source, but never instead of it.
    const own = all.some(({ isCopy }) => isCopy !== true) ? all : [];
    if (!own.every(({ place: { uri = '' } }) => /\.bib(?:tex)?$/i.test(uri))) return [];
    return own.map(({ place, isCopy }) => ({ ...place, ...(isCopy && { isCopy }) }));
  }

  recordKey({ text, key, citekey }: { text: string; key: string; citekey: string }): TextChange | null {
    const paper = this.#library.get(key);
    const source = paper && this.#library.sourceOf(paper.citekey);
    return (source && recordKey(text, paper.citekey, citekey, source)) ?? null;
  }

  /** Where notes cite any of the keys. */
  cites(keys: readonly string[]): CitesOfNote[] {
    return this.#citedIn.citesOf(keys);
  }

  /** What the notes below each folder cite; below all of them, for an empty address. */
  citedBelow(folders: readonly string[]): CitedBelow[] {
    return folders.map((folder) => {
      const { notes, keys } = this.#citedIn.under(folder);
      const known = keys.filter((key) => this.#library.get(key));
      return { notes, keys, known, papers: new Set(this.#papersOf(known)).size };
    });
  }

  #row(paper: Arrival): messages.PaperRow {
    const { citekey, title, year = null, families } = paper;
    const family = familyName(this.#library.families, families.primary.family);
    return { citekey, title, byline: byline(paper), year, family };
  }

  #papersOf(keys: readonly string[]): Paper[] {
    return keys.flatMap((key) => this.#library.get(key) ?? []);
  }

  /** The papers that notes of the workspace cite, whichever of their keys they use. */
  #citedKeys(): ReadonlySet<string> {
    const papers = () => Array.from(this.#citedIn.keys, (key) => this.#library.get(key)?.citekey ?? []);
    return (this.#cited ??= new Set(papers().flat()));
  }
}

/** Whether papers are asked for by a field, as in `year:2021`, and by no word. */
const asksByFieldOnly = ({ words, clauses: [first] }: Query): boolean =>
  words.trim() === '' && first?.start === 0 && first.field !== undefined && first.condition !== undefined;

/** Whether a key or an acronym of a paper begins with a folded text. */
const isNamed = ({ citekey, aliases, acronyms }: Arrival, beginning: string): boolean =>
  beginning !== '' && [citekey, ...aliases, ...acronyms].some((name) => fold(name).startsWith(beginning));
