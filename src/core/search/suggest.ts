import { finish } from '../finish';
import { SegmentBuilder, inOrder } from './build';
import { mergeSegments } from './merge';
import type { Bounds, Head, Hit, SuggestOptions, TypeAhead } from './port';
import type { Ranked } from './ranking';
import { Scratch, Shelf, type ShelfSearch, TOP_SCORE, type Wanted } from './shelf';
import { loadShelves, saveShelves } from './shelfFile';
import { NearPapers } from './nearPapers';
import { SHORTCUT_SIZES, type ShortcutSizes, type Shortcuts, findShortcuts } from './shortcuts';
import { Slots } from './slots';
import { readTyped } from './typed';
import { type Typos, askedWords } from './wordMatch';

/**
 * What is tried in turn until something is found: typos in words that no paper has, in all words, and in the first
 * letter too. A wrong first letter in a word that some paper has is not looked for: it would double the dearest search
 * for the rarest slip.
 */
const LENIENCE: readonly { readonly unknown: Typos; readonly known: Typos }[] = [
  { unknown: 'behind the first letter', known: 'none' },
  { unknown: 'behind the first letter', known: 'behind the first letter' },
  { unknown: 'anywhere', known: 'none' },
];

/** So many papers are packed at a time: few, to be found soon, and then more and more, to be merged less often. */
const BATCH = 128;
const LARGEST_BATCH = 1024;
/** Segments are of one size while none has so many times the papers of another; so many of one size become one. */
const FEW = 6;
/** So many papers are read between two chances to pause. */
const READ = 16;

/** What an index may be given. */
export interface SuggestIndexOptions {
  /** What it was told of a paper, for it does not keep that; without, typing takes longer where very many match. */
  readonly headOf?: (citekey: string) => Head | undefined;
  readonly shortcuts?: ShortcutSizes;
}

/**
 * Type-ahead over all heads, held in memory: see {@link TypeAhead} for what matches and in which order. Papers lie in
 * segments that never change. New ones make a small segment of their own, and a few of about one size are merged, so
 * that there are never many, and a paper is merged as many times as its library is times larger.
 */
export class SuggestIndex implements TypeAhead {
  #shelves: Shelf[] = [];
  readonly #scratch = new Scratch();
  readonly #options: SuggestIndexOptions;
  readonly #near: NearPapers | undefined;

  constructor(options: SuggestIndexOptions = {}) {
    this.#options = options;
    this.#near = options.headOf && new NearPapers(options.headOf, () => new SuggestIndex());
  }

  /** The index that {@link save} gave these bytes, which it goes on using; undefined if anything is wrong with them. */
  static load(bytes: Uint8Array, options: SuggestIndexOptions = {}): SuggestIndex | undefined {
    const index = new SuggestIndex(options);
    return index.restore(bytes) ? index : undefined;
  }

  /** Puts what {@link save} gave in place of all that it has; changes nothing if anything is wrong with it. */
  restore(bytes: Uint8Array): boolean {
    const shelves = loadShelves(bytes);
    if (shelves) this.#shelves = shelves;
    return shelves !== undefined;
  }

