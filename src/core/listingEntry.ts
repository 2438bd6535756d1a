import { type Role, abstractCost, titleCost } from './listingAlign';
import type { Line, PrintedDate } from './listingLines';
import type { ListingFacts, SourceRecord } from './paper';

/** How Markdown, JSON, BibTeX and tables begin a line, and titles do not. */
const MARKUP = /^[#>*+|{}[\]<@-]/;

/** What makes a line unusable. */
type Flaw = 'listing.binary' | 'listing.longLine';

/** A line of text, or the facts that stand under an abstract. */
export interface Token extends Line {
  readonly facts: boolean;
  readonly flaw?: Flaw | undefined;
  readonly length: number;
}

/** What stands under an abstract. */
export interface Facts extends Token {
  authorCount?: number;
  organization?: string;
  date?: PrintedDate;
  /** The last line of several. */
  endLine?: number;
}

/** One paper's part of a listing. */
export interface Entry {
  readonly title: Token;
  readonly abstract: Token[];
  facts?: Facts;
}

/** Puts lines together whose roles are known: `roles` may be longer than `tokens`. */
export function* entriesOf(tokens: readonly Token[], roles: readonly Role[]): Generator<Entry> {
  let entry: Entry | undefined;
  for (const [index, token] of tokens.entries()) {
    const role = roles[index];
    if (role === 'title') {
      if (entry) yield entry;
      entry = { title: token, abstract: [] };
    } else if (role === 'abstract') entry?.abstract.push(token);
    else if (entry) entry.facts = token;
  }
  if (entry) yield entry;
}

/** Whether title and abstract look their parts. Facts leave no doubt. */
export const isPlausible = ({ title, abstract, facts }: Entry): boolean =>
  facts !== undefined ||
  (!MARKUP.test(title.text) &&
    titleCost(title.text) < 2 &&
    abstract.some(({ text }) => abstractCost(text) === 0 && !MARKUP.test(text)));

const joined = (paragraphs: readonly Token[]): string =>
  paragraphs
    .map(({ text, adjacent }, index) => (index === 0 ? '' : adjacent ? '\n' : '\n\n') + text)
    .join('');

/** The record of an entry, which need not have an abstract. */
export function recordOf(file: string, { title, abstract, facts }: Entry): SourceRecord {
  const date = facts?.date;
  return {
    place: { file, line: title.line },
    endLine: facts?.endLine ?? abstract.at(-1)?.line ?? title.line,
    item: {
      title: title.text,
      ...(abstract.length > 0 && { abstract: joined(abstract) }),
      ...(date?.year !== undefined && { issued: { 'date-parts': [[date.year, date.month, date.day]] } }),
    },
    listing: listingFacts(facts),
  };
}

function listingFacts(facts: Facts | undefined): ListingFacts {
  if (!facts) return {};
  const { authorCount, organization, date } = facts;
  return {
    ...(authorCount !== undefined && { authorCount }),
    ...(organization !== undefined && { organization }),
    ...(date?.comments !== undefined && { comments: date.comments }),
    ...(date && date.year === undefined && { yearlessDate: { month: date.month, day: date.day } }),
  };
}

/** The same record with a year for a date that was printed without one. */
export function withInferredYear(record: SourceRecord, inferredYear: number): SourceRecord {
  const yearlessDate = record.listing?.yearlessDate;
  if (!yearlessDate) return record;
  return { ...record, listing: { ...record.listing, yearlessDate: { ...yearlessDate, inferredYear } } };
}
