import { arxivIdOf } from '../cslJson';
import { addLate } from '../lateText';
import { OTHERS } from '../others';
import type { CslDate, CslItem } from '../paper';
import { readDate, readYear } from './dates';
import type { EntryFields } from './entryFields';
import { type Form, GENRES, LANGUAGES, STATES, TYPES } from './entryTypes';
import type { FieldName, TITLED } from './fieldNames';
import { latexMarkup, latexText } from './latexText';
import { latexVerbatim } from './latexVerbatim';
import { readNames } from './names';
import { ownText } from './ownText';
import type { Slip } from './rawEntry';

type Names = readonly FieldName[];

/** Adds to an item what the first of some fields says. */
interface Simple {
  readonly csl: string;
  readonly names: Names;
  readonly add: (item: Item, csl: string, source: string, slips: Slip[]) => void;
}

type Item = Record<string, unknown>;

/** By field how it is taken, where that needs no look at the type or at other fields. */
const SIMPLE: ReadonlyMap<FieldName, Simple> = new Map(
  [
    ...simple(
      (item, csl, source) => add(item, csl, latexMarkup(source)),
      [
        ['collection-title', ['series']],
        ['event-title', ['eventtitle']],
        ['title-short', ['shorttitle']],
        ['container-title-short', ['shortjournal']],
        ['original-title', ['origtitle']],
      ],
    ),
    ...simple(
      (item, csl, source) => add(item, csl, latexText(source)),
      [
        ['volume', ['volume']],
        ['number-of-volumes', ['volumes']],
        ['number-of-pages', ['pagetotal']],
        ['chapter-number', ['chapter']],
        ['edition', ['edition']],
        ['version', ['version']],
        ['publisher-place', ['address', 'location']],
        ['event-place', ['venue']],
        ['keyword', ['keywords']],
        ['call-number', ['library']],
      ],
    ),
    ...simple(
      (item, csl, source) => add(item, csl, latexVerbatim(source)),
      [
        ['ISBN', ['isbn']],
        ['ISSN', ['issn']],
        ['PMID', ['pmid']],
        ['PMCID', ['pmcid']],
      ],
    ),
    ...simple(addNames, [
      ['author', ['author']],
      ['editor', ['editor']],
      ['translator', ['translator']],
      ['container-author', ['bookauthor']],
      ['director', ['director']],
    ]),
    ...simple(addDate, [
      ['accessed', ['urldate']],
      ['event-date', ['eventdate']],
      ['original-date', ['origdate']],
    ]),
    ...simple(addLong, [['abstract', ['abstract']]]),
    ...simple(addLong, [['annote', ['annotation', 'annote']]]),
  ].flatMap((one) => one.names.map((name) => [name, one] as const)),
);

function simple(add: Simple['add'], fields: readonly (readonly [csl: string, names: Names])[]): Simple[] {
  return fields.map(([csl, names]) => ({ csl, names, add }));
}

/** An entry as a CSL item; nothing for one without any title. What looks like a slip is added to those that are known. */
export function entryItem(
  key: string,
  type: string,
  fields: EntryFields,
  slips: Slip[],
): CslItem | undefined {
  const form = TYPES.get(type) ?? { type: 'document' };
  const title = titleOf(fields);
  if (title === '') return undefined;
  const item: Item = { id: key, type: cslType(form.type, fields), title };
  const issued = issuedOf(fields);
  if (issued) item['issued'] = issued;
  if (issued?.literal !== undefined && ODD_YEAR.test(issued.literal))
    slips.push({
      code: 'oddYear',
      text: issued.literal,
      field: fields.text('year') === '' ? 'date' : 'year',
    });
  for (const field of fields.names()) {
    const how = SIMPLE.get(field);
    if (how && !Object.hasOwn(item, how.csl)) how.add(item, how.csl, fields.firstOf(how.names), slips);
  }
  if (type === 'patent' && item['author'] === undefined)
    addNames(item, 'author', fields.raw('holder'), slips);
  addContainer(item, fields, form.within);
  add(item, 'publisher', publisherOf(fields));
  add(item, 'page', pagesOf(fields.firstOf(['pages', 'eid'])));
  addNumber(item, form.number ?? 'number', fields);
  add(item, 'genre', genreOf(fields, form.genre));
  add(item, 'note', joined([fields.raw('note'), fields.raw('addendum')], '.'));
  add(item, 'language', languageOf(fields.firstOf(['langid', 'language', 'hyphenation'])));
  add(item, 'status', named(STATES, fields.text('pubstate')));
  addAddresses(item, fields);
  if (item['archive'] === 'arXiv' && item['type'] === 'document') item['type'] = 'article';
  return item as CslItem;
}

