import assert from 'node:assert/strict';
import fc from 'fast-check';
import { NoteText } from '../../src/core/noteText';
import { type ReferenceEntry, findReferences, writeReferences } from '../../src/core/referencesBlock';
import { oddText } from '../support/papers';

const entry = (text: string, markdown = text): ReferenceEntry => ({ text, markdown });
const ENTRIES = [entry('Ali, A. 2021. XCiT.', 'Ali, A. 2021. *XCiT*.'), entry('Chu, X. 2021. Twins.')];
const LIST = '\nAli, A. 2021. *XCiT*.\n\nChu, X. 2021. Twins.\n\n';

/** The list of a note, in place of which `‸` stands, or why there is none. */
function found(text: string): string {
  const place = findReferences(new NoteText(text));
  return typeof place === 'string' ? place : `${text.slice(0, place.start)}‸${text.slice(place.end)}`;
}

function written(text: string, entries: readonly ReferenceEntry[] = ENTRIES): string {
  const note = new NoteText(text);
  const edit = writeReferences(note, entries);
  assert.equal(note.text, text);
  return typeof edit === 'string' ? edit : text.slice(0, edit.start) + edit.text + text.slice(edit.end);
}

suite('References in a note', () => {
  test('stand between comments or in the division refs', () => {
    for (const [text, expected] of [
      [
        'A\n\n<!-- references -->\nold\n<!-- /references -->\n\nB',
        'A\n\n<!-- references -->\n‸<!-- /references -->\n\nB',
      ],
      [
        'A\n\n   <!-- references -->  \n\nold\n\n <!-- /references --> \t\n\nB',
        'A\n\n   <!-- references -->  \n‸ <!-- /references --> \t\n\nB',
      ],
      ['A\n\n::: {#refs}\n:::\n', 'A\n\n::: {#refs}\n‸:::\n'],
      ['::: {#refs .x}\n\nold\n\n:::\n', '::: {#refs .x}\n‸:::\n'],
      ['A\r\n\r\n:::: {.x #refs} ::::\r\nold\r\n::::', 'A\r\n\r\n:::: {.x #refs} ::::\r\n‸::::'],
      ['::: {#refs}\n\n::: note\nx\n:::\n\n:::\n', '::: {#refs}\n‸:::\n'],
      ['::: note\n\n::: {#refs}\n\n:::\n\n:::\n', '::: note\n\n::: {#refs}\n‸:::\n\n:::\n'],
      ['::: {#refs}\n\n```\n:::\n```\n\n:::\n', '::: {#refs}\n‸:::\n'],
      ['# References\n::: {#refs}\nold\n:::', '# References\n::: {#refs}\n‸:::'],
      ['---\nx: |\n  ::: {#refs}\n---\n::: {#refs}\n:::', '---\nx: |\n  ::: {#refs}\n---\n::: {#refs}\n‸:::'],
    ] as const)
      assert.equal(found(text), expected);
  });

  test('do not stand in code, quotes, lists or running text', () => {
    for (const text of [
      '',
      'A note.',
      '```\n::: {#refs}\n:::\n```',
      '    ::: {#refs}\n    :::',
      '> ::: {#refs}\n> :::',
      '- x\n::: {#refs}\n:::',
      'text\n::: {#refs}\nmore',
      '~~~\n<!-- references -->\n<!-- /references -->\n~~~',
      'in <!-- references --> text <!-- /references -->',
      '<div>\n<!-- references -->\n<!-- /references -->\n</div>',
      '    <!-- references -->\n    <!-- /references -->',
      '- x\n\n  <!-- references -->\n  <!-- /references -->',
      '::: {#other}\n:::',
      '<!--\n<!-- references -->\n',
    ])
      assert.equal(found(text), 'none', text);
  });

  test('that are not closed are left alone', () => {
    for (const text of [
      '::: {#refs}\nx\n',
      '<!-- references -->\nx',
      '<!-- references -->\n\n```\n<!-- /references -->',
    ]) {
      assert.equal(found(text), 'unclosed', text);
      assert.equal(written(text), 'unclosed');
    }
  });

  test('are put in place of what was there, or at the end', () => {
    for (const [text, expected] of [
      ['A [@a].\n\n::: {#refs}\nold\n:::\n\nB [@b].', `A [@a].\n\n::: {#refs}\n${LIST}:::\n\nB [@b].`],
      [
        ' <!-- references --> \nold\n  <!-- /references -->  ',
        ` <!-- references --> \n${LIST}  <!-- /references -->  `,
      ],
      ['A', `A\n\n<!-- references -->\n${LIST}<!-- /references -->\n`],
      ['A\n', `A\n\n<!-- references -->\n${LIST}<!-- /references -->\n`],
      ['A\n\n\n', `A\n\n\n<!-- references -->\n${LIST}<!-- /references -->\n`],
      ['', `<!-- references -->\n${LIST}<!-- /references -->\n`],
    ] as const) {
      assert.equal(written(text), expected);
      assert.equal(written(expected), 'same');
    }
    assert.equal(
      written('A\r\n'),
      `A\r\n\r\n<!-- references -->\r\n${LIST.replaceAll('\n', '\r\n')}<!-- /references -->\r\n`,
    );
    assert.equal(written('A\n\n::: {#refs}\nold\n:::\n', []), 'A\n\n::: {#refs}\n:::\n');
  });

  test('have no place behind code that nothing closes', () => {
    assert.equal(written('```\ncode'), 'unsafe');
    assert.equal(written('<!-- open'), 'unsafe');
  });

  test('say nothing that would be read as a citation, a definition or the end of the list', () => {
    for (const text of [
      'See [@b] there.',
      '[x]: https://x.org',
      '```\ncode',
      '<!-- open',
      ':::',
      '<!-- /references -->',
    ]) {
      const note = written('A [x] and [@a].\n\n<!-- references -->\n<!-- /references -->\n\nB [@c].\n', [
        entry(text),
      ]);
      const { citations } = new NoteText(note).read();
      assert.deepEqual(citations.map(({ items }) => items[0]?.citekey), ['a', 'c']); // prettier-ignore
      assert.ok(note.endsWith('\n\n<!-- /references -->\n\nB [@c].\n'), note);
      assert.equal(written(note, [entry(text)]), 'same');
    }
  });

  test('change nothing around them whatever the note and the entries are, and are the same the next time', () => {
    const lines = fc.constantFrom(
      ...[
        '',
        '',
        'text [@a; @b].',
        '@c says',
        '> quote [@d]',
        '- item',
        '  more',
        '```',
        '~~~ x',
        '    code',
        '# H',
        '***',
      ],
      ...[
        '::: {#refs}',
        ':::',
        '::: note',
        '<!-- references -->',
        '  <!-- references --> ',
        '<!-- /references -->',
        ' <!-- /references -->  ',
        '<!--',
        '-->',
        '<div>',
        '$$',
      ],
      ...['[x]: y', '[^1]: note', '| a | b |', '| - | - |', '---', 'nocite: "@e"'],
    );
    const texts = fc.tuple(fc.array(lines, { maxLength: 14 }), fc.constantFrom('\n', '\r\n'));
    const entries = fc.array(
      fc.tuple(fc.oneof(oddText, lines), oddText).map(([markdown, text]) => ({ markdown, text })),
      { maxLength: 3 },
    );
    let changed = 0;
    fc.assert(
      fc.property(texts, entries, ([parts, eol], given) => {
        const text = parts.join(eol);
        const note = new NoteText(text);
        const place = findReferences(note);
        const edit = writeReferences(note, given);
        if (typeof edit === 'string') return;
        changed++;
        const { start, end } = typeof place === 'string' ? { start: text.length, end: text.length } : place;
        assert.deepEqual([edit.start, edit.end], [start, end]);
        const after = text.slice(0, start) + edit.text + text.slice(end);
        const keys = (of: string) => new NoteText(of).read().citations.flatMap(({ items }) => items);
        const outer = keys(text).filter((item) => item.end <= start || item.start >= end);
        assert.deepEqual(keys(after).map(({ citekey }) => citekey), outer.map(({ citekey }) => citekey)); // prettier-ignore
        assert.equal(writeReferences(new NoteText(after), given), 'same');
      }),
      { numRuns: 500 },
    );
    assert.ok(changed > 150);
  });
});
