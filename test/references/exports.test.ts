import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { readCslJson } from '../../src/core/cslJson';
import { exportedText, inOrderOfKey } from '../../src/core/exportedText';
import type { ExportFormat } from '../../src/core/exportFormats';
import { asExport } from '../../src/core/exportMark';
import { finish } from '../../src/core/finish';
import { Library } from '../../src/core/library';
import type { Paper } from '../../src/core/paper';
import { oddPapers } from './items';
import { citedByPandoc, listedByBibtex, readByBiber } from './programs';

/** Another seed each time, or the one given: `REFERENCES_SEED=123 npm run test:references`. */
const SEED = Number(process.env['REFERENCES_SEED'] ?? Date.now() % 1_000_000);

function shippedPapers(): readonly Paper[] {
  const library = new Library();
  for (const file of readdirSync('seeds').filter((name) => name.endsWith('.json')))
    library.putRecords(
      file,
      'seed',
      finish(readCslJson(file, readFileSync(`seeds/${file}`, 'utf8'))).records,
    );
  finish(library.update());
  return library.papers;
}

const FILES: readonly (readonly [format: ExportFormat, name: string])[] = [
  ['biblatex', 'all.bib'],
  ['bibtex', 'all.bibtex'],
  ['csl-json', 'all.json'],
];

/** So that they stand beside others of their kind. */
const renamed = (paper: Paper, index: number): Paper => ({ ...paper, citekey: `fresh${index}` });

suite('References that go out', () => {
  const papers = [...shippedPapers(), ...oddPapers(1, 150), ...oddPapers(SEED, 50).map(renamed)];
  const exported = inOrderOfKey(papers.map((paper) => ({ citekey: paper.citekey, paper })));
  const keys = exported.map(({ citekey }) => citekey).sort();
  const textAs = (format: ExportFormat) => {
    const { text, unwritable } = finish(exportedText(exported, format));
    return { text: asExport(text, format), unwritable };
  };

  for (const [format, name] of FILES)
    test(`as ${format} are all found by pandoc, which has nothing to say (seed ${SEED})`, async () => {
      const { text, unwritable } = textAs(format);
      assert.deepEqual(unwritable, []);
      const note = keys.map((key) => `[@{${key}}]\n`).join('\n');
      const { keys: cited, complaints } = await citedByPandoc(note, { name, text });
      assert.equal(complaints, '');
      assert.deepEqual(cited.sort(), keys);
    });

  for (const style of ['plain', 'unsrt'])
    test(`as bibtex are listed by BibTeX in the style ${style}, which misses only what is not known`, async () => {
      const { keys: listed, complaints } = await listedByBibtex(textAs('bibtex').text, style);
      assert.deepEqual(complaints.filter((line) => !MISSES.test(line)), []); // prettier-ignore
      assert.deepEqual(listed.sort(), keys);
    });

  test('as biblatex are read by biber, which misses only what is not known', async () => {
    const { keys: read, complaints } = await readByBiber(textAs('biblatex').text);
    assert.deepEqual(complaints.filter((line) => !LACKS.test(line)), []); // prettier-ignore
    assert.deepEqual(read.sort(), keys);
  });
});

/** What BibTeX says of an entry whose paper lacks something, as papers do, and of patents, which its own styles do not know. */
const MISSES =
  /^Warning--(?:empty \S+(?: and \S+)? in |to sort, need |there's a number but no |(?:can't use both|all relevant fields are empty)|either |volume but no|there's no |entry type for "[^"]*" isn't style-file defined)/;

/** The same of biber, and of years that are words, which it prints. */
const LACKS =
  /Missing mandatory field|Missing mandatory - one of|one of .* must be defined|Invalid value of field '(?:volumes?|year)' must be|legacy year field '(?:in press|Spring \\& summer)'/;
