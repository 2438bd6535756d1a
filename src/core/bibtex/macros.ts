import { KeyTable } from './keyTable';

const MONTHS = 'January February March April May June July August September October November December';

/** What macros and `#` make of a few words has bounds: each of `@string{b = a # a}` and so on doubles. */
const LONGEST_JOINED = 100_000;
/** What macros may come to in all entries together, in characters: each entry has its own of what it takes. */
const MOST_TAKEN = 1 << 26;

/** The abbreviations of a file, by names in lower case; those of the months are known beforehand. */
export class Macros {
  readonly #values = new KeyTable<string>();
  #left = MOST_TAKEN;

  constructor() {
    for (const month of MONTHS.split(' ')) this.set(month.slice(0, 3).toLowerCase(), month);
  }

  /** A number stands for itself; nothing for what is not defined. */
  get(word: string): string | undefined {
    return /^\d+$/.test(word) ? word : this.#values.get(word.toLowerCase());
  }

  set(name: string, value: string): void {
    this.#values.set(name, value);
  }

  /** Whether all entries together may take so much more. */
  affords({ length }: string): boolean {
    this.#left -= length;
    return this.#left >= 0;
  }

  /** Two pieces of a value; nothing when that is too much. */
  join(before: string, after: string): string | undefined {
    return before.length + after.length > LONGEST_JOINED ? undefined : before + after;
  }
}
