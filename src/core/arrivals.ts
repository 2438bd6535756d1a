import { familiesUnread } from './families/membership';
import { fold } from './fold';
import { plainMarkup } from './markup';
import { peopleOf } from './others';
import type { CslItem, Paper, SourceRecord } from './paper';
import { type TypedWord, readTyped } from './search/typed';
import { plainText } from './search/words';

/** What an entry that has just been read says of its paper. */
export type Arrival = Pick<
  Paper,
  'citekey' | 'aliases' | 'acronyms' | 'title' | 'authors' | 'organization' | 'item' | 'year' | 'families'
>;

/** An entry of which there is no paper yet. */
export interface Arriving {
  readonly key: string;
  readonly aliases?: readonly string[];
  readonly year: number | undefined;
  /** What it is found by beside its key. */
  readonly words: string;
  /** What it says so far; nothing where that cannot be shown. */
  readonly item: CslItem | undefined;
}

/** The entries of one file, by key. */
type Arrived = ReadonlyMap<string, Texts>;

interface Texts {
  readonly entry: Arriving;
  /** Both folded. */
  readonly key: string;
  readonly words: string;
  readonly year: number;
}

/** No more of an entry is searched, in characters. */
const LONGEST = 1000;
/** Of more entries the others are found when their papers are: all are looked through at every letter. */
export const MOST_ARRIVING = 20_000;
/** How many entries are looked at between two chances to pause. */
const BATCH = 50;
const OF_WORD = /[\p{L}\p{N}]/u;

/**
 * Entries that have been read while their papers are still to be made of them and indexed: of a large file that takes
 * several times as long as reading it. They are looked through one by one, and found as typed only: by the beginning of
 * the key, or by the beginnings of words of key, title, authors and year, in any order.
 */
export class Arrivals {
  readonly #files = new Map<string, Arrived>();

  /**
   * Puts entries in place of those of the file, each key once, but for those of keys that papers have already; unless they
   * arrived before: these papers may still be to be indexed. A generator: the caller may pause between steps, and calls
   * what it gives to have it done.
   */
  *putting(
    uri: string,
    arriving: Iterable<Arriving>,
    isKnown: (key: string) => boolean,
  ): Generator<void, () => void> {
    const before = this.#files.get(uri);
    const entries = new Map<string, Texts>();
    let count = 0;
    for (const entry of arriving) {
      if (count++ % BATCH === BATCH - 1) yield;
      const isNew = before?.has(entry.key) === true || !isKnown(entry.key);
      if (isNew && !entries.has(entry.key)) entries.set(entry.key, textsOf(entry));
      if (entries.size >= MOST_ARRIVING) break;
    }
    return () => {
      if (entries.size > 0) this.#files.set(uri, entries);
      else this.#files.delete(uri);
    };
  }

  remove(uri: string): void {
    this.#files.delete(uri);
  }

  /** Those there are now, to be {@link settle}d when their papers are found otherwise. */
  get all(): ReadonlyMap<string, unknown> {
    return new Map(this.#files);
  }

  /** Forgets those of `all` that no others of their files have come after. */
  settle(all: ReadonlyMap<string, unknown>): void {
    for (const [uri, arrived] of all) if (this.#files.get(uri) === arrived) this.#files.delete(uri);
  }

  /** The entry with a key. */
  get(key: string): Arrival | undefined {
    for (const arrived of this.#files.values()) {
      const texts = arrived.get(key);
      if (texts) return arrivalOf(texts.entry)[0];
    }
    return undefined;
  }

  /** Entries for a typed text: that with the key, those whose keys begin with it, then the others, each newest first. */
  find(typed: string, limit: number): Arrival[] {
    const { whole, words } = readTyped(typed);
    if (words.length === 0) return [];
    const key = fold(whole);
    const found: { readonly texts: Texts; readonly rank: number }[] = [];
    for (const arrived of this.#files.values())
      for (const texts of arrived.values()) {
        const rank = texts.key === key ? 0 : texts.key.startsWith(key) ? 1 : 2;
        if (rank < 2 || words.every((word) => hasWord(texts.words, word))) found.push({ texts, rank });
      }
    return found
      .sort((a, b) => a.rank - b.rank || b.texts.year - a.texts.year)
      .slice(0, limit)
      .flatMap(({ texts }) => arrivalOf(texts.entry));
  }
}

/** Records as entries that arrive: those that have a key. */
export function* arrivingRecords(records: readonly SourceRecord[]): Generator<Arriving> {
  for (const { item, aliases } of records)
    if (item.id !== undefined) yield new ArrivingRecord(item.id, item, aliases);
}

class ArrivingRecord implements Arriving {
  readonly key: string;
  readonly item: CslItem;
  readonly aliases: readonly string[];

  constructor(key: string, item: CslItem, aliases: readonly string[] = []) {
    this.key = key;
    this.item = item;
    this.aliases = aliases;
  }

  get year(): number | undefined {
    return this.item.issued?.['date-parts']?.[0]?.[0];
  }

  get words(): string {
    const names = peopleOf(this.item).names.map(
      ({ literal, family, given, ...name }) =>
        literal ?? `${name['non-dropping-particle'] ?? ''} ${family ?? ''} ${given ?? ''}`,
    );
    return [plainMarkup(this.item.title), ...names, this.year ?? '', ...this.aliases].join(' ');
  }
}

/** Whether a word stands in a text, or begins one there. */
function hasWord(words: string, { text, unfinished }: TypedWord): boolean {
  for (let at = words.indexOf(text); at >= 0; at = words.indexOf(text, at + 1)) {
    const end = at + text.length;
    if (!OF_WORD.test(words.charAt(at - 1)) && (unfinished || !OF_WORD.test(words.charAt(end)))) return true;
  }
  return false;
}

const textsOf = (entry: Arriving): Texts => ({
  entry,
  key: fold(entry.key),
  words: plainText(`${entry.key} ${entry.words}`.slice(0, LONGEST)),
  year: entry.year ?? 0,
});

function arrivalOf({ key, aliases = [], year, item }: Arriving): Arrival[] {
  if (!item) return [];
  const { names: authors } = peopleOf(item);
  const nothing = { acronyms: [], organization: undefined, families: familiesUnread(undefined) };
  return [{ ...nothing, citekey: key, aliases, title: plainMarkup(item.title), authors, item, year }];
}
