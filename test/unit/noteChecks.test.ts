import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Finding, NoteChecks } from '../../src/core/noteChecks';
import { readNote } from '../../src/core/note';
import { NoteText } from '../../src/core/noteText';
import { edited } from '../../src/core/passageTrial';
import { HOSTILE } from '../support/hostileTexts';

function all(checks: NoteChecks, aliases?: ReadonlyMap<string, string>): Finding[] {
  for (const steps = checks.findings(aliases); ;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

const findingsOf = (note: string, aliases?: ReadonlyMap<string, string>): Finding[] =>
  all(new NoteChecks(new NoteText(note)), aliases);

const fixedBy = (note: string, { fix }: Finding): string => edited(note, fix);

/** Each finding with the text that it covers, and the note with the fix of the first one. */
function checked(note: string, aliases?: Record<string, string>) {
  const findings = findingsOf(note, aliases && new Map(Object.entries(aliases)));
  const [first] = findings;
  return {
    found: findings.map(({ code, start, end }) => [code.replace('citation.', ''), note.slice(start, end)]),
    fixed: first ? fixedBy(note, first) : note,
  };
}

function finds(note: string, code: string, covered: string | string[], fixed: string): void {
  const expected = [covered].flat().map((text) => [code, text]);
  assert.deepEqual(checked(note), { found: expected, fixed }, note);
}

suite('Checks of notes', () => {
  test('find separators where semicolons were meant', () => {
    for (const [note, separators, fixed] of [
      ['[@a, @b]', ', ', '[@a; @b]'],
      ['[@a, p. 3, @b]', ', ', '[@a, p. 3; @b]'],
      ['[@a, pp. 3-5, 8, @b, chap. 2]', ', ', '[@a, pp. 3-5, 8; @b, chap. 2]'],
      ['[see @a, @b]', ', ', '[see @a; @b]'],
      ['[@a @b]', ' ', '[@a; @b]'],
      ['[@a and @b]', ' and ', '[@a; @b]'],
      ['[@a, and @b]', ', and ', '[@a; @b]'],
      ['[@a & @b]', ' & ', '[@a; @b]'],
      ['[@a,@b]', ',', '[@a; @b]'],
      ['[@a, -@b]', ', ', '[@a; -@b]'],
      ['[@a, @{b c}, @{b/c}]', [], '[@a, @{b c}, @{b/c}]'],
      ['[@a, @{b/c}]', ', ', '[@a; @{b/c}]'],
      ['[@a; @b, @c]', ', ', '[@a; @b; @c]'],
      ['@a [@b, @c]', ', ', '@a [@b; @c]'],
      ['[@a,\n@b]', ',\n', '[@a;\n@b]'],
      ['> [@a,\n> @b]', ',\n> ', '> [@a;\n> @b]'],
      ['[@a,\r\n@b]', ',\r\n', '[@a;\r\n@b]'],
      ['- x\n- y [@a, @b]\n- z', ', ', '- x\n- y [@a; @b]\n- z'],
      ['| a |\n|---|\n| [@a, @b] |', ', ', '| a |\n|---|\n| [@a; @b] |'],
      ['x[^1]\n\n[^1]: [@a, @b]\n', ', ', 'x[^1]\n\n[^1]: [@a; @b]\n'],
      ['![pic [@a, @b]](x.png)', ', ', '![pic [@a; @b]](x.png)'],
      ['\ufeff[@a, @b]', ', ', '\ufeff[@a; @b]'],
    ] as const)
      finds(note, 'separator', [separators].flat(), fixed);
    finds('[@a, @b, @c]', 'separator', [', ', ', '], '[@a; @b; @c]');
  });

  test('find groups with nothing between, which are not read as such', () => {
    for (const [note, places, fixed] of [
      ['x [@a][@b] y', '][', 'x [@a; @b] y'],
      ['[see @a, p. 3][-@b]', '][', '[see @a, p. 3; -@b]'],
      ['[@a][@b][@c]', ['][', ']['], '[@a; @b; @c]'],
      ['[@x] [@a][@b] [@y]', '][', '[@x] [@a; @b] [@y]'],
      ['> [@a;\n> @b][@c]', '][', '> [@a;\n> @b; @c]'],
    ] as const)
      finds(note, 'separator', [places].flat(), fixed);
    const [finding] = findingsOf('[@a][@b]');
    assert.deepEqual([finding?.isBetweenGroups, finding?.group], [true, { start: 0, end: 8 }]);
    assert.equal(findingsOf('[@a, @b]')[0]?.isBetweenGroups, false);
    for (const note of [
      '[@a] [@b]',
      '@x [@a][@b]',
      '[text by @a][@b]',
      '[@a](u)[@b]',
      '[[@a]][@b]',
      '![@a][@b]',
      '\\[@a][@b]',
      `[@a]${'[@b]'.repeat(60)}`,
    ])
      assert.deepEqual(checked(note).found, [], note);
  });

  test('leave alone what says more than that two things are cited', () => {
    for (const note of [
      '[@a; @b]',
      '[@a, as in @b]',
      '[@a, contrary to @b, p. 3]',
      '[@a, p. 3, unlike @b]',
      '@a, @b and @c say so.',
      '[text @a, @b](http://x.y)',
      '[@a, see `@b`]',
      '[@a, me@b.org]',
      '[[@a, @b]]',
      '[[@a; @a]]',
      '[[@ a]]',
    ])
      assert.deepEqual(checked(note).found, [], note);
  });

  test('find spaces behind an @ in brackets', () => {
    for (const [note, spaces, fixed] of [
      ['[@ a]', ' ', '[@a]'],
      ['[see @ a]', ' ', '[see @a]'],
      ['[@ a, p. 3]', ' ', '[@a, p. 3]'],
      ['[@a; @ b]', ' ', '[@a; @b]'],
      ['[-@  a]', '  ', '[-@a]'],
      ['[@ {a/b}]', ' ', '[@{a/b}]'],
      ['@x [@ a]', ' ', '@x [@a]'],
      ['[as shown by @ vaswani2017attention]', ' ', '[as shown by @vaswani2017attention]'],
      ['> [@a;\n> @ b]', ' ', '> [@a;\n> @b]'],
    ] as const)
      finds(note, 'space', spaces, fixed);
    finds('[@ a; see @ b]', 'space', [' ', ' '], '[@a; see @b]');
    for (const note of [
      '[meet @ noon]',
      '[mAP @ 0.5]',
      'x @ y',
      '[@ 5 pm]',
      '[@ a](http://x.y)',
      '[ ] @ home',
      '\\[@ a\\]',
    ])
      assert.deepEqual(checked(note).found, [], note);
  });

  test('find groups that nothing closes', () => {
    for (const [note, group, fixed] of [
      ['[@a; @b', '[@a; @b', '[@a; @b]'],
      ['See [@a; @b and more.', '[@a; @b', 'See [@a; @b] and more.'],
      ['See [see @a, p. 3 for more.', '[see @a, p. 3', 'See [see @a, p. 3] for more.'],
      ['[-@a says', '[-@a', '[-@a] says'],
      ['[@a, p. 3; @b, chap. 4', '[@a, p. 3; @b, chap. 4', '[@a, p. 3; @b, chap. 4]'],
      ['[@a. Next.', '[@a', '[@a]. Next.'],
      ['See [@a; @b and [@c].', '[@a; @b', 'See [@a; @b] and [@c].'],
      ['[@a\n\nother] text', '[@a', '[@a]\n\nother] text'],
      ['- [@a;\n  @b\n- c]', '[@a;\n  @b', '- [@a;\n  @b]\n- c]'],
      ['> [@a;\n> @b\n\nx', '[@a;\n> @b', '> [@a;\n> @b]\n\nx'],
      ['| [@a | b |\n|---|---|\n| c | d |', '[@a', '| [@a] | b |\n|---|---|\n| c | d |'],
      ['[@{a/b}, p. 3\r\n\r\nx', '[@{a/b}, p. 3', '[@{a/b}, p. 3]\r\n\r\nx'],
    ] as const)
      finds(note, 'unclosed', group, fixed);
    for (const note of [
      'the interval [0, 1) as in @a',
      '[[@a',
      '![@a',
      '\\[@a',
      '[@a [p. 3]',
      '[x @a',
      '[see [@a]',
      '`[@a`',
      '[@a: x](y',
    ])
      assert.deepEqual(checked(note).found, [], note);
  });

  test('find items that repeat another of their group', () => {
    for (const [note, item, fixed] of [
      ['[@a; @a]', '@a', '[@a]'],
      ['[@a; @b; @a; @c]', '@a', '[@a; @b; @c]'],
      ['[@a, p. 3; @a, p. 3]', '@a', '[@a, p. 3]'],
      ['[@a; @{a}]', '@{a}', '[@a]'],
      ['@x [@a; @a]', '@a', '@x [@a]'],
      ['@x [p. 3; @a; @a]', '@a', '@x [p. 3; @a]'],
      ['[@a;\n@a]', '@a', '[@a]'],
      ['[-@a; -@a]', '-@a', '[-@a]'],
    ] as const)
      finds(note, 'duplicate', item, fixed);
    for (const note of [
      '[@a; @b]',
      '[@a, p. 3; @a, p. 4]',
      '[@a, p. 3; @a]',
      '[see @a; @a]',
      '[@a; -@a]',
      '[@a] [@a]',
      '@a [@a]',
      '---\nnocite: "@a; @a"\n---\n',
    ])
      assert.deepEqual(checked(note).found, [], note);
  });

  test('say which keys are to be one citation, and whether the note has an entry of one', () => {
    const told = (note: string, aliases?: ReadonlyMap<string, string>) =>
      findingsOf(note, aliases).map(({ keys, isOwn }) => [...keys, isOwn]);
    assert.deepEqual(told('[@a, p. 3, @b]'), [['a', 'b', false]]);
    assert.deepEqual(told('[@a][@b]'), [['a', 'b', false]]);
    assert.deepEqual(told('[@a; @ home]'), [['a', 'home', false]]);
    assert.deepEqual(told('[@old; @new]', new Map([['old', 'new']])), [['new', false]]);
    assert.deepEqual(told('---\nreferences:\n- id: b\n---\n\n[@a, @b]\n\n[@a, @c]'), [
      ['a', 'b', true],
      ['a', 'c', false],
    ]);
  });

  test('take two keys of one paper for the same', () => {
    assert.deepEqual(checked('[@old; @b; @new]', { old: 'new' }), {
      found: [['duplicate', '@new']],
      fixed: '[@old; @b]',
    });
    const note = new NoteText('[@old; @new]');
    const checks = new NoteChecks(note);
    assert.equal(all(checks).length, 0);
    assert.equal(all(checks, new Map([['old', 'new']])).length, 1);
    assert.equal(all(checks).length, 0);
    assert.equal(note.text, '[@old; @new]');
  });

  test('are silent in code, math, HTML, addresses and front matter', () => {
    for (const slip of ['[@a, @b]', '[@ a]', '[@a; @a]', '[@a; @b'])
      for (const place of [
        '`…`',
        '```\n…\n```\n',
        '    …\n',
        '$…$',
        '$$\n…\n$$',
        '<!-- … -->',
        '<div title="…">',
        '<script>\n…\n</script>\n',
        '[x](<…>)',
        '[x](y "…")',
        '---\ntitle: "…"\n---\n',
      ]) {
        const note = place.replace('…', slip);
        assert.deepEqual(checked(note).found, [], note);
      }
    assert.deepEqual(checked('me@a.org, x@b.org [me@a.org, me@b.org]').found, []);
  });

  test('count offsets in the note, whatever stands before', () => {
    finds(
      '---\ntitle: x\n---\n\n[@x]\n\n# y\n\n[@a, @b]\n',
      'separator',
      ', ',
      '---\ntitle: x\n---\n\n[@x]\n\n# y\n\n[@a; @b]\n',
    );
  });

  test('parse only what changed, however often they are asked', () => {
    const note = new NoteText('[@a, @b]\n\n'.repeat(50));
    const checks = new NoteChecks(note);
    assert.equal(all(checks).length, 50);
    const { parsed } = note;
    assert.equal(all(checks).length, 50);
    note.change([{ start: 0, end: 0, text: 'x ' }]);
    assert.deepEqual(all(checks)[0]?.start, 5);
    assert.equal(note.parsed, parsed + 1);
  });

  test('try no more changes than fit, and none in what nobody wrote', () => {
    const passages = Array.from({ length: 300 }, (_, index) => `[@a${index}, @b]\n\n`).join('');
    assert.equal(findingsOf(passages).length, 100);
    const paragraph = '[@a, @b] and more. '.repeat(50);
    const few = findingsOf(paragraph).length;
    assert.ok(few > 40, `${few}`);
    assert.ok(findingsOf(`${paragraph}\n\n`.repeat(10)).length < 3 * few);
    assert.deepEqual(findingsOf('[@a, @b] '.repeat(1000)), []);
    assert.deepEqual(findingsOf(`[@a${', @a'.repeat(60)}]`), []);
    assert.deepEqual(findingsOf(`[@a${' '.repeat(300)}@b]`), []);
  });

  test('end in texts that could be read in many ways', () => {
    // Blanks of a kind that neither ends a paragraph nor begins a line.
    const blanks = (length: number) => '\n  \u00a0'.repeat(length / 4);
    for (const hostile of [
      ...[`[@a, ${blanks(160)} x @b]`, `[@a,${blanks(160)}, x @b]`, `[@a${blanks(160)}and x @b]`],
      ...[`[@a;${blanks(160)} x @b`, `[@a;${blanks(20_000)} x @b`, `[${blanks(60)} x @a`],
      ...[`[meet @ ${'a'.repeat(200_000)}`, `[@ ${'a1 '.repeat(20_000)}`, `[@a, ${'> '.repeat(80)}\n x @b]`],
      `http://${'.'.repeat(300_000)}x@a`,
    ])
      assert.ok(findingsOf(hostile).length <= 1, hostile.slice(0, 20));
    for (const part of HOSTILE)
      for (const note of [`[@a, ${part.repeat(200)} @b]`, `[@a; ${part.repeat(200)} @b`])
        assert.ok(findingsOf(note).length <= 100, note.slice(0, 20));
  });

  test('pause after every change that is tried', () => {
    const steps = new NoteChecks(new NoteText('[@a, @b] [@c; @c]\n\n[@d')).findings();
    let pauses = 0;
    while (!steps.next().done) pauses++;
    assert.equal(pauses, 3);
  });

  const PIECES = [
    ...['@a', '@b', '@a2020', '-@a', '@{a/b}', '@ a', '@', 'me@a.org', 'see ', 'p. 3', 'and', 'x'],
    ...[
      '[@a, @b]',
      '[@a, p. 3, @b',
      '[@ a]',
      '[see @a; @ b]',
      '[@a; @a]',
      '[see @a][@b]',
      '[@b, p. 3; @b, p. 3; @a]',
      '[see @a; @b',
    ],
    ...['[', ']', '[[', ']]', '(', ')', '](u)', '^', '!', '\\', ';', '; ', ',', ', ', ' ', ' and '],
    ...[
      '\n',
      '\n\n',
      '\r\n',
      '\n> ',
      '\n- ',
      '\n  ',
      '\n    ',
      '`',
      '```\n',
      '$',
      '*',
      '_',
      '|',
      '\n|---|\n',
      '<!--',
      '-->',
      '<b>',
    ],
    ...['[^1]', '\n[^1]: ', '\n[a]: ', '---\n', '# ', ':'],
  ];
  const noteText = fc.array(fc.constantFrom(...PIECES), { maxLength: 16 }).map((pieces) => pieces.join(''));
  const said = (note: string) =>
    readNote(note)
      .citations.flatMap(({ items }) => items)
      .sort((a, b) => a.start - b.start);

  test('find only what their fix mends, and mend nothing else', () => {
    let found = 0;
    const check = fc.property(noteText, (note) => {
      for (const finding of findingsOf(note)) {
        found++;
        const fixed = fixedBy(note, finding);
        const by = (offset: number) =>
          finding.fix
            .filter(({ start }) => start <= offset)
            .reduce((sum, { start, end, text }) => sum + text.length - (end - start), offset);
        const isSame = (other: Finding) =>
          other.code === finding.code && other.start === by(finding.start) && other.end === by(finding.end);
        assert.ok(
          !findingsOf(fixed).some(isSame) || finding.code === 'citation.duplicate',
          'it is still there',
        );
        const [before, after] = [said(note), said(fixed)];
        const lost = finding.code === 'citation.duplicate' ? before.length - after.length : 0;
        assert.ok(lost === 0 || (lost >= 1 && finding.code === 'citation.duplicate'), 'keys are lost');
        const outside = (items: typeof before, to: (offset: number) => number) =>
          items
            .filter(({ start }) => start < to(finding.group.start) || start >= to(finding.group.end))
            .map(({ citekey, mode, prefix, suffix, locator }) => [citekey, mode, prefix, suffix, locator]);
        assert.deepEqual(
          outside(after, by),
          outside(before, (offset) => offset),
          'another citation changed',
        );
      }
    });
    fc.assert(check, { numRuns: 500 });
    assert.ok(found > 100, `${found} findings`);
  });
});
