import { FAMILIES } from './families';
import type { Passage, VocabularyScores } from './scores';
import { wordForm } from './words';

/**
 * What the linear model looks at: by name, a number. `gram:` are words and pairs of words, `score:` and `phrases:` what the
 * vocabulary says of a family, `likely:` how far it prefers that family, the rest what is said of attention.
 */
export type Features = ReadonlyMap<string, number>;

/** A word, or a pair of neighbouring ones, at a place: words `start` to `end` of the passage. */
export interface GramHit {
  /** Its feature. */
  readonly name: string;
  readonly passage: Passage;
  readonly start: number;
  readonly end: number;
}

/** The names of features: of a word, and of the pairs that it begins, by their second word. */
export interface GramNames {
  get(
    word: string,
  ): { readonly name?: string; readonly pairs?: { get(next: string): string | undefined } } | undefined;
}

/** What is known of a text: its features, and where the words and pairs among them stand. */
export interface Measured {
  readonly features: Map<string, number>;
  readonly grams: readonly GramHit[];
}

/** What a word counts in the title, in the abstract, and once more in the abstract's sentences about the paper itself. */
const TITLE = 1.5;
const ABSTRACT = 1;
const CONTRIBUTION = 0.7;
/** How sharply the vocabulary's preference follows its scores. */
const SHARPNESS = 0.3;
/** Scales of the groups of features: weights of all of them are held back by the same force. */
const SCORE = 0.25;
const LIKELY = 0.6;
const PHRASES = 0.3;
const ATTENTION = 0.5;

/** Words that say nothing of what a text is about. */
const STOP: ReadonlySet<string> = new Set(
  (
    'the a an of to in and for on with by is are we our this that from as at be it its their which can has have been or not ' +
    'these such both more than into also using used use based via while however between other two one each all over most ' +
    'show shows through where when how they under but was were will may s t e g i'
  )
    .split(' ')
    .map(wordForm),
);
const ATTENTION_FORMS: ReadonlySet<string> = new Set([
  'attention',
  'attentive',
  'attentional',
  'attend',
  'attending',
]);

const GRAM = 'gram:';

/** Finds features for words and pairs among names of features. */
export function gramNames(features: Iterable<string>): GramNames {
  const names = new Map<string, { name?: string; pairs: Map<string, string> }>();
  for (const name of features) {
    if (!name.startsWith(GRAM)) continue;
    const [word = '', next] = name.slice(GRAM.length).split(' ');
    const known = names.get(word) ?? { pairs: new Map<string, string>() };
    names.set(word, known);
    if (next === undefined) known.name = name;
    else known.pairs.set(next, name);
  }
  return names;
}

/** Names for every word and pair there is. */
export const ALL_GRAMS: GramNames = {
  get: (word) => ({ name: `${GRAM}${word}`, pairs: { get: (next) => `${GRAM}${word} ${next}` } }),
};

/** The words and pairs of a passage that have names. */
export function gramsOf(passage: Passage, names: GramNames): GramHit[] {
  const { forms } = passage.words;
  const hits: GramHit[] = [];
  for (let at = 0; at < forms.length; at++) {
    const word = forms[at] ?? '';
    const known = names.get(word);
    if (!known || STOP.has(word) || passage.negated.has(at)) continue;
    if (known.name !== undefined && word.length > 1)
      hits.push({ name: known.name, passage, start: at, end: at + 1 });
    const next = forms[at + 1];
    const pair = next === undefined || STOP.has(next) ? undefined : known.pairs?.get(next);
    if (pair !== undefined) hits.push({ name: pair, passage, start: at, end: at + 2 });
  }
  return hits;
}

/** The features of a text, of its words and pairs those that have names. */
export function measure(text: VocabularyScores, names: GramNames): Measured {
  const features = new Map<string, number>();
  const grams: GramHit[] = [];
  for (const passage of text.passages) {
    const hits = gramsOf(passage, names);
    addGrams(features, hits, passage.field === 'title' ? TITLE : ABSTRACT);
    for (const hit of hits) grams.push(hit);
  }
  const own = ownSentences(text);
  const isOwn = ({ passage, start }: GramHit) =>
    passage.field === 'abstract' && own.has(passage.words.sentences[start] ?? 0);
  addGrams(features, grams.filter(isOwn), CONTRIBUTION);
  addScores(features, text);
  addAttention(features, text, own);
  return { features, grams };
}

