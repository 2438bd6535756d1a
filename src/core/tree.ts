import { type Arrangement, type Group, type GroupBy, groupPapers } from './arrangement';
import { FAMILIES } from './families/families';
import type { Paper } from './paper';

/** A row of the papers tree as plain data; words and icons are the host's. */
export type TreeNode = GroupNode | PaperNode;

export interface GroupNode {
  readonly kind: 'group';
  readonly id: string;
  readonly by: GroupBy;
  /** A family's id, a year, a venue, a file, `cited` or `uncited`; `null` where that is not known of the papers. */
  readonly value: string | null;
  readonly count: number;
  /** Whether it comes open. */
  readonly expanded: boolean;
}

export interface PaperNode {
  readonly kind: 'paper';
  readonly id: string;
  readonly citekey: string;
  readonly title: string;
  /** "Chen et al."; empty when no author is known. */
  readonly byline: string;
  readonly year: number | undefined;
  /** Its place from the top of the whole tree. */
  readonly order: number;
}

/** So many papers left by a filter are seen at a glance: their groups come open. */
const FEW = 50;

/** The rows of the papers tree under one arrangement. */
export class PapersTree {
  readonly #groups: ReadonlyMap<string, { readonly node: GroupNode; readonly rows: readonly PaperNode[] }>;

  /** `papers` are those that the arrangement's filter leaves. */
  constructor(papers: readonly Paper[], arrangement: Arrangement, cited: ReadonlySet<string>) {
    const open = arrangement.filter !== '' && papers.length <= FEW;
    let order = 0;
    this.#groups = new Map(
      groupPapers(papers, arrangement, cited).map((group) => {
        const node = groupNode(group, arrangement.groupBy, open);
        return [node.id, { node, rows: group.papers.map((paper) => paperNode(paper, node.id, order++)) }];
      }),
    );
  }

  /** The children of a row, or the top level without an id. */
  children(id: string | undefined): readonly TreeNode[] {
    if (id !== undefined) return this.#groups.get(id)?.rows ?? [];
    return Array.from(this.#groups.values(), ({ node }) => node);
  }

  /** The rows from the top to where a paper stands first; none when it is not in the tree. */
  pathTo(citekey: string): readonly TreeNode[] {
    for (const { node, rows } of this.#groups.values()) {
      const row = rows.find((candidate) => candidate.citekey === citekey);
      if (row) return [node, row];
    }
    return [];
  }
}

/** Groups that come open have ids of their own: editors remember by id which rows a person has closed. */
function groupNode({ value, papers }: Group, by: GroupBy, expanded: boolean): GroupNode {
  const name = value === null ? by : `${by}:${value.replaceAll('%', '%25').replaceAll('/', '%2F')}`;
  return { kind: 'group', id: expanded ? `found/${name}` : name, by, value, count: papers.length, expanded };
}

function paperNode(paper: Paper, group: string, order: number): PaperNode {
  const { citekey, title, year } = paper;
  return { kind: 'paper', id: `${group}/${citekey}`, citekey, title, byline: byline(paper), year, order };
}

/** The citation keys of rows as they stand in the tree, whatever the order in which they were picked; each once. */
export function citekeysInOrder(rows: readonly TreeNode[]): string[] {
  const papers = rows.filter((row) => row.kind === 'paper').sort((a, b) => a.order - b.order);
  return [...new Set(papers.map(({ citekey }) => citekey))];
}

/** How many papers have each family as their primary one; families without papers included. */
export function countFamilies(papers: readonly Paper[]): Map<string, number> {
  const counts = new Map(FAMILIES.map(({ id }) => [id, 0] as [string, number]));
  for (const { families } of papers)
    counts.set(families.primary.family, (counts.get(families.primary.family) ?? 0) + 1);
  return counts;
}

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
