import { LOCATOR_WORDS } from '../citation/locatorTerms';
import type { CitationMode, Locator } from '../citation/model';
import { finish } from '../finish';
import { capitalFirst } from './casing';
import type { Fields } from './fields';
import { pageRange } from './fields';
import { bold, joined, markedText } from './marks';
import type { Distinction } from './disambiguation';
import { inOrder } from './order';
import type { AuthorDateStyle } from './style';

/** One key of a citation as it stands in a note. */
export interface CitedItem {
  readonly id: string;
  readonly mode: CitationMode;
  readonly prefix: string;
  readonly locator: Locator | undefined;
  readonly suffix: string;
}

/** A stretch of a citation: what stands for an item, or punctuation between such. Marked text. */
export interface CitationPart {
  readonly id: string | undefined;
  readonly marked: string;
}

const WORDS = new Map(LOCATOR_WORDS.map(({ label, terms }) => [label, terms]));

/** "p. 3", "secs. 2–4"; `long` in full. */
export function labelled({ label, value }: Locator, form: 'long' | 'short' = 'short'): string {
  const [one = '', several = '', short = one, shorts = several] = WORDS.get(label) ?? [label, `${label}s`];
  const isSeveral = /\d\p{L}*\s*(?:[-–,&;]|\band\b)\s*\p{L}*\d/u.test(value);
  const word = form === 'long' ? (isSeveral ? several : one) : isSeveral ? shorts : short;
  return `${word} ${pageRange(markedText(value), 'asWritten')}`;
}

interface Cite extends CitedItem {
  /** None: the key is not known. */
  readonly item: Fields | undefined;
}

/** A citation by names and year. */
export function authorDateCitation(
  cited: readonly CitedItem[],
  items: ReadonlyMap<string, Fields>,
  style: AuthorDateStyle,
  distinction: (item: Fields) => Distinction,
): CitationPart[] {
  const cites = cited.map((cite): Cite => ({ ...cite, item: items.get(cite.id) }));
  const [first, ...rest] = cites;
  if (first?.mode === 'authorInText' && first.item !== undefined) {
    const names = style.cited(first.item, distinction(first.item).detail);
    // In a bracket of its own, what follows the year is set off.
    const others = rest.map((cite): Cite => {
      const isSame =
        cite.prefix === '' &&
        cite.item !== undefined &&
        style.cited(cite.item, distinction(cite.item).detail) === names;
      return isSame ? { ...cite, mode: 'suppressAuthor' } : cite;
    });
    const parts = bracketed([setOff({ ...first, mode: 'suppressAuthor' }), ...others], style, distinction);
    return [{ id: first.id, marked: names }, { id: undefined, marked: ' ' }, ...parts];
  }
  return bracketed(cites, style, distinction);
}

function bracketed(
  cites: readonly Cite[],
  style: AuthorDateStyle,
  distinction: (item: Fields) => Distinction,
): CitationPart[] {
  const sorted = style.sortsCitations
    ? runsOf(cites).flatMap((run) =>
        finish(inOrder(run, ({ item }) => (item === undefined ? [] : style.citedKey(item)))),
      )
    : cites;
  const parts: CitationPart[] = [{ id: undefined, marked: '(' }];
  for (const [index, group] of byAuthors(sorted, style, distinction).entries()) {
    if (index > 0) parts.push({ id: undefined, marked: '; ' });
    for (const [within, cite] of group.entries()) {
      // A comma behind a locator would read as one more.
      const isPlain = group[within - 1]?.locator === undefined;
      if (within > 0) parts.push({ id: undefined, marked: isPlain ? ', ' : '; ' });
      const mode = within > 0 ? 'suppressAuthor' : cite.mode;
      parts.push({ id: cite.id, marked: one({ ...cite, mode }, style, distinction) });
    }
  }
  return [...parts, { id: undefined, marked: ')' }];
}

const setOff = <T extends CitedItem>(cite: T): T =>
  cite.locator === undefined && /^\p{L}/u.test(cite.suffix) ? { ...cite, suffix: `, ${cite.suffix}` } : cite;

/** Authors who share a name are not one. */
const firstAuthor = (item: Fields): string => JSON.stringify(item.names('author')[0] ?? null);

/** What may be sorted: a prefix belongs to what comes behind it, and what has a suffix at the beginning stays there. */
function runsOf<T extends CitedItem>(cites: readonly T[]): T[][] {
  const runs: T[][] = [];
  for (const cite of cites) {
    const run = runs.at(-1);
    const first = run?.[0];
    const isClosed = first === undefined || (first.suffix !== '' && first.mode !== 'authorInText');
    if (run && !isClosed && cite.prefix === '') run.push(cite);
    else runs.push([cite]);
  }
  return runs;
}

