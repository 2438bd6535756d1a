import type { FamilyList } from './families/familyList';
import { fold } from './fold';
import type { Paper } from './paper';

/** What papers can be grouped by. */
export const GROUPINGS = ['family', 'year', 'venue', 'source', 'cited'] as const;
export type GroupBy = (typeof GROUPINGS)[number];

/** In which order papers can stand within a group. */
export const SORTINGS = ['newest', 'oldest', 'title'] as const;
export type SortBy = (typeof SORTINGS)[number];

/** How a person wants to see the papers. `filter` is what was typed; nothing typed hides nothing. */
export interface Arrangement {
  readonly groupBy: GroupBy;
  readonly sortBy: SortBy;
  readonly filter: string;
}

const ASKS_FOR_CITED = /(?:^|\s)-?cited:/i;

/** Whether other papers may be shown, or elsewhere, when notes cite other papers. */
export const dependsOnCited = ({ groupBy, filter }: Arrangement): boolean =>
  groupBy === 'cited' || ASKS_FOR_CITED.test(filter);

/** What papers are grouped in the light of. */
export interface Surroundings {
  /** The citation keys cited anywhere in the workspace. */
  readonly cited: ReadonlySet<string>;
  readonly families: FamilyList;
}

/** Papers under one heading. `value` is `null` where what they are grouped by is not known of them. */
export interface Group {
  readonly value: string | null;
  readonly papers: readonly Paper[];
}

/**
 * Groups papers and sorts each group. A paper stands in every group it belongs to, and at least in one; no group is
 * empty. The order of the groups: families as in their list, years as the papers are sorted (newest first, also
 * by title), venues by name, files by base name, cited papers first; what is not known last.
 */
export function groupPapers(
  papers: readonly Paper[],
  { groupBy, sortBy }: Pick<Arrangement, 'groupBy' | 'sortBy'>,
  { cited, families }: Surroundings,
): Group[] {
  const groups = new Map<string | null, Paper[]>();
  for (const paper of sortPapers(papers, sortBy))
    for (const value of valuesOf(paper, groupBy, cited)) {
      const group = groups.get(value);
      if (group) group.push(paper);
      else groups.set(value, [paper]);
    }
  const compare = ORDERS[groupBy](sortBy === 'oldest' ? 1 : -1, families);
  return Array.from(groups, ([value, own]) => ({ value, papers: own })).sort(({ value: a }, { value: b }) => {
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    return compare(a, b) || compareText(a, b);
  });
}

function valuesOf(paper: Paper, groupBy: GroupBy, cited: ReadonlySet<string>): (string | null)[] {
  switch (groupBy) {
    case 'family':
      return [paper.families.primary.family];
    case 'year':
      return [paper.year === undefined ? null : String(paper.year)];
    case 'venue':
      return [paper.venue === undefined ? null : venueName(paper.venue)];
    case 'source': {
      const files = new Set(paper.sources.map(({ file }) => file));
      return files.size > 0 ? [...files] : [null];
    }
    case 'cited':
      return [cited.has(paper.citekey) ? 'cited' : 'uncited'];
  }
}

/** Compares the values of two groups; `years` is 1 where years ascend, -1 where they descend. */
type Order = (years: 1 | -1, families: FamilyList) => (a: string, b: string) => number;

const ORDERS: Readonly<Record<GroupBy, Order>> = {
  family: (_, families) => (a, b) => families.placeOf(a) - families.placeOf(b),
  year: (years) => (a, b) => years * (Number(a) - Number(b)),
  venue: () => (a, b) => compareText(fold(a), fold(b)),
  source: () => (a, b) => compareText(fold(baseName(a)), fold(baseName(b))),
  cited: () => compareText,
};

/** What all years of a venue share: "NeurIPS" of "NeurIPS 2021". */
const venueName = (venue: string): string => venue.replace(/ \d{4}$/, '');

/** The last part of a file's name. */
export const baseName = (file: string): string => file.slice(file.lastIndexOf('/') + 1);

/** Papers in the order of their group. */
export function sortPapers(papers: readonly Paper[], sortBy: SortBy): Paper[] {
  const titles = new Map(papers.map((paper) => [paper, fold(paper.title)]));
  const byTitle = (a: Paper, b: Paper) =>
    compareText(titles.get(a) ?? '', titles.get(b) ?? '') || compareText(a.citekey, b.citekey);
  if (sortBy === 'title') return [...papers].sort(byTitle);
  const direction = sortBy === 'oldest' ? 1 : -1;
  return [...papers].sort((a, b) => byDate(a, b, direction) || byTitle(a, b));
}

/** Papers whose year or day is not known come after those of which it is, in both directions. */
function byDate(a: Paper, b: Paper, direction: 1 | -1): number {
  if (a.year !== b.year) return unknownLast(a.year, b.year) || direction * ((a.year ?? 0) - (b.year ?? 0));
  const [one, other] = [dayOf(a), dayOf(b)];
  return unknownLast(one, other) || direction * compareText(one ?? '', other ?? '');
}

const dayOf = ({ published }: Paper): string | undefined =>
  published?.startsWith('-') ? undefined : published;

const unknownLast = (a: unknown, b: unknown): number => Number(a === undefined) - Number(b === undefined);

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
