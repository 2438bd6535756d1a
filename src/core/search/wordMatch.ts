import { type Glued, type Span, findGlued } from './glued';
import { inflections } from './inflections';
import { Kind, type ListCursor } from './postings';
import type { Segment } from './segment';
import type { Marks, Slots } from './slots';
import type { TypedWord } from './typed';
import { findMistyped } from './typoWalk';
import { typosForgiven } from './typos';
import { AS, MISTYPED, TOGETHER_SCORE, scoreOf, scoresByKind } from './worth';

/** Shorter words in mid-query are whole: as beginnings they would match everything. */
const SHORTEST_ABBREVIATION = 3;

/** Where typos of a word are looked for; the first letter may be right or wrong. */
export type Typos = 'none' | 'behind the first letter' | 'anywhere';

/** A typed word, and what it is together with the one before. */
export interface Asked {
  readonly word: TypedWord;
  readonly alone: Glued;
  readonly withBefore: Glued | undefined;
}

/** The words of a query, with what does not depend on the papers. */
export const askedWords = (words: readonly TypedWord[]): Asked[] =>
  words.map((word, index) => {
    const { text, unfinished } = word;
    const before = words[index - 1]?.text;
    const isBeginning = unfinished || text.length >= SHORTEST_ABBREVIATION;
    const beginning = !isBeginning ? 0 : unfinished ? AS.beginning : AS.abbreviated;
    return {
      word,
      alone: gluedText(text, beginning, undefined),
      withBefore:
        before === undefined
          ? undefined
          : gluedText(before + text, unfinished ? AS.beginning : 0, before.length),
    };
  });

function gluedText(text: string, beginning: number, split: number | undefined): Glued {
  const forms = new Map<string, number>();
  for (const form of inflections(text)) forms.set(form, form === text ? AS.typed : AS.inflected);
  return { forms, beginning, split };
}

/** A paper whose title has two words next to each other, and what that scores. */
interface Pair {
  readonly slot: number;
  readonly score: number;
}

/** What matches a text: words of the dictionary, and papers with a glued pair. */
interface Matches {
  readonly spans: readonly Span[];
  readonly pairs: readonly Pair[];
}

/** The words of one query against the words of the papers of one segment. */
export class WordMatch {
  readonly #segment: Segment;
  readonly #forgotten: Slots;
  readonly #asked: readonly Asked[];
  readonly #alone: readonly Matches[];
  /** By word: it and the one before it. */
  readonly #withBefore: readonly (Matches | undefined)[];

  constructor(segment: Segment, forgotten: Slots, asked: readonly Asked[]) {
    this.#segment = segment;
    this.#forgotten = forgotten;
    this.#asked = asked;
    this.#alone = asked.map(({ alone }) => this.#matches(alone));
    this.#withBefore = asked.map(({ withBefore }) => withBefore && this.#matches(withBefore));
  }