/** Citations of the same authors stand together, their names once. */
function byAuthors(
  cites: readonly Cite[],
  style: AuthorDateStyle,
  distinction: (item: Fields) => Distinction,
): Cite[][] {
  const groups = new Map<string, Cite[]>();
  let last: Cite[] | undefined;
  for (const [index, cite] of cites.entries()) {
    const { item, prefix } = cite;
    const key =
      item === undefined
        ? `${index}`
        : `by ${style.cited(item, distinction(item).detail)}\n${firstAuthor(item)}`;
    const group = groups.get(key);
    // What has a prefix begins anew and is joined by what follows at once; nothing joins behind a suffix.
    const joins =
      prefix === '' && group?.at(-1)?.suffix === '' && (group[0]?.prefix === '' || group === last);
    if (group && joins) group.push(cite);
    else groups.set(group ? `${index}` : key, (last = [cite]));
    if (group && joins) last = group;
  }
  return [...groups.values()];
}

function one(
  { id, item, mode, prefix, locator, suffix }: Cite,
  style: AuthorDateStyle,
  distinction: (item: Fields) => Distinction,
): string {
  if (item === undefined) return affixed(prefix, unknown(id), suffix);
  const { detail, suffix: letter } = distinction(item);
  const date = style.citedDate(item, letter);
  const names = mode === 'suppressAuthor' ? '' : style.cited(item, detail);
  return affixed(
    prefix,
    joined(', ', joined(style.yearGap(item), names, date), locator ? style.locator(locator, item) : ''),
    suffix,
  );
}

/** A key that is not in the library, as pandoc shows it. */
const unknown = (id: string): string => bold(`${markedText(id)}?`);

/** A citation by numbers of entries. */
export function numericCitation(
  items: readonly CitedItem[],
  numbers: ReadonlyMap<string, number>,
): CitationPart[] {
  // In a bracket of its own, what follows the number is set off.
  const cited = items.map((cite) => (cite.mode === 'authorInText' ? setOff(cite) : cite));
  const numberOf = ({ id }: CitedItem): number => numbers.get(id) ?? Infinity;
  const sorted = runsOf(cited).flatMap((run) =>
    [...run].sort((a, b) => (numberOf(a) === numberOf(b) ? 0 : numberOf(a) - numberOf(b))),
  );
  const parts: CitationPart[] = [];
  for (let index = 0; index < sorted.length;) {
    const end = rangeEnd(sorted, index, numberOf);
    if (parts.length > 0) parts.push({ id: undefined, marked: ', ' });
    const shown = end - index >= 3 ? [sorted[index], sorted[end - 1]] : sorted.slice(index, end);
    for (const [within, cite] of shown.entries()) {
      if (cite === undefined) continue;
      if (within > 0) parts.push({ id: undefined, marked: end - index >= 3 ? '–' : ', ' });
      parts.push({ id: cite.id, marked: numbered(cite, numbers.get(cite.id)) });
    }
    index = end;
  }
  return parts;
}

/** Behind the last of the plain citations whose numbers follow each other. */
function rangeEnd(cites: readonly CitedItem[], start: number, numberOf: (cite: CitedItem) => number): number {
  const isPlain = (cite: CitedItem | undefined): boolean =>
    cite !== undefined && cite.prefix === '' && cite.suffix === '' && cite.locator === undefined;
  let end = start + 1;
  for (let next = cites[end], last = cites[start]; next && last; last = next, next = cites[++end])
    if (!isPlain(last) || !isPlain(next) || numberOf(next) !== numberOf(last) + 1) break;
  return end;
}

function numbered({ id, prefix, locator, suffix }: CitedItem, number: number | undefined): string {
  if (number === undefined) return affixed(prefix, unknown(id), suffix);
  const place = locator === undefined ? '' : locatorOf(locator);
  return affixed(prefix, `[${joined(', ', String(number), place)}]`, suffix);
}

const locatorOf = (locator: Locator): string =>
  locator.label === 'page' ? labelled(locator) : capitalFirst(labelled(locator).replace(/^chap/, 'ch'));

function affixed(prefix: string, cite: string, suffix: string): string {
  const behind = markedText(suffix);
  const gap = behind === '' || /^[,.;:!?)\]]/.test(behind) ? '' : ' ';
  return joined(' ', markedText(prefix), cite) + gap + behind;
}
