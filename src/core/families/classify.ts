import type { Classification, Evidence } from '../paper';
import { FAMILIES, type FamilyId } from './families';
import { type Measured, measure } from './features';
import { GRAM_NAMES, contribution, likelihoods } from './model';
import { type ClassifiedText, type Passage, type VocabularyScores, scoreText } from './scores';

export type { ClassifiedText } from './scores';

/** A secondary family is at least this likely, and the vocabulary speaks for it at least this strongly. */
const SECONDARY = 0.08;
const SECONDARY_SCORE = 6;
const MAX_SECONDARY = 2;
const MAX_EVIDENCE = 8;
/** However clear a paper is, words alone never make certain. */
const MOST_CONFIDENCE = 0.98;
/** Words that add less than this to a family did not decide it: beside phrases that name it, and alone. */
const STRONG_WORD = 0.6;
const LONE_WORD = 0.3;
/** What phrases count at least: they name the mechanism. */
const LEAST_SHARE = 0.1;

/**
 * The mechanism families of a paper, from its title and abstract alone: a curated vocabulary, and a linear model trained on
 * labelled papers that weighs what the vocabulary and the words say (`test/families/README.md`). Deterministic; never
 * throws; time grows with the length of the text.
 */
export function classify(paper: ClassifiedText): Classification {
  const text = scoreText(paper);
  const measured = measure(text, GRAM_NAMES);
  const likely = likelihoods(measured.features);
  const ranking = FAMILIES.map(({ id }, index) => ({ family: id, confidence: likely[index] ?? 0 })).sort(
    (a, b) => b.confidence - a.confidence,
  );
  const [primary = { family: 'other', confidence: 0 } as const, ...rivals] = ranking;
  const secondary = rivals
    .filter(({ family, confidence }) => isSecondary(family, confidence, text))
    .slice(0, MAX_SECONDARY);
  const chosen = [primary, ...secondary];
  return {
    primary: { ...primary, confidence: Math.min(MOST_CONFIDENCE, primary.confidence) },
    secondary,
    evidence: chosen
      .flatMap(({ family }) => evidenceFor(family, text, measured))
      .sort((a, b) => b.weight - a.weight)
      .slice(0, MAX_EVIDENCE),
  };
}

function isSecondary(family: FamilyId, confidence: number, { scores }: VocabularyScores): boolean {
  return family !== 'other' && confidence >= SECONDARY && (scores.get(family) ?? 0) >= SECONDARY_SCORE;
}

/** Phrases of the vocabulary share what its score adds to the family; strong words outside them add what they add. */
function evidenceFor(
  family: FamilyId,
  { hits, scores }: VocabularyScores,
  { features, grams }: Measured,
): Evidence[] {
  const own = hits.filter((hit) => hit.family === family && hit.weight > 0);
  const total = own.reduce((sum, { weight }) => sum + weight, 0);
  const vocabulary = ['score', 'likely', 'phrases'].reduce((sum, kind) => {
    const name = `${kind}:${family}`;
    return sum + contribution(name, features.get(name) ?? 0, family);
  }, 0);
  const share = Math.max(vocabulary, LEAST_SHARE) / Math.max(total, scores.get(family) ?? 0, 1);
  const quoted = own.map((hit) => quote(family, hit, hit.weight * share));
  // Many common words together make a paper one on something else: none of them says why.
  if (family === 'other') return quoted;
  const least = own.length > 0 ? STRONG_WORD : LONE_WORD;
  const covered = { title: new Set<number>(), abstract: new Set<number>() };
  for (const { passage, start, end } of own)
    for (let at = start; at < end; at++) covered[passage.field].add(at);
  const said = new Set<string>();
  for (const hit of grams) {
    const { name, passage, start } = hit;
    const weight = contribution(name, features.get(name) ?? 0, family);
    if (weight < least || said.has(name) || covered[passage.field].has(start)) continue;
    said.add(name);
    quoted.push(quote(family, hit, weight));
  }
  return quoted;
}

function quote(
  family: FamilyId,
  { passage, start, end }: { readonly passage: Passage; readonly start: number; readonly end: number },
  weight: number,
): Evidence {
  const from = passage.words.starts[start] ?? 0;
  const to = passage.words.ends[end - 1] ?? from;
  const { field, text } = passage;
  return { family, field, start: from, end: to, text: text.slice(from, to), weight };
}
