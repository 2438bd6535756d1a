import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import { readBibtex } from '../../src/core/bibtex/readBibtex';
import { exportedText } from '../../src/core/exportedText';
import type { ExportFormat } from '../../src/core/exportFormats';
import { finish } from '../../src/core/finish';
import { Library } from '../../src/core/library';
import { listedByBibtex, readByPandoc } from './programs';
import { type Item, DIFFERENCES } from './roundTripDifferences';
import { BIBLATEX, BIBTEX } from './wholeEntries';

/** Own entries as we write them when they have been read. */
function written(text: string, format: ExportFormat): string {
  const library = new Library();
  const { records, problems } = finish(readBibtex('own.bib', text));
  assert.deepEqual(problems, []);
  library.putRecords('own.bib', 'user', records);
  finish(library.update());
  const papers = library.papers.map((paper) => ({ citekey: paper.citekey, paper }));
  assert.equal(papers.length, records.length);
  return finish(exportedText(papers, format)).text;
}

suite('Own entries that go out again', () => {
  for (const [format, text] of [
    ['bibtex', BIBTEX],
    ['biblatex', BIBLATEX],
  ] as const)
    test(`as ${format} say to pandoc what they said, or something else for a known reason`, async () => {
      const own = await readByPandoc(format, text);
      const ours = new Map(
        (await readByPandoc(format, written(text, format))).map((item) => [item['id'], item]),
      );
      assert.ok(own.length > 0);
      const settled = new Set<string>();
      const unexplained = own.flatMap((before) =>
        differing(before, ours.get(before['id']) ?? {}, format, settled),
      );
      assert.deepEqual(unexplained, []);
      const idle = DIFFERENCES.filter(({ formats, name }) => formats.includes(format) && !settled.has(name));
      assert.deepEqual(idle.map(({ name }) => name), [], 'nothing differs for these reasons'); // prettier-ignore
    });

  test('as bibtex are printed by BibTeX as they were, or otherwise for a known reason', async () => {
    const [own, ours] = [await printed(BIBTEX), await printed(written(BIBTEX, 'bibtex'))];
    const other = [...own.keys()].filter((key) => own.get(key) !== ours.get(key));
    assert.equal(own.size, BIBTEX.match(/^@/gm)?.length);
    assert.deepEqual(other.sort(), Object.keys(PRINTED_OTHERWISE).sort());
  });
});

/** By key: what is printed of an entry that was not, or was otherwise. */
const PRINTED_OTHERWISE: Readonly<Record<string, string>> = {
  about: 'The year alone, which is what pandoc reads.',
  book: 'A month that was a number has its name.',
  inproceedings: 'Society and publisher are one publisher of two.',
  proceedings: 'The same.',
  webpage: 'The address is in its field, which the standard styles do not print.',
};

/** What a standard style of BibTeX prints, by key. */
async function printed(text: string): Promise<ReadonlyMap<string, string>> {
  const { list } = await listedByBibtex(text, 'unsrt');
  const entries = list
    .replace(/\\end\{.*/s, '')
    .split('\\bibitem{')
    .slice(1);
  return new Map(
    entries.map((entry) => {
      const [key = '', ...rest] = entry.split('}');
      return [key, rest.join('}').replace(/\s+/g, ' ').trim()];
    }),
  );
}

/** The fields of an item that differ when all that is known is settled. */
function differing(before: Item, after: Item, format: string, settled: Set<string>): string[] {
  for (const { name, formats, settle } of DIFFERENCES) {
    if (!formats.includes(format)) continue;
    const told = JSON.stringify([before, after]);
    settle(before, after);
    if (JSON.stringify([before, after]) !== told) settled.add(name);
  }
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((field) =>
    isDeepStrictEqual(before[field], after[field])
      ? []
      : [
          `${String(before['id'])} ${field}: ${JSON.stringify(before[field])} → ${JSON.stringify(after[field])}`,
        ],
  );
}
