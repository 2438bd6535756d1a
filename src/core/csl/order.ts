import { sortInSteps } from '../sortInSteps';
import { unmarked } from './marks';

/** How many items are looked at between two chances to pause. */
const BATCH = 100;

const collator = new Intl.Collator('en', { usage: 'sort' });
const PARTS = /[^\p{L}\p{M}\p{N}]+/u;

/** A text as what is compared: word by word, so that "Li, Wei" stands before "Lian". */
const wordsOf = (text: string): string[] =>
  unmarked(text)
    .split(PARTS)
    .filter((word) => word !== '');

/** The items in the order of their keys; of equal keys as they came. A generator: the caller may pause between steps. */
export function* inOrder<T>(
  items: readonly T[],
  keys: (item: T) => readonly string[],
): Generator<void, readonly T[]> {
  const all: { readonly item: T; readonly words: readonly (readonly string[])[] }[] = [];
  for (const item of items) if (all.push({ item, words: keys(item).map(wordsOf) }) % BATCH === 0) yield;
  const sorted = yield* sortInSteps(all, (a, b) => compareLists(a.words, b.words, compareKeys));
  return sorted.map(({ item }) => item);
}

/** What has no key comes last. */
const compareKeys = (a: readonly string[], b: readonly string[]): number =>
  a.length === 0 || b.length === 0 ? b.length - a.length : compareLists(a, b, compareWords);

const compareWords = (a: string, b: string): number => collator.compare(a, b);

function compareLists<T>(a: readonly T[], b: readonly T[], compare: (a: T, b: T) => number): number {
  for (const [index, one] of a.entries()) {
    const other = b[index];
    if (other === undefined) return 1;
    const order = compare(one, other);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}
