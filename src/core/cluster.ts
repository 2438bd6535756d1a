import { arxivIdOf, doiOf } from './cslJson';
import { titleIdentity } from './fold';
import type { SourceRecord } from './paper';

/** A record and whose file it came from. */
export interface OwnedRecord {
  readonly record: SourceRecord;
  readonly origin: 'seed' | 'user';
}

/** All records that speak of one paper, in order of loading. */
export interface Cluster {
  readonly records: readonly OwnedRecord[];
  readonly arxiv: string | undefined;
  readonly doi: string | undefined;
  /** Folded title, the weakest identity. */
  readonly title: string;
}

interface Node {
  parent: number;
  readonly arxiv: string | undefined;
  readonly doi: string | undefined;
  readonly title: string;
}

/**
 * Groups records by paper, whatever the order of loading. An arXiv id or a DOI unites; a title unites only what
 * identifiers do not tell apart: where one title stands for two papers, records without an identifier join neither.
 */
export function clusterRecords(records: readonly OwnedRecord[]): Cluster[] {
  const nodes = records.map(({ record }, index): Node => {
    const { item } = record;
    return { parent: index, arxiv: arxivIdOf(item), doi: doiOf(item), title: titleIdentity(item.title) };
  });
  uniteBy(nodes, (node) => node.arxiv);
  uniteBy(nodes, (node) => node.doi);
  uniteTitles(nodes);
  return collect(records, nodes);
}

function groupIndexes<K>(nodes: readonly Node[], keyOf: (index: number) => K): Map<K, number[]> {
  const groups = new Map<K, number[]>();
  nodes.forEach((_, index) => {
    const key = keyOf(index);
    const group = groups.get(key);
    if (group) group.push(index);
    else groups.set(key, [index]);
  });
  return groups;
}

function root(nodes: readonly Node[], index: number): number {
  let at = index;
  for (let node = nodes[at]; node && node.parent !== at; node = nodes[at]) at = node.parent;
  for (let node = nodes[index]; node && node.parent !== at; node = nodes[index]) {
    index = node.parent;
    node.parent = at;
  }
  return at;
}

/** The earlier record stays the root, so that clusters come out in order of loading. */
function unite(nodes: readonly Node[], a: number, b: number): void {
  const [first, second] = [root(nodes, a), root(nodes, b)].sort((x, y) => x - y) as [number, number];
  const node = nodes[second];
  if (node) node.parent = first;
}

function uniteBy(nodes: readonly Node[], identity: (node: Node) => string | undefined): void {
  const seen = new Map<string, number>();
  nodes.forEach((node, index) => {
    const id = identity(node);
    if (id === undefined) return;
    const earlier = seen.get(id);
    if (earlier === undefined) seen.set(id, index);
    else unite(nodes, earlier, index);
  });
}

function uniteTitles(nodes: readonly Node[]): void {
  const byTitle = groupIndexes(nodes, (index) => nodes[index]?.title ?? '');
  for (const [title, members] of byTitle) {
    if (title === '' || members.length < 2) continue;
    const identified = members.filter(
      (index) => nodes[index]?.arxiv !== undefined || nodes[index]?.doi !== undefined,
    );
    const apart = toldApart(nodes, identified);
    const united = apart ? members.filter((index) => !identified.includes(index)) : members;
    for (const index of united) unite(nodes, united[0] ?? index, index);
  }
}

/** Whether these records carry two different arXiv ids, or two different DOIs without being one paper by arXiv id. */
function toldApart(nodes: readonly Node[], members: readonly number[]): boolean {
  const roots = new Set(members.map((index) => root(nodes, index)));
  if (roots.size < 2) return false;
  const distinct = (values: (string | undefined)[]) =>
    new Set(values.filter((value) => value !== undefined)).size;
  return (
    distinct(members.map((index) => nodes[index]?.arxiv)) > 1 ||
    distinct(members.map((index) => nodes[index]?.doi)) > 1
  );
}

function collect(records: readonly OwnedRecord[], nodes: readonly Node[]): Cluster[] {
  const members = groupIndexes(nodes, (index) => root(nodes, index));
  return [...members.values()].map((indexes) => {
    const own = indexes.flatMap((index) => nodes[index] ?? []);
    return {
      records: indexes.flatMap((index) => records[index] ?? []),
      arxiv: own.find((node) => node.arxiv !== undefined)?.arxiv,
      doi: own.find((node) => node.doi !== undefined)?.doi,
      title: own[0]?.title ?? '',
    };
  });
}
