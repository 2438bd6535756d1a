import { familiesUnread } from './families/membership';
import { fold } from './fold';
import { withoutOthers } from './others';
import type { Paper, SourceRecord } from './paper';
import { type TypedWord, readTyped } from './search/typed';
import { plainText } from './search/words';

/** What an entry that has just been read says of its paper. */
export type Arrival = Pick<
  Paper,
  'citekey' | 'aliases' | 'acronyms' | 'title' | 'authors' | 'organization' | 'item' | 'year' | 'families'
>;

/** The entries of one file, by key. */
interface Arrived {
  readonly records: ReadonlyMap<string, SourceRecord>;
  /** In the order of `records`; made when they are first looked for. */
  texts?: readonly Texts[];
}

interface Texts {
  readonly record: SourceRecord;
  /** Both folded. */
  readonly key: string;
  readonly words: string;
}

const OF_WORD = /[\p{L}\p{N}]/u;

/**
 * Entries that have been read while their papers are still to be made of them and indexed: of a large file that takes
 * several times as long as reading it. They are looked through one by one, and found as typed only: by the beginning of
 * the key, or by the beginnings of words of key, title, authors and year, in any order.
 */
export class Arrivals {
  readonly #files = new Map<string, Arrived>();

  /**
   * Puts entries in place of those of the file. Records without a key are none, nor are those of keys that papers have
   * already, unless they arrived before: these papers may still be to be indexed.
   */
  put(uri: string, records: readonly SourceRecord[], isKnown: (key: string) => boolean): void {
    const before = this.#files.get(uri)?.records;
    const keyed = new Map<string, SourceRecord>();
    for (const record of records) {
      const { id } = record.item;
      if (id !== undefined && (before?.has(id) || !isKnown(id))) keyed.set(id, record);
    }
    if (keyed.size > 0) this.#files.set(uri, { records: keyed });
    else this.#files.delete(uri);
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
    for (const { records } of this.#files.values()) {
      const record = records.get(key);
      if (record) return arrivalOf(record);
    }
    return undefined;
  }

  /** Entries for a typed text: that with the key, those whose keys begin with it, then the others, each newest first. */
  find(typed: string, limit: number): Arrival[] {
    const { whole, words } = readTyped(typed);
    if (words.length === 0) return [];
    const key = fold(whole);
    const found: { readonly record: SourceRecord; readonly rank: number }[] = [];
    for (const arrived of this.#files.values())
      for (const texts of (arrived.texts ??= Array.from(arrived.records.values(), textsOf))) {
        const rank = texts.key === key ? 0 : texts.key.startsWith(key) ? 1 : 2;
        if (rank < 2 || words.every((word) => hasWord(texts.words, word)))
          found.push({ record: texts.record, rank });
      }
    return found
      .sort((a, b) => a.rank - b.rank || (yearOf(b.record) ?? 0) - (yearOf(a.record) ?? 0))
      .slice(0, limit)
      .map(({ record }) => arrivalOf(record));
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

const yearOf = ({ item }: SourceRecord): number | undefined => item.issued?.['date-parts']?.[0]?.[0];

function textsOf(record: SourceRecord): Texts {
  const { id = '', title, author = [] } = record.item;
  const names = author.map(
    ({ literal, family, given, ...name }) =>
      literal ?? `${name['non-dropping-particle'] ?? ''} ${family ?? ''} ${given ?? ''}`,
  );
  const text = [id, title, ...names, yearOf(record) ?? '', ...(record.aliases ?? [])].join(' ');
  return { record, key: fold(id), words: plainText(text) };
}

function arrivalOf(record: SourceRecord): Arrival {
  const { item, aliases = [] } = record;
  return {
    citekey: item.id ?? '',
    aliases,
    acronyms: [],
    title: item.title,
    authors: withoutOthers(item.author),
    organization: undefined,
    item,
    year: yearOf(record),
    families: familiesUnread(undefined),
  };
}
