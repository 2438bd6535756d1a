import { stem } from './stem';

/** A folded word and the papers that have it, by slot, each with the weight of the best field it stands in. */
export interface Term {
  readonly text: string;
  readonly slots: readonly number[];
  readonly weights: readonly number[];
}

interface Entry extends Term {
  readonly slots: number[];
  readonly weights: number[];
  /** Which of the paper's words this is: `bySlot[slots[i]].entries[turns[i]]` is this entry. */
  readonly turns: number[];
}

/** The words of one paper: that of turn `i` has the paper at `places[i]` of its slots. */
interface Occupant {
  readonly entries: readonly Entry[];
  readonly places: number[];
}

const VACANT: Occupant = { entries: [], places: [] };

const byText = (a: Term, b: Term): number => (a.text < b.text ? -1 : 1);

/**
 * All words of all papers, in order, with their papers: an inverted index that changes a paper at a time. Words that
 * no paper has any more stay until they are the majority.
 */
export class Dictionary {
  readonly #terms = new Map<string, Entry>();
  readonly #stems = new Map<string, Entry[]>();
  readonly #bySlot: Occupant[] = [];
  #sorted: readonly Term[] = [];
  #fresh: Term[] = [];
  #dead = 0;

  /** Gives a slot, which must be free, its words with their weights. */
  add(slot: number, words: ReadonlyMap<string, number>): void {
    const entries = Array.from(words.keys(), (text) => this.#terms.get(text) ?? this.#create(text));
    const places = entries.map((entry, turn) => {
      if (entry.slots.length === 0) this.#dead--;
      entry.weights.push(words.get(entry.text) ?? 0);
      entry.turns.push(turn);
      return entry.slots.push(slot) - 1;
    });
    this.#bySlot[slot] = { entries, places };
  }

  /** Frees a slot, in time for the paper's own words: the last paper of each word moves to the place left empty. */
  delete(slot: number): void {
    const { entries, places } = this.#bySlot[slot] ?? VACANT;
    for (const [turn, entry] of entries.entries()) {
      this.#fill(entry, places[turn] ?? 0);
      if (entry.slots.length === 0) this.#dead++;
    }
    this.#bySlot[slot] = VACANT;
  }

  #fill({ slots, weights, turns }: Entry, place: number): void {
    const [slot, weight, turn] = [slots.pop(), weights.pop(), turns.pop()];
    if (slot === undefined || weight === undefined || turn === undefined || place === slots.length) return;
    [slots[place], weights[place], turns[place]] = [slot, weight, turn];
    const moved = this.#bySlot[slot];
    if (moved) moved.places[turn] = place;
  }

  /** The word itself. */
  exact(text: string): Term | undefined {
    return this.#terms.get(text);
  }

  /** The inflections of a word, itself included. */
  inflected(text: string): readonly Term[] {
    return this.#stems.get(stem(text)) ?? [];
  }

  /** The words that begin with `text`, in order. */
  *beginning(text: string): Generator<Term, void> {
    const sorted = this.#settle();
    for (let index = lowerBound(sorted, text); index < sorted.length; index++) {
      const term = sorted[index];
      if (!term?.text.startsWith(text)) return;
      yield term;
    }
  }

  #create(text: string): Entry {
    const term: Entry = { text, slots: [], weights: [], turns: [] };
    this.#terms.set(text, term);
    this.#fresh.push(term);
    this.#dead++;
    const key = stem(text);
    const kin = this.#stems.get(key);
    if (kin) kin.push(term);
    else this.#stems.set(key, [term]);
    return term;
  }

  /** Brings the order up to date: sorting all anew for one paper would cost more than the question. */
  #settle(): readonly Term[] {
    if (this.#dead > this.#terms.size / 2) this.#bury();
    if (this.#fresh.length > 0) this.#sorted = inserted(this.#sorted, this.#fresh.sort(byText));
    this.#fresh = [];
    return this.#sorted;
  }

  #bury(): void {
    const alive = (term: Term) => term.slots.length > 0;
    for (const [text, term] of this.#terms) if (!alive(term)) this.#terms.delete(text);
    for (const [key, kin] of this.#stems) {
      const rest = kin.filter(alive);
      if (rest.length > 0) this.#stems.set(key, rest);
      else this.#stems.delete(key);
    }
    this.#sorted = this.#sorted.filter(alive);
    this.#fresh = this.#fresh.filter(alive);
    this.#dead = 0;
  }
}

function lowerBound(sorted: readonly Term[], text: string, from = 0): number {
  let [low, high] = [from, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.text ?? '') < text) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Two ordered lists as one, in whole runs of the first. */
function inserted(sorted: readonly Term[], fresh: readonly Term[]): Term[] {
  const runs: (readonly Term[])[] = [];
  let from = 0;
  for (const term of fresh) {
    const to = lowerBound(sorted, term.text, from);
    runs.push(sorted.slice(from, to), [term]);
    from = to;
  }
  return [...runs, sorted.slice(from)].flat();
}
