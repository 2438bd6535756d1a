import { type Node, type ParseError, findNodeAtLocation, getNodeValue, parseTree } from 'jsonc-parser';
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

/** A replacement of `text` from UTF-16 offset `start` to `end`. */
export interface TextChange {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Reads a workspace file. A record with something wrong costs that record; the problem names its line and column. */
export function readDecisions(text: string): { decisions: Decisions; problems: Problem[] } {
  const problems: Problem[] = [];
  const papers = new Map<string, PaperDecision>();
  if (text.trim() === '') return { decisions: NO_DECISIONS, problems };
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  const report = (code: string, offset: number, length: number, ...args: string[]) =>
    problems.push({ code, severity: 'error', ...rangeAt(text, offset, length), args });
  for (const { offset, length } of errors.slice(0, 20)) report('decisions.syntax', offset, length);
  if (root?.type !== 'object') {
    if (errors.length === 0) report('decisions.notAnObject', 0, text.length);
    return { decisions: NO_DECISIONS, problems };
  }
  const section = findNodeAtLocation(root, ['papers']);
  if (section && section.type !== 'object')
    report('decisions.notAnObject', section.offset, section.length, 'papers');
  for (const [key, value] of properties(section)) {
    const decision = readPaper(value, report);
    if (!decision) report('decisions.notAnObject', value.offset, value.length, key);
    else papers.set(key, decision);
  }
  return { decisions: { papers }, problems };
}

type Report = (code: string, offset: number, length: number, ...args: string[]) => void;

function readPaper(node: Node, report: Report): PaperDecision | undefined {
  if (node.type !== 'object') return undefined;
  const aliases = findNodeAtLocation(node, ['aliases']);
  const facts = findNodeAtLocation(node, ['facts']);
  if (aliases && !isStringArray(aliases)) report('decisions.aliases', aliases.offset, aliases.length);
  if (facts && facts.type !== 'object') report('decisions.notAnObject', facts.offset, facts.length, 'facts');
  return {
    aliases: aliases && isStringArray(aliases) ? (getNodeValue(aliases) as string[]) : [],
    facts: facts?.type === 'object' ? (getNodeValue(facts) as Partial<CslItem>) : undefined,
  };
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

function rangeAt(
  text: string,
  offset: number,
  length: number,
): Pick<Problem, 'line' | 'column' | 'endLine' | 'endColumn'> {
  const at = (index: number) => {
    const before = text.slice(0, index).split('\n');
    return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
  };
  const start = at(offset);
  const end = at(Math.min(text.length, offset + length));
  return { ...start, endLine: end.line, endColumn: end.column };
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
