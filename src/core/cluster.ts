import { type Authorship, agree, authorshipOf, together } from './authorship';
import { arxivIdOf, publishedDoiOf } from './cslJson';
import type { Separation } from './decisions';
import { copiesOf } from './exportedCopies';
import { titleIdentity } from './fold';
import { Forest } from './forest';
import { plainMarkup } from './markup';
import { partsOf } from './ownPapers';
import { papersOfIdentifier } from './sharedIdentifiers';
import { byRoot, setsOf } from './titleSets';
import type { CslItem, SourceRecord } from './paper';

/** A record and whose file it came from. */
export interface OwnedRecord {
  readonly record: SourceRecord;
  readonly origin: 'seed' | 'user';
  /** The file, and which of its records it is: the order of loading. */
  readonly uri?: string;
  readonly index?: number;
}

/** All records that speak of one paper, in order of loading. What identifies it does not depend on that order. */
export interface Cluster {
  readonly records: readonly OwnedRecord[];
  readonly arxiv: string | undefined;
  readonly doi: string | undefined;
  /** Least of its titles as printed, the weakest identity. */
  readonly title: string;
  /** Whether another paper has an identifier of it. */
  readonly isDisputed?: true;
}

interface Identity {
  readonly arxiv: string | undefined;
  readonly doi: string | undefined;
  /** Folded. */
  readonly title: string;
}

/** Keys of entries that the user has told apart: by a key, those whose papers it does not mean. */
export type Separations = ReadonlyMap<string, Separation>;

const NOTHING_APART: Separations = new Map();

/** What may unite a record with others. */
export const identityOf = ({ item }: SourceRecord): Identity => ({
  arxiv: arxivIdOf(item),
  doi: publishedDoiOf(item),
  title: titleIdentity(plainMarkup(item.title)),
});

/** How many records are looked at between two chances to pause. */
const BATCH = 250;

/**
 * Groups records by paper, whatever the order of loading. An arXiv id or a DOI unites, unless titles and authors say
 * that it is not everybody's (`papersOfIdentifier` has the rule); a title unites only what neither identifiers nor authors and years tell apart: where one title stands for two papers, records without an
 * identifier join the only one that their first author and year are of, or none. Nor do titles unite over a third paper
 * what identifiers tell apart.
 *
 * Two entries that the user has given keys are held to more than a seed or a listing is, of which nothing is lost: of one
 * title they are one paper only where their authors and years agree well, and what else they say does not contradict
 * (`areOne` has the rule). Where that unites one with two that are not one, all three stay apart. Entries that the
 * user has told apart are never one paper.
 *
 * A generator: the caller may pause between steps.
 */
export function* clusterRecords(
  records: readonly OwnedRecord[],
  separations: Separations = NOTHING_APART,
): Generator<void, Cluster[]> {
  const identities: Identity[] = [];
  for (const [index, { record }] of records.entries()) {
    if (index % BATCH === 0) yield;
    identities.push(identityOf(record));
  }
  const copies = yield* copiesOf(records);
  for (const copy of copies.keys()) identities[copy] = UNIDENTIFIED;
  const forest = new Forest(records.length);
  const disputed = yield* uniteIdentified(forest, identities, records);
  yield* uniteTitles(forest, identities, records);
  for (const [copy, original] of copies) forest.unite(original, copy);
  const clusters: Cluster[] = [];
  const idOf = (index: number) => records[index]?.record.item.id ?? '';
  for (const united of (yield* groupBy(identities, (index) => forest.root(index))).values())
    for (const indexes of separated(united, idOf, separations)) {
      if (clusters.length % BATCH === 0) yield;
      clusters.push(clusterOf(indexes, identities, records, disputed));
    }
  return clusters;
}

const UNIDENTIFIED: Identity = { arxiv: undefined, doi: undefined, title: '' };

function* uniteBy(
  forest: Forest,
  identities: readonly Identity[],
  idOf: (identity: Identity) => string | undefined,
): Generator<void, void> {
  const seen = new Map<string, number>();
  for (const [index, identity] of identities.entries()) {
    if (index % BATCH === 0) yield;
    const id = idOf(identity);
    if (id === undefined) continue;
    const earlier = seen.get(id);
    if (earlier === undefined) seen.set(id, index);
    else forest.unite(earlier, index);
  }
}