function add(item: Item, field: string, text: string): void {
  if (text !== '') item[field] = text;
}

/** Texts of fields, one after the other; a sign is between them unless there is one already. */
const joined = (sources: readonly string[], sign: string): string =>
  sources
    .map(latexText)
    .filter((text) => text !== '')
    .reduce((whole, text) => (whole === '' ? text : `${whole}${ENDED.test(whole) ? '' : sign} ${text}`), '');

/** A year has four digits. */
const ODD_YEAR = /^\d+$/;

const ENDED = /[?!:.,;](?:<\/\w{1,4}>)*$/;

const named = (names: ReadonlyMap<string, string>, text: string): string =>
  names.get(text.toLowerCase()) ?? text;

/** Title, subtitle and what is added to it. An entry that only says what it is part of is called by that. */
function titleOf(fields: EntryFields): string {
  for (const name of ['', 'book', 'main', 'issue', 'event'] as const) {
    const title = titleWith(fields, name);
    if (title !== '') return title;
  }
  return fields.markup('shorttitle');
}

function titleWith(fields: EntryFields, of: (typeof TITLED)[number]): string {
  const title = fields.markup(`${of}title`);
  if (title === '') return '';
  const sub = fields.markup(`${of}subtitle`);
  const addon = fields.markup(`${of}titleaddon`);
  const whole = sub === '' ? title : `${title}${ENDED.test(title) ? '' : ':'} ${sub}`;
  return addon === '' ? whole : `${whole}${ENDED.test(whole) ? '' : '.'} ${addon}`;
}

/**
 * In what it stands: anything may name a journal, but a book has the title of its own book as well, for its parts. What is
 * in a volume of a larger work is in that; the volume itself keeps its own title, or all volumes would be called alike.
 */
function addContainer(item: Item, fields: EntryFields, within: Form['within']): void {
  const book = within === undefined ? '' : titleWith(fields, 'book');
  const main = titleWith(fields, 'main');
  const journal = titleWith(fields, 'journal') || fields.markup('journal');
  const container = within === 'book' ? main || book || journal : journal || book || main;
  if (container !== item['title']) add(item, 'container-title', container);
  if (container === main && book !== main) add(item, 'volume-title', book);
}

function publisherOf(fields: EntryFields): string {
  const names = ['school', 'institution', 'organization', 'howpublished', 'publisher'] as const;
  const isLink = isAddress(fields.verbatim('howpublished'));
  const given = names.filter((name) => fields.has(name) && !(isLink && name === 'howpublished'));
  return given.length === 0
    ? ''
    : joined(
        given.map((name) => fields.raw(name)),
        ';',
      );
}

const isAddress = (text: string): boolean => /^https?:\/\/\S+$/.test(text);

function cslType(type: string, fields: EntryFields): string {
  if (type === 'manuscript' && (fields.has('eventtitle') || fields.has('eventdate') || fields.has('venue')))
    return 'speech';
  if (type !== 'article-journal') return type;
  const kind = fields.raw('entrysubtype').toLowerCase();
  return kind === 'magazine' || kind === 'newspaper' ? `article-${kind}` : type;
}

/** Ranges with a simple hyphen, as CSL has them. */
const pagesOf = (source: string): string => latexText(source).replace(/ ?[-–—]+ ?/g, '-');

