import {
  type Node,
  type ParseError,
  applyEdits,
  findNodeAtLocation,
  getNodeValue,
  modify,
  parseTree,
  visit,
} from 'jsonc-parser';
import { FAMILIES } from './families/families';
import { type JsonProperty, propertiesOf } from './jsonNodes';

/** A replacement of `text` from UTF-16 offset `start` to `end`. */
export interface TextChange {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const NOTHING: TextChange = { start: 0, end: 0, text: '' };
const SHIPPED: ReadonlySet<string> = new Set(FAMILIES.map(({ id }) => id));

/**
 * Sets fields of the record `key` in `section` and leaves everything else as it stands: one record per line, sorted
 * by key, so that two people's changes merge. A field set to `undefined` is taken away; a record left empty goes, but
 * for a family that the user made.
 * Returns `undefined` when the file is not valid JSON: then nothing may be written.
 */
export function changeRecord(
  text: string,
  section: 'papers' | 'families',
  key: string,
  fields: Readonly<Record<string, unknown>>,
): TextChange | undefined {
  const wanted = clean(fields);
  const isEmpty = Object.keys(wanted).length === 0;
  if (text.trim() === '' && isEmpty) return NOTHING;
  if (text.trim() === '')
    return {
      start: 0,
      end: text.length,
      text: `{\n  "${section}": {\n${line(key, wanted)}\n  }\n}\n`,
    };
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  if (root?.type !== 'object' || errors.length > 0) return undefined;
  const object = findNodeAtLocation(root, [section]);
  if (!object && isEmpty) return NOTHING;
  if (!object) return insertAt(text, root, 1, `  ${JSON.stringify(section)}: {\n${line(key, wanted)}\n  }`);
  if (object.type !== 'object') return undefined;
  const entries = propertiesOf(object);
  // Of two records with one key the last one holds.
  const index = entries.findLastIndex((entry) => entry.key === key);
  const entry = entries[index];
  if (!entry) return isEmpty ? NOTHING : insertSorted(text, object, entries, key, wanted);
  if (entry.value.type !== 'object') return undefined;
  const record = clean({ ...(getNodeValue(entry.value) as object), ...fields });
  const before = text.slice(entry.value.offset, entry.value.offset + entry.value.length);
  if (hasComments(before)) return changeInPlace(text, [section, key], fields);
  const isOwnFamily = section === 'families' && !SHIPPED.has(key);
  if (Object.keys(record).length === 0 && !isOwnFamily) return removeEntry(text, object, entries, index);
  return {
    start: entry.node.offset,
    end: entry.node.offset + entry.node.length,
    text: line(key, record).trimStart(),
  };
}

function hasComments(text: string): boolean {
  let found = false;
  visit(text, { onComment: () => (found = true) });
  return found;
}

/** Changes field by field and leaves comments and line breaks of the record where they are. */
function changeInPlace(
  text: string,
  path: readonly string[],
  fields: Readonly<Record<string, unknown>>,
): TextChange {
  const formattingOptions = { insertSpaces: true, tabSize: 2 };
  let changed = text;
  for (const [name, value] of Object.entries(fields))
    changed =
      value === undefined
        ? withoutField(changed, [...path, name])
        : applyEdits(changed, modify(changed, [...path, name], value, { formattingOptions }));
  return smallestChange(text, changed);
}

function withoutField(text: string, path: readonly string[]): string {
  const root = parseTree(text, [], { allowTrailingComma: true });
  const property = root && findNodeAtLocation(root, [...path])?.parent;
  return property ? withoutProperty(text, property) : text;
}

/** Takes away a property with the comma behind or else before it, and nothing around them. */
function withoutProperty(text: string, property: Node): string {
  const end = property.offset + property.length;
  const siblings = property.parent?.children ?? [];
  const next = siblings[siblings.indexOf(property) + 1]?.offset ?? text.length;
  const commas: number[] = [];
  visit(text, { onSeparator: (character, offset) => character === ',' && commas.push(offset) });
  const comma =
    commas.find((offset) => offset >= end && offset < next) ??
    commas.findLast((offset) => offset < property.offset);
  const cuts = [{ offset: property.offset, length: property.length }];
  if (comma !== undefined && siblings.length > 1) cuts.push({ offset: comma, length: 1 });
  return applyEdits(
    text,
    cuts.map((cut) => ({ ...cut, content: '' })),
  );
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
  text: string,
  object: Node,
  entries: readonly JsonProperty[],
  key: string,
  record: object,
): TextChange {
  const before = entries.filter((entry) => entry.key < key).length;
  return insertAt(text, object, before + 1, line(key, record));
}

/** Inserts a property, on a line of its own, as the `position`th (1-based) of an object; behind a line's comment. */
function insertAt(text: string, object: Node, position: number, property: string): TextChange {
  const before = object.children?.[position - 2];
  const next = object.children?.[position - 1];
  const at = before ? before.offset + before.length : object.offset + 1;
  const comment = /^(,?)[^\S\n]*\/\/[^\n]*/.exec(
    text.slice(at, next?.offset ?? object.offset + object.length - 1),
  );
  const behind = at + (comment?.[0].length ?? 0);
  const hasComma = comment?.[1] === ',';
  if (before && comment && !hasComma) {
    const rest = text.slice(at, behind).trimEnd();
    return { start: at, end: behind, text: `,${rest}\n${property}${next ? ',' : ''}` };
  }
  if (before && hasComma) return { start: behind, end: behind, text: `\n${property}${next ? ',' : ''}` };
  if (before) return { start: at, end: at, text: `,\n${property}` };
  if (next) return { start: behind, end: behind, text: `\n${property},` };
  const inside = text.slice(at, object.offset + object.length - 1);
  if (inside.trim() !== '') return { start: behind, end: behind, text: `\n${property}` };
  const indent = ' '.repeat(property.search(/\S/) - 2);
  return { start: object.offset, end: object.offset + object.length, text: `{\n${property}\n${indent}}` };
}

function removeEntry(
  text: string,
  object: Node,
  entries: readonly JsonProperty[],
  index: number,
): TextChange {
  const entry = entries[index];
  const around = text.slice(object.offset, object.offset + object.length);
  if (entry && hasComments(around)) return smallestChange(text, withoutProperty(text, entry.node));
  const end = (at: number) => (entries[at]?.node.offset ?? 0) + (entries[at]?.node.length ?? 0);
  const next = entries[index + 1];
  if (index > 0) return { start: end(index - 1), end: end(index), text: '' };
  if (next) return { start: entry?.node.offset ?? 0, end: next.node.offset, text: '' };
  return { start: object.offset, end: object.offset + object.length, text: '{}' };
}

/** A record of a workspace file; a field that is `null` is taken away. */
export interface DecisionChange {
  readonly section: 'papers' | 'families';
  readonly key: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/**
 * Changes records one after the other, as one replacement. Returns `undefined` when the file is not valid JSON. A
 * generator: the caller may pause between steps.
 */
export function* changeRecords(
  text: string,
  changes: readonly DecisionChange[],
): Generator<void, TextChange | undefined> {
  let changed = text;
  for (const { section, key, fields } of changes) {
    yield;
    const entries = Object.entries(fields).map(([name, value]) => [name, value ?? undefined] as const);
    const change = changeRecord(changed, section, key, Object.fromEntries(entries));
    if (!change) return undefined;
    changed = changed.slice(0, change.start) + change.text + changed.slice(change.end);
  }
  return smallestChange(text, changed);
}

/**
 * Sets fields of many records of one section, as {@link changeRecord} does of one, and parses the file once for all: those
 * of each are made from what its record says. None may be `undefined`. Returns `undefined` when the file is not valid JSON,
 * or when there are none for a record. A generator: the caller may pause between steps.
 */
export function* extendRecords(
  text: string,
  section: 'papers' | 'families',
  records: ReadonlyMap<string, (known: Readonly<Record<string, unknown>>) => object | undefined>,
): Generator<void, TextChange | undefined> {
  const [first] = records;
  if (!first) return NOTHING;
  let whole = text;
  if (text.trim() === '' || sectionOf(text, section) === 'none') {
    const change = changeRecord(text, section, first[0], { ...first[1]({}) });
    if (!change) return undefined;
    whole = replaced(text, [change]);
  }
  yield;
  const object = sectionOf(whole, section);
  if (object === 'none' || object?.type !== 'object') return undefined;
  const entries = propertiesOf(object);
  // Of two records with one key the last one holds.
  const byKey = new Map(entries.map((entry) => [entry.key, entry]));
  const changes: TextChange[] = [];
  const news = new Map<number, string[]>();
  for (const [key, fieldsOf] of [...records].sort(([a], [b]) => (a < b ? -1 : 1))) {
    yield;
    const entry = byKey.get(key);
    if (entry && entry.value.type !== 'object') return undefined;
    const known = entry ? (getNodeValue(entry.value) as Record<string, unknown>) : {};
    const fields = fieldsOf(known);
    if (!fields) return undefined;
    if (entry) {
      const { node, value } = entry;
      const isCommented = hasComments(whole.slice(value.offset, value.offset + value.length));
      const own = line(key, { ...known, ...fields }).trimStart();
      const change = { start: node.offset, end: node.offset + node.length, text: own };
      changes.push(isCommented ? changeInPlace(whole, [section, key], { ...fields }) : change);
    } else {
      const before = entries.filter((one) => one.key < key).length;
      news.set(before, [...(news.get(before) ?? []), line(key, fields)]);
    }
  }
  for (const [before, lines] of news) changes.push(insertAt(whole, object, before + 1, lines.join(',\n')));
  return smallestChange(text, replaced(whole, changes));
}

/** The object of a section; undefined when the file is not valid JSON. */
function sectionOf(text: string, section: string): Node | 'none' | undefined {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  if (root?.type !== 'object' || errors.length > 0) return undefined;
  return findNodeAtLocation(root, [section]) ?? 'none';
}

/** A text with changes that do not overlap. */
function replaced(text: string, changes: readonly TextChange[]): string {
  let end = text.length;
  const parts: string[] = [];
  for (const change of [...changes].sort((a, b) => b.start - a.start || b.end - a.end)) {
    parts.push(text.slice(change.end, end), change.text);
    end = change.start;
  }
  return [...parts, text.slice(0, end)].reverse().join('');
}

/** What of one text must be replaced to make the other. */
export function smallestChange(before: string, after: string): TextChange {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start++;
  // Never between the halves of a character.
  if (start > 0 && (isSecondHalf(before, start) || isSecondHalf(after, start))) start--;
  let same = 0;
  while (same < most - start && before.at(-1 - same) === after.at(-1 - same)) same++;
  if (isSecondHalf(before, before.length - same) || isSecondHalf(after, after.length - same)) same--;
  return { start, end: before.length - same, text: after.slice(start, after.length - same) };
}

function isSecondHalf(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff;
}
