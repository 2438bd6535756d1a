/**
 * What stands at one place of a JSON list: an object from `start` up to `end`, with its value; or something that is
 * not one, with the offset of the `error`.
 */
export interface JsonItem {
  readonly start: number;
  readonly end: number;
  readonly value?: unknown;
  readonly error?: number;
}

/** No record is longer; what seems to be has lost a bracket. */
const LONGEST_OBJECT = 1 << 20;
/** How often reading may start again inside what it has already looked at. */
const MOST_RESTARTS = 50;

/**
 * The objects in a text, one by one, from offset `from` to the end of the list that it lies in, or of the text when
 * it lies in none. What is not JSON comes with the offset of its error, and reading goes on at the next line that
 * begins, at the same indentation, with an object. Time is linear in the text: where errors abound, the rest is given
 * up, with an error there.
 */
export function* jsonItems(text: string, from: number, inList: boolean): Generator<JsonItem> {
  let restarts = 0;
  for (let start = afterSeparators(text, from); inList ? text[start] !== ']' : start < text.length;) {
    if (text[start] !== '{' || restarts === MOST_RESTARTS) {
      yield { start, end: start, error: start };
      start = text.indexOf('{', start);
      if (start < 0 || restarts === MOST_RESTARTS) return;
    }
    const item = parsed(text, start);
    yield item;
    const next = item.error === undefined ? item.end : nextAtIndentation(text, start, item.error);
    if (next < item.end) restarts++;
    start = afterSeparators(text, next);
  }
}

function afterSeparators(text: string, from: number): number {
  const separators = /[\s,]*/y;
  separators.lastIndex = from;
  return from + (separators.exec(text)?.[0].length ?? 0);
}

function parsed(text: string, start: number): JsonItem {
  const end = endOfObject(text, start);
  const source = text.slice(start, end);
  try {
    return { start, end, value: JSON.parse(source) as unknown };
  } catch {
    return { start, end, error: start + syntaxError(source) };
  }
}

/** Offset behind the bracket that closes the one at `start`. Strings end with their line. */
function endOfObject(text: string, start: number): number {
  const limit = Math.min(text.length, start + LONGEST_OBJECT);
  for (let index = start, depth = 0; index < limit; index++) {
    const char = text.charCodeAt(index);
    if (char === 0x22) index = endOfString(text, index, limit);
    else if (char === 0x7b || char === 0x5b) depth++;
    else if ((char === 0x7d || char === 0x5d) && --depth === 0) return index + 1;
  }
  return limit;
}

function endOfString(text: string, start: number, limit: number): number {
  for (let index = start + 1; index < limit; index++) {
    const char = text.charCodeAt(index);
    if (char === 0x5c) index++;
    else if (char === 0x22 || char === 0x0a) return index;
  }
  return limit;
}

/** Where the next line with an object stands that is indented like the one at `start`, not before `from`. */
function nextAtIndentation(text: string, start: number, from: number): number {
  const indent = text.slice(text.lastIndexOf('\n', start) + 1, start);
  if (indent.trim() !== '') return Math.max(from, start + 1);
  const next = text.indexOf(`\n${indent}{`, Math.max(from - indent.length - 1, start));
  return next < 0 ? text.length : next + 1;
}

type State = 'value' | 'valueOrEnd' | 'name' | 'nameOrEnd' | 'colon' | 'next';

/** What may stand where, and what is expected then: `"` is a string, `0` any other simple value. */
const GRAMMAR: Readonly<Record<State, Readonly<Record<string, State>>>> = {
  value: { '"': 'next', '0': 'next', '{': 'nameOrEnd', '[': 'valueOrEnd' },
  valueOrEnd: { '"': 'next', '0': 'next', '{': 'nameOrEnd', '[': 'valueOrEnd', ']': 'next' },
  name: { '"': 'colon' },
  nameOrEnd: { '"': 'colon', '}': 'next' },
  colon: { ':': 'value' },
  next: { ',': 'value', '}': 'next', ']': 'next' },
};
const TOKEN =
  /[ \t\r\n]*(?:("(?:[^"\\\0-\x1f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4})){0,50000}")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)|([{}[\],:]))/y;
const SPACE = /[ \t\r\n]*/y;

/** Offset of the first character that cannot stand where it does in a JSON object. */
function syntaxError(text: string): number {
  const open: string[] = [];
  let state: State = 'value';
  for (let at = 0; ; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at;
    SPACE.lastIndex = at;
    SPACE.exec(text);
    const [, string, simple, mark = ''] = TOKEN.exec(text) ?? [];
    const kind = string !== undefined ? '"' : simple !== undefined ? '0' : mark;
    const then: State | undefined = GRAMMAR[state][kind];
    const closes = kind === '}' || kind === ']';
    if (!then || (closes && open.pop() !== (kind === '}' ? '{' : '['))) return SPACE.lastIndex;
    if (kind === '{' || kind === '[') open.push(kind);
    state = kind === ',' && open.at(-1) === '{' ? 'name' : then;
  }
}
