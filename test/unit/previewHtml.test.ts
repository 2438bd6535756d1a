import assert from 'node:assert/strict';
import markdownIt from 'markdown-it';
import { finish } from '../../src/core/finish';
import type { PreviewedNote } from '../../src/core/preview/citationRule';
import { type Shown, showCitations, shownOf } from '../../src/core/preview/previewHtml';
import { formattedNote } from '../../src/worker/noteFormatting';
import { STYLE_NAMES, type StyleName } from '../../src/core/csl/styleNames';
import type { Paper } from '../../src/core/paper';

const ITEMS = [
  {
    id: 'attention',
    type: 'paper-conference',
    title: 'Attention is all <i>you</i> "need" <script>alert(1)</script>',
    author: [
      { family: 'Vaswani', given: 'Ashish' },
      { family: 'Shazeer', given: 'Noam' },
    ],
    issued: { 'date-parts': [[2017]] },
    'container-title': 'Advances in neural information processing systems',
    URL: 'javascript:alert(1)',
  },
  { id: 'odd"&<key>', type: 'article', title: 'No authors', issued: { 'date-parts': [[2020]] } },
  {
    id: 'broken',
    type: 'book',
    title: 'Broken',
    author: [{ family: 'Right', given: 5 }, null],
    editor: [null, { family: 5 }],
    translator: [null],
    issued: { 'date-parts': [['2019', '3']] },
    accessed: null,
    'original-date': { 'date-parts': 5 },
    page: {},
  },
];
const papers = ITEMS.map((item) => ({ citekey: item.id, item }) as unknown as Paper);
const library = {
  papers,
  get: (key: string) => papers.find(({ citekey }) => citekey === (key === 'alias' ? 'attention' : key)),
};

/** A note as the preview shows it when it is rendered for the first time, and when it has been formatted. */
function render(
  text: string,
  style: StyleName = 'chicago-author-date',
  of = library,
): { first: string; then: string } {
  let shown: Shown | undefined;
  const md = showCitations(markdownIt({ html: true }), {
    shown: (_env, note?: PreviewedNote) => {
      const known = shown;
      if (note) shown = shownOf(note, finish(formattedNote(of, { style, ...note })));
      return known;
    },
    words: {
      unknown: (key) => `no "${key}"`,
      otherStyle: (csl) => `not ${csl}`,
      unlisted: (count) => `and ${count} more`,
      references: 'References',
    },
  });
  return { first: md.render(text), then: md.render(text) };
}

suite('preview', () => {
  test('shows keys as typed until the note is formatted', () => {
    const { first, then } = render('See [@attention, p. 3] & <b>all</b>.');
    assert.equal(
      first,
      '<p>See <span class="attention-notes-citation">[@attention, p. 3]</span> &amp; <b>all</b>.</p>\n',
    );
    assert.match(then, /<a href="#ref-attention" title="Vaswani[^"]*">Vaswani and Shazeer 2017, 3<\/a>/);
  });

  test('lists what is cited behind the text, or where the note says', () => {
    const end = render('@attention\n\nLast.').then;
    assert.match(end, /Last\.<\/p>\n<section[^]*id="ref-attention"/);
    const placed = render('@attention\n\n::: {#refs}\nold list @other\n:::\n\nLast.').then;
    assert.match(placed, /id="ref-attention"[^]*<\/section>\n<p>Last\./);
    assert.doesNotMatch(placed, /old list|other/);
    const written = render('@attention\n\n<!-- references -->\n\nold\n\n<!-- /references -->\n\nLast.').then;
    assert.match(written, /id="ref-attention"[^]*<\/section>\n<p>Last\./);
    assert.equal(written.match(/<section/g)?.length, 1);
    assert.doesNotMatch(written, /old/);
    const unclosed = render('@attention\n\n::: {#refs}\nstays\n\n```\n:::\n```\n\nLast.').then;
    assert.match(unclosed, /stays[^]*Last\.<\/p>\n<section/);
    assert.doesNotMatch(render('No citation, a@example.org.').then, /section/);
  });

  test('marks keys that nobody has, and shows aliases as their papers', () => {
    const { then } = render('[@alias; @nobody"2020]');
    assert.match(then, /<a href="#ref-attention"/);
    assert.match(
      then,
      /<span class="attention-notes-unknown" title="no &#34;nobody&#34;"><strong>nobody\?<\/strong>/,
    );
  });

  test('lets nothing of a library become markup', () => {
    const { then } = render('@attention [@{odd"&<key>}]');
    assert.doesNotMatch(then, /<script|href="(?!#)|<key>/);
    assert.match(then, /<em>You<\/em>/);
    assert.match(then, /id="ref-odd&#34;&#38;&#60;key&#62;"/);
    assert.match(then, /href="#ref-odd%22%26%3Ckey%3E"/);
  });

  test('shows keys of the entries that a note has itself as typed', () => {
    const { then } = render(
      '---\nreferences:\n- id: own2020\n---\n\n[@own2020, p. 3] [@own2020; @attention] @other',
    );
    assert.match(then, />\[@own2020, p\. 3\]<\/span>/);
    assert.match(then, />\(@own2020; <a href="#ref-attention"/);
    assert.equal(then.match(/attention-notes-unknown/g)?.length, 1);
  });

  test('shows the others when an entry of the library has fields of the wrong kind', () => {
    for (const style of STYLE_NAMES) {
      const { then } = render('@attention @broken', style);
      assert.match(then, /id="ref-attention"/);
      assert.match(then, /id="ref-broken">[^\n]*Right[^\n]*2019/);
    }
  });

  test('does what the front matter says', () => {
    const front = (lines: string) => render(`---\n${lines}\n---\n\nT @attention`).then;
    assert.match(front('reference-section-title: "Read & cited"'), /<h1>Read &#38; cited<\/h1>/);
    assert.doesNotMatch(front('suppress-bibliography: true'), /<section|href=/);
    assert.match(front("nocite: '@{odd\"&<key>}'"), /No Authors/);
    assert.match(front('nocite: "@*"'), /No Authors/);
    assert.doesNotMatch(front('link-citations: false'), /href=/);
    assert.match(front('csl: ieee.csl'), /<p class="attention-notes-hint">not ieee\.csl<\/p>/);
  });

  test('lists so many of all papers as somebody may read, and says how many more there are', () => {
    const all = Array.from({ length: 1003 }, (_, index) => {
      const id = `k${index}`;
      return { citekey: id, item: { ...ITEMS[1], id, title: `Number ${index}` } } as unknown as Paper;
    });
    const many = { papers: all, get: (key: string) => all.find(({ citekey }) => citekey === key) };
    const { then } = render('---\nnocite: "@*"\n---\n@k1002', 'ieee', many);
    assert.equal(then.split('role="listitem"').length - 1, 1001);
    assert.match(then, /\[1\] “Number 1002/);
    assert.match(then, /<p class="attention-notes-hint">and 2 more<\/p>/);
    assert.doesNotMatch(render('---\nnocite: "@*"\n---\n').then, /attention-notes-hint/);
  });

  test('writes numbers in the order of the text', () => {
    const { then } = render('T [@{odd"&<key>}] and @attention', 'ieee');
    assert.match(then, />\[1\]<\/a>[^]*>\[2\]<\/a>/);
    assert.match(then, /\[1\] “No authors\.”/);
  });

  test('leaves code and pictures alone', () => {
    const { first } = render('`@attention` ![see @attention](x.png)\n\n    @attention\n');
    assert.match(first, /<code>@attention<\/code> <img src="x\.png" alt="see @attention">/);
    assert.match(first, /<pre><code>@attention/);
  });
});
