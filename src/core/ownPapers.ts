import { type Authorship, agree, together } from './authorship';
import { type OwnEntry, areOne, ownEntryOf } from './ownEntries';
import type { CslItem } from './paper';
import { byRoot } from './titleSets';

/** What is asked of the records of one title, by their places. */
export interface TitledRecords {
  readonly rootOf: (index: number) => number;
  /** Kinds of identifiers that a root has. */
  readonly idsOf: (root: number) => readonly string[];
  /** The item of an entry of the user's own; nothing for other records. */
  readonly ownItem: (index: number) => CslItem | undefined;
  readonly authorship: (index: number) => Authorship;
}

/** More entries of one title that differ are all left apart: comparing each with each would take too long. */
const MOST_ENTRIES = 50;
/** Of entries that an identifier has united, so many that differ are compared with others. */
const MOST_ALIKE = 10;

/**
 * The records of one title by the entries of the user's own that are one paper: all together unless there are two that
 * are not. Then what is not the user's own goes to the only one that its first author and year are of, and the rest is
 * left together.
 */
export function partsOf(members: readonly number[], records: TitledRecords): (readonly number[])[] {
  const { rootOf, ownItem } = records;
  const own = members.filter((index) => ownItem(index) !== undefined);
  const roots = own.length < 2 ? undefined : byRoot(own, rootOf);
  if (!roots || roots.size < 2) return [members];
  const papers = ownPapers(roots, records);
  if (papers.length < 2) return [members];
  const all = byRoot(members, rootOf);
  const parts = papers.map((paper) => paper.flatMap((root) => all.get(root) ?? []));
  const joined = parts.map((part) => [...part]);
  const rest: number[] = [];
  const meant = meantBy(parts, records);
  for (const [root, others] of all)
    if (!roots.has(root)) (joined[meant(others) ?? -1] ?? rest).push(...others);
  return rest.length > 0 ? [...joined, rest] : joined;
}

/** The roots of entries of the user's own, by paper. */
function ownPapers(
  roots: ReadonlyMap<number, readonly number[]>,
  { ownItem, idsOf }: TitledRecords,
): number[][] {
  const nodes = new Map<string, Node>();
  for (const [root, own] of roots) {
    const entries = entriesOf(own.flatMap((index) => ownItem(index) ?? []));
    const ids = idsOf(root);
    // What people have copied from file to file is compared once.
    const same = ids.length > 0 ? String(root) : JSON.stringify(entries);
    const node = nodes.get(same);
    if (node) node.roots.push(root);
    else nodes.set(same, { roots: [root], entries, ids });
  }
  const all = [...nodes.values()];
  if (all.length > MOST_ENTRIES) return all.map((node) => node.roots);
  // Where of three the first is one with the second, and that with the third, but not the first with the third,
  // all stay apart: only those go together that are one with the same others.
  const papers = new Map<string, number[]>();
  for (const node of all) {
    const alike = all.map((other) => (other === node || areOnePaper(node, other) ? '1' : '0')).join('');
    papers.set(alike, [...(papers.get(alike) ?? []), ...node.roots]);
  }
  return [...papers.values()];
}

/** What entries say, each thing once, and in an order that is not theirs. */
function entriesOf(items: readonly CslItem[]): OwnEntry[] {
  const entries = new Map(items.map(ownEntryOf).map((entry) => [JSON.stringify(entry), entry]));
  const ordered = [...entries].sort(([a], [b]) => (a < b ? -1 : 1));
  return ordered.slice(0, MOST_ALIKE).map(([, entry]) => entry);
}

/** Entries that are one paper beyond doubt. */
interface Node {
  readonly roots: number[];
  readonly entries: readonly OwnEntry[];
  readonly ids: readonly string[];
}

/** Two with an identifier of one kind have not the same one. */
const areOnePaper = (a: Node, b: Node): boolean =>
  !a.ids.some((id) => b.ids.includes(id)) &&
  a.entries.some((entry) => b.entries.some((other) => areOne(entry, other)));

/** What tells which of several papers records are, by their first author and year. */
function meantBy(
  papers: readonly (readonly number[])[],
  { authorship }: TitledRecords,
): (records: readonly number[]) => number | undefined {
  const said = papers.map((paper) => together(paper.map(authorship)));
  const byName = new Map<string, number[]>();
  for (const [place, { names }] of said.entries())
    for (const name of names) {
      const places = byName.get(name);
      if (!places) byName.set(name, [place]);
      else if (places.length <= MOST_ENTRIES) places.push(place);
    }
  return (records) => {
    const own = together(records.map(authorship));
    const alike = byName.get(own.names[0] ?? '') ?? [];
    if (alike.length > MOST_ENTRIES) return undefined;
    const meant = alike.filter((place) => agree([own, said[place] ?? own]));
    return meant.length === 1 ? meant[0] : undefined;
  };
}
