import { acronymsOf } from './acronym';
import { type Cluster, type OwnedRecord, clusterRecords } from './cluster';
import { arxivIdOf, doiOf, venueOf } from './cslJson';
import { checkDecisions } from './decisionChecks';
import { type Decisions, mergeDecisions } from './decisions';
import { FamilyList } from './families/familyList';
import { type MembershipInput, familiesOf } from './families/membership';
import { type FileEntry, fileEntries } from './fileEntries';
import { type KeyFacts, type Keys, assignKeys } from './keys';
import { linksIn } from './links';
import { type ResolvedDate, resolveDate } from './listingDates';
import type { CslItem, ListingFacts, Paper, Problem, SourceRecord } from './paper';
import { sortInSteps } from './sortInSteps';

/** What an update did: papers that are new or differ, and keys that are gone. */
export interface LibraryChange {
  readonly changed: readonly Paper[];
  readonly removed: readonly string[];
}

/** A record of a workspace file. */
export interface DecidedRecord {
  readonly uri: string;
  readonly key: string;
}

/** Papers as they were when they were kept, with all that can be said of them without their files. */
export interface KeptLibrary {
  /** In order of citation key. */
  readonly papers: readonly Paper[];
  readonly families: FamilyList;
  /** The paper of a citation key or an alias. */
  get(key: string): Paper | undefined;
  readonly ambiguous: ReadonlyMap<string, readonly string[]>;
}

interface Made {
  readonly inputs: readonly unknown[];
  readonly paper: Paper;
  /** What the sources say, without what was decided. */
  readonly source: CslItem;
}

/** How many papers are made between two chances to pause. */
const BATCH = 20;
/** The same for steps that are much cheaper. */
const CHEAP_BATCH = 500;

/**
 * All papers known, made from the records of every file that was put in. Files change at any time; `update` then
 * merges anew and makes only those papers again whose records, keys or decided facts differ.
 */
export class Library {
  readonly #files = new Map<string, readonly OwnedRecord[]>();
  readonly #decisions = new Map<string, Decisions>();
  /** Counts changes of files with records. */
  #revision = 0;
  /** What the files say, until one changes. */
  #merged: readonly KeyFacts[] | undefined;
  /** In order of citation key. */
  #made = new Map<string, Made>();
  #papers: readonly Paper[] = [];
  #kept: KeptLibrary | undefined;
  #byKey = new Map<string, Paper>();
  #ambiguous: ReadonlyMap<string, readonly string[]> = new Map();
  #families = new FamilyList();
  #decisionProblems: ReadonlyMap<string, readonly Problem[]> = new Map();

