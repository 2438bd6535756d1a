import { scanKey, type ScannedKey } from '../citekey';
import type { CitationMode } from '../model';
import {
  join,
  slot,
  type Found,
  type FoundItem,
  type Frame,
  type Items,
  type Parsed,
  type Position,
} from './frame';
import type { InlineGrammar, RunRule } from './inlineGrammar';
import { skipSpacesAndLineBreak } from './spaces';

/** A key with the `-` before it. */
interface SignedKey extends ScannedKey {
  readonly suppressed: boolean;
}

/** A citation: a group in brackets, or a key in running text with the bracket that may follow it. */
export function citation(grammar: InlineGrammar, position: Position, frame: Frame): Parsed | undefined {
  return grammar.text[position.at] === '['
    ? group(grammar, position.at, frame)
    : textual(grammar, position, frame);
}

/** Whether a group begins at `at`. */
export function isGroup(grammar: InlineGrammar, at: number, frame: Frame): boolean {
  return at < frame.limit && group(grammar, at, frame) !== undefined;
}

function signedKey(
  { text, index }: InlineGrammar,
  { at, afterWord }: Position,
  { limit }: Frame,
): SignedKey | undefined {
  if (afterWord) return undefined;
  const suppressed = text[at] === '-';
  const key = scanKey(text, suppressed ? at + 1 : at, limit, (open) => index.keyCloser(open));
  return key && { ...key, start: at, suppressed };
}

function textual(grammar: InlineGrammar, position: Position, frame: Frame): Parsed | undefined {
  const key = signedKey(grammar, position, frame);
  if (key === undefined) return undefined;
  const bracket = skipSpacesAndLineBreak(grammar.text, key.end, frame.limit);
  const isOpen = bracket >= 0 && grammar.text[bracket] === '[' && mayClose(grammar, bracket, frame);
  const rest = isOpen ? bracket : -1;
  const following = rest < 0 ? undefined : groupItems(grammar, rest, frame);
  if (following) {
    const first = item(key, 'authorInText', key.start, key.end);
    return cite(key.start, false, { ...following, list: { item: first, next: following.list } });
  }
  const pinpoint = rest < 0 ? undefined : pinpointItems(grammar, key, rest, frame);
  if (pinpoint) return cite(key.start, false, pinpoint);
  const alone = item(key, 'authorInText', key.start, key.end);
  return cite(key.start, false, { at: key.end, list: { item: alone, next: undefined }, found: undefined });
}

/** Whether any bracket closes behind `at`: texts full of opening ones need no more than this look. */
function mayClose({ index }: InlineGrammar, at: number, { limit }: Frame): boolean {
  const close = index.next(']', at);
  return close >= 0 && close < limit;
}

/** `[see @a, p. 3; -@b]`. */
function group(grammar: InlineGrammar, at: number, frame: Frame): Parsed | undefined {
  if (!mayClose(grammar, at, frame)) return undefined;
  const known = frame.results('group');
  const key = slot({ at, afterWord: false });
  if (known.has(key)) return known.get(key);
  const items = groupItems(grammar, at, frame);
  const parsed = items && cite(at, true, items);
  known.set(key, parsed);
  return parsed;
}

function groupItems(grammar: InlineGrammar, at: number, frame: Frame): Items | undefined {
  if (grammar.text[at] !== '[') return undefined;
  const start = skipSpacesAndLineBreak(grammar.text, at + 1, frame.limit);
  const items = start < 0 ? undefined : itemList(grammar, start, frame);
  return items && closed(grammar, items, frame, '[({');
}

/** The bracket behind a key in running text: `@a [p. 3; @b]`. */
function pinpointItems(grammar: InlineGrammar, key: SignedKey, at: number, frame: Frame): Items | undefined {
  const { text } = grammar;
  if (text[at + 1] === '^') return undefined;
  const close = grammar.index.closingBracket(at, frame.limit);
  if (close >= 0 && grammar.isDefined(text.slice(at + 1, close))) return undefined;
  const affix = suffix(grammar, at + 1, frame);
  const first = item(key, 'authorInText', key.start, affix.at, at + 1);
  const rest =
    text[affix.at] === ';' && affix.at < frame.limit
      ? laterItems(grammar, affix.at, frame)
      : NO_ITEMS(affix.at);
  if (rest === undefined) return undefined;
  const items = { at: rest.at, list: { item: first, next: rest.list }, found: join(affix.found, rest.found) };
  return closed(grammar, items, frame, '[(');
}

const NO_ITEMS = (at: number): Items => ({ at, list: undefined, found: undefined });

