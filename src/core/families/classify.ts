import type { Classification, Evidence, FamilyScore } from '../paper';
import { FAMILIES, type FamilyId } from './families';
import { type PhraseMatch, PhraseTrie } from './phrases';
import {
  ATTENTION_WORDS,
  BACKGROUND_CUES,
  CONTRIBUTION_CUES,
  IGNORED,
  NEGATIONS,
  VOCABULARY,
  type WeightedPhrases,
} from './vocabulary';
import { splitWords, type Words } from './words';

/** What a classification is computed from; an abstract may be empty or missing. */
export interface ClassifiedText {
  readonly title: string;
  readonly abstract?: string | undefined;
}

type Field = Evidence['field'];

/** What a phrase of the vocabulary means. */
type Meaning =
  | {
      readonly kind: 'term' | 'topic';
      readonly family: FamilyId;
      readonly weight: number;
      readonly phrase: string;
    }
  | { readonly kind: 'contribution' | 'background' | 'negation' | 'ignored' };
type Term = Extract<Meaning, { phrase: string }>;

interface Passage {
  readonly field: Field;
  readonly text: string;
  readonly words: Words;
  readonly matches: readonly PhraseMatch<Meaning>[];
  /** Factor of each sentence: what the paper does counts more than what others did. */
  readonly factors: readonly number[];
}

/** A term at a place, with what it counts there. */
interface Hit {
  readonly term: Term;
  readonly passage: Passage;
  readonly match: PhraseMatch<Meaning>;
  weight: number;
}

const TITLE_FACTOR = 2.5;
const CONTRIBUTION_FACTOR = 1.3;
const BACKGROUND_FACTOR = 0.5;
/** A phrase said again counts this share of what it counted before. */
const REPETITION_FACTOR = 0.6;
/** A negation reaches so many words ahead in its sentence. */
const NEGATION_REACH = 4;
/** The score that a family must beat, in a paper that does not and in one that does speak of attention. */
const OTHER_WITHOUT_ATTENTION = 10;
const OTHER_WITH_ATTENTION = 4;
/** What one mention of attention, in the title and elsewhere, adds to the share of attention in a paper. */
const TITLE_SHARE = 0.6;
const MENTION_SHARE = 0.2;
/** From this weight on a term names a mechanism. */
const NAME_WEIGHT = 5;
/** A family supported by one phrase alone counts less, by many different ones more: shares of its score. */
const LONE_PHRASE = 0.8;
const EACH_PHRASE = 0.1;
const MOST_PHRASES = 4;
/** What a title with one of these words adds to surveys: a survey of one mechanism is a survey. */
const SURVEY_WORDS: ReadonlySet<string> = new Set(['survey', 'review', 'tutorial']);
const SURVEY_TITLE = 16;
/** Turns scores into confidences: with it, of the papers said to be right by 0.8 about four of five are. */
const SHARPNESS = 0.3;
/** However clear a paper is, words alone never make certain. */
const MOST_CONFIDENCE = 0.98;
/** A secondary family has at least this share of the primary's score, and this score. */
const SECONDARY_SHARE = 0.5;
const SECONDARY_SCORE = 6;
const MAX_SECONDARY = 2;
const MAX_EVIDENCE = 8;

const EFFICIENCY_FAMILIES: ReadonlySet<FamilyId> = new Set(
  FAMILIES.filter(({ group }) => group === 'efficiency').map(({ id }) => id),
);

const TRIE = buildTrie();

/**
 * The mechanism families of a paper, from its title and abstract alone: a weighted vocabulary, looked up in one pass.
 * Deterministic; never throws; time grows with the length of the text. `other` when no family has enough support,
 * then possibly without evidence.
 */
export function classify(paper: ClassifiedText): Classification {
  const passages = [read('title', paper.title), read('abstract', paper.abstract ?? '')];
  const hits = passages.flatMap(findHits);
  const attention = attentionShare(passages, hits);
  weigh(hits, attention);
  const ranking = rank(passages, hits, attention);
  const [first = { family: 'other', score: 0 }] = ranking;
  const secondary = ranking
    .slice(1)
    .filter((rival) => isSecondary(rival, first))
    .slice(0, MAX_SECONDARY);
  const chosen = [first, ...secondary].map(({ family }) => family);
  return {
    primary: withConfidence(first, ranking),
    secondary: secondary.map((rival) => withConfidence(rival, ranking)),
    evidence: quote(hits.filter(({ term }) => chosen.includes(term.family))),
  };
}

function read(field: Field, text: string): Passage {
  const words = splitWords(text);
  const matches = TRIE.find(words.forms);
  const factors = field === 'title' ? [] : sentenceFactors(words, matches);
  return { field, text, words, matches, factors };
}

function sentenceFactors(words: Words, matches: readonly PhraseMatch<Meaning>[]): number[] {
  const factors = new Array<number>((words.sentences.at(-1) ?? 0) + 1).fill(1);
  for (const { start, values } of matches) {
    const sentence = words.sentences[start] ?? 0;
    for (const { kind } of values) {
      if (kind === 'contribution') factors[sentence] = CONTRIBUTION_FACTOR;
      if (kind === 'background' && factors[sentence] === 1) factors[sentence] = BACKGROUND_FACTOR;
    }
  }
  return factors;
}

