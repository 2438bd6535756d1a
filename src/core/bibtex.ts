import { type Sources, braced, entryText, firstOf, namesOf, pagesOf } from './bibFields';
import { bibtexText, bibtexTitle, bibtexVerbatim } from './bibtexText';
import type { CslItem, Paper } from './paper';

/** An entry type with the fields it has beside those of every entry. */
interface Form {
  readonly type: string;
  readonly fields?: Readonly<Record<string, Sources>>;
}

const VENUE: Sources = ['container-title', 'event-title'];
const ARTICLE: Form = {
  type: 'article',
  fields: { journal: ['container-title', 'container-title-short'], number: ['issue'] },
};
const MISC: Form = { type: 'misc', fields: { howpublished: ['container-title'] } };
/** Its archive is named by `archivePrefix`. */
const PREPRINT: Form = { type: 'misc', fields: { publisher: [] } };
const IN_BOOK: Form = { type: 'incollection', fields: { booktitle: VENUE } };

/** By CSL type. What is not among these becomes `misc`. */
const FORMS: ReadonlyMap<string, Form> = new Map([
  ['article-journal', ARTICLE],
  ['article-magazine', ARTICLE],
  ['article-newspaper', ARTICLE],
  ['review', ARTICLE],
  ['paper-conference', { type: 'inproceedings', fields: { booktitle: VENUE } }],
  ['chapter', IN_BOOK],
  ['entry-dictionary', IN_BOOK],
  ['entry-encyclopedia', IN_BOOK],
  ['book', { type: 'book' }],
  [
    'report',
    { type: 'techreport', fields: { institution: ['publisher'], publisher: [], number: ['number'] } },
  ],
  ['thesis', { type: 'phdthesis', fields: { school: ['publisher'], publisher: [] } }],
]);

/** The fields in the order in which they are written. */
const ORDER =
  'author editor title journal booktitle series edition school institution howpublished volume number pages publisher address year month doi eprint archivePrefix url'.split(
    ' ',
  );

/** Fields that hold plain text, as most entry types have them. */
const PLAIN: Readonly<Record<string, Sources>> = {
  series: ['collection-title'],
  edition: ['edition'],
  volume: ['volume'],
  number: ['issue'],
  publisher: ['publisher'],
  address: ['publisher-place'],
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
  const fields = new Map<string, string | undefined>([
    ['author', namesOf(item.author)],
    ['editor', namesOf(item['editor'])],
    ['title', braced(bibtexTitle(item.title))],
    ...Object.entries({ ...PLAIN, ...form.fields }).map(
      ([name, sources]) => [name, braced(bibtexText(firstOf(item, sources)))] as const,
    ),
    ['pages', pagesOf(item)],
    ['year', year === undefined ? undefined : braced(String(year))],
    ['month', MONTHS[(item.issued?.['date-parts']?.[0]?.[1] ?? 0) - 1]],
    ['doi', braced(bibtexVerbatim(doi ?? ''))],
    ['eprint', braced(bibtexVerbatim(arxiv ?? ''))],
    ['archivePrefix', arxiv === undefined ? undefined : '{arXiv}'],
    ['url', braced(bibtexVerbatim(item.URL ?? ''))],
  ]);
  return entryText(form.type, citekey, ORDER, fields);
}

function formOf(item: CslItem, inArxiv: boolean): Form {
  const form = FORMS.get(item.type ?? '');
  if (form?.type === 'phdthesis' && /master/i.test(firstOf(item, ['genre'])))
    return { ...form, type: 'mastersthesis' };
  // Some programs call everything in a journal an "article", which in CSL is a preprint.
  const printed = item.type === 'article' && firstOf(item, VENUE) !== '';
  return form ?? (printed ? ARTICLE : inArxiv ? PREPRINT : MISC);
}