function addNumber(item: Item, number: string, fields: EntryFields): void {
  if (number === 'issue') add(item, 'issue', joined([fields.raw('number'), fields.raw('issue')], ','));
  else add(item, number, fields.text('number'));
}

function genreOf(fields: EntryFields, usual: string | undefined): string {
  const text = fields.text('type');
  return text === '' ? (usual ?? '') : named(GENRES, text);
}

const languageOf = (source: string): string => named(LANGUAGES, latexText(source));

function addNames(item: Item, csl: string, source: string, slips: Slip[]): void {
  if (source === '') return;
  const { names, others, crowded } = readNames(source);
  if (crowded !== undefined) slips.push({ code: 'crowdedName', text: crowded });
  if (names.length === 0) return;
  item[csl] = others ? [...names, OTHERS] : names;
}

/** A longer text is left as it is written: decoding it would take too long. */
const LONGEST_DECODED = 1 << 16;

function addLong(item: Item, csl: string, source: string): void {
  if (csl === 'abstract' || csl === 'annote') addLate(item, csl, source, longText);
}

const longText = (source: string): string =>
  ownText(source.length > LONGEST_DECODED ? source.trim() : latexText(source));

function addDate(item: Item, csl: string, source: string): void {
  const date = readDate(source);
  if (date?.['date-parts']) item[csl] = date;
}

function issuedOf(fields: EntryFields): CslDate | undefined {
  const read = fields.has('date') ? readDate(fields.raw('date')) : undefined;
  if (read?.['date-parts']) return read;
  const year = fields.text('year');
  if (year === '') return read && readYear(fields.raw('date'), '', '');
  return readYear(year, fields.raw('month'), fields.raw('day'));
}

/** Where it can be had: DOI, address, and the archive that it lies in. */
function addAddresses(item: Item, fields: EntryFields): void {
  add(item, 'DOI', fields.verbatim('doi').replace(/^(?:https?:\/\/(?:dx\.)?doi\.org\/|doi:\s*)/i, ''));
  const published = fields.verbatim('howpublished');
  add(item, 'URL', fields.verbatim('url') || (isAddress(published) ? published : ''));
  const eprint = fields.verbatim('eprint');
  const archive = latexVerbatim(fields.firstOf(['archiveprefix', 'eprinttype']));
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
function arxivOf(item: Item, fields: EntryFields, eprint: string, archive: string): string | undefined {
  const isElsewhere = archive !== '' && !/^arxiv$/i.test(archive);
  const known = isElsewhere ? '' : eprint.replace(/^arxiv:\s*/i, '');
  const given = known || latexVerbatim(fields.firstOf(['arxivid', 'arxiv']));
  const fromField = given === '' ? undefined : arxivIdOf({ title: '', eprint: given, eprinttype: 'arXiv' });
  if (fromField !== undefined) return fromField;
  for (const name of ['DOI', 'URL', 'note']) {
    const place = item[name];
    const found =
      typeof place === 'string' && ARXIV.test(place) ? arxivIdOf({ title: '', [name]: place }) : undefined;
    if (found !== undefined) return found;
  }
  for (const name of ['journal', 'journaltitle', 'howpublished', 'number', 'volume', 'publisher'] as const) {
    const id = fields.has(name) ? IN_TEXT.exec(fields.raw(name))?.[1] : undefined;
    if (id !== undefined) return id.replace(/v\d+$/i, '');
  }
  return undefined;
}

const ARXIV = /arxiv/i;

/** As in "arXiv preprint arXiv:1706.03762", "abs/1706.03762" and "arXiv:cs/0112017 [cs.CL]". */
const IN_TEXT =
  /(?:arxiv(?:\.org\/(?:abs|pdf)\/|:\s?| preprint )|^\s*abs\/)((?:\d{4}\.\d{4,5}|[a-z-]{2,20}(?:\.[a-z]{2})?\/\d{7})(?:v\d+)?)/i;
