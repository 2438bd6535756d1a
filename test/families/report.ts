import type { Label } from './labels';

/** What was found of a labelled paper. */
export interface Outcome {
  readonly label: Label;
  /** What was found where that is accepted, else the first accepted. */
  readonly expected: string;
  readonly found: string;
  readonly confidence: number;
  readonly because?: string;
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const print = (line: string) => process.stdout.write(`${line}\n`);
const isRight = ({ expected, found }: Outcome) => expected === found;

/** From where to where the accuracy goes in samples drawn with replacement, the same ones at each run. */
function interval(outcomes: readonly Outcome[]): string {
  let seed = 1;
  const draw = () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return outcomes[Math.floor((seed / 2 ** 32) * outcomes.length)];
  };
  const accuracies = Array.from({ length: 2_000 }, () =>
    mean(outcomes.map(draw).map((outcome) => (outcome && isRight(outcome) ? 1 : 0))),
  ).sort((a, b) => a - b);
  return [accuracies[50], accuracies[1_949]].map((value = NaN) => value.toFixed(3)).join(' to ');
}

function f1(outcomes: readonly Outcome[], family: string): number {
  const found = outcomes.filter((o) => o.found === family).length;
  const expected = outcomes.filter((o) => o.expected === family).length;
  const both = outcomes.filter((o) => o.found === family && o.expected === family).length;
  return (2 * both) / (found + expected);
}

/** Accuracy with a bootstrap interval, macro-F1, and how confidence and rightness go together. */
export function printFigures(title: string, outcomes: readonly Outcome[]): void {
  const right = outcomes.filter(isRight).length;
  const families = [...new Set(outcomes.map(({ expected }) => expected))];
  const count = (family: string) => outcomes.filter(({ expected }) => expected === family).length;
  const macroF1 = (least: number) =>
    mean(families.filter((family) => count(family) >= least).map((family) => f1(outcomes, family))).toFixed(
      3,
    );
  print(`\n=== ${title}`);
  print(`accuracy ${(right / outcomes.length).toFixed(3)} (${right} of ${outcomes.length})`);
  print(`95 % of bootstrap samples: ${interval(outcomes)}`);
  print(`macro-F1 ${macroF1(1)}, over classes of 5 and more ${macroF1(5)}`);
  for (const [low, high] of [
    [0, 0.35],
    [0.35, 0.5],
    [0.5, 0.65],
    [0.65, 0.8],
    [0.8, 0.95],
    [0.95, 1.01],
  ] as const) {
    const some = outcomes.filter(({ confidence }) => confidence >= low && confidence < high);
    const said = mean(some.map(({ confidence }) => confidence)).toFixed(2);
    print(
      `confidence ${low} to ${Math.min(1, high)}: ${some.filter(isRight).length} of ${some.length} right, ${said} said`,
    );
  }
}

export function printConfusion(families: readonly string[], outcomes: readonly Outcome[]): void {
  print('\nexpected: found as (count)');
  for (const id of families) {
    const those = outcomes.filter(({ expected }) => expected === id);
    const cells = families.map((found) => ({ found, count: those.filter((o) => o.found === found).length }));
    const shown = cells.filter(({ count }) => count > 0).map(({ found, count }) => `${found} ${count}`);
    print(`${id.padEnd(17)} ${shown.join(', ')}`);
  }
}

export function printMistakes(outcomes: readonly Outcome[]): void {
  print('\nmistakes');
  for (const { label, found, confidence, because } of outcomes.filter((outcome) => !isRight(outcome))) {
    print(`${label.primary.join('|')} -> ${found} ${confidence.toFixed(2)}  ${label.title}`);
    if (because !== undefined) print(`    ${because}`);
  }
}
