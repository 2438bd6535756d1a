import type { FamilyInfo, FamilyList } from '../families/familyList';
import { fold } from '../fold';
import type { Name, Paper } from '../paper';
import type { Clause, Condition, Having, Query, QueryProblem } from './query';
import { stem } from './stem';
import { parts, plainText, printedForms, spelledOut } from './words';

/** What papers are filtered in the light of. */
export interface FilterSurroundings {
  readonly paper: (citekey: string) => Paper | undefined;
  readonly families: FamilyList;
  /** The citation keys cited anywhere in the workspace; asked for only where that is in question. */
  readonly cited: () => ReadonlySet<string>;
}

/** The papers that a query's clauses leave. */
export interface Filter {
  /** By citation key; without, all. */
  readonly accepts?: (citekey: string) => boolean;
  /** What is wrong with the query, also what only the library knows: a family that there is not. */
  readonly problems: readonly QueryProblem[];
}

type Test = (paper: Paper) => boolean;
interface Demand {
  readonly kind: Condition['kind'];
  readonly negated: boolean;
  readonly test: Test;
}

/** What is tested first: what rejects a paper without a look at its texts. */
const ORDER: readonly Condition['kind'][] = ['year', 'cited', 'family', 'has', 'venue', 'author', 'phrase'];
/** Of these a paper has one: asked for several, it has one of them. Of the others it can have all. */
const ALTERNATIVES: ReadonlySet<Condition['kind']> = new Set(['year', 'cited', 'family', 'venue']);

/** Makes the filter of a query. Nothing is looked at before a paper is asked for, and no paper twice. */
export function filterOf(query: Query, surroundings: FilterSurroundings): Filter {
  const problems = [...query.problems];
  const demands = query.clauses.flatMap((clause): Demand[] => {
    const { condition, negated, start, end, value } = clause;
    if (!condition) return [];
    const test = testOf(condition, clause, surroundings);
    if (test) return [{ kind: condition.kind, negated, test }];
    problems.push({ code: 'family', value, start, end });
    return [];
  });
  if (demands.length === 0) return { problems };
  const tests = testsOf(demands);
  const known = new Map<string, boolean>();
  const accepts = (citekey: string): boolean => {
    const before = known.get(citekey);
    if (before !== undefined) return before;
    const paper = surroundings.paper(citekey);
    const accepted = paper !== undefined && tests.every((test) => test(paper));
    known.set(citekey, accepted);
    return accepted;
  };
  return { accepts, problems };
}

function testsOf(demands: readonly Demand[]): Test[] {
  return ORDER.flatMap((kind) => {
    const own = demands.filter((demand) => demand.kind === kind);
    const wanted = own.filter(({ negated }) => !negated).map(({ test }) => test);
    const unwanted = own.filter(({ negated }) => negated).map(({ test }) => test);
    const excluding = unwanted.map(
      (test): Test =>
        (paper) =>
          !test(paper),
    );
    if (!ALTERNATIVES.has(kind) || wanted.length === 0) return [...wanted, ...excluding];
    return [(paper: Paper) => wanted.some((test) => test(paper)), ...excluding];
  });
}

/** Whether a paper meets a condition; nothing for a family that there is not. */
function testOf(
  condition: Condition,
  { unfinished }: Clause,
  { families, cited }: FilterSurroundings,
): Test | undefined {
  switch (condition.kind) {
    case 'year':
      return ({ year }) => year !== undefined && year >= condition.from && year <= condition.to;
    case 'cited':
      return ({ citekey }) => cited().has(citekey) === condition.cited;
    case 'has':
      return (paper) => condition.any.some((what) => HAS[what](paper));
    case 'family': {
      const meant = new Set(familiesMeant(condition.text, families).map(({ id }) => id));
      if (meant.size === 0) return undefined;
      return ({ families: { primary, secondary } }) =>
        meant.has(primary.family) || secondary.some(({ family }) => meant.has(family));
    }
    case 'venue':
      return venueTest(parts(condition.text), unfinished);
    case 'author':
      return authorTest(condition.text, unfinished);
    case 'phrase':
      return phraseTest(condition, unfinished);
  }
}

const CODE_HOST =
  /^https?:\/\/(?:(?:www\.)?(?:github|gitlab|bitbucket)\.(?:com|org)\/[^/\s]+\/[^/\s]|(?:gitee|codeberg)\.(?:com|org)\/[^/\s]+\/[^/\s]|(?:git|gitlab)\.[^/\s]+\/[^/\s]+\/[^/\s]|(?:www\.)?sourceforge\.net\/projects\/|anonymous\.4open\.science\/|(?:www\.)?pypi\.org\/project\/)/i;

const HAS: Readonly<Record<Having, Test>> = {
  code: ({ links }) => links.some((link) => CODE_HOST.test(link)),
  abstract: ({ abstract = '' }) => abstract.trim() !== '',
  arxiv: ({ arxiv }) => arxiv !== undefined,
  doi: ({ doi }) => doi !== undefined,
};

