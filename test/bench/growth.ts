import type { Random } from '../support/random';

/** How many of the draws so far are kept to draw from again: a fair sample of all, so that memory is bounded. */
const SAMPLE = 1 << 21;

/**
 * Words as they come in a growing text (Simon and Yule): a new one whenever there are fewer than Heaps' law says for
 * so much text, else one of the text so far, so that the frequent become more frequent.
 */
export class GrowingWords {
  readonly #below: Random;
  readonly #law: (drawn: number) => number;
  readonly #words: string[] = [];
  readonly #ids = new Map<string, number>();
  readonly #sample = new Int32Array(SAMPLE);
  #drawn = 0;

  /** `law` says how many different words a text of so many has. */
  constructor(below: Random, law: (drawn: number) => number) {
    this.#below = below;
    this.#law = law;
  }

  /** The number of a word, the same however it is capitalised; its first printing stays. */
  id(word: string): number {
    const key = word.toLowerCase();
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    this.#ids.set(key, this.#words.length);
    return this.#words.push(word) - 1;
  }

  /** Notes that the text goes on with that word. */
  see(id: number): void {
    const at = this.#drawn < SAMPLE ? this.#drawn : this.#below(this.#drawn + 1);
    if (at < SAMPLE) this.#sample[at] = id;
    this.#drawn++;
  }

  /** The next word, which `invent` makes when it is to be a new one. */
  next(invent: () => string): string {
    const fresh = this.#words.length < this.#law(this.#drawn) ? this.#fresh(invent) : undefined;
    const id = fresh ?? this.#sample[this.#below(Math.min(this.#drawn, SAMPLE))] ?? 0;
    this.see(id);
    return this.#words[id] ?? '';
  }

  #fresh(invent: () => string): number | undefined {
    for (let attempt = 0; attempt < 20; attempt++) {
      const word = invent();
      if (word !== '' && !this.#ids.has(word.toLowerCase())) return this.id(word);
    }
    return undefined;
  }
}

/** Makes words and names that look like those of the field. */
export class Inventor {
  readonly #below: Random;
  readonly #words: readonly string[];

  /** `words` are what new ones are spliced of. */
  constructor(below: Random, words: readonly string[]) {
    this.#below = below;
    this.#words = words.filter((word) => /^[a-z]{4,}$/.test(word));
  }

  /** Mostly two words spliced; also systems' names, acronyms and numbers. */
  word(): string {
    const kind = this.#below(100);
    if (kind < 73) return this.#spliced();
    if (kind < 88) return this.systemName();
    return kind < 95 ? this.#letters(2 + this.#below(3)) : String(this.#below(10_000));
  }

  /** `SparseFormer`. */
  systemName(): string {
    return `${capitalised(this.#part())}${this.#pick(SYSTEMS)}`;
  }

  /** Of a title's initials, as papers are named: `CASNet`. */
  acronym(title: string): string {
    const initials = Array.from(title.matchAll(/(?<=^|[\s-])\p{L}/gu), ([letter]) => letter.toUpperCase());
    const from = this.#below(Math.max(1, initials.length - 2));
    const letters = initials.slice(from, from + 2 + this.#below(4)).join('');
    return letters.length < 2 ? this.systemName() : `${letters}${this.#pick(['', '', '', ...SYSTEMS])}`;
  }

  /** A family name of syllables, some with accents. */
  familyName(): string {
    const syllables = Array.from({ length: 2 + this.#below(3) }, () => this.#pick(SYLLABLES));
    return capitalised(syllables.join(''));
  }

  #spliced(): string {
    const [head, tail] = [this.#pick(this.#words), this.#pick(this.#words)];
    return `${head.slice(0, Math.ceil(head.length / 2))}${tail.slice(Math.floor(tail.length / 2))}`;
  }

  #part(): string {
    const word = this.#pick(this.#words);
    return word.slice(0, Math.min(word.length, 3 + this.#below(4)));
  }

  #letters(count: number): string {
    return Array.from({ length: count }, () => String.fromCharCode(65 + this.#below(26))).join('');
  }

  #pick<T>(list: readonly T[]): T {
    return list[this.#below(list.length)] as T;
  }
}

const SYSTEMS = ['Net', 'Former', 'ViT', 'Attn', 'LM', 'KV', 'Flow', 'Mix'];
const SYLLABLES =
  'ba ber chen dö el fu gar hi jan ka lé li mar mo nak ñe o pra qi ros sato sen ti üz va wu xi yo zł'.split(
    ' ',
  );

/** With its first letter as capital. */
export const capitalised = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
