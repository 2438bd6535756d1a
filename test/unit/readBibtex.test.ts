import assert from 'node:assert/strict';
import { latexText } from '../../src/core/bibtex/latexText';
import { latexVerbatim } from '../../src/core/bibtex/latexVerbatim';
import { readNames } from '../../src/core/bibtex/names';
import { readBibtex } from '../../src/core/bibtex/readBibtex';
import { arxivIdOf } from '../../src/core/cslJson';
import type { CslItem, ReadResult } from '../../src/core/paper';

function drain<T>(steps: Generator<void, T>): { result: T; pauses: number } {
  for (let pauses = 0; ; pauses++) {
    const step = steps.next();
    if (step.done === true) return { result: step.value, pauses };
  }
}
const read = (text: string): ReadResult => drain(readBibtex('a.bib', text)).result;
const itemOf = (fields: string, type = 'misc'): CslItem | undefined =>
  read(`@${type}{key, title = {T}, ${fields}}`).records[0]?.item;
const keys = ({ records }: ReadResult) => records.map(({ item, place }) => `${item.id}:${place.line}`);
const told = ({ problems }: ReadResult) =>
  problems.map(({ code, line, column, args = [] }) =>
    [code.replace('bibtex.', ''), `${line}:${column}`, ...args].join(' '),
  );
/** What stands where a problem is told. */
const passages = (text: string): string[] => {
  const lines = text.split('\n');
  return read(text).problems.map(({ line, column = 1, endColumn }) =>
    (lines[line - 1] ?? '').slice(column - 1, endColumn === undefined ? undefined : endColumn - 1),
  );
};

