import { agree, authorshipOf } from './authorship';
import { type Cluster, type OwnedRecord, identityOf } from './cluster';
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
}

/** What entries a paper is made of: what of it is whose, the reason why they are one, and those with a key. */
export interface Origins {
  readonly fields: readonly Origin[];
  readonly reason?: MatchReason;
  readonly entries: readonly KeyedEntry[];
}

/** The user's entries before the shipped library's, entries with a key before bare listings, then order of loading. */
export function byAuthority({ records }: Cluster): OwnedRecord[] {
  const rank = ({ record, origin }: OwnedRecord) =>
    (record.item.id === undefined ? 2 : 0) + (origin === 'user' ? 0 : 1);
  return [...records].sort((a, b) => rank(a) - rank(b));
}

/** The user's entry that what is recorded of a paper yields to. */
export const leadingEntry = ({ records }: Cluster): OwnedRecord | undefined =>
  records.find(({ record, origin }) => origin === 'user' && record.item.id !== undefined);

/** What entries a paper is made of, and what completes them; of what is recorded, the first is asked first. */
export function originsOf(cluster: Cluster, recorded: readonly RecordedFacts[]): Origins {
  const records = byAuthority(cluster);
  const leading = leadingEntry(cluster);
  const all: { readonly says: Partial<CslItem>; readonly place?: Place }[] = [
    ...(leading ? [leading] : []).map(spoken),
    ...recorded.map(({ facts, place }) => ({ says: facts, place })),
    ...records.filter((record) => record !== leading).map(spoken),
  ];
  const fields = new Map<Place | undefined, StatedField[]>();
  for (const field of STATED_FIELDS) {
    const said =
      field === 'author'
        ? namingAuthors(all, ({ says }) => says)
        : all.find(({ says }) => says[field] !== undefined);
    if (said) fields.set(said.place, [...(fields.get(said.place) ?? []), field]);
  }
  const reason = reasonOf(records);
  return {
    fields: Array.from(fields, ([place, own]) => ({
      fields: own,
      ...(place && { place }),
      ...(recorded.some((facts) => facts.place === place) && { isRecorded: true as const }),
    })),
    ...(reason && { reason }),
    entries: records.flatMap(({ record: { item, place }, origin }) =>
      item.id === undefined ? [] : [{ key: item.id, title: item.title, place, isOwn: origin === 'user' }],
    ),
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
