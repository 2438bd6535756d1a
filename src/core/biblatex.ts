import { biblatexDate, wordsOfDate, yearText } from './bibDates';
import { type Sources, braced, entryText, firstOf, namesOf, pagesOf } from './bibFields';
import { GENRES, STATES } from './bibtex/entryTypes';
import { bibtexMarkup, bibtexText, bibtexTitle, bibtexVerbatim, bibtexWhole } from './bibtexText';
import { isEnglish } from './language';
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
const NUMBERED: Readonly<Record<string, Sources>> = { number: ['number'] };
const UNPUBLISHED: Form = {
  type: 'unpublished',
  fields: { publisher: NONE, howpublished: ['publisher'], booktitle: NONE },
};

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
  ['book', { type: 'book', fields: { number: ['collection-number', 'issue', 'number'] } }],
  ['pamphlet', { type: 'booklet', fields: { publisher: NONE, howpublished: ['publisher'] } }],
  ['periodical', { type: 'periodical' }],
  ['report', { type: 'report', fields: { ...ISSUED, ...NUMBERED } }],
  ['thesis', { type: 'thesis', fields: ISSUED }],
  ['patent', { type: 'patent', fields: { ...NUMBERED, location: ['publisher-place', 'jurisdiction'] } }],
  ['manuscript', UNPUBLISHED],
  ['speech', UNPUBLISHED],
  ['dataset', { type: 'dataset', fields: NUMBERED }],
  ['software', { type: 'software', fields: { organization: ['publisher'] } }],
]);

/** The fields in the order in which they are written. */
const ORDER =
  'options author bookauthor editor translator title journaltitle shortjournal booktitle eventtitle eventdate venue series edition type institution organization howpublished volume volumes number chapter version pages pagetotal publisher location date year origdate pubstate entrysubtype langid isbn issn doi eprint eprinttype url urldate note'.split(
    ' ',
  );

const EVERYWHERE =
  'options author title date year origdate pubstate langid doi eprint eprinttype url urldate note';
const IN_BOOKS =
  'editor translator booktitle series edition volume volumes number chapter pages publisher location isbn';
const BOOKS = `${IN_BOOKS} pagetotal`.replace('booktitle ', '');
const EVENT = 'eventtitle eventdate venue';

