import { biblatexDate, bibtexYear } from './bibDates';
import { type Sources, braced, entryText, firstOf, namesOf, pagesOf } from './bibFields';
import { bibtexMarkup, bibtexText, bibtexTitle, bibtexVerbatim, bibtexWhole } from './bibtexText';
import { isEnglish } from './language';
import type { CslItem, Paper } from './paper';

/** An entry type with the fields it has beside those of every entry. */
interface Form {
  readonly type: string;
  readonly fields?: Readonly<Record<string, Sources>>;
}

const VENUE: Sources = ['container-title', 'event-title'];
const KIND: Readonly<Record<string, Sources>> = { type: ['genre'] };
const ARTICLE: Form = {
  type: 'article',
  fields: { journal: ['container-title', 'container-title-short'], number: ['issue'] },
};
/** Where it has no other place, it was published by a way rather than a house. */
const MISC: Form = {
  type: 'misc',
  fields: { howpublished: [...VENUE, 'publisher'], number: ['number', 'issue', 'collection-number'] },
};
/** Its archive is named by `archivePrefix`. */
const PREPRINT: Form = { type: 'misc', fields: { publisher: [], note: ['note'] } };
const IN_BOOK: Form = { type: 'incollection', fields: { booktitle: VENUE, ...KIND } };

/** By CSL type. What is not among these becomes `misc`. */
const FORMS: ReadonlyMap<string, Form> = new Map([
  ['article-journal', ARTICLE],
  ['article-magazine', ARTICLE],
  ['article-newspaper', ARTICLE],
  ['review', ARTICLE],
  ['review-book', ARTICLE],
  ['paper-conference', { type: 'inproceedings', fields: { booktitle: VENUE } }],
  ['chapter', IN_BOOK],
  ['entry', IN_BOOK],
  ['entry-dictionary', IN_BOOK],
  ['entry-encyclopedia', IN_BOOK],
  ['book', { type: 'book' }],
  ['pamphlet', { type: 'booklet', fields: { howpublished: ['publisher'], publisher: [] } }],
  [
    'report',
    {
      type: 'techreport',
      fields: { institution: ['publisher'], publisher: [], number: ['number'], ...KIND },
    },
  ],
  ['thesis', { type: 'phdthesis', fields: { school: ['publisher'], publisher: [], ...KIND } }],
  [
    'manuscript',
    {
      type: 'unpublished',
      fields: { howpublished: ['publisher'], publisher: [], note: ['note', 'genre', 'status'] },
    },
  ],
  // Standard styles take it for `misc`, others know it.
  ['patent', { type: 'patent', fields: { number: ['number'] } }],
]);

/** The fields in the order in which they are written. */
const ORDER =
  'author editor title journal booktitle series edition type school institution howpublished volume number chapter version pages publisher address year month day isbn issn doi eprint archivePrefix url urldate note'.split(
    ' ',
  );

/** Fields that hold plain text, as most entry types have them. */
const PLAIN: Readonly<Record<string, Sources>> = {
  series: ['collection-title'],
  edition: ['edition'],
  volume: ['volume'],
  number: ['issue', 'collection-number'],
  chapter: ['chapter-number'],
  version: ['version'],
  publisher: ['publisher'],
  address: ['publisher-place'],
  isbn: ['ISBN'],
  issn: ['ISSN'],
  note: ['note', 'status'],
};

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');

/** What an entry says of a paper. */
export type EntryFacts = Pick<Paper, 'citekey' | 'item' | 'year' | 'arxiv' | 'doi'>;

/**
 * A paper as a BibTeX entry under its citation key: text as UTF-8 with LaTeX's special characters escaped, without
 * abstract, ended by a line break. Equal papers make equal entries.
 */
export function bibtexEntry({ citekey, item, year, arxiv, doi }: EntryFacts): string {
  const form = formOf(item, arxiv !== undefined);
  const dated = bibtexYear(item.issued, year);
  // Those of a range belong to its first year alone.
  const [, month = 0, day = 0] = /^-?\d+$/.test(dated) ? (item.issued?.['date-parts']?.[0] ?? []) : [];
  const isWhole = !isEnglish(item);
  const fields = new Map<string, string | undefined>([
    ['author', namesOf(item.author)],
    ['editor', namesOf(item['editor'])],
    ['title', braced(isWhole ? bibtexWhole(item.title) : bibtexTitle(item.title))],
    ...Object.entries({ ...PLAIN, ...form.fields }).map(
      ([name, sources]) => [name, braced(valueOf(name, firstOf(item, sources), isWhole))] as const,
    ),
    ['pages', pagesOf(item)],
    ['year', braced(bibtexText(dated))],
    ['month', MONTHS[month - 1]],
    ['day', MONTHS[month - 1] && day >= 1 && day <= 31 ? braced(String(day)) : undefined],
    ['doi', braced(bibtexVerbatim(doi ?? ''))],
    ['eprint', braced(bibtexVerbatim(arxiv ?? ''))],
    ['archivePrefix', arxiv === undefined ? undefined : '{arXiv}'],
    ['url', braced(bibtexVerbatim(item.URL ?? ''))],
    ['urldate', biblatexDate(item['accessed'])],
  ]);
  if (fields.get('publisher') === fields.get('howpublished')) fields.delete('publisher');
  if (USUAL_KINDS.test(firstOf(item, ['genre']))) fields.delete('type');
  return entryText(form.type, citekey, ORDER, fields);
}

/** Theses that are printed as those of masters: their titles are no titles of books. */
const LESSER = /master|magister|diplom|bachelor/i;

/** What BibTeX calls theses and reports by itself. */
const USUAL_KINDS = /^(?:ph\.?d\.? thesis|master['’]s thesis|technical report)$/i;
/** Some programs change the case of books and series, too. */
function valueOf(name: string, value: string, isWhole: boolean): string {
  if (name === 'booktitle' || name === 'series') return isWhole ? bibtexWhole(value) : bibtexMarkup(value);
  return name === 'journal' || name === 'howpublished' ? bibtexMarkup(value) : bibtexText(value);
}

function formOf(item: CslItem, inArxiv: boolean): Form {
  const form = FORMS.get(item.type ?? '');
  // A part of a book that is called by the title of that.
  if (form?.type === 'incollection' && firstOf(item, VENUE) === '') return { ...form, type: 'inbook' };
  if (form?.type === 'phdthesis' && LESSER.test(firstOf(item, ['genre'])))
    return { ...form, type: 'mastersthesis' };
  // Some programs call everything in a journal an "article", which in CSL is a preprint.
  const printed = item.type === 'article' && firstOf(item, VENUE) !== '';
  return form ?? (printed ? ARTICLE : inArxiv ? PREPRINT : MISC);
}
