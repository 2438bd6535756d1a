import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import fc from 'fast-check';
import { biblatexEntry } from '../../src/core/biblatex';
import { bibtexEntry } from '../../src/core/bibtex';
import { readBibtex } from '../../src/core/bibtex/readBibtex';
import { bibtexName, bibtexText, bibtexTitle } from '../../src/core/bibtexText';
import { readCslJson } from '../../src/core/cslJson';
import { Library } from '../../src/core/library';
import type { CslItem, Name, Paper } from '../../src/core/paper';
import { oddText, paperOf } from '../support/papers';

function drain<T>(steps: Generator<void, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

const entryOf = (item: Partial<CslItem>, traits: Partial<Paper> = {}): string =>
  bibtexEntry(paperOf({ citekey: 'k', year: 2020, ...traits, item: { title: 'On rest', ...item } }));

/** The value of a field, without its braces. */
const field = (entry: string, name: string): string | undefined =>
  new RegExp(`^  ${name} = (?:\\{(.*)\\}|(.*)),$`, 'm').exec(entry)?.slice(1).find(Boolean);

const typeOf = (entry: string) => /^@(\w+)\{/.exec(entry)?.[1];

/** Whether braces pair up as BibTeX counts them: escaped or not. */
function balances(text: string): boolean {
  let depth = 0;
  for (const brace of text.match(/[{}]/g) ?? []) {
    depth += brace === '{' ? 1 : -1;
    if (depth < 0) return false;
  }
  return depth === 0;
}

const anyText = fc.oneof(
  oddText,
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom('{', '}', '\\', '(', ')', ' ', '-', ':', 'A', 'Ab', 'O(N)', 'CNN', '%'),
  }),
);

