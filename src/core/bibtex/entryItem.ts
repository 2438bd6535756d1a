import { arxivIdOf } from '../cslJson';
import type { CslDate, CslItem } from '../paper';
import { readDate, readYear } from './dates';
import { type Form, GENRES, LANGUAGES, STATES, TYPES } from './entryTypes';
import { latexText, latexVerbatim } from './latexText';
import { readNames } from './names';
import { ownText } from './ownText';

type Fields = ReadonlyMap<string, string>;

/** CSL fields that are the text of the first of these that an entry has. */
const TEXTS: readonly (readonly [csl: string, fields: readonly string[]])[] = [
  ['collection-title', ['series']],
  ['volume', ['volume']],
  ['number-of-volumes', ['volumes']],
  ['number-of-pages', ['pagetotal']],
  ['chapter-number', ['chapter']],
  ['edition', ['edition']],
  ['version', ['version']],
  ['publisher-place', ['address', 'location']],
  ['event-title', ['eventtitle']],
  ['event-place', ['venue']],
  ['title-short', ['shorttitle']],
  ['container-title-short', ['shortjournal']],
  ['original-title', ['origtitle']],
  ['keyword', ['keywords']],
  ['call-number', ['library']],
];

/** The same for what is long and not wanted while one types. */
const LONG_TEXTS: readonly (readonly [csl: string, fields: readonly string[]])[] = [
  ['abstract', ['abstract']],
  ['annote', ['annotation', 'annote']],
];

/** The same for what is taken letter by letter. */
const VERBATIM: readonly (readonly [csl: string, fields: readonly string[]])[] = [
  ['ISBN', ['isbn']],
  ['ISSN', ['issn']],
  ['PMID', ['pmid']],
  ['PMCID', ['pmcid']],
];

const PEOPLE: readonly (readonly [csl: string, fields: readonly string[]])[] = [
  ['author', ['author']],
  ['editor', ['editor']],
  ['translator', ['translator']],
  ['container-author', ['bookauthor']],
  ['director', ['director']],
];

const DATES: readonly (readonly [csl: string, field: string])[] = [
  ['accessed', 'urldate'],
  ['event-date', 'eventdate'],
  ['original-date', 'origdate'],
];

/** An entry as a CSL item; nothing for one without any title. */
export function entryItem(key: string, type: string, fields: Fields): CslItem | undefined {
  const form = TYPES.get(type) ?? { type: 'document' };
  const title = titleOf(fields);
  if (title === '') return undefined;
  const item: Record<string, unknown> = { id: ownText(key), type: cslType(form.type, fields), title };
  for (const [csl, names] of PEOPLE) addNames(item, csl, firstOf(fields, names));
  if (type === 'patent' && item['author'] === undefined) addNames(item, 'author', fields.get('holder'));
  addDates(item, fields);
  for (const [csl, names] of TEXTS) add(item, csl, latexText(firstOf(fields, names)));
  for (const [csl, names] of VERBATIM) add(item, csl, latexVerbatim(firstOf(fields, names)));
  add(item, 'container-title', containerOf(fields, form.within));
  add(item, 'publisher', publisherOf(fields));
  add(item, 'page', pagesOf(firstOf(fields, ['pages', 'eid'])));
  addNumber(item, form.number ?? 'number', fields);
  add(item, 'genre', genreOf(fields, form.genre));
  add(item, 'note', joined([fields.get('note'), fields.get('addendum')], '.'));
  add(item, 'language', languageOf(firstOf(fields, ['langid', 'language', 'hyphenation'])));
  add(item, 'status', named(STATES, latexText(fields.get('pubstate') ?? '')));
  addAddresses(item, fields);
  if (item['archive'] === 'arXiv' && item['type'] === 'document') item['type'] = 'article';
  for (const [csl, names] of LONG_TEXTS) addLater(item, csl, firstOf(fields, names));
  return item as CslItem;
}

/**
 * Adds a text that is decoded when it is first asked for. An enumerable property of the item's own: copying, merging
 * and JSON ask for it like any other, after which it is plain data.
 */
