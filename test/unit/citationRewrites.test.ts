import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type RewriteKind, rewritesAt, sortedByYear } from '../../src/core/citationRewrites';
import { readNote } from '../../src/core/note';
import { NoteText } from '../../src/core/noteText';
import { edited, itemsInOrder } from '../../src/core/passageTrial';

/** A note, and the selection from the first `‸` to the last. */
function marked(text: string) {
  const [start, end] = [text.indexOf('‸'), text.lastIndexOf('‸')];
  return { note: text.replaceAll('‸', ''), selection: { start, end: end > start ? end - 1 : end } };
}

/** The note with each rewrite, by kind. */
function rewritten(text: string): Partial<Record<RewriteKind, string>> {
  const { note, selection } = marked(text);
  const { rewrites } = rewritesAt(new NoteText(note), selection);
  return Object.fromEntries(
    rewrites.map(({ kind, edits, cursor }) => {
      const [only] = edits;
      const withCursor =
        cursor === undefined || !only
          ? edits
          : [{ ...only, text: `${only.text.slice(0, cursor)}‸${only.text.slice(cursor)}` }];
      return [kind, edited(note, withCursor)];
    }),
  );
}

const YEARS = new Map([
  ['a', 2003],
  ['b', 2001],
  ['c', 2002],
  ['d', 2001],
]);

function sorted(text: string): string | undefined {
  const { note, selection } = marked(text);
  const rewrite = sortedByYear(new NoteText(note), selection, YEARS);
  return rewrite && edited(note, rewrite.edits);
}