/** Unites by identifiers what does not contradict. Returns the records of which others have an identifier, too, and are other papers. */
function* uniteIdentified(
  forest: Forest,
  identities: readonly Identity[],
  records: readonly OwnedRecord[],
): Generator<void, ReadonlySet<number>> {
  const linked = new Forest(identities.length);
  yield* uniteBy(linked, identities, ({ arxiv }) => arxiv);
  yield* uniteBy(linked, identities, ({ doi }) => doi);
  const sets = new Map<number, number[]>();
  for (const index of identities.keys()) {
    if (index % BATCH === 0) yield;
    const root = linked.root(index);
    if (root === index) continue;
    const set = sets.get(root);
    if (set) set.push(index);
    else sets.set(root, [root, index]);
  }
  const disputed = new Set<number>();
  for (const [count, members] of [...sets.values()].entries()) {
    if (count % BATCH === 0) yield;
    const papers = papersOfIdentifier(members, {
      titleOf: (index) => identities[index]?.title ?? '',
      itemOf: (index) => records[index]?.record.item,
      isOwn: (index) => ownItemOf(records[index]) !== undefined,
    });
    for (const paper of papers) for (const index of paper) forest.unite(paper[0] ?? index, index);
    if (papers.length > 1) for (const index of members) disputed.add(index);
  }
  return disputed;
}

/** Decides on every title by what identifiers alone have united, then unites: the order of titles must not matter. */
function* uniteTitles(
  forest: Forest,
  identities: readonly Identity[],
  records: readonly OwnedRecord[],
): Generator<void, void> {
  const groups = yield* groupBy(identities, (index) => identities[index]?.title ?? '');
  groups.delete('');
  const known = yield* identified(forest, identities);
  const titled = {
    rootOf: known.root,
    idsOf: (root: number) => (['arxiv', 'doi'] as const).filter((kind) => known[kind].has(root)),
    ownItem: (index: number) => ownItemOf(records[index]),
  };
  const isUnknown = (index: number) =>
    !known.arxiv.has(known.root(index)) && !known.doi.has(known.root(index));
  const authorship = (index: number): Authorship => {
    const item = records[index]?.record.item;
    return item ? authorshipOf(item) : { names: [], years: [] };
  };
  const parts: (readonly number[])[] = [];
  for (const members of groups.values()) {
    if (parts.length % BATCH === 0) yield;
    for (const part of partsOf(members, { ...titled, authorship })) parts.push(part);
  }
  const apart = yield* titlesApart(parts, known, authorship, identities.length);
  for (const [count, members] of parts.entries()) {
    if (count % BATCH === 0) yield;
    const sets = apart.has(members) ? setsOf(members, isUnknown, known.root, authorship) : [members];
    for (const united of sets) for (const index of united) forest.unite(united[0] ?? index, index);
  }
}

/** The item of an entry that the user has given a key. */
const ownItemOf = (owned: OwnedRecord | undefined): CslItem | undefined =>
  owned?.origin === 'user' && owned.record.item.id !== undefined ? owned.record.item : undefined;

/** What identifiers have united: two such sets share no identifier, so two with one of a kind are two papers. */
interface Identified {
  readonly root: (index: number) => number;
  /** Roots of the sets with an arXiv id. */
  readonly arxiv: ReadonlySet<number>;
  /** Roots of the sets with a DOI. */
  readonly doi: ReadonlySet<number>;
}

function* identified(forest: Forest, identities: readonly Identity[]): Generator<void, Identified> {
  const roots = new Int32Array(identities.length);
  const [withArxiv, withDoi] = [new Set<number>(), new Set<number>()];
  for (const [index, { arxiv, doi }] of identities.entries()) {
    if (index % BATCH === 0) yield;
    const root = (roots[index] = forest.root(index));
    if (arxiv !== undefined) withArxiv.add(root);
    if (doi !== undefined) withDoi.add(root);
  }
  return { root: (index) => roots[index] ?? index, arxiv: withArxiv, doi: withDoi };
}