suite('BibTeX', () => {
  test('is read entry by entry, each with its place', () => {
    const text = [
      'Anything may stand here, foo@bar.com too.',
      '@Article{vaswani:2017/a+b_c-d.e,',
      '  Author = "Ashish Vaswani and Noam Shazeer",',
      '  TITLE = {Attention Is All {You} Need},',
      '  journal = nips # " (" # 2017 # ")",',
      '  year = 2017, month = jun,',
      '}',
      '@comment{jabref-meta: databaseType:bibtex; @article{no, title={No}}}',
      '@preamble{"\\newcommand{\\x}{y}"}',
      '@inproceedings(münch:ü, title = "A {"} quote", year = 2020)',
    ].join('\n');
    const result = read(`@string{NIPS = {Advances in NIPS}}\n${text}`);
    assert.deepEqual(keys(result), ['vaswani:2017/a+b_c-d.e:3', 'münch:ü:11']);
    assert.deepEqual(told(result), []);
    const { 0: first, 1: second } = result.records;
    assert.deepEqual([first?.endLine, second?.endLine], [8, 11]);
    assert.deepEqual(result.records[0]?.item, {
      id: 'vaswani:2017/a+b_c-d.e',
      type: 'article-journal',
      title: 'Attention Is All <span class="nocase">You</span> Need',
      author: [
        { family: 'Vaswani', given: 'Ashish' },
        { family: 'Shazeer', given: 'Noam' },
      ],
      issued: { 'date-parts': [[2017, 6]] },
      'container-title': 'Advances in NIPS (2017)',
    });
    assert.equal(second?.item.title, 'A " quote');
  });

  test('loses nothing but the entry that is broken, and tells where', () => {
    const good = (key: string) => `@misc{${key},\n  title = {Title of ${key}}\n}`;
    for (const [broken, problem, passage] of [
      ['@misc{x, title = {X} year = 2020}', 'noComma 4:22 x year', 'year'],
      ['@misc{x title = {X}}', 'noComma 4:7 x', 'x'],
      ['@misc{x, title = {X\n}', 'unclosed 4:1 x', '@misc{x, title = {X'],
      ['@misc{x, title = {X},\n  note = "no end\n}', 'unclosed 5:3 x note', 'note'],
      ['@misc{x, title = {X}', 'unclosed 4:1 x', '@misc{x, title = {X}'],
      ['@misc{x, title = {X}}, year = {2020}\n}', 'extraBrace 4:21', '}'],
      ['@misc{x, title {X}, year = 2020}', 'syntax 4:10 x', 'title'],
      ['@misc{title = {X}}', 'noKey 4:1', '@misc{'],
      ['@misc{, title = {X}}', 'noKey 4:1', '@misc{'],
      ['@misc{x y, title = {X}}', 'spaceInKey 4:7 x y', 'x y'],
      ['@misc{x, title = {X}, title = {Y}}', 'duplicateField 4:23 x title', 'title'],
      ['@misc{good, title = {X}}', 'duplicateKey 4:7 good 1', 'good'],
      ['@misc{x, title = {X}, month = june}', 'unknownMacro 4:31 june', 'june'],
      ['@misc{x, title = {X}, crossref = {y}}', 'unknownParent 4:7 x y', 'x'],
      ['@misc{x, title = {X}, crossref = {x}}', 'cycle 4:7 x x', 'x'],
      ['@misc{x, year = 2020}', 'noTitle 4:7 x', 'x'],
      ['@Artcle{x, title = {X}}', 'unknownType 4:2 artcle article', 'Artcle'],
      ['@misc{x, title = {X20200}, year = 20200}', 'oddYear 4:35 x 20200', '20200'],
      [
        '@misc{x, title = {X}, author = {A B and Smith, J., Doe, L. and C D}}',
        'crowdedName 4:41 x Smith, J., Doe, L.',
        'Smith, J., Doe, L.',
      ],
      ['@misc{x, title = , year = 2020}', 'syntax 4:18 x', ','],
    ] as const) {
      const text = `${good('good')}\n${broken}\n${good('last')}\n`;
      const result = read(text);
      const index = told(result).indexOf(problem);
      assert.ok(index >= 0, `${broken}: ${told(result).join('; ')}`);
      assert.equal(passages(text)[index], passage, broken);
      const titles = result.records.map(({ item }) => item.title);
      assert.equal(titles[0], 'Title of good', broken);
      assert.equal(titles.at(-1), 'Title of last', broken);
      assert.ok(result.records.length <= 3, broken);
    }
  });

  test('takes no type for a slip that is known or may be somebody’s own', () => {
    const meant = (types: string) =>
      types.split(' ').map((type) => read(`@${type}{x, title = {X}}`).problems[0]?.args?.join(' '));
    const slips =
      'artcle aritcle articel articles artical inproceeding inproceedings1 in-proceedings incolection phdthsis masterthesis tech_report bok books msic mics proceding unpublish onlin sofware';
    assert.deepEqual(meant(slips).filter((told) => told === undefined), []); // prettier-ignore
    assert.deepEqual(meant('inproceeding phdthesi masterthesis boo'), [
      'inproceeding inproceedings',
      'phdthesi phdthesis',
      'masterthesis mastersthesis',
      'boo book',
    ]);
    const good = // BibTeX, BibLaTeX with its aliases, and what styles and programs have of their own.
      'article book booklet conference inbook incollection inproceedings manual mastersthesis misc phdthesis proceedings techreport unpublished mvbook bookinbook suppbook collection mvcollection suppcollection dataset online patent periodical suppperiodical mvproceedings reference mvreference inreference report set software thesis xdata customa customb customf electronic www artwork audio bibnote commentary image jurisdiction legislation legal letter movie music performance review standard video ieeetranbstctl control webpage website ebook game presentation underreview artifactsoftware artifactdataset magazine newspaper lecture literal talk poster slides disc film song map newsarticle bachelorthesis bachelorsthesis habilitation diplomathesis legadminmaterial nameonly constitution archive manuscript softwareversion softwaremodule codefragment ctan package blog database interview podcast hidden jurthesis monograph postprint preprint journal bookreview techrep';
    assert.deepEqual(good.split(' ').filter((_, index) => meant(good)[index] !== undefined), []); // prettier-ignore
  });

  test('takes no year and no name for a slip that people write so', () => {
    const years =
      '2020|in press|forthcoming|c1999|c. 1999|1999a|1999--2000|1999/2000|[1999]|199X|n.d.|0800|{\\noopsort{1973b}}1973|2020 (2021)|-44|MMXX';
    for (const year of years.split('|'))
      assert.deepEqual(told(read(`@misc{x, title = {X}, year = {${year}}}`)), [], year);
    for (const year of ['219', '20200', '99', '{20200}'])
      assert.equal(told(read(`@misc{x, title = {X}, year = {${year}}}`)).length, 1, year);
    for (const date of ['2020', '2020-05', '2020-05/..', '1999~', '/2020', '2001-21', 'unknown', '199X'])
      assert.deepEqual(told(read(`@misc{x, title = {X}, date = {${date}}}`)), [], date);
    assert.equal(told(read('@misc{x, title = {X}, date = {20200}}')).length, 1);
    const names =
      'King, Jr., Martin|{Barnes, Noble, Sons, and Co.}|family=Berg, given=Anna, prefix=van den, suffix=Jr|Smith, J. and Doe, L. and others|A B, Jr.,|{Smith, J., Doe, L., Roe, M.}';
    for (const name of names.split('|'))
      assert.deepEqual(told(read(`@misc{x, title = {X}, author = {${name}}}`)), [], name);
  });

  test('tells a slip in what others take over where it stands', () => {
    const parent = '@proceedings{p, title = {P}, editor = {A, B, C, D}, year = 20200}';
    assert.deepEqual(told(read(`@inproceedings{c, title = {C}, crossref = {p}}\n${parent}`)), [
      'crowdedName 2:40 p A, B, C, D',
      'oddYear 2:60 p 20200',
    ]);
    const { 0: macro } = told(read('@string{a = {A, B, C, D}}\n@misc{x, title = {X}, author = a}'));
    assert.equal(macro, 'crowdedName 2:7 x A, B, C, D');
  });

  test('tells of a broken entry once', () => {
    const last = '\n@misc{last, title = {Last}}';
    for (const [broken, problem] of [
      ['@misc{x, title = {X,\n  year = 2020\n', 'unclosed 1:10 x title'],
      ['@misc{g{\\"u}n, title = {X}, nonsense, year = 2020, year = 2021}', 'noKey 1:1'],
      ['@misc{, title = {X} year = 2020\n', 'noKey 1:1'],
      ['@string{nips = {NeurIPS}, nonsense}', 'syntax 1:27 '],
    ] as const) {
      const result = read(broken + last);
      assert.deepEqual(told(result), [problem], broken);
      assert.deepEqual(keys(result).length, 1, broken);
    }
  });

  test('keeps what was read of a broken entry', () => {
    const { records } = read('@misc{x, title = {X}, year = 2020, note = {\n@misc{y, title = {Y}}');
    assert.deepEqual(
      records.map(({ item }) => [item.id, item.title, item.issued?.['date-parts']]),
      [
        ['x', 'X', [[2020]]],
        ['y', 'Y', undefined],
      ],
    );
  });

  test('says so when there is no entry, unless there is nothing', () => {
    assert.deepEqual(told(read('Nothing here')), ['none 1:undefined']);
    assert.deepEqual(told(read(' \n')), []);
    assert.deepEqual(told(read('@string{a = {b}}\n')), ['none 1:undefined']);
  });

  test('tells a hundred problems and counts the others', () => {
    const { problems } = read('@misc{x, title = foo}\n'.repeat(70));
    assert.equal(problems.length, 101);
    assert.deepEqual(problems.at(-1)?.args, [39]);
    assert.equal(problems.at(-1)?.code, 'bibtex.moreProblems');
  });

  test('takes fields from the entries that are named', () => {
    const { records, problems } = read(`
      @inproceedings{child, title = {Child}, crossref = {parent}, xdata = {data}, ids = {old, older}}
      @xdata{data, publisher = {ACM}, xdata = {more}}
      @xdata{more, location = {Paris}}
      @proceedings{parent, title = {Parent}, subtitle = {Whole}, editor = {Ed Itor}, year = 2020, ids = {p}}
      @inbook{part, title = {Part}, crossref = {whole}}
      @book{whole, title = {Whole}, author = {A. Uthor}}`);
    assert.deepEqual(problems, []);
    assert.deepEqual(records[0]?.item, {
      id: 'child',
      type: 'paper-conference',
      title: 'Child',
      editor: [{ family: 'Itor', given: 'Ed' }],
      issued: { 'date-parts': [[2020]] },
      'publisher-place': 'Paris',
      'container-title': 'Parent: Whole',
      publisher: 'ACM',
    });
    const aliases = records.map((record) => record.aliases);
    assert.deepEqual(aliases, [['old', 'older'], ['p'], undefined, undefined]);
    for (const name of ['author', 'container-author'])
      assert.deepEqual(records[2]?.item[name], [{ family: 'Uthor', given: 'A.' }]);
  });

  test('takes from a whole what its parts are said to have of it', () => {
    const { records } = read(`
      @book{volume, title = {Volume}, crossref = {work}}
      @inbook{chapter, title = {Chapter}, crossref = {volume}}
      @incollection{mixed, title = {Mixed}, crossref = {volume}}
      @article{article, title = {Article}, crossref = {journal}}
      @mvbook{work, title = {Work}, author = {A. Uthor}, keywords = {k}, shorttitle = {W}, note = {N}, ids = {w}}
      @periodical{journal, title = {Journal}, year = 2020, issn = {1}}`);
    const said = records
      .slice(0, 4)
      .map(({ item, aliases }) => [
        item.title,
        item['container-title'],
        item['volume-title'],
        item['note'],
        item['keyword'] ?? item['title-short'] ?? aliases,
      ]);
    assert.deepEqual(said, [
      ['Volume', 'Work', undefined, 'N', undefined],
      ['Chapter', 'Work', 'Volume', 'N', undefined],
      ['Mixed', 'Work', 'Volume', 'N', undefined],
      ['Article', 'Journal', undefined, undefined, undefined],
    ]);
    for (const index of [0, 1])
      assert.deepEqual(records[index]?.item.author, [{ family: 'Uthor', given: 'A.' }]);
    assert.equal(records[3]?.item['ISSN'], '1');
  });

  test('finds the first member of a set by the key of that', () => {
    const { records, problems } = read(`
      @set{both, entryset = {a, b}}
      @article{a, title = {A}, ids = {old}}
      @article{b, title = {B}}
      @set{none, entryset = {gone}}`);
    assert.deepEqual(
      records.map(({ item, aliases }) => [item.id, aliases]),
      [
        ['a', ['old', 'both']],
        ['b', undefined],
      ],
    );
    assert.deepEqual(
      problems.map(({ code, args }) => [code, args]),
      [['bibtex.unknownParent', ['none', 'gone']]],
    );
  });

  test('ends where entries take fields from each other in a circle', () => {
    const { records, problems } = read(
      '@misc{a, title={A}, crossref={b}}\n@misc{b, crossref={c}}\n@misc{c, year=2020, crossref={a}}',
    );
    assert.equal(records.length, 3);
    assert.deepEqual(records[0]?.item.issued, { 'date-parts': [[2020]] });
    assert.ok(problems.every(({ code }) => code === 'bibtex.cycle'));
    assert.equal(problems.length, 3);
  });
});

