/**
 * Measures papers from outside the library: `node measure.js FILE.jsonl…` writes `outside.json`. Each line of a file is a
 * paper: title, abstract, family, `also` (other right families), `secondary`. The abstracts are their authors' and are not
 * kept: only how often they have words that many papers have, and what the vocabulary finds in them.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { ALL_GRAMS, gramNames, gramsOf, measure } from '../../src/core/families/features';
import { scoreText } from '../../src/core/families/scores';
import { readKnown } from './known';
import type { Label } from './labels';
import { OUTSIDE } from './outside';
import { readSeedTexts } from './seedTexts';

/** Words in fewer papers than this are too rare to learn from. */
const LEAST_PAPERS = 8;

interface Line {
  readonly title: string;
  readonly abstract: string;
  readonly family: string;
  readonly also?: readonly string[];
  readonly secondary?: readonly string[];
}

const lines = process.argv
  .slice(2)
  .flatMap((file) => readFileSync(file, 'utf8').split('\n'))
  .filter((line) => line.trim() !== '')
  .map((line) => JSON.parse(line) as Line);
const papers = [...new Map(lines.map((line) => [line.title.toLowerCase(), line])).values()].sort((a, b) =>
  a.title < b.title ? -1 : 1,
);

const seeds = Array.from(readSeedTexts(), ([title, abstract]) => ({ title, abstract }));
const told = (['open', 'held'] as const).flatMap(readKnown);
const counts = new Map<string, number>();
for (const { title, abstract } of [...papers, ...seeds, ...told]) {
  const { passages } = scoreText({ title, abstract });
  const grams = passages.flatMap((passage) => gramsOf(passage, ALL_GRAMS));
  for (const gram of new Set(grams.map(({ name }) => name))) counts.set(gram, (counts.get(gram) ?? 0) + 1);
}
const common = [...counts].filter(([, count]) => count >= LEAST_PAPERS).map(([name]) => name);
const known = gramNames(common);

const measured = papers.map(({ title, abstract, family, also = [], secondary = [] }) => ({
  label: { title, primary: [family, ...also], secondary } satisfies Label,
  features: measure(scoreText({ title, abstract }), known).features,
}));
const names = [...new Set([...common, ...measured.flatMap(({ features }) => [...features.keys()])])].sort();
const numbers = new Map(names.map((name, index) => [name, index]));
const rows = measured.map(({ label, features }) => ({
  ...label,
  values: Array.from(features, ([name, value]) => [numbers.get(name) ?? 0, Math.round(value * 1000)]).flat(),
}));
const text = `{\n"names": ${JSON.stringify(names)},\n"papers": [\n${rows.map((row) => JSON.stringify(row)).join(',\n')}\n]\n}\n`;
writeFileSync(OUTSIDE, text);
process.stdout.write(`${rows.length} papers, ${common.length} words and pairs, ${text.length} bytes\n`);
