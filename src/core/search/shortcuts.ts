import type { Ranked } from './ranking';
import type { Segment } from './segment';
import { Texts, TextsWriter } from './texts';

/** For which beginnings something is kept, and how much. */
export interface ShortcutSizes {
  /** Those whose lists have more bytes: these take long enough to be worth it. */
  readonly heavy: number;
  /** So many of the best papers. */
  readonly kept: number;
}

export const SHORTCUT_SIZES: ShortcutSizes = { heavy: 1 << 14, kept: 100 };

/** The arrays of {@link Shortcuts}, as they lie in memory and in a file. */
export interface ShortcutParts {
  /** How many are kept at most. */
  readonly kept: Uint32Array;
  /** Beginnings of words in order, and where the papers of each begin. */
  readonly beginnings: Uint8Array;
  readonly beginningBlocks: Uint32Array;
  readonly bestStarts: Uint32Array;
  readonly bestSlots: Uint32Array;
  readonly bestScores: Uint32Array;
}

/** What is kept for a beginning. */
export interface Shortcut {
  readonly best: readonly Ranked[];
  /** Whether no other paper matches. */
  readonly isAll: boolean;
}

/**
 * The best papers for beginnings that very many words have, such as single letters: to go through all their papers
 * would take too long while somebody types. How near a paper is to the note is not in it, for that changes.
 */
export class Shortcuts {
  readonly parts: ShortcutParts;
  readonly #beginnings: Texts;

  constructor(parts: ShortcutParts) {
    this.parts = parts;
    const count = Math.max(0, parts.bestStarts.length - 1);
    this.#beginnings = new Texts(count, parts.beginnings, parts.beginningBlocks);
  }

  get(beginning: string): Shortcut | undefined {
    const index = this.#beginnings.indexOf(beginning);
    if (index < 0) return undefined;
    const { bestStarts, bestSlots, bestScores } = this.parts;
    const [from = 0, to = 0] = bestStarts.subarray(index, index + 2);
    const best = Array.from(bestSlots.subarray(from, to), (slot, at) => ({
      slot,
      score: bestScores[from + at] ?? 0,
      near: 0,
    }));
    return { best, isAll: best.length < (this.parts.kept[0] ?? 0) };
  }
}

/** Finds the shortcuts of a segment; `bestOf` is asked for the best papers of each beginning. */
export function* findShortcuts(
  segment: Segment,
  { heavy, kept }: ShortcutSizes,
  bestOf: (beginning: string, limit: number) => readonly Ranked[],
): Generator<void, Shortcuts> {
  const beginnings = new TextsWriter();
  const [starts, slots, scores]: [number[], number[], number[]] = [[0], [], []];
  for (const beginning of heavyBeginnings(segment, heavy, '', 0, segment.words.count)) {
    yield;
    for (const { slot, score } of bestOf(beginning, kept)) {
      slots.push(slot);
      scores.push(score);
    }
    beginnings.add(beginning);
    starts.push(slots.length);
  }
  return new Shortcuts({
    kept: Uint32Array.of(kept),
    beginnings: beginnings.bytes.slice(),
    beginningBlocks: beginnings.blocks,
    bestStarts: Uint32Array.from(starts),
    bestSlots: Uint32Array.from(slots),
    bestScores: Uint32Array.from(scores),
  });
}

/** The longer beginnings with very many papers of the words from one number up to another, which begin so; in order. */
function* heavyBeginnings(
  segment: Segment,
  heavy: number,
  beginning: string,
  from: number,
  to: number,
): Generator<string, void> {
  for (let at = from; at < to;) {
    const longer = segment.words.at(at).slice(0, beginning.length + 1);
    const { to: end } = segment.words.beginning(longer);
    if (longer.length > beginning.length && segment.sizeOf(at, end) > heavy) {
      yield longer;
      yield* heavyBeginnings(segment, heavy, longer, at, end);
    }
    at = longer.length > beginning.length ? end : at + 1;
  }
}
