import type { Library } from '../core/library';
import type { LibraryChange } from '../core/madePapers';
import type { SuggestIndex } from '../core/search/suggest';
import { KeptPapers, factsOf, writeSnapshot } from './keptPapers';
import type { Lane } from './lane';
import type { MadeSnapshot, SnapshotSlice } from './snapshotProtocol';

/** What became of a snapshot. */
export type Restored = { readonly papers: number } | 'none' | 'damaged' | 'other build' | 'too late';

/** Told what becomes of a snapshot that is made. */
export interface SnapshotsHost {
  made(snapshot: MadeSnapshot): void;
  failed(error: unknown): void;
}

/** How long the library rests before it is kept, ms: the longer the more there is to write. */
export type RestBefore = (papers: number) => number;

/**
 * Keeps the library from one start to the next: answers of papers as they were, until the files are read, and has a
 * snapshot made whenever they say something else and the worker has rested a while.
 */
export class Snapshots {
  readonly #library: Library;
  readonly #heads: SuggestIndex;
  readonly #lane: Lane;
  readonly #host: SnapshotsHost;
  readonly #rest: RestBefore;
  /** Nothing until the host has said which: it may keep none. */
  #build: string | undefined;
  #incoming: Uint8Array | undefined;
  #kept: KeptPapers | undefined;
  #reading: Promise<void> | undefined;
  /** Whether the files have begun to be merged. */
  #isOver = false;
  /** What the host has in its file says this of all papers together; nothing when it is to be made anew. */
  #saved: string | undefined;
  #resting: ReturnType<typeof setTimeout> | undefined;
  #made: { readonly id: number; readonly parts: readonly Uint8Array[]; readonly facts: string } | undefined;
  /** Raised by all that ends the making of a snapshot. */
  #turn = 0;

  constructor(
    parts: { readonly library: Library; readonly heads: SuggestIndex; readonly lane: Lane },
    host: SnapshotsHost,
    rest: RestBefore,
  ) {
    this.#library = parts.library;
    this.#heads = parts.heads;
    this.#lane = parts.lane;
    this.#host = host;
    this.#rest = rest;
  }

  /** Takes a slice of a snapshot. With the last, all of it takes the place of the library, and what became of it is said. */
  async take({ build, size, offset, bytes }: SnapshotSlice): Promise<Restored | undefined> {
    this.#build = build;
    if (size === 0) return 'none';
    if (offset === 0) this.#incoming = new Uint8Array(size);
    const file = this.#incoming;
    if (file?.length !== size) return undefined;
    file.set(bytes, offset);
    if (offset + bytes.length < size) return undefined;
    this.#incoming = undefined;
    return this.#lane.run(this.#restore(file, build), 'soon');
  }

  *#restore(file: Uint8Array, build: string): Generator<void, Restored> {
    const snapshot = yield* KeptPapers.read(file, build);
    if (typeof snapshot === 'string') return snapshot;
    if (this.#isOver) return 'too late';
    if (!this.#heads.restore(snapshot.heads)) return 'damaged';
    this.#kept = snapshot.papers;
    this.#library.keep(this.#kept);
    return { papers: this.#kept.size };
  }

  /** Sees to it that all papers can be looked through at once. */
  async readAll(): Promise<void> {
    if (this.#kept) await (this.#reading ??= this.#lane.run(this.#kept.readAll(), 'soon'));
  }

  /** To be called before the files are merged. */
  updating(): void {
    this.#isOver = true;
  }

  /**
   * How the updated library differs from what was answered so far; nothing when it does not differ from the snapshot. A
   * generator: the caller may pause between steps.
   */
  *differences(change: LibraryChange): Generator<void, LibraryChange | undefined> {
    const facts = factsOf(this.#library);
    const kept = this.#kept;
    this.#kept = this.#reading = undefined;
    const differs = kept ? yield* kept.compare(this.#library) : change;
    if (kept && !differs) this.#saved = facts;
    else if (!differs || differs.changed.length > 0 || differs.removed.length > 0 || facts !== this.#saved)
      this.#saved = undefined;
    return differs;
  }

  /** Whatever is under way to keep the library: other work comes first, or another state. */
  interrupt(): void {
    this.#turn++;
    clearTimeout(this.#resting);
    this.#made = undefined;
  }

  /** Has a snapshot made after a rest, if the host has none of this state. */
  keepLater(): void {
    const build = this.#build;
    clearTimeout(this.#resting);
    if (build === undefined || this.#saved !== undefined) return;
    const turn = this.#turn;
    this.#resting = setTimeout(() => {
      if (turn === this.#turn)
        this.#lane.run(this.#make(build, turn)).catch((error: unknown) => this.#host.failed(error));
    }, this.#rest(this.#library.papers.length));
  }

  *#make(build: string, turn: number): Generator<void, void> {
    const facts = factsOf(this.#library);
    const steps = writeSnapshot(build, this.#library, this.#heads.save());
    let step = steps.next();
    for (; !step.done; step = steps.next()) {
      yield;
      if (turn !== this.#turn) return;
    }
    const parts = step.value;
    this.#made = { id: turn, parts, facts };
    this.#host.made({
      id: turn,
      size: parts.reduce((sum, { length }) => sum + length, 0),
      parts: parts.length,
    });
  }

  /** A part of the snapshot that was made; nothing when there is a newer state. */
  fetch({ id, part }: { id: number; part: number }): Uint8Array | null {
    const made = this.#made;
    if (made?.id !== id) return null;
    if (part === made.parts.length - 1) {
      this.#saved = made.facts;
      this.#made = undefined;
    }
    return made.parts[part] ?? null;
  }
}
