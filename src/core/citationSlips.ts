/**
 * Where a note looks as if a citation was meant that is not read: candidates only, found by looking at a few characters. All
 * offsets count in the passage.
 */
import { type AdjacentGroup, CITING_WORDS, adjacentGroups, mergingEdits } from './adjacentGroups';
import { divideSuffix } from './citation/locator';
import { isWikiLink } from './citationPlace';
import type { Span } from './citation/model';
import { bracketsOf } from './insertion';
import type { Citation, CitationItem } from './note';
import type { Passage, TextEdit } from './noteText';

/** Something that looks like a slip of the pen: the places of it, and the edits that would mend it all. */
export interface Slip {
  readonly places: readonly Span[];
  readonly fix: readonly TextEdit[];
  /** The brackets, or what there is of them. */
  readonly group: Span;
  /** The keys that the group would have, by where they begin. */
  readonly keyStarts: readonly number[];
}

/**
 * White space, and the marks of quotes at the beginning of a line. No blank can be read in two ways, as it would be if one
 * behind the last mark counted as the line's beginning too: a text that does not match would be tried in all of them.
 */
const BLANKS = String.raw`(?:[^\S\n]|\n(?:[ \t]*>)*)`;
/** What people put between two items instead of a semicolon. */
const SEPARATOR = new RegExp(
  `(?:${BLANKS}*,${BLANKS}*(?:(?:and|&)${BLANKS}+)?|${BLANKS}+(?:(?:and|&)${BLANKS}+)?)$`,
);
const ONLY_CITING_WORDS = new RegExp(`^[ \\t]*${CITING_WORDS}$`, 'i');
/** A prefix is not looked at beyond this, characters. */
const REACH = 80;
/** Between two items nobody puts a longer locator, characters. */
const FARTHEST = 200;
/** Slips of more places are none: nobody wrote them. */
const MOST_PLACES = 50;

const itemsOf = (citation: Citation): readonly CitationItem[] => citation.items;

/** Keys in running text with nothing behind them that belongs to them. */
const isAlone = ({ bracketed, end, items: [first] }: Citation): boolean => !bracketed && first?.end === end;

/** `[@a, @b]`: keys that are read as a part of the suffix of another. */
export function wrongSeparators({ text, citations }: Passage): Slip[] {
  return citations.flatMap((citation, at) => {
    const brackets = isWikiLink(text, citation) ? undefined : bracketsOf(text, citation);
    if (!brackets) return [];
    const own = new Set(itemsOf(citation));
    const inner = citationsInside(citations, at, brackets.end).filter(isAlone);
    if (inner.length === 0 || inner.length > MOST_PLACES) return [];
    const items = [...own, ...inner.flatMap(itemsOf)].sort((a, b) => a.start - b.start);
    const accepted = new Set(own);
    const places: Span[] = [];
    for (const [index, item] of items.entries()) {
      const previous = items[index - 1];
      if (own.has(item) || !previous || !accepted.has(previous)) continue;
      const place = separatorIn(
        text,
        Math.max(previous.end, behindBracket(brackets.start, previous)),
        item.start,
      );
      if (!place) continue;
      places.push(place);
      accepted.add(item);
    }
    if (places.length === 0) return [];
    const fix = places.map(({ start, end }) => ({ start, end, text: semicolonFor(text.slice(start, end)) }));
    return [
      { places, fix, group: brackets, keyStarts: startsOf(items.filter((item) => accepted.has(item))) },
    ];
  });
}

/** `[@a][@b]`: brackets that are taken for text because others follow at once. */
export function gluedGroups(passage: Passage): Slip[] {
  const glued = adjacentGroups(passage).flatMap(withoutBlanks);
  const wrong = glued.filter((groups) => groups.some(({ isRead }) => !isRead));
  return wrong.flatMap((groups) => {
    const [fix, last] = [mergingEdits(groups), groups.at(-1)];
    if (!last || fix.length > MOST_PLACES) return [];
    const places = fix.map(({ start, end }) => ({ start, end }));
    const group = { start: groups[0]?.start ?? 0, end: last.end };
    return [{ places, fix, group, keyStarts: startsOf(groups.flatMap(({ items }) => items)) }];
  });
}

function withoutBlanks(run: readonly AdjacentGroup[]): AdjacentGroup[][] {
  const parts: AdjacentGroup[][] = [];
  for (const group of run) {
    const part = parts.at(-1);
    if (part?.at(-1)?.end === group.start) part.push(group);
    else parts.push([group]);
  }
  return parts;
}

/** Those in the prefixes and suffixes of the one at an index: they follow it. */
function citationsInside(citations: readonly Citation[], index: number, end: number): Citation[] {
  const inside: Citation[] = [];
  for (let at = index + 1; at < citations.length; at++) {
    const citation = citations[at];
    if (!citation || citation.start >= end) break;
    inside.push(citation);
  }
  return inside;
}

/** Behind the bracket, for a key that stands before it. */
const behindBracket = (bracket: number, { end }: CitationItem): number =>
  end <= bracket ? bracket + 1 : end;

const startsOf = (items: readonly CitationItem[]): number[] => items.map(({ keyStart }) => keyStart);

/** The separator at the end of what stands between two keys, if nothing else but a locator does. */
function separatorIn(text: string, from: number, to: number): Span | undefined {
  if (to - from > FARTHEST) return undefined;
  const between = text.slice(from, to);
  const separator = SEPARATOR.exec(between)?.[0];
  if (separator === undefined) return undefined;
  const start = to - separator.length;
  const said = text.slice(from, start);
  const { locator, suffix } = divideSuffix(said);
  return said.trim() === '' || (locator && suffix === '') ? { start, end: to } : undefined;
}

