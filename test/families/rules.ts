import { PhraseTrie } from '../../src/core/families/phrases';
import { VOCABULARY } from '../../src/core/families/vocabulary';
import { splitWords } from '../../src/core/families/words';
import { readLabels } from './labels';

/** Where a phrase of the vocabulary is found: papers with an open label, and papers without a label. */
export interface RuleUse {
  readonly family: string;
  readonly phrase: string;
  labelled: number;
  unlabelled: number;
}

/** Every phrase of the vocabulary, as written there. */
export function listRules(): RuleUse[] {
  return Object.entries(VOCABULARY).flatMap(([family, { terms, topics = {} }]) =>
    [...Object.values(terms), ...Object.values(topics)]
      .flatMap((phrases = '') => phrases.split(', '))
      .map((phrase) => ({ family, phrase, labelled: 0, unlabelled: 0 })),
  );
}

/** Counts the papers in which each phrase is found; the frozen third is left out. */
export function countUses(rules: readonly RuleUse[], texts: ReadonlyMap<string, string>): void {
  const open = new Set(readLabels('open').map(({ title }) => title));
  const frozen = new Set(readLabels('frozen').map(({ title }) => title));
  const trie = new PhraseTrie<RuleUse>();
  for (const rule of rules) trie.add(rule.phrase, rule);
  for (const [title, abstract] of texts) {
    if (frozen.has(title)) continue;
    const found = [title, abstract].flatMap((text) => trie.find(splitWords(text).forms));
    for (const rule of new Set(found.flatMap(({ values }) => values))) {
      if (open.has(title)) rule.labelled++;
      else rule.unlabelled++;
    }
  }
}
