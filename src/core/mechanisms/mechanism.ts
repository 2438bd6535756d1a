import { FAMILIES, type FamilyId } from '../families/families';
import { CORE_MECHANISMS } from './core';
import { MIXING_MECHANISMS } from './efficientMixing';
import { PATTERN_MECHANISMS } from './efficientPatterns';
import { SERVING_MECHANISMS } from './efficientServing';
import type { ModelId } from './parameters';
import { SCORING_MECHANISMS } from './scoring';
import { STRUCTURE_MECHANISMS } from './structure';
import { USE_MECHANISMS } from './use';
import { VISION_MECHANISMS } from './vision';

/** Where a statement can be checked. */
export interface Source {
  /** 'Vaswani et al. 2017, table 1' */
  readonly label: string;
  readonly url: string;
}

/** An equation, for places that show code only and for those that show MathML. */
export interface Formula {
  /** Unicode, for a code style; several equations have a line each. */
  readonly text: string;
  /** A whole `<math>` element, in display style. */
  readonly mathml: string;
}

/** What one layer takes for one sequence, by its length. */
export interface Cost {
  readonly time: string;
  readonly memory: string;
  readonly source: Source;
}

/** A named mechanism, or a family as a whole. Words are English: hosts localise them. */
export interface Mechanism {
  /** 'grouped-query-attention'; a family's own entry has the family's id. */
  readonly id: string;
  readonly family: FamilyId;
  readonly name: string;
  readonly abbreviation?: string;
  /** Exact terms by which running text names it; matched as whole words (`findTerm`). */
  readonly terms: readonly string[];
  /** Two sentences. */
  readonly what: string;
  readonly formula?: Formula;
  readonly cost?: Cost;
  /** Where it was introduced. */
  readonly source?: Source;
  /** How its costs are computed, where they can be (`costOf`). */
  readonly model?: ModelId;
}

const ALL: readonly Mechanism[] = [
  ...CORE_MECHANISMS,
  ...SCORING_MECHANISMS,
  ...PATTERN_MECHANISMS,
  ...MIXING_MECHANISMS,
  ...SERVING_MECHANISMS,
  ...VISION_MECHANISMS,
  ...STRUCTURE_MECHANISMS,
  ...USE_MECHANISMS,
];

/** All of them: families in the order of the tree, each before the mechanisms that belong to it. */
export const MECHANISMS: readonly Mechanism[] = FAMILIES.flatMap(({ id }) => {
  const members = ALL.filter(({ family }) => family === id);
  return [...members.filter((each) => each.id === id), ...members.filter((each) => each.id !== id)];
});

const BY_ID: ReadonlyMap<string, Mechanism> = new Map(MECHANISMS.map((each) => [each.id, each]));

/** The mechanism with an id, if there is one; a family's own entry has the family's id. */
export function mechanismOf(id: string): Mechanism | undefined {
  return BY_ID.get(id);
}
