import { sortPapers } from '../core/arrangement';
import type { FamilyInfo, FamilyList } from '../core/families/familyList';
import type { Library } from '../core/library';
import { type Mechanism, mechanismOf } from '../core/mechanisms/mechanism';
import { findTerm } from '../core/mechanisms/terms';
import type { Paper } from '../core/paper';
import type { CountedFamily, FamilyOverview, FamilyPaper, NamedMechanism } from './familyProtocol';
import type * as messages from './protocol';

/** So many papers show what a family is about. */
const TYPICAL = 5;

interface Members {
  readonly primary: Paper[];
  readonly secondary: Paper[];
}

/** What the library worker answers about families and their papers. */
export class FamilyPapers {
  readonly #library: Library;
  readonly #row: (paper: Paper) => messages.PaperRow;
  /** By family; undefined when out of date. */
  #members: ReadonlyMap<string, Members> | undefined;
  /** What was told of families and of the mechanisms that papers name, by id. */
  readonly #told = new Map<string, FamilyOverview>();

  constructor(library: Library, row: (paper: Paper) => messages.PaperRow) {
    this.#library = library;
    this.#row = row;
  }

  /** To be called when papers or families have changed. */
  forget(): void {
    this.#members = undefined;
    this.#told.clear();
  }

  all(): CountedFamily[] {
    return this.#library.families.all.map((family) => this.#counted(family));
  }

  /** The mechanism that a text names at an offset, or the family that it names by a term of the user's. */
  describeTerm(text: string, offset: number): NamedMechanism | null {
    const { ownTerms } = this.#library.families;
    const hit = findTerm(text, offset, ownTerms);
    if (!hit) return null;
    const own = ownTerms.find(({ id }) => id === hit.id);
    const mechanism = own ? null : (mechanismOf(hit.id) ?? null);
    const overview = this.describe(own?.family ?? mechanism?.family ?? '', mechanism ?? undefined);
    return overview && { start: hit.start, end: hit.end, mechanism, overview };
  }

  /** `named` is the mechanism that papers shall name to be typical. */
  describe(id: string, named?: Mechanism): FamilyOverview | null {
    const family = this.#library.families.get(id);
    if (!family) return null;
    const key = `${id}\n${named?.id ?? ''}`;
    const told = this.#told.get(key) ?? this.#overview(family, named);
    this.#told.set(key, told);
    return told;
  }

  papers(id: string, offset: number, limit: number): { papers: FamilyPaper[]; total: number } {
    const { primary, secondary } = this.#of(id);
    const all = [...sortPapers(primary, 'newest'), ...sortPapers(secondary, 'newest')];
    const papers = all.slice(offset, offset + limit).map((paper) => ({
      ...this.#row(paper),
      also: paper.families.primary.family !== id,
    }));
    return { papers, total: all.length };
  }

  #counted(family: FamilyInfo): CountedFamily {
    const { primary, secondary } = this.#of(family.id);
    return { ...family, count: primary.length, also: secondary.length };
  }

  #overview(family: FamilyInfo, named: Mechanism | undefined): FamilyOverview {
    const { primary, secondary } = this.#of(family.id);
    const isNaming = named && namesOf(named);
    const naming = isNaming ? [...primary, ...secondary].filter(isNaming) : [];
    const years = new Map<number, number>();
    for (const { year } of primary) if (year !== undefined) years.set(year, (years.get(year) ?? 0) + 1);
    return {
      family: this.#counted(family),
      perYear: [...years].sort(([a], [b]) => a - b),
      typical: [...new Set([...surest(naming), ...surest(primary)])].slice(0, TYPICAL).map(this.#row),
      // A family of the user's own may have an id that a mechanism has.
      mechanism: family.own ? null : (mechanismOf(family.id) ?? null),
    };
  }

  #of(id: string): Members {
    this.#members ??= membersOf(this.#library.papers);
    return this.#members.get(id) ?? { primary: [], secondary: [] };
  }
}

function membersOf(papers: readonly Paper[]): Map<string, Members> {
  const members = new Map<string, Members>();
  const of = (id: string): Members => {
    const known = members.get(id) ?? { primary: [], secondary: [] };
    members.set(id, known);
    return known;
  };
  for (const paper of papers) {
    of(paper.families.primary.family).primary.push(paper);
    for (const { family } of paper.families.secondary) of(family).secondary.push(paper);
  }
  return members;
}

/** Those that belong to their families most surely, the newest of equals first. */
function surest(papers: readonly Paper[]): Paper[] {
  const sure = ({ families }: Paper) => families.primary.confidence;
  const least = papers.map(sure).sort((a, b) => b - a)[TYPICAL - 1] ?? 0;
  const candidates = papers.filter((paper) => sure(paper) >= least);
  return sortPapers(candidates, 'newest')
    .sort((a, b) => sure(b) - sure(a))
    .slice(0, TYPICAL);
}

/** Whether a paper's title, or what of its abstract speaks for its families, names a mechanism, in whole words. */
function namesOf({ terms }: Mechanism): (paper: Paper) => boolean {
  const words = terms.map((term) => term.replace(/[^\p{L}\p{N}]+/gu, '[^\\p{L}\\p{N}]+'));
  const name = new RegExp(`(?<![\\p{L}\\p{N}])(?:${words.join('|')})s?(?![\\p{L}\\p{N}])`, 'iu');
  return ({ title, families }) => name.test(title) || families.evidence.some(({ text }) => name.test(text));
}

/** A family as lists name it; by its id where it is not known. */
export function familyName(families: FamilyList, id: string): messages.FamilyName {
  const family = families.get(id);
  if (!family) return { id, label: id };
  return family.short === undefined
    ? { id, label: family.label }
    : { id, label: family.label, short: family.short };
}