/** The items if a bracket closes behind them and nothing follows that would make it a link's label. */
function closed(grammar: InlineGrammar, items: Items, frame: Frame, forbidden: string): Items | undefined {
  const close = skipSpacesAndLineBreak(grammar.text, items.at, frame.limit);
  if (close < 0 || close >= frame.limit || grammar.text[close] !== ']') return undefined;
  const next = close + 1 < frame.limit ? grammar.text[close + 1] : undefined;
  return next !== undefined && forbidden.includes(next) ? undefined : { ...items, at: close + 1 };
}

function laterItems(grammar: InlineGrammar, semicolon: number, frame: Frame): Items | undefined {
  const start = skipSpacesAndLineBreak(grammar.text, semicolon + 1, frame.limit);
  return start < 0 ? undefined : itemList(grammar, start, frame);
}

/** Items parted by semicolons, or nothing where one of them has no key. */
function itemList(grammar: InlineGrammar, start: number, frame: Frame): Items | undefined {
  const passed: { readonly at: number; readonly read: OneItem | undefined }[] = [];
  let at = start;
  while (at >= 0 && !frame.items.has(at)) {
    const read = oneItem(grammar, at, frame);
    passed.push({ at, read });
    at = read?.next ?? -1;
  }
  let items = frame.items.get(at);
  for (const { at: from, read } of passed.reverse()) {
    if (read === undefined) items = undefined;
    else if (read.next === undefined)
      items = { at: read.end, list: { item: read.item, next: undefined }, found: read.found };
    else
      items &&= {
        at: items.at,
        list: { item: read.item, next: items.list },
        found: join(read.found, items.found),
      };
    frame.items.set(from, items);
  }
  return items;
}

/** `end` is behind the item's suffix; `next` is where another item begins, -1 where one is announced but cannot be. */
interface OneItem {
  readonly item: FoundItem;
  readonly end: number;
  readonly next: number | undefined;
  readonly found: Found | undefined;
}

function oneItem(grammar: InlineGrammar, at: number, frame: Frame): OneItem | undefined {
  const before = grammar.run({ at, afterWord: false }, frame, PREFIX);
  const key = before.stopped ? keyBehindPrefix(grammar, before, frame) : undefined;
  if (key === undefined) return undefined;
  const after = suffix(grammar, key.end, frame);
  return {
    item: item(key, key.suppressed ? 'suppressAuthor' : 'normal', at, after.at),
    end: after.at,
    next: isOneOf(grammar.text, after.at, frame.limit, ';')
      ? skipSpacesAndLineBreak(grammar.text, after.at + 1, frame.limit)
      : undefined,
    found: join(before.found, after.found),
  };
}

/** The key a prefix leads to. Pandoc lets a prefix end in a bracket of its own: `[p. 3]@a]`. */
function keyBehindPrefix(
  grammar: InlineGrammar,
  { at, afterWord }: Position,
  frame: Frame,
): SignedKey | undefined {
  const behind = grammar.text[at] === ']' ? { at: at + 1, afterWord: false } : { at, afterWord };
  return signedKey(grammar, behind, frame);
}

const isOneOf = (text: string, at: number, limit: number, characters: string): boolean =>
  at < limit && characters.includes(text[at] ?? ' ');

const PREFIX: RunRule = {
  name: 'prefix',
  stops: (grammar, position, frame) =>
    isOneOf(grammar.text, position.at, frame.limit, '];') ||
    (isOneOf(grammar.text, position.at, frame.limit, '-@') &&
      signedKey(grammar, position, frame) !== undefined),
};

const SUFFIX: RunRule = {
  name: 'suffix',
  stops: ({ text }, { at }, { limit }) => isOneOf(text, at, limit, ';]'),
};

const suffix = (grammar: InlineGrammar, at: number, frame: Frame): Parsed =>
  grammar.run({ at, afterWord: false }, frame, SUFFIX);

function item(
  key: SignedKey,
  mode: CitationMode,
  segmentStart: number,
  segmentEnd: number,
  affixStart = key.end,
): FoundItem {
  return {
    key,
    mode: mode === 'authorInText' && key.suppressed ? 'suppressAuthor' : mode,
    prefix: { start: segmentStart, end: key.start },
    affix: { start: Math.min(affixStart, segmentEnd), end: segmentEnd },
  };
}

const cite = (start: number, bracketed: boolean, { at, list, found }: Items): Parsed => ({
  at,
  afterWord: false,
  found: { kind: 'citation', start, end: at, bracketed, list, inner: found },
});
