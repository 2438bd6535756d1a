import { LabelUse } from './citation/labels';
import type { Citation, CitationItem } from './note';
import { splitBlocks } from './noteBlocks';
import { findReadableText } from './noteLimits';
import { shapeOf } from './noteStructure';
import { type Passage, type TextEdit, parsePassage } from './noteText';

/** An item that is read before and after a change, at the same place. */
export interface KeptItem {
  readonly was: CitationItem;
  readonly is: CitationItem;
}

/** How a passage would be read with a change, when nothing but citations is read in another way. */
export interface Trial {
  readonly citations: readonly Citation[];
  readonly kept: readonly KeptItem[];
  /** Items that are no longer read. */
  readonly lost: readonly CitationItem[];
  /** Items that were not read before. */
  readonly added: readonly CitationItem[];
  /** Where an offset of the passage comes to be; one in replaced text goes to where that began. */
  readonly after: (offset: number) => number;
}

/** What may nest or pair costs more than other characters when there is much of it. */
const MARK_WEIGHT = 20;
/** A passage that costs more is no text that a person wrote: nothing is tried there. */
const HEAVIEST = 80_000;

/**
 * Tries changes of a passage without making them. The passage alone is parsed: a change that would be felt beyond its end, or
 * that defines other labels, counts as failed.
 */
export class PassageTrials {
  readonly #passage: Passage;
  readonly #isHeavy: boolean;
  #original: { readonly shape: string; readonly defined: string } | undefined;
  #count = 0;
  #weight = 0;

  constructor(passage: Passage) {
    this.#passage = passage;
    this.#isHeavy = weightOf(passage.text) > HEAVIEST;
  }

  /** How many changes were tried. */
  get count(): number {
    return this.#count;
  }

  /** What parsing cost so far: about the number of characters. */
  get weight(): number {
    return this.#weight;
  }

  /** Tries edits, ascending and apart from each other, by offsets in the passage as it is. */
  try(edits: readonly TextEdit[]): Trial | undefined {
    const { text, citations } = this.#passage;
    if (this.#isHeavy) return undefined;
    const changed = edited(text, edits);
    this.#count++;
    if (!this.#endsItself(changed) || findReadableText(changed, 0, 1).problem) return undefined;
    this.#original ??= this.#read(text);
    const read = this.#read(changed);
    if (read.shape !== this.#original.shape || read.defined !== this.#original.defined) return undefined;
    return compared(citations, read.citations, edits);
  }

  #read(text: string) {
    this.#weight += weightOf(text);
    const use = new LabelUse(this.#passage.labels);
    const { citations, tree } = parsePassage(text, use);
    const { links, footnotes } = use.defined;
    return { citations, shape: shapeOf(tree), defined: JSON.stringify([[...links], [...footnotes]]) };
  }

  /** Whether the next passage begins where it did. */
  #endsItself(changed: string): boolean {
    const { next } = this.#passage;
    return next === '' || splitBlocks(changed + next, 0).includes(changed.length);
  }
}

const weightOf = (text: string): number =>
  text.length + MARK_WEIGHT * (text.match(/[[\]*_;@]/g)?.length ?? 0);

/** A text with edits, ascending and apart from each other, by offsets in the text as it is. */
export function edited(text: string, edits: readonly TextEdit[]): string {
  let [made, at] = ['', 0];
  for (const edit of edits) {
    made += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return made + text.slice(at);
}

/** All items of citations in order of the text. */
export const itemsInOrder = (citations: readonly Citation[]): CitationItem[] =>
  citations.flatMap(({ items }) => items).sort((a, b) => a.start - b.start);

function compared(
  before: readonly Citation[],
  after: readonly Citation[],
  edits: readonly TextEdit[],
): Trial {
  const moved = (offset: number) => offsetAfter(edits, offset);
  const byKey = new Map(itemsInOrder(after).map((item) => [item.keyStart, item]));
  const kept: KeptItem[] = [];
  const lost: CitationItem[] = [];
  for (const was of itemsInOrder(before)) {
    const is = byKey.get(moved(was.keyStart));
    if (is?.citekey === was.citekey && !isReplaced(edits, was.keyStart)) {
      kept.push({ was, is });
      byKey.delete(is.keyStart);
    } else lost.push(was);
  }
  return { citations: after, kept, lost, added: [...byKey.values()], after: moved };
}

const isReplaced = (edits: readonly TextEdit[], offset: number): boolean =>
  edits.some(({ start, end }) => start <= offset && offset < end);

function offsetAfter(edits: readonly TextEdit[], offset: number): number {
  let by = 0;
  for (const { start, end, text } of edits) {
    if (start > offset) break;
    if (offset < end) return start + by;
    by += text.length - (end - start);
  }
  return offset + by;
}
