import { suffixedCitekey } from './citekey';
import type { Cluster, OwnedRecord } from './cluster';
import type { Decisions } from './decisions';
import { type KeyFacts, type Wish, bringsOf, firstWish, recordedKeys, wishOf } from './keyWishes';
import type { CslItem } from './paper';
import { inOrderOfLoading } from './records';

/** The keys of one paper, and what was decided under them. */
export interface Keys {
  readonly citekey: string;
  readonly aliases: readonly string[];
  /** Decided facts, those under the citation key itself first. */
  readonly facts: readonly Partial<CslItem>[];
  /** The family that the user moved it to. */
  readonly family: string | undefined;
}

export interface KeyAssignment {
  readonly keys: ReadonlyMap<Cluster, Keys>;
  /** Keys that could mean more than one paper, with the citation keys of all of these. */
  readonly ambiguous: ReadonlyMap<string, readonly string[]>;
  /** Whether some papers are told apart by a number alone, which depends on all others. */
  readonly isNumbered: boolean;
}

/** How many papers are looked at between two chances to pause. */
const BATCH = 250;

/**
 * Gives every paper its citation key, whatever the order of loading:
 * 1. a key recorded in a workspace file for this paper;
 * 2. the key its own entry has, the user's before the shipped library's. Where the user's entry takes a shipped
 *    key for another paper, the shipped paper answers to `key-arxivid` and the key counts as ambiguous;
 * 3. a key made from authors, year and title; when it is taken, or two papers would share it, with a suffix from the
 *    paper's own identity, and the key without suffix counts as ambiguous.
 * Every other key of the paper's entries, the key it had before its facts arrived, and the aliases in the workspace
 * file stay valid as aliases. What was decided under any of these keys holds for the paper.
 *
 * A generator: the caller may pause between steps.
 */
export function* assignKeys(
  papers: readonly KeyFacts[],
  decisions: Decisions,
): Generator<void, KeyAssignment> {
  const wishes = yield* wishesOf(papers, decisions);
  const claims = yield* claimsOf(wishes);
  const given = yield* chooseKeys(wishes, claims);
  return yield* settleAliases(wishes, given, decisions);
}

function* wishesOf(papers: readonly KeyFacts[], decisions: Decisions): Generator<void, Wish[]> {
  const byIdentity = recordedKeys(decisions);
  const wishes: Wish[] = [];
  for (const facts of papers) {
    if (wishes.length % BATCH === 0) yield;
    wishes.push(wishOf(facts, byIdentity));
  }
  return wishes;
}

/**
 * By every key that papers bring the paper that may have it: recorded before the user's, first own and then further ones,
 * before the shipped. Of entries that the user has given one key the first counts, as for BibTeX.
 */
function* claimsOf(wishes: readonly Wish[]): Generator<void, Map<string, Cluster>> {
  const claims = new Map<string, Cluster>();
  for (const kind of ['recorded', 'user', 'further', 'seed'] as const) {
    const ofKind = new Map<string, Cluster>();
    const isFirst = kind === 'user' ? standsBefore : before;
    for (const [index, wish] of wishes.entries()) {
      if (index % BATCH === 0) yield;
      for (const key of wish[kind]) {
        const other = ofKind.get(key);
        if (!claims.has(key) && (!other || isFirst(wish.cluster, other, key))) ofKind.set(key, wish.cluster);
      }
    }
    for (const [key, cluster] of ofKind) claims.set(key, cluster);
  }
  return claims;
}

/** An order of papers that does not depend on the order of loading. */
const before = (a: Cluster, b: Cluster): boolean => orderOf(a) < orderOf(b);
const orderOf = ({ arxiv, doi, title }: Cluster): string =>
  [arxiv ?? '\uffff', doi ?? '\uffff', title].join('\n');

function standsBefore(a: Cluster, b: Cluster, key: string): boolean {
  const [own, other] = [firstEntry(a, key), firstEntry(b, key)];
  const order = own && other ? inOrderOfLoading(own, other) : 0;
  return order === 0 ? before(a, b) : order < 0;
}

const firstEntry = ({ records }: Cluster, key: string): OwnedRecord | undefined =>
  records.find(({ record, origin }) => origin === 'user' && record.item.id === key && !record.isExported);

/** A paper that cannot have the key it should. */
interface Contender {
  readonly cluster: Cluster;
  readonly key: string;
}

/** The keys that papers were given. */
class Given {
  readonly keys = new Map<Cluster, string>();
  readonly citekeys = new Set<string>();
  isNumbered = false;

  give({ cluster, key }: Contender): void {
    this.keys.set(cluster, key);
    this.citekeys.add(key);
  }
}