/** Those groups of one title that are not one paper, or that would chain together what is not. */
function* titlesApart(
  groups: readonly (readonly number[])[],
  known: Identified,
  authorship: (index: number) => Authorship,
  size: number,
): Generator<void, Set<readonly number[]>> {
  const chains = new Forest(size);
  const apart = new Set<readonly number[]>();
  for (const [count, members] of groups.entries()) {
    if (count % BATCH === 0) yield;
    const roots = new Set(members.map(known.root));
    if (twoOf(roots, known) || differ(members, known, authorship)) apart.add(members);
    else for (const root of roots) chains.unite(known.root(members[0] ?? root), root);
  }
  const torn = new Set([...repeated(chains, known.arxiv), ...repeated(chains, known.doi)]);
  for (const members of groups) if (torn.has(chains.root(known.root(members[0] ?? 0)))) apart.add(members);
  return apart;
}

/** Whether authors or years say that records of one title, which no identifier has united, are several papers. */
function differ(
  members: readonly number[],
  { root }: Identified,
  authorship: (index: number) => Authorship,
): boolean {
  if (members.length < 2) return false;
  const papers = Array.from(byRoot(members, root).values(), (own) => together(own.map(authorship)));
  return papers.length > 1 && !agree(papers);
}

function twoOf(roots: ReadonlySet<number>, { arxiv, doi }: Identified): boolean {
  if (roots.size < 2) return false;
  const all = [...roots];
  return [arxiv, doi].some((having) => all.filter((root) => having.has(root)).length > 1);
}

/** The chains in which more than one of these sets are linked. */
function repeated(chains: Forest, roots: Iterable<number>): Set<number> {
  const [seen, twice] = [new Set<number>(), new Set<number>()];
  for (const root of roots) {
    const chain = chains.root(root);
    (seen.has(chain) ? twice : seen).add(chain);
  }
  return twice;
}

function* groupBy<K>(
  identities: readonly Identity[],
  keyOf: (index: number) => K,
): Generator<void, Map<K, number[]>> {
  const groups = new Map<K, number[]>();
  for (const index of identities.keys()) {
    if (index % BATCH === 0) yield;
    const key = keyOf(index);
    const group = groups.get(key);
    if (group) group.push(index);
    else groups.set(key, [index]);
  }
  return groups;
}

function clusterOf(
  indexes: readonly number[],
  identities: readonly Identity[],
  records: readonly OwnedRecord[],
  disputed: ReadonlySet<number>,
): Cluster {
  const own = indexes.flatMap((index) => records[index] ?? []);
  return {
    records: own,
    arxiv: least(indexes.map((index) => identities[index]?.arxiv)),
    doi: least(indexes.map((index) => identities[index]?.doi)),
    title: least(own.map(({ record }) => plainMarkup(record.item.title))) ?? '',
    ...(indexes.some((index) => disputed.has(index)) && { isDisputed: true as const }),
  };
}

/** Takes out of a paper the entries of those keys that do not mean what another of its keys means. */
function separated(
  united: readonly number[],
  idOf: (index: number) => string,
  separations: Separations,
): (readonly number[])[] {
  if (separations.size === 0 || united.length < 2) return [united];
  const ids = new Set(united.map(idOf));
  const recordOf = (id: string) => separations.get(id)?.record ?? id;
  const apartFrom = (id: string) => [...(separations.get(id)?.not ?? [])].filter((other) => ids.has(other));
  const gone = new Map<string, number[]>();
  for (const id of ids) {
    const own = recordOf(id);
    // Where each shall not be the other, one goes.
    const goes = (other: string) =>
      own > recordOf(other) || !apartFrom(other).some((back) => recordOf(back) === own);
    if (apartFrom(id).some((other) => recordOf(other) !== own && goes(other))) gone.set(own, []);
  }
  const rest = united.filter((index) => !gone.has(recordOf(idOf(index))));
  for (const index of united) gone.get(recordOf(idOf(index)))?.push(index);
  return [rest, ...gone.values()].filter((indexes) => indexes.length > 0);
}

/** The first in the order of code units. */
function least(texts: readonly (string | undefined)[]): string | undefined {
  return texts.reduce((a, b) => (a === undefined || (b !== undefined && b < a) ? b : a), undefined);
}
