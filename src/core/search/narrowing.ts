import { groupsOfFamily } from './headWords';
import type { Bounds, HeadWord, Narrowing, SuggestOptions } from './port';
import type { Segment } from './segment';
import { Slots } from './slots';

/** When so many papers were refused, all that are not are asked for. */
const PATIENCE = 2000;
/** More than these would be longer in looking up than most questions take. */
const MOST_LOOKED_UP = 4000;

/** Which papers may be among an answer. */
export type Acceptance = Pick<SuggestOptions, 'accepts' | 'bounds'>;

/** Which papers of a segment may be among an answer. */
export class Accepted {
  readonly #segment: Segment;
  readonly #accepts: (citekey: string) => boolean;
  readonly #bounds: Bounds | undefined;
  #within: Slots | undefined;
  #all: Slots | undefined;
  #refused = 0;

  constructor(segment: Segment, { accepts, bounds }: Acceptance) {
    this.#segment = segment;
    this.#accepts = accepts ?? (() => true);
    this.#bounds = bounds;
    for (const narrowing of bounds?.narrowings() ?? []) {
      // Many tell little, and each has to be looked up.
      if ((narrowing.others?.length ?? 0) > segment.papers / 2) continue;
      const slots = slotsWithin(segment, narrowing);
      this.#within = this.#within?.and(slots) ?? slots;
    }
  }

  /** Whether it is known that there is none. */
  get isNone(): boolean {
    return this.#within?.size === 0;
  }

  /** Whether it is one of them. */
  has(slot: number): boolean {
    if (this.#all) return this.#all.has(slot);
    if (this.#within?.has(slot) === false) return false;
    const isAccepted = this.#accepts(this.#segment.keyOf(slot));
    if (isAccepted) return true;
    this.#refused++;
    if (this.#refused === PATIENCE) this.#all = this.#lookUp();
    return false;
  }

  /** The first slot from that one on which may be one of them; -1 if there is none. */
  next(slot: number): number {
    const some = this.#all ?? this.#within;
    if (some) return some.next(slot);
    return slot < this.#segment.papers ? slot : -1;
  }

  #lookUp(): Slots | undefined {
    const citekeys = this.#bounds?.all(MOST_LOOKED_UP);
    return citekeys && slotsOfKeys(this.#segment, citekeys);
  }
}

function slotsOfKeys(segment: Segment, citekeys: Iterable<string>): Slots {
  const slots = new Slots(segment.papers);
  for (const citekey of citekeys) {
    const slot = segment.slotOf(citekey);
    if (slot >= 0) slots.add(slot);
  }
  return slots;
}

/** The papers of a segment that are within a narrowing, and perhaps some more. */
function slotsWithin(segment: Segment, { words, families = [], others = [] }: Narrowing): Slots {
  const slots = slotsOfKeys(segment, others);
  for (const group of families.flatMap(groupsOfFamily)) addGroup(segment, group, slots);
  const [first, ...more] = (words ?? []).map((any) => slotsHaving(segment, any));
  const having = more.reduce((all, one) => all?.and(one), first);
  for (let slot = having?.next(0) ?? -1; slot >= 0; slot = having?.next(slot + 1) ?? -1) slots.add(slot);
  return slots;
}

function addGroup(segment: Segment, id: string, slots: Slots): void {
  const group = segment.groups.indexOf(id);
  if (group < 0) return;
  const { reader, end } = segment.group(group);
  for (let slot = 0; reader.at < end;) {
    slot += reader.varint();
    slots.add(slot);
  }
}

/** The papers that have one of some words for themselves, and not only as all of their venue or family do. */
function slotsHaving(segment: Segment, words: readonly HeadWord[]): Slots {
  const slots = new Slots(segment.papers);
  for (const { text, unfinished } of words) {
    const { from, to } = unfinished ? segment.words.beginning(text) : exactly(segment, text);
    if (from >= to) continue;
    const list = segment.lists(from);
    for (let word = from; word < to; word++) {
      list.nextList();
      while (list.nextPaper()) slots.add(list.slot);
    }
  }
  return slots;
}

function exactly(segment: Segment, text: string): { from: number; to: number } {
  const word = segment.words.indexOf(text);
  return word < 0 ? { from: 0, to: 0 } : { from: word, to: word + 1 };
}
