import { compareBytes } from './bytes';
import { inOrder } from './build';
import { Kind, type ListCursor } from './postings';
import { type Segment, SegmentWriter } from './segment';
import type { Slots } from './slots';
import type { TextCursor } from './texts';

/** A segment to be merged, and which of its papers are to be left out. */
export interface Source {
  readonly segment: Segment;
  readonly forgotten: Slots;
}

/** What has become of sources: one segment, and by source the slots that its papers have there. */
export interface Merged {
  readonly segment: Segment;
  readonly slots: readonly Int32Array[];
}

/** Where no paper or group has gone. */
const NOWHERE = -1;
/** So much is done between two chances to pause. */
const STEP = 2048;

/** Makes one segment of several: papers, groups and words of all in order, without those that are left out. */
export function* mergeSegments(sources: readonly Source[]): Generator<void, Merged> {
  const merge = new Merge(sources);
  yield* merge.papers();
  yield* merge.groups();
  yield* merge.words();
  return merge.finish();
}

class Merge {
  readonly #sources: readonly Source[];
  readonly #slots: readonly Int32Array[];
  readonly #groups: readonly Int32Array[];
  readonly #writer: SegmentWriter;
  #steps = 0;

  constructor(sources: readonly Source[]) {
    this.#sources = sources;
    this.#slots = sources.map(({ segment }) => new Int32Array(segment.papers).fill(NOWHERE));
    this.#groups = sources.map(({ segment }) => new Int32Array(segment.groups.count).fill(NOWHERE));
    this.#writer = new SegmentWriter(
      sources.reduce((sum, { segment, forgotten }) => sum + segment.papers - forgotten.size, 0),
    );
  }

  finish(): Merged {
    return { segment: this.#writer.finish(), slots: this.#slots };
  }

  #isTimeToPause(): boolean {
    return ++this.#steps % STEP === 0;
  }

  *papers(): Generator<void, void> {
    const fronts = this.#sources.map((source, index) => new PaperFront(source, index));
    for (let slot = 0; ; slot++) {
      let first: PaperFront | undefined;
      for (const front of fronts)
        if (!front.isAtEnd && (first === undefined || front.isBefore(first))) first = front;
      if (!first) return;
      const { segment } = first.source;
      const own = first.slot;
      this.#writer.addPaper(slot, first.date, segment.spellingsOf(own), segment.isRespelled(own));
      const slots = this.#slots[first.index];
      if (slots) slots[own] = slot;
      first.next();
      if (this.#isTimeToPause()) yield;
    }
  }

  *groups(): Generator<void, void> {
    const fronts = this.#sources.map(({ segment }, index) => ({ index, cursor: segment.groups.from(0) }));
    for (let count = 0; ;) {
      const equal = atFirst(fronts);
      const [first] = equal;
      if (!first) return;
      let papers: number[] = [];
      for (const { index, cursor } of equal) papers = inBoth(papers, this.#groupPapers(index, cursor.index));
      for (const slot of papers) this.#writer.addToGroup(slot);
      if (papers.length > 0) {
        this.#writer.endGroup(first.cursor.text);
        for (const { index, cursor } of equal) (this.#groups[index] ?? NONE)[cursor.index] = count;
        count++;
      }
      for (const { cursor } of equal) cursor.next();
      yield;
    }
  }

  /** The new slots of the papers of a group. */
  #groupPapers(source: number, group: number): number[] {
    const { segment } = this.#sources[source] ?? {};
    const slots = this.#slots[source] ?? NONE;
    const papers: number[] = [];
    if (!segment) return papers;
    const { reader, end } = segment.group(group);
    for (let own = 0; reader.at < end;) {
      own += reader.varint();
      const slot = slots[own] ?? NOWHERE;
      if (slot !== NOWHERE) papers.push(slot);
    }
    return papers;
  }

  *words(): Generator<void, void> {
    const writer = this.#writer;
    const fronts = this.#sources.map(
      ({ segment }, index) => new WordFront(segment, this.#slots[index] ?? NONE, this.#groups[index] ?? NONE),
    );
    for (let paused = 0; ;) {
      if (!this.#addWord(fronts)) return;
      if (writer.list.length < paused + STEP && !this.#isTimeToPause()) continue;
      paused = writer.list.length;
      yield;
    }
  }

  /** Adds the next word of all; false if there is none. */
  #addWord(fronts: readonly WordFront[]): boolean {
    const left = atFirst(fronts);
    const [first] = left;
    if (!first) return false;
    for (const front of left) front.list.nextList();
    this.#addGroups(left);
    this.#addPapers(left.filter((front) => front.next()));
    const { bytes, length } = first.cursor;
    this.#writer.endWord(bytes, length, first.list.isFunctionWord);
    for (const { cursor } of left) cursor.next();
    return true;
  }

  #addGroups(fronts: readonly WordFront[]): void {
    if (!fronts.some(({ list }) => list.hasGroups)) return;
    const groups = fronts.flatMap((front) => front.groups());
    for (const group of [...new Set(groups)].sort((a, b) => a - b)) this.#writer.list.addGroup(group);
  }

  /** Adds the papers of all lists by their new slots. */
  #addPapers(left: WordFront[]): void {
    while (left.length > 0) {
      let first = left[0];
      let second = Infinity;
      for (const front of left) if (first === undefined || front.slot < first.slot) first = front;
      for (const front of left) if (front !== first) second = Math.min(second, front.slot);
      if (!first) return;
      do {
        this.#writer.list.addPaper(first.slot, first.list.how);
        if (first.isCitekey) this.#writer.setKey(first.slot);
        if (first.next()) continue;
        left.splice(left.indexOf(first), 1);
        break;
      } while (first.slot < second);
    }
  }
}

