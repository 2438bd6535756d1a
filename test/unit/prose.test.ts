import assert from 'node:assert/strict';
import { NoteStructure } from '../../src/core/noteStructure';
import { NoteText } from '../../src/core/noteText';

/** The running text at the `‸` of a note. */
function proseAt(marked: string, reach = 200): string | undefined {
  const offset = marked.indexOf('‸');
  const text = marked.replace('‸', '');
  const prose = new NoteStructure(new NoteText(text), offset).prose(reach);
  if (prose) assert.equal(text.slice(prose.start, prose.start + prose.text.length), prose.text);
  return prose?.text;
}

suite('Running text of a note', () => {
  test('is found in paragraphs, headings, emphasis, lists, quotes, tables and footnotes, at either end', () => {
    for (const [note, text] of [
      ['‸Windowed attention', 'Windowed attention'],
      ['Windowed attention‸', 'Windowed attention'],
      ['# On G‸QA', 'On GQA'],
      ['Use **grouped ‸query** heads', 'grouped query'],
      ['- one\n- t‸wo', 'two'],
      ['> quo‸ted', 'quoted'],
      ['| a |\n|---|\n| ce‸ll |\n', 'cell'],
      ['Text[^1]\n\n[^1]: foot‸note\n', 'footnote'],
      ['First‸ line\nsecond line', 'First line\nsecond line'],
      ['---\ntitle: x\n---\n\nbo‸dy', 'body'],
      ['Costs $5 and GQ‸A or $6', 'Costs $5 and GQA or $6'],
    ] as const)
      assert.equal(proseAt(note), text, note);
  });

  test('is not what stands in citations, code, math, HTML, links, images, front matter, nor between blocks', () => {
    for (const note of [
      'See [see GQ‸A @a]',
      'See @a [GQ‸A]',
      'See @gq‸a2020',
      'The `GQ‸A` flag',
      '```\nGQ‸A\n```',
      '    GQ‸A\n',
      'The $GQ‸A$ term',
      'The $$GQ‸A$$ term',
      'An <span class="GQ‸A">x</span>',
      '<!-- GQ‸A -->',
      'A [GQ‸A](b.md)',
      'A [x](GQ‸A.md)',
      'An ![GQ‸A](b.png)',
      'At <https://x.org/GQ‸A>',
      '---\ntitle: GQ‸A\n---\n',
      '[GQ‸A]: https://x.org\n',
      'one\n\n‸\n\ntwo',
    ])
      assert.equal(proseAt(note), undefined, note);
  });

  test('is cut at the reach asked for', () => {
    assert.equal(proseAt(`${'a'.repeat(50)}‸${'b'.repeat(50)}`, 3), 'aaabbb');
  });
});