suite('BibTeX', () => {
  test('end lists of names that leave some out, and are read as they were', () => {
    const author = [{ family: 'Vaswani', given: 'A.' }, { literal: 'others' }];
    const editor = [{ literal: 'Others' }, { family: 'Berg', given: 'R.' }, { literal: 'others' }];
    const item = { id: 'k', title: 'On rest', author, editor };
    for (const write of [bibtexEntry, biblatexEntry]) {
      const entry = write(paperOf({ citekey: 'k', item }));
      assert.equal(field(entry, 'author'), 'Vaswani, A. and others');
      assert.equal(field(entry, 'editor'), '{Others} and Berg, R. and others');
      const [read] = drain(readBibtex('a.bib', entry)).records;
      assert.deepEqual([read?.item.author, read?.item['editor']], [author, editor]);
    }
    assert.equal(field(entryOf({ author: [{ literal: 'others' }] }), 'author'), undefined);
  });

  test('writes an article with all its fields in one order', () => {
    const item: CslItem = {
      type: 'article-journal',
      title: 'Attention & rest',
      author: [{ family: 'Gogh', given: 'Vincent', 'non-dropping-particle': 'van' }],
      'container-title': 'Neural Computing & Applications',
      volume: '12',
      issue: 3,
      page: '1-8',
      issued: { 'date-parts': [[2020, 3, 14]] },
      abstract: 'Nothing of this.',
      DOI: '10.1/a_b',
      URL: 'https://x.org/a_b%20c',
    };
    const paper = paperOf({
      citekey: 'gogh2020attention',
      item,
      title: item.title,
      year: 2020,
      doi: '10.1/a_b',
      arxiv: '2001.00001',
    });
    const expected = `@article{gogh2020attention,
  author = {van Gogh, Vincent},
  title = {Attention \\& rest},
  journal = {Neural Computing \\& Applications},
  volume = {12},
  number = {3},
  pages = {1--8},
  year = {2020},
  month = mar,
  day = {14},
  doi = {10.1/a_b},
  eprint = {2001.00001},
  archivePrefix = {arXiv},
  url = {https://x.org/a_b%20c},
}
`;
    assert.equal(bibtexEntry(paper), expected);
    const shuffled = Object.fromEntries(Object.entries(item).reverse()) as unknown as CslItem;
    assert.equal(bibtexEntry({ ...paper, item: shuffled }), expected);
  });

  test('names the venue of each type as BibTeX does', () => {
    const venue = { 'container-title': 'The Place', publisher: 'The Press' };
    const found = (type: string, item: Partial<CslItem> = {}) => {
      const entry = entryOf({ type, ...venue, ...item });
      return [typeOf(entry), ...[...entry.matchAll(/^ {2}(\w+) = \{The/gm)].map(([, name]) => name)];
    };
    assert.deepEqual(found('article-journal'), ['article', 'journal', 'publisher']);
    assert.deepEqual(found('paper-conference'), ['inproceedings', 'booktitle', 'publisher']);
    assert.deepEqual(found('chapter'), ['incollection', 'booktitle', 'publisher']);
    assert.deepEqual(found('book'), ['book', 'publisher']);
    assert.deepEqual(found('thesis'), ['phdthesis', 'school']);
    assert.deepEqual(found('thesis', { genre: "Master's thesis" }), ['mastersthesis', 'school']);
    assert.deepEqual(found('report'), ['techreport', 'institution']);
    assert.deepEqual(found('article'), ['article', 'journal', 'publisher']);
    assert.deepEqual(found('webpage'), ['misc', 'howpublished', 'publisher']);
  });

  test('writes a preprint as misc with its eprint, archive and no publisher', () => {
    const entry = entryOf(
      { type: 'article', publisher: 'arXiv', number: 'arXiv:1.2' },
      { arxiv: '2001.00001' },
    );
    assert.equal(typeOf(entry), 'misc');
    assert.equal(field(entry, 'eprint'), '2001.00001');
    assert.equal(field(entry, 'archivePrefix'), 'arXiv');
    assert.equal(field(entry, 'publisher'), undefined);
    assert.equal(field(entry, 'number'), undefined);
  });

  test('keeps what the standard styles print of each type', () => {
    const rest = {
      note: 'N',
      'collection-number': '42',
      'chapter-number': 3,
      number: 'US 1',
      version: '1.2',
      genre: 'Kind',
      publisher: 'House',
    };
    const found = (type: string, item: Partial<CslItem> = {}) => {
      const entry = entryOf({ type, ...rest, ...item });
      const names = ['number', 'type', 'howpublished', 'publisher', 'note'];
      return [typeOf(entry), ...names.map((name) => field(entry, name) ?? '')].join(' ');
    };
    const venue = { 'container-title': 'Place' };
    assert.equal(found('book'), 'book 42   House N');
    assert.equal(found('chapter', venue), 'incollection 42 Kind  House N');
    assert.equal(found('chapter'), 'inbook 42 Kind  House N');
    assert.equal(found('pamphlet'), 'booklet 42  House  N');
    assert.equal(found('manuscript'), 'unpublished 42  House  N');
    assert.equal(found('manuscript', { note: '' }), 'unpublished 42  House  Kind');
    assert.equal(found('patent'), 'patent US 1   House N');
    assert.equal(found('report'), 'techreport US 1 Kind   N');
    assert.equal(found('thesis'), 'phdthesis 42 Kind   N');
    assert.equal(found('thesis', { genre: 'Master’s thesis' }), 'mastersthesis 42    N');
    assert.equal(found('thesis', { genre: 'Diploma thesis' }), 'mastersthesis 42 Diploma thesis   N');
    assert.equal(found('software'), 'misc US 1  House  N');
    const entry = entryOf({ type: 'chapter', ...rest, status: 'in press', note: '', ISBN: '1-2' });
    assert.equal(field(entry, 'chapter'), '3');
    assert.equal(field(entry, 'version'), '1.2');
    assert.equal(field(entry, 'isbn'), '1-2');
    assert.equal(field(entry, 'note'), 'in press');
  });

  test('writes dates that are words, and both years of a range', () => {
    const dated = (issued: object | undefined, year: number | undefined) => {
      const entry = entryOf({ issued: issued as CslItem['issued'] & object }, { year });
      return ['year', 'month', 'day'].map((name) => field(entry, name) ?? '').join(' ');
    };
    assert.equal(dated({ literal: 'in press & more' }, undefined), 'in press \\& more  ');
    assert.equal(dated({ raw: 'some day' }, undefined), 'some day  ');
    assert.equal(dated({ 'date-parts': [[2019, 4]], literal: 'April 2019' }, 2019), '2019 apr ');
    assert.equal(dated({ 'date-parts': [[2019, 4], [2020, 1]] }, 2019), '2019/2020  '); // prettier-ignore
    assert.equal(dated({ 'date-parts': [[2019, 4], [2019, 5]] }, 2019), '2019 apr '); // prettier-ignore
    assert.equal(dated({ 'date-parts': [[2019, 4, 3]] }, 2019), '2019 apr 3');
    assert.equal(dated({ 'date-parts': [[2019, 21, 3]] }, 2019), '2019  ');
    assert.equal(dated({ 'date-parts': [] }, undefined), '  ');
  });

  test('leaves out what is not known', () => {
    assert.equal(entryOf({}, { year: undefined }), '@misc{k,\n  title = {On rest},\n}\n');
  });

  test('writes names with particles, suffixes and organisations', () => {
    const cases: [Name, string][] = [
      [{ family: 'Chen', given: 'Chun-Fu' }, 'Chen, Chun-Fu'],
      [{ family: 'Gogh', given: 'Vincent', 'non-dropping-particle': 'van' }, 'van Gogh, Vincent'],
      [{ family: 'Goethe', given: 'J. W.', 'dropping-particle': 'von' }, 'von Goethe, J. W.'],
      [{ family: 'Alembert', given: 'Jean', 'non-dropping-particle': "d'" }, "d'Alembert, Jean"],
      [{ family: 'King', given: 'Martin Luther', suffix: 'Jr.' }, 'King, Jr., Martin Luther'],
      [{ family: 'King', suffix: 'Jr.' }, '{King Jr.}'],
      [{ literal: 'OpenAI' }, '{OpenAI}'],
      [{ literal: 'Barnes and Noble' }, '{Barnes and Noble}'],
      [{ family: 'Ray Chowdhury' }, '{Ray Chowdhury}'],
      [{ family: 'Garcia y Lopez', given: 'Maria' }, '{Garcia y Lopez}, Maria'],
      [{ family: 'Smith, the elder', given: 'A and B' }, '{Smith, the elder}, {A and B}'],
      [{ given: 'Madonna' }, '{Madonna}'],
      [{}, ''],
    ];
    for (const [name, written] of cases) assert.equal(bibtexName(name), written);
    const author = [{ family: 'A' }, { literal: 'OpenAI' }];
    assert.equal(field(entryOf({ author }), 'author'), 'A and {OpenAI}');
  });

  test('protects acronyms and mixed case, not ordinary words', () => {
    const cases: [string, string][] = [
      ['CrossViT: Cross-Attention Multi-Scale', '{CrossViT}: Cross-Attention Multi-Scale'],
      ['A Study of LLMs, (VLMs) and BERT’s', 'A Study of {LLMs}, ({VLMs}) and {BERT’s}'],
      ['An O(N) Attention', 'An {O(N)} Attention'],
      ['Swin U-Net and A-STAR', 'Swin {U-Net} and {A-STAR}'],
      ['GOAT-Bench: Safety', '{GOAT-Bench}: Safety'],
      ['CNN-Transformer in 3D', '{CNN}-Transformer in {3D}'],
      ['A* and Area V4', '{A}* and Area {V4}'],
      ['CA^2ST', '{CA{\\textasciicircum}2ST}'],
    ];
    for (const [title, written] of cases) assert.equal(bibtexTitle(title), written);
  });

  test('escapes what is special to LaTeX and keeps every letter', () => {
    assert.equal(
      bibtexText('a & b % $ # _ ~ ^ \\ é 漢'),
      'a \\& b \\% \\$ \\# \\_ {\\textasciitilde} {\\textasciicircum} {\\textbackslash} é 漢',
    );
    assert.equal(bibtexText('{a}'), '\\{a\\}');
    assert.equal(bibtexText('a} {b'), 'a{\\textbraceright} {\\textbraceleft}b');
  });

  test('balances its braces and keeps to its lines whatever a paper says', () => {
    const part = fc.oneof(anyText, fc.constant(undefined));
    const name = fc.record({
      family: part,
      given: part,
      literal: part,
      suffix: part,
      'dropping-particle': part,
    });
    fc.assert(
      fc.property(anyText, fc.array(name, { maxLength: 3 }), anyText, anyText, (title, names, venue, key) => {
        const item = {
          title,
          type: 'chapter',
          'container-title': venue,
          URL: venue,
          author: names as Name[],
        };
        const entry = bibtexEntry(paperOf({ citekey: key, item, title, doi: venue, arxiv: venue }));
        assert.ok(balances(entry), entry);
        for (const line of entry.split('\n'))
          assert.match(line, /^(?:@in(?:collection|book)\{[^{}\s]*,| {2}\w+ = .*,|\}|)$/s);
        for (const line of entry.split('\n').slice(1, -2)) assert.ok(balances(line), line);
      }),
      { numRuns: 500 },
    );
  });

  test('loses no letter of a title but white space', () => {
    const unescaped = (text: string) =>
      text
        .replaceAll('{\\textbackslash}', '\\')
        .replaceAll('{\\textasciitilde}', '~')
        .replaceAll('{\\textasciicircum}', '^')
        .replaceAll(/\\([&%$#_])/g, '$1');
    const plain = anyText.map((text) => text.replaceAll(/[{}\\]/g, ''));
    fc.assert(
      fc.property(plain, (title) => {
        const words = title.split(/\s+/).filter((word) => word !== '');
        assert.equal(unescaped(bibtexTitle(title)).replaceAll(/[{}]/g, ''), words.join(' '));
      }),
    );
  });

  test('gives every shipped paper an entry of its own with authors, title, year and eprint', () => {
    const library = new Library();
    for (const file of readdirSync('seeds').filter((name) => name.endsWith('.json')))
      library.putRecords(
        file,
        'seed',
        drain(readCslJson(file, readFileSync(`seeds/${file}`, 'utf8'))).records,
      );
    drain(library.update());
    assert.equal(library.papers.length, 331);
    for (const paper of library.papers) {
      const entry = bibtexEntry(paper);
      assert.ok(entry.startsWith(`@${typeOf(entry) ?? ''}{${paper.citekey},\n`));
      assert.equal(field(entry, 'author')?.split(' and ').length, paper.authors.length);
      assert.equal(field(entry, 'year'), String(paper.year));
      assert.equal(field(entry, 'eprint'), paper.arxiv);
      assert.equal(
        field(entry, 'title')
          ?.replaceAll(/\{\\textasciicircum\}/g, '^')
          .replaceAll(/[{}]|\\(?=&)/g, ''),
        paper.title,
      );
    }
  });
});
