import { sortPapers } from '../core/arrangement';
import type { FamilyList } from '../core/families/familyList';
import { fold } from '../core/fold';
import type { Library } from '../core/library';
import { type Mechanism, mechanismOf } from '../core/mechanisms/mechanism';
import { findTerm } from '../core/mechanisms/terms';
import type { Paper } from '../core/paper';
import type * as messages from './protocol';

/** So many papers show what a family is about. */
const TYPICAL = 5;

interface Members {
  /** Newest first. */
  readonly primary: Paper[];
  readonly secondary: Paper[];
}

/** What the library worker answers about families and their papers. */
export class FamilyPapers {
  readonly #library: Library;
  readonly #row: (paper: Paper) => messages.PaperRow;
  /** By family; undefined when out of date. */
  #members: ReadonlyMap<string, Members> | undefined;

  constructor(library: Library, row: (paper: Paper) => messages.PaperRow) {
    this.#library = library;
    this.#row = row;
  }

  /** To be called when papers or families have changed. */
  forget(): void {
    this.#members = undefined;
  }

  all(): messages.CountedFamily[] {
    return this.#library.families.all.map((family) => {
      const { primary, secondary } = this.#of(family.id);
      return { ...family, count: primary.length, also: secondary.length };
    });
  }

  /** The mechanism that a text names at an offset, or the family that it names by a term of the user's. */
  describeTerm(text: string, offset: number): messages.NamedMechanism | null {
    const { families } = this.#library;
    const hit = findTerm(text, offset, families.ownTerms);
    if (!hit) return null;
    const mechanism = families.ownTerms.some(({ id }) => id === hit.id)
      ? null
      : (mechanismOf(hit.id) ?? null);
    const overview = this.describe(mechanism?.family ?? hit.id, mechanism ?? undefined);
    return overview && { start: hit.start, end: hit.end, mechanism, overview };
  }

  /** `named` is the mechanism that papers shall name to be typical. */
  describe(id: string, named?: Mechanism): messages.FamilyOverview | null {
    const family = this.all().find((one) => one.id === id);
    if (!family) return null;
    const { primary, secondary } = this.#of(id);
    const naming = named ? [...primary, ...secondary].filter((paper) => isNamed(named, paper)) : [];
    const years = new Map<number, number>();
    for (const { year } of primary) if (year !== undefined) years.set(year, (years.get(year) ?? 0) + 1);
    return {
      family,
      perYear: [...years].sort(([a], [b]) => a - b),
      typical: [...new Set([...surest(naming), ...surest(primary)])].slice(0, TYPICAL).map(this.#row),
      mechanism: mechanismOf(id) ?? null,
    };
  }

  papers(id: string, offset: number, limit: number): { papers: messages.FamilyPaper[]; total: number } {
    const { primary, secondary } = this.#of(id);
    const all = [...primary, ...secondary];
    const papers = all.slice(offset, offset + limit).map((paper) => ({
      ...this.#row(paper),
      also: paper.families.primary.family !== id,
    }));
    return { papers, total: all.length };
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
  for (const paper of sortPapers(papers, 'newest')) {
    of(paper.families.primary.family).primary.push(paper);
    for (const { family } of paper.families.secondary) of(family).secondary.push(paper);
  }
  return members;
}

/** Those that belong to their families most surely, the newest of equals first. */
function surest(papers: readonly Paper[]): Paper[] {
  const sure = ({ families }: Paper) => families.primary.confidence;
  return [...papers].sort((a, b) => sure(b) - sure(a)).slice(0, TYPICAL);
}

/** Whether a paper's title, or what of its abstract speaks for its families, names a mechanism. */
function isNamed({ terms }: Mechanism, { title, families }: Paper): boolean {
  const said = [title, ...families.evidence.map(({ text }) => text)].map(fold);
  return terms.some((term) => said.some((text) => text.includes(fold(term))));
}

/** A family as lists name it; by its id where it is not known. */
export function familyName(families: FamilyList, id: string): messages.FamilyName {
  const family = families.get(id);
  if (!family) return { id, label: id };
  return family.short === undefined
    ? { id, label: family.label }
    : { id, label: family.label, short: family.short };
}
