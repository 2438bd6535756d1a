import { type Insertion, bracketsOf, intoBrackets, ownGroup, wordEnd, writtenItems } from './insertion';
import type { Citation, CitationItem, NoteCitations } from './note';
import { readFrontMatter } from './noteFrontMatter';
import { NoteStructure } from './noteStructure';
import type { NoteText } from './noteText';

/** What to write into a note to cite papers. */
export interface PlacedCitations {
  /** By where they stand, each at an offset in the note as it is. */
  readonly insertions: readonly Insertion[];
  /** How many cursors are where nothing can be cited without breaking what stands there. */
  readonly refused: number;
}

/**
 * Where to cite papers for cursors in a note: as further items of the citation that a cursor is in, less those it has
 * already, or as a group of its own. Each place is tried: all other citations, links, code and blocks must be read as before,
 * and the new citation must be read. Where nothing can cite, as in code, the group goes to the cursor. The note is left
 * as it was.
 */
export function placeCitations(
  note: NoteText,
  offsets: readonly number[],
  citekeys: readonly string[],
): PlacedCitations {
  const original = note.text;
  const placing = new Placing(note, citekeys);
  let refused = 0;
  try {
    // From the last to the first: earlier offsets stay what they are.
    for (const offset of [...new Set(offsets)].sort((a, b) => b - a)) if (!placing.cite(offset)) refused++;
  } finally {
    note.change([{ start: 0, end: note.text.length, text: original }]);
  }
  return { insertions: placing.insertions, refused };
}

/** What is allowed to change with an insertion. */
type Strictness = 'cites' | 'completes' | 'silent';

/** Insertions into a note, each tried in the text that the ones before it left. */
class Placing {
  readonly #note: NoteText;
  readonly #citekeys: readonly string[];
  #insertions: Insertion[] = [];
  /** What the note cites with these insertions. */
  #cited: NoteCitations;

  constructor(note: NoteText, citekeys: readonly string[]) {
    this.#note = note;
    this.#citekeys = citekeys;
    this.#cited = note.read();
  }

  get insertions(): readonly Insertion[] {
    return this.#insertions;
  }

  /** Whether the papers are cited for a cursor, now or before. */
  cite(offset: number): boolean {
    const { text } = this.#note;
    const structure = new NoteStructure(this.#note, offset);
    const succeeds = (insertion: Insertion, strictness: Strictness) =>
      this.#isThere(insertion.offset) || this.#tries(insertion, strictness, structure);

    // From the innermost: in a suffix stands another citation.
    const around = this.#cited.citations.filter((citation) => isAround(citation, offset)).reverse();
    for (const citation of around) {
      const brackets = isWikiLink(text, citation) ? undefined : bracketsOf(text, citation);
      const missing = this.#missingIn(citation.items);
      if (missing.length === 0) return true;
      if (!brackets) continue;
      for (const insertion of intoBrackets(text, citation, brackets, offset, missing))
        if (succeeds(insertion, 'cites')) return true;
    }
    if (this.#completes(offset, structure)) return true;
    // A group behind a bare key goes on with it.
    const isBehindKey = around[0] && !bracketsOf(text, around[0]);
    const own = isBehindKey ? this.#missingIn(around[0]?.items ?? []) : this.#citekeys;
    if (!structure.isInComment)
      for (const at of ownPlaces(text, offset, around, structure))
        if (succeeds(ownGroup(text, at, own), 'cites')) return true;
    return succeeds(ownGroup(text, wordEnd(text, offset), own), 'silent');
  }

  #missingIn(items: readonly CitationItem[]): readonly string[] {
    return this.#citekeys.filter((key) => !items.some(({ citekey }) => citekey === key));
  }

  /** A group under way, `[@a; ]` or `[]`: what is missing in it goes to the cursor. */
  #completes(offset: number, structure: NoteStructure): boolean {
    const { text } = this.#note;
    const before = /\[$|;[ \t]*$/.exec(text.slice(Math.max(0, offset - 20), offset))?.[0] ?? '';
    const after = /^[ \t]*[\];]/.exec(text.slice(offset, offset + 20))?.[0] ?? '';
    // `[ ]` is a box to tick.
    if (before === '' || after === '' || (before === '[' && after !== ']' && !after.endsWith(';')))
      return false;
    const space = before === ';' ? ' ' : '';
    const written = (keys: readonly string[]) => ({ offset, text: space + writtenItems(keys) });
    const group = this.#read(written(this.#citekeys)).citations.findLast(
      (citation) => citation.bracketed && isAround(citation, offset),
    );
    if (!group) return false;
    const length = written(this.#citekeys).text.length;
    const old = group.items.filter(({ start }) => start < offset || start >= offset + length);
    const missing = this.#missingIn(old);
    return missing.length === 0 || this.#tries(written(missing), 'completes', structure);
  }

