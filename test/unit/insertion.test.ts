import assert from 'node:assert/strict';
import { citationToInsert } from '../../src/core/insertion';

/** Inserts at the cursor `‸` of a line. */
function inserted(line: string, ...keys: string[]): string {
  const [before = '', after = ''] = line.split('‸');
  return before + citationToInsert(keys, before, after) + after;
}

suite('Inserting citations', () => {
  test('makes a group of its own in prose', () => {
    assert.equal(inserted('See ‸.', 'a'), 'See [@a].');
    assert.equal(inserted('See ‸.', 'a', 'b'), 'See [@a; @b].');
    assert.equal(inserted('[link](x) ‸', 'a'), '[link](x) [@a]');
    assert.equal(inserted('[@a] ‸ [@b]', 'c'), '[@a] [@c] [@b]');
  });

  test('adds items to the group the cursor is in', () => {
    assert.equal(inserted('[@a‸]', 'b'), '[@a; @b]');
    assert.equal(inserted('[@a; ‸]', 'b'), '[@a; @b]');
    assert.equal(inserted('[@a;‸]', 'b'), '[@a; @b]');
    assert.equal(inserted('[‸@a]', 'b', 'c'), '[@b; @c; @a]');
    assert.equal(inserted('[@a, p. 3‸; @c]', 'b'), '[@a, p. 3; @b; @c]');
  });

  test('does not take other brackets for a group', () => {
    assert.equal(inserted('[text ‸]', 'a'), '[text [@a]]');
    assert.equal(inserted('[me@x.org ‸]', 'a'), '[me@x.org [@a]]');
  });

  test('puts braces where a key needs them', () => {
    assert.equal(inserted('‸', 'a b'.replace(' ', '=')), '[@{a=b}]');
  });
});
