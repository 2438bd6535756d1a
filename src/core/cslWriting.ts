import { numberOf } from './bibFields';
import { cslMarkup } from './markup';
import type { CslItem, Paper } from './paper';

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** The types of CSL 1.0.2. */
const TYPES = words(`
  article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection dataset document
  entry entry-dictionary entry-encyclopedia event figure graphic hearing interview legal_case legislation manuscript map
  motion_picture musical_score pamphlet paper-conference patent performance periodical personal_communication post
  post-weblog regulation report review review-book software song speech standard thesis treaty webpage`);

/** What is text, in CSL 1.0.2. */
const TEXTS = words(`
  abstract annote archive archive_collection archive_location archive-place authority call-number citation-label
  collection-title container-title container-title-short dimensions division DOI event event-place event-title genre ISBN
  ISSN journalAbbreviation jurisdiction keyword language medium note original-publisher original-publisher-place
  original-title part-title PMCID PMID publisher publisher-place references reviewed-genre reviewed-title scale section
  shortTitle source status title title-short URL version volume-title year-suffix`);

/** What is text or a number. */
const NUMBERS = words(`
  chapter-number citation-number collection-number edition first-reference-note-number issue locator number number-of-pages
  number-of-volumes page page-first part-number printing-number supplement-number volume`);

const NAMES = words(`
  author chair collection-editor compiler composer container-author contributor curator director editor editorial-director
  executive-producer guest host illustrator interviewer narrator organizer original-author performer producer recipient
  reviewed-author script-writer series-creator translator`);

const DATES = words('accessed available-date event-date issued original-date submitted');

const NAME_PARTS = words('family given dropping-particle non-dropping-particle suffix literal');
const NAME_MARKS = words('comma-suffix static-ordering parse-names');

/**
 * A paper as an item of CSL-JSON under its citation key: what its sources say together, as far as CSL 1.0.2 has a variable
 * for it and it is of that variable's kind. Equal papers make equal items, whatever the order of their fields.
 */
export function cslItem({ citekey, item, year, arxiv, doi }: Paper): CslItem {
  const other = arxiv === undefined ? 'document' : 'article';
  const type = item.type !== undefined && TYPES.has(item.type) ? item.type : other;
  const known = Object.entries(item)
    .map(([name, value]) => [name, valueOf(name, value)] as const)
    .filter(([name, value]) => name !== 'title' && value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const fields = Object.fromEntries(known);
  const { author, issued, ...others } = fields;
  const date = issued ?? (year === undefined ? undefined : { 'date-parts': [[year]] });
  return {
    ...{ id: citekey, type, title: cslMarkup(item.title) },
    ...(author !== undefined && { author: author as CslItem['author'] & object }),
    ...(date !== undefined && { issued: date }),
    ...(others['DOI'] === undefined && doi !== undefined && { DOI: doi }),
    ...others,
  };
}

function valueOf(name: string, value: unknown): unknown {
  if (TEXTS.has(name)) {
    const text = typeof value === 'number' ? String(value) : textOf(value);
    return text !== undefined && name.includes('title') ? cslMarkup(text) : text;
  }
  if (NUMBERS.has(name)) return Number.isFinite(value) ? value : textOf(value);
  if (NAMES.has(name)) return namesOf(value);
  return DATES.has(name) ? dateOf(value) : undefined;
}

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value : undefined;

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What is true or false may also be said by text or a number. */
const isMark = (value: unknown): boolean =>
  ['string', 'boolean'].includes(typeof value) || Number.isFinite(value);

function namesOf(value: unknown): object[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const names = value.filter(isObject).map((name) =>
    Object.fromEntries(
      Object.entries(name)
        .filter(([part, given]) =>
          NAME_PARTS.has(part) ? textOf(given) !== undefined : NAME_MARKS.has(part) && isMark(given),
        )
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    ),
  );
  const told = names.filter((name) => Object.keys(name).some((part) => NAME_PARTS.has(part)));
  return told.length > 0 ? told : undefined;
}

function dateOf(value: unknown): object | undefined {
  if (!isObject(value)) return undefined;
  const { 'date-parts': parts, circa, season, literal, raw } = value as Readonly<Record<string, unknown>>;
  const given: unknown[] = Array.isArray(parts) ? parts.slice(0, 2) : [];
  const days = given.map(dayOf).filter((day) => day.length > 0);
  const date = {
    ...(days.length > 0 && { 'date-parts': days }),
    ...(isMark(season) && typeof season !== 'boolean' && { season }),
    ...(isMark(circa) && { circa }),
    ...(textOf(literal) !== undefined && { literal }),
    ...(days.length === 0 && textOf(raw) !== undefined && { raw }),
  };
  return 'date-parts' in date || 'literal' in date || 'raw' in date ? date : undefined;
}

/** Year, month and day, up to the first that is none. */
function dayOf(value: unknown): number[] {
  if (!Array.isArray(value)) return [];
  const parts = value.slice(0, 3).map(numberOf);
  const end = parts.findIndex((part) => !Number.isInteger(part));
  return end < 0 ? parts : parts.slice(0, end);
}
