import { fold, titleIdentity } from './fold';
import type { Name, Paper } from './paper';
import { typosBetween } from './search/typos';

/** A paper that a key which no paper has may mean. */
export interface NearPaper {
  readonly paper: Paper;
  /** Whether the key looks like a key of this paper: then it was meant as one wherever it stands. */
  readonly likeKey: boolean;
}

/** How many papers are prepared, or compared, between two chances to pause. */
const BATCH = 100;
/** More is no help. */
const MOST = 3;
/** Papers that are this much less likely than the best are left out. */
const MARGIN = 1.5;
/** Longer texts are not compared for typos. */
const LONGEST = 62;
/** Longer keys mean nothing: no identifier or title is so long. */
const LONGEST_KEY = 500;
/** So many answers are kept, more than a note has mistaken keys. */
const MOST_ANSWERS = 1000;

/** A paper as keys are compared with it: everything folded, letters and digits alone. */
interface Known {
  readonly paper: Paper;
  readonly keys: readonly string[];
  readonly name: string;
  readonly years: readonly number[];
  readonly words: readonly string[];
  /** The title, and what stands behind its colon. */
  readonly titles: readonly string[];
  readonly acronyms: readonly string[];
}

/** Finds the papers that a mistaken key may mean: nearest by key, author with year, acronym, identifier or title. */
export class NearKeys {
  readonly #known: readonly Known[];
  readonly #answers = new Map<string, readonly NearPaper[]>();

  private constructor(known: readonly Known[]) {
    this.#known = known;
  }

  /** Prepares papers. A generator: the caller may pause between steps. */
  static *of(papers: readonly Paper[]): Generator<void, NearKeys> {
    const known: Known[] = [];
    for (const paper of papers) {
      if (known.length % BATCH === 0) yield;
      known.push(knownAs(paper));
    }
    return new NearKeys(known);
  }

  /**
   * At most three papers, the likeliest first; none rather than one that nobody would have meant. A generator: the caller
   * may pause between steps.
   */
  *near(key: string): Generator<void, readonly NearPaper[]> {
    if (key.length > LONGEST_KEY) return [];
    const answer = this.#answers.get(key) ?? (yield* this.#find(key));
    this.#keep(key, answer);
    return answer;
  }

  /** Keeps an answer instead of the one that was not asked for the longest time: of what is typed, every beginning is a key. */
  #keep(key: string, answer: readonly NearPaper[]): void {
    this.#answers.delete(key);
    this.#answers.set(key, answer);
    const [oldest] = this.#answers.keys();
    if (this.#answers.size > MOST_ANSWERS && oldest !== undefined) this.#answers.delete(oldest);
  }

  *#find(key: string): Generator<void, readonly NearPaper[]> {
    const asked = readKey(key);
    if (asked.glued === '') return [];
    const found: Likeness[] = [];
    for (const [index, known] of this.#known.entries()) {
      if (index % BATCH === 0) yield;
      const like = likeness(asked, known);
      if (like) found.push(like);
    }
    const isMany = found.filter(({ vague }) => vague).length > MOST;
    const close = found
      .filter(({ vague }) => !vague || !isMany)
      .sort((a, b) => a.far - b.far || newerFirst(a.paper, b.paper));
    const best = close[0]?.far ?? 0;
    return close
      .filter(({ far }) => far <= best + MARGIN)
      .slice(0, MOST)
      .map(({ paper, likeKey }) => ({ paper, likeKey }));
  }
}

const newerFirst = (a: Paper, b: Paper): number =>
  (b.year ?? 0) - (a.year ?? 0) || (a.citekey < b.citekey ? -1 : 1);

const glued = titleIdentity;

function knownAs(paper: Paper): Known {
  const { citekey, aliases, authors, year, arxiv, title, acronyms } = paper;
  const preprint = /^(\d\d)\d\d\./.exec(arxiv ?? '')?.[1];
  const behindColon = title.slice(title.indexOf(':') + 1);
  return {
    paper,
    keys: [citekey, ...aliases].map(glued),
    name: authors[0] ? glued(nameOf(authors[0])) : '',
    years: [year, preprint === undefined ? undefined : 2000 + Number(preprint)].filter(
      (known) => known !== undefined,
    ),
    words: title
      .split(/[\s\p{P}]+/u)
      .map(glued)
      .filter((word) => word !== ''),
    titles: [...new Set([title, behindColon].map(glued))],
    acronyms: acronyms.map(glued),
  };
}

const nameOf = ({ family, literal = '' }: Name): string => family ?? literal.split(/\s/)[0] ?? '';

/** A key as it is compared. */
interface Asked {
  /** All its letters and digits. */
  readonly glued: string;
  /** The same without a year. */
  readonly letters: string;
  /** Two or four digits that may be a year, and whether they are two. */
  readonly year: number | undefined;
  readonly isShortYear: boolean;
  readonly arxiv: string | undefined;
  readonly doi: string | undefined;
  /** Whether it has the shape of a key, and not that of a word, a name or a path. */
  readonly isShaped: boolean;
}

