import { agree, authorshipOf } from './authorship';
import { type Cluster, type OwnedRecord, identityOf } from './cluster';
import { plainMarkup } from './markup';
import { namingAuthors } from './others';
import type { CslItem, Place } from './paper';

/** What a card says where it comes from, in that order. */
const STATED_FIELDS = ['title', 'author', 'issued', 'container-title', 'abstract'] as const;
export type StatedField = (typeof STATED_FIELDS)[number];

/** What was taken from one entry, or recorded in a workspace file; without a place, from entries that ship with the extension. */
export interface Origin {
  readonly fields: readonly StatedField[];
  readonly place?: Place;
  readonly isRecorded?: true;
}

/** Facts that a workspace file records, and where. */
export interface RecordedFacts {
  readonly place: Place;
  readonly facts: Partial<CslItem>;
}

/** Why entries are one paper. */
export type MatchReason = 'arxiv' | 'doi' | 'authors' | 'title';

/** An entry that has a citation key. */
export interface KeyedEntry {
  readonly key: string;
  readonly title: string;
  readonly place: Place;
  /** Whether it is the user's. */
  readonly isOwn: boolean;
  /** Whether it is an export of what another entry says. */
  readonly isCopy?: boolean;
}

/** What entries a paper is made of: what of it is whose, the reason why they are one, and those with a key. */
export interface Origins {
  readonly fields: readonly Origin[];
  readonly reason?: MatchReason;
  readonly entries: readonly KeyedEntry[];
}

/**
 * The user's entries before the shipped library's, entries with a key before bare listings, exports behind all, then order
 * of loading.
 */
export function byAuthority(cluster: Cluster): OwnedRecord[] {
  const rank = ({ record, origin }: OwnedRecord) =>
    (record.isExported ? 4 : 0) + (record.item.id === undefined ? 2 : 0) + (origin === 'user' ? 0 : 1);
  return [...cluster.records].sort((a, b) => rank(a) - rank(b));
}

/** What of a paper's entries is the user's own word: exports only where nothing else speaks of the paper. */
export function ownEntries({ records }: Cluster): readonly OwnedRecord[] {
  const own = records.filter(({ record, origin }) => origin === 'user' && record.item.id !== undefined);
  return records.every(({ record }) => record.isExported)
    ? own
    : own.filter(({ record }) => !record.isExported);
}

/** The records that say something of a paper: exports only where nothing else speaks of it. */
export function speaking({ records }: Cluster): readonly OwnedRecord[] {
  const sources = records.filter(({ record }) => !record.isExported);
  return sources.length > 0 ? sources : records;
}

/** A key of entries that people may say are another paper, and these. */
export interface SeparableKey {
  readonly key: string;
  readonly entries: readonly KeyedEntry[];
}

/** The entries of a paper by their keys: of one key all are one. What is an export goes with its source. */
export function separableKeys({ entries }: Pick<Origins, 'entries'>): SeparableKey[] {
  const byKey = new Map<string, KeyedEntry[]>();
  for (const entry of entries) {
    if (entry.isCopy) continue;
    const own = byKey.get(entry.key);
    if (own) own.push(entry);
    else byKey.set(entry.key, [entry]);
  }
  return Array.from(byKey, ([key, own]) => ({ key, entries: own }));
}

/** What entries a paper is made of, and what completes them; of what is recorded, the first is asked first. */
export function originsOf(cluster: Cluster, recorded: readonly RecordedFacts[]): Origins {
  const records = byAuthority(cluster);
  const heard = new Set(speaking(cluster));
  const decisive = new Set(ownEntries(cluster));
  // What is recorded yields to this one.
  const [leading] = decisive;
  const all: { readonly says: Partial<CslItem>; readonly place?: Place }[] = [
    ...(leading ? [leading] : []).map(spoken),
    ...recorded.map(({ facts, place }) => ({ says: facts, place })),
    ...records.filter((record) => record !== leading && heard.has(record)).map(spoken),
  ];
  const fields = new Map<Place | undefined, StatedField[]>();
  for (const field of STATED_FIELDS) {
    const one =
      field === 'author'
        ? namingAuthors(all, ({ says }) => says)
        : all.find(({ says }) => says[field] !== undefined);
    if (one) fields.set(one.place, [...(fields.get(one.place) ?? []), field]);
  }
  const reason = reasonOf(records);
  return {
    fields: Array.from(fields, ([place, own]) => ({
      fields: own,
      ...(place && { place }),
      ...(recorded.some((facts) => facts.place === place) && { isRecorded: true as const }),
    })),
    ...(reason && { reason }),
    entries: records.flatMap((entry) => {
      const { id: key, title } = entry.record.item;
      if (key === undefined) return [];
      const isCopy = entry.record.isExported === true && !decisive.has(entry);
      const isOwn = entry.origin === 'user';
      return [
        { key, title: plainMarkup(title), place: entry.record.place, isOwn, ...(isCopy && { isCopy }) },
      ];
    }),
  };
}

/** What an entry says, with its place if it is the user's. */
const spoken = ({ record: { item, place }, origin }: OwnedRecord) => ({
  says: item,
  ...(origin === 'user' && { place }),
});

/** Why entries are one paper, if one of them is the user's: the surest that holds between two. */
function reasonOf(records: readonly OwnedRecord[]): MatchReason | undefined {
  if (records.length < 2 || records.every(({ origin }) => origin === 'seed')) return undefined;
  const identities = records.map(({ record }) => identityOf(record));
  if (hasTwice(identities.map(({ arxiv }) => arxiv))) return 'arxiv';
  if (hasTwice(identities.map(({ doi }) => doi))) return 'doi';
  const authored = records
    .map(({ record }) => authorshipOf(record.item))
    .filter(({ names }) => names.length > 0);
  return authored.length > 1 && agree(authored) ? 'authors' : 'title';
}

function hasTwice(ids: readonly (string | undefined)[]): boolean {
  const known = ids.filter((id) => id !== undefined);
  return new Set(known).size < known.length;
}
