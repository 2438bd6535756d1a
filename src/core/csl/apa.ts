import { capitalFirst } from './casing';
import { addressOf, sortDate } from './chicago';
import { labelled } from './cite';
import { type Fields, fullDate, monthOf, ordinal, pageRange, yearOf } from './fields';
import { italic, joined, quoted, tidied, unmarked, wrapped } from './marks';
import { nameList, sortedBy, type NameStyle } from './names';
import type { AuthorDateStyle } from './style';

const PERIODICALS = [
  'article-journal',
  'article-magazine',
  'article-newspaper',
  'post-weblog',
  'review',
  'review-book',
];
const PAGES = ['post', 'webpage'];
const DATED = [
  'broadcast',
  'interview',
  'motion_picture',
  'pamphlet',
  'personal_communication',
  'song',
  'speech',
  'article-magazine',
  'article-newspaper',
  'post-weblog',
  ...PAGES,
];
/** Whether somebody edited it beside its authors; editors without these stand in their place. */
const isEdited = (item: Fields): boolean =>
  item.has('collection-editor', 'editorial-director') ||
  (item.has('editor') && item.names('author').length > 0);

/** Whether it appeared in something that is printed. */
const isPublished = (item: Fields): boolean => isEdited(item) || item.has('issue', 'page', 'volume');

const AUTHORS: NameStyle = {
  inverted: 'all',
  initials: true,
  and: '&',
  commaAlways: true,
  etAl: { min: 21, first: 19, last: true },
  particles: 'with',
};
const OTHERS: NameStyle = { initials: true, and: '&', particles: 'with' };
const CITED: NameStyle = { short: true, and: '&', etAl: { min: 3, first: 1 }, particles: 'with' };

/** The American Psychological Association's manual (7th edition). */
export const APA: AuthorDateStyle = {
  kind: 'author-date',
  cited: (item, detail) => {
    const names = item.names('author').length > 0 ? item.names('author') : item.names('editor');
    return names.length > 0 ? nameList(names, CITED, detail) : titleInText(item);
  },
  citedDate: (item, suffix) =>
    joined(
      '/',
      yearOf(item.date('original-date')),
      dateOf(item) + (suffix !== '' && !item.has('issued') ? `-${suffix}` : suffix),
    ),
  yearGap: () => ', ',
  locator: (locator) =>
    locator.label === 'chapter' ? capitalFirst(labelled(locator, 'long')) : labelled(locator),
  detail: 'initials',
  sortsCitations: true,
  replacesRepeated: undefined,
  authors: (item) => authorsOf(item),
  sortKey: (item) => [...keysOf(item, AUTHORS), item.text('title')],
  citedKey: (item) => keysOf(item, { ...AUTHORS, etAl: { min: 3, first: 1 } }),
  entry: (item, suffix, authors) => entry(item, suffix, authors),
};

/** Authors, then what has no date, what has one, and what is to appear. */
function keysOf(item: Fields, style: NameStyle): string[] {
  const names = item.names('author').length > 0 ? item.names('author') : item.names('editor');
  const group = item.has('issued') ? '1' : item.has('status') ? '2' : '0';
  return [sortedBy(names, style) || item.text('title'), group, sortDate(item)];
}

function authorsOf(item: Fields): string {
  const authors = nameList(item.names('author'), AUTHORS);
  if (authors !== '') return authors;
  const editors = item.names('editor');
  return wrapped('', nameList(editors, AUTHORS), editors.length > 1 ? ' (Eds.)' : ' (Ed.)');
}

const dateOf = (item: Fields): string =>
  wrapped(item.isAbout('issued') ? 'ca. ' : '', yearOf(item.date('issued'))) ||
  item.literalDate('issued') ||
  item.text('status').toLowerCase() ||
  'n.d.';

function titleInText(item: Fields): string {
  const title = item.headline('title-short', 'title');
  return !item.is(...PAGES) && item.has('container-title') ? quoted(title) : italic(title);
}

function entry(item: Fields, suffix: string, authors: string): string {
  const titles = joined(' ', title(item), parenthetical(item));
  const described = joined(' ', titles, wrapped('[', bracketed(item), ']'));
  const dated = `(${dateInList(item, suffix)})`;
  const head =
    authors === '' ? [titles, dated, wrapped('[', bracketed(item), ']')] : [authors, dated, described];
  const body = joined('. ', ...head, container(item), event(item), publisher(item));
  const seen = item.has('issued', 'status')
    ? ''
    : wrapped('Retrieved ', fullDate(item.date('accessed')), ', from');
  const address = joined(' ', item.has('DOI') || !item.has('URL') ? '' : seen, addressOf(item));
  return tidied(
    joined(
      ' ',
      `${body}.`,
      address,
      wrapped('(Original work published ', yearOf(item.date('original-date')), ')'),
    ),
  );
}

function dateInList(item: Fields, suffix: string): string {
  const year = dateOf(item) + (suffix !== '' && !item.has('issued') ? `-${suffix}` : suffix);
  const presented = item.is('paper-conference') && !isPublished(item);
  const date = item.date('issued');
  if (!presented && !item.is(...DATED)) return year;
  return joined(
    ', ',
    year,
    joined(' ', monthOf(date), monthOf(date) === '' || date?.day === undefined ? '' : String(date.day)),
  );
}

function title(item: Fields): string {
  const text = item.text('title');
  return !item.is(...PAGES) && item.has('container-title') ? text : italic(text);
}

