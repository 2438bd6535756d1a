import { sortPapers } from '../core/arrangement';
import type { FamilyList } from '../core/families/familyList';
import type { Library } from '../core/library';
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

  describe(id: string): messages.FamilyOverview | null {
    const family = this.all().find((one) => one.id === id);
    if (!family) return null;
    const { primary } = this.#of(id);
    const years = new Map<number, number>();
    for (const { year } of primary) if (year !== undefined) years.set(year, (years.get(year) ?? 0) + 1);
    return {
      family,
      perYear: [...years].sort(([a], [b]) => a - b),
      typical: mostTypical(primary).map(this.#row),
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

/** Those that belong there most surely, the newest of equals first. */
function mostTypical(papers: readonly Paper[]): Paper[] {
  const sure = ({ families }: Paper) => families.primary.confidence;
  return [...papers].sort((a, b) => sure(b) - sure(a)).slice(0, TYPICAL);
}

/** A family as lists name it; by its id where it is not known. */
export function familyName(families: FamilyList, id: string): messages.FamilyName {
  const family = families.get(id);
  if (!family) return { id, label: id };
  return family.short === undefined
    ? { id, label: family.label }
    : { id, label: family.label, short: family.short };
}
