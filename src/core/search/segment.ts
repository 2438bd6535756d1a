import { ByteReader, ByteWriter } from './bytes';
import { fold } from '../fold';
import { kindOfGroup } from './headWords';
import { Kind, ListCursor, ListWriter } from './postings';
import { Texts, TextsWriter, placeInBlocks } from './texts';

/** All that a segment is, as it lies in memory and in a file. */
export interface SegmentParts {
  /** How many words, spellings, dates and groups there are. */
  readonly counts: Uint32Array;
  readonly words: Uint8Array;
  readonly wordBlocks: Uint32Array;
  readonly lists: Uint8Array;
  /** Where the list of the first word of each block of words begins. */
  readonly listBlocks: Uint32Array;
  /** By slot: the number of the word that is its folded citation key; and {@link RESPELLED}. */
  readonly keyWords: Uint32Array;
  /** Slots of papers with keys that are not spelled as they are folded, each as often as it has such keys. */
  readonly spelledSlots: Uint32Array;
  readonly spellings: Uint8Array;
  readonly spellingBlocks: Uint32Array;
  /** Dates, newest first, and the first slot of each. */
  readonly dates: Uint8Array;
  readonly dateBlocks: Uint32Array;
  readonly dateSlots: Uint32Array;
  readonly groups: Uint8Array;
  readonly groupBlocks: Uint32Array;
  readonly groupLists: Uint8Array;
  /** Where the list of each group begins, and where the last one ends. */
  readonly groupStarts: Uint32Array;
}

/** The parts in the order in which they are written to a file. */
export const PART_NAMES = [
  ...(['counts', 'wordBlocks', 'listBlocks', 'keyWords', 'spelledSlots', 'spellingBlocks'] as const),
  ...(['dateBlocks', 'dateSlots', 'groupBlocks', 'groupStarts'] as const),
  ...(['words', 'lists', 'spellings', 'dates', 'groups', 'groupLists'] as const),
] satisfies (keyof SegmentParts)[];

/** Marks a paper whose citation key is the first of its spellings. */
const RESPELLED = 0x80000000;

/**
 * Papers and all their words, packed into a few arrays that never change: an inverted index. A paper is known by its
 * slot; slots are in the order of equals, newest first and then by key, so that no date has to be looked at.
 */
export class Segment {
  readonly parts: SegmentParts;
  readonly words: Texts;
  readonly #spellings: Texts;
  readonly #dates: Texts;
  readonly #groups: Texts;
  #groupKinds: Uint8Array | undefined;

  constructor(parts: SegmentParts) {
    this.parts = parts;
    const [words = 0, spellings = 0, dates = 0, groups = 0] = parts.counts;
    this.words = new Texts(words, parts.words, parts.wordBlocks);
    this.#spellings = new Texts(spellings, parts.spellings, parts.spellingBlocks);
    this.#dates = new Texts(dates, parts.dates, parts.dateBlocks);
    this.#groups = new Texts(groups, parts.groups, parts.groupBlocks);
  }

  /** How many papers it has, forgotten ones among them. */
  get papers(): number {
    return this.parts.keyWords.length;
  }

  get groups(): Texts {
    return this.#groups;
  }

  get dates(): Texts {
    return this.#dates;
  }

  /** The lists of the words from that number on; the cursor stands before the first. */
  lists(word: number): ListCursor {
    const { block, place } = placeInBlocks(word);
    const cursor = new ListCursor(this.parts.lists, this.parts.listBlocks[block] ?? 0);
    for (let passed = 0; passed < place; passed++) cursor.nextList();
    return cursor;
  }

  /** About how much there is to read in the lists of these words. */
  sizeOf(from: number, to: number): number {
    const { lists, listBlocks } = this.parts;
    const [first, last] = [placeInBlocks(from).block, placeInBlocks(to).block + 1];
    const whole = (listBlocks[last] ?? lists.length) - (listBlocks[first] ?? lists.length);
    if (to - from > 64) return whole;
    const cursor = this.lists(from);
    let size = 0;
    for (let word = from; word < to; word++) {
      cursor.nextList();
      size += cursor.size;
    }
    return size;
  }

  /** Where the papers of a group are read. */
  group(group: number): { readonly reader: ByteReader; readonly end: number } {
    const { groupLists, groupStarts } = this.parts;
    return {
      reader: new ByteReader(groupLists, groupStarts[group] ?? 0),
      end: groupStarts[group + 1] ?? 0,
    };
  }

  /** As what the papers of a group have its words. */
  kindOfGroup(group: number): number {
    this.#groupKinds ??= this.#kindsOfGroups();
    return this.#groupKinds[group] ?? Kind.hint;
  }

  #kindsOfGroups(): Uint8Array {
    const kinds = new Uint8Array(this.#groups.count);
    const cursor = this.#groups.from(0);
    for (let group = 0; group < kinds.length; group++, cursor.next()) kinds[group] = kindOfGroup(cursor.text);
    return kinds;
  }

