import { root } from './stem';
import { typosBetween, typosForgiven } from './typos';

/** More corrections of one word would drown the other words of a query. */
const MOST_CORRECTIONS = 8;
/** What goes on in more ways is hardly typed yet. */
const MOST_CONTINUATIONS = 60;

/** Known words, and what a person who typed an unknown one probably meant. */
export class Vocabulary {
  readonly #byFirstLetter = new Map<string, Set<string>>();
  readonly #byRoot = new Map<string, string[]>();

  add(word: string): void {
    if (this.has(word)) return;
    const letter = word.slice(0, 1);
    const words = this.#byFirstLetter.get(letter);
    if (words) words.add(word);
    else this.#byFirstLetter.set(letter, new Set([word]));
    const kin = this.#byRoot.get(root(word));
    if (kin) kin.push(word);
    else this.#byRoot.set(root(word), [word]);
  }

  /** The known words that are derived from what a word is derived from, by {@link root}, itself included. */
  kin(word: string): readonly string[] {
    return this.#byRoot.get(root(word)) ?? [];
  }

  has(word: string): boolean {
    return this.#alike(word).has(word);
  }

  /** The known words that go on from a beginning, shortest first: these have the most of what was typed. */
  continuations(beginning: string): string[] {
    const longer: string[] = [];
    for (const word of this.#alike(beginning))
      if (word.length > beginning.length && word.startsWith(beginning)) longer.push(word);
    return longer.sort((a, b) => a.length - b.length || (a < b ? -1 : 1)).slice(0, MOST_CONTINUATIONS);
  }

  /**
   * The known words with the fewest typos in between, or that begin so when the word is unfinished; none for a word
   * that is known or that known words begin with. The first letter counts as right unless nothing is found.
   */
  corrections(word: string, unfinished: boolean): string[] {
    const most = typosForgiven(word);
    const alike = this.#alike(word);
    if (most === 0 || alike.has(word)) return [];
    if (unfinished) for (const other of alike) if (other.startsWith(word)) return [];
    const nearest = nearestOf(word, alike, most, unfinished);
    if (nearest.length > 0) return nearest;
    return [...this.#byFirstLetter.values()].flatMap((words) => nearestOf(word, words, most, unfinished));
  }

  #alike(word: string): ReadonlySet<string> {
    return this.#byFirstLetter.get(word.slice(0, 1)) ?? new Set();
  }
}

/** The nearest words, shortest first: of beginnings that are equally near, these have the most of the word. */
function nearestOf(word: string, among: Iterable<string>, most: number, unfinished: boolean): string[] {
  let least: number = most;
  let nearest: string[] = [];
  for (const other of among) {
    if (other.length < word.length - most || (!unfinished && other.length > word.length + most)) continue;
    const { whole, beginning } = typosBetween(word, other, most);
    const typos = unfinished ? beginning : whole;
    if (typos > least) continue;
    if (typos < least) nearest = [];
    least = typos;
    nearest.push(other);
  }
  return nearest.sort((a, b) => a.length - b.length).slice(0, MOST_CORRECTIONS);
}
