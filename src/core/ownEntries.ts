import { authorshipOf } from './authorship';
import { arxivIdOf } from './cslJson';
import { fold } from './fold';
import { plainMarkup } from './markup';
import type { CslItem } from './paper';

/** What an entry of the user's own says that tells whether another one of the same title is the same paper. */
export interface OwnEntry {
  readonly key: string;
  /** How many words its title has. */
  readonly words: number;
  /** Folded family names, that of the first author first. */
  readonly names: readonly string[];
  /** Whether a person is among its authors. */
  readonly isOfPeople: boolean;
  readonly year: number | undefined;
  /** Words of the journal or book that it stands in; none for a server of preprints. */
  readonly container: readonly string[];
  readonly isPreprint: boolean;
  /** Folded, without what is written in several ways; none for those of arXiv and DOIs. */
  readonly address: string | undefined;
  readonly isbns: readonly string[];
  /** Paper, thesis or patent, if that is known: none of them is published again as another. */
  readonly kind: string | undefined;
  readonly edition: string | undefined;
  /** Where in its container it stands. */
  readonly place: readonly (string | undefined)[];
}

/** A title of so many words is rarely that of two papers. */
const LONG_TITLE = 4;
/** So many years may lie between a preprint and its publication. */
const PREPRINT_YEARS = 2;

/**
 * Whether two entries of the user's own, which have the same title and no identifier in common, are one paper. It must be
 * likely: what is taken for one by mistake is lost from the references, what is left as two is only there twice.
 *
 * - The first author of each is among those of the other, and half of the shorter list is in both. Their years are at most
 *   one apart, or two where one may be a preprint.
 * - Where the title is short (fewer than four words, as "Introduction" or "Annual Report"), the years are the same unless
 *   one is a preprint, and neither journal or book, place in it, ISBN, nor address contradict.
 * - Where one says no author, or only organisations have written it, the years are the same and nothing contradicts;
 *   without any author, a short title must also come with the same key, ISBN or address.
 */
export function areOne(a: OwnEntry, b: OwnEntry): boolean {
  if (areOther(a.kind, b.kind) || areOther(a.edition, b.edition)) return false;
  const years = a.year === undefined || b.year === undefined ? 0 : Math.abs(a.year - b.year);
  const isLong = Math.max(a.words, b.words) >= LONG_TITLE;
  const isPublishedTwice = a.container.length > 0 && b.container.length > 0;
  if (a.names.length === 0 || b.names.length === 0) {
    const isSame = a.key === b.key || areEqual(a.address, b.address) || shares(a.isbns, b.isbns);
    return years === 0 && (isLong || isSame) && !contradict(a, b);
  }
  if (!namesAgree(a.names, b.names)) return false;
  if (!a.isOfPeople && !b.isOfPeople) return years === 0 && !contradict(a, b);
  const hasPreprint = a.isPreprint || b.isPreprint;
  if (!isLong) {
    const isNear = years === 0 || (hasPreprint && years <= PREPRINT_YEARS);
    return isNear && !(isPublishedTwice ? standElsewhere(a, b) : contradict(a, b));
  }
  if (isPublishedTwice) return years <= 1;
  return years <= PREPRINT_YEARS && !differ(a.isbns, b.isbns);
}

/** What it takes to compare an entry with others. */
export function ownEntryOf(item: CslItem): OwnEntry {
  const { names, years } = authorshipOf(item);
  const named = wordsOf(plainMarkup(textOf(item['container-title'] ?? item['event-title'])));
  const isOnServer = named.some((word) => PREPRINT_SERVER.test(word));
  const container = isOnServer ? [] : named.filter((word) => !MEANINGLESS.test(word));
  return {
    key: item.id ?? '',
    words: plainMarkup(item.title).match(WORDS)?.length ?? 0,
    names,
    isOfPeople: (item.author ?? []).some(({ family }) => family !== undefined),
    year: years[0],
    container,
    isPreprint: isOnServer || (container.length === 0 && arxivIdOf(item) !== undefined),
    address: addressOf(item),
    isbns: textOf(item['ISBN'])
      .split(/[\s,;]+/)
      .map(isbnOf)
      .filter((isbn) => isbn !== ''),
    kind: KINDS.get(item.type ?? ''),
    edition: firstWord(item['edition']),
    place: PLACE.map((field) => firstWord(item[field])),
  };
}

const KINDS: ReadonlyMap<string, string> = new Map([
  ...['article', 'article-journal', 'paper-conference', 'chapter'].map((type) => [type, 'paper'] as const),
  ...['thesis', 'patent'].map((type) => [type, type] as const),
]);
const PLACE = ['volume', 'issue', 'page'];
const PREPRINT_SERVER = /^(?:\w*rxiv|corr|openreview|ssrn)$/;
/** Words of journals and proceedings that one entry has and another leaves out. */
const MEANINGLESS =
  /^(?:\p{N}+(?:st|nd|rd|th)?|a|an|and|in|of|on|the|for|proc|proceedings|annual|conf|conference)$/u;
/** Two ideographs are about as much as a word. */
const WORDS = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]{1,2}|[\p{L}\p{N}]+/gu;

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';

const firstWord = (value: unknown): string | undefined => wordsOf(textOf(value))[0];

const wordsOf = (text: string): string[] => fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];

function addressOf({ URL: url = '' }: CslItem): string | undefined {
  const address = fold(url.trim()).replace(/^https?:\/\/(?:www\.)?|\/$/g, '');
  return address === '' || /^(?:[\w-]+\.)?(?:arxiv|doi)\.org\//.test(address) ? undefined : address;
}

/** What the old and the new number of one book have in common. */
const isbnOf = (text: string): string =>
  text
    .replace(/[^\dXx]/g, '')
    .replace(/^97[89](?=.{10}$)/, '')
    .slice(0, 9);

function namesAgree(a: readonly string[], b: readonly string[]): boolean {
  const [own, others] = [new Set(a), new Set(b)];
  if (!others.has(a[0] ?? '') || !own.has(b[0] ?? '')) return false;
  const shared = [...own].filter((name) => others.has(name)).length;
  return shared * 2 >= Math.min(own.size, others.size);
}

const areOther = (a: string | undefined, b: string | undefined): boolean =>
  a !== undefined && b !== undefined && a !== b;
const areEqual = (a: string | undefined, b: string | undefined): boolean => a !== undefined && a === b;
const shares = (a: readonly string[], b: readonly string[]): boolean => a.some((one) => b.includes(one));
const differ = (a: readonly string[], b: readonly string[]): boolean =>
  a.length > 0 && b.length > 0 && !shares(a, b);

const contradict = (a: OwnEntry, b: OwnEntry): boolean =>
  areOther(a.address, b.address) || standElsewhere(a, b);

/** Whether they say other journals or books, or other places there. */
function standElsewhere(a: OwnEntry, b: OwnEntry): boolean {
  if (differ(a.isbns, b.isbns)) return true;
  if (a.container.length === 0 || b.container.length === 0) return false;
  const isMoved = a.place.some((at, index) => areOther(at, b.place[index]));
  return isMoved || !(isShortFor(a.container, b.container) || isShortFor(b.container, a.container));
}

/** Whether a name may be another one's short form: its words are in that, if only begun, or it is made of its letters. */
function isShortFor(short: readonly string[], long: readonly string[]): boolean {
  if (short.every((word) => long.some((other) => other.startsWith(word)))) return true;
  const [acronym = ''] = short;
  if (short.length > 1 || long.length < 2) return false;
  let at = 0;
  for (const letter of long.join('')) if (letter === acronym[at]) at++;
  return at === acronym.length;
}
