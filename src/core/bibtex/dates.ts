import type { CslDate } from '../paper';

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
/** EDTF's numbers of seasons, and from where CSL counts its own. */
const SEASONS = { first: 21, last: 24, before: 20 };

/** A date as BibLaTeX has it, of EDTF's first levels: "2021-05", "2021-05-03/2021-06", "2021~", "2021-22", "1999-XX". */
export function readDate(source: string): CslDate | undefined {
  const text = source.replace(/[{}\s]/g, '');
  const ends = text.split('/', 2).map(endOf);
  const [from, to] = ends;
  if (!from) return text === '' || text.startsWith('/') ? undefined : { literal: source.trim() };
  const parts = to ? [from.parts, to.parts] : [from.parts];
  const circa = ends.some((end) => end?.circa);
  return {
    'date-parts': parts,
    ...(from.season === undefined ? {} : { season: from.season }),
    ...(circa ? { circa } : {}),
  };
}

interface End {
  readonly parts: readonly number[];
  readonly season?: number;
  readonly circa: boolean;
}

function endOf(text: string): End | undefined {
  const [, sign = '', year = '', month, day, mark = ''] =
    /^([-+]?)(\d{4}|\d{1,3}[XxUu]{1,3})(?:-(\d\d|XX|uu)(?:-(\d\d|XX|uu))?)?(?:T[\d:.,Z+-]*)?([?~%]?)$/.exec(
      text,
    ) ?? [];
  if (year === '') return undefined;
  const isVague = /\D/.test(year);
  const parts = [Number(sign + year.replace(/\D/g, '0'))];
  const circa = isVague || mark !== '';
  const number = Number(month);
  if (number >= SEASONS.first && number <= SEASONS.last)
    return { parts, season: number - SEASONS.before, circa };
  if (number >= 1 && number <= 12) {
    parts.push(number);
    if (Number(day) >= 1 && Number(day) <= 31) parts.push(Number(day));
  }
  return { parts, circa };
}

/** A date of BibTeX's fields: "2021" or "c. 2010" with "may", "5", "3 May", "jun~5" or a day. */
export function readYear(year: string, month: string, day: string): CslDate | undefined {
  if (month === '' && /^[1-9]\d{3}$/.test(year)) return { 'date-parts': [[Number(year)]] };
  const text = year.replace(/[{}]/g, '').trim();
  if (text === '') return undefined;
  const [, circa, first, last] = /^(\D*?)(-?\d{4})\b(?:\s*(?:--?|–|\/)\s*(\d{4})\b)?/.exec(text) ?? [];
  // As in "{\noopsort{1973b}}1973", which is sorted by the one and printed as the other.
  const end = first === undefined ? /\d[a-z](\d{4})$/.exec(text)?.[1] : undefined;
  if (end !== undefined) return { 'date-parts': [[Number(end)]] };
  if (first === undefined) return { literal: text };
  const parts: number[] = [Number(first)];
  const found = monthOf(month);
  if (found) {
    parts.push(found.month);
    const inMonth = Number(day || found.day);
    if (inMonth >= 1 && inMonth <= 31) parts.push(inMonth);
  }
  return {
    'date-parts': last === undefined ? [parts] : [parts, [Number(last)]],
    ...(/c(?:a|irca)?\.?\s*$/i.test(circa ?? '') ? { circa: true } : {}),
  };
}

/** The month that is named first, and the day beside it. */
function monthOf(source: string): { month: number; day?: string } | undefined {
  const text = source.replace(/[{}~.,]/g, ' ').trim();
  const name = /\p{L}{3,}/u.exec(text)?.[0].slice(0, 3).toLowerCase();
  const month = name === undefined ? Number(/^\d{1,2}\b/.exec(text)?.[0]) : MONTHS.indexOf(name) + 1;
  if (!(month >= 1 && month <= 12)) return undefined;
  const day = name === undefined ? undefined : /\b\d{1,2}\b/.exec(text)?.[0];
  return day === undefined ? { month } : { month, day };
}
