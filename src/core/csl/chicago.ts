import type { Locator } from '../citation/model';
import { capitalFirst } from './casing';
import { labelled } from './cite';
import { type Fields, fullDate, monthOf, ordinal, pageRange, yearOf } from './fields';
import { italic, joined, linked, markedText, quoted, tidied, wrapped } from './marks';
import { nameList, sortedBy, type NameStyle } from './names';
import type { AuthorDateStyle } from './style';

const IN_BOOK = ['chapter', 'entry-dictionary', 'entry-encyclopedia', 'paper-conference'];
const BOOKS = ['bill', 'book', 'graphic', 'legislation', 'motion_picture', 'song'];
const WITHOUT_ARCHIVE = [
  'article-journal',
  'bill',
  'book',
  'chapter',
  'legal_case',
  'legislation',
  'motion_picture',
  'paper-conference',
];

const AUTHORS: NameStyle = {
  inverted: 'first',
  and: 'and',
  commaAlways: true,
  etAl: { min: 11, first: 7 },
  particles: 'behind',
};
const OTHERS: NameStyle = { and: 'and', etAl: { min: 11, first: 7 }, particles: 'behind' };
const CITED: NameStyle = { short: true, and: 'and', etAl: { min: 4, first: 1 }, particles: 'behind' };

const ROLES = [
  ['author', '', ''],
  ['editor', 'ed.', 'eds.'],
  ['translator', 'trans.', 'trans.'],
] as const;

/** The Chicago Manual of Style's author–date system (17th edition). */
export const CHICAGO: AuthorDateStyle = {
  kind: 'author-date',
  cited: (item, detail) => {
    const [role] = ROLES.find(([name]) => item.names(name).length > 0) ?? [];
    return role === undefined
      ? periodicalOf(item) || titleOf(item)
      : nameList(item.names(role), CITED, detail);
  },
  citedDate: (item, suffix) => dateOf(item) + suffix,
  yearGap: (item) => (item.has('issued', 'accessed') ? ' ' : ', '),
  locator: locatorOf,
  detail: 'full',
  sortsCitations: false,
  replacesRepeated: '———',
  authors: (item) => authorsOf(item),
  sortKey: (item) => [
    nameSortKey(item) || periodicalOf(item) || item.text('title'),
    sortDate(item),
    item.text('title'),
  ],
  citedKey: () => [],
  entry: (item, suffix, authors) => entry(item, suffix, authors),
};

/** Pages stand alone; those of a volume have its number. */
function locatorOf(locator: Locator, item: Fields): string {
  const volume = item.is(...BOOKS, 'report') ? item.text('volume') : '';
  if (locator.label === 'page')
    return wrapped('', volume, ':') + pageRange(markedText(locator.value), 'chicago');
  return joined(', ', wrapped('vol. ', volume), labelled(locator));
}

const nameSortKey = (item: Fields): string => {
  const [role] = ROLES.find(([name]) => item.names(name).length > 0) ?? [];
  return role === undefined ? '' : sortedBy(item.names(role), AUTHORS);
};

export function sortDate(item: Fields): string {
  const date = item.date('issued');
  const two = (part: number | undefined): string => String(part ?? 0).padStart(2, '0');
  return date === undefined ? '' : `${String(date.year).padStart(4, '0')}${two(date.month)}${two(date.day)}`;
}

function authorsOf(item: Fields): string {
  for (const [role, one, several] of ROLES) {
    const names = item.names(role);
    if (names.length > 0) return nameList(names, AUTHORS) + wrapped(', ', names.length > 1 ? several : one);
  }
  return periodicalOf(item);
}

/** What stands for the authors of what papers and magazines print without. */
const periodicalOf = (item: Fields): string =>
  item.is('article-magazine', 'article-newspaper', 'review', 'review-book')
    ? italic(item.headline('container-title'))
    : '';

const dateOf = (item: Fields): string => {
  const original = wrapped('[', yearOf(item.date('original-date')), '] ');
  return (
    original + (yearOf(item.date('issued')) || item.literalDate('issued') || item.text('status') || 'n.d.')
  );
};

function titleOf(item: Fields): string {
  const title = item.headline('title');
  if (item.is(...BOOKS)) return italic(title) + wrapped(' (version ', item.text('version'), ')');
  return quoted(title);
}

function entry(item: Fields, suffix: string, authors: string): string {
  const title = titleOf(item);
  const head = joined(
    '. ',
    ...(authors === '' ? [title, dateOf(item) + suffix] : [authors, dateOf(item) + suffix, title]),
  );
  const thesis = item.is('thesis', 'speech', 'personal_communication');
  const genre = thesis
    ? ''
    : joined(' ', capitalFirst(item.text('genre')), item.is('report') ? item.text('number') : '');
  return tidied(
    head +
      wrapped('. ', capitalFirst(item.text('medium'))) +
      wrapped('. ', genre) +
      wrapped('. ', contributors(item)) +
      wrapped('. ', authors !== '' && authorsOf(item) === periodicalOf(item) ? '' : container(item)) +
      edition(item) +
      chapterPages(item) +
      wrapped(
        ', ',
        item.is('article-journal')
          ? joined(' ', item.text('collection-title'), item.text('collection-number'))
          : '',
        ', ',
      ) +
      locators(item) +
      wrapped('. ', collection(item)) +
      published(item) +
      articlePages(item) +
      wrapped('. ', access(item)) +
      '.',
  );
}