  /** Puts a file's records in place of those it had. */
  putRecords(uri: string, origin: 'seed' | 'user', records: readonly SourceRecord[]): void {
    this.#files.set(
      uri,
      records.map((record) => ({ record, origin })),
    );
    this.#recordsChanged();
  }

  putDecisions(uri: string, decisions: Decisions): void {
    this.#decisions.set(uri, decisions);
  }

  remove(uri: string): void {
    if (this.#files.delete(uri)) this.#recordsChanged();
    this.#decisions.delete(uri);
  }

  #recordsChanged(): void {
    this.#revision++;
    this.#merged = undefined;
  }

  /** Lets papers stand for those of the files until these are merged for the first time. */
  keep(kept: KeptLibrary): void {
    this.#kept = kept;
  }

  /** In order of citation key. */
  get papers(): readonly Paper[] {
    return this.#kept?.papers ?? this.#papers;
  }

  /** The paper of a citation key or an alias. */
  get(key: string): Paper | undefined {
    return this.#kept ? this.#kept.get(key) : this.#byKey.get(key);
  }

  /** The entries that a file was read to have, in order. */
  entriesOf(uri: string): FileEntry[] {
    return fileEntries(this.#files.get(uri) ?? [], this.#papers);
  }

  /** What the sources of the paper with that citation key say, without what was decided of it. */
  sourceOf(citekey: string): CslItem | undefined {
    return this.#made.get(citekey)?.source;
  }

  /** The families as the user has decided. */
  get families(): FamilyList {
    return this.#kept?.families ?? this.#families;
  }

  /** Where workspace files say something of a family, or to which family a paper was moved, under any of its keys. */
  decisionsOn(section: 'papers' | 'families', key: string): DecidedRecord[] {
    const paper = this.get(key);
    const keys = paper ? [paper.citekey, ...paper.aliases] : [];
    const decided = ({ papers, families }: Decisions) =>
      section === 'papers'
        ? keys.filter((own) => papers.get(own)?.family !== undefined)
        : [...families.keys()].filter((id) => id === key);
    return sorted(this.#decisions).flatMap(([uri, all]) => decided(all).map((own) => ({ uri, key: own })));
  }

  /** The first workspace file with a record under a key. */
  recordedIn(key: string): string | undefined {
    return sorted(this.#decisions).find(([, { papers }]) => papers.has(key))?.[0];
  }

  /** What is wrong with a workspace file in the light of the papers that there are. */
  problemsOf(uri: string): readonly Problem[] {
    return this.#decisionProblems.get(uri) ?? [];
  }

  /** The citation keys an ambiguous key could mean; empty for any other key. */
  meanings(key: string): readonly string[] {
    return this.ambiguous.get(key) ?? [];
  }

  /** The keys that could mean several papers, with the citation keys of these. */
  get ambiguous(): ReadonlyMap<string, readonly string[]> {
    return this.#kept?.ambiguous ?? this.#ambiguous;
  }

  /** Merges all files. A generator: the caller may pause between steps; nothing changes for readers until its end. */
  *update(): Generator<void, LibraryChange> {
    const files = sorted(this.#decisions);
    const decisions = mergeDecisions(files.map(([, content]) => content));
    const merged = this.#merged ?? (yield* this.#merge());
    const { keys, ambiguous } = yield* assignKeys(merged, decisions);
    const families = new FamilyList(decisions.families);
    const made = new Map<string, Made>();
    for (const [index, facts] of merged.entries()) {
      if (index % BATCH === 0) yield;
      const own = keys.get(facts.cluster);
      const paper = own && this.#make(facts, own, families);
      if (paper) made.set(own.citekey, paper);
    }
    const change = yield* this.#replace(made, ambiguous);
    this.#families = families;
    this.#decisionProblems = checkDecisions(files, this, families);
    return change;
  }

  *#merge(): Generator<void, readonly KeyFacts[]> {
    const revision = this.#revision;
    const clusters = yield* clusterRecords(inOrder(this.#files).flat());
    const merged: KeyFacts[] = [];
    for (const cluster of clusters) {
      if (merged.length % CHEAP_BATCH === 0) yield;
      merged.push({ cluster, item: mergeItem(cluster) });
    }
    // A file may have changed during a pause.
    if (revision === this.#revision) this.#merged = merged;
    return merged;
  }

  /** Nothing for a paper that cannot be made: it costs no other. */
  #make({ cluster, item: merged }: KeyFacts, keys: Keys, families: FamilyList): Made | undefined {
    const { citekey, aliases, facts, family: moved } = keys;
    const item = withFacts(merged, cluster, facts);
    const hits = families.termsIn(item);
    const terms = hits.map((hit) => [hit.family, hit.field, hit.start, hit.end].join('\t'));
    const records = cluster.records.map(({ record }) => record);
    const inputs = [citekey, aliases.join('\n'), moved, terms.join('\n'), ...facts, ...records];
    const before = this.#made.get(citekey);
    if (before && same(before.inputs, inputs)) return before;
    try {
      return { inputs, paper: makePaper(cluster, item, keys, { hits, moved }), source: merged };
    } catch {
      return undefined;
    }
  }

  *#replace(
    made: Map<string, Made>,
    ambiguous: ReadonlyMap<string, readonly string[]>,
  ): Generator<void, LibraryChange> {
    const papers = yield* sortInSteps(Array.from(made.values(), ({ paper }) => paper));
    const byKey = new Map<string, Paper>();
    const changed: Paper[] = [];
    for (const [index, paper] of papers.entries()) {
      if (index % CHEAP_BATCH === 0) yield;
      for (const key of [paper.citekey, ...paper.aliases]) byKey.set(key, paper);
      if (this.#made.get(paper.citekey)?.paper !== paper) changed.push(paper);
    }
    const removed = [...this.#made.keys()].filter((key) => !made.has(key));
    this.#kept = undefined;
    this.#made = made;
    this.#papers = papers;
    this.#byKey = byKey;
    this.#ambiguous = ambiguous;
    return { changed, removed };
  }
}

/** What files hold, in the order of their addresses: the order in which they came must not matter. */
const sorted = <T>(files: ReadonlyMap<string, T>): [uri: string, content: T][] =>
  [...files].sort(([a], [b]) => (a < b ? -1 : 1));

const inOrder = <T>(files: ReadonlyMap<string, T>): T[] => sorted(files).map(([, content]) => content);

const same = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((value, index) => value === b[index]);

/** The user's entries before the shipped library's, entries with a key before bare listings, then order of loading. */
function byAuthority(cluster: Cluster): SourceRecord[] {
  const rank = ({ record, origin }: OwnedRecord) =>
    (record.item.id === undefined ? 2 : 0) + (origin === 'user' ? 0 : 1);
  return [...cluster.records].sort((a, b) => rank(a) - rank(b)).map(({ record }) => record);
}

function mergeItem(cluster: Cluster): CslItem {
  const items = byAuthority(cluster).map(({ item }) => item);
  return items.length === 1 && items[0] ? items[0] : (Object.assign({}, ...items.reverse()) as CslItem);
}

/** Decided facts complete what the shipped library and listings say, and yield to the user's own entry. */
function withFacts(item: CslItem, cluster: Cluster, facts: readonly Partial<CslItem>[]): CslItem {
  if (facts.length === 0) return item;
  const decided = Object.assign({}, ...[...facts].reverse()) as Partial<CslItem>;
  const own = cluster.records.find(({ record, origin }) => origin === 'user' && record.item.id !== undefined);
  return { ...item, ...decided, ...own?.record.item };
}

function mergeListings(records: readonly SourceRecord[]): ListingFacts {
  return Object.assign({}, ...records.flatMap(({ listing }) => listing ?? []).reverse()) as ListingFacts;
}

function makePaper(
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
