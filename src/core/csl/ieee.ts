import { capitalFirst } from './casing';
import { type DateParts, type Fields, monthOf, ordinal, pageRange, yearOf } from './fields';
import { italic, joined, linked, quoted, tidied, wrapped } from './marks';
import { nameList, type NameStyle } from './names';
import type { NumericStyle } from './style';

const NAMES: NameStyle = { initials: true, and: 'and', particles: 'with' };
const AUTHORS: NameStyle = { ...NAMES, etAl: { min: 7, first: 1 }, italicEtAl: true };
const EDITORS: NameStyle = { ...NAMES, others: 'and others' };
const BOOKS = ['bill', 'book', 'graphic', 'legal_case', 'legislation', 'motion_picture', 'song'];

/** The IEEE's reference guide. */
export const IEEE: NumericStyle = {
  kind: 'numeric',
  entry: (item) => tidied(wrapped('', authors(item), ', ') + restOf(item).trim()),
};

function authors(item: Fields): string {
  for (const role of ['author', 'editor', 'translator']) {
    const names = item.names(role);
    const label =
      role === 'editor' ? (names.length > 1 ? 'Eds.' : 'Ed.') : role === 'translator' ? 'Trans.' : '';
    if (names.length > 0) return nameList(names, AUTHORS) + wrapped(', ', label);
  }
  return '';
}

/** How an entry goes on behind its authors: two sentences, or one. */
interface Form {
  readonly first: (item: Fields) => readonly string[];
  readonly second?: (item: Fields) => readonly string[];
}

const PERIODICAL: Form = {
  first: (item) => [
    title(item),
    italic(item.text('container-title')),
    locators(item),
    publisher(item),
    pages(item),
    date(item),
  ],
};

const FORMS: Readonly<Record<string, Form>> = {
  'article-journal': {
    first: (item) => [
      title(item),
      italic(item.text('container-title-short') || item.text('container-title')),
      locators(item),
      pages(item),
      date(item),
      status(item),
    ],
  },
  'paper-conference': {
    first: (item) => [title(item), event(item), date(item), locators(item), pages(item), status(item)],
  },
  speech: {
    first: (item) => [title(item), event(item), date(item), locators(item), pages(item), status(item)],
  },
  report: {
    first: (item) => [
      title(item),
      publisher(item),
      joined(' ', item.text('genre'), item.text('number')),
      date(item),
    ],
  },
  thesis: { first: (item) => [title(item), item.text('genre'), publisher(item), date(item)] },
  webpage: { first: (item) => [title(item), italic(item.text('container-title')), date(item)] },
  patent: { first: (item) => [title(item), item.text('number'), date(item)] },
  motion_picture: { first: (item) => [title(item), date(item)] },
  book: {
    first: (item) => [title(item), locators(item)],
    second: (item) => [publisher(item), date(item), pages(item)],
  },
  'article-magazine': PERIODICAL,
  manuscript: PERIODICAL,
  chapter: {
    first: (item) => [
      title(item),
      wrapped('in ', italic(item.text('container-title'))),
      locators(item),
      editors(item),
    ],
    second: (item) => [publisher(item), date(item), pages(item)],
  },
  other: {
    first: (item) => [title(item), italic(item.text('container-title')), locators(item)],
    second: (item) => [publisher(item), pages(item), date(item)],
  },
};

/** Types that are written as another. */
const LIKE: Readonly<Record<string, string>> = {
  'post-weblog': 'webpage',
  post: 'webpage',
  ...Object.fromEntries(
    ['bill', 'graphic', 'legal_case', 'legislation', 'song'].map((type) => [type, 'book']),
  ),
  ...Object.fromEntries(
    ['article-newspaper', 'broadcast', 'interview', 'map', 'personal_communication'].map((type) => [
      type,
      'manuscript',
    ]),
  ),
};

