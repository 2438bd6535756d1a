import {
  type Arrangement,
  type Group,
  type GroupBy,
  type Surroundings,
  groupPapers,
  sortPapers,
} from './arrangement';
import { GROUPS } from './families/families';
import type { FamilyInfo, FamilyList } from './families/familyList';
import { peopleOf } from './others';
import type { Paper } from './paper';

/** A row of the papers tree as plain data; words and icons are the host's. */
export type TreeNode = GroupNode | PaperNode;

export interface GroupNode {
  readonly kind: 'group';
  readonly id: string;
  /** `heading` is what families stand under; `also` a family's papers whose primary family is another one. */
  readonly by: GroupBy | 'heading' | 'also';
  /** Id of a heading or family, a year, a venue, a file, `cited` or `uncited`; `null` where that is not known. */
  readonly value: string | null;
  /** How many papers; of a family, those whose primary family it is. */
  readonly count: number;
  /** How many more papers a family has that are counted elsewhere. */
  readonly also: number;
  /** Whether it comes open. */
  readonly expanded: boolean;
  /** The family of a family's row and of the row for its further papers. */
  readonly family?: FamilyInfo;
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
  /** Id of the family it stands under. */
  readonly family?: string;
}

/** So many papers left by a filter are seen at a glance: their groups come open. */
const FEW = 50;

/** The rows of the papers tree under one arrangement. */
export class PapersTree {
  readonly #top: readonly TreeNode[];
  /** The rows below each row that has any. */
  readonly #below = new Map<string, readonly TreeNode[]>();
  readonly #open: boolean;
  #order = 0;

