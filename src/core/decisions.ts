import { type Node, type ParseError, findNodeAtLocation, getNodeValue, parseTree } from 'jsonc-parser';
import { cslFields } from './cslJson';
import type { CslItem, Problem } from './paper';

/** What a user decided about one paper. Fields the product does not know are kept in the file. */
export interface PaperDecision {
  /** Other citation keys that shall cite this paper. */
  readonly aliases: readonly string[];
  /** CSL fields that complete the library's own. With an identifier or a title they also record whose key this is. */
  readonly facts: Partial<CslItem> | undefined;
}

/** The content of a workspace file `attention-notes.json`. */
export interface Decisions {
  readonly papers: ReadonlyMap<string, PaperDecision>;
}

export const NO_DECISIONS: Decisions = { papers: new Map() };

/** Name of the workspace file, at the root of each workspace folder. */
export const DECISIONS_FILE = 'attention-notes.json';

const MOST_PROBLEMS = 100;
/** One slip makes many errors for a parser. */
const MOST_SYNTAX_PROBLEMS = 20;

/** A replacement of `text` from UTF-16 offset `start` to `end`. */
export interface TextChange {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Reads a workspace file. Something wrong costs the record, alias list or fact it stands in, and nothing else.
 *
 * Problems, each with its range: `decisions.syntax`, `decisions.notAnObject` (args: the citation key or the name of
 * what is none), `decisions.aliases`, `decisions.fact` (args: the field of the wrong type), and
 * `decisions.moreProblems` (args: how many are not told).
 */
export function readDecisions(text: string): { decisions: Decisions; problems: readonly Problem[] } {
  const reported = new Problems(text);
  if (text.trim() === '') return { decisions: NO_DECISIONS, problems: [] };
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  for (const error of errors.slice(0, MOST_SYNTAX_PROBLEMS)) reported.add('decisions.syntax', error);
  if (root?.type !== 'object') {
    if (errors.length === 0) reported.add('decisions.notAnObject', { offset: 0, length: text.length });
    return { decisions: NO_DECISIONS, problems: reported.all };
  }
  return { decisions: { papers: readPapers(root, reported) }, problems: reported.all };
}

function readPapers(root: Node, reported: Problems): Map<string, PaperDecision> {
  const papers = new Map<string, PaperDecision>();
  const section = findNodeAtLocation(root, ['papers']);
  if (section && section.type !== 'object') reported.add('decisions.notAnObject', section, 'papers');
  for (const [key, value] of properties(section)) {
    if (value.type === 'object') papers.set(key, readPaper(value, reported));
    else reported.add('decisions.notAnObject', value, key);
  }
  return papers;
}

function readPaper(node: Node, reported: Problems): PaperDecision {
  const aliases = findNodeAtLocation(node, ['aliases']);
  const facts = findNodeAtLocation(node, ['facts']);
  if (aliases && !isStringArray(aliases)) reported.add('decisions.aliases', aliases);
  if (facts && facts.type !== 'object') reported.add('decisions.notAnObject', facts, 'facts');
  return {
    aliases: aliases && isStringArray(aliases) ? (getNodeValue(aliases) as string[]) : [],
    facts: facts?.type === 'object' ? readFacts(facts, reported) : undefined,
  };
}

function readFacts(node: Node, reported: Problems): Partial<CslItem> {
  const values = new Map(Array.from(properties(node), ([name, value]) => [name, value]));
  const { fields, wrong } = cslFields(
    Object.fromEntries(Array.from(values, ([name, value]) => [name, getNodeValue(value) as unknown])),
  );
  for (const name of wrong) reported.add('decisions.fact', values.get(name) ?? node, name);
  return fields;
}

const isStringArray = (node: Node): boolean =>
  node.type === 'array' &&
  (node.children ?? []).every((child) => child.type === 'string' && child.value !== '');

function* properties(node: Node | undefined): Generator<[key: string, value: Node, property: Node]> {
  for (const property of node?.children ?? []) {
    const [key, value] = property.children ?? [];
    if (node?.type === 'object' && key && value) yield [String(key.value), value, property];
  }
}

type Range = Pick<Node, 'offset' | 'length'>;

/** Problems of one text, up to a bound. */
class Problems {
  readonly #told: Problem[] = [];
  readonly #text: string;
  /** Offsets at which lines start; made when something is wrong. */
  #lines: readonly number[] | undefined;
  #untold = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get all(): readonly Problem[] {
    if (this.#untold === 0) return this.#told;
    const more = {
      code: 'decisions.moreProblems',
      severity: 'error',
      line: 1,
      args: [this.#untold],
    } as const;
    return [...this.#told, more];
  }

  add(code: string, { offset, length }: Range, ...args: string[]): void {
    if (this.#told.length >= MOST_PROBLEMS) {
      this.#untold++;
      return;
    }
    const start = this.#position(offset);
    const end = this.#position(Math.min(this.#text.length, offset + length));
    const range = { ...start, endLine: end.line, endColumn: end.column };
    this.#told.push({ code, severity: 'error', ...range, args });
  }

  /** Line and column, 1-based. */
  #position(offset: number): { line: number; column: number } {
    const lines = (this.#lines ??= [0, ...Array.from(this.#text.matchAll(/\n/g), ({ index }) => index + 1)]);
    let [low, high] = [0, lines.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((lines[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return { line: low + 1, column: offset - (lines[low] ?? 0) + 1 };
  }
}

/**
 * Sets fields of the record `key` in `section` and leaves everything else as it stands: one record per line, sorted
 * by key, so that two people's changes merge. A field set to `undefined` is taken away; a record left empty goes.
 * Returns `undefined` when the file is not valid JSON: then nothing may be written.
 */
export function changeRecord(
  text: string,
  section: 'papers' | 'families',
  key: string,
  fields: Readonly<Record<string, unknown>>,
): TextChange | undefined {
  if (text.trim() === '')
    return {
      start: 0,
      end: text.length,
      text: `{\n  "${section}": {\n${line(key, clean(fields))}\n  }\n}\n`,
    };
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  if (root?.type !== 'object' || errors.length > 0) return undefined;
  const object = findNodeAtLocation(root, [section]);
  if (!object) return insertAt(root, 1, `  ${JSON.stringify(section)}: {\n${line(key, clean(fields))}\n  }`);
  if (object.type !== 'object') return undefined;
  const entries = [...properties(object)];
  const index = entries.findIndex(([name]) => name === key);
  const entry = entries[index];
  if (!entry) return insertSorted(object, entries, key, clean(fields));
  const record = clean({ ...(getNodeValue(entry[1]) as object), ...fields });
  if (Object.keys(record).length === 0) return removeEntry(object, entries, index);
  return {
    start: entry[2].offset,
    end: entry[2].offset + entry[2].length,
    text: line(key, record).trimStart(),
  };
}

const clean = (fields: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

const line = (key: string, record: object) => `    ${JSON.stringify(key)}: ${oneLine(record)}`;

/** JSON on one line with a space after colons and commas, as people write it. */
function oneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(oneLine).join(', ')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const fields = Object.entries(value).map(([name, field]) => `${JSON.stringify(name)}: ${oneLine(field)}`);
  return fields.length > 0 ? `{ ${fields.join(', ')} }` : '{}';
}

function insertSorted(
  object: Node,
  entries: [string, Node, Node][],
  key: string,
  record: object,
): TextChange {
  const before = entries.filter(([name]) => name < key).length;
  return insertAt(object, before + 1, line(key, record));
}

/** Inserts a property, on a line of its own, as the `position`th (1-based) of an object. */
function insertAt(object: Node, position: number, property: string): TextChange {
  const before = object.children?.[position - 2];
  if (before)
    return {
      start: before.offset + before.length,
      end: before.offset + before.length,
      text: `,\n${property}`,
    };
  const open = object.offset + 1;
  const first = object.children?.[0];
  if (first) return { start: open, end: open, text: `\n${property},` };
  const indent = ' '.repeat(property.search(/\S/) - 2);
  return { start: object.offset, end: object.offset + object.length, text: `{\n${property}\n${indent}}` };
}

function removeEntry(object: Node, entries: [string, Node, Node][], index: number): TextChange {
  const end = (at: number) => (entries[at]?.[2].offset ?? 0) + (entries[at]?.[2].length ?? 0);
  const next = entries[index + 1];
  if (index > 0) return { start: end(index - 1), end: end(index), text: '' };
  if (next) return { start: entries[index]?.[2].offset ?? 0, end: next[2].offset, text: '' };
  return { start: object.offset, end: object.offset + object.length, text: '{}' };
}
