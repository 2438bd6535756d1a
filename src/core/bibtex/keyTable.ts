/** How many maps there are: one alone would stop everything each time it grows beyond some hundred thousand keys. */
const MAPS = 256;
/** Letters that say in which map a key is, counted from its end. */
const TELLING = 8;

/** A map for as many keys as a file has: a single map of the language ends at some sixteen million. */
export class KeyTable<T> {
  readonly #maps: Map<string, T>[] = [];
  size = 0;

  get(key: string): T | undefined {
    return this.#maps[indexOf(key)]?.get(key);
  }

  set(key: string, value: T): void {
    const map = (this.#maps[indexOf(key)] ??= new Map());
    const before = map.size;
    map.set(key, value);
    this.size += map.size - before;
  }
}

function indexOf(key: string): number {
  let sum = 0;
  for (let at = Math.max(0, key.length - TELLING); at < key.length; at++)
    sum = (sum * 31 + key.charCodeAt(at)) % 65_521;
  return sum % MAPS;
}
