import { l10n } from 'vscode';
import { MODELS, fieldsOf } from '../core/mechanisms/parameters';
import type { FamilyPageWords, PlaygroundWords } from '../pages/protocol';

/** All words of a family's page but those of its content. */
export const familyPageWords = (): FamilyPageWords => ({
  formula: l10n.t('Formula'),
  cost: l10n.t('Cost'),
  time: l10n.t('Time'),
  memory: l10n.t('Memory'),
  source: l10n.t('Source'),
  mechanisms: l10n.t('Mechanisms'),
  playground: playgroundWords(),
  perYear: l10n.t('Papers per year'),
  papersOfYear: l10n.t('{0}: {1} papers'),
  paperOfYear: l10n.t('{0}: 1 paper'),
  typical: l10n.t('Most typical'),
  papers: l10n.t('Papers'),
  also: l10n.t('Also about this'),
  noPapers: l10n.t('The library has no papers of this family.'),
  showMore: l10n.t('Show {0} More of {1}'),
  shownMore: l10n.t('{0} more shown.'),
  showInTree: l10n.t('Show in the Papers view'),
  insertCitation: l10n.t('Insert Citation at the Cursor'),
  insertCitationOf: l10n.t('Insert citation: {0}'),
  gone: l10n.t('There is no such family any more.'),
  failed: l10n.t('The library does not answer.'),
  tryAgain: l10n.t('Try Again'),
});

const playgroundWords = (): PlaygroundWords => ({
  title: l10n.t('Playground'),
  about: l10n.t('What attention costs on one sequence, forward, at your numbers.'),
  mechanism: l10n.t('Mechanism'),
  compareWith: l10n.t('Compare with'),
  nothing: l10n.t('Nothing'),
  quantity: l10n.t('Quantity'),
  flops: l10n.t('FLOPs, all layers'),
  attentionMemory: l10n.t('Scores held, one layer'),
  kvCache: l10n.t('KV cache, all layers'),
  traffic: l10n.t('Memory traffic, order of'),
  source: l10n.t('Source'),
  none: l10n.t('none'),
  insertTable: l10n.t('Insert as Table'),
  notANumber: l10n.t('Enter a number.'),
  notWhole: l10n.t('Enter a whole number.'),
  tooSmall: l10n.t('{0} at least.'),
  tooLarge: l10n.t('{0} at most.'),
  doesNotDivide: l10n.t('Must divide {0}.'),
  cut: l10n.t('{0}: {1} is more than there is, so {2} counts.'),
  wrong: l10n.t('The figures are those from before, until all numbers are right.'),
  fields: fieldWords(),
});

function fieldWords(): Record<string, string> {
  const english = MODELS.flatMap(fieldsOf).flatMap(({ label, unit }) => [label, unit]);
  return Object.fromEntries([...new Set(english)].filter(Boolean).map((words) => [words, l10n.t(words)]));
}
