import assert from 'node:assert/strict';
import { execFile as start } from 'node:child_process';
import { isDeepStrictEqual } from 'node:util';
import { readBibtex } from '../../src/core/bibtex/readBibtex';
import { TAGS, piecesOf } from '../../src/core/markup';
import type { ReadResult } from '../../src/core/paper';
import { type GeneratedEntry, bibtexEntries, bibtexOf, withWholes } from '../support/bibtexGenerator';
import { DIFFERENCES, type Item } from './bibtexDifferences';

/** By a name: what looks for missing packages takes it for the program of one. */
const PANDOC = 'pandoc';
const FIXED = { seed: 1, count: 900 };
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

/** Too seldom made by chance. */
const PATENT: GeneratedEntry = {
  key: 'patent',
  type: 'patent',
  fields: new Map([
    ['title', '{A device}'],
    ['location', '{Germany}'],
    ['date', '{2001}'],
  ]),
};

suite('pandoc', () => {
  for (const format of ['biblatex', 'bibtex'])
    test(`reads the same of entries in ${format}, or something else for a known reason`, async () => {
      const entries = [
        ...withWholes([FIXED, FRESH].flatMap(({ seed, count }) => [...bibtexEntries(seed, count)])),
        PATENT,
      ];
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

  test('keeps the case of the same words of titles', async () => {
    const entries = TITLES.map((title, index): GeneratedEntry => ({
      key: `title-${index}`,
      type: 'article',
      fields: new Map([['title', `{A title ${title}}`]]),
    }));
    const text = entries.map(bibtexOf).join('\n');
    const theirs = new Map((await askPandoc('biblatex', text)).map((item) => [item['id'], item['title']]));
    const ours = new Map(read(text).records.map(({ item }) => [item.id, inLowerCase(item.title)]));
    assert.deepEqual(ours, theirs);
  });

  test('takes over the same from the wholes that BibLaTeX knows', async () => {
    const entries = WHOLES.flatMap(([whole, parts]) => [
      ...parts.split(' ').map((part) => inWhole(part, whole)),
      { key: whole, type: whole, fields: WHOLE },
    ]);
    const text = entries.map(bibtexOf).join('\n');
    const theirs = new Map((await askPandoc('biblatex', text)).map((item) => [item['id'], item]));
    const { records, problems } = read(text);
    assert.deepEqual(problems, []);
    const unexplained = records.flatMap(({ item }, index) => {
      const [entry, other] = [entries[index], theirs.get(item.id)];
      if (!entry || !other || item.id === entry.type) return [];
      const pair = { theirs: other, ours: JSON.parse(JSON.stringify(item)) as Item };
      return differing({ ...entry, fields: new Map([...entry.fields, ['maintitle', '']]) }, pair, new Map());
    });
    assert.deepEqual(unexplained, []);
  });
});

/** Looks, groups that protect and groups that do not. */
const TITLES = [
  String.raw`{Foo} bar`,
  String.raw`{{Foo} Bar} Baz`,
  String.raw`\emph{Foo} bar`,
  String.raw`\emph{{Foo} Bar} Baz`,
  String.raw`{\emph{Foo}} bar`,
  String.raw`{\em Foo} bar`,
  String.raw`{\bf Foo {Bar}} baz`,
  String.raw`\textbf{Foo} \textit{Bar {Baz} Qux}`,
  String.raw`F{O}o and {B}ar`,
  String.raw`{\'E}cole and \'Ecole`,
  String.raw`{\"U}ber and \"{U}ber`,
  String.raw`H\textsubscript{2}O and x\textsuperscript{nd}`,
  String.raw`of {\relax Foo} and {\LaTeX}`,
  String.raw`of {node.js} and {iPhone}`,
  String.raw`of {} and {Foo}`,
];

/** What a style makes of a title in whose markup nothing else keeps its case. */
function inLowerCase(title: string): string {
  let kept = 0;
  return piecesOf(title)
    .map((piece) => {
      if (piece.kind === 'text') return kept > 0 ? piece.text : piece.text.toLowerCase();
      if (piece.look === 'nocase') kept += piece.kind === 'open' ? 1 : -1;
      return piece.look === 'nocase' ? '' : TAGS[piece.look][piece.kind === 'open' ? 0 : 1];
    })
    .join('')
    .replace(/^a/, 'A');
}

/** Types of wholes, each with those of its parts, but for what pandoc reads otherwise: it has no wholes of suppbook. */
const WHOLES = [
  ['mvbook', 'inbook bookinbook'],
  ['book', 'inbook bookinbook'],
  ['mvcollection', 'collection incollection'],
  ['collection', 'incollection'],
  ['mvproceedings', 'proceedings inproceedings'],
  ['proceedings', 'inproceedings'],
  ['mvreference', 'reference inreference'],
  ['reference', 'inreference'],
  ['periodical', 'article suppperiodical'],
] as const;

const WHOLE = new Map(
  Object.entries({
    title: '{whole}',
    subtitle: '{sub}',
    titleaddon: '{addon}',
    author: '{A. Uthor}',
    editor: '{E. Ditor}',
    publisher: '{Press}',
    location: '{Town}',
    date: '{2001}',
    volume: '{3}',
    doi: '{10.1000/whole}',
  }),
);

const inWhole = (type: string, whole: string): GeneratedEntry => ({
  key: `${type}-in-${whole}`,
  type,
  fields: new Map([
    ['title', '{part}'],
    ['crossref', `{${whole}}`],
    ['pages', '{1--2}'],
  ]),
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
