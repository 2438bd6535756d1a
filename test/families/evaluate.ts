/** Says which phrases of the vocabulary stand in labelled papers only (there must be none), and how long a paper takes. */
import { classify } from '../../src/core/families/classify';
import { countUses, listRules } from './rules';
import { readSeedTexts } from './seedTexts';

const print = (line: string) => process.stdout.write(`${line}\n`);

const texts = readSeedTexts();
const rules = listRules();
countUses(rules, texts);
const only = rules.filter(({ labelled, unlabelled, told }) => labelled > 0 && unlabelled + told === 0);
print(`${rules.length} phrases, ${only.length} in labelled papers only:`);
print(only.map(({ family, phrase }) => `${family}: ${phrase}`).join('; '));

const papers = Array.from(texts, ([title, abstract]) => ({ title, abstract }));
const timed = Array.from({ length: 30 }, () => {
  const start = performance.now();
  papers.forEach(classify);
  return (performance.now() - start) / papers.length;
}).sort((a, b) => a - b);
print(`${(timed[0] ?? 0).toFixed(3)} ms a paper at best, ${(timed[15] ?? 0).toFixed(3)} ms in the middle`);