/** What each type may have beside what every one has, by BibLaTeX's data model. */
const FIELDS: Readonly<Record<string, string>> = {
  article: 'editor translator journaltitle shortjournal series volume number version pages entrysubtype issn',
  inproceedings:
    'editor booktitle eventtitle eventdate venue series organization volume volumes number chapter pages publisher location isbn',
  inbook: `bookauthor ${IN_BOOKS}`,
  incollection: IN_BOOKS,
  inreference: IN_BOOKS,
  book: BOOKS,
  collection: BOOKS,
  proceedings: `${BOOKS} ${EVENT}`.replace('translator ', '').replace('edition ', ''),
  booklet: 'editor translator type howpublished chapter pages pagetotal location',
  manual:
    'editor translator series edition type number chapter version pages pagetotal publisher location isbn',
  periodical: 'editor series volume number issn',
  patent: 'type number version location',
  report: 'type institution number chapter version pages pagetotal location',
  thesis: 'type institution chapter pages pagetotal location',
  unpublished: `${EVENT} type howpublished location`,
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
  volumes: ['number-of-volumes'],
  chapter: ['chapter-number'],
  version: ['version'],
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
  const words = wordsOfDate(item.issued);
  const dated = biblatexDate(item.issued) ?? (year === undefined ? undefined : `{${yearText(year)}}`);
  const language = languageOf(item);
  // Of a language that is not told the title would be taken for an English one.
  const isNamed = isEnglish(item) || language !== undefined;
  const fields = new Map<string, string | undefined>([
    ...plain,
    // What of a family name is a particle is no longer told otherwise.
    ['options', hasParticle(item) ? '{useprefix=true}' : undefined],
    ['author', namesOf(item.author)],
    ['bookauthor', namesOf(item['container-author'])],
    ['editor', namesOf(item['editor'])],
    ['translator', namesOf(item['translator'])],
    ['title', braced(isNamed ? bibtexTitle(item.title) : bibtexWhole(item.title))],
    ['eventdate', biblatexDate(item['event-date'])],
    ['pages', pagesOf(item)],
    ['date', words === '' ? dated : undefined],
    ['year', braced(bibtexText(words))],
    ['origdate', biblatexDate(item['original-date'])],
    ['pubstate', stateOf(item)],
    ['type', kindOf(form.type, item)],
    ['entrysubtype', form.subtype === undefined ? undefined : `{${form.subtype}}`],
    ['langid', language],
    ['doi', braced(bibtexVerbatim(doi ?? ''))],
    ['eprint', braced(bibtexVerbatim(arxiv ?? ''))],
    ['eprinttype', arxiv === undefined ? undefined : '{arxiv}'],
    ['url', braced(bibtexVerbatim(firstOf(item, ['URL'])))],
    ['urldate', biblatexDate(item['accessed'])],
  ]);
  if (fields.get('shortjournal') === fields.get('journaltitle')) fields.delete('shortjournal');
  const type = typeOf(form.type, fields);
  const allowed = new Set(`${EVERYWHERE} ${FIELDS[type] ?? ''}`.split(' '));
  if (fields.get('eventtitle') === fields.get('booktitle') && allowed.has('booktitle'))
    allowed.delete('eventtitle');
  const order = ORDER.filter((name) => allowed.has(name));
  return entryText(type, citekey, order, fields);
}

/** What is a title, of what something is part of or belongs to. */
const TITLES: ReadonlySet<string> = new Set(
  'booktitle eventtitle journaltitle series shortjournal howpublished organization'.split(' '),
);

/** In lists "and" divides, as in "Barnes and Noble", unless it is in braces. */
function valueOf(name: string, value: string): string {
  const text = TITLES.has(name) ? bibtexMarkup(value) : bibtexText(value);
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

/** The type of an entry with these fields: CSL has one for all kinds of books, and one for all parts of books. */
function typeOf(type: string, fields: ReadonlyMap<string, string | undefined>): string {
  const has = (...names: readonly string[]) => names.some((name) => fields.get(name) !== undefined);
  if (type === 'incollection') return has('bookauthor') ? 'inbook' : type;
  if (type === 'periodical') return has('author') ? 'book' : type;
  if (type !== 'book') return type;
  if (has('version', 'type')) return 'manual';
  if (has('author')) return type;
  return has('eventtitle', 'eventdate', 'venue') ? 'proceedings' : has('editor') ? 'collection' : type;
}

/** What kind of thing it is: by the words that BibLaTeX knows in every language, where it is one of these. */
function kindOf(type: string, item: CslItem): string | undefined {
  const genre = firstOf(item, ['genre']);
  if (type === 'report' && /^(?:technical report)?$/i.test(genre)) return '{techreport}';
  if (type === 'thesis' && /^master|^m\.?\s?(?:sc|a|s)\b/i.test(genre)) return '{mathesis}';
  if (type === 'thesis' && /^$|ph\.?\s?d|doctoral/i.test(genre)) return '{phdthesis}';
  return braced(wordOf(GENRES, genre) ?? bibtexText(genre));
}

function stateOf(item: CslItem): string | undefined {
  const status = firstOf(item, ['status']);
  return braced(wordOf(STATES, status) ?? bibtexText(status));
}

/** The word by which BibLaTeX knows a term. */
function wordOf(terms: ReadonlyMap<string, string>, term: string): string | undefined {
  const wanted = term.replace(/'/g, '’').toLowerCase();
  for (const [word, own] of terms) if (own.toLowerCase() === wanted) return word;
  return undefined;
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
