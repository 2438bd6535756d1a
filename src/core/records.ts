import type { OwnedRecord } from './cluster';
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
   * What has changed; of records that are the same, the old ones stay. Nothing if more changes during a pause. A
   * generator: the caller may pause between steps.
   */
  *changes(): Generator<void, RecordChanges | undefined> {
    const revision = this.#revision;
    const [gone, come]: [OwnedRecord[], OwnedRecord[]] = [[], []];
    const kept = new Map<string, readonly OwnedRecord[]>();
    for (const [uri, before] of this.#before) {
      const now = [...this.of(uri)];
      for (let index = 0; index < Math.max(before.length, now.length); index++) {
        if (index % BATCH === BATCH - 1) yield;
        const [one, other] = [before[index], now[index]];
        if (one && other && sameValue(one, other)) now[index] = one;
        else {
          if (one) gone.push(one);
          if (other) come.push(other);
        }
      }
      kept.set(uri, now);
    }
    if (revision !== this.#revision) return undefined;
    for (const [uri, records] of kept) if (this.#files.has(uri)) this.#files.set(uri, records);
    return { gone, come };
  }

  #changing(uri: string): void {
    this.#revision++;
    if (!this.#before.has(uri)) this.#before.set(uri, this.of(uri));
  }
}