/** 0 to 1: how far the paper is about attention, by what its title, its contribution and the rest say. */
function attentionShare(passages: readonly Passage[], hits: readonly Hit[]): number {
  let share = 0;
  for (const passage of passages) {
    for (const [at, form] of passage.words.forms.entries()) {
      const weight = ATTENTION_WORDS.get(form);
      if (weight !== undefined) share += weight * shareOfMention(passage, at);
    }
  }
  // A paper on KV caches or state-space models is about attention without saying the word.
  for (const { term, passage, match } of hits) {
    const isName = term.weight >= NAME_WEIGHT && EFFICIENCY_FAMILIES.has(term.family);
    if (isName) share += shareOfMention(passage, match.start);
  }
  return Math.min(1, share);
}

function shareOfMention({ field, words, factors }: Passage, at: number): number {
  return field === 'title' ? TITLE_SHARE : MENTION_SHARE * (factors[words.sentences[at] ?? 0] ?? 1);
}

function findHits(passage: Passage): Hit[] {
  const { sentences } = passage.words;
  const hits: Hit[] = [];
  let negation: PhraseMatch<Meaning> | undefined;
  for (const match of passage.matches) {
    const near = negation && match.start - negation.end < NEGATION_REACH;
    const negated = near && sentences[match.start] === sentences[negation?.start ?? 0];
    for (const meaning of match.values) {
      if (meaning.kind === 'negation') negation = match;
      if ('phrase' in meaning && !negated) hits.push({ term: meaning, passage, match, weight: 0 });
    }
  }
  return hits;
}

function weigh(hits: readonly Hit[], attention: number): void {
  const repetition = new Map<Term, number>();
  for (const hit of hits) {
    const { term, passage, match } = hit;
    const repeated = repetition.get(term) ?? 1;
    repetition.set(term, repeated * REPETITION_FACTOR);
    const sentence = passage.words.sentences[match.start] ?? 0;
    const place = passage.field === 'title' ? TITLE_FACTOR : (passage.factors[sentence] ?? 1);
    hit.weight = term.weight * repeated * place * (term.kind === 'topic' ? attention : 1);
  }
}

interface Ranked {
  readonly family: FamilyId;
  readonly score: number;
}

/** Strongest first; equal scores in the order of the families. */
function rank(passages: readonly Passage[], hits: readonly Hit[], attention: number): Ranked[] {
  const scores = new Map<FamilyId, number>();
  const phrases = new Map<FamilyId, Set<Term>>();
  for (const { term, weight } of hits) {
    scores.set(term.family, (scores.get(term.family) ?? 0) + weight);
    phrases.set(term.family, (phrases.get(term.family) ?? new Set()).add(term));
  }
  for (const [family, terms] of phrases) {
    const variety = LONE_PHRASE + EACH_PHRASE * Math.min(MOST_PHRASES, terms.size);
    scores.set(family, (scores.get(family) ?? 0) * variety);
  }
  if (isSurvey(passages)) scores.set('survey', (scores.get('survey') ?? 0) + SURVEY_TITLE * attention);
  scores.set('other', OTHER_WITHOUT_ATTENTION + (OTHER_WITH_ATTENTION - OTHER_WITHOUT_ATTENTION) * attention);
  return FAMILIES.map(({ id }) => ({ family: id, score: scores.get(id) ?? 0 })).sort(
    (a, b) => b.score - a.score,
  );
}

function isSurvey(passages: readonly Passage[]): boolean {
  return passages.some(
    ({ field, words }) => field === 'title' && words.forms.some((form) => SURVEY_WORDS.has(form)),
  );
}

function isSecondary({ family, score }: Ranked, first: Ranked): boolean {
  return family !== 'other' && score >= SECONDARY_SCORE && score >= SECONDARY_SHARE * first.score;
}

/** How likely a family is the right one: grows with its score, and falls with those of all its rivals. */
function withConfidence({ family, score }: Ranked, ranking: readonly Ranked[]): FamilyScore {
  const odds = ranking.reduce((sum, rival) => sum + Math.exp(SHARPNESS * (rival.score - score)), 0);
  return { family, confidence: Math.min(MOST_CONFIDENCE, 1 / odds) };
}

function quote(hits: readonly Hit[]): Evidence[] {
  return hits
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, MAX_EVIDENCE)
    .map(({ term, passage, match, weight }) => {
      const start = passage.words.starts[match.start] ?? 0;
      const end = passage.words.ends[match.end - 1] ?? start;
      return {
        family: term.family,
        field: passage.field,
        start,
        end,
        text: passage.text.slice(start, end),
        weight,
      };
    });
}

function buildTrie(): PhraseTrie<Meaning> {
  const trie = new PhraseTrie<Meaning>();
  for (const { id } of FAMILIES) {
    if (id === 'other') continue;
    addTerms(trie, id, 'term', VOCABULARY[id].terms);
    addTerms(trie, id, 'topic', VOCABULARY[id].topics ?? {});
  }
  const cues = {
    contribution: CONTRIBUTION_CUES,
    background: BACKGROUND_CUES,
    negation: NEGATIONS,
    ignored: IGNORED,
  };
  for (const kind of ['contribution', 'background', 'negation', 'ignored'] as const) {
    for (const phrase of cues[kind].split(', ')) trie.add(phrase, { kind });
  }
  return trie;
}

function addTerms(
  trie: PhraseTrie<Meaning>,
  family: FamilyId,
  kind: Term['kind'],
  phrases: WeightedPhrases,
): void {
  for (const [weight, list = ''] of Object.entries(phrases)) {
    for (const phrase of list.split(', ')) trie.add(phrase, { kind, family, weight: Number(weight), phrase });
  }
}
