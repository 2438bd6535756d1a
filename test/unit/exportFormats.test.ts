import assert from 'node:assert/strict';
import fc from 'fast-check';
import { biblatexEntry } from '../../src/core/biblatex';
import { cslItem } from '../../src/core/cslWriting';
import { readCslJson } from '../../src/core/cslJson';
import { exportedText, inOrderOfKey } from '../../src/core/exportedText';
import { type ExportFormat, exportFormatOf } from '../../src/core/exportFormats';
import { finish } from '../../src/core/finish';
import { cslMarkup } from '../../src/core/markup';
import type { CslItem, Paper } from '../../src/core/paper';
import { oddText, paperOf } from '../support/papers';

const paper = (item: Partial<CslItem>, traits: Partial<Paper> = {}): Paper =>
  paperOf({ citekey: 'k', year: 2020, ...traits, item: { title: 'On rest', ...item } });

const biblatex = (item: Partial<CslItem>, traits: Partial<Paper> = {}): string =>
  biblatexEntry(paper(item, traits));

const typeOf = (entry: string) => /^@(\w+)\{/.exec(entry)?.[1];
const field = (entry: string, name: string): string | undefined =>
  new RegExp(`^  ${name} = \\{(.*)\\},$`, 'm').exec(entry)?.[1];

suite('BibLaTeX', () => {
  test('writes an article with all its fields in one order', () => {
    const item: CslItem = {
      type: 'article-journal',
      title: 'Attention & rest',
      author: [{ family: 'Gogh', given: 'Vincent', 'non-dropping-particle': 'van' }],
      'container-title': 'Neural Computing & Applications',
      'container-title-short': 'NCAA',
      volume: '12',
      issue: 3,
      page: '1-8',
      issued: { 'date-parts': [[2020, 3, 14]] },
      accessed: { 'date-parts': [[2021, 1]] },
      language: 'de-AT',
      abstract: 'Nothing of this.',
      URL: 'https://x.org/a_b%20c',
    };
    const expected = `@article{k,
  options = {useprefix=true},
  author = {van Gogh, Vincent},
  title = {Attention \\& rest},
  journaltitle = {Neural Computing \\& Applications},
  shortjournal = {NCAA},
  volume = {12},
  number = {3},
  pages = {1--8},
  date = {2020-03-14},
  langid = {german},
  doi = {10.1/a_b},
  eprint = {2001.00001},
  eprinttype = {arxiv},
  url = {https://x.org/a_b%20c},
  urldate = {2021-01},
}
`;
    const traits = { doi: '10.1/a_b', arxiv: '2001.00001' };
    assert.equal(biblatex(item, traits), expected);
    const shuffled = Object.fromEntries(Object.entries(item).reverse());
    assert.equal(biblatex(shuffled, traits), expected);
  });

  test('has a type for every kind of work', () => {
    const found = (item: Partial<CslItem>, traits: Partial<Paper> = {}) => typeOf(biblatex(item, traits));
    const venue = { 'container-title': 'The Place' };
    assert.equal(found({ type: 'article' }, { arxiv: '2001.00001' }), 'online');
    assert.equal(found({ type: 'article', ...venue }), 'article');
    assert.equal(found({ type: 'paper-conference' }), 'inproceedings');
    assert.equal(found({ type: 'chapter' }), 'incollection');
    assert.equal(found({ type: 'book', author: [{ family: 'A' }], editor: [{ family: 'B' }] }), 'book');
    assert.equal(found({ type: 'book', editor: [{ family: 'B' }] }), 'collection');
    assert.equal(found({ type: 'webpage', URL: 'https://x.org' }), 'online');
    assert.equal(found({ type: 'webpage' }), 'misc');
    assert.equal(found({}), 'misc');
    assert.equal(found({ type: 'book', genre: 'Guide', author: [{ family: 'A' }] }), 'manual');
    assert.equal(found({ type: 'book', 'event-title': 'X' }), 'proceedings');
    assert.equal(found({ type: 'chapter', 'container-author': [{ family: 'A' }] }), 'inbook');
    assert.equal(found({ type: 'pamphlet' }), 'booklet');
    assert.equal(found({ type: 'patent' }), 'patent');
    assert.equal(found({ type: 'speech' }), 'unpublished');
  });

  test('names the event of a paper apart from its proceedings', () => {
    const entry = biblatex({
      type: 'paper-conference',
      'container-title': 'Proceedings of X',
      'event-title': 'X 2020',
      'event-place': 'Rome',
      'event-date': { 'date-parts': [[2020, 7, 1], [2020, 7, 3]] }, // prettier-ignore
    });
    assert.deepEqual(
      ['booktitle', 'eventtitle', 'venue', 'eventdate'].map((name) => field(entry, name)),
      ['Proceedings of X', 'X 2020', 'Rome', '2020-07-01/2020-07-03'],
    );
    const same = biblatex({ type: 'paper-conference', 'event-title': 'X 2020' });
    assert.equal(field(same, 'booktitle'), 'X 2020');
    assert.equal(field(same, 'eventtitle'), undefined);
  });

  test('says what kind of thesis or report it is, and who gave it', () => {
    const kind = (type: string, genre?: string) => {
      const entry = biblatex({ type, publisher: 'The House', ...(genre !== undefined && { genre }) });
      return [field(entry, 'type'), field(entry, 'institution')];
    };
    assert.deepEqual(kind('thesis'), ['phdthesis', 'The House']);
    assert.deepEqual(kind('thesis', 'PhD dissertation'), ['phdthesis', 'The House']);
    assert.deepEqual(kind('thesis', "Master's thesis"), ['mathesis', 'The House']);
    assert.deepEqual(kind('thesis', 'Habilitation'), ['Habilitation', 'The House']);
    assert.deepEqual(kind('report'), ['techreport', 'The House']);
    assert.deepEqual(kind('report', 'White paper'), ['White paper', 'The House']);
  });

  test('does not divide a house with two names', () => {
    const entry = biblatex({ type: 'book', publisher: 'Barnes and Noble', 'publisher-place': 'Andorra' });
    assert.equal(field(entry, 'publisher'), '{Barnes and Noble}');
    assert.equal(field(entry, 'location'), 'Andorra');
  });

  test('writes only fields that the type has', () => {
    const item = { 'event-title': 'X', publisher: 'P', volume: 1, 'container-title': 'C', ISBN: '1' };
    const names = (type: string) =>
      Array.from(biblatex({ type, ...item }).matchAll(/^ {2}(\w+) = /gm), ([, name]) => name);
    assert.deepEqual(names('article-journal'), ['title', 'journaltitle', 'volume', 'date']);
    assert.deepEqual(names('chapter'), ['title', 'booktitle', 'volume', 'publisher', 'date', 'isbn']);
    assert.deepEqual(names('thesis'), ['title', 'type', 'institution', 'date']);
  });

  test('writes dates of every kind, and none that is no date', () => {
    const cases: [CslItem['issued'], string | undefined][] = [
      [{ 'date-parts': [[2020]] }, '2020'],
      [{ 'date-parts': [[2020, 2, 29]] }, '2020-02-29'],
      [{ 'date-parts': [[2021, 2, 29]] }, '2021-02'],
      [{ 'date-parts': [[2020, 14]] }, '2020-22'],
      [{ 'date-parts': [[1999], [2000]], circa: true }, '1999~/2000~'],
      [{ 'date-parts': [[800]] }, '0800'],
      [{ 'date-parts': [[-44, 3]] }, '-0044-03'],
      [{ literal: 'spring' }, undefined],
      [{}, '2020'],
    ];
    for (const [issued, written] of cases)
      assert.equal(field(biblatex(issued ? { issued } : {}), 'date'), written);
    assert.equal(field(biblatex({}, { year: undefined }), 'date'), undefined);
    const words = biblatex({ issued: { literal: 'in press & more' } });
    assert.equal(field(words, 'year'), 'in press \\& more');
    assert.equal(
      field(biblatex({ issued: { 'date-parts': [[2020]], literal: '2020, May' } }), 'year'),
      undefined,
    );
  });
});

suite('CSL-JSON', () => {
  test('keeps what CSL has a variable for, under the citation key', () => {
    const item = {
      id: 'other',
      type: 'article-journal',
      title: 'On rest',
      author: [{ family: 'A', given: 'B', orcid: '0' }, { literal: 'OpenAI' }, {}, 'text'],
      issued: { 'date-parts': [['2020', 3, ''], [2021]], extra: 1 },
      volume: 12,
      DOI: '10.1/x',
      arxiv: '2001.00001',
      PMID: 7,
      note: { no: 'text' },
      publisher: ' ',
    };
    assert.deepEqual(cslItem(paper(item as unknown as CslItem)), {
      ...{ id: 'k', type: 'article-journal', title: 'On rest' },
      author: [{ family: 'A', given: 'B' }, { literal: 'OpenAI' }],
      issued: { 'date-parts': [[2020, 3], [2021]] }, // prettier-ignore
      ...{ DOI: '10.1/x', PMID: '7', volume: 12 },
    });
  });

  test('gives what a listing alone says', () => {
    assert.deepEqual(cslItem(paper({ type: 'preprint' }, { doi: '10.1/x' })), {
      ...{ id: 'k', type: 'document', title: 'On rest', issued: { 'date-parts': [[2020]] } },
      DOI: '10.1/x',
    });
  });
});

suite('Exports', () => {
  const write = (keys: readonly string[], format: ExportFormat) => {
    const papers = keys.map((citekey) => ({ citekey, paper: paper({ title: `Of ${citekey}` }) }));
    return finish(exportedText(inOrderOfKey(papers), format));
  };

  test('go by the ending of the file', () => {
    assert.deepEqual(['a.bib', 'a.BIBTEX', 'a.json', 'a.yaml', 'bib'].map(exportFormatOf), [
      'biblatex',
      'bibtex',
      'csl-json',
      undefined,
      undefined,
    ]);
  });

  test('stand in order of key under the keys that were asked for', () => {
    const keys = ['b2020x', 'a2020y', 'B2021z'];
    const json = JSON.parse(write(keys, 'csl-json').text) as { id: string; title: string }[];
    assert.deepEqual(json.map(({ id }) => id), ['B2021z', 'a2020y', 'b2020x']); // prettier-ignore
    assert.equal(json[1]?.title, 'Of a2020y');
    const bib = write(keys, 'biblatex').text;
    assert.deepEqual(bib.match(/(?<=^@\w+\{).+(?=,$)/gm), ['B2021z', 'a2020y', 'b2020x']);
    assert.equal(write([], 'csl-json').text, '[]\n');
    assert.equal(write([], 'bibtex').text, '');
  });

  test('leave out what the shipped library notes of its own papers', () => {
    const written = (uri: string | undefined, format: ExportFormat) => {
      const place = { file: 'x', line: 1, ...(uri !== undefined && { uri }) };
      const noted = paper({ note: 'per arXiv comment' }, { sources: [place] });
      return finish(exportedText([{ citekey: 'k', paper: noted }], format)).text;
    };
    for (const format of ['bibtex', 'biblatex'] as const) {
      assert.doesNotMatch(written(undefined, format), /note/);
      assert.match(written('file:///own.bib', format), /note = \{per arXiv comment\}/);
    }
  });

  test('leave out keys that the format cannot have, and say so', () => {
    const keys = ['a,b', 'a#b', 'Key', 'key', 'ok:1/2+x'];
    const left = (format: ExportFormat) => write(keys, format).unwritable;
    assert.deepEqual(left('csl-json'), []);
    assert.deepEqual(left('biblatex'), ['a#b', 'a,b']);
    assert.deepEqual(left('bibtex'), ['a#b', 'a,b', 'key']);
    assert.doesNotMatch(write(keys, 'bibtex').text, /a[#_,]b/);
  });

  const anyText = fc.oneof(oddText, fc.string({ unit: 'binary' }));
  const anyValue = fc.oneof(anyText, fc.integer(), fc.constant(null), fc.jsonValue());
  const anyName = fc.dictionary(fc.constantFrom('family', 'given', 'literal', 'suffix', 'x'), anyValue);
  const anyDate = fc.record({
    'date-parts': fc.array(fc.array(anyValue)),
    circa: anyValue,
    season: anyValue,
  });
  const anyItem = fc
    .record({ author: fc.array(anyName), issued: anyDate, volume: anyValue, DOI: anyText, odd: anyValue })
    .chain((fields) => anyText.map((title) => ({ ...fields, type: 'chapter', title })));

  test('are whole and of one entry whatever a paper says', () => {
    fc.assert(
      fc.property(anyItem, (item) => {
        const own = paper(item as unknown as CslItem, { title: item.title, doi: item.DOI });
        const entry = biblatexEntry(own);
        let depth = 0;
        for (const brace of entry.match(/[{}]/g) ?? []) {
          depth += brace === '{' ? 1 : -1;
          assert.ok(depth >= 0, entry);
        }
        assert.equal(depth, 0);
        for (const line of entry.split('\n')) assert.match(line, /^(?:@\w+\{k,| {2}\w+ = \{.*\},|\}|)$/s);
        assert.doesNotMatch(entry.replaceAll('\n', ''), /\p{Cc}/u);
      }),
      { numRuns: 500 },
    );
  });

  test('of CSL-JSON are read back as they were', () => {
    fc.assert(
      fc.property(fc.array(anyItem, { maxLength: 3 }), (items) => {
        const papers = items.map((item, index) => ({
          citekey: `k${index}`,
          paper: paper(item as unknown as CslItem, { title: item.title }),
        }));
        const { text } = finish(exportedText(papers, 'csl-json'));
        const written = JSON.parse(text) as CslItem[];
        assert.deepEqual(written.map(({ id }) => id), papers.map(({ citekey }) => citekey)); // prettier-ignore
        for (const [index, { odd, author = [], ...item }] of written.entries()) {
          assert.equal(odd, undefined);
          assert.equal(item.title, cslMarkup(items[index]?.title ?? ''));
          for (const name of author)
            for (const part of Object.values(name)) assert.equal(typeof part, 'string');
        }
        const { records, problems } = finish(readCslJson('x.json', text));
        const titled = items.filter(({ title }) => title.trim() !== '');
        if (items.length > 0) assert.equal(records.length, titled.length);
        assert.equal(problems.filter(({ code }) => code === 'cslJson.syntax').length, 0);
      }),
    );
  });
});