  /** The citations with an insertion; the note is left as it was. */
  #read({ offset, text }: Insertion): NoteCitations {
    this.#note.change([{ start: offset, end: offset, text }]);
    const read = this.#note.read();
    this.#note.change([{ start: offset, end: offset + text.length, text: '' }]);
    return read;
  }

  /** Inserts unless that changes what must stay. */
  #tries(insertion: Insertion, strictness: Strictness, structure: NoteStructure): boolean {
    const { offset, text } = insertion;
    const note = this.#note;
    const original = note.text;
    note.change([{ start: offset, end: offset, text }]);
    const read = note.read();
    const kept =
      keepsCitations(insertion, strictness, this.#cited, read) &&
      keepsShape(insertion, strictness, structure, original, note.text);
    if (kept) this.#keep(insertion, read);
    else note.change([{ start: offset, end: offset + text.length, text: '' }]);
    return kept;
  }

  /** Whether an insertion for another cursor stands there already. */
  #isThere(at: number): boolean {
    return this.#insertions.some(({ offset, text }, index) => {
      const start = offset + lengthOf(this.#insertions.slice(0, index));
      return start <= at && at <= start + text.length;
    });
  }

  #keep({ offset, text }: Insertion, read: NoteCitations): void {
    this.#cited = read;
    let original = offset;
    for (const earlier of this.#insertions) {
      if (earlier.offset >= original) break;
      original -= Math.min(earlier.text.length, original - earlier.offset);
    }
    const all = [...this.#insertions, { offset: original, text }];
    this.#insertions = all.sort((a, b) => a.offset - b.offset);
  }
}

const lengthOf = (insertions: readonly Insertion[]): number =>
  insertions.reduce((sum, { text }) => sum + text.length, 0);

/** Places for a group of its own, from the nearest on. */
function* ownPlaces(
  text: string,
  offset: number,
  around: readonly Citation[],
  structure: NoteStructure,
): Generator<number> {
  const nearest = wordEnd(
    text,
    Math.max(behindKey(text, offset, around[0]), structure.outside, markersEnd(text, offset)),
  );
  yield nearest;
  for (const { end } of around) yield end;
  yield nearest + (/^\S*/.exec(text.slice(nearest))?.[0].length ?? 0);
  const lineEnd = nearest + (/^[^\r\n]*/.exec(text.slice(nearest))?.[0].length ?? 0);
  // Before blanks at the end: they may be a line break.
  yield text.slice(0, lineEnd).trimEnd().length;
}

/** The offset, or the end of the key or of the link to a note called `@key` that it is in. */
function behindKey(text: string, offset: number, around: Citation | undefined): number {
  if (!around) return offset;
  if (isWikiLink(text, around)) return around.end + 1;
  const key = around.items.find(({ start, end }) => start < offset && offset < end);
  return around.bracketed ? (key?.end ?? offset) : around.end;
}

