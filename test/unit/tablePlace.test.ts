import assert from 'node:assert/strict';
import fc from 'fast-check';
import { placeTable } from '../../src/core/tablePlace';
import { NoteText } from '../../src/core/noteText';

const TABLE = '| a | b |\n| - | - |\n| 1 | 2 |';

/** The note with the table, written `T`, for a cursor at `‸`. */
function placed(marked: string): string | undefined {
  const offset = marked.indexOf('‸');
  const text = marked.replace('‸', '');
  const insertion = placeTable(new NoteText(text), offset, TABLE);
  if (!insertion) return undefined;
  const { offset: at, text: own } = insertion;
  return (text.slice(0, at) + own + text.slice(at)).replace(TABLE, 'T');
}

suite('The place of a table', () => {
  test('is behind the block at the cursor, with blank lines around', () => {
    assert.equal(placed('On‸e\n\nTwo\n'), 'One\n\nT\n\nTwo\n');
    assert.equal(placed('One\ngoes‸ on\n\nTwo'), 'One\ngoes on\n\nT\n\nTwo');
    assert.equal(placed('One‸'), 'One\n\nT\n');
    assert.equal(placed('One\n\nTwo‸\n'), 'One\n\nTwo\n\nT\n');
    assert.equal(placed('One\r\n‸\r\nTwo'), 'One\r\n\r\nT\n\nTwo');
    assert.equal(placed('One\r\n‸'), 'One\r\n\nT\n');
  });

  test('is anywhere in an empty note', () => {
    assert.equal(placed('‸'), 'T\n');
    assert.equal(placed('\ufeff‸'), '\ufeffT\n');
    assert.equal(placed('\n‸\n'), '\n\nT\n');
  });

  test('is never in code, math, a comment, a table or front matter', () => {
    assert.equal(placed('```py\nx‸ = 1\n\ny = 2\n```\n\nTwo'), '```py\nx = 1\n\ny = 2\n```\n\nT\n\nTwo');
    assert.equal(placed('<!-- a‸\n\nb -->\n\nTwo'), '<!-- a\n\nb -->\n\nT\n\nTwo');
    assert.equal(placed('| x |\n| - |\n| ‸y |\n| z |\n\nTwo'), '| x |\n| - |\n| y |\n| z |\n\nT\n\nTwo');
    assert.equal(placed('| x |\n| - |\n| y |‸'), '| x |\n| - |\n| y |\n\nT\n');
    assert.equal(placed('---\ntit‸le: x\n---\nOne'), '---\ntitle: x\n---\n\nT\n\nOne');
    assert.equal(placed('$$\nx‸ = 1\n$$\n\nTwo'), '$$\nx = 1\n$$\n\nT\n\nTwo');
  });

  test('is behind the whole of a list, a quote or a footnote', () => {
    assert.equal(placed('- a‸\n- b\n- c\n\nTwo'), '- a\n- b\n- c\n\nT\n\nTwo');
    assert.equal(placed('1. a\n\n   more‸\n\n2. b\n\nTwo'), '1. a\n\n   more\n\n2. b\n\nT\n\nTwo');
    assert.equal(placed('> a‸\n> b\n\nTwo'), '> a\n> b\n\nT\n\nTwo');
    assert.equal(placed('[^1]: a‸\n\n    more\n\nTwo [^1]'), '[^1]: a\n\n    more\n\nT\n\nTwo [^1]');
  });

  test('is in front of what nobody closed', () => {
    assert.equal(placed('One\n\n```py\nx‸ = 1\n'), 'One\n\nT\n\n```py\nx = 1\n');
    assert.equal(placed('<!-- x‸'), 'T\n\n<!-- x');
  });

  test('leaves every note as it was, but for the table', () => {
    const pieces = [
      'a',
      '- b',
      '  c',
      '```',
      '| x |',
      '| - |',
      '> q',
      '# h',
      '<!--',
      '-->',
      '---',
      '',
      '',
      '$$',
    ];
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...pieces), { maxLength: 12 }),
        fc.nat(60),
        fc.constantFrom('\n', '\r\n'),
        (lines, offset, lineEnd) => {
          const text = lines.join(lineEnd);
          const insertion = placeTable(new NoteText(text), Math.min(offset, text.length), TABLE);
          if (!insertion) return;
          const all = text.slice(0, insertion.offset) + insertion.text + text.slice(insertion.offset);
          const around = all.split(TABLE);
          assert.equal(around.length, 2);
          assert.match(around[0] ?? '', /(?:^|\n)\s*$/);
          assert.match(around[1] ?? '', /^\n(?:\r?\n|$)/);
          assert.ok(insertion.text.replace(TABLE, '').trim() === '');
        },
      ),
    );
  });
});