  /** `papers` are those that the arrangement's filter leaves. */
  constructor(papers: readonly Paper[], arrangement: Arrangement, surroundings: Surroundings) {
    this.#open = arrangement.filter !== '' && papers.length <= FEW;
    const groups = groupPapers(papers, arrangement, surroundings);
    this.#top =
      arrangement.groupBy === 'family'
        ? this.#headings(groups, alsoIn(papers, arrangement), arrangement, surroundings.families)
        : groups.map((group) => this.#group(group, arrangement.groupBy));
  }

  /** The children of a row, or the top level without an id. */
  children(id: string | undefined): readonly TreeNode[] {
    return id === undefined ? this.#top : (this.#below.get(id) ?? []);
  }

  /** The rows from the top to where a paper is counted; none when it is not in the tree. */
  pathTo(citekey: string, rows = this.#top): readonly TreeNode[] {
    const own = rows.find((row) => row.kind === 'paper' && row.citekey === citekey);
    if (own) return [own];
    for (const row of rows) {
      if (row.kind === 'paper' || row.by === 'also') continue;
      const path = this.pathTo(citekey, this.children(row.id));
      if (path.length > 0) return [row, ...path];
    }
    return [];
  }

  /** Headings with their families; what stands under no heading comes last. */
  #headings(
    groups: readonly Group[],
    also: ReadonlyMap<string, readonly Paper[]>,
    { filter }: Arrangement,
    families: FamilyList,
  ): TreeNode[] {
    const papers = new Map(groups.map((group) => [group.value ?? '', group.papers]));
    // Hidden from those who browse, not from those who look for something.
    const listed = families.all.filter(({ hidden }) => !hidden || filter !== '');
    // What a filter leaves is to be seen at a glance: where it is counted.
    const isShown = ({ id, own }: FamilyInfo) => papers.has(id) || (filter === '' && (own || also.has(id)));
    const rowsOf = (own: readonly FamilyInfo[]) =>
      own
        .filter(isShown)
        .map((family) => this.#family(family, papers.get(family.id) ?? [], also.get(family.id) ?? []));
    const unknown = groups.filter(({ value }) => families.get(value ?? '') === undefined);
    const headed = GROUPS.flatMap(({ id }) => {
      const rows = rowsOf(listed.filter(({ group }) => group === id));
      return id === 'none' || rows.length === 0 ? rows : [this.#heading(id, rows)];
    });
    return [...headed, ...unknown.map((group) => this.#group(group, 'family'))];
  }

  #heading(value: string, rows: readonly GroupNode[]): GroupNode {
    const id = groupId(value, 'heading', this.#open);
    this.#below.set(id, rows);
    const count = rows.reduce((sum, row) => sum + row.count, 0);
    return { kind: 'group', id, by: 'heading', value, count, also: 0, expanded: true };
  }

  #family(family: FamilyInfo, papers: readonly Paper[], also: readonly Paper[]): GroupNode {
    const group = this.#group({ value: family.id, papers }, 'family', family);
    if (also.length > 0) {
      const row = this.#group({ value: family.id, papers: also }, 'also', family);
      this.#below.set(group.id, [...this.children(group.id), row]);
    }
    return { ...group, also: also.length };
  }

  #group({ value, papers }: Group, by: GroupNode['by'], family?: FamilyInfo): GroupNode {
    const expanded = this.#open && by !== 'also';
    const own = groupId(value, by, expanded);
    this.#below.set(
      own,
      papers.map((paper) => paperNode(paper, own, this.#order++, family)),
    );
    const node = { kind: 'group', id: own, by, value, count: papers.length, also: 0, expanded } as const;
    return family ? { ...node, family } : node;
  }
}

/** The papers of each family whose primary family is another one, in their order. */
function alsoIn(papers: readonly Paper[], { sortBy }: Arrangement): Map<string, Paper[]> {
  const also = new Map<string, Paper[]>();
  const several = papers.filter(({ families }) => families.secondary.length > 0);
  for (const paper of sortPapers(several, sortBy))
    for (const { family } of paper.families.secondary) {
      const own = also.get(family);
      if (own) own.push(paper);
      else also.set(family, [paper]);
    }
  return also;
}

/** Groups that come open have ids of their own: editors remember by id which rows a person has closed. */
function groupId(value: string | null, by: GroupNode['by'], expanded: boolean): string {
  const name = value === null ? by : `${by}:${value.replaceAll('%', '%25').replaceAll('/', '%2F')}`;
  return expanded ? `found/${name}` : name;
}

function paperNode(paper: Paper, group: string, order: number, family: FamilyInfo | undefined): PaperNode {
  const { citekey, title, year } = paper;
  const node = {
    kind: 'paper',
    id: `${group}/${citekey}`,
    citekey,
    title,
    byline: byline(paper),
    year,
    order,
  } as const;
  return family ? { ...node, family: family.id } : node;
}

/** The citation keys of rows as they stand in the tree, whatever the order in which they were picked; each once. */
export function citekeysInOrder(rows: readonly TreeNode[]): string[] {
  const papers = rows.filter((row) => row.kind === 'paper').sort((a, b) => a.order - b.order);
  return [...new Set(papers.map(({ citekey }) => citekey))];
}

type BylineFacts = Pick<Paper, 'authors' | 'organization'> & {
  readonly item: Pick<Paper['item'], 'author' | 'editor'>;
};

/**
 * Authors as a short line: one or two family names, else the first "et al."; editors with "(eds.)" where there are no
 * authors; the organisation where that is all.
 */
export function byline({ authors, organization, item }: BylineFacts): string {
  const names = authors.map(
    (name) => name.literal ?? [name['non-dropping-particle'], name.family].filter(Boolean).join(' '),
  );
  const [first, second] = names;
  const { isOpen, areEditors } = peopleOf(item);
  if (first === undefined) return organization ?? '';
  if (second === undefined && !isOpen) return areEditors ? `${first} (ed.)` : first;
  const line = names.length === 2 && !isOpen ? `${first} & ${second ?? ''}` : `${first} et al.`;
  return areEditors ? `${line} (eds.)` : line;
}
