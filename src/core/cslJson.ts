import { type JsonItem, jsonItems } from './jsonItems';
import { plainMarkup } from './markup';
import { Positions } from './positions';
import { readRawDate } from './rawDate';
import { ToldProblems } from './toldProblems';
import type { CslDate, CslItem, Name, Problem, ReadResult, SourceRecord } from './paper';

/** Items read between two chances to pause. */
const SLICE = 50;
/** Where some programs put the list when they wrap it in an object. */
const LONGEST_WRAPPER = 4096;
const WRAPPED_LIST = /^\{[^[]*?"(?:items|references)"\s*:\s*\[/;

/**
 * Reads CSL-JSON: a list of items, alone or as `items` or `references` of an object, or items without a list. A record's
 * line is that of its opening brace. Fields of the wrong type are left out, an item without a title is skipped.
 *
 * A generator: the caller may pause between steps. Problems: `cslJson.empty`, `cslJson.none` (no list and no item),
 * `cslJson.syntax` (line and column of what is not JSON), `cslJson.noTitle`, `cslJson.duplicateKey` (args: the key, the first's
 * line), `cslJson.moreProblems` (args: how many
 * are not told). A bad item costs no other.
 */
export function* readCslJson(file: string, text: string): Generator<void, ReadResult> {
  const start = startOfItems(text);
  if (!start)
    return {
      records: [],
      problems: [{ code: text.trim() === '' ? 'cslJson.empty' : 'cslJson.none', severity: 'error', line: 1 }],
    };
  const reader = new ItemReader(file, text);
  let count = 0;
  for (const item of jsonItems(text, start.from, start.inList)) {
    reader.take(item);
    if (++count % SLICE === 0) yield;
  }
  return reader.result();
}

function startOfItems(text: string): { from: number; inList: boolean } | undefined {
  const at = text.search(/[^\s\ufeff]/);
  if (text[at] === '[') return { from: at + 1, inList: true };
  if (text[at] !== '{') return undefined;
  const wrapped = WRAPPED_LIST.exec(text.slice(at, at + LONGEST_WRAPPER))?.[0];
  return wrapped === undefined ? { from: at, inList: false } : { from: at + wrapped.length, inList: true };
}

class ItemReader {
  readonly #file: string;
  readonly #positions: Positions;
  readonly #records: SourceRecord[] = [];
  /** Where keys stand first. */
  readonly #lines = new Map<string, number>();
  readonly #problems = new ToldProblems('cslJson.moreProblems');

  constructor(file: string, text: string) {
    this.#file = file;
    this.#positions = new Positions(text);
  }

  take({ start, value, error }: JsonItem): void {
    if (error !== undefined) this.#report('cslJson.syntax', 'error', error);
    else {
      const item = isObject(value) ? itemOf(value) : undefined;
      if (!item) this.#report('cslJson.noTitle', 'warning', start);
      else this.#add(item, start);
    }
  }

  result(): ReadResult {
    return { records: this.#records, problems: this.#problems.all };
  }

  #add(item: CslItem, start: number): void {
    const line = this.#positions.pass(start);
    const keyed = withKeys(item);
    this.#records.push({ place: { file: this.#file, line }, ...keyed });
    const { id } = keyed.item;
    if (id === undefined) return;
    const first = this.#lines.get(id);
    if (first === undefined) this.#lines.set(id, line);
    else this.#report('cslJson.duplicateKey', 'warning', start, [id, first]);
  }

  #report(
    code: string,
    severity: Problem['severity'],
    offset: number,
    args?: readonly (string | number)[],
  ): void {
    this.#problems.add(() => ({ code, severity, ...this.#positions.at(offset), ...(args && { args }) }));
  }
}

type Fields = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';
const textOf = (value: unknown): string | undefined =>
  isText(value) ? value : typeof value === 'number' ? String(value) : undefined;

/** Readers of the fields whose type the product relies on; they answer nothing for a wrong one. */
const READERS = new Map<string, (value: unknown) => unknown>(
  Object.entries({
    id: textOf,
    type: textOf,
    title: textOf,
    abstract: textOf,
    author: namesOf,
    editor: namesOf,
    issued: dateOf,
    accessed: dateOf,
    'original-date': dateOf,
    'container-title': textOf,
    'container-title-short': textOf,
    'event-title': textOf,
    'event-date': dateOf,
    DOI: textOf,
    URL: textOf,
    // Merging would make it the prototype of the merged item.
    ['__proto__']: () => undefined,
  }),
);

/** The fields of a CSL item that have the right type, and the names of the others. Unknown fields are right. */
export function cslFields(value: object): { fields: Partial<CslItem>; wrong: string[] } {
  const fields: [string, unknown][] = [];
  const wrong: string[] = [];
  for (const [name, given] of Object.entries(value)) {
    const reader = READERS.get(name);
    const read: unknown = reader ? reader(given) : given;
    if (read === undefined) wrong.push(name);
    else fields.push([name, read]);
  }
  return { fields: Object.fromEntries(fields), wrong };
}

/**
 * An item with all keys that it says. Zotero's own export has an address as `id`, which nobody cites, and beside it the key
 * that people have given the item.
 */
export function withKeys(item: CslItem): Pick<SourceRecord, 'item' | 'aliases'> {
  const { id, 'citation-key': key } = item;
  if (typeof key !== 'string' || !/^\S+$/.test(key) || key === id) return { item };
  if (id === undefined) return { item: { ...item, id: key } };
  return /^https?:\/\//i.test(id) ? { item: { ...item, id: key }, aliases: [id] } : { item, aliases: [key] };
}

function itemOf(value: Fields): CslItem | undefined {
  const { title, ...fields } = cslFields(value).fields;
  return title === undefined ? undefined : { ...fields, title };
}

function namesOf(value: unknown): Name[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const names = value.flatMap((name: unknown): Name[] => {
    if (isText(name)) return [{ literal: name }];
    if (!isObject(name)) return [];
    const parts = Object.entries(name).filter(([, part]) => isText(part));
    return parts.length > 0 ? [Object.fromEntries(parts)] : [];
  });
  return names.length > 0 ? names : undefined;
}

/** A date by its parts, which may be text, or else by its `raw` form or by the year at the head of that or the `literal` one. */
function dateOf(value: unknown): CslDate | undefined {
  if (!isObject(value)) return undefined;
  const list: unknown = value['date-parts'];
  const parts = Array.isArray(list)
    ? list.flatMap((part: unknown) => (Array.isArray(part) ? [numbersOf(part)] : []))
    : [];
  // A range without end has the year 0 for it.
  const isOpen = parts[1]?.[0] === 0;
  if ((parts[0]?.length ?? 0) > 0) return { ...value, 'date-parts': isOpen ? parts.slice(0, 1) : parts };
  const rest = Object.fromEntries(Object.entries(value).filter(([name]) => name !== 'date-parts'));
  const raw = textOf(value['raw']);
  const read = raw === undefined ? undefined : readRawDate(raw);
  if (read) return { ...rest, ...read };
  const year = /^\s*(\d{4})\b/.exec(raw ?? textOf(value['literal']) ?? '')?.[1];
  return year === undefined ? rest : { ...rest, 'date-parts': [[Number(year)]] };
}

/** The leading whole numbers of a date: what follows something else has no meaning. */
function numbersOf(parts: readonly unknown[]): number[] {
  const numbers = parts.map((part) => Number(textOf(part) ?? NaN));
  const end = numbers.findIndex((part) => !Number.isInteger(part));
  return end < 0 ? numbers : numbers.slice(0, end);
}

const ARXIV = /^(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?\/\d{7})$/i;
const ARXIV_PREFIX =
  /^\s*(?:https?:\/\/)?(?:(?:www\.|export\.)?arxiv\.org\/(?:abs|pdf|html)\/|(?:https?:\/\/)?(?:dx\.)?(?:doi\.org\/)?10\.48550\/arxiv\.|arxiv:\s*)/i;

/** The arXiv id of an item, without version, from wherever entries have it: nothing when it has none. */
export function arxivIdOf(item: CslItem): string | undefined {
  const eprint = item['archive_location'] ?? item['eprint'] ?? item['arxiv'];
  const isArxiv = [item['archive'], item['archivePrefix'], item['eprinttype']].some((name) =>
    /^arxiv$/i.test(textOf(name) ?? ''),
  );
  const places = [item.URL, item['number'], item.DOI, eprint, item['note']];
  for (const place of places) {
    const text = textOf(place) ?? '';
    const bare = text.replace(ARXIV_PREFIX, '');
    const id = bare.split(/[\s?#[]/)[0]?.replace(/(?:v\d+)?(?:\.pdf)?$/i, '') ?? '';
    if (ARXIV.test(id) && (bare !== text || (place === eprint && (isArxiv || item['arxiv'] !== undefined))))
      return id;
  }
  return undefined;
}

/** The DOI of an item without resolver, in lower case: DOIs do not differ by case. */
export function doiOf(item: CslItem): string | undefined {
  const doi = /10\.\d{4,9}\/\S+/.exec(
    textOf(item.DOI) ?? (/\bdoi\.org\//i.test(item.URL ?? '') ? (item.URL ?? '') : ''),
  );
  return doi?.[0].replace(/[.,;]+$/, '').toLowerCase();
}

/** The DOI of a publication: one that arXiv gives says no more than the arXiv id. */
export function publishedDoiOf(item: CslItem): string | undefined {
  const doi = doiOf(item);
  return doi !== undefined && arxivIdOf({ title: '', DOI: doi }) !== undefined ? undefined : doi;
}

const plainOf = (text: string | undefined): string | undefined => text && plainMarkup(text);

/**
 * Short venue and year: "NeurIPS 2021", "CVPR Workshops 2024". Of entries without a short title, the acronym in the
 * venue's name or else the name itself. The year is the event's where that is known.
 */
export function venueOf(item: CslItem): string | undefined {
  const name = plainOf(item['container-title'] ?? item['event-title']);
  const short =
    plainOf(item['container-title-short']) ??
    (name && (/\(([A-Z][\w&-]{1,11})(?:[ ']\d{2,4})?\)/.exec(name)?.[1] ?? name));
  if (short === undefined) return undefined;
  const event = isObject(item['event-date']) ? dateOf(item['event-date']) : undefined;
  const year = (event ?? item.issued)?.['date-parts']?.[0]?.[0];
  return year === undefined || short.includes(String(year)) ? short : `${short} ${year}`;
}
