import { type Cluster, type OwnedRecord, type Separations, clusterRecords, identityOf } from './cluster';
import { type Decisions, separationsOf } from './decisions';
import { finish } from './finish';
import { type KeyFacts, type TouchedKeys, touchedKeys } from './keyWishes';
import { inOrderOfLoading } from './records';

/** A paper as it was merged, and the citation key that it was given. */
export interface Linked extends KeyFacts {
  readonly citekey: string;
}

/** A part of a library that no other part has to do with: what it was, and all records that it has now. */
export interface Part {
  readonly before: readonly Linked[];
  readonly clusters: readonly Cluster[];
  /** Keys under which papers of it were or may be known. */
  readonly keys: ReadonlySet<string>;
}

/** Parts of more papers are not worth it. */
const MOST_PAPERS = 500;
/** Nor are parts that are found link by link in more rounds than these: each merges anew all that was found. */
const MOST_ROUNDS = 20;
/** How many papers are linked between two chances to pause. */
const BATCH = 100;

/**
 * Papers by all that links them: what identifies their records, and the keys that they have, had or could be given. What
 * of a library may differ when some records come or go is found by following these links, and nothing else is looked at.
 */
export class LinkedPapers {
  readonly #decisions: TouchedKeys;
  readonly #separations: Separations;
  readonly #papers: (Linked | undefined)[] = [];
  readonly #links = new Links();
  #gone = 0;

  private constructor(decisions: Decisions) {
    this.#decisions = touchedKeys(decisions);
    this.#separations = separationsOf(decisions);
  }

  /** A generator: the caller may pause between steps. */
  static *of(papers: readonly Linked[], decisions: Decisions): Generator<void, LinkedPapers> {
    const linked = new LinkedPapers(decisions);
    for (const [index, paper] of papers.entries()) {
      if (index % BATCH === 0) yield;
      linked.#add(paper);
    }
    return linked;
  }

  /** All papers, in no order. */
  get papers(): Linked[] {
    return this.#papers.filter((paper) => paper !== undefined);
  }

  /** Whether so many have gone that these links should be made anew. */
  get isWorn(): boolean {
    return this.#gone > this.#papers.length / 2 + MOST_PAPERS;
  }

  /**
   * What may differ when some records go and others come; nothing when that is too much. `merge` makes of a cluster what
   * keys are given by.
   */
  partOf(
    gone: readonly OwnedRecord[],
    come: readonly OwnedRecord[],
    merge: (cluster: Cluster) => KeyFacts,
  ): Part | undefined {
    const before = new Set<number>();
    const keys = new Set<string>();
    const follow = (link: string) => {
      for (const place of this.#links.of(link)) if (this.#papers[place]) before.add(place);
    };
    const followKeys = (facts: KeyFacts) => {
      for (const key of this.#decisions(facts)) {
        keys.add(key);
        follow(keyLink(key));
      }
    };
    for (const record of [...gone, ...come]) identityLinks(record).forEach(follow);
    const left = new Set(gone);
    const papers = () => [...before].flatMap((place) => this.#papers[place] ?? []);
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const followed = before.size;
      if (followed > MOST_PAPERS || come.length > MOST_PAPERS) return undefined;
      const own = papers();
      const kept = own.flatMap(({ cluster }) => cluster.records).filter((record) => !left.has(record));
      for (const record of kept) identityLinks(record).forEach(follow);
      const clusters = finish(clusterRecords([...kept, ...come].sort(inOrderOfLoading), this.#separations));
      for (const facts of own) followKeys(facts);
      for (const cluster of clusters) followKeys(merge(cluster));
      if (before.size === followed) return { before: own, clusters, keys };
    }
    return undefined;
  }

  /** Puts some papers in the place of others. */
  replace(before: readonly Linked[], now: readonly Linked[]): void {
    const gone = new Set(before);
    for (const { cluster } of before)
      for (const link of cluster.records.flatMap(identityLinks))
        for (const place of this.#links.of(link)) {
          const paper = this.#papers[place];
          if (!paper || !gone.delete(paper)) continue;
          this.#papers[place] = undefined;
          this.#gone++;
        }
    for (const paper of now) this.#add(paper);
  }

  #add(paper: Linked): void {
    const place = this.#papers.push(paper) - 1;
    for (const link of new Set(paper.cluster.records.flatMap(identityLinks))) this.#links.add(link, place);
    for (const key of this.#decisions(paper)) this.#links.add(keyLink(key), place);
  }
}

const keyLink = (key: string): string => `k${key}`;

/** What may unite a record with others; records without any of it are taken together. */
function identityLinks({ record }: OwnedRecord): string[] {
  const { arxiv, doi, title } = identityOf(record);
  const ids = [arxiv === undefined ? [] : `a${arxiv}`, doi === undefined ? [] : `d${doi}`].flat();
  return title !== '' || ids.length === 0 ? [...ids, `t${title}`] : ids;
}

/** Places by texts, of which only a number is kept: now and then a place is told that has another text. */
class Links {
  #size = 0;
  /** By number: the last entry that begins its chain; and by entry the number, the place and the one before. */
  #chains = new Int32Array(1 << 10).fill(-1);
  #entries = { hash: new Int32Array(1 << 10), place: new Int32Array(1 << 10), next: new Int32Array(1 << 10) };

  add(text: string, place: number): void {
    if (this.#size === this.#chains.length) this.#grow();
    const { hash, place: places } = this.#entries;
    hash[this.#size] = hashOf(text);
    places[this.#size] = place;
    this.#chain(this.#size++);
  }

  of(text: string): number[] {
    const wanted = hashOf(text);
    const { hash, place, next } = this.#entries;
    const found: number[] = [];
    for (let at = this.#chains[this.#slot(wanted)] ?? -1; at >= 0; at = next[at] ?? -1)
      if (hash[at] === wanted) found.push(place[at] ?? 0);
    return found;
  }

  #slot(hash: number): number {
    return hash & (this.#chains.length - 1);
  }

  #chain(entry: number): void {
    const slot = this.#slot(this.#entries.hash[entry] ?? 0);
    this.#entries.next[entry] = this.#chains[slot] ?? -1;
    this.#chains[slot] = entry;
  }

  #grow(): void {
    const longer = (array: Int32Array) => {
      const copy = new Int32Array(array.length * 2);
      copy.set(array);
      return copy;
    };
    const { hash, place, next } = this.#entries;
    this.#entries = { hash: longer(hash), place: longer(place), next: longer(next) };
    this.#chains = new Int32Array(this.#chains.length * 2).fill(-1);
    for (let entry = 0; entry < this.#size; entry++) this.#chain(entry);
  }
}

/** Fowler, Noll and Vo's, variant 1a, over code units. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash;
}