  /** A paper's citation key. */
  keyOf(slot: number): string {
    const word = this.parts.keyWords[slot] ?? 0;
    if (word < RESPELLED) return this.words.at(word);
    return this.#spellings.at(this.#firstSpelling(slot));
  }

  /** The number of the word that is a paper's folded citation key. */
  keyWordOf(slot: number): number {
    return (this.parts.keyWords[slot] ?? 0) & ~RESPELLED;
  }

  isRespelled(slot: number): boolean {
    return (this.parts.keyWords[slot] ?? 0) >= RESPELLED;
  }

  /** The keys of a paper that are spelled otherwise than they are folded; if its citation key is, that first. */
  *spellingsOf(slot: number): Generator<string, void> {
    const { spelledSlots } = this.parts;
    for (let at = this.#firstSpelling(slot); spelledSlots[at] === slot; at++) yield this.#spellings.at(at);
  }

  #firstSpelling(slot: number): number {
    return firstNotBelow(this.parts.spelledSlots, slot);
  }

  /** When a paper appeared. */
  dateOf(slot: number): string {
    return this.#dates.at(firstNotBelow(this.parts.dateSlots, slot + 1) - 1);
  }

  /** The slot of the paper with a citation key; -1 if there is none. */
  slotOf(citekey: string): number {
    const word = this.words.indexOf(fold(citekey));
    if (word < 0) return -1;
    const list = this.lists(word);
    list.nextList();
    if (!list.hasNames) return -1;
    while (list.nextPaper())
      if (list.kind >= Kind.key && this.keyWordOf(list.slot) === word && this.keyOf(list.slot) === citekey)
        return list.slot;
    return -1;
  }
}

/** The place of the first number that is not below `value`. */
function firstNotBelow(sorted: Uint32Array, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Writes a segment: papers first, then groups, then words, each in order. */
export class SegmentWriter {
  readonly #words = new TextsWriter();
  readonly #listBlocks: number[] = [];
  readonly #keyWords: Uint32Array;
  readonly #spelledSlots: number[] = [];
  readonly #spellings = new TextsWriter();
  readonly #dates = new TextsWriter();
  readonly #dateSlots: number[] = [];
  #lastDate: string | undefined;
  readonly #groups = new TextsWriter();
  readonly #groupLists = new ByteWriter();
  readonly #groupStarts: number[] = [0];
  #lastInGroup = 0;
  /** The list of the word being written. */
  readonly list = new ListWriter();

  constructor(papers: number) {
    this.#keyWords = new Uint32Array(papers);
  }

  /** `spellings` are its keys that are not spelled as they are folded; `respelled` if the citation key is the first. */
  addPaper(slot: number, date: string, spellings: Iterable<string>, respelled: boolean): void {
    if (date !== this.#lastDate) {
      this.#dates.add(date);
      this.#dateSlots.push(slot);
      this.#lastDate = date;
    }
    for (const spelling of spellings) {
      this.#spellings.add(spelling);
      this.#spelledSlots.push(slot);
    }
    if (respelled) this.#keyWords[slot] = RESPELLED;
  }

  addToGroup(slot: number): void {
    this.#groupLists.varint(slot - this.#lastInGroup);
    this.#lastInGroup = slot;
  }

  endGroup(id: string): void {
    this.#groups.add(id);
    this.#groupStarts.push(this.#groupLists.length);
    this.#lastInGroup = 0;
  }

  /** The number that the word being written will have. */
  get word(): number {
    return this.#words.count;
  }

  /** Says that the word being written is a paper's folded citation key. */
  setKey(slot: number): void {
    this.#keyWords[slot] = (this.#keyWords[slot] ?? 0) | this.word;
  }

  /** Ends a word; one that no paper has is left out. */
  endWord(bytes: Uint8Array, length: number, isFunctionWord: boolean): void {
    const start = this.list.length;
    if (!this.list.end(isFunctionWord)) return;
    if (this.#words.isAtBlock) this.#listBlocks.push(start);
    this.#words.addBytes(bytes, length);
  }

  finish(): Segment {
    const [words, spellings, dates, groups] = [this.#words, this.#spellings, this.#dates, this.#groups];
    return new Segment({
      counts: Uint32Array.of(words.count, spellings.count, dates.count, groups.count),
      words: words.bytes.slice(),
      wordBlocks: words.blocks,
      lists: this.list.bytes.slice(),
      listBlocks: Uint32Array.from(this.#listBlocks),
      keyWords: this.#keyWords,
      spelledSlots: Uint32Array.from(this.#spelledSlots),
      spellings: spellings.bytes.slice(),
      spellingBlocks: spellings.blocks,
      dates: dates.bytes.slice(),
      dateBlocks: dates.blocks,
      dateSlots: Uint32Array.from(this.#dateSlots),
      groups: groups.bytes.slice(),
      groupBlocks: groups.blocks,
      groupLists: this.#groupLists.written.slice(),
      groupStarts: Uint32Array.from(this.#groupStarts),
    });
  }
}