  /** All of it as it lies in memory, with what it takes to see whether the bytes have come back whole. */
  save(): Uint8Array {
    return saveShelves(this.#shelves);
  }

  put(heads: readonly Head[]): void {
    finish(this.putting(heads));
  }

  /** {@link put} in steps: the caller may pause between them. Papers are found as soon as their batch is packed. */
  *putting(heads: Iterable<Head>): Generator<void, void> {
    let batch = new SegmentBuilder();
    let added = 0;
    let size = BATCH;
    for (const head of heads) {
      batch.add(head);
      added++;
      if (added % READ === 0) yield;
      if (batch.size < size) continue;
      size = Math.min(2 * size, LARGEST_BATCH);
      yield* this.#shelve(batch);
      batch = new SegmentBuilder();
      yield;
      yield* this.#tidy();
    }
    if (batch.size > 0) yield* this.#shelve(batch);
    yield* this.#tidy();
    // After many new ones all is brought together: that takes no longer than they took.
    if (added * FEW >= this.#papers && this.#shelves.length > 1) yield* this.#merge(this.#shelves);
  }

  *#shelve(batch: SegmentBuilder): Generator<void, void> {
    const shelf = new Shelf(yield* batch.finish());
    this.remove(batch.citekeys());
    this.#shelves.push(shelf);
  }

  remove(citekeys: Iterable<string>): void {
    for (const citekey of citekeys) for (const shelf of this.#shelves) shelf.forget(citekey);
  }

  suggest(typed: string, options: SuggestOptions): Hit[] {
    const near = nearness(options);
    const scoresOfNear = () => this.#near?.scores(typed, near.keys());
    const wanted = { ...options, near, scoresOfNear };
    const found = this.#find(typed, wanted, options.typos ?? true);
    const ranked = found.flatMap(({ shelf, best }) => best.map((paper) => new Placed(shelf, paper)));
    if (found.length > 1) ranked.sort((a, b) => a.compare(b));
    return ranked
      .slice(0, Math.max(0, options.limit))
      .map(({ citekey, score }) => ({ citekey, score: score / TOP_SCORE }));
  }

  within(bounds: Bounds, most: number): ReadonlySet<string> | undefined {
    const citekeys = new Set<string>();
    for (const shelf of this.#shelves) {
      const accepted = shelf.accepted({ bounds });
      for (let slot = accepted?.next(0) ?? -1; slot >= 0; slot = accepted?.next(slot + 1) ?? -1)
        if (!shelf.forgotten.has(slot) && citekeys.add(shelf.segment.keyOf(slot)).size > most)
          return undefined;
    }
    return citekeys;
  }

  get #papers(): number {
    return this.#shelves.reduce((sum, shelf) => sum + shelf.papers, 0);
  }

  /** The best of each shelf. */
  #find(typed: string, wanted: Wanted, forgiving: boolean): readonly Best[] {
    const query = readTyped(typed);
    if (query.whole === '') return this.#shelves.map((shelf) => ({ shelf, best: shelf.newest(wanted) }));
    const asked = askedWords(query.words);
    this.#scratch.reserve(Math.max(0, ...this.#shelves.map(({ segment }) => segment.papers)));
    const searches = this.#shelves.map((shelf) => shelf.search(query, asked, wanted));
    const worthwhile = searches.filter(({ isVain }) => !isVain);
    const bestOf = (ask: (search: ShelfSearch) => Ranked[]) =>
      worthwhile
        .map((search) => ({ shelf: search.shelf, best: ask(search) }))
        .filter(({ best }) => best.length > 0);
    const asTyped = bestOf((search) => search.asTyped(this.#scratch));
    if (asTyped.length > 0 || worthwhile.length === 0 || !forgiving) return asTyped;
    const isKnown = query.words.map((_, word) => searches.some((search) => search.knows(word)));
    for (const { unknown, known } of LENIENCE) {
      const typos = isKnown.map((isWordKnown) => (isWordKnown ? known : unknown));
      const mistyped = bestOf((search) => search.mistyped(typos, this.#scratch));
      if (mistyped.length > 0) return mistyped;
    }
    return [];
  }

  /** Merges segments of one size while there are too many of them. */
  *#tidy(): Generator<void, void> {
    for (;;) {
      this.#shelves = this.#shelves.filter(({ papers }) => papers > 0);
      const bySize = new Map<number, Shelf[]>();
      for (const shelf of this.#shelves) {
        const size = Math.floor(Math.log(Math.max(BATCH, shelf.papers) / BATCH) / Math.log(FEW));
        bySize.set(size, [...(bySize.get(size) ?? []), shelf]);
      }
      const many = [...bySize.values()].find((shelves) => shelves.length >= FEW);
      // Forgotten papers are left in until they are most.
      const worn = this.#shelves.find(({ papers, forgotten }) => forgotten.size > papers);
      const next = many ?? (worn && [worn]);
      if (!next) return;
      yield* this.#merge(next);
    }
  }

  /** Makes one of several shelves. */
  *#merge(shelves: readonly Shelf[]): Generator<void, void> {
    const before = shelves.map(({ forgotten }) => forgotten.copy());
    const sources = shelves.map(({ segment }, index) => ({
      segment,
      forgotten: before[index] ?? new Slots(segment.papers),
    }));
    const { segment, slots } = yield* mergeSegments(sources);
    const merged = new Shelf(segment);
    merged.shortcuts = yield* this.#findShortcuts(merged);
    // Another merge, begun during a pause of this one, was faster.
    if (!shelves.every((shelf) => this.#shelves.includes(shelf))) return;
    for (const [index, { forgotten }] of shelves.entries())
      slots[index]?.forEach((slot, own) => {
        // Forgotten during a pause.
        if (slot >= 0 && forgotten.has(own)) merged.forgotten.add(slot);
      });
    this.#shelves = [merged, ...this.#shelves.filter((shelf) => !shelves.includes(shelf))];
  }

  *#findShortcuts(shelf: Shelf): Generator<void, Shortcuts | undefined> {
    const { shortcuts = SHORTCUT_SIZES } = this.#options;
    if (shelf.segment.parts.lists.length <= shortcuts.heavy) return undefined;
    return yield* findShortcuts(shelf.segment, shortcuts, (beginning, limit) => {
      const query = readTyped(beginning);
      this.#scratch.reserve(shelf.segment.papers);
      return shelf.search(query, askedWords(query.words), { ...ALL, limit }).asTyped(this.#scratch);
    });
  }
}

const ALL = { near: new Map<string, number>(), scoresOfNear: () => undefined };

interface Best {
  readonly shelf: Shelf;
  readonly best: readonly Ranked[];
}

/** How near papers are to the note: 2 if it cites them, 1 if the workspace does. */
function nearness({ citedInNote, citedInWorkspace }: SuggestOptions): Map<string, number> {
  const near = new Map<string, number>();
  for (const citekey of citedInWorkspace ?? []) near.set(citekey, 1);
  for (const citekey of citedInNote ?? []) near.set(citekey, 2);
  return near;
}

/** A paper found, to be compared with those of other shelves. */
class Placed {
  readonly #shelf: Shelf;
  readonly #ranked: Ranked;
  // Read when first asked for: of most papers found, the score says enough.
  #citekey: string | undefined;
  #date: string | undefined;

  constructor(shelf: Shelf, ranked: Ranked) {
    this.#shelf = shelf;
    this.#ranked = ranked;
  }

  get citekey(): string {
    return (this.#citekey ??= this.#shelf.segment.keyOf(this.#ranked.slot));
  }

  get score(): number {
    return this.#ranked.score;
  }

  /** Negative if it goes before the other. */
  compare(other: Placed): number {
    const [a, b] = [this.#ranked, other.#ranked];
    if (a.score !== b.score || a.near !== b.near) return b.score - a.score || b.near - a.near;
    return inOrder(other.date, this.date) || inOrder(this.citekey, other.citekey);
  }

  get date(): string {
    return (this.#date ??= this.#shelf.segment.dateOf(this.#ranked.slot));
  }
}
