import type { OwnedRecord } from './cluster';
import { sameItem } from './lateText';
import type { SourceRecord } from './paper';
import { sameValue } from './sameValue';

/** How many records are compared between two chances to pause. */
const BATCH = 50;

/** Records that are there no more, and such as were not there before. */
export interface RecordChanges {
  readonly gone: readonly OwnedRecord[];
  readonly come: readonly OwnedRecord[];
}

/** The records of all files that have some, and what has changed of them since they were merged. */
export class Records {
  readonly #files = new Map<string, readonly OwnedRecord[]>();
  /** What changed files had. */
  #before = new Map<string, readonly OwnedRecord[]>();
  #revision = 0;

  /** Puts a file's records in place of those it had. */
  put(uri: string, origin: 'seed' | 'user', records: readonly SourceRecord[]): void {
    this.#changing(uri);
    const owned = records.map((read, index) => {
      const record = origin === 'user' ? { ...read, place: { ...read.place, uri } } : read;
      return { record, origin, uri, index };
    });
    this.#files.set(uri, owned);
  }

  remove(uri: string): void {
    if (!this.#files.has(uri)) return;
    this.#changing(uri);
    this.#files.delete(uri);
  }

  of(uri: string): readonly OwnedRecord[] {
    return this.#files.get(uri) ?? [];
  }

  get haveChanged(): boolean {
    return this.#before.size > 0;
  }

  /** All records, in order of loading: it must not matter in which order files came. From now on they count as merged. */
  take(): OwnedRecord[] {
    this.settle();
    return [...this.#files].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, records]) => records);
  }

  /** From now on all records count as merged. */
  settle(): void {
    this.#before = new Map();
  }

  /**
   * What has changed; of records that say the same, the old ones stay, at the lines where they are now. Nothing if more
   * changes during a pause. A generator: the caller may pause between steps.
   */
  *changes(): Generator<void, RecordChanges | undefined> {
    const revision = this.#revision;
    const [gone, come]: [OwnedRecord[], OwnedRecord[]] = [[], []];
    const moved: (readonly [Movable, OwnedRecord])[] = [];
    const kept = new Map<string, readonly OwnedRecord[]>();
    for (const [uri, before] of this.#before) {
      const now = [...this.of(uri)];
      const same = yield* sameRecords(before, now);
      for (const [index, record] of now.entries()) {
        const old = same.get(record);
        if (old) moved.push([(now[index] = old), record]);
        else come.push(record);
      }
      const left = new Set(now);
      // One by one: a large file has more than a call can take.
      for (const record of before) if (!left.has(record)) gone.push(record);
      kept.set(uri, now);
    }
    if (revision !== this.#revision) return undefined;
    for (const [uri, records] of kept) if (this.#files.has(uri)) this.#files.set(uri, records);
    for (const [old, record] of moved) move(old, record);
    return { gone, come };
  }

  #changing(uri: string): void {
    this.#revision++;
    if (!this.#before.has(uri)) this.#before.set(uri, this.of(uri));
  }
}

/** In the order of files, and in these in that of records. */
export function inOrderOfLoading(a: OwnedRecord, b: OwnedRecord): number {
  const [{ uri = '', index = 0 }, { uri: otherUri = '', index: otherIndex = 0 }] = [a, b];
  return uri === otherUri ? index - otherIndex : uri < otherUri ? -1 : 1;
}

/** What of a record says where it is. Papers have the same places, so that none need be made anew for a line above it. */
interface Movable {
  index?: number;
  readonly record: { readonly place: { line: number }; endLine?: number };
}

function move(old: Movable, { index, record: { place, endLine } }: OwnedRecord): void {
  if (index !== undefined) old.index = index;
  old.record.place.line = place.line;
  if (endLine !== undefined) old.record.endLine = endLine;
}

/** By the records of a file now those of before that say the same, in the same order. */
function* sameRecords(
  before: readonly OwnedRecord[],
  now: readonly OwnedRecord[],
): Generator<void, Map<OwnedRecord, OwnedRecord>> {
  const places = new Map<string, { readonly own: number[]; next: number }>();
  for (const [place, { record }] of before.entries()) {
    const name = nameOf(record);
    const known = places.get(name);
    if (known) known.own.push(place);
    else places.set(name, { own: [place], next: 0 });
  }
  const same = new Map<OwnedRecord, OwnedRecord>();
  let last = -1;
  for (const [index, record] of now.entries()) {
    if (index % BATCH === BATCH - 1) yield;
    const known = places.get(nameOf(record.record));
    while (known && (known.own[known.next] ?? Infinity) <= last) known.next++;
    const place = known?.own[known.next];
    const old = place === undefined ? undefined : before[place];
    if (place === undefined || !old || !saysSame(old, record)) continue;
    same.set(record, old);
    last = place;
  }
  return same;
}

const nameOf = ({ item: { id, title } }: SourceRecord): string => id ?? title;

const saysSame = (one: OwnedRecord, other: OwnedRecord): boolean =>
  one.origin === other.origin &&
  one.record.place.file === other.record.place.file &&
  (one.record.endLine === undefined) === (other.record.endLine === undefined) &&
  sameItem(one.record.item, other.record.item) &&
  sameValue(one.record.aliases, other.record.aliases) &&
  sameValue(one.record.listing, other.record.listing);
