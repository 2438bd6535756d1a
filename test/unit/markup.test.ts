import assert from 'node:assert/strict';
import fc from 'fast-check';
import { biblatexEntry } from '../../src/core/biblatex';
import { bibtexEntry } from '../../src/core/bibtex';
import { latexMarkup } from '../../src/core/bibtex/latexText';
import { readBibtex } from '../../src/core/bibtex/readBibtex';
import { bibtexTitle } from '../../src/core/bibtexText';
import { readCslJson } from '../../src/core/cslJson';
import { cslItem } from '../../src/core/cslWriting';
import { formatBibliography } from '../../src/core/csl/format';
import { finish } from '../../src/core/finish';
import { Library } from '../../src/core/library';
import { cslMarkup, piecesOf, plainMarkup } from '../../src/core/markup';
import type { CslItem, Paper } from '../../src/core/paper';
import { paperOf } from '../support/papers';

const kept = (text: string): string => `<span class="nocase">${text}</span>`;

const paper = (item: Partial<CslItem>): Paper =>
  paperOf({ citekey: 'k', year: 2020, item: { title: 'On rest', ...item } });

const ZOTERO = `Generating <i>Long</i> Sequences with Sparse ${kept('Transformers')}`;

suite('Markup of titles', () => {
  for (const [text, plain] of [
    [ZOTERO, 'Generating Long Sequences with Sparse Transformers'],
    ['H<sub>2</sub>O, x<sup>nd</sup>, <sc>bert</sc>', 'H₂O, xnd, bert'],
    ['a <i>b <span style="font-style:normal;">c</span></i>', 'a b c'],
    ['a < b, c > d, <p>e</p>, <i>f, g</b>', 'a < b, c > d, <p>e</p>, <i>f, g</b>'],
    ['<i>a <b>b</i> c</b>', 'a <b>b c</b>'],
    [String.raw`In $O(n\log n)$ with $k$, $\frac{a}{b}$`, String.raw`In O(n log n) with k, $\frac{a}{b}$`],
    ['From $5 to $10, for $5-$6, in US$', 'From $5 to $10, for $5-$6, in US$'],
  ] as const)
    test(`is none of what is shown: ${text}`, () => assert.equal(plainMarkup(text), plain));

  test('is read in a few steps, whatever the text', () => {
    const part = fc.constantFrom(
      ...['<i>', '</i>', '<b>', '</b>', '<span class="nocase">', '</span>', 'q', '$'],
    );
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const text = parts.join('');
        const depth: string[] = [];
        for (const piece of piecesOf(text))
          if (piece.kind === 'open') depth.push(piece.look);
          else if (piece.kind === 'close') assert.equal(depth.pop(), piece.look);
        assert.deepEqual(depth, []);
        const letters = (said: string) => said.replace(/[^q]/g, '');
        assert.equal(letters(plainMarkup(text)), letters(text.replace(/<[^<>]*>/g, '')));
      }),
    );
    const deep = '<i>'.repeat(20_000) + '</i>'.repeat(20_000);
    assert.ok(piecesOf(deep).length < 100);
    assert.equal(plainMarkup('{\\em '.repeat(10)), '{\\em '.repeat(10));
  });

  for (const [source, text] of [
    ['Attention is all', 'Attention is all'],
    ['{Attention Is All}', kept('Attention Is All')],
    ['The {Markov} property of {{B}ERT}s', `The ${kept('Markov')} property of ${kept('BERT')}s`],
    ['{} of {2020} and {+}', 'of 2020 and +'],
    [
      String.raw`\emph{Foo {Bar}} {\em Baz} \textbf{Q}`,
      `<i>Foo ${kept('Bar')}</i> ${kept('<i>Baz</i>')} <b>Q</b>`,
    ],
    [String.raw`\it all of \textit{it}`, '<i>all of <i>it</i></i>'],
    [String.raw`{\'E}cole, na{\"\i}ve, {\aa}s, \"{U}ber`, `${kept('É')}cole, naïve, ås, Über`],
    [String.raw`H\textsubscript{2}O 2\textsuperscript{nd}`, 'H<sub>2</sub>O 2<sup>nd</sup>'],
    [String.raw`{\textsc{Bert}}`, kept('<span style="font-variant:small-caps;">Bert</span>')],
    [String.raw`\emph{} and \emph{{}}`, 'and'],
    [String.raw`{$O(n\log n)$} of $k$, $$a^2$$`, `${kept(String.raw`$O(n\log n)$`)} of $k$, $a^2$`],
    [String.raw`For \$5 or $5 to $10`, 'For $5 or $5 to $10'],
    [String.raw`a } {\em b {C`, `a ${kept(`<i>b C</i>`)}`],
  ] as const)
    test(`is what LaTeX says: ${source}`, () => assert.equal(latexMarkup(source), text));

  test('takes time in proportion to a field, however deep that is', () => {
    for (const part of ['{', '{\\em ', '\\emph{', '{a}', '{\\"o}', '$a', '{}', '\\em ', '{\\emph{'])
      assert.ok(latexMarkup(part.repeat(30_000 / part.length)).length < 2_000_000);
  });

  for (const [title, written] of [
    [ZOTERO, String.raw`Generating \emph{Long} Sequences with Sparse {Transformers}`],
    [`A ${kept('Bayesian')} view of BERT`, 'A {Bayesian} view of {BERT}'],
    [kept('Attention is all you need'), '{Attention is all you need}'],
    [kept('<i>Foo</i> bar & baz'), String.raw`{{\emph{Foo} bar \& baz}}`],
    [kept(`a ${kept('B')} c`), '{a B c}'],
    ['H<sub>2</sub>O and <b>x</b>', String.raw`{H}\textsubscript{2}{O} and \textbf{x}`],
    [String.raw`In $x_{ab}$ and ${kept('$K$')}`, String.raw`In $x_{ab}$ and {$K$}`],
    [String.raw`In $O(n\log n)$: 50% of $5`, String.raw`In {$O(n\log n)$}: 50\% of \$5`],
    ['a < b and <i>c', 'a < b and <i>c'],
    ['$a{b$ and {', String.raw`\$a{\textbraceleft}b\$ and {\textbraceleft}`],
  ] as const)
    test(`is told to LaTeX: ${title}`, () => assert.equal(bibtexTitle(title), written));

  test('comes back from every file that it is written to', () => {
    const item: CslItem = {
      ...{ id: 'k', type: 'chapter', title: `A ${kept('view')} of <i>long</i> $x_{ab}$ and x<sub>2</sub>` },
      'container-title': `Advances in ${kept('NeurIPS')}`,
      'collection-title': 'On <i>things</i>',
    };
    for (const write of [bibtexEntry, biblatexEntry]) {
      const [read] = finish(readBibtex('a.bib', write(paper(item)))).records;
      for (const field of ['title', 'container-title', 'collection-title'])
        assert.equal(read?.item[field], item[field]);
    }
    assert.deepEqual(cslItem(paper(item)), {
      ...item,
      title: cslMarkup(item.title),
      issued: { 'date-parts': [[2020]] },
    });
    assert.equal(cslMarkup(`In $O(n)$ ${kept('$K$')}`), `In ${kept('O(n)')} ${kept('K')}`);
  });

  test('is none of what papers are called, found by and compared by', () => {
    const library = new Library();
    const json = [
      { id: 'zotero', type: 'chapter', title: ZOTERO, 'container-title': '<i>Advances</i> in X' },
    ];
    library.putRecords('a.json', 'user', finish(readCslJson('a.json', JSON.stringify(json))).records);
    finish(library.update());
    const [known] = library.papers;
    assert.deepEqual(
      [known?.title, known?.venue, known?.item.title],
      ['Generating Long Sequences with Sparse Transformers', 'Advances in X', ZOTERO],
    );
    const bib = `@incollection{bib, title = {Generating long sequences with {Sparse} {$T$}ransformers}}`;
    library.putRecords('a.bib', 'user', finish(readBibtex('a.bib', bib)).records);
    finish(library.update());
    assert.equal(library.papers.length, 1);
  });

  test('is shown in lists, and what stands out of italics is upright', () => {
    const shown = (item: Partial<CslItem>, style: 'apa' | 'chicago-author-date') =>
      formatBibliography([{ id: 'k', title: '', type: 'book', ...item }], style)[0];
    const apa = shown({ title: ZOTERO }, 'apa');
    assert.equal(apa?.text, 'Generating Long Sequences with Sparse Transformers. (n.d.).');
    assert.equal(apa.markdown, '*Generating* Long *Sequences with Sparse Transformers*. (n.d.).');
    assert.equal(apa.html, '<em>Generating</em> Long <em>Sequences with Sparse Transformers</em>. (n.d.).');
    const nested = shown({ title: '<i>all <b>of <i>it</i></b></i>' }, 'apa');
    assert.equal(nested?.html, 'all <strong>of</strong> <em><strong>it</strong></em>. (n.d.).');
    const cased = shown({ title: `on ${kept('node and')} things in $o(n)$` }, 'chicago-author-date');
    assert.equal(cased?.text, 'On node and Things in o(n). n.d.');
  });

  test('changes the case of no title that is not English', () => {
    const inChicago = (language: string | undefined) =>
      formatBibliography(
        [
          {
            ...{ id: 'k', title: 'Die Aufmerksamkeit der netze', 'container-title': 'blätter für netze' },
            ...(language !== undefined && { language }),
          },
        ],
        'chicago-author-date',
      )[0]?.text;
    const upper = '“Die Aufmerksamkeit Der Netze.” n.d. Blätter Für Netze.';
    const asIs = '“Die Aufmerksamkeit der netze.” n.d. blätter für netze.';
    for (const language of [undefined, '', 'en', 'en-GB', 'EN-us']) assert.equal(inChicago(language), upper);
    for (const language of ['de-DE', 'de', 'fr', 'german']) assert.equal(inChicago(language), asIs);
  });

  test('keeps the capitals of other languages where a file does not tell the language', () => {
    const title = `Die Aufmerksamkeit der ${kept('Netze')} & mehr`;
    const written = (write: (of: Paper) => string, language: string) =>
      /^ {2}title = (.*),$/m.exec(write(paper({ title, language })))?.[1];
    const whole = String.raw`{{Die Aufmerksamkeit der Netze \& mehr}}`;
    const told = String.raw`{Die Aufmerksamkeit der {Netze} \& mehr}`;
    assert.deepEqual([written(bibtexEntry, 'de-DE'), written(biblatexEntry, 'de-DE')], [whole, told]);
    assert.deepEqual([written(bibtexEntry, 'xx'), written(biblatexEntry, 'xx')], [whole, whole]);
    assert.deepEqual([written(bibtexEntry, 'en'), written(biblatexEntry, 'en')], [told, told]);
  });

  test('leaves no word out, be it one that programs know', () => {
    for (const word of ['constructor', 'toString', 'valueOf', '__proto__']) {
      const title = `The <i>${word}</i> problem`;
      for (const { markdown, html } of formatBibliography([{ id: 'k', title }], 'apa')) {
        assert.match(markdown.replaceAll('\\', ''), new RegExp(word));
        assert.match(html, new RegExp(word));
      }
    }
  });

  test('writes formulas for LaTeX that say nothing but formulas', () => {
    const written = (title: string) => /^ {2}title = \{(.*)\},$/m.exec(bibtexEntry(paper({ title })))?.[1];
    assert.equal(written('In $O(n \\log n)$ and $\\frac{1}{2}$'), 'In {$O(n \\log n)$} and $\\frac{1}{2}$');
    for (const harmful of ['\\input{a}', 'r&d', '50%', 'a#b', '^^5cinput', '\\\\x', '\\write18{ls}'])
      assert.ok(!written(`On $${harmful}$ here`)?.includes(`$${harmful}$`), harmful);
    assert.equal(plainMarkup('The US$/CA$ rate'), 'The US$/CA$ rate');
  });
});
