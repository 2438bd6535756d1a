import { acronymsOf } from './acronym';
import type { Cluster } from './cluster';
import { arxivIdOf, doiOf, venueOf } from './cslJson';
import { type MembershipInput, familiesOf, familiesUnread } from './families/membership';
import type { Keys } from './keys';
import { joinItems, settleItem } from './lateText';
import { linksIn } from './links';
import { type ResolvedDate, resolveDate } from './listingDates';
import { plainMarkup } from './markup';
import { byAuthority, ownEntries, speaking } from './origins';
import { type People, namingAuthors, peopleOf } from './others';
import type { CslItem, ListingFacts, Paper, Place, SourceRecord } from './paper';

/** What the records of a paper say together. */
export function mergeItem(cluster: Cluster): CslItem {
  const heard = new Set(speaking(cluster));
  const items = byAuthority(cluster)
    .filter((record) => heard.has(record))
    .map(({ record }) => record.item);
  if (items.length === 1 && items[0]) return items[0];
  const author = namingAuthors(items, (item) => item)?.author;
  return joinItems([...items.reverse(), author ? { author } : {}]);
}

/** Decided facts complete what the shipped library and listings say, and yield to the user's own entry. */
export function withFacts(item: CslItem, cluster: Cluster, facts: readonly Partial<CslItem>[]): CslItem {
  if (facts.length === 0) return item;
  const [leading] = ownEntries(cluster);
  const own: Partial<CslItem> = leading?.record.item ?? {};
  const author = namingAuthors([own, ...facts, item], (said) => said)?.author;
  return joinItems([item, ...[...facts].reverse(), own, author ? { author } : {}]);
}

function mergeListings(records: readonly SourceRecord[]): ListingFacts {
  return united(records.flatMap(({ listing }) => listing ?? []).reverse());
}

/** All that these say, the last first. By turns: there may be more of them than a call can take. */
const united = <T extends object>(all: readonly T[]): Partial<T> =>
  all.reduce<Partial<T>>((whole, one) => Object.assign(whole, one), {});

/** A paper of what is said and decided of it, without what it takes its abstract to know: see {@link readPaper}. */
export function makeHead(cluster: Cluster, merged: CslItem, { citekey, aliases, family }: Keys): Paper {
  const item = merged.id === citekey ? merged : joinItems([merged, { id: citekey }]);
  const title = plainMarkup(item.title);
  const listing = mergeListings(cluster.records.map(({ record }) => record));
  const arxiv = arxivIdOf(item);
  const date = dateOf(cluster, arxiv);
  const people = peopleOf(item);
  return {
    citekey,
    aliases,
    item,
    title,
    get abstract() {
      return item.abstract;
    },
    authors: people.names,
    authorCount: countOf(people, listing),
    organization: listing.organization,
    year: item.issued?.['date-parts']?.[0]?.[0] ?? yearOf(date),
    published: date.published,
    publishedInferred: date.inferred,
    comments: listing.comments,
    venue: venueOf(item),
    arxiv,
    doi: doiOf(item),
    links: [],
    acronyms: acronymsOf(title),
    families: familiesUnread(family),
    sources: placesOf(cluster),
  };
}

/** The same paper with its abstract, and all that follows from it. */
export function readPaper(head: Paper, decided: Pick<MembershipInput, 'hits' | 'moved'>): Paper {
  const { item, title } = head;
  settleItem(item);
  const { abstract } = item;
  return {
    ...head,
    abstract,
    links: linksIn(abstract ?? ''),
    acronyms: acronymsOf(title, abstract),
    families: familiesOf({ title, abstract, ...decided }),
  };
}

/** The same paper without its abstract, which is not asked for. */
export function withoutAbstract(head: Paper): Paper {
  const item = joinItems([head.item]);
  Reflect.deleteProperty(item, 'abstract');
  const plain = (value: unknown) => ({ value, enumerable: true, configurable: true, writable: true });
  const own = Object.getOwnPropertyDescriptors(head);
  return Object.defineProperties({}, { ...own, item: plain(item), abstract: plain(undefined) }) as Paper;
}

/** How many authors there are: as many as are named, unless these are not all and a listing says more. */
function countOf(
  { names, isOpen, areEditors }: People,
  { authorCount = 0 }: ListingFacts,
): number | undefined {
  const count = areEditors ? 0 : names.length;
  return (isOpen || count === 0 ? Math.max(count, authorCount) : count) || undefined;
}

/** Where people can look a paper up. What completes the shipped listings is none of their own places. */
function placesOf({ records }: Cluster): Place[] {
  const users = records.filter(({ origin }) => origin === 'user');
  const own = users.filter(({ record }) => !record.isExported);
  const exported = users.filter(({ record }) => record.isExported);
  const shipped = records.filter(({ origin, record }) => origin === 'seed' && record.listing !== undefined);
  return [...own, ...shipped, ...exported].map(({ record }) => record.place);
}

/** The earliest date that a listing prints in full, else the earliest with an inferred year. */
function dateOf(cluster: Cluster, arxiv: string | undefined): ResolvedDate {
  const dates = speaking(cluster)
    .map(({ record }) => resolveDate(record, arxiv))
    .filter(({ published }) => published !== undefined);
  const order = ({ published = '', inferred }: ResolvedDate) =>
    `${published.startsWith('-') ? 2 : inferred ? 1 : 0}${published}`;
  const [first] = dates.sort((a, b) => (order(a) < order(b) ? -1 : 1));
  return first ?? { published: undefined, inferred: false };
}

const yearOf = ({ published }: ResolvedDate): number | undefined =>
  published === undefined || published.startsWith('-') ? undefined : Number(published.slice(0, 4));
