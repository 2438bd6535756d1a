import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readNote } from '../../src/core/note';

/** The citations of a note, each as `source of the citation → source of its items`. */
function citations(text: string): string[] {
  return readNote(text).citations.map(
    ({ start, end, items }) =>
      `${text.slice(start, end)} → ${items.map((item) => text.slice(item.start, item.end)).join(' ')}`,
  );
}

suite('citations of a note', () => {
  test('are found in every kind of block, with ranges in the whole text', () => {
    assert.deepEqual(citations('> quote [@a;\n> @b, p. 3] and\n> @c'), [
      '[@a;\n> @b, p. 3] → @a @b',
      '@c → @c',
    ]);
    assert.deepEqual(citations('- item\n\n\t[@a]\n\t@b\n-\t@c\n  [@d;\n\t@e]'), [
      '[@a] → @a',
      '@b → @b',
      '@c\n  [@d;\n\t@e] → @c @d @e',
    ]);
    assert.deepEqual(citations('# Heading [@a]\n\nSet @b\n===\n'), ['[@a] → @a', '@b → @b']);
    assert.deepEqual(citations('| a | b |\n|---|---|\n| [@a; @b] | @c \\| `@d` |\n'), [
      '[@a; @b] → @a @b',
      '@c → @c',
    ]);
    assert.deepEqual(citations('Text[^1] ^[see @n].\n\n[^1]: see [@a]\n    and -@{b}\n'), [
      '@n → @n',
      '[@a] → @a',
      '-@{b} → -@{b}',
    ]);
  });

  test('are found behind a byte order mark, Windows line ends and characters of two units', () => {
    assert.deepEqual(citations('\ufeff🙂 @a😀 [@𝒳y, p. 3]\r\n\r\n@b\r\n[p. 5]'), [
      '@a → @a',
      '[@𝒳y, p. 3] → @𝒳y',
      '@b\r\n[p. 5] → @b',
    ]);
  });

  test('are not found in code, HTML blocks, definitions, autolinks and math', () => {
    const silent =
      '```\n@a\n```\n\n    @b\n\n<div>\n@c\n</div>\n\n[x]: /u "@d"\n\n`@e` <me@f.org> $@g$ me@h.org https://i.j/@k';
    assert.deepEqual(citations(silent), []);
  });

  test('win over link definitions, and count inside link text and image descriptions', () => {
    assert.deepEqual(
      citations('[@a]: http://x\n\n[see @b]: /u\n\n[x]: /u\n\n[@c][x] ![i @d](u) ![@e][x] @f [x]'),
      ['[@a] → @a', '[see @b] → @b', '@c → @c', '@d → @d', '@e → @e', '@f → @f'],
    );
  });

  test('count where the grammar of citations sees no code span although CommonMark would', () => {
    assert.deepEqual(citations('$x`y$ @a `z`'), ['@a → @a']);
  });

  test('keep their ranges behind a NUL', () => {
    assert.deepEqual(citations('@key\0 @b'), ['@key → @key', '@b → @b']);
  });

  test('inside a suffix follow the citation they stand in', () => {
    assert.deepEqual(citations('[@a, @b; @c]'), ['[@a, @b; @c] → @a @c', '@b → @b']);
    assert.deepEqual(citations('![i [@a, @b]](u)'), ['[@a, @b] → @a', '@b → @b']);
  });

  test('carry mode, prefix, locator and suffix', () => {
    const [group, inText] = readNote('[see @a, pp. 3-5, mine; -@{b}]\n\n@c [chap. 2]').citations;
    assert.deepEqual(
      group?.items.map(({ mode, prefix, locator, suffix }) => ({ mode, prefix, locator, suffix })),
      [
        { mode: 'normal', prefix: 'see', locator: { label: 'page', value: '3-5' }, suffix: ', mine' },
        { mode: 'suppressAuthor', prefix: '', locator: undefined, suffix: '' },
      ],
    );
    assert.equal(group.bracketed, true);
    assert.equal(inText?.bracketed, false);
    assert.deepEqual(inText.items[0]?.locator, { label: 'chapter', value: '2' });
  });
});

