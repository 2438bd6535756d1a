import type { Concept } from './concepts';
import { cosine } from './latent';
import type { Meanings, PaperMeaning } from './meaning';

/** A paper that is about the same. */
export interface Related {
  readonly citekey: string;
  /** From 0 to 1; compares papers of one answer only. */
  readonly score: number;
  /** What both are about, as people read it, the most particular first. */
  readonly shared: readonly string[];
}

/** A concept that two papers name. */
interface Shared {
  readonly concept: Concept;
  readonly weight: number;
}

/** What more papers than this share of the library are about does not make two of them related. */
const COMMON = 0.12;
/** In a small library nothing is common. */
const FEW = 4;
/** What is so much less related than the best is not. */
const LEAST = 0.4;
/** Reasons shown: more are none. */
const MOST_REASONS = 3;
/** What concepts of each kind count. */
const WEIGHT = { mechanism: 1, topic: 0.5, setting: 0 } as const;
/** What being of one family counts, and speaking alike, beside what both name. */
const FAMILY = 0.3;
const ALIKE = 0.5;

/**
 * Papers that are about the same as one paper, best first: they name the same particular concepts, the rarer the more, and
 * those that are of one family and speak alike come first. Papers that only share words are not related.
 */
export function relatedPapers(citekey: string, meanings: Meanings, limit: number): Related[] {
  const own = meanings.of(citekey);
  if (!own) return [];
  const weigh = (concept: Concept, count: number): number => {
    const papers = meanings.naming(concept).size;
    const isCommon = papers > Math.max(FEW, meanings.size * COMMON);
    return isCommon ? 0 : WEIGHT[concept.kind] * (1 + Math.log(count)) * Math.log(1 + meanings.size / papers);
  };
  const lengthOf = ({ concepts }: PaperMeaning): number =>
    Math.hypot(...Array.from(concepts, ([concept, count]) => weigh(concept, count)));
  const sharedBy = new Map<string, Shared[]>();
  for (const [concept, count] of own.concepts) {
    const weight = weigh(concept, count);
    if (weight === 0) continue;
    for (const [other, there] of meanings.naming(concept)) {
      const shared = { concept, weight: weight * weigh(concept, there) };
      const known = sharedBy.get(other);
      if (known) known.push(shared);
      else sharedBy.set(other, [shared]);
    }
  }
  sharedBy.delete(citekey);
  const ownLength = lengthOf(own);
  const found: Related[] = [];
  for (const [other, shared] of sharedBy) {
    const meaning = meanings.of(other);
    if (!meaning) continue;
    const together = shared.reduce((sum, { weight }) => sum + weight, 0) / (ownLength * lengthOf(meaning));
    const alike = own.place && meaning.place ? Math.max(0, cosine(own.place, meaning.place)) : 0;
    const score = (together + ALIKE * alike + FAMILY * familiesShared(own, meaning)) / (1 + ALIKE + FAMILY);
    found.push({ citekey: other, score, shared: reasons(shared) });
  }
  found.sort((a, b) => b.score - a.score || (a.citekey < b.citekey ? -1 : 1));
  const least = (found[0]?.score ?? 0) * LEAST;
  return found.slice(0, Math.max(0, limit)).filter(({ score }) => score >= least);
}

/** From 0 to 1: all for the same primary family, less for further ones. */
function familiesShared(a: PaperMeaning, b: PaperMeaning): number {
  let most = 0;
  for (const [family, weight] of a.families) most = Math.max(most, weight * (b.families.get(family) ?? 0));
  return most;
}

/** What both are about: not the cache beside the eviction from it. */
function reasons(shared: Shared[]): string[] {
  shared.sort((a, b) => b.weight - a.weight || (a.concept.id < b.concept.id ? -1 : 1));
  const labels: string[] = [];
  for (const { concept } of shared) {
    const said = labels.some((label) => label.toLowerCase().includes(concept.label.toLowerCase()));
    if (!said) labels.push(concept.label);
    if (labels.length === MOST_REASONS) break;
  }
  return labels;
}
