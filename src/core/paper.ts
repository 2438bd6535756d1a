/** A person's name as CSL has it. `literal` stands alone, for organisations and names that do not divide. */
export interface Name {
  readonly family?: string;
  readonly given?: string;
  readonly literal?: string;
  readonly 'dropping-particle'?: string;
  readonly 'non-dropping-particle'?: string;
  readonly suffix?: string;
}

/** A CSL date: `date-parts` is `[[year, month?, day?]]`, month and day 1-based. */
export interface CslDate {
  readonly 'date-parts'?: readonly (readonly number[])[];
  readonly literal?: string;
  readonly circa?: boolean;
  /** From 1 for spring to 4 for winter. */
  readonly season?: number;
}

/**
 * One bibliographic record in CSL-JSON: the currency in which every reader (listing, CSL-JSON, later BibTeX)
 * hands over what it read. Fields the product does not use itself are kept for export.
 */
export interface CslItem {
  readonly id?: string;
  readonly type?: string;
  readonly title: string;
  readonly abstract?: string;
  readonly author?: readonly Name[];
  readonly editor?: readonly Name[];
  readonly issued?: CslDate;
  readonly 'container-title'?: string;
  readonly 'container-title-short'?: string;
  readonly 'event-title'?: string;
  readonly DOI?: string;
  readonly URL?: string;
  readonly [field: string]: unknown;
}

/** Where a record stands: `file` as shown to people (relative to its root, `/` between parts), `line` 1-based. */
export interface Place {
  readonly file: string;
  readonly line: number;
  /** The address of a file of the user's; the others ship with the extension. */
  readonly uri?: string;
}

/** What a saved listing says of a paper beyond CSL. */
export interface ListingFacts {
  /** The number in "• N authors". */
  readonly authorCount?: number;
  /** The organisation's name printed instead of the author count. */
  readonly organization?: string;
  /** The number behind the date: comments on the page. */
  readonly comments?: number;
  /** A date printed without a year; `inferredYear` is the year after the newest one printed on that page. */
  readonly yearlessDate?: { readonly month: number; readonly day: number; readonly inferredYear?: number };
}

/** One record as read from one place of one library file. */
export interface SourceRecord {
  readonly place: Place;
  /** The last of its lines, where that is known. */
  readonly endLine?: number;
  readonly item: CslItem;
  /** Further keys that the entry says it is cited by. */
  readonly aliases?: readonly string[];
  readonly listing?: ListingFacts;
  /** Whether it stands in an export, which repeats what other files said once: any of them knows better. */
  readonly isExported?: true;
}

/** Something wrong with a file, as a code that the extension host turns into words. Lines and columns 1-based. */
export interface Problem {
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'information';
  readonly line: number;
  readonly column?: number;
  readonly endLine?: number;
  readonly endColumn?: number;
  /** What the message's placeholders stand for. */
  readonly args?: readonly (string | number)[];
}

/** What a reader made of a file: the records it could read and the problems it met on the way. */
export interface ReadResult {
  readonly records: readonly SourceRecord[];
  readonly problems: readonly Problem[];
}

/** The families a paper belongs to and why: computed from title and abstract, unless the user decided (`families/`). */
export interface Classification {
  readonly primary: FamilyScore;
  /** At most two, strongest first. */
  readonly secondary: readonly FamilyScore[];
  /** What decided it, strongest first: true quotations of title or abstract. */
  readonly evidence: readonly Evidence[];
  /** What the primary family would be, had the user not moved the paper. */
  readonly computed?: FamilyScore;
}

/** No family: that of a paper whose abstract is yet to be read. */
export const UNREAD_FAMILY = '';

export interface FamilyScore {
  readonly family: string;
  /** 0 to 1. */
  readonly confidence: number;
}

/** `text` is `title` or `abstract` from UTF-16 offset `start` to `end`. */
export interface Evidence {
  readonly family: string;
  readonly field: 'title' | 'abstract';
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly weight: number;
}

/** One paper of the library: everything its sources say of it, merged. */
export interface Paper {
  readonly citekey: string;
  /** Other keys that cite it. */
  readonly aliases: readonly string[];
  /** The merged CSL item; its `id` is the citation key. */
  readonly item: CslItem;
  readonly title: string;
  readonly abstract: string | undefined;
  /**
   * Those who are named, be they the editors of a work that has no authors (`peopleOf`); the item's own list may end with
   * others.
   */
  readonly authors: readonly Name[];
  readonly authorCount: number | undefined;
  readonly organization: string | undefined;
  readonly year: number | undefined;
  /** ISO date `YYYY-MM-DD`; `--MM-DD` where the year is not known. */
  readonly published: string | undefined;
  /** Whether the year of `published` was inferred. */
  readonly publishedInferred: boolean;
  readonly comments: number | undefined;
  /** Short venue for grouping: "NeurIPS 2021". */
  readonly venue: string | undefined;
  /** arXiv id without version: "2205.04437". */
  readonly arxiv: string | undefined;
  /** DOI without resolver. */
  readonly doi: string | undefined;
  /** Addresses found in the abstract. */
  readonly links: readonly string[];
  /** Acronyms from title and abstract, as printed. */
  readonly acronyms: readonly string[];
  readonly families: Classification;
  /** The user's entries, then those of listings, each in order of loading. */
  readonly sources: readonly Place[];
}