suite('front matter of a note', () => {
  test('is silent except for nocite, whose keys are normal citations', () => {
    const text = '---\ntitle: "@x"\nnocite: |\n  @a, [-@b; @{c}]\n  @*\nauthor: me@x.org @y\n---\n\nText @d.';
    assert.deepEqual(citations(text), ['@a → @a', '-@b → -@b', '@{c} → @{c}', '@* → @*', '@d → @d']);
    assert.equal(readNote(text).citations[1]?.items[0]?.mode, 'normal');
    assert.deepEqual(citations("---\nnocite: '@*'\n..."), ['@* → @*']);
  });

  test('tells which files it names as its bibliography, and where', () => {
    const named = (value: string) => {
      const text = `---\nbibliography:${value}\ntitle: x\n---\n`;
      return readNote(text).bibliographies.map(({ name, start, end }) => {
        assert.equal(text.slice(start, end), name);
        return name;
      });
    };
    assert.deepEqual(named(' refs.bib'), ['refs.bib']);
    assert.deepEqual(named(' "../my refs.bib" # mine'), ['../my refs.bib']);
    assert.deepEqual(named(" [a.bib, 'b c.json',\n  d.yaml]"), ['a.bib', 'b c.json', 'd.yaml']);
    assert.deepEqual(named(' ["a, b.bib" , c.bib # not, this\n, ""]'), ['a, b.bib', 'c.bib']);
    assert.deepEqual(named('\r\n- a.bib\r\n  # - not.bib\r\n  - "b.bib"'), ['a.bib', 'b.bib']);
    assert.deepEqual(named('\n  main: a.bib\n  other:\n  - b.bib\n  - C:\\c.bib'), [
      ...['a.bib', 'b.bib', 'C:\\c.bib'],
    ]);
    assert.deepEqual(named(' >-\n  a.bib'), ['a.bib']);
    for (const nothing of ['', ' ""', ' []', ' ~', ' null', '\n- ', ' # a.bib'])
      assert.deepEqual(named(nothing), []);
    const names = (value: string) => {
      const text = `---\nbibliography: ${value}\n---\n`;
      return readNote(text).bibliographies.map(({ name, start, end }) => {
        assert.equal(text.slice(start, end), name);
        return name;
      });
    };
    assert.deepEqual(names('"a #1.bib" # the first'), ['a #1.bib']);
    assert.deepEqual(names("jane's.bib # hers, not mary's"), ["jane's.bib"]);
    assert.deepEqual(names('{main: refs.bib, other: "b, c.bib"}'), ['refs.bib', 'b, c.bib']);
    for (const none of ['Text @a.', 'bibliography: refs.bib\n', '---\nbibliography: refs.bib'])
      assert.deepEqual(readNote(none).bibliographies, []);
    const marked = '\ufeff---\nbibliography: a.bib\n---\n';
    assert.equal(readNote(marked).bibliographies[0]?.start, marked.indexOf('a.bib'));
  });
});

suite('limits of a note', () => {
  const codes = (text: string): readonly (readonly [string, number])[] =>
    readNote(text).problems.map(({ code, line }) => [code, line] as const);

  test('cut off what would take too long, at a line, and keep what stands before', () => {
    for (const [text, code] of [
      ['> '.repeat(10_000), 'note.nesting'],
      ['- '.repeat(10_000), 'note.nesting'],
      ['1. '.repeat(5000), 'note.nesting'],
      ['[a]('.repeat(20_000), 'note.brackets'],
      ['['.repeat(20_000), 'note.brackets'],
      [']\n'.repeat(20_000), 'note.brackets'],
      ['_a*'.repeat(7000), 'note.emphasis'],
    ] as const) {
      const before = '---\ntitle: x\n---\n[@kept]\n\n';
      assert.equal(codes(before + text)[0]?.[0], code, text.slice(0, 5));
      assert.deepEqual(citations(before + text), ['[@kept] → @kept'], text.slice(0, 5));
    }
    assert.deepEqual(codes(`@a\n\n${'> '.repeat(200)}`), [['note.nesting', 3]]);
  });

  test('leave code, tables and long notes alone', () => {
    assert.deepEqual(codes(`@a\n\n\`\`\`json\n${'[[1, 2], [_x_, *]],\n'.repeat(2500)}\`\`\`\n`), []);
    assert.deepEqual(codes(`@a\n\n|a|b|\n|-|-|\n${'| [x](y) | *a* _b_ |\n'.repeat(400)}`), []);
    assert.deepEqual(codes('Some [link](x) and *more* [@a].\n\n'.repeat(150)), []);
  });
});

const MARKDOWN = fc.string({
  unit: fc.oneof(
    fc.constantFrom(
      ...[
        '[@a; @b]',
        '@key',
        '-@{k}',
        '[see @a, p. 3]',
        '[',
        ']',
        '(',
        ')',
        '*',
        '_',
        '`',
        '```\n',
        '\n',
        '\n\n',
      ],
      ...[
        '> ',
        '- ',
        '1. ',
        '\t',
        '    ',
        '|',
        '|-|-|\n',
        '[^1]',
        '[^1]: ',
        '[x]: /u\n',
        '<b>',
        '<!--',
        '$',
        '\\',
      ],
      ...[
        '\r\n',
        '\r',
        '\0',
        '\ufeff',
        '---\n',
        'nocite: ',
        '🙂',
        'é',
        'word ',
        ' ',
        '; ',
        '"',
        "'",
        '~~',
        '^',
      ],
    ),
    fc.string({ unit: 'binary', maxLength: 3 }),
  ),
  maxLength: 40,
});

suite('any Markdown', () => {
  test('is read without an error, and every range holds what it says', () => {
    fc.assert(
      fc.property(MARKDOWN, (text) => {
        let last = 0;
        for (const { start, end, items } of readNote(text).citations) {
          assert.ok(last <= start && start < end && end <= text.length);
          last = start;
          assert.ok(items.length > 0);
          for (const item of items) {
            assert.ok(
              start <= item.start && item.start < item.keyStart && item.keyEnd <= item.end && item.end <= end,
            );
            assert.equal(text.slice(item.keyStart, item.keyEnd).replace(/\0/g, '\ufffd'), item.citekey);
          }
        }
      }),
      { numRuns: 400 },
    );
  });
});
