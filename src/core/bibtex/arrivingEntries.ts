import { type Arriving, MOST_ARRIVING } from '../arrivals';
import { EntryFields } from './entryFields';
import { entryItem } from './entryItem';
import { latexText } from './latexText';
import type { RawEntry } from './rawEntry';
import { Scanner } from './scanner';

/** What stands behind so many characters arrives when the file is read. */
const MOST_TEXT = 1 << 25;
/** No more of a field is searched, in characters. */
const LONGEST = 500;

/**
 * The entries of a BibTeX file as they are found, before anything is made of their fields or taken from others: that takes
 * twice as long. Each key once. A generator: the caller may pause between steps.
 */
export function* arrivingEntries(text: string): Generator<void, Arriving[]> {
  const entries = new Map<string, Arriving>();
  const scanner = new Scanner(text, () => undefined);
  for (const entry of scanner.entries()) {
    if (!entry) {
      if (scanner.at > MOST_TEXT) break;
      yield;
      continue;
    }
    if (entry.type === 'xdata' || entry.type === 'set' || entries.has(entry.key)) continue;
    entries.set(entry.key, new ArrivingEntry(entry));
    if (entries.size === MOST_ARRIVING) break;
    if (entries.size % SLICE === 0) yield;
  }
  return [...entries.values()];
}

/** Entries found between two chances to pause. */
const SLICE = 50;

const BRACES = /[{}]+/g;

class ArrivingEntry implements Arriving {
  readonly #entry: RawEntry;

  constructor(entry: RawEntry) {
    this.#entry = entry;
  }

  get key(): string {
    return this.#entry.key;
  }

  get year(): number | undefined {
    const { fields } = this.#entry;
    const year = /\b\d{4}\b/.exec(fields.get('date') ?? fields.get('year') ?? '');
    return year ? Number(year[0]) : undefined;
  }

  get words(): string {
    const { fields } = this.#entry;
    const [title = '', people = ''] = [fields.get('title'), fields.get('author') ?? fields.get('editor')];
    const said = `${title.slice(0, LONGEST)} ${people.slice(0, LONGEST)} ${fields.get('ids') ?? ''} ${this.year ?? ''}`;
    // Where nothing is to be decoded, braces are all there is beside the words.
    return said.includes('\\') ? latexText(said) : said.replace(BRACES, '');
  }

  get item(): ReturnType<typeof entryItem> {
    const { key, type, fields } = this.#entry;
    return entryItem(key, type, new EntryFields(fields), []);
  }
}