/** `[[@key]]` and `[[@key|Text]]` name a note. */
export const isWikiLink = (text: string, { bracketed, start, end }: Citation): boolean =>
  bracketed && text[start - 1] === '[' && text[end] === ']';

/** The items that are parts of links to notes. */
export function itemsInWikiLinks(text: string, citations: readonly Citation[]): ReadonlySet<CitationItem> {
  let end = 0;
  const linked = citations.flatMap((citation) => {
    if (isWikiLink(text, citation)) end = Math.max(end, citation.end);
    return citation.start < end ? citation.items : [];
  });
  return new Set(linked);
}

/** In the brackets of a citation, or on the key of one without. */
function isAround({ bracketed, start, end, items: [first] }: Citation, offset: number): boolean {
  const isAlone = !bracketed && first?.end === end;
  return start < offset && (isAlone ? offset <= end : offset < end);
}

/** Behind the marks of lists, quotes, headings and footnotes at the line's beginning. */
function markersEnd(text: string, offset: number): number {
  const start = Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
  MARKERS.lastIndex = start;
  return start + (MARKERS.exec(text)?.[0].length ?? 0);
}
const MARKERS = /(?:[ \t]*(?:>|(?:[-+*]|\d{1,9}[.)]|#{1,6}|\[\^[^\]\s]+\]:)(?=[ \t]))[ \t]?)*/y;

/** Whether all citations are read as before, and the new one too. */
function keepsCitations(
  { offset, text }: Insertion,
  strictness: Strictness,
  before: NoteCitations,
  after: NoteCitations,
): boolean {
  const end = offset + text.length;
  const isNew = ({ start }: CitationItem) => start >= offset && start < end;
  const group =
    strictness === 'completes'
      ? after.citations.findLast((citation) => citation.bracketed && citation.items.some(isNew))
      : undefined;
  const read = itemsOf(after);
  const old = itemsOf(before);
  const kept = read.filter((item) => !isNew(item));
  const completed = new Set(group?.items);
  const isSame = (item: CitationItem, index: number) => {
    const was = old[index];
    return was && (completed.has(item) ? was.citekey === item.citekey : saysTheSame(was, item));
  };
  if (kept.length !== old.length || !kept.every(isSame)) return false;
  return strictness === 'silent' || isPlain(read.filter(isNew), text);
}

const itemsOf = ({ citations }: NoteCitations): CitationItem[] =>
  citations.flatMap(({ items }) => items).sort((a, b) => a.start - b.start);

/** Whether two items cite the same in the same way. */
export const saysTheSame = (a: CitationItem, b: CitationItem): boolean =>
  a.citekey === b.citekey &&
  a.mode === b.mode &&
  a.prefix === b.prefix &&
  a.suffix === b.suffix &&
  a.locator?.label === b.locator?.label &&
  a.locator?.value === b.locator?.value;

/** Whether every key written is read, with nothing else said of it. */
function isPlain(items: readonly CitationItem[], written: string): boolean {
  return (
    items.length === written.split('@').length - 1 &&
    items.every(
      ({ mode, prefix, locator, suffix }) =>
        mode === 'normal' && prefix === '' && suffix === '' && locator === undefined,
    )
  );
}

function keepsShape(
  { offset, text }: Insertion,
  strictness: Strictness,
  structure: NoteStructure,
  before: string,
  after: string,
): boolean {
  const [end, endAfter] = [frontMatterEnd(before), frontMatterEnd(after)];
  if (offset < end) return endAfter === end + text.length;
  if (endAfter !== end) return false;
  const [was, is] = [structure.shape, structure.shapeAfter(after, text.length)];
  if (was === undefined) return true;
  // In code, the group becomes a part of it.
  return (
    was === is || (strictness === 'silent' && was === is?.replace(JSON.stringify(text).slice(1, -1), ''))
  );
}

const frontMatterEnd = (text: string): number => readFrontMatter(text, text.startsWith('\ufeff') ? 1 : 0).end;