const ARXIV_ID = /(?:^|[^\d.]|\p{L}\.)(\d{4}\.\d{4,5})(?:v\d+)?$/u;
const TOKEN = /\p{L}+|\p{N}+/gu;
/** Between two humps of a CamelCase word. */
const HUMP = /(?<=\p{Ll})(?=\p{Lu})/gu;

function readKey(key: string): Asked {
  const folded = fold(key);
  const tokens = (key.replace(HUMP, ' ').match(TOKEN) ?? []).map(fold);
  const year =
    tokens.find((token) => /^(?:19|20)\d\d$/.test(token)) ?? tokens.find((token) => /^\d\d$/.test(token));
  const words = tokens.filter((token) => token !== year && !['et', 'al', 'etal'].includes(token));
  return {
    glued: glued(key),
    letters: words.join(''),
    year: year === undefined ? undefined : Number(year),
    isShortYear: year?.length === 2,
    arxiv: ARXIV_ID.exec(folded)?.[1],
    doi: /(?:^|:)(10\.\d{4,9}\/.+)$/.exec(folded)?.[1],
    isShaped: /^\P{L}*\p{L}.*\d\d/u.test(key) && !key.includes('/'),
  };
}

/** How far a paper is from what was asked for; `vague` when many others may be as near. */
interface Likeness extends NearPaper {
  readonly far: number;
  readonly vague?: boolean;
}

function likeness(asked: Asked, known: Known): Likeness | undefined {
  const { paper } = known;
  if ((asked.arxiv !== undefined && asked.arxiv === paper.arxiv) || isSameDoi(asked, paper))
    return { paper, likeKey: true, far: 0 };
  const kinds = [byKey(asked, known), byParts(asked, known), byAcronym(asked, known), byTitle(asked, known)];
  return kinds.filter((kind) => kind !== undefined).sort((a, b) => a.far - b.far)[0];
}

const isSameDoi = ({ doi }: Asked, paper: Paper): boolean =>
  doi !== undefined && paper.doi !== undefined && fold(paper.doi) === doi;

/** Typos in one of its keys. */
function byKey({ glued: typed, isShaped }: Asked, { paper, keys }: Known): Likeness | undefined {
  if (typed.length > LONGEST) return undefined;
  const most = typed.length < 5 ? 0 : typed.length < 10 ? 1 : typed.length < 18 ? 2 : 3;
  const typos = Math.min(...keys.map((key) => typosIn(typed, key, most)));
  if (typos > most) return undefined;
  return { paper, likeKey: isShaped || (typed.length >= 8 && typos <= 1), far: 1 + typos };
}

/** Typos between two texts that are about as long. */
const typosIn = (typed: string, text: string, most: number): number =>
  Math.abs(text.length - typed.length) > most ? Infinity : typosBetween(typed, text, most).whole;

/** Its first author, with its year, a word of its title, or both, in any spelling of keys. */
function byParts({ letters, year, isShortYear, isShaped }: Asked, known: Known): Likeness | undefined {
  const { paper, name, years } = known;
  if (name.length < 2 || !letters.startsWith(name)) return undefined;
  const rest = letters.slice(name.length);
  const between = years.map((own) =>
    year === undefined ? 0 : Math.abs((isShortYear ? own % 100 : own) - year),
  );
  const apart = Math.min(...between, ...(years.length === 0 ? [Infinity] : []));
  if (year !== undefined && apart > 1) return undefined;
  // `vaswani2017a`: the letter tells papers of one year apart.
  if (rest.length <= 1)
    return year !== undefined && apart === 0 ? { paper, likeKey: isShaped, far: 3, vague: true } : undefined;
  if (!namesTitle(rest, known)) return undefined;
  return { paper, likeKey: isShaped && year !== undefined, far: year === undefined ? 3.5 : 2 + apart };
}

/** Whether letters begin like the title does at one of its words, or with a long one of them. */
function namesTitle(letters: string, { words, acronyms }: Known): boolean {
  if (letters.length < 3) return false;
  return (
    acronyms.includes(letters) ||
    words.some((word, at) =>
      word.length < 4 || letters.length <= word.length
        ? words
            .slice(at, at + 8)
            .join('')
            .startsWith(letters)
        : letters.startsWith(word),
    )
  );
}

function byAcronym(
  { letters, year, isShortYear }: Asked,
  { paper, acronyms, years }: Known,
): Likeness | undefined {
  if (letters.length < 3 || letters.length > LONGEST) return undefined;
  const isOtherYear = (own: number) =>
    year !== undefined && Math.abs((isShortYear ? own % 100 : own) - year) > 1;
  if (years.length > 0 && years.every(isOtherYear)) return undefined;
  const most = letters.length < 6 ? 0 : 1;
  const typos = Math.min(...acronyms.map((acronym) => typosIn(letters, acronym, most)));
  return typos <= most ? { paper, likeKey: false, far: 2.5 + typos } : undefined;
}

/** The beginning of its title, or of what stands behind the colon. */
function byTitle({ letters }: Asked, { paper, titles }: Known): Likeness | undefined {
  if (letters.length < 10 || letters.length > LONGEST) return undefined;
  const most = letters.length < 16 ? 1 : 2;
  const typos = Math.min(...titles.map((title) => typosBetween(letters, title, most).beginning));
  return typos <= most ? { paper, likeKey: false, far: 3 + typos } : undefined;
}