/** What stands in parentheses behind the title of what stands for itself. */
function parenthetical(item: Fields): string {
  if (item.has('container-title') && !item.is(...PAGES)) return wrapped('(', translators(item), ')');
  const editors =
    item.is(...PERIODICALS) || item.names('author').length === 0 ? '' : roleOf(item, 'editor', 'Ed.', 'Eds.');
  return wrapped(
    '(',
    joined('; ', editors, translators(item), location(item), number(item), parts(item)),
    ')',
  );
}

const translators = (item: Fields): string => roleOf(item, 'translator', 'Trans.', 'Trans.');

const roleOf = (item: Fields, role: string, one: string, several: string): string => {
  const names = item.names(role);
  return wrapped('', nameList(names, OTHERS), `, ${names.length > 1 ? several : one}`);
};

const location = (item: Fields): string => (item.has('archive-place') ? '' : item.text('archive_location'));

function number(item: Fields): string {
  const text = item.text('number');
  if (text === '') return '';
  const published = item.is('thesis') && item.has('archive', 'DOI', 'URL') ? item.text('publisher') : '';
  return joined(
    ', ',
    joined(' ', item.headline('genre'), item.isNumber('number') ? `No. ${text}` : text),
    published,
  );
}

/** Version, edition, volume and pages of a book or of something like one. */
function parts(item: Fields): string {
  const isLoose = item.is('paper-conference') && !isEdited(item);
  if (isLoose || item.is(...PERIODICALS, ...PAGES, 'broadcast', 'interview', 'patent', 'speech')) return '';
  const version = item.text('version');
  const edition = item.text('edition');
  const page = pageRange(item.text('page'), 'expanded');
  const issue = item.text('issue');
  return joined(
    ', ',
    item.isNumber('version') || /^\d[\d.]*$/.test(unmarked(version)) ? `Version ${version}` : version,
    item.isNumber('edition') ? `${ordinal(edition)} ed.` : edition,
    item.is('report') ? joined(' ', item.headline('collection-title'), item.text('collection-number')) : '',
    item.has('volume')
      ? item.isNumber('volume')
        ? `Vol. ${item.text('volume')}`
        : ''
      : wrapped('Vols. 1–', item.text('number-of-volumes')),
    wrapped('Issue ', issue),
    wrapped(/[–,&]/.test(page) ? 'pp. ' : 'p. ', page),
  );
}

/** What kind of thing it is. */
function kind(item: Fields): string {
  const genre = item.has('number') ? '' : capitalFirst(item.text('genre'));
  const medium = capitalFirst(item.text('medium'));
  if (item.has('genre', 'medium')) return joined('; ', genre, medium);
  return item.is('dataset') ? 'Data set' : item.is('book') && item.has('version') ? 'Computer software' : '';
}

function bracketed(item: Fields): string {
  if (item.is('thesis')) {
    const where = item.has('archive', 'DOI', 'URL') ? item.text('publisher') : '';
    const genre = item.has('number') ? '' : joined(', ', capitalFirst(item.text('genre')), where);
    return joined('; ', genre, capitalFirst(item.text('medium')));
  }
  if (!item.has('container-title')) return kind(item);
  if (item.is('paper-conference', 'speech')) return isPublished(item) ? kind(item) : '';
  return item.is('report') ? '' : kind(item);
}

function container(item: Fields): string {
  if (item.is(...PAGES)) return '';
  const isPeriodical =
    item.is(...PERIODICALS) ||
    (item.is('paper-conference') && !isEdited(item) && !item.has('container-author'));
  return isPeriodical ? periodical(item) : book(item);
}

function periodical(item: Fields): string {
  const issue = item.text('issue');
  const volume = item.text('volume');
  const numbers = volume === '' ? italic(issue) : italic(volume) + wrapped('(', issue, ')');
  const pages = item.has('number')
    ? `Article ${item.text('number')}`
    : pageRange(item.text('page'), 'expanded');
  const status =
    item.has('issued') && !item.has('issue', 'page', 'volume') ? capitalFirst(item.text('status')) : '';
  return joined('. ', joined(', ', italic(item.headline('container-title')), numbers, pages), status);
}

function book(item: Fields): string {
  const title = item.text('container-title');
  if (title === '') return '';
  const editors = item.names('author').length === 0 ? [] : item.names('editor');
  const by = wrapped('', nameList(editors, OTHERS), editors.length > 1 ? ' (Eds.)' : ' (Ed.)');
  const behind = wrapped('(', joined('; ', location(item), number(item), parts(item)), ')');
  const isUnpublished = item.is('paper-conference', 'speech') && !isPublished(item);
  const what = isUnpublished || item.is('report') ? wrapped('[', kind(item), ']') : '';
  return joined(' ', 'In', joined(', ', by, italic(title)), behind, what);
}

const event = (item: Fields): string => {
  const name = item.text('event-title') || item.text('event');
  if (name === '' || isPublished(item)) return '';
  return joined(', ', name, item.text('event-place'));
};

function publisher(item: Fields): string {
  const archive = joined(
    ', ',
    item.has('archive-place') ? item.text('archive_location') : '',
    item.text('archive'),
    item.text('archive-place'),
  );
  return joined('; ', publisherOf(item), archive);
}

function publisherOf(item: Fields): string {
  const text = item.text('publisher');
  if (item.is('thesis')) return item.has('archive', 'DOI', 'URL') ? '' : text;
  if (item.is(...PAGES)) return joined('; ', item.headline('container-title'), text);
  if (item.is('paper-conference')) return isEdited(item) ? text : '';
  return item.is('article-journal', 'article-magazine', 'article-newspaper', 'post-weblog') ? '' : text;
}
