/** One citation key in a note as it is written there: its line and, in UTF-16 units, its column, both 1-based. */
export interface Cite {
  readonly citekey: string;
  readonly line: number;
  readonly column: number;
}

/** A note that cites a paper, and the lines where it does, ascending. */
export interface CitingNote {
  readonly uri: string;
  readonly lines: readonly number[];
}

/** What of a note was asked for, in the order of the note. */
export interface CitesOfNote {
  readonly uri: string;
  readonly cites: readonly Cite[];
}

/** A note's keys, each once, and for every citation the number of its key, its line and its column. */
interface PackedCites {
  readonly keys: readonly string[];
  readonly places: Int32Array;
}

const FIELDS = 3;
const NOTHING: PackedCites = { keys: [], places: new Int32Array() };

/**
 * Where notes cite what: by the keys as they are written, which may be aliases or belong to no paper. Packed, for
 * workspaces with tens of thousands of notes: twelve bytes a citation besides each note's keys.
 */
export class CitedIn {
  readonly #notes = new Map<string, PackedCites>();
  /** By key: the notes it stands in. */
  readonly #keys = new Map<string, Set<string>>();

  /** All keys that any note cites. */
  get keys(): Iterable<string> {
    return this.#keys.keys();
  }

  /** Puts what a note cites in place of what it cited; tells whether the keys cited anywhere may differ since. */
  put(uri: string, cites: readonly Cite[]): boolean {
    const before = this.#notes.get(uri) ?? NOTHING;
    const now = packed(cites);
    if (cites.length > 0) this.#notes.set(uri, now);
    else this.#notes.delete(uri);
    const gone = without(before.keys, now.keys);
    const come = without(now.keys, before.keys);
    for (const key of gone) this.#remove(key, uri);
    for (const key of come) this.#add(key, uri);
    return gone.length > 0 || come.length > 0;
  }

  /** What a note cites, in its order. */
  in(uri: string): Cite[] {
    return unpacked(this.#notes.get(uri) ?? NOTHING);
  }

  /** What is cited by the notes whose addresses begin so: how many these are, and their keys, each once. */
  under(beginning: string): { notes: number; keys: string[] } {
    const cited = [...this.#notes].filter(([uri]) => uri.startsWith(beginning));
    return { notes: cited.length, keys: [...new Set(cited.flatMap(([, { keys }]) => keys))] };
  }

  /** In how many notes any of these keys stands, and the first `limit` of them by address; each line once. */
  notesCiting(citekeys: readonly string[], limit = Infinity): { total: number; notes: CitingNote[] } {
    const uris = this.#uris(citekeys);
    const notes = uris.slice(0, limit).map((uri) => {
      const lines = this.#citesIn(uri, citekeys).map(({ line }) => line);
      return { uri, lines: [...new Set(lines)] };
    });
    return { total: uris.length, notes };
  }

  /** Every place where one of these keys stands, by address of the note. */
  citesOf(citekeys: readonly string[]): CitesOfNote[] {
    return this.#uris(citekeys).map((uri) => ({ uri, cites: this.#citesIn(uri, citekeys) }));
  }

  #citesIn(uri: string, citekeys: readonly string[]): Cite[] {
    return unpacked(this.#notes.get(uri) ?? NOTHING, new Set(citekeys));
  }

  #uris(citekeys: readonly string[]): string[] {
    return [...new Set(citekeys.flatMap((key) => [...(this.#keys.get(key) ?? [])]))].sort();
  }

  #add(key: string, uri: string): void {
    const notes = this.#keys.get(key);
    if (notes) notes.add(uri);
    else this.#keys.set(key, new Set([uri]));
  }

  #remove(key: string, uri: string): void {
    const notes = this.#keys.get(key);
    notes?.delete(uri);
    if (notes?.size === 0) this.#keys.delete(key);
  }
}

function packed(cites: readonly Cite[]): PackedCites {
  const numbers = new Map<string, number>();
  const places = new Int32Array(cites.length * FIELDS);
  for (const [index, { citekey, line, column }] of cites.entries()) {
    const number = numbers.get(citekey) ?? numbers.size;
    numbers.set(citekey, number);
    places.set([number, line, column], index * FIELDS);
  }
  return { keys: [...numbers.keys()], places };
}

function unpacked({ keys, places }: PackedCites, wanted?: ReadonlySet<string>): Cite[] {
  const cites: Cite[] = [];
  for (let at = 0; at < places.length; at += FIELDS) {
    const citekey = keys[places[at] ?? 0] ?? '';
    if (!wanted || wanted.has(citekey))
      cites.push({ citekey, line: places[at + 1] ?? 1, column: places[at + 2] ?? 1 });
  }
  return cites;
}

function without(keys: readonly string[], others: readonly string[]): string[] {
  const known = new Set(others);
  return keys.filter((key) => !known.has(key));
}