suite('LaTeX in fields', () => {
  for (const [source, text] of [
    ['Plain   text,\n  on two lines ', 'Plain text, on two lines'],
    [String.raw`G\"odel G{\"o}del G\"{o}del {G\"{o}del}`, 'Gödel Gödel Gödel Gödel'],
    [String.raw`\'{\i} \'\i {\'\i} {\`\i} \i \v{\j}`, 'í íí ì ıǰ'],
    [
      String.raw`\c c \c{c} \v{s} \v s \H{o} \k{a} \r{a} \u{g} \=a \.z \d{s} \b{k} \t{oo}`,
      'ç ç š š ő ą å ğ ā ż ṣ ḵ o͡o',
    ],
    [String.raw`\ss{} {\ss} \o \O{} \l{}\L \ae{}\oe{} \aa\AA \dh\th`, 'ß ß øØ łŁæœ åÅðþ'],
    [String.raw`Erd{\H o}s P\'{a}l, \'{\^e} Nguy\~{\^e}n \={\i}`, 'Erdős Pál, ế Nguyễn ī'],
    ["1--2 --- ``x'' `y' don't", "1–2 — “x” ‘y’ don't"],
    [
      String.raw`A~B \& 50\% \$5 \#1 a\_b \{x\} \textasciitilde{} \~{}x \^{}y`,
      'A B & 50% $5 #1 a_b {x} ~ ~x ^y',
    ],
    [
      String.raw`$\alpha$-entmax in $O(n \log n)$ with $n^2$, $\ell_2$, $k$`,
      'α-entmax in O(n log n) with n², ℓ₂, k',
    ],
    [
      String.raw`$\frac{a}{b}$ and $x^{\alpha}$ and $\sqrt{d}$`,
      String.raw`$\frac{a}{b}$ and $x^{\alpha}$ and $\sqrt{d}$`,
    ],
    ['from $5 to $10, $ 3, 10$', 'from $5 to $10, $ 3, 10$'],
    [String.raw`\textit{a} \emph{b \textbf{c}} {\em d} \textsc{E} \texttt{f}`, 'a b c d E f'],
    [String.raw`\url{http://a.b/c_d%20e} \href{http://x.y}{text}`, 'http://a.b/c_d%20e text'],
    [String.raw`\enquote{quoted \emph{x}} H\textsubscript{2}O 2\textsuperscript{nd}`, '“quoted x” H₂O 2nd'],
    [String.raw`a\,b\;c\ d\\e f\-g\/h`, 'a b c d e fgh'],
    [String.raw`\LaTeX{} \LaTeX\ \TeX`, 'LaTeX LaTeX TeX'],
    ['{{Cross}ViT}: {C}{N}{N}s', 'CrossViT: CNNs'],
    ['}{ unbalanced }} \\', 'unbalanced'],
    [String.raw`\'`, ''],
    [String.raw`\"{}a \'{ab}`, 'a áb'],
    [String.raw`50% of 3 < 4 & a_b^c #x`, '50% of 3 < 4 & a_b^c #x'],
  ] as const)
    test(JSON.stringify(source), () => assert.equal(latexText(source), text));

  test('is taken letter by letter in addresses, but for what is escaped all the same', () => {
    for (const [source, text] of [
      [String.raw`http://a.b/c\_d\%20e\&f{\_}g`, 'http://a.b/c_d%20e&f_g'],
      [String.raw`\url{http://a.b/~c_d--e}`, 'http://a.b/~c_d--e'],
      [String.raw`http://a.b/{\textasciitilde}c`, 'http://a.b/~c'],
      [String.raw`http://a.b/\~{}c`, 'http://a.b/~c'],
      ['10.1/a_b--c', '10.1/a_b--c'],
    ] as const)
      assert.equal(latexVerbatim(source), text);
  });
});

