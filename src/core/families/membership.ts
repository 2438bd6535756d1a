import { type Classification, type Evidence, type FamilyScore, UNREAD_FAMILY } from '../paper';
import { classify } from './classify';
import type { TermQuotation } from './familyList';

/** What a paper is put into families by. */
export interface MembershipInput {
  readonly title: string;
  readonly abstract?: string | undefined;
  /** Where it names families by the user's terms. */
  readonly hits?: readonly TermQuotation[];
  /** The family that the user moved it to. */
  readonly moved?: string | undefined;
}

/** How sure a term of the user's makes: the user knows what it means. */
const TERM_CONFIDENCE = 0.9;
const MAX_SECONDARY = 2;
/** So often an abstract alone must use terms of a family for the paper to be about it. */
const OFTEN = 2;

/**
 * The families of a paper in one workspace. What the user decided comes first: the family that the paper was moved to;
 * then one whose term stands in the title, or twice in the abstract, or once in the abstract of a paper that would be in
 * none; a family whose term the abstract uses once is a secondary one. Everything else is computed (`classify`).
 */
export function familiesOf({ title, abstract, hits = [], moved }: MembershipInput): Classification {
  const computed = classify({ title, abstract });
  const named = hits.length > 0 ? withTerms(computed, hits) : computed;
  if (moved === undefined) return named;
  return {
    primary: { family: moved, confidence: 1 },
    secondary: named.secondary.filter(({ family }) => family !== moved),
    evidence: named.evidence,
    computed: named.primary,
  };
}

/** What is known of a paper's families before its abstract is read: where the user moved it. */
export const familiesUnread = (moved: string | undefined): Classification => ({
  primary: moved === undefined ? { family: UNREAD_FAMILY, confidence: 0 } : { family: moved, confidence: 1 },
  secondary: [],
  evidence: [],
});

function withTerms(computed: Classification, hits: readonly TermQuotation[]): Classification {
  const ranked = rank(hits);
  const isNone = computed.primary.family === 'other';
  const [first] = ranked;
  const leads = first && (first.inTitle > 0 || first.inAll >= OFTEN || isNone);
  const scores: FamilyScore[] = [
    ...ranked.map(({ family }) => ({ family, confidence: TERM_CONFIDENCE })),
    ...[computed.primary, ...computed.secondary].filter(({ family }) => family !== 'other'),
  ];
  const primary = leads ? scores[0] : computed.primary;
  if (!primary) return computed;
  const isOther = ({ family }: FamilyScore, index: number) =>
    family !== primary.family && scores.findIndex((score) => score.family === family) === index;
  const secondary = scores.filter(isOther).slice(0, MAX_SECONDARY);
  const kept = new Set([primary, ...secondary].map(({ family }) => family));
  const evidence = [...quotations(hits, computed.evidence), ...computed.evidence];
  return { primary, secondary, evidence: evidence.filter(({ family }) => kept.has(family)) };
}

/** Families by how often the paper names them, in the title first; equals in the order in which they are named. */
function rank(hits: readonly TermQuotation[]) {
  const counts = new Map<string, { family: string; inTitle: number; inAll: number }>();
  for (const { family, field } of hits) {
    const count = counts.get(family) ?? { family, inTitle: 0, inAll: 0 };
    counts.set(family, count);
    count.inAll++;
    if (field === 'title') count.inTitle++;
  }
  return [...counts.values()].sort((a, b) => b.inTitle - a.inTitle || b.inAll - a.inAll);
}

/** The user's terms decide more than any phrase of the vocabulary. */
function quotations(hits: readonly TermQuotation[], computed: readonly Evidence[]): Evidence[] {
  const weight = Math.ceil(computed[0]?.weight ?? 0) + 1;
  return hits
    .map((hit) => ({ ...hit, weight: hit.field === 'title' ? 2 * weight : weight }))
    .sort((a, b) => b.weight - a.weight);
}
