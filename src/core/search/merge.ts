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
    this.#writer = new SegmentWriter(sources.reduce((sum, { segment, forgotten }) => sum + segment.papers - forgotten.size, 0));
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
    const cursors = this.#sources.map(({ segment }) => segment.groups.from(0));
    for (let count = 0; ; ) {
      const equal = firstOf(cursors);
      if (equal.length === 0) return;
      const id = cursors[equal[0] ?? 0]?.text ?? '';
      const fronts = equal.map((index) => this.#groupFront(index, cursors[index]?.index ?? 0));
      const papers = yield* this.#inSlotOrder(fronts, ({ slot }) => this.#writer.addToGroup(slot));
      if (papers > 0) {
        this.#writer.endGroup(id);
        for (const index of equal) this.#setGroup(index, cursors[index]?.index ?? 0, count);
        count++;
      }
      for (const index of equal) cursors[index]?.next();
    }
  }

  #setGroup(source: number, own: number, group: number): void {
    const groups = this.#groups[source];
    if (groups) groups[own] = group;
  }

  *words(): Generator<void, void> {
    const cursors = this.#sources.map(({ segment }) => segment.words.from(0));
    const lists = this.#sources.map(({ segment }) => segment.lists(0));
    const writer = this.#writer;
    for (;;) {
      const equal = firstOf(cursors);
      const [any = 0] = equal;
      const [cursor, list] = [cursors[any], lists[any]];
      if (equal.length === 0 || !cursor || !list) return;
      for (const index of equal) lists[index]?.nextList();
      const groups = new Set(equal.flatMap((index) => this.#groupsOf(index, lists[index])));
      for (const group of [...groups].sort((a, b) => a - b)) writer.list.addGroup(group);
      const fronts = equal.flatMap((index) => this.#wordFront(index, cursors[index], lists[index]));
      yield* this.#inSlotOrder(fronts, (front) => {
        writer.list.addPaper(front.slot, front.how);
        if (front.isCitekey) writer.setKey(front.slot);
      });
      writer.endWord(cursor.bytes, cursor.length, list.isFunctionWord);
      for (const index of equal) cursors[index]?.next();
      if (this.#isTimeToPause()) yield;
    }
  }

  #groupsOf(source: number, list: ListCursor | undefined): number[] {
    const groups: number[] = [];
    while (list?.nextGroup()) {
      const group = this.#groups[source]?.[list.group] ?? NOWHERE;
      if (group !== NOWHERE) groups.push(group);
    }
    return groups;
  }

  /** Hands over the papers of lists by their new slots; returns how many there were. */
  *#inSlotOrder<F extends Front>(fronts: readonly F[], take: (front: F) => void): Generator<void, number> {
    let left = fronts.filter((front) => front.next());
    let taken = 0;
    while (left.length > 0) {
      let first = left[0];
      for (const front of left) if (first === undefined || front.slot < first.slot) first = front;
      if (!first) break;
      take(first);
      taken++;
      if (!first.next()) left = left.filter((front) => front !== first);
      if (this.#isTimeToPause()) yield;
    }
    return taken;
  }

  #groupFront(source: number, group: number): Front {
    const { reader, end } = this.#sources[source]?.segment.group(group) ?? NO_GROUP;
    const slots = this.#slots[source] ?? NONE;
    let own = 0;
    const front = {
      slot: NOWHERE,
      next() {
        while (reader.at < end) {
          own += reader.varint();
          front.slot = slots[own] ?? NOWHERE;
          if (front.slot !== NOWHERE) return true;
        }
        return false;
      },
    };
    return front;
  }

  #wordFront(source: number, cursor: TextCursor | undefined, list: ListCursor | undefined): WordFront[] {
    const segment = this.#sources[source]?.segment;
    const slots = this.#slots[source];
    return segment && slots && cursor && list ? [new WordFront(segment, slots, cursor.index, list)] : [];
  }
}

const NONE = new Int32Array(0);
const NO_GROUP = { reader: { at: 0, varint: () => 0 }, end: 0 };

/** Where a list of papers is read: at the new slot of one that is not left out. */
interface Front {
  readonly slot: number;
  next(): boolean;
}

class WordFront implements Front {
  readonly #segment: Segment;
  readonly #slots: Int32Array;
  readonly #word: number;
  readonly #list: ListCursor;
  slot = NOWHERE;

  constructor(segment: Segment, slots: Int32Array, word: number, list: ListCursor) {
    this.#segment = segment;
    this.#slots = slots;
    this.#word = word;
    this.#list = list;
  }

  get how(): number {
    return this.#list.how;
  }

  get isCitekey(): boolean {
    const { kind, slot } = this.#list;
    const isKey = kind === Kind.key || kind === Kind.otherKey;
    return isKey && this.#segment.keyWordOf(slot) === this.#word;
  }

  next(): boolean {
    while (this.#list.nextPaper()) {
      this.slot = this.#slots[this.#list.slot] ?? NOWHERE;
      if (this.slot !== NOWHERE) return true;
    }
    return false;
  }
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

/** Which of the cursors stand at the text that goes before all others; none when all are at their ends. */
function firstOf(cursors: readonly TextCursor[]): number[] {
  let first: TextCursor | undefined;
  let equal: number[] = [];
  for (const [index, cursor] of cursors.entries()) {
    if (cursor.isAtEnd) continue;
    const order = first ? compareBytes(cursor.bytes, 0, cursor.length, first.bytes, first.length) : -1;
    if (order < 0) [first, equal] = [cursor, [index]];
    else if (order === 0) equal.push(index);
  }
  return equal;
}
