import { type Document, isScalar, parseDocument, visit } from 'yaml';
import { readDate } from './bibtex/dates';
import { cslFields, readCslJson, withKeys } from './cslJson';
import type { CslDate, CslItem, Problem, ReadResult, SourceRecord } from './paper';
import { Positions } from './positions';
import { ToldProblems } from './toldProblems';

/** Lines looked at between two chances to pause. */
const LINES = 5000;
/** A longer item is taken for a broken one. */
const LONGEST_ITEM = 1 << 20;
/** So is one with more signs of which YAML builds something: it is parsed in one step. Texts have few. */
const MOST_SIGNS = 1 << 15;
const SIGN = /[[\]{},:&*!?"'\n-]/g;
/** How many aliases there may be, and what they may stand for in all: each level of a few that name each other multiplies. */
const MOST_ALIASES = 100;

/**
 * Reads CSL-YAML as pandoc has it: a list of items, alone or under `references`. Lists that are written as JSON are read
 * as that. A record's line is that of its dash. Each item is parsed alone, so that a bad one costs no other: anchors hold
 * within their item.
 *
 * A generator: the caller may pause between steps. Problems: `cslYaml.empty`, `cslYaml.none` (no list of items),
 * `cslYaml.syntax` (line and column of what is not YAML), `cslYaml.noTitle`, `cslYaml.duplicateKey` (args: the key, the first's line), `cslYaml.moreProblems` (args: how many are
 * not told), and those of CSL-JSON.
 */
export function* readCslYaml(file: string, text: string): Generator<void, ReadResult> {
  if (/^\s*[[{]/.test(text)) return yield* readCslJson(file, text);
  const reader = new ItemReader(file, text);
  let count = 0;
  for (const item of itemsOf(text)) {
    if (item) {
      reader.take(item);
      count++;
    }
    yield;
  }
  return reader.result(count);
}

/** A part of the text, with the dash at its beginning. */
interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * The items of the first list that stands alone or under `references`, by the indentation of their dashes: nothing within an
 * item is indented so little. Yields nothing where the caller may pause.
 */
function* itemsOf(text: string): Generator<Span | undefined, void> {
  let indent: number | undefined;
  let isUnder = false;
  let from = -1;
  let count = 0;
  let end = 0;
  for (let start = 0; start < text.length; start = end + 1) {
    end = text.indexOf('\n', start);
    if (end < 0) end = text.length;
    if (++count % LINES === 0) yield undefined;
    const head = text.slice(start, Math.min(end, start + 1000));
    const own = head.search(/[^ \t\r]/);
    const isMarker = /^(?:---|\.\.\.)(?=\s|$)/.test(head);
    if (own < 0 || head[own] === '#' || (isMarker && indent === undefined)) continue;
    const isDash = /^-(?=\s|$)/.test(head.slice(own)) && !isMarker;
    if (indent === undefined) {
      if (isDash && (isUnder || from === -1)) indent = own;
      else {
        isUnder = own === 0 && /^["']?references["']?\s*:\s*(?:#.*)?$/.test(head.trimEnd());
        from = -2;
        continue;
      }
    }
    if (own > indent) continue;
    if (from >= 0) yield { from, to: start };
    from = start;
    if (own < indent || !isDash) return;
  }
  if (indent !== undefined && from >= 0) yield { from, to: text.length };
}

class ItemReader {
  readonly #file: string;
  readonly #text: string;
  readonly #positions: Positions;
  readonly #records: SourceRecord[] = [];
  /** Where keys stand first. */
  readonly #lines = new Map<string, number>();
  readonly #problems = new ToldProblems('cslYaml.moreProblems');

  constructor(file: string, text: string) {
    this.#file = file;
    this.#text = text;
    this.#positions = new Positions(text);
  }

  take({ from, to }: Span): void {
    const value = this.#parsed(from, to);
    if (value === undefined) return;
    const item = itemOf(value);
    if (!item) {
      this.#report('cslYaml.noTitle', 'warning', from);
      return;
    }
    const keyed = withKeys(item);
    const { line } = this.#positions.at(from);
    const endLine = this.#positions.at(this.#lastOf(from, to)).line;
    this.#records.push({ place: { file: this.#file, line }, endLine, ...keyed });
    const { id } = keyed.item;
    if (id === undefined) return;
    const first = this.#lines.get(id);
    if (first === undefined) this.#lines.set(id, line);
    else this.#report('cslYaml.duplicateKey', 'warning', from, [id, first]);
  }

  /** The last character of a part that is not blank. */
  #lastOf(from: number, to: number): number {
    return from + Math.max(0, this.#text.slice(from, to).trimEnd().length - 1);
  }

  result(count: number): ReadResult {
    if (count === 0) {
      const code = this.#text.trim() === '' ? 'cslYaml.empty' : 'cslYaml.none';
      return { records: [], problems: [{ code, severity: 'error', line: 1 }] };
    }
    return { records: this.#records, problems: this.#problems.all };
  }

  /** What the only element of the list in that part is; nothing when it is no YAML, which is told. */
  #parsed(from: number, to: number): unknown {
    let at = from;
    try {
      if (to - from <= LONGEST_ITEM && !this.#isIntricate(from, to)) {
        const document = parseDocument(this.#text.slice(from, to), OPTIONS);
        const error = document.errors[0]?.pos[0] ?? mistakeIn(document);
        // What is not closed is told at the end, which may be that of the blank lines behind it.
        if (error !== undefined) at = Math.min(from + error, this.#lastOf(from, to));
        const list: unknown =
          error === undefined ? document.toJS({ maxAliasCount: MOST_ALIASES }) : undefined;
        if (Array.isArray(list)) return (list[0] as unknown) ?? {};
      }
    } catch {
      // Nested deeper than the parser goes, or aliases beyond all bounds.
    }
    this.#report('cslYaml.syntax', 'error', at);
    return undefined;
  }

  #isIntricate(from: number, to: number): boolean {
    SIGN.lastIndex = from;
    for (let count = 0; count <= MOST_SIGNS; count++)
      if (!SIGN.test(this.#text) || SIGN.lastIndex > to) return false;
    return true;
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

/** The parser compares each key with all others: whether one stands twice is looked for here. */
const OPTIONS = { logLevel: 'silent', prettyErrors: false, stringKeys: true, uniqueKeys: false } as const;

/** Where a name stands a second time, or an alias that is one too many. */
function mistakeIn(document: Document.Parsed): number | undefined {
  let at: number | undefined;
  let aliases = 0;
  visit(document, {
    Alias: (_, { range }) => {
      if (++aliases <= MOST_ALIASES) return undefined;
      at = range?.[0] ?? 0;
      return visit.BREAK;
    },
    Map: (_, { items }) => {
      const names = new Set<unknown>();
      for (const { key } of items) {
        const name = isScalar(key) ? key.value : key;
        if (names.has(name)) {
          at = (isScalar(key) ? key.range?.[0] : undefined) ?? 0;
          return visit.BREAK;
        }
        names.add(name);
      }
      return undefined;
    },
  });
  return at;
}

const DATES = ['issued', 'accessed', 'event-date', 'original-date', 'submitted', 'available-date'];

function itemOf(value: unknown): CslItem | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const given = Object.fromEntries(
    Object.entries(value).map(([name, field]) => [name, DATES.includes(name) ? dateOf(field) : field]),
  );
  const { title, ...fields } = cslFields(given).fields;
  return title === undefined ? undefined : { ...fields, title };
}

/** A date as YAML has it beside that of JSON: EDTF, a year, or one or two lists of year, month and day by name. */
function dateOf(value: unknown): unknown {
  if (typeof value === 'number') return readDate(String(value).padStart(4, '0'));
  if (typeof value === 'string') return readDate(value) ?? { literal: value };
  const ends: unknown[] = Array.isArray(value) ? value : [value];
  const parts = ends.map(namedParts);
  if (!parts.every((part) => part.length > 0)) return value;
  const circa = ends.some((end) => Boolean((end as { circa?: unknown }).circa));
  return { 'date-parts': parts, ...(circa ? { circa } : {}) } satisfies CslDate;
}

function namedParts(value: unknown): number[] {
  if (typeof value !== 'object' || value === null) return [];
  const { year, month, day } = value as Readonly<Record<string, unknown>>;
  const parts = [year, month, day].map((part) => Number(part ?? NaN));
  const end = parts.findIndex((part) => !Number.isInteger(part));
  return end < 0 ? parts : parts.slice(0, end);
}
