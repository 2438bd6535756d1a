import { PART_NAMES, Segment, type SegmentParts } from './segment';
import { Shelf } from './shelf';
import { type ShortcutParts, Shortcuts } from './shortcuts';
import { Slots } from './slots';

/** "ANTA" where the lowest byte comes first, as it does wherever typed arrays are taken as they lie in memory. */
const MAGIC = 0x41544e41;
/** To be raised when what is written changes, or which words a paper is found by. */
const FORMAT = 2;
/** The header, in words of four bytes: magic, format, length in bytes, checksum, number of shelves. */
const Header = { magic: 0, format: 1, length: 2, checksum: 3, shelves: 4, words: 5 } as const;
const WORD = 4;

const SHORTCUT_PARTS = [
  'kept',
  'beginningBlocks',
  'bestStarts',
  'bestSlots',
  'bestScores',
  'beginnings',
] satisfies (keyof ShortcutParts)[];

const aligned = (length: number): number => (length + WORD - 1) & ~(WORD - 1);

/** All shelves as one piece, to be written to a file: header, lengths of the parts of each shelf, parts. */
export function saveShelves(shelves: readonly Shelf[]): Uint8Array {
  const parts = shelves.flatMap(({ segment, forgotten, shortcuts }) => [
    ...PART_NAMES.map((name) => segment.parts[name]),
    ...SHORTCUT_PARTS.map((name) => shortcuts?.parts[name] ?? new Uint8Array(0)),
    forgotten.bits,
  ]);
  const head = (Header.words + parts.length) * WORD;
  const length = parts.reduce((sum, part) => sum + aligned(part.byteLength), head);
  const bytes = new Uint8Array(length);
  const words = new Uint32Array(bytes.buffer);
  words.set([MAGIC, FORMAT, length, 0, shelves.length, ...parts.map((part) => part.byteLength)]);
  let at = head;
  for (const part of parts) {
    bytes.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), at);
    at += aligned(part.byteLength);
  }
  words[Header.checksum] = checksum(words);
  return bytes;
}

/**
 * The shelves of a file: views of its bytes, which must not change any more. Undefined if it is damaged, of another
 * format, or no such file.
 */
export function loadShelves(file: Uint8Array): Shelf[] | undefined {
  const bytes = file.byteOffset % WORD === 0 ? file : file.slice();
  if (bytes.length % WORD !== 0 || bytes.length < Header.words * WORD) return undefined;
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length / WORD);
  if (words[Header.magic] !== MAGIC || words[Header.format] !== FORMAT) return undefined;
  if (words[Header.length] !== bytes.length || words[Header.checksum] !== checksum(words)) return undefined;
  const count = words[Header.shelves] ?? 0;
  const partsOfEach = PART_NAMES.length + SHORTCUT_PARTS.length + 1;
  const lengths = words.subarray(Header.words, Header.words + count * partsOfEach);
  let at = (Header.words + lengths.length) * WORD;
  const views = Array.from(lengths, (length) => {
    const view = bytes.subarray(at, at + length);
    at += aligned(length);
    return view;
  });
  return Array.from({ length: count }, (_, shelf) =>
    shelfOf(views.slice(shelf * partsOfEach, (shelf + 1) * partsOfEach)),
  );
}

function shelfOf(views: readonly Uint8Array[]): Shelf {
  const names: readonly string[] = [...PART_NAMES, ...SHORTCUT_PARTS];
  const bytes = (name: keyof SegmentParts | keyof ShortcutParts) =>
    views[names.indexOf(name)] ?? new Uint8Array(0);
  const words = (name: keyof SegmentParts | keyof ShortcutParts) => {
    const view = bytes(name);
    return new Uint32Array(view.buffer, view.byteOffset, view.length / WORD);
  };
  const segment = new Segment({
    counts: words('counts'),
    words: bytes('words'),
    wordBlocks: words('wordBlocks'),
    lists: bytes('lists'),
    listBlocks: words('listBlocks'),
    keyWords: words('keyWords'),
    spelledSlots: words('spelledSlots'),
    spellings: bytes('spellings'),
    spellingBlocks: words('spellingBlocks'),
    dates: bytes('dates'),
    dateBlocks: words('dateBlocks'),
    dateSlots: words('dateSlots'),
    groups: bytes('groups'),
    groupBlocks: words('groupBlocks'),
    groupLists: bytes('groupLists'),
    groupStarts: words('groupStarts'),
  });
  const shortcuts = new Shortcuts({
    kept: words('kept'),
    beginnings: bytes('beginnings'),
    beginningBlocks: words('beginningBlocks'),
    bestStarts: words('bestStarts'),
    bestSlots: words('bestSlots'),
    bestScores: words('bestScores'),
  });
  // What is forgotten changes: a view would change the file.
  const forgotten = new Slots(segment.papers, (views[names.length] ?? new Uint8Array(0)).slice());
  return new Shelf(segment, forgotten, shortcuts);
}

/** Of all that follows it and the header's other words; any word that differs makes another one. */
function checksum(words: Uint32Array): number {
  let sum = 0x811c9dc5;
  for (let at = 0; at < words.length; at++) {
    if (at === Header.checksum) continue;
    sum = Math.imul(sum ^ (words[at] ?? 0), 0x9e3779b1);
    sum = (sum << 13) | (sum >>> 19);
  }
  return sum >>> 0;
}
