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
  readonly item: CslItem;
  readonly listing?: ListingFacts;
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
