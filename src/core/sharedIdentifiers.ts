import { authorshipOf } from './authorship';
import { publishedDoiOf } from './cslJson';
import { fold } from './fold';
import { plainMarkup } from './markup';
import { familyOf } from './others';
import type { CslItem } from './paper';

/** What an entry says that tells whether another one with an identifier of it is another paper. */
interface Said {
  readonly isOwn: boolean;
  /** Words of its title that mean something, folded. */
  readonly words: ReadonlySet<string>;
  readonly isLatin: boolean;
  /** Folded family names, that of the first author first. */
  readonly names: readonly string[];
  /** Whether a person is among its authors. */
  readonly isOfPeople: boolean;
  readonly doi: string | undefined;
  /** Whether it stands in a book, or is one. */
  readonly inBook: 'part' | 'whole' | undefined;
  /** The first of its pages. */
  readonly page: string | undefined;
}

/** What entries of one title say. */
type Titled = readonly Said[];

/** What is asked of entries, by their places. */
interface LinkedEntries {
  /** The identity of its title. */
  readonly titleOf: (index: number) => string;
  readonly itemOf: (index: number) => CslItem | undefined;
  /** Whether the user has given it a key. */
  readonly isOwn: (index: number) => boolean;
}

/** More titles of one identifier are all left apart: comparing each with each would take too long. */
const MOST_TITLES = 50;
/** Of entries of one title, so many that differ are compared with others. */
const MOST_ALIKE = 10;
/** The share of a title's words that another printing of it has. */
const MOST = 0.8;
/** Titles that share less have little to do with each other. */
const SOME = 0.5;

/**
 * Entries that identifiers link, by paper: all are one unless some of the user's own contradict. People give the DOI of a book to its
 * chapters, and copy an identifier with the entry that they begin a new one from; what is taken for one paper by mistake is lost from
 * the references. So two are two papers
 *
 * - where they have no author in common, and their titles differ by more than a word or so;
 * - where they have other first authors, and their titles little in common;
 * - where one DOI is that of parts of a book, or of one and the book, whose titles have little in common, or that begin on
 *   other pages and have titles that differ.
 *
 * What is shipped, or stands in a listing, then joins those that it agrees with. Of one title all are one. Where a third is like
 * two that are two papers, all stay apart; and what could be any of several is none of them. The order of entries does not
 * matter.
 */
export function papersOfIdentifier(
  members: readonly number[],
  { titleOf, itemOf, isOwn }: LinkedEntries,
): (readonly number[])[] {
  const byTitle = new Map<string, number[]>();
  for (const index of members) {
    const title = titleOf(index);
    const own = byTitle.get(title);
    if (own) own.push(index);
    else byTitle.set(title, [index]);
  }
  const titles = [...byTitle.values()];
  if (titles.length < 2 || areByOne(members, itemOf)) return [members];
  if (titles.length > MOST_TITLES) return titles;
  const said = titles.map((all) => saidBy(all, itemOf, isOwn));
  const isTwo = said.map((one) => said.map((other) => other !== one && someOf(one, other, areTwo)));
  const own = said.map((all) => all.filter((one) => one.isOwn));
  if (!own.some((one) => own.some((other) => one !== other && someOf(one, other, areTwo)))) return [members];
  const isLike = (one: number, other: number): boolean =>
    isTwo[one]?.[other] === false && someOf(said[one] ?? [], said[other] ?? [], areAlike);
  return chains(titles.length, isLike).flatMap((chain) => {
    const hasTwo = chain.some((one) => chain.some((other) => isTwo[one]?.[other]));
    const united = chain.map((place) => titles[place] ?? []);
    return hasTwo ? united : [united.flat()];
  });
}

/** Whether all have one first author, as most have, and none is part of a book: then nothing contradicts. */
function areByOne(members: readonly number[], itemOf: LinkedEntries['itemOf']): boolean {
  let first: string | undefined;
  for (const index of members) {
    const { author, type = '' } = itemOf(index) ?? {};
    if (IN_BOOKS.get(type) === 'part') return false;
    if (!author) continue;
    const name = familyOf(author[0]);
    if (name === '' || (first !== undefined && name !== first)) return false;
    first = name;
  }
  return true;
}