function addLater(item: Record<string, unknown>, field: string, source: string): void {
  if (source === '') return;
  const define = (property: PropertyDescriptor) =>
    Object.defineProperty(item, field, { enumerable: true, configurable: true, ...property });
  define({
    get: () => {
      const value = ownText(latexText(source));
      define({ value, writable: true });
      return value;
    },
  });
}

function add(item: Record<string, unknown>, field: string, text: string): void {
  if (text !== '') item[field] = ownText(text);
}

const firstOf = (fields: Fields, names: readonly string[]): string => {
  for (const name of names) {
    const value = fields.get(name);
    if (value !== undefined && value.trim() !== '') return value;
  }
  return '';
};

/** Texts of fields, one after the other; a sign is between them unless there is one already. */
const joined = (sources: readonly (string | undefined)[], sign: string): string =>
  sources
    .map((source) => latexText(source ?? ''))
    .filter((text) => text !== '')
    .reduce((whole, text) => (whole === '' ? text : `${whole}${ENDED.test(whole) ? '' : sign} ${text}`), '');

const ENDED = /[?!:.,;]$/;

const named = (names: ReadonlyMap<string, string>, text: string): string =>
  names.get(text.toLowerCase()) ?? text;

/** Title, subtitle and what is added to it. An entry that only says what it is part of is called by that. */
function titleOf(fields: Fields): string {
  for (const name of ['', 'book', 'main', 'issue', 'event', 'short']) {
    const title = titleWith(fields, name);
    if (title !== '') return title;
  }
  return '';
}

function titleWith(fields: Fields, prefix: string): string {
  const title = latexText(fields.get(`${prefix}title`) ?? '');
  if (title === '') return '';
  const sub = latexText(fields.get(`${prefix}subtitle`) ?? '');
  const addon = latexText(fields.get(`${prefix}titleaddon`) ?? '');
  const whole = sub === '' ? title : `${title}${ENDED.test(title) ? '' : ':'} ${sub}`;
  return addon === '' ? whole : `${whole}${ENDED.test(whole) ? '' : '.'} ${addon}`;
}

/** In what it stands: anything may name a journal, but a book has the title of its own book as well, for its parts. */
function containerOf(fields: Fields, within: Form['within']): string {
  const book = within === undefined ? '' : titleWith(fields, 'book') || titleWith(fields, 'main');
  const journal = titleWith(fields, 'journal') || latexText(fields.get('journal') ?? '');
  return within === 'journal' ? journal || book : book || journal;
}

function publisherOf(fields: Fields): string {
  const names = ['school', 'institution', 'organization', 'howpublished', 'publisher'];
  return joined(
    names.map((name) => {
      const source = fields.get(name);
      return source !== undefined && name === 'howpublished' && isAddress(latexVerbatim(source))
        ? ''
        : source;
    }),
    ';',
  );
}

const isAddress = (text: string): boolean => /^https?:\/\/\S+$/.test(text);

function cslType(type: string, fields: Fields): string {
  if (type === 'manuscript' && ['eventtitle', 'eventdate', 'venue'].some((name) => fields.has(name)))
    return 'speech';
  if (type !== 'article-journal') return type;
  const kind = fields.get('entrysubtype')?.toLowerCase();
  return kind === 'magazine' || kind === 'newspaper' ? `article-${kind}` : type;
}

/** Ranges with a simple hyphen, as CSL has them. */
const pagesOf = (source: string): string => latexText(source).replace(/\s*[-–—]+\s*/g, '-');

function addNumber(item: Record<string, unknown>, number: string, fields: Fields): void {
  if (number === 'issue') add(item, 'issue', joined([fields.get('number'), fields.get('issue')], ','));
  else add(item, number, latexText(fields.get('number') ?? ''));
}

function genreOf(fields: Fields, usual: string | undefined): string {
  const text = latexText(fields.get('type') ?? '');
  return text === '' ? (usual ?? '') : named(GENRES, text);
}

