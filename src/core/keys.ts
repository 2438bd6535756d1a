import { baseCitekey, suffixedCitekey } from './citekey';
import type { Cluster } from './cluster';
import { arxivIdOf, doiOf } from './cslJson';
import type { Decisions } from './decisions';
import { titleIdentity } from './fold';
import type { CslItem } from './paper';

/** The keys of one paper. */
export interface Keys {
  readonly citekey: string;
  readonly aliases: readonly string[];
}

export interface KeyAssignment {
  readonly keys: ReadonlyMap<Cluster, Keys>;
  /** Keys that could mean more than one paper, with the citation keys of all of these. */
  readonly ambiguous: ReadonlyMap<string, readonly string[]>;
}

/** What a key is made from when a paper brings none. */
export interface KeyFacts {
  readonly cluster: Cluster;
  /** The merged item. */
  readonly item: CslItem;
}

/**
 * Gives every paper its citation key, whatever the order of loading:
 * 1. a key recorded in a workspace file for this paper;
 * 2. the key its own entry has, the user's before the shipped library's. Where the user's entry takes a shipped
 *    key for another paper, the shipped paper answers to `key-arxivid` and the key counts as ambiguous;
 * 3. a key made from authors, year and title; when it is taken, or two papers would share it, with a suffix from the
 *    paper's own identity.
 * Every other key of the paper's entries, the key it had before its facts arrived, and the aliases in the workspace
 * file stay valid as aliases.
 */
export function assignKeys(papers: readonly KeyFacts[], decisions: Decisions): KeyAssignment {
  const recorded = recordedKeys(papers, decisions);
  const claims = new Map<string, Cluster[]>();
  const claim = (key: string, cluster: Cluster) => {
    const clusters = claims.get(key) ?? [];
    if (!clusters.includes(cluster)) clusters.push(cluster);
    claims.set(key, clusters);
  };
  for (const { cluster } of papers) {
    const key = recorded.get(cluster);
    if (key !== undefined) claim(key, cluster);
  }
  for (const origin of ['user', 'seed'] as const)
    for (const { cluster } of papers) for (const key of entryKeys(cluster, origin)) claim(key, cluster);

  const chosen = new Map<Cluster, string>();
  const bases = basesWanted(papers, (cluster) => ownKey(cluster, recorded, claims) !== undefined);
  for (const { cluster, item } of papers) {
    const own = ownKey(cluster, recorded, claims);
    chosen.set(cluster, own ?? madeKey(cluster, item, claims, bases));
  }
  return settleAliases(papers, chosen, claims, decisions);
}

const entryKeys = (cluster: Cluster, origin: 'seed' | 'user'): string[] =>
  cluster.records.flatMap(({ record, origin: own }) =>
    own === origin && record.item.id !== undefined ? [record.item.id] : [],
  );

/** Finds for each paper the key under which a workspace file knows it. */
function recordedKeys(papers: readonly KeyFacts[], decisions: Decisions): Map<Cluster, string> {
  const byIdentity = new Map<string, string>();
  for (const [key, { facts }] of decisions.papers) {
    const title = typeof facts?.title === 'string' ? facts.title : '';
    for (const identity of identities({ ...facts, title })) byIdentity.set(identity, key);
  }
  const recorded = new Map<Cluster, string>();
  if (byIdentity.size === 0) return recorded;
  for (const { cluster, item } of papers) {
    const identity = identities(item).find((id) => byIdentity.has(id));
    const key = identity === undefined ? undefined : byIdentity.get(identity);
    if (key !== undefined) recorded.set(cluster, key);
  }
  return recorded;
}

/** Identifiers tell papers apart better than titles do: where there are any, the title does not count. */
function identities(item: CslItem): string[] {
  const arxiv = arxivIdOf(item);
  const doi = doiOf(item);
  const ids = [arxiv === undefined ? [] : `arxiv:${arxiv}`, doi === undefined ? [] : `doi:${doi}`].flat();
  const title = titleIdentity(item.title);
  return ids.length > 0 || title === '' ? ids : [`title:${title}`];
}