/**
 * The families that a text names: by id, label or short label in full; else by words of them or their beginnings, in any
 * order.
 */
export function familiesMeant(text: string, families: FamilyList): FamilyInfo[] {
  const wanted = parts(text);
  const glued = wanted.join('');
  if (glued === '') return [];
  const all = families.all.map((family) => {
    const names = [family.id, family.label, family.short ?? ''].map(parts);
    return { family, glued: names.map((words) => words.join('')), words: names.flat() };
  });
  const exact = all.filter((one) => one.glued.includes(glued));
  const isMeant = (one: (typeof all)[number]) =>
    one.glued.some((name) => name.startsWith(glued)) ||
    wanted.every((word) => one.words.some((own) => own.startsWith(word) || stem(own) === stem(word)));
  return (exact.length > 0 ? exact : all.filter(isMeant)).map(({ family }) => family);
}

/** Whether typed words are all among others: a single letter, and the last one while it is unfinished, as a beginning. */
function areAmong(wanted: readonly string[], unfinished: boolean, words: ReadonlySet<string>): boolean {
  const begins = (word: string) => [...words].some((own) => own.startsWith(word));
  const last = unfinished ? wanted.length - 1 : -1;
  return wanted.every(
    (word, index) => words.has(word) || ((word.length === 1 || index === last) && begins(word)),
  );
}

function venueTest(wanted: readonly string[], unfinished: boolean): Test {
  // Venues are few, and their papers many.
  const known = new Map<string, boolean>();
  const isMeant = (venue: string): boolean => {
    const before = known.get(venue) ?? areAmong(wanted, unfinished, printedForms(venue));
    known.set(venue, before);
    return before;
  };
  return ({ venue = '', item }) =>
    [venue, item['container-title'] ?? '', item['event-title'] ?? ''].some(isMeant);
}

/** All words are of one name, in any order. */
function authorTest(text: string, unfinished: boolean): Test {
  const spellings = [parts(text), parts(spelledOut(text))];
  // A name without the longest word is not taken to pieces.
  const longest = spellings.map((words) => words.reduce((a, b) => (b.length > a.length ? b : a), ''));
  const isMeant = (name: string): boolean => {
    const spelled = spelledOut(name);
    const own = [fold(name), fold(spelled)];
    if (!longest.some((word) => own.some((letters) => letters.includes(word)))) return false;
    const words = new Set([...printedForms(name), ...parts(spelled)]);
    return spellings.some((wanted) => areAmong(wanted, unfinished, words));
  };
  return ({ authors, organization = '' }) =>
    authors.some((name) => isMeant(nameInFull(name))) || isMeant(organization);
}

/** A name as it is read. */
export function nameInFull(name: Name): string {
  const { given, family, literal } = name;
  const all = [given, name['dropping-particle'], name['non-dropping-particle'], family, literal, name.suffix];
  return all.filter(Boolean).join(' ');
}

const WORD = '[\\p{L}\\p{N}]';
/** Beyond so many marks between them, words are not neighbours. */
const BETWEEN = '[^\\p{L}\\p{N}]{1,8}';
/** What all inflections of a word begin with is at most so long. */
const COMMON_BEGINNING = 4;

/** Consecutive words in title, abstract, acronyms or the name of an author. */
function phraseTest({ words, inflected }: Extract<Condition, { kind: 'phrase' }>, unfinished: boolean): Test {
  const isIn = inflected ? inflectedWords(words) : exactWords(words, unfinished);
  return ({ title, abstract = '', acronyms, authors, organization = '' }) =>
    [title, abstract, organization].some(isIn) ||
    acronyms.some(isIn) ||
    authors.some((name) => isIn(nameInFull(name)));
}

/** What all inflections of a word begin with, from its stem: a cheap look before a close one. */
export const commonBeginning = (stemmed: string): string =>
  stemmed.slice(0, Math.max(1, Math.min(COMMON_BEGINNING, stemmed.length - 1)));

function exactWords(words: readonly string[], unfinished: boolean): (text: string) => boolean {
  const end = unfinished ? '' : `(?!${WORD})`;
  const pattern = new RegExp(`(?<!${WORD})${words.join(BETWEEN)}${end}`, 'u');
  const [first = ''] = words;
  return (text) => {
    const own = plainText(text);
    return own.includes(first) && pattern.test(own);
  };
}

function inflectedWords(words: readonly string[]): (text: string) => boolean {
  const stems = words.map(stem);
  const beginnings = stems.map(commonBeginning);
  const pattern = new RegExp(
    `(?<!${WORD})${beginnings.map((beginning) => `(${beginning}${WORD}*)`).join(BETWEEN)}`,
    'gu',
  );
  const [first = ''] = beginnings;
  return (text) => {
    const own = plainText(text);
    if (!own.includes(first)) return false;
    for (const [, ...found] of own.matchAll(pattern))
      if (found.every((word, index) => stem(word) === stems[index])) return true;
    return false;
  };
}
