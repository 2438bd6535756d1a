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
import { type Words, splitWords } from './words';

/** What a classification is computed from; an abstract may be empty or missing. */
export interface ClassifiedText {
  readonly title: string;
  readonly abstract?: string | undefined;
}

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

/** Title or abstract, cut into words. */
export interface Passage {
  readonly field: 'title' | 'abstract';
  readonly text: string;
  readonly words: Words;
  readonly matches: readonly PhraseMatch<Meaning>[];
  /** Factor of each sentence: what the paper does counts more than what others did. */
  readonly factors: readonly number[];
  /** The words that say what the paper does not do. */
  readonly negated: ReadonlySet<number>;
}

/** A phrase of the vocabulary at a place, words `start` to `end` of the passage, with what it counts there. */
export interface PhraseHit {
  readonly family: FamilyId;
  readonly passage: Passage;
  readonly start: number;
  readonly end: number;
  readonly weight: number;
}

/** What the vocabulary says of a text. */
export interface VocabularyScores {
  readonly passages: readonly Passage[];
  readonly hits: readonly PhraseHit[];
  /** By family; that of `other` is what a family must beat. */
  readonly scores: ReadonlyMap<FamilyId, number>;
  /** How many different phrases speak for each family. */
  readonly phrases: ReadonlyMap<FamilyId, number>;
  /** 0 to 1: how far the text is about attention. */
  readonly attention: number;
}

/** Longest part of a title and of an abstract that is read, characters: no paper has longer ones. */
const LONGEST = { title: 2_000, abstract: 20_000 };
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

const EFFICIENCY_FAMILIES: ReadonlySet<FamilyId> = new Set(
  FAMILIES.filter(({ group }) => group === 'efficiency').map(({ id }) => id),
);

const TRIE = buildTrie();

/** Looks the vocabulary up in a text, in one pass. Never throws; time grows with the length of the text. */
export function scoreText({ title, abstract = '' }: ClassifiedText): VocabularyScores {
  const passages = [read('title', title), read('abstract', abstract)];
  const found = passages.flatMap(findTerms);
  const attention = attentionShare(passages, found);
  const hits = weigh(found, attention);
  const phrases = new Map<FamilyId, Set<Term>>();
  for (const { term } of hits) phrases.set(term.family, (phrases.get(term.family) ?? new Set()).add(term));
  const counts = new Map(Array.from(phrases, ([family, terms]) => [family, terms.size]));
  return { passages, hits, scores: sum(hits, counts, passages, attention), phrases: counts, attention };
}

function read(field: Passage['field'], whole: string): Passage {
  const text = whole.slice(0, LONGEST[field]);
  const words = splitWords(text);
  const matches = TRIE.find(words.forms);
  const factors = field === 'title' ? [] : sentenceFactors(words, matches);
  return { field, text, words, matches, factors, negated: negatedWords(words, matches) };
}

/** The words that a negation before them in their sentence reaches. */
function negatedWords({ sentences }: Words, matches: readonly PhraseMatch<Meaning>[]): Set<number> {
  const negated = new Set<number>();
  for (const { start, end, values } of matches) {
    if (!values.some(({ kind }) => kind === 'negation')) continue;
    for (let at = end; at < end + NEGATION_REACH && sentences[at] === sentences[start]; at++) negated.add(at);
  }
  return negated;
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

interface Found {
  readonly term: Term;
  readonly passage: Passage;
  readonly match: PhraseMatch<Meaning>;
}

function findTerms(passage: Passage): Found[] {
  const found: Found[] = [];
  for (const match of passage.matches) {
    if (passage.negated.has(match.start)) continue;
    for (const term of match.values) if ('phrase' in term) found.push({ term, passage, match });
  }
  return found;
}

/** How far the paper is about attention, by what its title, its contribution and the rest say. */
function attentionShare(passages: readonly Passage[], found: readonly Found[]): number {
  let share = 0;
  for (const passage of passages) {
    for (const [at, form] of passage.words.forms.entries()) {
      const weight = ATTENTION_WORDS.get(form);
      if (weight !== undefined) share += weight * shareOfMention(passage, at);
    }
  }
  // A paper on KV caches or state-space models is about attention without saying the word.
  for (const { term, passage, match } of found) {
    const isName = term.weight >= NAME_WEIGHT && EFFICIENCY_FAMILIES.has(term.family);
    if (isName) share += shareOfMention(passage, match.start);
  }
  return Math.min(1, share);
}

function shareOfMention({ field, words, factors }: Passage, at: number): number {
  return field === 'title' ? TITLE_SHARE : MENTION_SHARE * (factors[words.sentences[at] ?? 0] ?? 1);
}

function weigh(found: readonly Found[], attention: number): (PhraseHit & { readonly term: Term })[] {
  const repetition = new Map<Term, number>();
  return found.map(({ term, passage, match: { start, end } }) => {
    const repeated = repetition.get(term) ?? 1;
    repetition.set(term, repeated * REPETITION_FACTOR);
    const sentence = passage.words.sentences[start] ?? 0;
    const place = passage.field === 'title' ? TITLE_FACTOR : (passage.factors[sentence] ?? 1);
    const weight = term.weight * repeated * place * (term.kind === 'topic' ? attention : 1);
    return { term, family: term.family, passage, start, end, weight };
  });
}

function sum(
  hits: readonly PhraseHit[],
  phrases: ReadonlyMap<FamilyId, number>,
  passages: readonly Passage[],
  attention: number,
): Map<FamilyId, number> {
  const scores = new Map<FamilyId, number>();
  for (const { family, weight } of hits) scores.set(family, (scores.get(family) ?? 0) + weight);
  for (const [family, count] of phrases) {
    const variety = LONE_PHRASE + EACH_PHRASE * Math.min(MOST_PHRASES, count);
    scores.set(family, (scores.get(family) ?? 0) * variety);
  }
  if (isSurvey(passages)) scores.set('survey', (scores.get('survey') ?? 0) + SURVEY_TITLE * attention);
  scores.set('other', OTHER_WITHOUT_ATTENTION + (OTHER_WITH_ATTENTION - OTHER_WITHOUT_ATTENTION) * attention);
  return scores;
}

function isSurvey(passages: readonly Passage[]): boolean {
  return passages.some(
    ({ field, words }) => field === 'title' && words.forms.some((form) => SURVEY_WORDS.has(form)),
  );
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