/** Numbers up to a size by what links them, be it over others. */
function chains(size: number, isLinked: (one: number, other: number) => boolean): number[][] {
  const left = new Set(Array.from({ length: size }, (_, index) => index));
  const found: number[][] = [];
  for (const first of left) {
    const chain = [first];
    left.delete(first);
    for (const one of chain)
      for (const other of left) if (isLinked(one, other) && left.delete(other)) chain.push(other);
    found.push(chain);
  }
  return found;
}

/** What entries say, each thing once, and in an order that is not theirs. */
function saidBy(
  indexes: readonly number[],
  itemOf: LinkedEntries['itemOf'],
  isOwn: LinkedEntries['isOwn'],
): Titled {
  const all = new Map<string, Said>();
  for (const index of indexes) {
    const item = itemOf(index);
    if (!item) continue;
    const said = saidIn(item, isOwn(index));
    all.set(JSON.stringify({ ...said, words: item.title }), said);
  }
  const ordered = [...all].sort(([a], [b]) => (a < b ? -1 : 1));
  return ordered.slice(0, MOST_ALIKE).map(([, said]) => said);
}

const someOf = (a: Titled, b: Titled, holds: (one: Said, other: Said) => boolean): boolean =>
  a.some((one) => b.some((other) => holds(one, other)));

function areTwo(a: Said, b: Said): boolean {
  // What is written in another script may be the same all the same.
  if (a.isLatin !== b.isLatin) return false;
  const { ofShorter, ofLonger } = sharedWords(a, b);
  const areNamed = a.names.length > 0 && b.names.length > 0 && a.isOfPeople === b.isOfPeople;
  if (areNamed && !a.names.some((name) => b.names.includes(name))) return ofLonger < MOST;
  const arePaged = a.page !== undefined && b.page !== undefined;
  if (areOfOneBook(a, b) && !(arePaged && a.page === b.page)) return ofShorter < (arePaged ? MOST : SOME);
  return areNamed && a.names[0] !== b.names[0] && ofShorter < SOME;
}

/** Whether they have the DOI of parts of a book, or of one and the book. */
function areOfOneBook(a: Said, b: Said): boolean {
  if (a.doi === undefined || a.doi !== b.doi || !a.inBook || !b.inBook) return false;
  return a.inBook === 'part' || b.inBook === 'part';
}

const areAlike = (a: Said, b: Said): boolean =>
  (a.names.length > 0 && a.names[0] === b.names[0]) || sharedWords(a, b).ofShorter >= MOST;

/** The share of words that two titles have in common. */
function sharedWords(a: Said, b: Said): { readonly ofShorter: number; readonly ofLonger: number } {
  const shared = [...a.words].filter((word) => b.words.has(word)).length;
  const [shorter, longer] = [a.words.size, b.words.size].sort((one, other) => one - other);
  return { ofShorter: shared / (shorter || 1), ofLonger: shared / (longer || 1) };
}

function saidIn(item: CslItem, isOwn: boolean): Said {
  const title = plainMarkup(item.title);
  const all = fold(title).match(WORDS) ?? [];
  const words = all.filter((word) => !MEANINGLESS.has(word));
  const { page } = item;
  return {
    isOwn,
    words: new Set(words.length > 0 ? words : all),
    isLatin: /\p{sc=Latin}/u.test(title),
    names: authorshipOf(item).names,
    isOfPeople: (item.author ?? []).some(({ family }) => family !== undefined),
    doi: publishedDoiOf(item),
    inBook: IN_BOOKS.get(item.type ?? ''),
    page:
      typeof page === 'string' || typeof page === 'number' ? FIRST_PAGE.exec(String(page))?.[0] : undefined,
  };
}

const IN_BOOKS: ReadonlyMap<string, 'part' | 'whole'> = new Map([
  ...['chapter', 'paper-conference', 'entry-encyclopedia', 'entry-dictionary'].map(
    (type) => [type, 'part'] as const,
  ),
  ['book', 'whole'] as const,
]);
/** An ideograph is about as much as a word. */
const WORDS = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]|[\p{L}\p{N}]+/gu;
const FIRST_PAGE = /[\p{L}\p{N}]+/u;
const MEANINGLESS: ReadonlySet<string> = new Set(
  'a an the of for on in and or to with is are by from at as via'.split(' '),
);