/** "Edited by …", "edited by …" of what has authors, too. */
function contributed(item: Fields, delimiter: string, capital: boolean): string {
  const parts = (['editor', 'translator'] as const).map((role) => {
    const isAuthor =
      item.names('author').length === 0 && ROLES.find(([name]) => item.names(name).length > 0)?.[0] === role;
    const verb = role === 'editor' ? 'edited by ' : 'translated by ';
    return isAuthor ? '' : wrapped(capital ? capitalFirst(verb) : verb, nameList(item.names(role), OTHERS));
  });
  return joined(delimiter, ...parts);
}

const contributors = (item: Fields): string => (item.is(...IN_BOOK) ? '' : contributed(item, '. ', true));

function container(item: Fields): string {
  const title = item.headline('container-title');
  if (item.is('webpage')) return title;
  const blog = item.is('post-weblog') && title !== '' ? '(blog)' : '';
  const inBook = item.is(...IN_BOOK);
  const by = inBook ? contributed(item, ', ', false) : '';
  if (title === '') return capitalFirst(by);
  return joined(' ', inBook && title !== '' ? 'In' : '', italic(title), blog) + wrapped(', ', by);
}

function edition(item: Fields): string {
  const text = item.text('edition');
  if (text === '') return '';
  const numeric = item.isNumber('edition') ? `${ordinal(text)} ed` : undefined;
  if (item.is(...BOOKS, 'report')) return `. ${numeric ?? capitalFirst(text)}`;
  return item.is(...IN_BOOK) ? `, ${numeric === undefined ? text : `${numeric}.`}` : '';
}

const chapterPages = (item: Fields): string =>
  item.is(...IN_BOOK) && item.has('page')
    ? `, ${wrapped('', item.text('volume'), ':')}${pageRange(item.text('page'), 'chicago')}`
    : '';

function locators(item: Fields): string {
  const volume = item.text('volume');
  if (item.is('article-journal')) {
    const month = monthOf(item.date('issued'));
    const issue = item.text('issue');
    if (volume !== '') return ` ${volume}${wrapped(' (', issue === '' ? month : issue, ')')}`;
    if (issue !== '') return `, no. ${issue}${wrapped(' (', month, ')')}`;
    return wrapped(', ', month);
  }
  const numbered = wrapped('Vol. ', volume);
  if (item.is(...BOOKS, 'report'))
    return wrapped('. ', joined('. ', numbered, wrapped('', item.text('number-of-volumes'), ' vols.')));
  return item.is(...IN_BOOK) && !item.has('page') ? wrapped('. ', numbered) : '';
}

function collection(item: Fields): string {
  if (item.is('article-journal')) return '';
  const delimiter = item.isNumber('collection-number') ? ' ' : ', ';
  return joined(delimiter, item.headline('collection-title'), item.text('collection-number'));
}

function published(item: Fields): string {
  if (item.is('article-journal')) return '';
  if (item.is('article-newspaper', 'article-magazine')) return wrapped(', ', fullDate(item.date('issued')));
  const publisher = joined(': ', item.text('publisher-place'), item.text('publisher'));
  if (item.is('speech')) {
    const date = item.date('issued');
    const day = joined(' ', monthOf(date), date?.day === undefined ? '' : String(date.day));
    return wrapped('. ', joined(', ', capitalFirst(item.text('genre')), item.text('event-place'), day));
  }
  return wrapped('. ', joined(', ', item.is('thesis') ? capitalFirst(item.text('genre')) : '', publisher));
}

function articlePages(item: Fields): string {
  if (!item.is('article-journal')) return '';
  return wrapped(item.has('volume', 'issue') ? ': ' : ', ', pageRange(item.text('page'), 'chicago'));
}

function access(item: Fields): string {
  const archive = item.is(...WITHOUT_ARCHIVE)
    ? ''
    : joined(
        '. ',
        capitalFirst(item.text('archive_location')),
        item.text('archive'),
        item.text('archive-place'),
      );
  const dated = item.is('webpage', 'post-weblog') ? fullDate(item.date('issued')) : '';
  const seen = item.has('issued') ? '' : wrapped('Accessed ', fullDate(item.date('accessed')));
  return joined('. ', archive, dated, seen, addressOf(item));
}

/** Where it can be read: its DOI's address, or else its own. */
export function addressOf(item: Fields): string {
  const doi = item.address('DOI').replace(/^(?:https?:\/\/(?:dx\.)?doi\.org\/|doi:\s*)/i, '');
  return linked(doi === '' ? item.address('URL') : `https://doi.org/${doi}`);
}