suite('Rewriting citations', () => {
  test('turns an item into one with its author in the text, in brackets, or without author', () => {
    for (const [text, inText, inBrackets, withoutAuthor] of [
      ['See [@‸a].', 'See @a.', undefined, 'See [-@a].'],
      ['See [‸-@a].', 'See @a.', 'See [@a].', undefined],
      ['See @‸a.', undefined, 'See [@a].', 'See -@a.'],
      ['See -@‸a.', 'See @a.', 'See [@a].', undefined],
      ['[@‸a, p. 3]', '@a [p. 3]', undefined, '[-@a, p. 3]'],
      ['@‸a [p. 3]', undefined, '[@a, p. 3]', '-@a [p. 3]'],
      ['[@‸a; @b]', '@a [@b]', undefined, '[-@a; @b]'],
      ['@‸a [@b]', undefined, '[@a; @b]', '-@a [@b]'],
      ['[@‸a, p. 3; see @b]', '@a [p. 3; see @b]', undefined, '[-@a, p. 3; see @b]'],
      ['@‸a [p. 3; see @b]', undefined, '[@a, p. 3; see @b]', '-@a [p. 3; see @b]'],
      ['[@a; @‸b]', undefined, undefined, '[@a; -@b]'],
      ['@a [-@‸b]', undefined, '@a [@b]', undefined],
      ['[see @‸a]', undefined, undefined, '[see -@a]'],
      ['[@‸{a/b} and more]', '@{a/b} [and more]', undefined, '[-@{a/b} and more]'],
      ['> [@a;\n> @‸b]', undefined, undefined, '> [@a;\n> -@b]'],
    ] as const) {
      const found = rewritten(text);
      assert.deepEqual(
        [found.inText, found.inBrackets, found.withoutAuthor],
        [inText, inBrackets, withoutAuthor],
        text,
      );
    }
  });

  test('offers nothing that would be read in another way', () => {
    assert.equal(rewritten('word[@‸a]').inText, undefined);
    assert.equal(rewritten('[@‸a] [x]').inText, undefined);
    assert.equal(rewritten('[@‸a] [@b]').inText, undefined);
    assert.equal(rewritten('@‸a[x](u)').inBrackets, undefined);
    for (const silent of [
      '`[@‸a]`',
      '[[@‸a]]',
      'te‸xt [@a]',
      '---\nnocite: "@‸a"\n---\n',
      'me@a‸.org',
      '$@a‸$',
    ])
      assert.deepEqual(rewritten(silent), {}, silent);
  });

  test('adds a locator, with the cursor where its number goes', () => {
    for (const [text, located] of [
      ['[@‸a]', '[@a, p. ‸]'],
      ['[@‸a; @b]', '[@a, p. ‸; @b]'],
      ['[@a; @‸b]', '[@a; @b, p. ‸]'],
      ['[@‸a, and more]', '[@a, p. ‸, and more]'],
      ['See @‸a.', 'See @a [p. ‸].'],
      ['@‸a [@b]', '@a [p. ‸; @b]'],
      ['@‸a [and more]', '@a [p. ‸, and more]'],
      ['[@‸a, p. 3]', undefined],
      ['@‸a [chap. 3]', undefined],
    ] as const)
      assert.equal(rewritten(text).locator, located, text);
  });

  test('merges groups that stand side by side', () => {
    assert.equal(rewritten('x [@‸a] [@b] y').merge, 'x [@a; @b] y');
    assert.equal(rewritten('[@a] [@b, p. 3]\n[see @‸c]').merge, '[@a; @b, p. 3;\nsee @c]');
    assert.equal(rewritten('> [@‸a]\n> [@b]').merge, '> [@a;\n> @b]');
    assert.equal(rewritten('[‸@a] [@b‸] [@c]').merge, '[@a; @b] [@c]');
    for (const apart of [
      '[@‸a], [@b]',
      '[@‸a]\n\n[@b]',
      '[@‸a]',
      '@‸a [@b]',
      '[x @‸a][@b]',
      '@x [@‸a][@b]',
      '\\[@‸a][@b]',
    ])
      assert.equal(rewritten(apart).merge, undefined, apart);
  });

  test('merges groups with nothing between, which are not read as such, and offers nothing else there', () => {
    assert.deepEqual(rewritten('x [@‸a][@b] y'), { merge: 'x [@a; @b] y' });
    assert.deepEqual(rewritten('[see -@‸a, p. 3; @b][@c]'), { merge: '[see -@a, p. 3; @b; @c]' });
    assert.equal(rewritten('[@a][@‸b, p. 3]').merge, '[@a; @b, p. 3]');
    assert.equal(rewritten('[@a] [@b][@‸c][@d] [@e]').merge, '[@a; @b; @c; @d; @e]');
    assert.equal(rewritten('[@a] [@‸b][@c‸] [@d]').merge, '[@a] [@b; @c] [@d]');
    assert.deepEqual(Object.keys(rewritten('[@a][@‸b]')).sort(), ['locator', 'merge', 'withoutAuthor']);
  });

  test('sorts the items of a group by year, each with all that belongs to it', () => {
    assert.equal(sorted('[@‸a; @b]'), '[@b; @a]');
    assert.equal(
      sorted('x [see @a, p. 3; @‸b, chap. 2 (like @c); @x; @d] y'),
      'x [see @b, chap. 2 (like @c); @d; @a, p. 3; @x] y',
    );
    assert.equal(sorted('[see -@‸a; @b]'), '[see @b; -@a]');
    assert.equal(sorted('[@‸a; but see @b]'), undefined);
    assert.deepEqual(rewritesAt(new NoteText('[@a; but see @b]'), { start: 2, end: 2 }).sortable, []);
    assert.equal(sorted('> [@‸a;\n> @b; @c]'), '> [@b;\n> @c; @a]');
    assert.equal(sorted('[@‸a, "x; y"; -@b ]'), '[-@b; @a, "x; y" ]');
    assert.equal(sorted('[@‸b; @d; @c; @a; @y; @x]'), undefined);
    assert.equal(sorted('[@‸a]'), undefined);
    assert.deepEqual(rewritesAt(new NoteText('x\n\n[@a; @b]'), { start: 5, end: 5 }).sortable, ['a', 'b']);
  });

  const PIECES = [
    ...[
      '@a',
      '@b',
      '@c',
      '-@d',
      '@{a/b}',
      'see ',
      ', p. 3',
      ', chap. 2',
      ' and',
      'x',
      '[@a; @b]',
      '[@b] [@c, p. 2]',
      '[see @a][@b]',
      '@a [p. 3; @b]',
    ],
    ...[
      '[',
      ']',
      ' [',
      '](u)',
      '!',
      '\\',
      '; ',
      ', ',
      ' ',
      '\n',
      '\n\n',
      '\n> ',
      '\n- ',
      '`',
      '$',
      '*',
      '|',
      '[^1]',
      '\n[a]: u',
    ],
  ];
  const noteText = fc.array(fc.constantFrom(...PIECES), { maxLength: 16 }).map((pieces) => pieces.join(''));

  test('never loses or adds a key', () => {
    let found = 0;
    const keys = (note: string) =>
      itemsInOrder(readNote(note).citations)
        .map(({ citekey }) => citekey)
        .sort();
    const check = fc.property(noteText, fc.nat(60), (note, at) => {
      const text = new NoteText(note);
      const selection = { start: Math.min(at, note.length), end: Math.min(at, note.length) };
      const rewrites = [
        ...rewritesAt(text, selection).rewrites,
        sortedByYear(text, selection, YEARS) ?? [],
      ].flat();
      assert.equal(text.text, note);
      for (const { kind, edits } of rewrites) {
        found++;
        assert.deepEqual(keys(edited(note, edits)), keys(note), kind);
      }
    });
    fc.assert(check, { numRuns: 1000 });
    assert.ok(found > 300, `${found} rewrites`);
  });
});
