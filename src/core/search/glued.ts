import { Places } from './places';
import { Kind } from './postings';
import type { Segment } from './segment';
import { isFunctionWord } from './words';

/** Shorter ends of what was typed are not taken for the beginning of a word glued to another: they begin too many. */
const SHORTEST_END = 3;

/** Words that follow each other in order, from a number up to another, and what they are worth. */
export interface Span {
  readonly from: number;
  readonly to: number;
  readonly worth: number;
}

/** A typed text that may be two words of a title. */
export interface Glued {
  /** Each form of it with what that is worth. */
  readonly forms: ReadonlyMap<string, number>;
  /** What it is worth as a beginning; 0 if it is none. */
  readonly beginning: number;
  /** Where it was split when it was typed, if it was. */
  readonly split: number | undefined;
}

/**
 * Finds the papers in whose title two neighbours together are a typed text: where a word that the text begins with
 * stands before one that it ends with. `found` is told of each paper and what the match is worth.
 */
export function findGlued(
  segment: Segment,
  glued: Glued,
  found: (slot: number, worth: number) => void,
): void {
  for (const [first, seconds] of splits(segment, glued)) {
    const places = placesInTitles(segment, first);
    if (places.count > 0) for (const second of seconds) findBehind(segment, places, second, found);
  }
}

/** The first words, by number, with what may stand behind each. */
function splits(segment: Segment, { forms, beginning, split }: Glued): Map<number, Span[]> {
  const { words } = segment;
  const firsts = new Map<string, number>();
  const splits = new Map<number, Span[]>();
  /** Looks the second word up only where there is a first one. */
  const add = (
    text: string,
    at: number,
    secondOf: (second: string) => { from: number; to: number },
    worth: number,
  ) => {
    const [first, second] = [text.slice(0, at), text.slice(at)];
    if (isFunctionWord(first)) return;
    const word = firsts.get(first) ?? words.indexOf(first);
    firsts.set(first, word);
    if (word < 0) return;
    const { from, to } = secondOf(second);
    if (from >= to) return;
    const seconds = splits.get(word) ?? [];
    seconds.push({ from, to, worth });
    splits.set(word, seconds);
  };
  const exactly = (second: string) => {
    const word = words.indexOf(second);
    return { from: word, to: word < 0 ? word : word + 1 };
  };
  for (const [text, worth] of forms) for (let at = 1; at < text.length; at++) add(text, at, exactly, worth);
  const [text = ''] = forms.keys();
  if (beginning > 0)
    for (let at = 1; at < text.length; at++)
      if (at === split || Math.min(at, text.length - at) >= SHORTEST_END)
        add(text, at, (second) => words.beginning(second), beginning);
  return splits;
}

/** Where a word stands in titles. */
function placesInTitles(segment: Segment, word: number): Places {
  const places = new Places();
  const list = segment.lists(word);
  list.nextList();
  while (list.nextPaper()) if (list.kind === Kind.title) places.add(list.slot, list.place);
  places.settle(segment.papers);
  return places;
}

/** Goes through the papers of the second words, in step with the places of the first. */
function findBehind(
  segment: Segment,
  places: Places,
  { from, to, worth }: Span,
  found: (slot: number, worth: number) => void,
): void {
  const list = segment.lists(from);
  for (let word = from; word < to; word++) {
    list.nextList();
    list.findBehind(places, (slot) => found(slot, worth));
  }
}
