/** A date as printed under a paper: month and day 1-based; `comments` is the number printed behind it. */
export interface PrintedDate {
  readonly month: number;
  readonly day: number;
  readonly year?: number;
  readonly comments?: number;
}

/** One line of a listing: `text` without its ends, `line` 1-based; `adjacent` when no blank line stands before it. */
export interface Line {
  readonly text: string;
  readonly line: number;
  readonly adjacent: boolean;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DATE = /^([A-Z][a-z]{2})[a-z]{0,6}\.? (\d{1,2})(?:, (\d{4}))?(?:\s+(\d{1,6}))?$/;
// "â€¢" and "Â·" are what • and · become when UTF-8 is read as Windows-1252.
const AUTHOR_COUNT = /^(?:[^\w\s]{1,4}\s*)?(\d{1,5}) authors?$/;
const DOT = /^(?:Â?·|[•∙⋅・‧]|\ufffd{1,2})$/;
const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const BANNER =
  /^(?:get trending papers in your email inbox(?: once a day)?!?|subscribe|daily papers|by\s?ak and the research community)$/i;
const CHROME = new Set(
  [
    'new, papers, trending papers, hugging face, models, datasets, spaces, buckets, docs, enterprise, pricing, community',
    'log in, sign up, submit, previous, next, load more, daily, weekly, monthly, company, website, tos, privacy, about',
    'careers, system theme, © hugging face, search, back, upvote',
  ].flatMap((words) => words.split(', ')),
);

/** Reads "Jul 15, 2024", "Oct 15, 2025 2", "Jan 31": nothing for any other text or a day that month never has. */
export function readDate(text: string): PrintedDate | undefined {
  const [, name = '', day = '', year, comments] = DATE.exec(text) ?? [];
  const month = MONTHS.indexOf(name.toLowerCase()) + 1;
  if (month === 0 || Number(day) < 1 || Number(day) > (DAYS[month - 1] ?? 0)) return undefined;
  return {
    month,
    day: Number(day),
    ...(year !== undefined && { year: Number(year) }),
    ...(comments !== undefined && { comments: Number(comments) }),
  };
}

/** Reads "• 6 authors", also without its bullet. */
export function readAuthorCount(text: string): number | undefined {
  const count = AUTHOR_COUNT.exec(text)?.[1];
  return count === undefined ? undefined : Number(count);
}

export const hasBullet = (text: string): boolean => /^[^\w\s]/.test(text);

/** The line between authors and date. */
export const isDot = (text: string): boolean => DOT.test(text);

/** A line that only the head of a saved page has. */
export const isBanner = (text: string): boolean => BANNER.test(text);

/** A line that is part of the page's frame when it stands at its head or foot. */
export const isChrome = (text: string): boolean => text.length < 20 && CHROME.has(text.toLowerCase());

const BUTTON = 'Subscribe';

/** The button on a line of its own. */
export const isButton = (text: string): boolean => text.toLowerCase() === BUTTON.toLowerCase();

/** A first title glued to the button before it; nothing when the line is an ordinary one. */
export function gluedTitle(text: string, expected: boolean): string | undefined {
  if (!text.startsWith(BUTTON) || text.length === BUTTON.length) return undefined;
  const rest = text.slice(BUTTON.length);
  return expected || /^[^a-z\s]/.test(rest) ? rest.trim() : undefined;
}

/** Reads a text line by line, without copying it: lines end with LF or CR LF. Blank lines are passed over. */
export class LineReader {
  readonly #text: string;
  readonly #ahead: Line[] = [];
  #at = 0;
  #line = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** Number of the last line taken from the text. */
  get line(): number {
    return this.#line;
  }

  next(): Line | undefined {
    return this.#ahead.shift() ?? this.#read();
  }

  /** The line that `next` will give after `skip` others. */
  peek(skip = 0): Line | undefined {
    while (this.#ahead.length <= skip) {
      const line = this.#read();
      if (!line) return undefined;
      this.#ahead.push(line);
    }
    return this.#ahead[skip];
  }

  #read(): Line | undefined {
    for (let adjacent = this.#line > 0; this.#at <= this.#text.length; adjacent = false) {
      const end = this.#text.indexOf('\n', this.#at);
      const text = this.#text.slice(this.#at, end < 0 ? undefined : end).trim();
      this.#at = end < 0 ? this.#text.length + 1 : end + 1;
      this.#line++;
      if (text !== '') return { text, line: this.#line, adjacent };
    }
    return undefined;
  }
}