/** The paper's own key if it may keep it: the first claimant does, a later one answers to a suffixed form. */
function ownKey(
  cluster: Cluster,
  recorded: ReadonlyMap<Cluster, string>,
  claims: ReadonlyMap<string, readonly Cluster[]>,
): string | undefined {
  const key = recorded.get(cluster) ?? entryKeys(cluster, 'user')[0] ?? entryKeys(cluster, 'seed')[0];
  if (key === undefined) return undefined;
  return claims.get(key)?.[0] === cluster ? key : suffixedCitekey(key, identityOf(cluster));
}

const identityOf = (cluster: Cluster) => ({
  arxiv: cluster.arxiv,
  doi: cluster.doi,
  title: cluster.records[0]?.record.item.title ?? '',
});

/** How many papers without a key of their own would get each made key. */
function basesWanted(
  papers: readonly KeyFacts[],
  hasOwn: (cluster: Cluster) => boolean,
): Map<string, number> {
  const wanted = new Map<string, number>();
  for (const { cluster, item } of papers) {
    if (hasOwn(cluster)) continue;
    const base = baseOf(item);
    wanted.set(base, (wanted.get(base) ?? 0) + 1);
  }
  return wanted;
}

const baseOf = (item: CslItem): string =>
  baseCitekey({ authors: item.author ?? [], year: item.issued?.['date-parts']?.[0]?.[0], title: item.title });

function madeKey(
  cluster: Cluster,
  item: CslItem,
  claims: ReadonlyMap<string, readonly Cluster[]>,
  bases: ReadonlyMap<string, number>,
): string {
  const base = baseOf(item);
  const free = !claims.has(base) && bases.get(base) === 1;
  return free ? base : suffixedCitekey(base, identityOf(cluster));
}

function settleAliases(
  papers: readonly KeyFacts[],
  chosen: ReadonlyMap<Cluster, string>,
  claims: ReadonlyMap<string, readonly Cluster[]>,
  decisions: Decisions,
): KeyAssignment {
  const citekeys = new Set(chosen.values());
  const meanings = new Map<string, Set<string>>();
  const means = (key: string, citekey: string) =>
    meanings.set(key, (meanings.get(key) ?? new Set()).add(citekey));
  const other = new Map<Cluster, Set<string>>();
  for (const { cluster } of papers) {
    const citekey = chosen.get(cluster) ?? '';
    means(citekey, citekey);
    const others = [
      ...entryKeys(cluster, 'user'),
      ...entryKeys(cluster, 'seed'),
      ...keysBeforeFacts(cluster),
    ];
    other.set(cluster, new Set([...others, ...(decisions.papers.get(citekey)?.aliases ?? [])]));
    for (const key of other.get(cluster) ?? []) means(key, citekey);
  }
  for (const [key, clusters] of claims)
    for (const cluster of clusters) means(key, chosen.get(cluster) ?? key);
  const keys = new Map<Cluster, Keys>();
  for (const [cluster, citekey] of chosen) {
    const aliases = [...(other.get(cluster) ?? [])].filter(
      (key) => !citekeys.has(key) && meanings.get(key)?.size === 1,
    );
    keys.set(cluster, { citekey, aliases });
  }
  const ambiguous = [...meanings].filter(([, papersMeant]) => papersMeant.size > 1);
  return { keys, ambiguous: new Map(ambiguous.map(([key, meant]) => [key, [...meant].sort()])) };
}

/** The key a paper of the user's had while its listing alone was known: notes may cite it. */
function keysBeforeFacts(cluster: Cluster): string[] {
  const bare = cluster.records.filter(
    ({ record, origin }) => origin === 'user' && record.item.id === undefined,
  );
  return bare.length === cluster.records.length
    ? []
    : [...new Set(bare.map(({ record }) => baseOf(record.item)))];
}
