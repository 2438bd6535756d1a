/**
 * Measures the classifier (see README.md): `node evaluate.js` on the open labels and on the papers of `known/`,
 * `node evaluate.js frozen` on the frozen third, for the one look at the end.
 */
import { classify } from '../../src/core/families/classify';
import { FAMILIES } from '../../src/core/families/families';
import { readKnown } from './known';
import { type Label, readLabels } from './labels';
import { type RuleUse, countUses, listRules } from './rules';
import { readSeedTexts } from './seedTexts';

interface Outcome {
  readonly label: Label;
  /** What was found where that is accepted, else the first accepted. */
  readonly expected: string;
  readonly found: string;
  readonly confidence: number;
  readonly secondary: readonly string[];
  readonly because: string;
}

const IDS = FAMILIES.map(({ id }) => id);
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const print = (line: string) => process.stdout.write(`${line}\n`);

function judge(label: Label, abstract: string): Outcome {
  const { primary, secondary, evidence } = classify({ title: label.title, abstract });
  const right = label.primary.includes(primary.family);
  return {
    label,
    expected: right ? primary.family : (label.primary[0] ?? ''),
    found: primary.family,
    confidence: primary.confidence,
    secondary: secondary.map(({ family }) => family),
    because: evidence.map((e) => `${e.text} > ${e.family} ${e.weight.toFixed(1)}`).join('; '),
  };
}

/** From where to where the accuracy goes in samples drawn with replacement, the same ones at each run. */
function interval(outcomes: readonly Outcome[]): string {
  let seed = 1;
  const draw = () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return outcomes[Math.floor((seed / 2 ** 32) * outcomes.length)];
  };
  const accuracies = Array.from({ length: 2_000 }, () =>
    mean(outcomes.map(draw).map((o) => (o?.expected === o?.found ? 1 : 0))),
  ).sort((a, b) => a - b);
  return [accuracies[50], accuracies[1_949]].map((value = NaN) => value.toFixed(3)).join(' to ');
}

function f1(outcomes: readonly Outcome[], family: string): number {
  const found = outcomes.filter((o) => o.found === family).length;
  const expected = outcomes.filter((o) => o.expected === family).length;
  const both = outcomes.filter((o) => o.found === family && o.expected === family).length;
  return (2 * both) / (found + expected);
}

function printFigures(outcomes: readonly Outcome[]): void {
  const right = outcomes.filter((o) => o.expected === o.found);
  const count = (family: string) => outcomes.filter((o) => o.expected === family).length;
  const macroF1 = (least: number) =>
    mean(IDS.filter((id) => count(id) >= least).map((id) => f1(outcomes, id))).toFixed(3);
  print(`accuracy ${(right.length / outcomes.length).toFixed(3)} (${right.length} of ${outcomes.length})`);
  print(`macro-F1 ${macroF1(1)}, over classes of 5 and more ${macroF1(5)}`);
  print(`95 % of bootstrap samples: accuracy ${interval(outcomes)}`);
  for (const [low, high] of [
    [0, 0.4],
    [0.4, 0.6],
    [0.6, 0.8],
    [0.8, 0.95],
    [0.95, 1],
  ] as const) {
    const some = outcomes.filter((o) => o.confidence >= low && o.confidence < high);
    const said = mean(some.map((o) => o.confidence));
    const rights = some.filter((o) => o.expected === o.found).length;
    print(`confidence ${low} to ${high}: ${rights} of ${some.length} right, ${said.toFixed(2)} said`);
  }
  printSecondary(outcomes);
}

function printSecondary(outcomes: readonly Outcome[]): void {
  const found = outcomes.flatMap((o) => o.secondary.map((family) => ({ family, label: o.label })));
  const accepted = found.filter(({ family, label }) =>
    [...label.primary, ...label.secondary].includes(family),
  );
  const wanted = outcomes.flatMap((o) => o.label.secondary.map((family) => ({ family, o })));
  const met = wanted.filter(({ family, o }) => o.secondary.includes(family));
  print(
    `secondary: ${accepted.length} of ${found.length} labelled so; ${met.length} of ${wanted.length} found`,
  );
}

function printConfusion(outcomes: readonly Outcome[]): void {
  print('\nexpected: found as (count)');
  for (const id of IDS) {
    const those = outcomes.filter((o) => o.expected === id);
    const cells = IDS.map((found) => ({ found, count: those.filter((o) => o.found === found).length }));
    const shown = cells.filter(({ count }) => count > 0).map(({ found, count }) => `${found} ${count}`);
    print(`${id.padEnd(17)} ${shown.join(', ')}`);
  }
}

function printMistakes(outcomes: readonly Outcome[]): void {
  print('\nmistakes');
  for (const o of outcomes.filter(({ expected, found }) => expected !== found)) {
    print(`${o.label.primary.join('|')} -> ${o.found} ${o.confidence.toFixed(2)}  ${o.label.title}`);
    print(`    second ${o.secondary.join(', ') || 'none'}; ${o.because}`);
  }
}

function printRules(rules: readonly RuleUse[]): void {
  const beyond = rules.filter(({ unlabelled, known }) => unlabelled + known > 0);
  const only = rules.filter(({ labelled, unlabelled, known }) => labelled > 0 && unlabelled + known === 0);
  print(`\n${rules.length} phrases: ${beyond.length} stand in papers outside the labels,`);
  print(`${rules.length - beyond.length - only.length} in none, ${only.length} in labelled papers only:`);
  print(only.map(({ family, phrase }) => `${family}: ${phrase}`).join('; '));
}

function printSpeed(papers: readonly (readonly [string, string])[]): void {
  const run = () => papers.forEach(([title, abstract]) => classify({ title, abstract }));
  const timed = Array.from({ length: 30 }, () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  }).sort((a, b) => a - b);
  const [best = 0] = timed;
  print(
    `\n${papers.length} papers in ${best.toFixed(1)} ms at best, ${(timed[15] ?? 0).toFixed(1)} ms in the middle`,
  );
}

function printAll(name: string, outcomes: readonly Outcome[]): void {
  print(`\n=== ${name}`);
  printFigures(outcomes);
  printConfusion(outcomes);
  printMistakes(outcomes);
}

function main(): void {
  const texts = readSeedTexts();
  const judgeLabels = (part: 'open' | 'frozen') =>
    readLabels(part).map((label) => judge(label, texts.get(label.title) ?? ''));
  if (process.argv[2] === 'frozen') {
    printFigures(judgeLabels('frozen'));
    return;
  }
  printAll('open labels', judgeLabels('open'));
  const judgeKnown = (part: 'open' | 'held') => readKnown(part).map((paper) => judge(paper, paper.abstract));
  printAll('known papers, open half', judgeKnown('open'));
  print('\n=== known papers, other half');
  printFigures(judgeKnown('held'));
  const rules = listRules();
  countUses(rules, texts);
  printRules(rules);
  printSpeed([...texts]);
}

main();
