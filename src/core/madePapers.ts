import type { Cluster } from './cluster';
import type { FamilyList, TermQuotation } from './families/familyList';
import type { CslItem, Paper } from './paper';
import { readPaper, withoutAbstract } from './paperMaking';
import { sortInSteps } from './sortInSteps';

/** What an update did: papers that are new or differ, and keys that are gone. */
export interface LibraryChange {
  readonly changed: readonly Paper[];
  readonly removed: readonly string[];
}

/** A paper, and what it was made from. */
export interface Made {
  readonly inputs: readonly unknown[];
  readonly paper: Paper;
  readonly cluster: Cluster;
  /** What the sources say, without what was decided. */
  readonly source: CslItem;
  /** The family that the user moved it to. */
  readonly moved: string | undefined;
  /** Where it names families by the user's terms; nothing while its abstract is yet to be read in the light of these. */
  readonly terms: string | undefined;
}

/** How many papers are looked at between two chances to pause. */
const BATCH = 500;

/** The papers that a library has made, in order and by their keys. */
export class MadePapers {
  #made = new Map<string, Made>();
  #papers: readonly Paper[] = [];
  #byKey = new Map<string, Paper>();

  /** In order of citation key. */
  get papers(): readonly Paper[] {
    return this.#papers;
  }

  /** The paper of a citation key or an alias. */
  get(key: string): Paper | undefined {
    return this.#byKey.get(key);
  }

  /** What all papers were made from, in no order. */
  get clusters(): Cluster[] {
    return Array.from(this.#made.values(), ({ cluster }) => cluster);
  }

  /** What the paper of a citation key was made from. */
  of(citekey: string): Made | undefined {
    return this.#made.get(citekey);
  }

  /** Up to so many of those whose abstracts are yet to be read. */
  unread(most: number): Made[] {
    const unread: Made[] = [];
    for (const made of this.#made.values()) if (made.terms === undefined && unread.push(made) >= most) break;
    return unread;
  }

  /** Puts others in the place of all. A generator: the caller may pause between steps; nothing changes until its end. */
  *replace(made: Map<string, Made>): Generator<void, LibraryChange> {
    const papers = yield* sortInSteps(
      Array.from(made.values(), ({ paper }) => paper),
      (a, b) => (a.citekey < b.citekey ? -1 : 1),
    );
    const byKey = new Map<string, Paper>();
    const changed: Paper[] = [];
    for (const [index, paper] of papers.entries()) {
      if (index % BATCH === 0) yield;
      for (const key of [paper.citekey, ...paper.aliases]) byKey.set(key, paper);
      if (this.#made.get(paper.citekey)?.paper !== paper) changed.push(paper);
    }
    const removed = [...this.#made.keys()].filter((key) => !made.has(key));
    this.#made = made;
    this.#papers = papers;
    this.#byKey = byKey;
    return { changed, removed };
  }

  /** Puts some in the place of those with the same keys, without a pause. */
  replaceSame(made: readonly Made[]): LibraryChange {
    const changed: Paper[] = [];
    const papers = [...this.#papers];
    for (const one of made) {
      const { paper } = one;
      this.#made.set(paper.citekey, one);
      for (const key of [paper.citekey, ...paper.aliases]) this.#byKey.set(key, paper);
      papers[placeOf(paper.citekey, papers)] = paper;
      changed.push(paper);
    }
    this.#papers = papers;
    return { changed, removed: [] };
  }

  /** Puts some in the place of others, without a pause. */
  replacePart(
    before: readonly { readonly citekey: string }[],
    made: ReadonlyMap<string, Made>,
  ): LibraryChange {
    const papers = [...this.#papers];
    const changed: Paper[] = [];
    const removed: string[] = [];
    for (const { citekey } of before) {
      const { paper } = this.#made.get(citekey) ?? {};
      if (!paper) continue;
      for (const key of [citekey, ...paper.aliases]) this.#byKey.delete(key);
      if (made.get(citekey)?.paper === paper) continue;
      papers.splice(placeOf(citekey, papers), 1);
      if (!made.has(citekey)) removed.push(citekey);
    }
    for (const [citekey, { paper }] of made) {
      for (const key of [citekey, ...paper.aliases]) this.#byKey.set(key, paper);
      if (this.#made.get(citekey)?.paper === paper) continue;
      papers.splice(placeOf(citekey, papers), 0, paper);
      changed.push(paper);
    }
    for (const citekey of removed) this.#made.delete(citekey);
    for (const [citekey, one] of made) this.#made.set(citekey, one);
    this.#papers = papers;
    return { changed, removed };
  }
}

/** Where the paper with a citation key is, or belongs, among papers in that order. */
function placeOf(citekey: string, papers: readonly Paper[]): number {
  let [low, high] = [0, papers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((papers[middle]?.citekey ?? '') < citekey) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The same with its abstract read, if it is not yet; without one that cannot be read: it costs neither its paper nor others. */
export function readMade(made: Made, families: FamilyList): Made {
  if (made.terms !== undefined) return made;
  const read = (paper: Paper): Made => {
    const hits = families.termsIn(paper);
    return { ...made, paper: readPaper(paper, { hits, moved: made.moved }), terms: termsOf(hits) };
  };
  try {
    return read(made.paper);
  } catch {
    return read(withoutAbstract(made.paper));
  }
}

/** Where a paper names families by the user's terms, as a text to compare. */
export const termsOf = (hits: readonly TermQuotation[]): string =>
  hits.map(({ family, field, start, end }) => [family, field, start, end].join('\t')).join('\n');
