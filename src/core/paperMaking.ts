import { acronymsOf } from './acronym';
import type { Cluster } from './cluster';
import { arxivIdOf, doiOf, venueOf } from './cslJson';
import { type MembershipInput, familiesOf } from './families/membership';
import type { Keys } from './keys';
import { linksIn } from './links';
import { type ResolvedDate, resolveDate } from './listingDates';
import { byAuthority } from './origins';
import type { CslItem, ListingFacts, Paper, Place, SourceRecord } from './paper';

/** What the records of a paper say together. */
export function mergeItem(cluster: Cluster): CslItem {
  const items = byAuthority(cluster).map(({ record }) => record.item);
  return items.length === 1 && items[0] ? items[0] : (united(items.reverse()) as CslItem);
}

/** Decided facts complete what the shipped library and listings say, and yield to the user's own entry. */
export function withFacts(item: CslItem, cluster: Cluster, facts: readonly Partial<CslItem>[]): CslItem {
  if (facts.length === 0) return item;
  const decided = Object.assign({}, ...[...facts].reverse()) as Partial<CslItem>;
  const own = cluster.records.find(({ record, origin }) => origin === 'user' && record.item.id !== undefined);
  return { ...item, ...decided, ...own?.record.item };
}

function mergeListings(records: readonly SourceRecord[]): ListingFacts {
  return united(records.flatMap(({ listing }) => listing ?? []).reverse());
}

/** All that these say, the last first. By turns: there may be more of them than a call can take. */
const united = <T extends object>(all: readonly T[]): Partial<T> =>
  all.reduce<Partial<T>>((whole, one) => Object.assign(whole, one), {});

/** A paper of what is said and decided of it. */
export function makePaper(
  cluster: Cluster,
  merged: CslItem,
  { citekey, aliases }: Keys,
  decided: Pick<MembershipInput, 'hits' | 'moved'>,
): Paper {
  const item: CslItem = { ...merged, id: citekey };
  const listing = mergeListings(cluster.records.map(({ record }) => record));
  const arxiv = arxivIdOf(item);
  const date = dateOf(cluster, arxiv);
  const authors = item.author ?? [];
  return {
    citekey,
    aliases,
    item,
    title: item.title,
    abstract: item.abstract,
    authors,
    authorCount: authors.length > 0 ? authors.length : listing.authorCount,
    organization: listing.organization,
    year: item.issued?.['date-parts']?.[0]?.[0] ?? yearOf(date),
    published: date.published,
    publishedInferred: date.inferred,
    comments: listing.comments,
    venue: venueOf(item),
    arxiv,
    doi: doiOf(item),
    links: linksIn(item.abstract ?? ''),
    acronyms: acronymsOf(item.title, item.abstract),
    families: familiesOf({ title: item.title, abstract: item.abstract, ...decided }),
    sources: placesOf(cluster),
  };
}

/** Where people can look a paper up. What completes the shipped listings is none of their own places. */
function placesOf({ records }: Cluster): Place[] {
  const own = records.filter(({ origin }) => origin === 'user');
  const shipped = records.filter(({ origin, record }) => origin === 'seed' && record.listing !== undefined);
  return [...own, ...shipped].map(({ record }) => record.place);
}

/** The earliest date that a listing prints in full, else the earliest with an inferred year. */
function dateOf({ records }: Cluster, arxiv: string | undefined): ResolvedDate {
  const dates = records
    .map(({ record }) => resolveDate(record, arxiv))
    .filter(({ published }) => published !== undefined);
  const order = ({ published = '', inferred }: ResolvedDate) =>
    `${published.startsWith('-') ? 2 : inferred ? 1 : 0}${published}`;
  const [first] = dates.sort((a, b) => (order(a) < order(b) ? -1 : 1));
  return first ?? { published: undefined, inferred: false };
}

const yearOf = ({ published }: ResolvedDate): number | undefined =>
  published === undefined || published.startsWith('-') ? undefined : Number(published.slice(0, 4));
