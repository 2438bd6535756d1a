import type { FamilyId } from './families';
import { EFFICIENCY_TERMS } from './vocabularyEfficiency';
import { MECHANISM_TERMS } from './vocabularyMechanisms';
import { USE_TERMS } from './vocabularyUse';

/**
 * Phrases by weight (1 a hint, 5 decides), separated by commas, each written as {@link PhraseTrie} takes it:
 * `token pruning/merging` is two phrases, `cross * attention` has any one word between. Case, hyphens and plurals do
 * not matter.
 */
export type WeightedPhrases = Readonly<Partial<Record<number, string>>>;

/** What speaks for one family. */
export interface FamilyTerms {
  /** Names of mechanisms: they count wherever they stand. */
  readonly terms: WeightedPhrases;
  /** Words of a field that say something only as far as the paper is about attention at all. */
  readonly topics?: WeightedPhrases;
}

/** The vocabulary of every family that can be supported; `other` is what is left when none is. */
export const VOCABULARY: Readonly<Record<Exclude<FamilyId, 'other'>, FamilyTerms>> = {
  ...MECHANISM_TERMS,
  ...EFFICIENCY_TERMS,
  ...USE_TERMS,
};

/** Phrases that look like a term of some family and are not: found first, they keep it from counting. */
export const IGNORED =
  'gpu/peak/memory memory, memory usage/footprint/cost/consumption/overhead/efficient/efficiency/bandwidth/requirement,' +
  ' attention is all you need, draw/drawn/gain/gained/receive/received/attract/attracted * attention,' +
  ' draw/drawn/gain/gained/receive/received/attract/attracted attention, proof of concept, self supervised, head pose, talking head,' +
  ' computation graph, generative adversarial, low rank adaptation/adapter';

/** How much a word says that a paper is about attention. */
export const ATTENTION_WORDS: ReadonlyMap<string, number> = new Map([
  ['attention', 1],
  ['attentive', 1],
  ['attentional', 1],
  ['attending', 0.7],
  ['attend', 0.7],
  ['transformer', 0.5],
  ['vit', 0.5],
]);

/** A sentence with one of these says what the paper does. */
export const CONTRIBUTION_CUES =
  'we propose/introduce/present/develop/design/devise/describe/call/name/show/find/prove/demonstrate/investigate,' +
  ' we analyze/analyse/study/explore/identify/reveal/examine/provide/establish/argue/first/further/also/then,' +
  ' this paper/work/study/article, in this paper/work/study, our method/approach/model/framework/analysis/work,' +
  ' our results/findings/key/proposed, the proposed, is/are proposed, dubbed, termed, and propose/introduce/present, proposing/introducing, paper proposes/presents, novel,' +
  ' to address this, to this end, here we';

/** A sentence with one of these, and none of the former, says what others did. */
export const BACKGROUND_CUES =
  'recent/recently, existing, previous/prior, traditional/conventional, has/have been, has/have become,' +
  ' has/have shown, has/have achieved, widely, despite, remarkable, success, however, typically, most, often, while';

/** What follows one of these within a few words is what the paper does not do. */
export const NEGATIONS =
  'unlike, without, instead of, rather than, in contrast to, as opposed to, compared to/with, replace/replaces/replacing,' +
  ' alternative to, alternatives to, outperform/outperforms/outperforming, beyond, no, not, than, superior to,' +
  ' in place of, substitute for, different from, eliminate/eliminates/eliminating';
