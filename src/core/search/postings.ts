import { ByteReader, ByteWriter } from './bytes';
import { MOST_PLACES, type Places } from './places';
import type { Marks, Slots } from './slots';

/** As what a paper has a word. Of the last three a word may be no word otherwise: an underscored key is not. */
export const Kind = {
  hint: 0,
  context: 1,
  person: 2,
  name: 3,
  /** A name that stands in the title, at a place of which the neighbours are known. */
  title: 4,
  /** A key or alias spelled as the word is. */
  key: 5,
  /** One spelled otherwise, or an identifier. */
  otherKey: 6,
  acronym: 7,
} as const;

/** What a list of papers may have, so that nobody looks for it in vain. */
const Has = { functionWord: 1, groups: 2, names: 4 } as const;
const FLAG_BITS = 3;
const KIND_BITS = 3;
const PLACE_BITS = 5;
const KINDS = (1 << KIND_BITS) - 1;

/** How a paper has a word: the kind, and of a title the place. */
export const posting = (kind: number, place = 0): number => kind | (place << KIND_BITS);

/** Writes lists of papers, one for each word: first the groups of papers that have it, then the others. */
export class ListWriter {
  readonly #lists = new ByteWriter(1024);
  readonly #groupsLength = new ByteWriter();
  readonly #groups = new ByteWriter();
  readonly #papers = new ByteWriter();
  #lastGroup = 0;
  #lastSlot = 0;
  #hasNames = false;

  /** Groups come in order, each once. */
  addGroup(group: number): void {
    this.#groups.varint(group - this.#lastGroup);
    this.#lastGroup = group;
  }

  /** Papers come in order; one may have a word in several ways. */
  addPaper(slot: number, how: number): void {
    const gap = slot - this.#lastSlot;
    this.#lastSlot = slot;
    const kind = how & KINDS;
    if (kind === Kind.title) this.#papers.varint(((gap << (KIND_BITS + PLACE_BITS)) | how) >>> 0);
    else this.#papers.varint(((gap << KIND_BITS) | kind) >>> 0);
    if (kind >= Kind.key) this.#hasNames = true;
  }

