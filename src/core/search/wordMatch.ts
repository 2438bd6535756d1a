import type { Dictionary, Term } from './dictionary';
import { BEST_WEIGHT } from './forms';
import type { TypedWord } from './typed';
import { typosBetween, typosForgiven } from './typos';

/** What a typed word is worth by how it matches: its score is this times the weight of the field. */
const AS = { typed: 1, inflected: 0.85, beginning: 0.7, abbreviated: 0.5 } as const;
/** The same with one and two typos. */
const MISTYPED = { whole: [0, 0.5, 0.3], beginning: [0, 0.4, 0.2] } as const;
/** What two neighbours that stand together in the paper, in the typed order, bring on top. */
const TOGETHER = 1;
/** Shorter words in mid-query are whole: as beginnings they would match everything. */
const SHORTEST_ABBREVIATION = 3;

/**
 * Which words may hold typos: those that no paper has, with the first letter right or wrong, or all. A wrong first
 * letter in a word that some paper has is not looked for: it would double the dearest search for the rarest slip.
 */
export type Lenience = 'none' | 'unknown' | 'all' | 'unknown from the first letter';

/** Scores by slot; 0 = no match. */
type Scores = Float64Array;

/** The words of one query against the words of all papers. */
export class WordMatch {
  readonly #dictionary: Dictionary;
  readonly #words: readonly TypedWord[];
  readonly #slots: number;
  /** Each word as typed, alone or glued to a neighbour. */
  readonly #asTyped: readonly Scores[];
  /** Each word with the next, glued. */
  readonly #together: readonly Scores[];

  /** `slots` is the number of slots in the dictionary. */
  constructor(dictionary: Dictionary, words: readonly TypedWord[], slots: number) {
    this.#dictionary = dictionary;
    this.#words = words;
    this.#slots = slots;
    this.#together = words.slice(1).map((word, index) => this.#glued(words[index]?.text ?? '', word));
    this.#asTyped = words.map((word, index) => {
      const scores = this.#alone(word);
      for (const pair of [this.#together[index - 1], this.#together[index]])
        if (pair) takeGreater(scores, pair);
      return scores;
    });
  }

  /** Papers that have all the words, scored from 0 to 1. */
  match(lenience: Lenience): Scores {
    const needed = this.#words.filter(({ optional }) => !optional).length;
    const have = new Uint8Array(this.#slots);
    const total = new Float64Array(this.#slots);
    for (const [index, word] of this.#words.entries())
      this.#leniently(index, word, lenience).forEach((score, slot) => {
        if (score === 0) return;
        total[slot] = (total[slot] ?? 0) + score;
        if (!word.optional) have[slot] = (have[slot] ?? 0) + 1;
      });
    for (const pair of this.#together)
      pair.forEach((score, slot) => (total[slot] = (total[slot] ?? 0) + (score > 0 ? TOGETHER : 0)));
    const most = (BEST_WEIGHT + TOGETHER) * this.#words.length;
    // Rounded, so that sums of the same scores in another order are equal.
    return total.map((score, slot) => (have[slot] === needed ? Math.round((score / most) * 1e4) / 1e4 : 0));
  }

  #alone({ text, unfinished }: TypedWord): Scores {
    const scores = new Float64Array(this.#slots);
    if (unfinished || text.length >= SHORTEST_ABBREVIATION)
      for (const term of this.#dictionary.beginning(text))
        take(scores, term, unfinished ? AS.beginning : AS.abbreviated);
    for (const term of this.#dictionary.inflected(text)) take(scores, term, AS.inflected);
    take(scores, this.#dictionary.exact(text), AS.typed);
    return scores;
  }

  #glued(before: string, { text, unfinished }: TypedWord): Scores {
    const scores = new Float64Array(this.#slots);
    const glued = before + text;
    if (unfinished) for (const term of this.#dictionary.beginning(glued)) take(scores, term, AS.beginning);
    for (const term of this.#dictionary.inflected(glued)) take(scores, term, AS.inflected);
    take(scores, this.#dictionary.exact(glued), AS.typed);
    return scores;
  }

  #leniently(index: number, word: TypedWord, lenience: Lenience): Scores {
    const asTyped = this.#asTyped[index] ?? new Float64Array(this.#slots);
    const forgiven = typosForgiven(word.text);
    if (lenience === 'none' || forgiven === 0) return asTyped;
    if (lenience !== 'all' && asTyped.some((score) => score > 0)) return asTyped;
    const scores = asTyped.slice();
    if (lenience === 'unknown from the first letter') this.#anyFirstLetter(scores, word, forgiven);
    else
      for (const term of this.#dictionary.beginning(word.text.slice(0, 1)))
        this.#mistyped(scores, term, word, forgiven);
    return scores;
  }

  /** Takes the word as one whose first letter is wrong, missing, too much or swapped with the second. */
  #anyFirstLetter(scores: Scores, word: TypedWord, forgiven: number): void {
    const [first, second] = word.text;
    for (const term of this.#dictionary.beginning('')) {
      const { text } = term;
      if (text[1] === second || text[1] === first || text[0] === second)
        this.#mistyped(scores, term, word, forgiven);
    }
  }

  #mistyped(scores: Scores, term: Term, { text, unfinished }: TypedWord, forgiven: number): void {
    if (term.text.length < text.length - forgiven) return;
    if (!unfinished && term.text.length > text.length + forgiven) return;
    const { whole, beginning } = typosBetween(text, term.text, forgiven);
    const worth = Math.max(MISTYPED.whole[whole] ?? 0, unfinished ? (MISTYPED.beginning[beginning] ?? 0) : 0);
    if (worth > 0) take(scores, term, worth);
  }
}

/** Raises the scores of a word's papers to what the word is worth. */
function take(scores: Scores, term: Term | undefined, worth: number): void {
  if (!term) return;
  const { slots, weights } = term;
  for (let index = 0; index < slots.length; index++) {
    const slot = slots[index] ?? 0;
    const score = worth * (weights[index] ?? 0);
    if (score > (scores[slot] ?? 0)) scores[slot] = score;
  }
}

function takeGreater(scores: Scores, others: Scores): void {
  for (let slot = 0; slot < others.length; slot++)
    if ((others[slot] ?? 0) > (scores[slot] ?? 0)) scores[slot] = others[slot] ?? 0;
}
