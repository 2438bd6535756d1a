import { FAMILIES } from './families/families';
import type { Paper } from './paper';

/** A row of the papers tree as plain data; words and icons are the host's. */
export type TreeNode = FamilyNode | PaperNode;

export interface FamilyNode {
  readonly kind: 'family';
  readonly id: string;
  readonly family: string;
  readonly count: number;
}

export interface PaperNode {
  readonly kind: 'paper';
  readonly id: string;
  readonly citekey: string;
  readonly title: string;
  /** "Chen et al."; empty when no author is known. */
  readonly byline: string;
  readonly year: number | undefined;
}

/** Children of a node, or the top level without an id: families that have papers, in the field's order. */
export function treeChildren(papers: readonly Paper[], id: string | undefined): TreeNode[] {
  if (id === undefined) return familyNodes(papers);
  const family = /^family:(.+)$/.exec(id)?.[1];
  return papers
    .filter((paper) => paper.families.primary.family === family)
    .sort(newestFirst)
    .map((paper) => ({
      kind: 'paper',
      id: `${id}/${paper.citekey}`,
      citekey: paper.citekey,
      title: paper.title,
      byline: byline(paper),
      year: paper.year,
    }));
}

/** How many papers have each family as their primary one; families without papers included. */
export function countFamilies(papers: readonly Paper[]): Map<string, number> {
  const counts = new Map(FAMILIES.map(({ id }) => [id, 0] as [string, number]));
  for (const { families } of papers)
    counts.set(families.primary.family, (counts.get(families.primary.family) ?? 0) + 1);
  return counts;
}

function familyNodes(papers: readonly Paper[]): FamilyNode[] {
  const counts = [...countFamilies(papers)].filter(([, count]) => count > 0);
  return counts.map(([family, count]) => ({ kind: 'family', id: `family:${family}`, family, count }));
}

const newestFirst = (a: Paper, b: Paper): number =>
  (b.year ?? 0) - (a.year ?? 0) ||
  (b.published ?? '').localeCompare(a.published ?? '') ||
  (a.title < b.title ? -1 : 1);

/** Authors as a short line: one or two family names, else the first "et al."; the organisation where that is all. */
export function byline(paper: Paper): string {
  const names = paper.authors.map(
    (name) => name.literal ?? [name['non-dropping-particle'], name.family].filter(Boolean).join(' '),
  );
  const [first, second] = names;
  if (first === undefined) return paper.organization ?? '';
  if (second === undefined) return first;
  return names.length === 2 ? `${first} & ${second}` : `${first} et al.`;
}
