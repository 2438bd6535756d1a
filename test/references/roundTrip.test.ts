import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import { readBibtex } from '../../src/core/bibtex/readBibtex';
import { type ExportFormat, exportedText } from '../../src/core/exportFormats';
import { finish } from '../../src/core/finish';
import { Library } from '../../src/core/library';
import { readByPandoc } from './programs';
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
});

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
