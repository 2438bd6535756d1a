import assert from 'node:assert/strict';
import fc from 'fast-check';
import { splitBlocks } from '../../src/core/noteBlocks';
import { NoteText, readWhole, type TextEdit } from '../../src/core/noteText';

/** The stretches of a text. */
function stretches(text: string): string[] {
  const starts = splitBlocks(text, 0);
  return starts.map((start, index) => text.slice(start, starts[index + 1]));
}

/** More runs by hand: `NOTE_RUNS=20000`. */
const RUNS = Number(process.env['NOTE_RUNS'] ?? 60);

const LINE_STARTS = [
  ...[
    '',
    '',
    '',
    '',
    ' ',
    '  ',
    '   ',
    '    ',
    '     ',
    '\t',
    ' \t',
    '> ',
    '>',
    '> > ',
    '- ',
    '-',
    '* ',
    '+ ',
  ],
  ...[
    '1. ',
    '1) ',
    '2. ',
    '7) ',
    '10. ',
    '-   ',
    '-     ',
    '-\t',
    '1.\t',
    '  - ',
    '   1. ',
    '- - ',
    '> - ',
    '- > ',
  ],
  ...['[^1]: ', '[^b]:', '# ', '## ', '\ufeff', '- [^1]: ', '> [^1]: '],
];
const LINE_BODIES = [
  ...[
    '@a',
    '[@a; see @b, p. 3]',
    'text @a [x]',
    '@b [^1]',
    '[@a][x] [y]',
    'text',
    'text',
    '',
    '',
    '',
    '   ',
    '\t',
  ],
  ...[
    '```',
    '```js',
    '````',
    '~~~',
    '`@a`',
    '``` `',
    '---',
    '===',
    '***',
    '- - -',
    '| a | @b |',
    '|-|-|',
    '-|-',
    'a|@c',
  ],
  ...[
    '<div>',
    '</div>',
    '<b>',
    '<b @a>',
    '<pre>',
    '</pre>',
    '<script src="x">',
    '</script> @a',
    '<!-- @a',
    '-->',
    '<!-->',
  ],
  ...[
    '<!-- c --> @a',
    '<?php',
    '?>',
    '<?>',
    '<!X',
    '>',
    '<![CDATA[',
    ']]>',
    ']]]>',
    '<pre/>',
    '<span',
    '<!--->',
  ],
  ...[
    '[x]: /u',
    '[X]:',
    '/u',
    '"title',
    '[@a]: /u',
    '[y]: <u> "t"',
    '[x]',
    '![@a][x]',
    '![^1]',
    '[^1]: @b',
    '[^b]',
    '@c [^b]',
  ],
  ...[
    '[a @b',
    '](/u)',
    '`',
    '$@a$',
    '**@a**',
    '\\',
    '\0@a',
    '- @b',
    '> @b',
    '2. @a',
    '1. ',
    '-',
    '@a [y]',
    '[see',
    '@c]',
  ],
];
const LINE = fc
  .tuple(
    fc.constantFrom(...LINE_STARTS),
    fc.constantFrom(...LINE_BODIES),
    fc.constantFrom('\n', '\n', '\n', '\n', '\n\n', '\n\n', '\r\n', '\r\n\r\n', '\r', ' \n', '\n \t\n'),
  )
  .map((parts) => parts.join(''));
const BODY = fc.array(LINE, { maxLength: 14 }).map((lines) => lines.join(''));
const NOTE = fc
  .tuple(
    fc.constantFrom(
      '',
      '',
      '',
      '\ufeff',
      '---\nnocite: "@n"\n---\n',
      '---\nbibliography: b\n...\n\ufeff',
      '---\n',
    ),
    BODY,
  )
  .map((parts) => parts.join(''));
const EDIT = fc.record({
  from: fc.nat(200),
  length: fc.oneof(fc.constant(0), fc.nat(20)),
  text: fc.oneof(LINE, BODY),
});

/** Places random edits in a text, each in what the one before leaves. */
function placedEdits(
  text: string,
  edits: readonly { from: number; length: number; text: string }[],
): TextEdit[] {
  let size = text.length;
  return edits.map((edit) => {
    const start = edit.from % (size + 1);
    const end = Math.min(size, start + edit.length);
    size += edit.text.length - (end - start);
    return { start, end, text: edit.text };
  });
}