const NONE = new Int32Array(0);

/** Where a source's words are read: at the new slot of a paper that is not left out. */
class WordFront {
  readonly #segment: Segment;
  readonly #slots: Int32Array;
  readonly #groups: Int32Array;
  readonly cursor: TextCursor;
  readonly list: ListCursor;
  slot = NOWHERE;

  constructor(segment: Segment, slots: Int32Array, groups: Int32Array) {
    this.#segment = segment;
    this.#slots = slots;
    this.#groups = groups;
    this.cursor = segment.words.from(0);
    this.list = segment.lists(0);
  }

  /** The new numbers of the groups that have the word. */
  groups(): number[] {
    const groups: number[] = [];
    while (this.list.nextGroup()) {
      const group = this.#groups[this.list.group] ?? NOWHERE;
      if (group !== NOWHERE) groups.push(group);
    }
    return groups;
  }

  /** Whether the word is the folded citation key of the paper. */
  get isCitekey(): boolean {
    const { kind, slot } = this.list;
    if (kind !== Kind.key && kind !== Kind.otherKey) return false;
    return this.#segment.keyWordOf(slot) === this.cursor.index;
  }

  next(): boolean {
    while (this.list.nextPaper()) {
      this.slot = this.#slots[this.list.slot] ?? NOWHERE;
      if (this.slot !== NOWHERE) return true;
    }
    return false;
  }
}

/** Two lists in order as one. */
function inBoth(some: readonly number[], others: readonly number[]): number[] {
  const both: number[] = [];
  let at = 0;
  for (const other of others) {
    for (; (some[at] ?? Infinity) < other; at++) both.push(some[at] ?? 0);
    both.push(other);
  }
  for (; at < some.length; at++) both.push(some[at] ?? 0);
  return both;
}

/** Where the papers of a source are read, in the order of equals. */
class PaperFront {
  readonly source: Source;
  readonly index: number;
  slot = NOWHERE;
  date = '';
  #dateRun = -1;
  #key: string | undefined;

  constructor(source: Source, index: number) {
    this.source = source;
    this.index = index;
    this.next();
  }

  get isAtEnd(): boolean {
    return this.slot >= this.source.segment.papers;
  }

  isBefore(other: PaperFront): boolean {
    return this.date === other.date ? inOrder(this.#citekey(), other.#citekey()) < 0 : this.date > other.date;
  }

  next(): void {
    const { segment } = this.source;
    do this.slot++;
    while (!this.isAtEnd && this.source.forgotten.has(this.slot));
    this.#key = undefined;
    const { dateSlots } = segment.parts;
    if (this.isAtEnd || this.slot < (dateSlots[this.#dateRun + 1] ?? Infinity)) return;
    while ((dateSlots[this.#dateRun + 1] ?? Infinity) <= this.slot) this.#dateRun++;
    this.date = segment.dates.at(this.#dateRun);
  }

  #citekey(): string {
    return (this.#key ??= this.source.segment.keyOf(this.slot));
  }
}

/** Those that stand at the text that goes before all others; none when all are at their ends. */
function atFirst<F extends { readonly cursor: TextCursor }>(fronts: readonly F[]): F[] {
  let equal: F[] = [];
  for (const front of fronts) {
    const [{ cursor }, first] = [front, equal[0]?.cursor];
    if (cursor.isAtEnd) continue;
    const order = first ? compareBytes(cursor.bytes, 0, cursor.length, first.bytes, first.length) : -1;
    if (order < 0) equal = [front];
    else if (order === 0) equal.push(front);
  }
  return equal;
}
