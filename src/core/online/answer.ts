import type { CslItem } from '../paper';

/** Who can be asked for papers. */
export type Source = 'arxiv' | 'crossref' | 'openAlex';

/**
 * What an answer has: papers, perhaps none. Or why it cannot be used: it is longer than any true one, is cut off or no
 * answer of that kind at all (an error page), or says itself, in English, that the question was refused.
 */
export type Answer =
  | { readonly items: readonly CslItem[] }
  | { readonly problem: 'tooLong' | 'malformed' | 'unexpected' }
  | { readonly problem: 'refused'; readonly says: string };

/** The longest answer that is read, characters: fifty papers with their abstracts take a quarter. */
export const LONGEST_ANSWER = 1_000_000;

/** The most papers that are read of one answer. */
export const MOST_ITEMS = 200;
/** The most names that are read of one paper. */
export const MOST_NAMES = 5000;
const LONGEST_TITLE = 1000;
const LONGEST_ABSTRACT = 20_000;
const LONGEST_FIELD = 1000;

/** Fields that answers have, before they are known to be of any use. */
export type Fields = Readonly<Record<string, unknown>>;

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An answer in JSON; nothing that is not an object is one. */
export function readJson(text: string): Fields | Exclude<Answer, { items: unknown }> {
  if (text.length > LONGEST_ANSWER) return { problem: 'tooLong' };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { problem: /^\s*</.test(text) ? 'unexpected' : 'malformed' };
  }
  return isFields(value) ? value : { problem: 'unexpected' };
}

/** What a field says on one line, or nothing; of a list, its first. Unless it is `asWritten`, markup is left out. */
export function textOf(
  value: unknown,
  longest = LONGEST_FIELD,
  clean: (text: string) => string = plainText,
): string | undefined {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  const text = typeof first === 'string' ? clean(first.slice(0, 4 * longest)).slice(0, longest) : '';
  return text === '' ? undefined : text;
}

/** Text on one line in which `<` and `&` are what they look like. */
export const asWritten = (text: string): string => text.replace(/[\s\p{Cc}]+/gu, ' ').trim();

export const titleOf = (value: unknown, clean = plainText): string | undefined =>
  textOf(value, LONGEST_TITLE, clean);
/** Without the heading that some have. */
export const abstractOf = (value: unknown, clean = plainText): string | undefined =>
  textOf(value, LONGEST_ABSTRACT, clean)?.replace(/^abstract[.:]?\s+(?=\p{Lu})/iu, '');

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ndash: '–',
  mdash: '—',
};

/** Text without the markup (JATS, HTML) and the references to characters that publishers leave in it, on one line. */
export function plainText(markup: string): string {
  const text = markup
    .replace(/<\/?(?:[a-z]+:)?(?:p|title|sec|br|list|list-item|div|disp-formula)\b[^<>]*>/gi, ' ')
    .replace(/<!--[^<>]*-->|<\/?[a-z][^<>]*>/gi, '')
    .replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,8}));/gi, (whole, decimal, hex, name) =>
      character(whole, decimal as string | undefined, hex as string | undefined, name as string),
    );
  return asWritten(text);
}

function character(whole: string, decimal?: string, hex?: string, name = ''): string {
  const code = decimal !== undefined ? Number(decimal) : hex !== undefined ? parseInt(hex, 16) : undefined;
  if (code === undefined) return ENTITIES[name.toLowerCase()] ?? whole;
  return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : '';
}

/** The date of `2017-06-12` or `2017`; nothing where there is none. */
export function dateParts(text: unknown): number[] | undefined {
  const found = typeof text === 'string' ? /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?/.exec(text) : null;
  return found?.slice(1).flatMap((part: string | undefined) => (part === undefined ? [] : Number(part)));
}

/** An item of these fields, without those that say nothing. */
export function itemOf(title: string, fields: Fields): CslItem {
  const known = Object.entries(fields).filter(
    ([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0),
  );
  return { ...Object.fromEntries(known), title };
}
