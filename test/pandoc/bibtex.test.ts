import assert from 'node:assert/strict';
import { execFile as start } from 'node:child_process';
import { isDeepStrictEqual } from 'node:util';
import { readBibtex } from '../../src/core/bibtex/readBibtex';
import type { ReadResult } from '../../src/core/paper';
import { type GeneratedEntry, bibtexEntries, bibtexOf } from '../support/bibtexGenerator';
import { DIFFERENCES, type Item } from './bibtexDifferences';

/** By a name: what looks for missing packages takes it for the program of one. */
const PANDOC = 'pandoc';
const FIXED = { seed: 1, count: 600 };
/** Another seed each time, or the one given: `PANDOC_SEED=123 npm run test:pandoc`. */
const FRESH = { seed: Number(process.env['PANDOC_SEED'] ?? Date.now() % 1_000_000), count: 300 };

/** What pandoc reads of BibLaTeX alone. */
const BIBLATEX_ONLY = [
  'location',
  'addendum',
  'date',
  'journaltitle',
  'eventtitle',
  'annotation',
  'institution',
];

// eslint-disable-next-line no-console -- the counts are what this stage is for
const print = (text: string) => console.log(text.replace(/^(?=.)/gm, '  '));

function askPandoc(format: string, text: string): Promise<Item[]> {
  return new Promise((resolve, reject) => {
    const options = { maxBuffer: 2 ** 28, timeout: 120_000 };
    const child = start(PANDOC, ['-f', format, '-t', 'csljson'], options, (error, stdout) => {
      if (error) reject(new Error(error.message));
      else resolve(JSON.parse(stdout) as Item[]);
    });
    child.stdin?.end(text);
  });
}

function read(text: string): ReadResult {
  const steps = readBibtex('a.bib', text);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

suite('pandoc', () => {
  for (const format of ['biblatex', 'bibtex'])
    test(`reads the same of entries in ${format}, or something else for a known reason`, async () => {
      const entries = [FIXED, FRESH].flatMap(({ seed, count }) => [...bibtexEntries(seed, count)]);
      const given = format === 'biblatex' ? entries : entries.map(withoutBiblatex);
      const text = given.map(bibtexOf).join('\n');
      const theirs = new Map((await askPandoc(format, text)).map((item) => [item['id'], item]));
      const { records, problems } = read(text);
      assert.deepEqual(problems, []);
      assert.equal(records.length, given.length);
      const counts = new Map<string, number>();
      const unexplained: string[] = [];
      let equal = 0;
      for (const [index, entry] of given.entries()) {
        const own = records[index]?.item;
        const pair = { theirs: { ...theirs.get(entry.key) }, ours: JSON.parse(JSON.stringify(own)) as Item };
        if (isDeepStrictEqual(pair.theirs, pair.ours)) equal++;
        unexplained.push(...differing(entry, pair, counts));
      }
      print(
        [
          `${format}: ${given.length} entries, seeds ${FIXED.seed} and ${FRESH.seed}: ${equal} equal, ${unexplained.length} fields different for no known reason`,
          ...DIFFERENCES.map(({ name, reason }) => `${counts.get(name) ?? 0} × ${name}: ${reason}`),
        ].join('\n'),
      );
      assert.deepEqual(unexplained.slice(0, 20), []);
      if (format === 'biblatex')
        assert.deepEqual(
          DIFFERENCES.filter(({ name }) => !counts.has(name)).map(({ name }) => name),
          [],
          'no entry differs for these reasons',
        );
    });
});

const withoutBiblatex = (entry: GeneratedEntry): GeneratedEntry => ({
  ...entry,
  fields: new Map([...entry.fields].filter(([name]) => !BIBLATEX_ONLY.includes(name))),
});

/** The fields that differ when all that is known is settled. */
function differing(
  entry: GeneratedEntry,
  { theirs, ours }: { theirs: Item; ours: Item },
  counts: Map<string, number>,
): string[] {
  for (const { name, settle } of DIFFERENCES) {
    const before = JSON.stringify([theirs, ours]);
    settle(theirs, ours, entry);
    if (JSON.stringify([theirs, ours]) !== before) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...new Set([...Object.keys(theirs), ...Object.keys(ours)])].flatMap((field) =>
    isDeepStrictEqual(theirs[field], ours[field])
      ? []
      : [
          `${bibtexOf(entry)}${field}: pandoc ${JSON.stringify(theirs[field])}, ours ${JSON.stringify(ours[field])}`,
        ],
  );
}