suite('Names of BibTeX', () => {
  const simple = (source: string) =>
    readNames(source).names.map((name) =>
      [
        name.given,
        name['non-dropping-particle'],
        name.family,
        name.suffix,
        name.literal && `{${name.literal}}`,
      ]
        .map((part) => part ?? '')
        .join('|'),
    );
  for (const [source, ...names] of [
    ['Ashish Vaswani', 'Ashish||Vaswani||'],
    ['Vaswani, Ashish and Noam M. Shazeer', 'Ashish||Vaswani||', 'Noam M.||Shazeer||'],
    ['Ludwig van Beethoven AND van der Berg, Rianne', 'Ludwig|van|Beethoven||', 'Rianne|van der|Berg||'],
    ['Jean de La Fontaine', 'Jean|de|La Fontaine||'],
    ['De la Fuente, Ana', 'Ana|De la|Fuente||'],
    ['King, Jr., Martin Luther', 'Martin Luther||King|Jr.|'],
    ['{OpenAI} and {Barnes and Noble, Inc.}', '||||{OpenAI}', '||||{Barnes and Noble, Inc.}'],
    ['OpenAI', '||OpenAI||'],
    ['{van Gogh}, Vincent', 'Vincent||van Gogh||'],
    ["Jean-Baptiste d'Alembert", "Jean-Baptiste||d'Alembert||"],
    [String.raw`{\'E}variste Galois and Kurt G{\"o}del`, 'Évariste||Galois||', 'Kurt||Gödel||'],
    [String.raw`Karel {\v c}apek Novák`, 'Karel|čapek|Novák||'],
    ['given=Jean, family=Fontaine, prefix=de la', 'Jean|de la|Fontaine||'],
    ['family={Doe and Sons}, given={X}', 'X||Doe and Sons||'],
    ['M.~A. Smith\n  and\tJ. Doe', 'M. A.||Smith||', 'J.||Doe||'],
    ['Brandon and Anderson, Sandy', '||Brandon||', 'Sandy||Anderson||'],
    ['王小明', '||王小明||'],
    ['and and  and A B and', 'A||B||'],
  ] as const)
    test(JSON.stringify(source), () => assert.deepEqual(simple(source), names));

  test('end with others as pandoc says it', () => {
    assert.deepEqual(readNames('A B and others'), { names: [{ family: 'B', given: 'A' }], others: true });
    const names = [{ family: 'B', given: 'A' }, { literal: 'others' }];
    assert.deepEqual(itemOf('author = {A B and others}')?.author, names);
    assert.deepEqual(itemOf('editor = {A B and others}')?.['editor'], names);
    assert.equal(itemOf('author = {others}')?.author, undefined);
    assert.equal(readNames('A B').others, false);
  });
});

