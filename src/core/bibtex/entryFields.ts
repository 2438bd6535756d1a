import type { FieldName, Fields } from './fieldNames';
import { latexMarkup, latexText } from './latexText';
import { latexVerbatim } from './latexVerbatim';

/** Fields that are long and not wanted while one types. */
const LONG: ReadonlySet<FieldName> = new Set<FieldName>(['abstract', 'annotation', 'annote']);
const PEOPLE: ReadonlySet<FieldName> = new Set<FieldName>([
  'author',
  'editor',
  'translator',
  'bookauthor',
  'director',
  'holder',
]);
/** More of an entry is not decoded, so that none takes long: in characters, but for what is long by nature. */
const MOST_DECODED = 1 << 15;
const MOST_OF_PEOPLE = 300_000;

/**
 * The fields of an entry, in memory of their own: a piece of a file's text keeps all of that in memory, with two bytes for
 * each character where there is one beyond Latin-1 anywhere. A copy by way of JSON takes one byte wherever that is enough.
 */
export class EntryFields {
  readonly #values = new Map<FieldName, string>();
  /** Whether some are cut because they are too long. */
  readonly isCut: boolean;

  constructor(fields: Fields) {
    const names: FieldName[] = [];
    const values: string[] = [];
    let [left, leftOfPeople] = [MOST_DECODED, MOST_OF_PEOPLE];
    for (const [name, value] of fields) {
      if (LONG.has(name)) {
        this.#values.set(name, value);
        continue;
      }
      const most = Math.max(0, PEOPLE.has(name) ? leftOfPeople : left);
      if (PEOPLE.has(name)) leftOfPeople -= value.length;
      else left -= value.length;
      names.push(name);
      values.push(value.length > most ? value.slice(0, most) : value);
    }
    this.isCut = left < 0 || leftOfPeople < 0;
    const own = JSON.parse(JSON.stringify(values)) as string[];
    for (const [index, name] of names.entries()) this.#values.set(name, own[index] ?? '');
  }

  names(): Iterable<FieldName> {
    return this.#values.keys();
  }

  has(name: FieldName): boolean {
    return this.#values.has(name);
  }

  /** As it stands in the file; empty where there is none. */
  raw(name: FieldName): string {
    return this.#values.get(name) ?? '';
  }

  /** The first of some that says anything, as it stands in the file. */
  firstOf(names: readonly FieldName[]): string {
    for (const name of names) {
      const value = this.#values.get(name);
      if (value !== undefined && value.trim() !== '') return value;
    }
    return '';
  }

  /** What a field says, as plain text. */
  text(name: FieldName): string {
    const value = this.#values.get(name);
    return value === undefined ? '' : latexText(value);
  }

  /** What a field says, with the markup that titles have. */
  markup(name: FieldName): string {
    const value = this.#values.get(name);
    return value === undefined ? '' : latexMarkup(value);
  }

  /** What a field says that LaTeX takes letter by letter. */
  verbatim(name: FieldName): string {
    const value = this.#values.get(name);
    return value === undefined ? '' : latexVerbatim(value);
  }
}
