import type { CslItem, Name } from '../paper';
import { arxivIdOf } from '../cslJson';
import { isEnglish } from '../language';
import { cslMarkup } from '../markup';
import { withoutOthers } from '../others';
import { titleCase } from './casing';
import { markedText, own, plainText, unmarked } from './marks';

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);
const SHORT_MONTHS = 'Jan. Feb. Mar. Apr. May Jun. Jul. Aug. Sep. Oct. Nov. Dec.'.split(' ');

/** A date as far as it is known. */
export interface DateParts {
  readonly year: number;
  readonly month: number | undefined;
  readonly day: number | undefined;
  /** The year of the range's end. */
  readonly endYear: number | undefined;
}

/** An item as styles ask for it: every field text, names and dates in one form. */
export class Fields {
  readonly #item: CslItem;
  readonly #isEnglish: boolean;
  readonly id: string;
  readonly type: string;

  constructor(item: CslItem) {
    this.#item = item;
    this.id = item.id ?? '';
    this.type = typeOf(item);
    this.#isEnglish = isEnglish(item);
  }

  is(...types: readonly string[]): boolean {
    return types.includes(this.type);
  }

  has(...names: readonly string[]): boolean {
    return names.some((name) => this.#item[name] !== undefined && this.#item[name] !== '');
  }

  /** A field as marked text, '' where it has none. */
  text(name: string): string {
    const value = this.#item[name];
    if (typeof value === 'number') return String(value);
    return typeof value === 'string' ? own(markedText(cslMarkup(value))) : '';
  }

  /** The first of some fields that has any text in headline case, which titles have in English alone. */
  headline(...names: readonly string[]): string {
    const text = names.map((name) => this.text(name)).find((one) => one !== '') ?? '';
    return this.#isEnglish ? titleCase(text) : text;
  }

  /** An address or identifier, whose quotation marks and apostrophes are its own. */
  address(name: 'DOI' | 'URL'): string {
    const value = this.#item[name];
    return typeof value === 'string' ? plainText(value) : '';
  }

  /** May end with those who are not named. */
  names(role: string): readonly Name[] {
    const list = this.#item[role];
    if (!Array.isArray(list)) return [];
    const names = (list as readonly Name[]).filter((name) => typeof name === 'object');
    return withoutOthers(names).length > 0 ? names : [];
  }

  date(name: string): DateParts | undefined {
    const date = this.#item[name] as { 'date-parts'?: readonly (readonly number[])[] } | undefined;
    const [from, to] = (typeof date === 'object' ? date['date-parts'] : undefined) ?? [];
    const year = from?.[0];
    if (typeof year !== 'number') return undefined;
    return { year, month: inRange(from?.[1], 12), day: inRange(from?.[2], 31), endYear: to?.[0] };
  }

  /** Whether a date is only known about. */
  isAbout(name: string): boolean {
    const date = this.#item[name] as { circa?: unknown } | null | undefined;
    return Boolean(date?.circa);
  }

  /** `issued` where its parts are not known: as it is written. */
  literalDate(name: string): string {
    const date = this.#item[name] as { literal?: unknown; raw?: unknown } | undefined;
    const literal = typeof date === 'object' ? (date.literal ?? date.raw) : undefined;
    return typeof literal === 'string' ? own(markedText(literal)) : '';
  }

  /** Whether a field is a number, or several as "2-3". */
  isNumber(name: string): boolean {
    return /^\d+[a-z]?(?:\s*[-–&,]\s*\d+[a-z]?)*$/i.test(unmarked(this.text(name)));
  }
}

/** Entries of preprint servers come as articles of journals without a journal. */
function typeOf(item: CslItem): string {
  const type = item.type ?? 'article';
  return type === 'preprint' || (type === '' && arxivIdOf(item) !== undefined) ? 'article' : type;
}

const inRange = (part: number | undefined, most: number): number | undefined =>
  typeof part === 'number' && part >= 1 && part <= most ? part : undefined;

export const monthOf = (date: DateParts | undefined, form: 'long' | 'short' = 'long'): string =>
  date?.month === undefined ? '' : ((form === 'long' ? MONTHS : SHORT_MONTHS)[date.month - 1] ?? '');

export const yearOf = (date: DateParts | undefined): string => {
  if (date === undefined) return '';
  const end = date.endYear === undefined || date.endYear === date.year ? '' : `–${date.endYear}`;
  return `${date.year}${end}`;
};

/** "January 2, 2023" as far as known. */
export function fullDate(date: DateParts | undefined): string {
  if (date === undefined) return '';
  const day = date.day === undefined ? '' : ` ${date.day},`;
  const month = monthOf(date);
  return month === '' ? yearOf(date) : `${month}${day} ${yearOf(date)}`;
}

/** "1st", "2nd", "3rd"; other text as it is. */
export function ordinal(number: string): string {
  const value = Number(number);
  if (!Number.isInteger(value)) return number;
  const teen = value % 100 >= 11 && value % 100 <= 13;
  return `${value}${(teen ? undefined : ['th', 'st', 'nd', 'rd'][value % 10]) ?? 'th'}`;
}

/** How the second number of a range of pages is written. */
export type PageRanges = 'chicago' | 'expanded' | 'asWritten';

const RANGE = /(?<![\p{L}\d])(\p{L}*)(\d+)\s*(?:-|–|--)\s*(\p{L}*)(\d+)(?![\p{L}\d])/gu;

/** Pages with dashes between numbers; "321–328" as "321–28" in Chicago's way, or "321-28" spelled out. */
export function pageRange(pages: string, ranges: PageRanges): string {
  const spelled = pages.replace(RANGE, (_all, p1: string, from: string, p2: string, to: string) => {
    if (ranges === 'asWritten' || (p2 !== '' && p1 !== p2)) return `${p1}${from}–${p2}${to}`;
    const full = to.length < from.length ? from.slice(0, from.length - to.length) + to : to;
    if (ranges === 'expanded') return `${p1}${from}–${p1}${full}`;
    return `${p1}${from}–${chicagoEnd(from, full)}`;
  });
  return spelled.replace(/(?<=[\p{L}\d])\s*(?:-{1,3}|–)\s*(?=[\p{L}\d])/gu, '–');
}

/** Chicago 9.61: the changed part only, but two digits at least and all behind a multiple of 100. */
function chicagoEnd(from: string, to: string): string {
  if (from.length !== to.length || from.length < 3 || Number(from) % 100 === 0) return to;
  let same = 0;
  while (from[same] === to[same] && same < from.length) same++;
  if (from.length - same > 2 && from.length === 4) return to;
  if (Number(from) % 100 < 10) return to.slice(same);
  return to.slice(Math.min(same, to.length - 2));
}