function* chooseKeys(wishes: readonly Wish[], claims: ReadonlyMap<string, Cluster>): Generator<void, Given> {
  const bases = yield* countOf(wishes, ({ base }) => base);
  const given = new Given();
  const contenders: Contender[] = [];
  for (const [index, wish] of wishes.entries()) {
    if (index % BATCH === 0) yield;
    const { cluster, base } = wish;
    const key = firstWish(wish);
    const free = base === undefined ? claims.get(key) === cluster : !claims.has(key) && bases.get(key) === 1;
    if (free) given.give({ cluster, key });
    else contenders.push({ cluster, key });
  }
  yield* suffixKeys(contenders, claims, given);
  return given;
}

function* countOf<T>(
  items: readonly T[],
  keyOf: (item: T) => string | undefined,
): Generator<void, Map<string, number>> {
  const counts = new Map<string, number>();
  for (const [index, item] of items.entries()) {
    if (index % BATCH === 0) yield;
    const key = keyOf(item);
    if (key !== undefined) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

/**
 * Gives contenders keys with a suffix from their identity; with another from the title where that is taken or shared;
 * and numbers those that nothing tells apart.
 */
function* suffixKeys(
  contenders: readonly Contender[],
  claims: ReadonlyMap<string, Cluster>,
  given: Given,
): Generator<void, void> {
  const taken = (key: string) => claims.has(key) || given.citekeys.has(key);
  let left = contenders;
  for (const identityOf of [(cluster: Cluster) => cluster, ({ title }: Cluster) => ({ title })]) {
    const suffixed: Contender[] = [];
    for (const { cluster, key } of left) {
      if (suffixed.length % BATCH === 0) yield;
      suffixed.push({ cluster, key: suffixedCitekey(key, identityOf(cluster)) });
    }
    const counts = yield* countOf(suffixed, ({ key }) => key);
    left = suffixed.filter(({ key }) => taken(key) || counts.get(key) !== 1);
    const refused = new Set(left);
    for (const contender of suffixed) if (!refused.has(contender)) given.give(contender);
  }
  numberKeys(left, taken, given);
}

function numberKeys(contenders: readonly Contender[], taken: (key: string) => boolean, given: Given): void {
  const next = new Map<string, number>();
  given.isNumbered = contenders.length > 0;
  for (const { cluster, key } of [...contenders].sort((a, b) => (before(a.cluster, b.cluster) ? -1 : 1))) {
    let number = next.get(key) ?? 2;
    while (taken(`${key}-${number}`)) number++;
    next.set(key, number + 1);
    given.give({ cluster, key: `${key}-${number}` });
  }
}

/** The citation keys that each key could mean. Most keys mean one. */
class Meanings {
  readonly #first = new Map<string, string>();
  readonly several = new Map<string, Set<string>>();

  add(key: string, citekey: string): void {
    const first = this.#first.get(key);
    if (first === undefined) this.#first.set(key, citekey);
    else if (first !== citekey)
      this.several.set(key, (this.several.get(key) ?? new Set([first])).add(citekey));
  }
}

function* settleAliases(
  wishes: readonly Wish[],
  { keys: chosen, citekeys, isNumbered }: Given,
  decisions: Decisions,
): Generator<void, KeyAssignment> {
  const meanings = new Meanings();
  const all: { cluster: Cluster; citekey: string; own: ReadonlySet<string> }[] = [];
  for (const wish of wishes) {
    if (all.length % BATCH === 0) yield;
    const citekey = chosen.get(wish.cluster) ?? '';
    const own = ownKeys(wish, citekey, citekeys, decisions);
    for (const key of own) meanings.add(key, citekey);
    all.push({ cluster: wish.cluster, citekey, own });
  }
  const keys = new Map<Cluster, Keys>();
  for (const { cluster, citekey, own } of all) {
    if (keys.size % BATCH === 0) yield;
    const aliases = [...own].filter((key) => !citekeys.has(key) && !meanings.several.has(key));
    const decided = [citekey, ...aliases].flatMap((key) => decisions.papers.get(key) ?? []);
    const facts = decided.map((decision) => decision.facts).filter((found) => found !== undefined);
    const family = decided.find((decision) => decision.family !== undefined)?.family;
    keys.set(cluster, { citekey, aliases, facts, family });
  }
  const ambiguous = Array.from(meanings.several, ([key, meant]) => [key, [...meant].sort()] as const);
  return { keys, ambiguous: new Map(ambiguous), isNumbered };
}

/** All keys that could mean a paper, with the aliases decided under any of these but another paper's citation key. */
function ownKeys(
  wish: Wish,
  citekey: string,
  citekeys: ReadonlySet<string>,
  decisions: Decisions,
): ReadonlySet<string> {
  const keys = new Set([citekey, ...bringsOf(wish)]);
  for (const key of keys)
    if (key === citekey || !citekeys.has(key))
      for (const alias of decisions.papers.get(key)?.aliases ?? []) keys.add(alias);
  return keys;
}
