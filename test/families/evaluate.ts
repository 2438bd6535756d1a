import { classify } from '../../src/core/families/classify';
import { FAMILIES } from '../../src/core/families/families';
import { type Label, readLabels } from './labels';
import { readSeedTexts } from './seedTexts';

interface Outcome {
  readonly label: Label;
  readonly expected: string;
  readonly found: string;
  readonly confidence: number;
  readonly rival: string;
}

function judge(label: Label, abstract: string): Outcome {
  const { primary, secondary, evidence } = classify({ title: label.title, abstract });
  const right = label.primary.includes(primary.family);
  const rival = `${secondary.map(({ family }) => family).join(' ')} (${evidence
    .slice(0, 4)
    .map(({ family, text, weight }) => `${text} > ${family} ${weight.toFixed(1)}`)
    .join('; ')})`;
  const expected = right ? primary.family : (label.primary[0] ?? '');
  return { label, expected, found: primary.family, confidence: primary.confidence, rival };
}

function f1(outcomes: readonly Outcome[], family: string): number {
  const found = outcomes.filter((o) => o.found === family).length;
  const expected = outcomes.filter((o) => o.expected === family).length;
  const both = outcomes.filter((o) => o.found === family && o.expected === family).length;
  return (2 * both) / (found + expected);
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

const texts = readSeedTexts();
const outcomes = readLabels('open').map((label) => {
  const abstract = texts.get(label.title);
  if (abstract === undefined) throw new Error(`No seed text for ${label.title}`);
  return judge(label, abstract);
});
const right = outcomes.filter((o) => o.expected === o.found);
const count = (family: string) => outcomes.filter((o) => o.expected === family).length;
const classes = FAMILIES.map(({ id }) => id).filter((id) => count(id) > 0);
const print = (line: string) => process.stdout.write(`${line}\n`);
print(`seed papers ${texts.size}, open labels ${outcomes.length}`);
print(`accuracy ${mean(outcomes.map((o) => (o.expected === o.found ? 1 : 0))).toFixed(3)} (${right.length})`);
print(`macro-F1 ${mean(classes.map((id) => f1(outcomes, id))).toFixed(3)}`);
for (const o of outcomes.filter((x) => x.expected !== x.found)) {
  print(
    `${o.label.primary.join('|')} -> ${o.found} ${o.confidence.toFixed(2)}  ${o.label.title}\n      ${o.rival}`,
  );
}