function restOf(item: Fields): string {
  const type = LIKE[item.type] ?? item.type;
  const { first, second } = FORMS[type] ?? FORMS['other'] ?? PERIODICAL;
  const behind = second === undefined ? '' : joined(', ', ...second(item));
  const isJournal = type === 'article-journal';
  const end = isJournal && item.has('DOI', 'URL') ? ',' : type === 'patent' ? '' : '.';
  const head = joined(', ', ...first(item));
  const glue = type === 'chapter' && editors(item) === '' ? ', ' : type === 'chapter' ? ' ' : '. ';
  return (behind === '' ? head : `${head}${glue}${behind}`) + end + access(item, type);
}

const title = (item: Fields): string =>
  item.is(...BOOKS) ? italic(item.text('title')) : quoted(item.text('title'));

const editors = (item: Fields): string => {
  const names = item.names('author').length === 0 ? [] : item.names('editor');
  return nameList(names, EDITORS) + (names.length === 0 ? '' : names.length > 1 ? ', Eds.' : ', Ed.');
};

function event(item: Fields): string {
  const container = item.text('container-title');
  const name =
    container === ''
      ? wrapped('presented at the ', item.text('event') || item.text('event-title'))
      : `in ${italic(container)}`;
  return joined(', ', name, item.text('event-place'));
}

function locators(item: Fields): string {
  return joined(
    ', ',
    edition(item),
    wrapped('vol. ', item.text('volume')),
    wrapped('', item.text('number-of-volumes'), ' vols.'),
    wrapped('no. ', pageRange(item.text('issue'), 'asWritten')),
  );
}

function edition(item: Fields): string {
  const text = item.text('edition');
  if (text === '' || !item.is(...BOOKS, 'chapter', 'paper-conference', 'report')) return '';
  return item.isNumber('edition') ? `${ordinal(text)} ed.` : `${capitalFirst(text)}.`;
}

const publisher = (item: Fields): string =>
  item.is(...BOOKS, 'chapter', 'paper-conference')
    ? joined(': ', item.text('publisher-place'), item.text('publisher'))
    : joined(', ', item.text('publisher'), item.text('publisher-place'));

function pages(item: Fields): string {
  if (item.is('article-journal') && item.has('number')) return `Art. no. ${item.text('number')}`;
  const text = pageRange(item.text('page'), 'asWritten');
  return wrapped(/[–,&]/.test(text) ? 'pp. ' : 'p. ', text);
}

const status = (item: Fields): string =>
  item.has('page', 'issue', 'volume') ? '' : capitalFirst(item.text('status'));

const YEAR_ONLY = ['bill', 'book', 'chapter', 'graphic', 'legal_case', 'legislation', 'song', 'thesis'];

function date(item: Fields): string {
  const issued = item.date('issued');
  if (issued === undefined) return item.literalDate('issued');
  if (item.is(...YEAR_ONLY)) return yearOf(issued);
  if (item.is('article-journal', 'report', 'paper-conference'))
    return joined(' ', monthOf(issued, 'short'), yearOf(issued));
  return dayOf(issued);
}

/** "Jan. 02, 2023" as far as known. */
const dayOf = (date: DateParts | undefined): string => {
  const day = date?.day === undefined ? '' : `${String(date.day).padStart(2, '0')},`;
  const month = monthOf(date, 'short');
  return month === '' ? yearOf(date) : joined(' ', month, day, yearOf(date));
};

function access(item: Fields, type: string): string {
  const url = linked(item.address('URL'));
  const seen = dayOf(item.date('accessed'));
  if (type === 'webpage') return url === '' ? '' : ` ${url}${wrapped(' (accessed ', seen, ').')}`;
  const doi = item.address('DOI').replace(/^(?:https?:\/\/(?:dx\.)?doi\.org\/|doi:\s*)/i, '');
  if (doi !== '') return ` doi: ${linked(`https://doi.org/${doi}`, doi)}.`;
  if (url === '') return '';
  const medium = capitalFirst(item.text('medium'));
  const known = seen === '' && medium === '' ? '' : ` [${medium === '' ? 'Online' : medium}].`;
  return `${wrapped(' Accessed: ', seen, '.')}${known} Available: ${url}`;
}