  #matches(text: Glued): Matches {
    const { words } = this.#segment;
    const spans: Span[] = [];
    for (const [form, worth] of text.forms) {
      const from = words.indexOf(form);
      if (from >= 0) spans.push({ from, to: from + 1, worth });
    }
    const [typed = ''] = text.forms.keys();
    if (text.beginning > 0) spans.push({ ...words.beginning(typed), worth: text.beginning });
    const pairs: Pair[] = [];
    findGlued(this.#segment, text, (slot, worth) => {
      if (!this.#forgotten.has(slot))
        pairs.push({ slot, score: scoresByKind(worth, false)[Kind.title] ?? 0 });
    });
    return { spans, pairs };
  }

  /** What matches a word as typed, alone or glued to a neighbour. */
  #asTyped(index: number): Matches[] {
    return [this.#alone[index], this.#withBefore[index], this.#withBefore[index + 1]].filter(
      (matches) => matches !== undefined,
    );
  }

  /** Whether some paper has a word as typed. */
  knows(index: number): boolean {
    return this.#asTyped(index).some(
      ({ spans, pairs }) => pairs.length > 0 || spans.some((span) => this.#isHad(span)),
    );
  }

  #isHad({ from, to }: Span): boolean {
    const list = this.#segment.lists(from);
    for (let word = from; word < to; word++) {
      list.nextList();
      while (list.nextGroup()) if (this.#isGroupHad(list.group)) return true;
      while (list.nextPaper()) if (list.kind <= Kind.title && !this.#forgotten.has(list.slot)) return true;
    }
    return false;
  }

  #isGroupHad(group: number): boolean {
    const { reader, end } = this.#segment.group(group);
    for (let slot = 0; reader.at < end;) {
      slot += reader.varint();
      if (!this.#forgotten.has(slot)) return true;
    }
    return false;
  }

  /** The papers that have all the words, each with its score. `typos` says by word where those are looked for. */
  match(typos: readonly Typos[], marks: Marks, found: (slot: number, score: number) => void): void {
    const needed = this.#asked.map((asked, index) => {
      const matches = [...this.#asTyped(index), this.#mistyped(asked.word, typos[index] ?? 'none')];
      return { ...asked.word, matches, size: this.#sizeOf(matches) };
    });
    // Fewest papers first: the others are then only looked for among these.
    needed.sort((a, b) => Number(a.optional) - Number(b.optional) || a.size - b.size);
    let papers: Candidates | undefined;
    for (const { matches, optional } of needed) {
      papers?.mark(marks);
      const isOpen = papers === undefined;
      const scan = new Scan(this.#segment, this.#forgotten, marks, isOpen);
      for (const { spans, pairs } of matches) {
        for (const span of spans) scan.span(span);
        for (const { slot, score } of pairs) scan.raise(slot, score);
      }
      scan.groups();
      papers = papers ? papers.scored(marks, optional) : Candidates.of(marks);
      marks.clear();
      if (papers.count === 0) return;
    }
    if (!papers) return;
    for (const together of this.#withBefore) if (together) this.#addTogether(papers, together, marks);
    for (let at = 0; at < papers.count; at++)
      found(papers.slots[at] ?? 0, scoreOf(papers.scores[at] ?? 0, this.#asked.length));
  }

  #addTogether(papers: Candidates, { spans, pairs }: Matches, marks: Marks): void {
    if (pairs.length === 0 && spans.length === 0) return;
    papers.mark(marks);
    const scan = new Scan(this.#segment, this.#forgotten, marks, false);
    for (const span of spans) scan.span(span);
    for (const { slot, score } of pairs) scan.raise(slot, score);
    scan.groups();
    for (let at = 0; at < papers.count; at++)
      if ((marks.values[papers.slots[at] ?? 0] ?? 0) > PRESENT)
        papers.scores[at] = (papers.scores[at] ?? 0) + TOGETHER_SCORE;
    marks.clear();
  }

  #sizeOf(matches: readonly Matches[]): number {
    let size = 0;
    for (const { spans, pairs } of matches) {
      size += pairs.length;
      for (const { from, to } of spans) size += this.#segment.sizeOf(from, to);
    }
    return size;
  }

  #mistyped({ text, unfinished }: TypedWord, where: Typos): Matches {
    const most = typosForgiven(text);
    const spans: Span[] = [];
    if (where === 'none' || most === 0) return { spans, pairs: [] };
    const { words } = this.#segment;
    const ranges =
      where === 'anywhere' ? this.#withOtherFirstLetters(text) : [words.beginning(text.slice(0, 1))];
    for (const range of ranges)
      findMistyped(words, text, most, range.from, range.to, (from, to, { whole, beginning }) => {
        const asWhole = MISTYPED.whole[whole] ?? 0;
        const worth = Math.max(asWhole, unfinished ? (MISTYPED.beginning[beginning] ?? 0) : 0);
        if (worth > 0) spans.push({ from, to, worth });
      });
    return { spans, pairs: [] };
  }

  /** The words that a word may be whose first letter is wrong, missing, too much or swapped with the second. */
  #withOtherFirstLetters(text: string): { readonly from: number; readonly to: number }[] {
    const { words } = this.#segment;
    const [first = '', second = ''] = text;
    const ranges = [words.beginning(second)];
    for (let at = 0; at < words.count;) {
      const letter = words.at(at).charAt(0);
      for (const other of new Set([first, second])) ranges.push(words.beginning(letter + other));
      at = Math.max(at + 1, words.beginning(letter).to);
    }
    return ranges;
  }
}

/** Marks a paper that a word is looked for in; a score is more. */
const PRESENT = 1;

/** Papers that have the words so far, with the sums of their scores. */
class Candidates {
  readonly slots: Uint32Array;
  readonly scores: Uint32Array;
  count: number;

  constructor(slots: Uint32Array) {
    this.slots = slots;
    this.scores = new Uint32Array(slots.length);
    this.count = slots.length;
  }

  static of(marks: Marks): Candidates {
    const papers = new Candidates(marks.touched.slice());
    return papers.scored(marks, false);
  }

  mark(marks: Marks): void {
    for (let at = 0; at < this.count; at++) marks.raise(this.slots[at] ?? 0, PRESENT);
  }

  /** Adds the scores of a word; those without it are none any more, unless it is optional. */
  scored({ values }: Marks, optional: boolean): this {
    let kept = 0;
    for (let at = 0; at < this.count; at++) {
      const slot = this.slots[at] ?? 0;
      const value = values[slot] ?? 0;
      const score = value > PRESENT ? value : 0;
      if (score === 0 && !optional) continue;
      this.slots[kept] = slot;
      this.scores[kept++] = (this.scores[at] ?? 0) + score;
    }
    this.count = kept;
    return this;
  }
}

/** Goes through lists and raises the marks of the papers to what they score. */
class Scan {
  readonly #segment: Segment;
  readonly #forgotten: Slots;
  readonly #marks: Marks;
  /** All papers count, not only marked ones. */
  readonly #isOpen: boolean;
  /** Groups, which many words share, with the best score of each. */
  readonly #groups = new Map<number, number>();

  constructor(segment: Segment, forgotten: Slots, marks: Marks, isOpen: boolean) {
    this.#segment = segment;
    this.#forgotten = forgotten;
    this.#marks = marks;
    this.#isOpen = isOpen;
  }

  span({ from, to, worth }: Span): void {
    if (from >= to) return;
    const list = this.#segment.lists(from);
    for (let word = from; word < to; word++) {
      list.nextList();
      this.#list(list, scoresByKind(worth, list.isFunctionWord));
    }
  }

  #list(list: ListCursor, scores: Uint8Array): void {
    while (list.nextGroup()) {
      const score = scores[this.#segment.kindOfGroup(list.group)] ?? 0;
      if (score > (this.#groups.get(list.group) ?? 0)) this.#groups.set(list.group, score);
    }
    list.raise(scores, this.#marks, this.#isOpen, this.#forgotten);
  }

  /** Goes through the groups found so far. */
  groups(): void {
    for (const [group, score] of this.#groups) {
      const { reader, end } = this.#segment.group(group);
      for (let slot = 0; reader.at < end;) {
        slot += reader.varint();
        this.raise(slot, score);
      }
    }
  }

  raise(slot: number, score: number): void {
    const marks = this.#marks;
    const value = marks.values[slot] ?? 0;
    if (value >= score) return;
    if (value === 0 && (!this.#isOpen || this.#forgotten.has(slot))) return;
    marks.raise(slot, score);
  }
}