const languageOf = (source: string): string => named(LANGUAGES, latexText(source));

function addNames(item: Record<string, unknown>, csl: string, source: string | undefined): void {
  if (source === undefined || source === '') return;
  const { names, others } = readNames(source);
  if (names.length === 0) return;
  item[csl] = names;
  // CSL has no word for it; `custom` is its place for what it does not know.
  if (others) item['custom'] = { ...(item['custom'] as object | undefined), [`${csl}-others`]: true };
}

function addDates(item: Record<string, unknown>, fields: Fields): void {
  const issued = issuedOf(fields);
  if (issued) item['issued'] = issued;
  for (const [csl, name] of DATES) {
    const source = fields.get(name);
    const date = source === undefined ? undefined : readDate(source);
    if (date?.['date-parts']) item[csl] = date;
  }
}

function issuedOf(fields: Fields): CslDate | undefined {
  const date = fields.get('date');
  const read = date === undefined ? undefined : readDate(date);
  if (read?.['date-parts']) return read;
  const year = latexText(fields.get('year') ?? '');
  return year === ''
    ? read && readYear(date ?? '', undefined, undefined)
    : readYear(year, fields.get('month'), fields.get('day'));
}

/** Where it can be had: DOI, address, and the archive that it lies in. */
function addAddresses(item: Record<string, unknown>, fields: Fields): void {
  add(
    item,
    'DOI',
    latexVerbatim(fields.get('doi') ?? '').replace(/^(?:https?:\/\/(?:dx\.)?doi\.org\/|doi:\s*)/i, ''),
  );
  const published = latexVerbatim(fields.get('howpublished') ?? '');
  add(item, 'URL', latexVerbatim(fields.get('url') ?? '') || (isAddress(published) ? published : ''));
  const eprint = latexVerbatim(fields.get('eprint') ?? '');
  const archive = latexVerbatim(firstOf(fields, ['archiveprefix', 'eprinttype']));
  const arxiv = arxivOf(item, fields, eprint, archive);
  if (arxiv !== undefined) {
    item['archive'] = 'arXiv';
    item['archive_location'] = arxiv;
    item['URL'] ??= `https://arxiv.org/abs/${arxiv}`;
  } else if (eprint !== '') {
    add(item, 'archive', archive);
    item['archive_location'] = eprint;
  }
}

/** The arXiv id in any of the places where people put it. */
function arxivOf(
  item: Record<string, unknown>,
  fields: Fields,
  eprint: string,
  archive: string,
): string | undefined {
  const isElsewhere = archive !== '' && !/^arxiv$/i.test(archive);
  const known = isElsewhere ? '' : eprint.replace(/^arxiv:\s*/i, '');
  const given = known || latexVerbatim(firstOf(fields, ['arxivid', 'arxiv']));
  const fromField = given === '' ? undefined : arxivIdOf({ title: '', eprint: given, eprinttype: 'arXiv' });
  if (fromField !== undefined) return fromField;
  for (const name of ['DOI', 'URL', 'note']) {
    const place = item[name];
    const found =
      typeof place === 'string' && ARXIV.test(place) ? arxivIdOf({ title: '', [name]: place }) : undefined;
    if (found !== undefined) return found;
  }
  for (const name of ['journal', 'journaltitle', 'howpublished', 'number', 'volume', 'publisher']) {
    const id = IN_TEXT.exec(fields.get(name) ?? '')?.[1];
    if (id !== undefined) return id.replace(/v\d+$/i, '');
  }
  return undefined;
}

const ARXIV = /arxiv/i;

/** As in "arXiv preprint arXiv:1706.03762", "abs/1706.03762" and "arXiv:cs/0112017 [cs.CL]". */
const IN_TEXT =
  /(?:arxiv(?:\.org\/(?:abs|pdf)\/|:\s?| preprint )|^\s*abs\/)((?:\d{4}\.\d{4,5}|[a-z-]{2,20}(?:\.[a-z]{2})?\/\d{7})(?:v\d+)?)/i;
