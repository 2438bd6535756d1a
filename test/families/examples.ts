import { measure } from '../../src/core/families/features';
import { scoreText } from '../../src/core/families/scores';
import { readKnown } from './known';
import { type Label, readLabels } from './labels';
import type { Example } from './linear';
import { readGrams, readOutside } from './outside';
import { readSeedTexts } from './seedTexts';

/** A labelled paper with its features. */
export interface LabelledPaper extends Example {
  readonly label: Label;
  readonly set: 'library' | 'outside' | 'outside, held' | 'told';
}

/** Real abstracts count more than texts of our own. */
const REAL = 2;
const TOLD = 1;

/** Every labelled paper there is. */
export function readPapers(): LabelledPaper[] {
  const grams = readGrams();
  const texts = readSeedTexts();
  const measured = (label: Label, abstract: string) =>
    measure(scoreText({ title: label.title, abstract }), grams).features;
  const paper = (
    label: Label,
    set: LabelledPaper['set'],
    features: ReadonlyMap<string, number>,
  ): LabelledPaper => ({
    ...{ label, set, features },
    families: label.primary,
    weight: set === 'told' ? TOLD : REAL,
  });
  const labels = (['open', 'frozen'] as const).flatMap(readLabels);
  const known = (['open', 'held'] as const).flatMap(readKnown);
  return [
    ...labels.map((label) => paper(label, 'library', measured(label, texts.get(label.title) ?? ''))),
    ...readOutside().map((outside) =>
      paper(outside, outside.held ? 'outside, held' : 'outside', outside.features),
    ),
    ...known.map((told) => paper(told, 'told', measured(told, told.abstract))),
  ];
}
