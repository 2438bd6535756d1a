import { PhraseTrie } from '../../src/core/families/phrases';
import { VOCABULARY } from '../../src/core/families/vocabulary';
import { splitWords } from '../../src/core/families/words';
import { readKnown } from './known';
import { readLabels } from './labels';

/** How many papers a phrase of the vocabulary stands in. */
export interface RuleUse {
  readonly family: string;
  readonly phrase: string;
  /** Papers with a label. */
  labelled: number;
  /** Seed papers without a label. */
  unlabelled: number;
  /** Papers told in our own words (`known/`). */
  told: number;
}

/** Every phrase of the vocabulary, as written there. */
export function listRules(): RuleUse[] {
  return Object.entries(VOCABULARY).flatMap(([family, { terms, topics = {} }]) =>
    [...Object.values(terms), ...Object.values(topics)]
      .flatMap((phrases = '') => phrases.split(', '))
      .map((phrase) => ({ family, phrase, labelled: 0, unlabelled: 0, told: 0 })),
  );
}

/** Counts the papers in which each phrase stands, also inside a longer one. */
export function countUses(rules: readonly RuleUse[], texts: ReadonlyMap<string, string>): void {
  const labelled = new Set((['open', 'frozen'] as const).flatMap(readLabels).map(({ title }) => title));
  const known = [...readKnown('open'), ...readKnown('held')];
  const papers = [
    ...[...texts].map(([title, abstract]) => ({ texts: [title, abstract], title })),
    ...known.map(({ title, abstract }) => ({ texts: [title, abstract], title: undefined })),
  ].map(({ texts, title }) => ({ title, forms: texts.map((text) => splitWords(text).forms) }));
  for (const rule of rules) {
    const trie = new PhraseTrie<RuleUse>();
    trie.add(rule.phrase, rule);
    for (const { title, forms } of papers) {
      if (!forms.some((words) => trie.find(words).length > 0)) continue;
      if (title === undefined) rule.told++;
      else if (labelled.has(title)) rule.labelled++;
      else rule.unlabelled++;
    }
  }
}
