/**
 * Trains the model of `src/core/families` (see README.md): `node train.js` cross-validates, `node train.js held` measures the
 * third of the papers from outside that is held back, `node train.js write` trains on all papers and writes the model.
 */
import { writeFileSync } from 'node:fs';
import { FAMILIES } from '../../src/core/families/families';
import { type LabelledPaper, readPapers } from './examples';
import { type LinearModel, predict, train } from './linear';
import { type Outcome, printConfusion, printFigures, printMistakes } from './report';

const IDS: readonly string[] = FAMILIES.map(({ id }) => id);
const FOLDS = 5;
const REPEATS = 4;
/** Weights of words smaller than this, in hundredths, change nothing: cross-validation has the same figures without them. */
const LEAST_WEIGHT = 25;
const MODEL = 'src/core/families/model.json';

function judge(model: LinearModel, { label, features }: LabelledPaper): Outcome {
  const likely = predict(model, features);
  const most = Math.max(...likely);
  const found = IDS[likely.indexOf(most)] ?? '';
  const right = label.primary.includes(found);
  return { label, expected: right ? found : (label.primary[0] ?? ''), found, confidence: most };
}

/** The same order at each run: by a linear congruential generator (Knuth). */
function shuffled<T>(items: readonly T[], seed: number): T[] {
  const order = [...items];
  let state = seed;
  for (let at = order.length - 1; at > 0; at--) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const other = Math.floor((state / 2 ** 32) * (at + 1));
    [order[at], order[other]] = [order[other] as T, order[at] as T];
  }
  return order;
}

function crossValidate(papers: readonly LabelledPaper[]): void {
  const told = papers.filter(({ set }) => set === 'told');
  const real = papers.filter(({ set }) => set === 'library' || set === 'outside');
  const outcomes: { readonly paper: LabelledPaper; readonly outcome: Outcome }[] = [];
  let first: Outcome[] = [];
  for (let repeat = 1; repeat <= REPEATS; repeat++) {
    const order = shuffled(real, repeat);
    for (let fold = 0; fold < FOLDS; fold++) {
      const model = train([...told, ...order.filter((_, index) => index % FOLDS !== fold)], IDS);
      for (const paper of order.filter((_, index) => index % FOLDS === fold))
        outcomes.push({ paper, outcome: judge(model, paper) });
    }
    if (repeat === 1) first = outcomes.map(({ outcome }) => outcome);
  }
  for (const set of ['library', 'outside'] as const)
    printFigures(
      `cross-validation, ${FOLDS} folds, ${REPEATS} times: ${set}`,
      outcomes.filter(({ paper }) => paper.set === set).map(({ outcome }) => outcome),
    );
  printFigures(
    'cross-validation: all',
    outcomes.map(({ outcome }) => outcome),
  );
  printConfusion(IDS, first);
  printMistakes(first);
}

function write({ bias, weights }: LinearModel): void {
  const rounded = (values: Float64Array, least: number) =>
    Object.fromEntries(
      IDS.map((id, at) => [id, Math.round(100 * (values[at] ?? 0))] as const).filter(
        ([, weight]) => Math.abs(weight) >= least,
      ),
    );
  const all = [...weights].map(
    ([name, values]) => [name, rounded(values, name.startsWith('gram:') ? LEAST_WEIGHT : 1)] as const,
  );
  const isSilent = ([, byFamily]: (typeof all)[number]) => Object.keys(byFamily).length === 0;
  const rows = all
    .filter((row) => !isSilent(row))
    .map(([name, byFamily]) => `    ${JSON.stringify(name)}: ${JSON.stringify(byFamily)}`);
  const silent = all.filter(isSilent).map(([name]) => name);
  const text = `{
  "bias": ${JSON.stringify(rounded(bias, 1))},
  "weights": {
${rows.join(',\n')}
  },
  "silent": ${JSON.stringify(silent)}
}
`;
  writeFileSync(MODEL, text);
  process.stdout.write(`${rows.length} features, ${silent.length} silent ones, ${text.length} bytes\n`);
}

const papers = readPapers();
const open = papers.filter(({ set }) => set !== 'outside, held');
if (process.argv[2] === 'write') write(train(papers, IDS));
else if (process.argv[2] === 'held') {
  const held = papers.filter(({ set }) => set === 'outside, held');
  const model = train(open, IDS);
  printFigures(
    'held third of the papers from outside',
    held.map((paper) => judge(model, paper)),
  );
} else crossValidate(open);
