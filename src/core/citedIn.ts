/** One citation key in a note: as it is written, and its line, 1-based. */
export interface Cite {
  readonly citekey: string;
  readonly line: number;
}

/** A note that cites a paper, and the lines where it does, ascending. */
export interface CitingNote {
  readonly uri: string;
  readonly lines: readonly number[];
}

/** Which notes cite what: by the keys as they are written, which may be aliases or belong to no paper. */
export class CitedIn {
  /** By address of the note: the lines of every key. */
  readonly #notes = new Map<string, ReadonlyMap<string, readonly number[]>>();
  /** By key: the notes it stands in. */
  readonly #keys = new Map<string, Set<string>>();

  /** All keys that any note cites. */
  get keys(): Iterable<string> {
    return this.#keys.keys();
  }

  /** Puts what a note cites in place of what it cited; tells whether the keys cited anywhere may differ since. */
  put(uri: string, cites: readonly Cite[]): boolean {
    const before = this.#notes.get(uri) ?? new Map<string, readonly number[]>();
    const lines = new Map<string, number[]>();
    for (const { citekey, line } of cites) {
      const known = lines.get(citekey);
      if (known) known.push(line);
      else lines.set(citekey, [line]);
    }
    if (lines.size > 0) this.#notes.set(uri, lines);
    else this.#notes.delete(uri);
    const gone = [...before.keys()].filter((key) => !lines.has(key));
    const come = [...lines.keys()].filter((key) => !before.has(key));
    for (const key of gone) this.#remove(key, uri);
    for (const key of come) this.#add(key, uri);
    return gone.length > 0 || come.length > 0;
  }

  /** In how many notes any of these keys stands, and the first `limit` of them by address; each line once. */
  notesCiting(citekeys: readonly string[], limit = Infinity): { total: number; notes: CitingNote[] } {
    const uris = new Set<string>();
    for (const key of citekeys) for (const uri of this.#keys.get(key) ?? []) uris.add(uri);
    const first = [...uris].sort().slice(0, limit);
    const notes = first.map((uri) => {
      const lines = citekeys.flatMap((key) => this.#notes.get(uri)?.get(key) ?? []);
      return { uri, lines: [...new Set(lines)].sort((a, b) => a - b) };
    });
    return { total: uris.size, notes };
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
