const MONTHS = 'January February March April May June July August September October November December';

/** What macros and `#` make of a few words has bounds: each of `@string{b = a # a}` and so on doubles. */
const LONGEST_JOINED = 100_000;

/** The abbreviations of a file, by names in lower case; those of the months are known beforehand. */
export class Macros {
  readonly #values = new Map<string, string>(
    MONTHS.split(' ').map((month) => [month.slice(0, 3).toLowerCase(), month]),
  );

  /** A number stands for itself; nothing for what is not defined. */
  get(word: string): string | undefined {
    return /^\d+$/.test(word) ? word : this.#values.get(word.toLowerCase());
  }

  set(name: string, value: string): void {
    this.#values.set(name, value);
  }

  takeAll(others: Macros): void {
    for (const [name, value] of others.#values) this.#values.set(name, value);
  }

  /** Two pieces of a value. */
  join(before: string, after: string): string {
    return before.length + after.length > LONGEST_JOINED ? before : before + after;
  }
}