/** A semicolon that leaves a line break where it is. */
function semicolonFor(separator: string): string {
  const lineBreak = /\r?\n[ \t>]*/.exec(separator)?.[0];
  return `;${lineBreak ?? ' '}`;
}

const SPACED_KEY = /(?<![\p{L}\p{N}@\\])@([ \t]{1,3})([\p{L}\p{N}_][^\s\];,]*|\{[^\s{}]+\})/gu;

const NAME_AND_YEAR = /^\{|^\p{L}{2}.*\d{2}/u;

/** `[@ a]`: spaces that keep a key from being one. */
export function spacedKeys({ text, citations }: Passage): Slip[] {
  const byBracket = new Map<number, { places: Span[]; keyStarts: number[] }>();
  for (const { index, 1: space = '', 2: key = '' } of text.matchAll(SPACED_KEY)) {
    const before = text.slice(Math.max(0, index - REACH), index);
    const opening = /(?<![\\![])\[(?:[^[\]]*;)?([^[\];]*)$/.exec(before);
    if (!opening) continue;
    const prefix = (opening[1] ?? '').replace(/-$/, '').replace(/\n[ \t>]*/g, ' ');
    // "[meet @ noon]" and "[mAP @ 0.5]" cite nothing; a name with a year is a key in any company.
    if (!(ONLY_CITING_WORDS.test(prefix) ? /^\D/ : NAME_AND_YEAR).test(key)) continue;
    const bracket = index - before.length + opening.index;
    const slips = byBracket.get(bracket) ?? { places: [], keyStarts: [] };
    byBracket.set(bracket, slips);
    const start = index + 1;
    slips.places.push({ start, end: start + space.length });
    slips.keyStarts.push(start + space.length + (key.startsWith('{') ? 1 : 0));
  }
  const found = [...byBracket].filter(([, { places }]) => places.length <= MOST_PLACES);
  if (found.length === 0) return [];
  // `@a [@ b]`: what is said of the first key changes too.
  const starts = new Map(citations.map((citation) => [bracketsOf(text, citation)?.start, citation.start]));
  return found.map(([bracket, { places, keyStarts }]) => ({
    places,
    fix: places.map((place) => ({ ...place, text: '' })),
    group: { start: starts.get(bracket) ?? bracket, end: places.at(-1)?.end ?? bracket },
    keyStarts,
  }));
}

const OPENING = new RegExp(`(?<![\\\\!^[])\\[(${BLANKS}*${CITING_WORDS})$`, 'i');
const NEXT_ITEM = new RegExp(`^[ \\t]*[;,]${BLANKS}*${CITING_WORDS}$`, 'i');

/** `[@a; @b`: brackets that nothing closes. */
export function unclosedGroups({ text, citations }: Passage): Slip[] {
  const bare = citations.filter(isAlone);
  const open = openBrackets(text);
  const slips: Slip[] = [];
  for (let index = 0; index < bare.length;) {
    const first = bare[index]?.items[0];
    const before = first ? text.slice(Math.max(0, first.start - REACH), first.start) : '';
    const opening = OPENING.exec(before);
    const start = (first?.start ?? 0) - (opening?.[0].length ?? 0);
    const chain =
      opening && first && open.has(start)
        ? chainFrom(text, bare.slice(index, index + MOST_PLACES))
        : undefined;
    index += chain?.items.length ?? 1;
    if (!chain) continue;
    const { end, items } = chain;
    const group = { start, end };
    slips.push({ places: [group], fix: [{ start: end, end, text: ']' }], group, keyStarts: startsOf(items) });
  }
  return slips;
}

/** The brackets that nothing in their paragraph closes. */
function openBrackets(text: string): Set<number> {
  const unclosed = new Set<number>();
  let open: number[] = [];
  for (const { 0: mark, index } of text.matchAll(/\\[\\[\]]|[[\]]|\n[ \t>]*(?=\r?\n)/g)) {
    if (mark === '[') open.push(index);
    else if (mark === ']') open.pop();
    else if (mark.startsWith('\n')) {
      for (const bracket of open) unclosed.add(bracket);
      open = [];
    }
  }
  for (const bracket of open) unclosed.add(bracket);
  return unclosed;
}

/** The keys that follow each other like the items of a group, and the end of the last with its locator. */
function chainFrom(text: string, bare: readonly Citation[]): { items: CitationItem[]; end: number } {
  const items: CitationItem[] = [];
  let end = 0;
  for (const [index, citation] of bare.entries()) {
    const [item] = citation.items;
    if (!item || (index > 0 && !isNext(text, end, item.start))) break;
    items.push(item);
    end = behindLocator(text, item.end, bare[index + 1]?.start ?? text.length);
  }
  return { items, end };
}

const isNext = (text: string, from: number, to: number): boolean =>
  to - from <= FARTHEST && NEXT_ITEM.test(text.slice(from, to));

function behindLocator(text: string, from: number, to: number): number {
  const rest = /^[^\r\n;]*/.exec(text.slice(from, to))?.[0].trimEnd() ?? '';
  // Without a comma a number may as well begin what follows: "[@a 3 times".
  if (!/^(?:,|\{)/.test(rest)) return from;
  const { locator, suffix } = divideSuffix(rest);
  if (!locator) return from;
  return from + rest.slice(0, rest.length - suffix.length).trimEnd().length;
}
