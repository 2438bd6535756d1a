import { readDate } from './bibtex/dates';
import type { CslDate } from './paper';

const MONTHS = 'january february march april may june july august september october november december'.split(
  ' ',
);
const SEASONS = new Map(Object.entries({ spring: 1, summer: 2, autumn: 3, fall: 3, winter: 4 }));
/** No date has more words. */
const LONGEST = 40;

/** A date that people typed: EDTF, "April 2019", "3 Apr. 2019", "April 3rd, 2019", "04/2019", "Spring 2019"; nothing for others. */
export function readRawDate(raw: string): CslDate | undefined {
  const text = raw.trim().toLowerCase();
  if (text.length > LONGEST) return undefined;
  const [, year, month, day] = /^(\d{4})[/-](\d\d?)(?:[/-](\d\d?))?$/.exec(text) ?? monthFirst(text) ?? [];
  if (year !== undefined) {
    const date = dateOf(Number(year), Number(month), day === undefined ? undefined : Number(day));
    if (date) return date;
  }
  const read = readDate(raw);
  return read?.['date-parts'] ? read : dateInWords(text);
}

/** "04/2019" as year and month. */
function monthFirst(text: string): readonly (string | undefined)[] | undefined {
  const [all, month, year] = /^(\d\d?)\/(\d{4})$/.exec(text) ?? [];
  return all === undefined ? undefined : [all, year, month];
}

function dateInWords(text: string): CslDate | undefined {
  let [year, month, day, season]: (number | undefined)[] = [];
  for (const word of text.split(/[\s,.]+/).filter((part) => part !== '')) {
    const named = MONTHS.findIndex((name) => word.length >= 3 && (name.startsWith(word) || word === 'sept'));
    if (/^\d{4}$/.test(word) && year === undefined) year = Number(word);
    else if (/^\d\d?(?:st|nd|rd|th)?$/.test(word) && day === undefined) day = Number.parseInt(word, 10);
    else if (SEASONS.has(word) && season === undefined) season = SEASONS.get(word);
    else if (named >= 0 && month === undefined) month = (word === 'sept' ? 8 : named) + 1;
    else return undefined;
  }
  if (year === undefined) return undefined;
  if (season === undefined) return dateOf(year, month, day);
  return month === undefined && day === undefined ? { 'date-parts': [[year]], season } : undefined;
}

/** Year and month, with the day if there is one. */
function dateOf(year: number, month: number | undefined, day: number | undefined): CslDate | undefined {
  if (month === undefined || month < 1 || month > 12) return undefined;
  if (day === undefined) return { 'date-parts': [[year, month]] };
  return day >= 1 && day <= 31 ? { 'date-parts': [[year, month, day]] } : undefined;
}
