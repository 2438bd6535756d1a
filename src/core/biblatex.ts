import { type Sources, braced, entryText, firstOf, namesOf, numberOf, pagesOf } from './bibFields';
import { bibtexText, bibtexTitle, bibtexVerbatim } from './bibtexText';
import type { CslItem, Paper } from './paper';

/** An entry type with the fields it has beside those of every entry, or in place of these. */
interface Form {
  readonly type: string;
  readonly fields?: Readonly<Record<string, Sources>>;
  /** What sets it apart from other entries of its type. */
  readonly subtype?: string;
}

const VENUE: Sources = ['container-title', 'event-title', 'event'];
const NONE: Sources = [];
const JOURNAL = {
  journaltitle: ['container-title', 'container-title-short'],
  shortjournal: ['container-title-short', 'journalAbbreviation'],
  booktitle: NONE,
};
const ARTICLE: Form = { type: 'article', fields: JOURNAL };
const IN_BOOK: Form = { type: 'incollection' };
const REFERENCE: Form = { type: 'inreference' };
const ONLINE: Form = { type: 'online', fields: { publisher: NONE, organization: ['publisher'] } };
const ISSUED: Readonly<Record<string, Sources>> = { publisher: NONE, institution: ['publisher'] };

/** By CSL type. What is not among these is `online` where it has an address, else `misc`. */
const FORMS: ReadonlyMap<string, Form> = new Map<string, Form>([
  ['article-journal', ARTICLE],
  ['article-magazine', { ...ARTICLE, subtype: 'magazine' }],
  ['article-newspaper', { ...ARTICLE, subtype: 'newspaper' }],
  ['review', ARTICLE],
  ['review-book', ARTICLE],
  ['paper-conference', { type: 'inproceedings' }],
  ['chapter', IN_BOOK],
  ['entry', REFERENCE],
  ['entry-dictionary', REFERENCE],
  ['entry-encyclopedia', REFERENCE],
  ['book', { type: 'book' }],
  ['report', { type: 'report', fields: { ...ISSUED, number: ['number'], type: ['genre'] } }],
  ['thesis', { type: 'thesis', fields: { ...ISSUED, type: ['genre'] } }],
  ['manuscript', { type: 'unpublished', fields: { publisher: NONE, howpublished: ['genre'] } }],
  ['dataset', { type: 'dataset', fields: { version: ['version'] } }],
  ['software', { type: 'software', fields: { version: ['version'], organization: ['publisher'] } }],
]);

/** The fields in the order in which they are written. */
const ORDER =
  'options author editor translator title journaltitle shortjournal booktitle eventtitle eventdate venue series edition type institution organization howpublished volume number chapter version pages pagetotal publisher location date entrysubtype langid isbn issn doi eprint eprinttype url urldate note'.split(
    ' ',
  );

const EVERYWHERE = 'options author title date langid doi eprint eprinttype url urldate note';
const IN_BOOKS =
  'editor translator booktitle series edition volume number chapter pages publisher location isbn';
const BOOKS = `${IN_BOOKS} pagetotal`.replace('booktitle ', '');

/** What each type may have beside what every one has, by BibLaTeX's data model. */
const FIELDS: Readonly<Record<string, string>> = {
  article: 'editor translator journaltitle shortjournal series volume number version pages entrysubtype issn',
  inproceedings:
    'editor booktitle eventtitle eventdate venue series organization volume number chapter pages publisher location isbn',
  incollection: IN_BOOKS,
  inreference: IN_BOOKS,
  book: BOOKS,
  collection: BOOKS,
  report: 'type institution number chapter version pages pagetotal location',
  thesis: 'type institution chapter pages pagetotal location',
  unpublished: 'eventtitle eventdate venue type howpublished location',
  dataset: 'editor series edition type organization number version publisher location',
  software: 'editor type organization howpublished version location',
  online: 'editor organization version',
  misc: 'editor type organization howpublished version location',
};

/** Fields that hold plain text, as most entry types have them. */
const PLAIN: Readonly<Record<string, Sources>> = {
  booktitle: VENUE,
  eventtitle: ['event-title', 'event'],
  venue: ['event-place'],
  series: ['collection-title'],
  edition: ['edition'],
  volume: ['volume'],
  number: ['issue', 'collection-number'],
  chapter: ['chapter-number'],
  pagetotal: ['number-of-pages'],
  publisher: ['publisher'],
  location: ['publisher-place'],
  isbn: ['ISBN'],
  issn: ['ISSN'],
  note: ['note'],
};

/** What is a list of several. */
const LISTS: ReadonlySet<string> = new Set(['institution', 'location', 'organization', 'publisher']);

/** By ISO code; English, which is what titles are taken for otherwise, is left out. */
const LANGUAGES: Readonly<Record<string, string>> = {
  de: 'german',
  es: 'spanish',
  fr: 'french',
  it: 'italian',
  ja: 'japanese',
  nl: 'dutch',
  pt: 'portuguese',
  ru: 'russian',
};

