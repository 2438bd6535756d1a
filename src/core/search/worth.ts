import { BEST_WEIGHT, WEIGHT } from './forms';
import { Kind } from './postings';

/** What a typed word is worth by how it matches: its score is this times the weight of the field. */
export const AS = { typed: 1, inflected: 0.85, beginning: 0.7, abbreviated: 0.5 } as const;
/** The same with one and two typos. */
export const MISTYPED = { whole: [0, 0.5, 0.3], beginning: [0, 0.4, 0.2] } as const;
/** What two neighbours that stand together in the paper, in the typed order, bring on top. */
const TOGETHER = 1;

/** Scores are counted in fortieths: so all of them are whole, and their sum is the same in any order. */
const UNIT = 40;
/** In units. */
export const TOGETHER_SCORE = TOGETHER * UNIT;

const BY_KIND: readonly number[] = [
  [Kind.hint, WEIGHT.hint],
  [Kind.context, WEIGHT.context],
  [Kind.person, WEIGHT.person],
  [Kind.name, WEIGHT.name],
  [Kind.title, WEIGHT.name],
].reduce<number[]>(
  (weights, [kind = 0, weight = 0]) => {
    weights[kind] = weight;
    return weights;
  },
  Array.from({ length: 8 }, () => 0),
);

const tables = new Map<number, { readonly plain: Uint8Array; readonly ofFunctionWord: Uint8Array }>();

/** The scores of a match by the kind of word, in units; 0 of what is no word but a key or an acronym. */
export function scoresByKind(worth: number, isFunctionWord: boolean): Uint8Array {
  let table = tables.get(worth);
  if (!table) {
    const scores = (weights: readonly number[]) =>
      Uint8Array.from(weights, (weight) => Math.round(weight * worth * UNIT));
    const common = BY_KIND.map((weight) => (weight > 0 ? WEIGHT.functionWord : 0));
    table = { plain: scores(BY_KIND), ofFunctionWord: scores(common) };
    tables.set(worth, table);
  }
  return isFunctionWord ? table.ofFunctionWord : table.plain;
}

/** Scores of whole answers lie between 0 and this. */
export const FULL_SCORE = 10_000;

/** The score of a paper for so many words, of those of each. */
export const scoreOf = (units: number, words: number): number =>
  Math.round((units / ((BEST_WEIGHT + TOGETHER) * UNIT * words)) * FULL_SCORE);
