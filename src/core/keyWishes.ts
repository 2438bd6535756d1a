import { baseCitekey, suffixedCitekey } from './citekey';
import type { Cluster } from './cluster';
import { arxivIdOf, doiOf } from './cslJson';
import type { Decisions } from './decisions';
import { titleIdentity } from './fold';
import { plainMarkup } from './markup';
import { ownEntries } from './origins';
import { withoutOthers } from './others';
import type { CslItem } from './paper';

/** What a key is made from when a paper brings none. */
export interface KeyFacts {
  readonly cluster: Cluster;
  /** The merged item. */
  readonly item: CslItem;
}

/** Which keys a paper would like to have. */
export interface Wish {
  readonly cluster: Cluster;
  /** Keys that workspace files record for it. */
  readonly recorded: readonly string[];
  readonly user: readonly string[];
  /** Further keys that its entries say it is cited by: they yield to other papers' own. */
  readonly further: readonly string[];
  /** Those of the shipped library, and behind them those of exports. */
  readonly seed: readonly string[];
  /** The key made for it when it brings none. */
  readonly base: string | undefined;
}

/** All keys that a paper has, had or may be given, whatever others there are. */
export type TouchedKeys = (facts: KeyFacts) => ReadonlySet<string>;

/**
 * What tells the keys that papers touch in the light of decisions: of two papers that touch no common key neither has to do
 * with the keys of the other, unless numbers are given.
 */
export function touchedKeys(decisions: Decisions): TouchedKeys {
  const byIdentity = recordedKeys(decisions);
  return (facts) => {
    const wish = wishOf(facts, byIdentity);
    const key = firstWish(wish);
    const suffixed = [wish.cluster, { title: wish.cluster.title }].map((own) => suffixedCitekey(key, own));
    const keys = new Set([...bringsOf(wish), key, ...suffixed]);
    for (const own of keys) for (const alias of decisions.papers.get(own)?.aliases ?? []) keys.add(alias);
    return keys;
  };
}

/** Which keys a paper would like to have; the map is that of {@link recordedKeys}. */
export function wishOf({ cluster, item }: KeyFacts, byIdentity: RecordedKeys): Wish {
  const recordedFor = byIdentity.size > 0 ? identities(item).flatMap((id) => byIdentity.get(id) ?? []) : [];
  const own = ownEntries(cluster);
  const shipped = cluster.records.filter(({ origin }) => origin === 'seed');
  const copies = cluster.records.filter(
    ({ record }) => record.isExported && !own.some((one) => one.record === record),
  );
  const [user, seed] = [keysOf(own), keysOf([...shipped, ...copies])];
  const further = cluster.records.flatMap(({ record }) => record.aliases ?? []);
  const has = (key: string) => [user, seed, further].some((keys) => keys.includes(key));
  // Where an identifier is that of several papers, only their keys tell which one is meant.
  const recorded = recordedFor
    .filter(({ keys }) => cluster.isDisputed !== true || keys.some(has))
    .map(({ keys: [key] }) => key);
  const brings = recorded.length + user.length + seed.length > 0;
  return { cluster, recorded, user, further, seed, base: brings ? undefined : baseOf(item) };
}

/** The key that it would like best. */
export const firstWish = ({ recorded, user, seed, base }: Wish): string =>
  recorded[0] ?? user[0] ?? seed[0] ?? base ?? '';

const keysOf = (entries: Cluster['records']): string[] =>
  entries.flatMap(({ record }) => record.item.id ?? []);

/** By a paper's identity the keys under which workspace files know it, each with its aliases. */
type RecordedKeys = ReadonlyMap<string, readonly { readonly keys: readonly [string, ...string[]] }[]>;

/** By a paper's identity the keys under which workspace files know it. */
export function recordedKeys(decisions: Decisions): RecordedKeys {
  const byIdentity = new Map<string, { keys: [string, ...string[]] }[]>();
  for (const [key, { facts, aliases = [] }] of decisions.papers) {
    if (!facts) continue;
    for (const identity of identities({ ...facts, title: facts.title ?? '' }))
      byIdentity.set(identity, [...(byIdentity.get(identity) ?? []), { keys: [key, ...aliases] }]);
  }
  return byIdentity;
}

/** Identifiers tell papers apart better than titles do: where there are any, the title does not count. */
export function identities(item: CslItem): string[] {
  const arxiv = arxivIdOf(item);
  const doi = doiOf(item);
  const ids = [arxiv === undefined ? [] : `arxiv:${arxiv}`, doi === undefined ? [] : `doi:${doi}`].flat();
  const title = titleIdentity(plainMarkup(item.title));
  return ids.length > 0 || title === '' ? ids : [`title:${title}`];
}

const baseOf = (item: CslItem): string =>
  baseCitekey({
    authors: withoutOthers(item.author),
    year: item.issued?.['date-parts']?.[0]?.[0],
    title: plainMarkup(item.title),
  });

/** The keys that a paper brings, or has as long as it brings none. */
export function bringsOf({ cluster, recorded, user, further, seed, base }: Wish): string[] {
  const made = base === undefined ? [] : [base];
  return [...recorded, ...user, ...further, ...seed, ...made, ...keysBeforeFacts(cluster)];
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