/**
 * A paper as a BibLaTeX entry under its citation key: as `bibtexEntry`, but with BibLaTeX's types, dates and fields for
 * events, archives and languages. Equal papers make equal entries.
 */
export function biblatexEntry({ citekey, item, year, arxiv, doi }: Paper): string {
  const hasAddress = arxiv !== undefined || doi !== undefined || firstOf(item, ['URL']) !== '';
  const form = formOf(item, hasAddress);
  const plain = Object.entries({ ...PLAIN, ...form.fields }).map(
    ([name, sources]) => [name, braced(valueOf(name, firstOf(item, sources)))] as const,
  );
  const fields = new Map<string, string | undefined>([
    ...plain,
    // What of a family name is a particle is no longer told otherwise.
    ['options', hasParticle(item) ? '{useprefix=true}' : undefined],
    ['author', namesOf(item.author)],
    ['editor', namesOf(item['editor'])],
    ['translator', namesOf(item['translator'])],
    ['title', braced(bibtexTitle(item.title))],
    ['eventdate', dateOf(item['event-date'])],
    ['pages', pagesOf(item)],
    ['date', dateOf(item.issued) ?? (year === undefined ? undefined : `{${yearText(year)}}`)],
    ['entrysubtype', form.subtype === undefined ? undefined : `{${form.subtype}}`],
    ['langid', languageOf(item)],
    ['doi', braced(bibtexVerbatim(doi ?? ''))],
    ['eprint', braced(bibtexVerbatim(arxiv ?? ''))],
    ['eprinttype', arxiv === undefined ? undefined : '{arxiv}'],
    ['url', braced(bibtexVerbatim(firstOf(item, ['URL'])))],
    ['urldate', dateOf(item['accessed'])],
  ]);
  if (form.type === 'thesis' || form.type === 'report') fields.set('type', kindOf(form.type, item));
  if (fields.get('eventtitle') === fields.get('booktitle')) fields.delete('eventtitle');
  if (fields.get('shortjournal') === fields.get('journaltitle')) fields.delete('shortjournal');
  const isCollection = form.type === 'book' && !fields.get('author') && fields.get('editor');
  const type = isCollection ? 'collection' : form.type;
  const allowed = new Set(`${EVERYWHERE} ${FIELDS[type] ?? ''}`.split(' '));
  const order = ORDER.filter((name) => allowed.has(name));
  return entryText(type, citekey, order, fields);
}

/** In lists "and" divides, as in "Barnes and Noble", unless it is in braces. */
function valueOf(name: string, value: string): string {
  const text = bibtexText(value);
  return LISTS.has(name) && /(?:^|\s)and(?:\s|$)/i.test(text) ? `{${text}}` : text;
}

function formOf(item: CslItem, hasAddress: boolean): Form {
  const form = FORMS.get(item.type ?? '');
  // Some programs call everything in a journal an "article", which in CSL is a preprint.
  const printed = item.type === 'article' && firstOf(item, VENUE) !== '';
  if (form || printed) return form ?? ARTICLE;
  const fields = { booktitle: NONE, howpublished: ['container-title'], organization: ['publisher'] };
  return hasAddress
    ? {
        ...ONLINE,
        fields: { ...ONLINE.fields, booktitle: NONE, organization: ['container-title', 'publisher'] },
      }
    : { type: 'misc', fields };
}

/** What kind of thesis or report it is: by the words that BibLaTeX knows in every language, where it is one of these. */
function kindOf(type: 'thesis' | 'report', item: CslItem): string | undefined {
  const genre = firstOf(item, ['genre']);
  if (type === 'report')
    return /^(?:technical report)?$/i.test(genre) ? '{techreport}' : braced(bibtexText(genre));
  if (/^master|^m\.?\s?(?:sc|a|s)\b/i.test(genre)) return '{mathesis}';
  return /^$|ph\.?\s?d|doctoral/i.test(genre) ? '{phdthesis}' : braced(bibtexText(genre));
}

const hasParticle = (item: CslItem): boolean =>
  [item.author, item['editor'], item['translator']].some(
    (names) =>
      Array.isArray(names) &&
      names.some((name: Readonly<Record<string, unknown>> | null) =>
        Boolean(name?.['non-dropping-particle']),
      ),
  );

function languageOf(item: CslItem): string | undefined {
  const code = firstOf(item, ['language']).slice(0, 2).toLowerCase();
  const isCode = /^[a-z]{2}(?:[-_]|$)/i.test(firstOf(item, ['language']));
  const language = isCode ? LANGUAGES[code] : undefined;
  return language === undefined ? undefined : `{${language}}`;
}

/** A CSL date as BibLaTeX has it: "2020-03-14", "2020-01/2020-02", "2020~", "2020-21" for a spring. */
function dateOf(date: unknown): string | undefined {
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
const yearText = (year: number): string => (year < 0 ? `-${padded(-year, 4)}` : padded(year, 4));
