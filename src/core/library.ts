import { acronymsOf } from './acronym';
import { type Cluster, type OwnedRecord, clusterRecords } from './cluster';
import { arxivIdOf, doiOf, venueOf } from './cslJson';
import { type Decisions, NO_DECISIONS } from './decisions';
import { classify } from './families/classify';
import { type Keys, assignKeys } from './keys';
import { linksIn } from './links';
import { type ResolvedDate, resolveDate } from './listingDates';
import type { Classification, CslItem, ListingFacts, Paper, SourceRecord } from './paper';

/** What an update did: papers that are new or differ, and keys that are gone. */
export interface LibraryChange {
  readonly changed: readonly Paper[];
  readonly removed: readonly string[];
}

interface Made {
  readonly inputs: readonly unknown[];
  readonly paper: Paper;
}

/** How many papers are made between two chances to pause. */
const BATCH = 20;

/**
 * All papers known, made from the records of every file that was put in. Files change at any time; `update` then
 * merges anew and makes only those papers again whose records, keys or decided facts differ.
 */
export class Library {
  readonly #files = new Map<string, readonly OwnedRecord[]>();
  readonly #decisions = new Map<string, Decisions>();
  #made = new Map<string, Made>();
  #papers: readonly Paper[] = [];
  #byKey = new Map<string, Paper>();
  #ambiguous: ReadonlyMap<string, readonly string[]> = new Map();

  /** Puts a file's records in place of those it had. */
  putRecords(uri: string, origin: 'seed' | 'user', records: readonly SourceRecord[]): void {
    this.#files.set(
      uri,
      records.map((record) => ({ record, origin })),
    );
  }

  putDecisions(uri: string, decisions: Decisions): void {
    this.#decisions.set(uri, decisions);
  }

  remove(uri: string): void {
    this.#files.delete(uri);
    this.#decisions.delete(uri);
  }

  /** In order of citation key. */
  get papers(): readonly Paper[] {
    return this.#papers;
  }

  /** The paper of a citation key or an alias. */
  get(key: string): Paper | undefined {
    return this.#byKey.get(key);
  }

  /** The citation keys an ambiguous key could mean; empty for any other key. */
  meanings(key: string): readonly string[] {
    return this.#ambiguous.get(key) ?? [];
  }

  /** Merges all files. A generator: the caller may pause between steps; nothing changes for readers until its end. */
  *update(): Generator<void, LibraryChange> {
    const decisions = mergeDecisions([...this.#decisions.values()]);
    const clusters = clusterRecords(
      [...this.#files.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, records]) => records),
    );
    yield;
    const merged = clusters.map((cluster) => ({ cluster, item: mergeItem(cluster) }));
    const { keys, ambiguous } = assignKeys(merged, decisions);
    yield;
    const made = new Map<string, Made>();
    for (const [index, { cluster, item }] of merged.entries()) {
      if (index % BATCH === 0) yield;
      const own = keys.get(cluster);
      if (!own) continue;
      const facts = decisions.papers.get(own.citekey)?.facts;
      const inputs = [
        own.citekey,
        facts,
        own.aliases.join('\n'),
        ...cluster.records.map(({ record }) => record),
      ];
      const before = this.#made.get(own.citekey);
      const unchanged = before && same(before.inputs, inputs);
      made.set(
        own.citekey,
        unchanged ? before : { inputs, paper: makePaper(cluster, withFacts(item, cluster, facts), own) },
      );
    }
    return this.#replace(made, ambiguous);
  }

  #replace(made: Map<string, Made>, ambiguous: ReadonlyMap<string, readonly string[]>): LibraryChange {
    const before = this.#made;
    this.#made = made;
    this.#papers = [...made.values()]
      .map(({ paper }) => paper)
      .sort((a, b) => (a.citekey < b.citekey ? -1 : 1));
    this.#ambiguous = ambiguous;
    this.#byKey = new Map(
      this.#papers.flatMap((paper) => paper.aliases.map((alias) => [alias, paper] as const)),
    );
    for (const paper of this.#papers) this.#byKey.set(paper.citekey, paper);
    return {
      changed: this.#papers.filter((paper) => before.get(paper.citekey)?.paper !== paper),
      removed: [...before.keys()].filter((key) => !made.has(key)),
    };
  }
}

const same = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((value, index) => value === b[index]);

/** Where two folders decide on one paper, the first folder's fields win. */
function mergeDecisions(all: readonly Decisions[]): Decisions {
  const [only] = all;
  if (all.length < 2) return only ?? NO_DECISIONS;
  const papers = new Map<string, Decisions['papers'] extends ReadonlyMap<string, infer D> ? D : never>();
  for (const { papers: own } of all)
    for (const [key, decision] of own) {
      const earlier = papers.get(key);
      const aliases = [...new Set([...(earlier?.aliases ?? []), ...decision.aliases])];
      papers.set(key, { aliases, facts: earlier?.facts ?? decision.facts });
    }
  return { papers };
}

/** The user's entries before the shipped library's, entries with a key before bare listings, then order of loading. */
function byAuthority(cluster: Cluster): SourceRecord[] {
  const rank = ({ record, origin }: OwnedRecord) =>
    (record.item.id === undefined ? 2 : 0) + (origin === 'user' ? 0 : 1);
  return [...cluster.records].sort((a, b) => rank(a) - rank(b)).map(({ record }) => record);
}

function mergeItem(cluster: Cluster): CslItem {
  return Object.assign(
    {},
    ...byAuthority(cluster)
      .map(({ item }) => item)
      .reverse(),
  ) as CslItem;
}

/** Decided facts complete what the shipped library and listings say, and yield to the user's own entry. */
function withFacts(item: CslItem, cluster: Cluster, facts: Partial<CslItem> | undefined): CslItem {
  if (!facts) return item;
  const own = cluster.records.find(({ record, origin }) => origin === 'user' && record.item.id !== undefined);
  return { ...item, ...facts, ...own?.record.item };
}

function mergeListings(records: readonly SourceRecord[]): ListingFacts {
  return Object.assign({}, ...records.flatMap(({ listing }) => listing ?? []).reverse()) as ListingFacts;
}

function makePaper(cluster: Cluster, merged: CslItem, { citekey, aliases }: Keys): Paper {
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
    families: familiesOf(item),
    sources: cluster.records
      .filter(({ record }) => record.listing !== undefined)
      .map(({ record }) => record.place),
  };
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

const familiesOf = (item: CslItem): Classification =>
  classify({ title: item.title, abstract: item.abstract ?? '' });