  /** Ends the list of a word; false, and nothing is written, if no paper has it. */
  end(isFunctionWord: boolean): boolean {
    const [groupsLength, groups, papers] = [this.#groupsLength, this.#groups, this.#papers];
    if (groups.length + papers.length === 0) return false;
    if (groups.length > 0) groupsLength.varint(groups.length);
    const has =
      (isFunctionWord ? Has.functionWord : 0) |
      (groups.length > 0 ? Has.groups : 0) |
      (this.#hasNames ? Has.names : 0);
    this.#lists.varint(((groupsLength.length + groups.length + papers.length) << FLAG_BITS) | has);
    groupsLength.moveTo(this.#lists);
    groups.moveTo(this.#lists);
    papers.moveTo(this.#lists);
    this.#lastGroup = this.#lastSlot = 0;
    this.#hasNames = false;
    return true;
  }

  get length(): number {
    return this.#lists.length;
  }

  get bytes(): Uint8Array {
    return this.#lists.written;
  }
}

/** Goes through the lists of words that follow each other, and through the papers of each. */
export class ListCursor {
  readonly #reader: ByteReader;
  #has = 0;
  #end: number;
  #groupsEnd = 0;
  /** The paper it stands at, and how that has the word. */
  slot = 0;
  kind = 0;
  place = 0;
  /** The group it stands at. */
  group = 0;

  /** `at` is where the first list begins. */
  constructor(bytes: Uint8Array, at: number) {
    this.#reader = new ByteReader(bytes, at);
    this.#end = at;
  }

  get isFunctionWord(): boolean {
    return (this.#has & Has.functionWord) !== 0;
  }

  get hasGroups(): boolean {
    return (this.#has & Has.groups) !== 0;
  }

  /** Whether some paper has the word as a key, identifier or acronym. */
  get hasNames(): boolean {
    return (this.#has & Has.names) !== 0;
  }

  /** How long the list is, in bytes. */
  get size(): number {
    return this.#end - this.#reader.at;
  }

  /** Goes to the next list, past what is left of this one. There must be one. */
  nextList(): void {
    const reader = this.#reader;
    reader.at = this.#end;
    const header = reader.varint();
    this.#has = header & ((1 << FLAG_BITS) - 1);
    this.#end = reader.at + (header >>> FLAG_BITS);
    this.slot = this.group = 0;
    this.#groupsEnd = 0;
    if ((this.#has & Has.groups) === 0) return;
    const length = reader.varint();
    this.#groupsEnd = reader.at + length;
  }

  /** Goes to the next group of the list; all of them, before the papers. */
  nextGroup(): boolean {
    const reader = this.#reader;
    if (reader.at >= this.#groupsEnd) return false;
    this.group += reader.varint();
    return true;
  }

  /** Goes to the next paper of the list. */
  nextPaper(): boolean {
    const reader = this.#reader;
    if (reader.at < this.#groupsEnd) reader.at = this.#groupsEnd;
    if (reader.at >= this.#end) return false;
    const value = reader.varint();
    const kind = value & KINDS;
    this.kind = kind;
    if (kind === Kind.title) {
      this.place = (value >>> KIND_BITS) & (MOST_PLACES - 1);
      this.slot += value >>> (KIND_BITS + PLACE_BITS);
    } else this.slot += value >>> KIND_BITS;
    return true;
  }

  /**
   * Goes through all papers of the list and raises the numbers of those that have a lower one, by how they have the
   * word. This is where most of the time of a query goes, and so all is done in one place.
   */
  raise(scores: Uint8Array, marks: Marks, isOpen: boolean, forgotten: Slots): void {
    const { bytes } = this.#reader;
    const { values } = marks;
    let at = Math.max(this.#reader.at, this.#groupsEnd);
    let slot = 0;
    while (at < this.#end) {
      let value = bytes[at++] ?? 0;
      if (value >= 0x80) {
        value &= 0x7f;
        for (let shift = 7; shift < 35; shift += 7) {
          const byte = bytes[at++] ?? 0;
          value |= (byte & 0x7f) << shift;
          if (byte < 0x80) break;
        }
      }
      const kind = value & KINDS;
      slot += kind === Kind.title ? value >>> (KIND_BITS + PLACE_BITS) : value >>> KIND_BITS;
      const score = scores[kind] ?? 0;
      const old = values[slot] ?? 0;
      if (score <= old) continue;
      if (old > 0) values[slot] = score;
      else if (isOpen && !forgotten.has(slot)) marks.raise(slot, score);
    }
    this.#reader.at = this.#end;
  }

  /**
   * Goes through all papers of the list and tells of those that have the word in their title right behind one of the
   * places. Done in one place for the same reason.
   */
  findBehind(places: Places, found: (slot: number) => void): void {
    const { bytes } = this.#reader;
    let at = Math.max(this.#reader.at, this.#groupsEnd);
    let slot = 0;
    while (at < this.#end) {
      let value = bytes[at++] ?? 0;
      if (value >= 0x80) {
        value &= 0x7f;
        for (let shift = 7; shift < 35; shift += 7) {
          const byte = bytes[at++] ?? 0;
          value |= (byte & 0x7f) << shift;
          if (byte < 0x80) break;
        }
      }
      if ((value & KINDS) !== Kind.title) {
        slot += value >>> KIND_BITS;
        continue;
      }
      slot += value >>> (KIND_BITS + PLACE_BITS);
      const place = (value >>> KIND_BITS) & (MOST_PLACES - 1);
      if (place > 0 && places.has(slot, place - 1)) found(slot);
    }
    this.#reader.at = this.#end;
  }

  /** How the paper it stands at has the word, as it was written. */
  get how(): number {
    return this.kind === Kind.title ? posting(this.kind, this.place) : this.kind;
  }
}
