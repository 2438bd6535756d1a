import assert from 'node:assert/strict';
import { typedCitation } from '../../src/core/typedCitation';

const none = () => '';
const typed = (before: string) => typedCitation(before, none)?.typed;

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
    const isBracketed = (line: string, above = '') => typedCitation(line, () => above)?.bracketed;
    assert.equal(isBracketed('[see @a'), true);
    assert.equal(isBracketed('[x] @a'), false);
    assert.equal(isBracketed('@a', 'As shown [see @b, p. 3;\n'), true);
    assert.equal(isBracketed('@a', 'As shown [@b].\n'), false);
    assert.equal(isBracketed('done] and @a', 'As shown [@b;\n'), false);
    assert.equal(isBracketed('`x[i` and \\[ and @a'), false);
  });

  test('runs over several words in a bracket opened on a line before', () => {
    assert.equal(typedCitation('@cross vit', () => 'See [@a;\n')?.typed, 'cross vit');
    assert.equal(
      typedCitation('@cross vit', () => 'See [@a].\n'),
      undefined,
    );
  });

  test('looks above only for a citation', () => {
    typedCitation('no citation here ', () => assert.fail('not asked for'));
  });
});