suite('a note read in stretches', () => {
  test('is cut where a block certainly begins, and nowhere else', () => {
    assert.deepEqual(stretches('a\nb\n\nc\n\n# d\n\n> e\n\n> f'), [
      'a\nb\n\n',
      'c\n\n',
      '# d\n\n',
      '> e\n\n',
      '> f',
    ]);
    assert.deepEqual(stretches('- a\n- b\n\n  c\n- d\n\ne'), ['- a\n', '- b\n\n  c\n', '- d\n\n', 'e']);
    assert.deepEqual(stretches('3. a\n4. b\n'), ['3. a\n', '4. b\n']);
    for (const whole of [
      '```\na\n\nb\n',
      '  ~~~\n- a\n\nb\n',
      '<!--\na\n\nb\n',
      '<pre>\n\n\nb\n\n- c\n',
      '[^1]: a\n\n    b\n',
      'a\n2. b\n',
      'a\n\n b\n',
      '    a\n\n5. b\n',
      '<div>\n- a\n',
    ])
      assert.deepEqual(stretches(whole), [whole]);
    assert.deepEqual(stretches('- a\n  ```\n  b\n\n  c\n  ```\n\nd\n\ne').length, 3);
  });

  test('has the citations that one parse of the whole finds', () => {
    fc.assert(
      fc.property(NOTE, (text) => {
        assert.deepEqual(new NoteText(text).read(), readWhole(text));
      }),
      { numRuns: RUNS },
    );
  });

  test('has after any edits what a new reading finds', () => {
    fc.assert(
      fc.property(NOTE, fc.array(fc.array(EDIT, { maxLength: 3 }), { maxLength: 4 }), (text, rounds) => {
        const note = new NoteText(text);
        for (const round of rounds) {
          note.change(placedEdits(note.text, round));
          assert.deepEqual(note.read(), readWhole(note.text));
        }
      }),
      { numRuns: RUNS },
    );
  });

  test('keeps exact positions, in the front matter too', () => {
    const note = new NoteText('---\nnocite: "@n"\n---\n\nOne [@a].\n\nTwo @b.\n');
    note.read();
    note.change([
      { start: 36, end: 36, text: 'and a half' },
      { start: 0, end: 0, text: '\ufeff' },
    ]);
    const { citations } = note.read();
    assert.deepEqual(
      citations.map(({ start, end }) => note.text.slice(start, end)),
      ['@n', '[@a]', '@b'],
    );
  });
});

/** Reads a note, and tells how many stretches that parsed. */
function parses(note: NoteText): number {
  const before = note.parsed;
  note.read();
  return note.parsed - before;
}

suite('a note being edited', () => {
  const paragraphs = Array.from(
    { length: 500 },
    (_, index) => `Paragraph ${index} cites [@key${index}] and [x].\n\n`,
  );

  test('parses again only what an edit touches', () => {
    const note = new NoteText(paragraphs.join(''));
    assert.equal(parses(note), 500);
    assert.equal(parses(note), 0);
    note.change([
      { start: note.text.indexOf('250 cites'), end: note.text.indexOf('250 cites') + 3, text: 'mid' },
    ]);
    assert.ok(parses(note) <= 2);
    assert.equal(note.read().citations.length, 500);
  });

  test('does not parse what cites nothing', () => {
    const note = new NoteText(`${'No citation [here].\n\n'.repeat(3)}@a\n`);
    assert.equal(parses(note), 1);
  });

  test('parses again what refers to a label that has become defined, and only that', () => {
    const note = new NoteText('@a [x]\n\n@b [y]\n\n@c\n\n');
    assert.deepEqual(
      note.read().citations.map(({ end }) => end),
      [6, 14, 18],
    );
    note.change([{ start: note.text.length, end: note.text.length, text: '[X]: /u\n' }]);
    assert.deepEqual(
      note.read().citations.map(({ end }) => end),
      [2, 14, 18],
    );
    assert.equal(note.parsed, 5);
  });

  test('may pause between stretches, and keeps what it has parsed', () => {
    const note = new NoteText(paragraphs.join(''));
    const steps = note.readSteps();
    for (let step = 0; step < 100; step++) steps.next();
    note.change([{ start: 0, end: 0, text: '# Title\n\n' }]);
    assert.equal(parses(note), 400);
  });
});