suite('Fields of BibTeX', () => {
  for (const [fields, issued] of [
    ['year = 2021', { 'date-parts': [[2021]] }],
    ['year = {2021}, month = may', { 'date-parts': [[2021, 5]] }],
    ['year = {2021}, month = {05}', { 'date-parts': [[2021, 5]] }],
    ['year = {2021}, month = sep # "~3"', { 'date-parts': [[2021, 9, 3]] }],
    ['year = {2021}, month = {3 September}', { 'date-parts': [[2021, 9, 3]] }],
    ['year = {2021--2022}', { 'date-parts': [[2021], [2022]] }],
    ['year = {c. 2010}', { 'date-parts': [[2010]], circa: true }],
    ['year = {in press}', { literal: 'in press' }],
    ['year = {{\\noopsort{1973b}}1973}', { 'date-parts': [[1973]] }],
    ['date = {2021-05-03}', { 'date-parts': [[2021, 5, 3]] }],
    ['date = {2021-05-03T12:00:00Z}', { 'date-parts': [[2021, 5, 3]] }],
    [
      'date = {2021-05-03/2021-06}',
      {
        'date-parts': [
          [2021, 5, 3],
          [2021, 6],
        ],
      },
    ],
    ['date = {2021/}', { 'date-parts': [[2021]] }],
    ['date = {2021/..}', { 'date-parts': [[2021]] }],
    ['date = {2021~}', { 'date-parts': [[2021]], circa: true }],
    ['date = {2021-05?}', { 'date-parts': [[2021, 5]], circa: true }],
    ['date = {2021-22}', { 'date-parts': [[2021]], season: 2 }],
    ['date = {199X}', { 'date-parts': [[1990]], circa: true }],
    ['date = {-0044}', { 'date-parts': [[-44]] }],
    ['date = {2021-05}, year = 1999', { 'date-parts': [[2021, 5]] }],
    ['date = {May 2021}', { 'date-parts': [[2021]] }],
  ] as const)
    test(fields, () => assert.deepEqual(itemOf(fields)?.issued, issued));

  for (const fields of [
    'eprint = {2205.04437}, archivePrefix = {arXiv}, primaryClass = {cs.CV}',
    'eprint = {2205.04437v2}, eprinttype = {arxiv}',
    'eprint = {arXiv:2205.04437}',
    'eprint = {2205.04437}',
    'journal = {arXiv preprint arXiv:2205.04437}',
    'journal = {CoRR}, volume = {abs/2205.04437}',
    'howpublished = {arXiv:2205.04437 [cs.CV]}',
    'note = {arXiv:2205.04437}',
    'url = {https://arxiv.org/abs/2205.04437v1}',
    'doi = {10.48550/arXiv.2205.04437}',
    'number = {arXiv:2205.04437}',
    'arxivId = {2205.04437}',
  ])
    test(`arXiv: ${fields}`, () => {
      const item = itemOf(fields, 'article') ?? { title: '' };
      assert.equal(item['archive_location'], '2205.04437');
      assert.equal(arxivIdOf(item), '2205.04437');
    });

  test('have places in CSL', () => {
    assert.deepEqual(
      itemOf(
        String.raw`subtitle = {Sub}, booktitle = {Proc}, series = {LNCS}, volume = 3, number = 4, pages = {10--20, 3},
          publisher = {ACM}, organization = {IEEE}, address = {Paris}, isbn = {978-3}, doi = {https://doi.org/10.1/a\_b},
          url = {http://x.y/a\_b}, urldate = {2021-01-02}, langid = {ngerman}, keywords = {a, b}, note = {N}, abstract = {A},
          editor = {E F}, eventtitle = {Conf}, shorttitle = {Short}`,
        'inproceedings',
      ),
      {
        id: 'key',
        type: 'paper-conference',
        title: 'T: Sub',
        editor: [{ family: 'F', given: 'E' }],
        accessed: { 'date-parts': [[2021, 1, 2]] },
        abstract: 'A',
        'collection-title': 'LNCS',
        volume: '3',
        'publisher-place': 'Paris',
        'event-title': 'Conf',
        'title-short': 'Short',
        keyword: 'a, b',
        ISBN: '978-3',
        'container-title': 'Proc',
        publisher: 'IEEE; ACM',
        page: '10-20, 3',
        'collection-number': '4',
        note: 'N',
        language: 'de-DE',
        DOI: '10.1/a_b',
        URL: 'http://x.y/a_b',
      },
    );
  });
});