/** Each passage counts by what its words are among themselves: long abstracts do not outweigh short ones. */
function addGrams(features: Map<string, number>, hits: readonly GramHit[], factor: number): void {
  const counts = new Map<string, number>();
  for (const { name, passage, start } of hits) {
    const said = passage.factors[passage.words.sentences[start] ?? 0] ?? 1;
    counts.set(name, (counts.get(name) ?? 0) + said);
  }
  let squares = 0;
  for (const [name, count] of counts) {
    // Said again, a word says less.
    const value = count < 1 ? count : 1 + Math.log(count);
    counts.set(name, value);
    squares += value ** 2;
  }
  for (const [name, value] of counts)
    features.set(name, (features.get(name) ?? 0) + (factor * value) / Math.sqrt(squares));
}

/** The sentences of the abstract that speak of the paper itself. */
function ownSentences({ passages }: VocabularyScores): Set<number> {
  const own = new Set<number>();
  const { forms = [], sentences = [] } = passages.find(({ field }) => field === 'abstract')?.words ?? {};
  for (const [at, form] of forms.entries()) {
    const next = forms[at + 1];
    const isOwn =
      form === 'we' ||
      form === 'our' ||
      (form === 'thi' && (next === 'paper' || next === 'work')) ||
      (form === 'in' && next === 'thi');
    if (isOwn) own.add(sentences[at] ?? 0);
  }
  return own;
}

/** Names are made once: every paper has these features. */
const SCORE_NAMES = FAMILIES.map(({ id }) => ({
  ...{ id, score: `score:${id}`, likely: `likely:${id}`, phrases: `phrases:${id}` },
}));

function addScores(features: Map<string, number>, { scores, phrases }: VocabularyScores): void {
  const all = FAMILIES.map(({ id }) => scores.get(id) ?? 0);
  const best = Math.max(...all);
  const powers = all.map((score) => Math.exp(SHARPNESS * (score - best)));
  const total = powers.reduce((sum, power) => sum + power, 0);
  let [first, second] = [0, 0];
  for (const [at, names] of SCORE_NAMES.entries()) {
    const score = all[at] ?? 0;
    if (score > 0) features.set(names.score, SCORE * Math.sqrt(score));
    features.set(names.likely, (LIKELY * (powers[at] ?? 0)) / total);
    const count = phrases.get(names.id);
    if (count !== undefined) features.set(names.phrases, PHRASES * Math.sqrt(count));
    if (names.id === 'other') continue;
    if (score > first) [first, second] = [score, first];
    else if (score > second) second = score;
  }
  features.set('best score', ATTENTION * Math.sqrt(first));
  features.set('lead', ATTENTION * Math.sqrt(first - second));
}

function addAttention(
  features: Map<string, number>,
  { passages, attention }: VocabularyScores,
  own: ReadonlySet<number>,
): void {
  const [title, abstract] = passages;
  /** The sentences of all mentions, in order. */
  const mentions = (passage: Passage | undefined) => {
    const { forms = [], sentences: numbers = [] } = passage?.words ?? {};
    const found: number[] = [];
    for (let at = 0; at < forms.length; at++)
      if (ATTENTION_FORMS.has(forms[at] ?? '')) found.push(numbers[at] ?? 0);
    return found;
  };
  const inAbstract = mentions(abstract);
  const sentences = (abstract?.words.sentences.at(-1) ?? 0) + 1;
  features.set('attention', SCORE * Math.sqrt(10 * attention));
  features.set('attention in title', mentions(title).length > 0 ? ATTENTION : 0);
  features.set('attention in abstract', ATTENTION * Math.log1p(inAbstract.length));
  const said = inAbstract.filter((sentence) => own.has(sentence)).length;
  features.set('attention in contribution', ATTENTION * Math.log1p(said));
  features.set('sentences on attention', (ATTENTION * new Set(inAbstract).size) / sentences);
}
