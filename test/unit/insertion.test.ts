import assert from 'node:assert/strict';
import fc from 'fast-check';
import { citationToInsert } from '../../src/core/insertion';
import { readNote } from '../../src/core/note';

/** Inserts at the cursor `‸` of a line. */
function inserted(line: string, ...keys: string[]): string {
  const [before = '', after = ''] = line.split('‸');
  const { offset, text } = citationToInsert(keys, before, after);
  const at = before.length + offset;
  const whole = before + after;
  return whole.slice(0, at) + text + whole.slice(at);
}

suite('Inserting citations', () => {
  test('makes a group of its own in prose', () => {
    assert.equal(inserted('See ‸.', 'a'), 'See [@a].');
    assert.equal(inserted('See ‸.', 'a', 'b'), 'See [@a; @b].');
    assert.equal(inserted('[link](x) ‸', 'a'), '[link](x) [@a]');
    assert.equal(inserted('[@a] ‸ [@b]', 'c'), '[@a] [@c] [@b]');
    assert.equal(inserted('', 'a'), '[@a]');
    assert.equal(inserted('(‸)', 'a'), '([@a])');
  });

  test('adds items to the group the cursor is in', () => {
    assert.equal(inserted('[@a‸]', 'b'), '[@a; @b]');
    assert.equal(inserted('[@a; ‸]', 'b'), '[@a; @b]');
    assert.equal(inserted('[@a;‸]', 'b'), '[@a; @b]');
    assert.equal(inserted('[‸@a]', 'b', 'c'), '[@b; @c; @a]');
    assert.equal(inserted('[@a, p. 3‸; @c]', 'b'), '[@a, p. 3; @b; @c]');
    assert.equal(inserted('[@a; ‸@c]', 'b'), '[@a; @b; @c]');
    assert.equal(inserted('[@a;‸ @c]', 'b'), '[@a; @b;  @c]');
    assert.equal(inserted('[@a;\n‸@c]', 'b'), '[@a;\n@b; @c]');
  });

  test('leaves a locator with its key, and keys and words whole', () => {
    assert.equal(inserted('[@a‸, p. 3; @c]', 'b'), '[@a, p. 3; @b; @c]');
    assert.equal(inserted('[see @lo‸ng, p. 3 ]', 'b'), '[see @long, p. 3; @b ]');
    assert.equal(inserted('As @lo‸ng. Then', 'b'), 'As @long [@b]. Then');
    assert.equal(inserted('@{lo‸ng}, then', 'b'), '@{long} [@b], then');
    assert.equal(inserted('atten‸tion is', 'b'), 'attention [@b] is');
    assert.equal(inserted('attention‸', 'b'), 'attention [@b]');
    assert.equal(inserted('attention. ‸Next', 'b'), 'attention. [@b] Next');
    assert.equal(inserted('[@a]‸[@c]', 'b'), '[@a] [@b] [@c]');
  });

  test('does not take other brackets for a group', () => {
    assert.equal(inserted('[text ‸]', 'a'), '[text [@a]]');
    assert.equal(inserted('[me@x.org ‸]', 'a'), '[me@x.org [@a]]');
    assert.equal(inserted('[text ‸ see [@a]]', 'b'), '[text [@b] see [@a]]');
  });

  test('adds its papers and changes no other citation, wherever the cursor is', () => {
    const parts = [
      '[see @a, p. 3; @b]',
      '[@{d=e}, chap. 2, and more; -@f]',
      '@c',
      'word',
      ', ',
      '. ',
      '\n',
      ' (',
      ')',
    ];
    const citationsOf = (text: string) =>
      readNote(text)
        .citations.flatMap(({ items }) => items)
        .map(({ citekey, mode, prefix, locator, suffix }) =>
          JSON.stringify([citekey, mode, prefix, locator, suffix]),
        )
        .sort();
    const paragraph = fc
      .array(fc.constantFrom(...parts), { minLength: 1, maxLength: 7 })
      .map((all) => all.join(' '))
      .filter((text) => !/\n\s*\n|@c \[/.test(text));
    fc.assert(
      fc.property(paragraph, fc.nat(), (text, place) => {
        const at = place % (text.length + 1);
        const result = inserted(`${text.slice(0, at)}‸${text.slice(at)}`, 'x', 'y');
        const added = citationsOf('[@x; @y]');
        assert.deepEqual(citationsOf(result), [...citationsOf(text), ...added].sort(), result);
      }),
      { numRuns: 150 },
    );
  });

  test('puts braces where a key needs them', () => {
    assert.equal(inserted('‸', 'a b'.replace(' ', '=')), '[@{a=b}]');
  });
});
