import assert from 'node:assert/strict';
import { typedCitation } from '../../src/core/typedCitation';

const typed = (before: string) => typedCitation(before)?.typed;

suite('A citation being typed', () => {
  test('runs to the cursor, over several words', () => {
    assert.equal(typed('See @'), '');
    assert.equal(typed('See [@cross vit'), 'cross vit');
    assert.equal(typed('[@a; @cross v'), 'cross v');
    assert.equal(typed('[see -@{doi:10'), 'doi:10');
    assert.equal(typed('(@chen'), 'chen');
    assert.equal(typed('[@one two three four five'), 'one two three four five');
  });

  test('ends in bare text at the space, and never is a scope or an address', () => {
    for (const before of [
      '@one two',
      '@key ',
      '@key. Next',
      'npm i @types/node',
      'me@x',
      '\\@x',
      'no at',
      '@ x',
    ])
      assert.equal(typed(before), undefined, before);
  });

  test('ends at the separator, the bracket and the locator', () => {
    for (const before of ['[@a;', '[@a] and', '[@a, p. 3', '[@{a} x'])
      assert.equal(typed(before), undefined, before);
  });

  test('knows whether a bracket is open', () => {
    assert.equal(typedCitation('[see @a')?.bracketed, true);
    assert.equal(typedCitation('[x] @a')?.bracketed, false);
  });
});
