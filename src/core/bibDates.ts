import { numberOf } from './bibFields';
import type { CslDate } from './paper';

/** A CSL date as BibLaTeX has it: "2020-03-14", "2020-01/2020-02", "2020~", "2020-21" for a spring. */
export function biblatexDate(date: unknown): string | undefined {
  if (typeof date !== 'object' || date === null) return undefined;
  const { 'date-parts': parts, circa, season } = date as Readonly<Record<string, unknown>>;
  if (!Array.isArray(parts)) return undefined;
  const mark = circa === undefined || circa === false || circa === '' ? '' : '~';
  const days = parts
    .slice(0, 2)
    .map((part: unknown) => (Array.isArray(part) ? dayText(part.map(numberOf), numberOf(season)) : undefined))
    .filter((day) => day !== undefined);
  return days.length === 0 ? undefined : `{${days.map((day) => day + mark).join('/')}}`;
}

function dayText(
  [year = NaN, month = NaN, day = NaN]: readonly number[],
  season: number,
): string | undefined {
  if (!isWithin(year, -9999, 9999)) return undefined;
  // CSL has seasons as months from 13 or 21 on.
  const ofYear = isWithin(month, 21, 24) ? month - 20 : isWithin(month, 13, 16) ? month - 12 : season;
  if (isWithin(ofYear, 1, 4) && !isWithin(month, 1, 12)) return `${yearText(year)}-${20 + ofYear}`;
  if (!isWithin(month, 1, 12)) return yearText(year);
  const days = new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
  const end = isWithin(day, 1, days) ? `-${padded(day, 2)}` : '';
  return `${yearText(year)}-${padded(month, 2)}${end}`;
}

const isWithin = (value: number, least: number, most: number): boolean =>
  Number.isInteger(value) && least <= value && value <= most;
const padded = (value: number, length: number): string => String(value).padStart(length, '0');
/** A year as EDTF has it: of four digits. */
export const yearText = (year: number): string => (year < 0 ? `-${padded(-year, 4)}` : padded(year, 4));

/** What a CSL date is called that no program reads as one, such as "in press"; empty for all others. */
export function wordsOfDate(date: unknown): string {
  if (typeof date !== 'object' || date === null) return '';
  const { 'date-parts': parts, literal, raw } = date as Readonly<Record<string, unknown>>;
  if (Array.isArray(parts) && Array.isArray(parts[0]) && parts[0].length > 0) return '';
  const words = [literal, raw].find((text) => typeof text === 'string' && text.trim() !== '');
  return typeof words === 'string' ? words : '';
}

/** The year of a CSL date, or both of a range, as BibTeX prints it and pandoc reads it: "2019", "2019/2020", "in press". */
export function bibtexYear(date: CslDate | undefined, year: number | undefined): string {
  const words = wordsOfDate(date);
  if (words !== '' || year === undefined) return words;
  const last = date?.['date-parts']?.[1]?.[0];
  return last === undefined || last === year ? String(year) : `${year}/${last}`;
}
