/** How many tables there are: one alone would stop everything each time it grows beyond some hundred thousand keys. */
const TABLES = 256;
/** Letters that say in which table a key is, counted from its end. */
const TELLING = 8;

/** Where keys were seen first. Takes as many as there are: a single map of the language ends at some sixteen million. */
export class KeyedPlaces {
  readonly #tables: Map<string, number>[] = [];
  size = 0;

  get(key: string): number | undefined {
    return this.#tables[tableOf(key)]?.get(key);
  }

  /** Notes the place of a key; gives the one that is noted already. */
  add(key: string, place: number): number | undefined {
    const index = tableOf(key);
    const table = (this.#tables[index] ??= new Map());
    const known = table.get(key);
    if (known !== undefined) return known;
    this.size++;
    table.set(key, place);
    return undefined;
  }
}

function tableOf(key: string): number {
  let sum = 0;
  for (let at = Math.max(0, key.length - TELLING); at < key.length; at++)
    sum = (sum * 31 + key.charCodeAt(at)) % 65_521;
  return sum % TABLES;
}
