import type { FamilyList } from '../families/familyList';
import { fold } from '../fold';
import { plainMarkup } from '../markup';
import type { Name, Paper } from '../paper';
import { ALTERNATIVES, narrowingsOf } from './bounds';
import { familiesMeant } from './familiesMeant';
import type { Bounds, FullText, Narrowing } from './port';
import type { Clause, Condition, Having, Query, QueryProblem } from './query';
import { commonBeginning, stem } from './stem';
import { parts, plainText, printedForms, spelledOut } from './words';
import type { WordRow } from './wordRows';

/** What papers are filtered in the light of. */
export interface FilterSurroundings {
  readonly paper: (citekey: string) => Paper | undefined;
  readonly families: FamilyList;
  /** The citation keys cited anywhere in the workspace; asked for only where that is in question. */
  readonly cited: () => ReadonlySet<string>;
  /** All papers. */
  readonly papers: () => readonly Paper[];
  /** See {@link FullText.having}. */
  readonly having: FullText['having'];
}

/** The papers that a query's clauses leave. */
export interface Filter {
  /** By citation key; without, all. */
  readonly accepts?: (citekey: string) => boolean;
  /** What is known of these papers; there if `accepts` is. */
  readonly bounds?: Bounds;
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

/** Makes the filter of a query. Nothing is looked at before a paper is asked for, and no paper twice. */
export function filterOf(query: Query, all: FilterSurroundings): Filter {
  const surroundings = { ...all, having: askedOnce(all.having) };
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
  const meets = (paper: Paper) => tests.every((test) => test(paper));
  const known = new Map<string, boolean>();
  const accepts = (citekey: string): boolean => {
    const before = known.get(citekey);
    if (before !== undefined) return before;
    const paper = surroundings.paper(citekey);
    const accepted = paper !== undefined && meets(paper);
    known.set(citekey, accepted);
    return accepted;
  };
  return { accepts, bounds: boundsOf(query, surroundings, demands, meets), problems };
}

/** Narrowing and testing ask of the same words. */
function askedOnce(having: FullText['having']): FullText['having'] {
  const known = new Map<readonly string[], readonly string[] | undefined>();
  return (row) => {
    if (!known.has(row.words)) known.set(row.words, having(row));
    return known.get(row.words);
  };
}

/** What shows at a look whether a paper has it. */
const SEEN_AT_ONCE: ReadonlySet<Condition['kind']> = new Set(['year', 'has', 'cited', 'family', 'venue']);

function boundsOf(
  query: Query,
  surroundings: FilterSurroundings,
  demands: readonly Demand[],
  meets: Test,
): Bounds {
  let narrowings: Narrowing[] | undefined;
  let found: string[] | undefined;
  /** They are known to be more than these. */
  let least = -1;
  // Texts of all papers are not read for it.
  const isQuick = demands.every(({ kind }) => SEEN_AT_ONCE.has(kind));
  const all = (most: number): string[] | undefined => {
    if (!isQuick || least >= most) return undefined;
    if (!found) {
      const some: string[] = [];
      for (const paper of surroundings.papers()) {
        if (!meets(paper) || some.push(paper.citekey) <= most) continue;
        least = most;
        return undefined;
      }
      found = some;
    }
    return found.length > most ? undefined : found;
  };
  return { narrowings: () => (narrowings ??= narrowingsOf(query, surroundings)), all };
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
  { families, cited, having }: FilterSurroundings,
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
      return phraseTest({ ...condition, unfinished }, having);
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
    [venue, item['container-title'] ?? '', item['event-title'] ?? ''].map(plainMarkup).some(isMeant);
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

/** Consecutive words in title, acronyms, the name of an author or, where abstracts are searched, in the abstract. */
function phraseTest(row: WordRow, having: FullText['having']): Test {
  const { words, inflected, unfinished } = row;
  const isIn = inflected ? inflectedWords(words) : exactWords(words, unfinished);
  let citekeys: ReadonlySet<string> | undefined;
  const isInAbstract = ({ citekey, abstract = '' }: Paper): boolean => {
    const found = having(row);
    if (!found) return isIn(abstract);
    // A word by itself has no neighbours to be looked at.
    return (citekeys ??= new Set(found)).has(citekey) && (words.length === 1 || isIn(abstract));
  };
  return (paper) =>
    isIn(paper.title) ||
    isInAbstract(paper) ||
    isIn(paper.organization ?? '') ||
    paper.acronyms.some(isIn) ||
    paper.authors.some((name) => isIn(nameInFull(name)));
}

/** All of these are somewhere, in whatever words: a quick look before a close one. */
const areIn = (beginnings: readonly string[], text: string): boolean =>
  beginnings.every((beginning) => text.includes(beginning));

const WORD_ENDS = new RegExp(`${WORD}$`, 'u');

/** Where words of a text begin with a beginning: a pattern that looked for that itself would try every letter. */
function* placesOf(beginning: string, text: string): Generator<number, void> {
  for (let at = text.indexOf(beginning); at >= 0; at = text.indexOf(beginning, at + 1))
    if (!WORD_ENDS.test(text.slice(Math.max(0, at - 2), at))) yield at;
}

function exactWords(words: readonly string[], unfinished: boolean): (text: string) => boolean {
  const end = unfinished ? '' : `(?!${WORD})`;
  const pattern = new RegExp(`${words.join(BETWEEN)}${end}`, 'uy');
  const [first = ''] = words;
  return (text) => {
    const own = plainText(text);
    if (!areIn(words, own)) return false;
    for (const at of placesOf(first, own)) {
      pattern.lastIndex = at;
      if (pattern.test(own)) return true;
    }
    return false;
  };
}

function inflectedWords(words: readonly string[]): (text: string) => boolean {
  const stems = words.map(stem);
  const beginnings = stems.map(commonBeginning);
  const pattern = new RegExp(beginnings.map((beginning) => `(${beginning}${WORD}*)`).join(BETWEEN), 'uy');
  const [first = ''] = beginnings;
  return (text) => {
    const own = plainText(text);
    if (!areIn(beginnings, own)) return false;
    for (const at of placesOf(first, own)) {
      pattern.lastIndex = at;
      const [, ...found] = pattern.exec(own) ?? [];
      if (found.length > 0 && found.every((word, index) => stem(word) === stems[index])) return true;
    }
    return false;
  };
}
