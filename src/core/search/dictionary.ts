import { stem } from './stem';

/** A folded word and the papers that have it, by slot, each with the weight of the best field it stands in. */
export interface Term {
  readonly text: string;
  readonly slots: number[];
  readonly weights: number[];
}

const byText = (a: Term, b: Term): number => (a.text < b.text ? -1 : 1);

/** All words of all papers, in order, with their papers: an inverted index that changes a paper at a time. */
export class Dictionary {
  readonly #terms = new Map<string, Term>();
  readonly #stems = new Map<string, Term[]>();
  readonly #bySlot: Term[][] = [];
  #sorted: Term[] = [];
  #fresh: Term[] = [];
  #stale = false;

  /** Gives a slot, which must be free, its words with their weights. */
  add(slot: number, words: ReadonlyMap<string, number>): void {
    const terms = Array.from(words.keys(), (text) => this.#terms.get(text) ?? this.#create(text));
    for (const term of terms) {
      term.slots.push(slot);
      term.weights.push(words.get(term.text) ?? 0);
    }
    this.#bySlot[slot] = terms;
  }

  /** Frees a slot. */
  delete(slot: number): void {
    for (const term of this.#bySlot[slot] ?? []) {
      const index = term.slots.indexOf(slot);
      term.slots.splice(index, 1);
      term.weights.splice(index, 1);
      if (term.slots.length === 0) this.#drop(term);
    }
    this.#bySlot[slot] = [];
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

  #create(text: string): Term {
    const term: Term = { text, slots: [], weights: [] };
    this.#terms.set(text, term);
    this.#fresh.push(term);
    const key = stem(text);
    const kin = this.#stems.get(key);
    if (kin) kin.push(term);
    else this.#stems.set(key, [term]);
    return term;
  }

  #drop(term: Term): void {
    this.#terms.delete(term.text);
    this.#stale = true;
    const key = stem(term.text);
    const kin = (this.#stems.get(key) ?? []).filter((other) => other !== term);
    if (kin.length > 0) this.#stems.set(key, kin);
    else this.#stems.delete(key);
  }

  /** Brings the order up to date: sorting anew for every paper would cost more than the question. */
  #settle(): readonly Term[] {
    if (this.#fresh.length === 0 && !this.#stale) return this.#sorted;
    const alive = (term: Term) => term.slots.length > 0;
    this.#sorted = merge(this.#sorted.filter(alive), this.#fresh.filter(alive).sort(byText));
    this.#fresh = [];
    this.#stale = false;
    return this.#sorted;
  }
}

function lowerBound(sorted: readonly Term[], text: string): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.text ?? '') < text) low = middle + 1;
    else high = middle;
  }
  return low;
}

function merge(left: readonly Term[], right: readonly Term[]): Term[] {
  const merged: Term[] = [];
  let next = 0;
  for (const term of left) {
    for (let other = right[next]; other && byText(other, term) < 0; other = right[++next]) merged.push(other);
    merged.push(term);
  }
  return merged.concat(right.slice(next));
}
