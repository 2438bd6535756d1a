import assert from 'node:assert/strict';
import fc from 'fast-check';
import { scanKey } from '../../src/core/citation/citekey';
import { type TypedQuery, restOfKey, typedCitation, typedQuery } from '../../src/core/typedCitation';

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
    const query = 'family:sparse -vision author:"van gool" year:2021..2024 "top k" fast';
    assert.equal(typed(`[@${query}`), query);
    assert.equal(typed('In 2021 @year:2021'), 'year:2021');
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

suite('The rest of a key behind the cursor', () => {
  const rest = (marked: string) => {
    const cursor = marked.indexOf('‸');
    const line = marked.replace('‸', '');
    const length = restOfKey(line, line.lastIndexOf('@', cursor - 1), cursor);
    return line.slice(cursor, cursor + length);
  };

  test('ends before marks behind which no key goes on', () => {
    for (const marked of [
      'as in @vas‸. Next',
      'is it @vas‸? x',
      '<td>@vas‸</td>',
      '{@vas‸}',
      '@vas‸-- and',
      '@vas‸ -- and',
      '[@vas‸]',
      '[@vas‸, p. 3]',
      '[@vas‸; @b]',
      '(@vas‸)',
      '**@vas‸**',
      '[@cross ‸see below]',
      '@‸',
      '@{‸ x',
    ])
      assert.equal(rest(marked), '', marked);
  });

  test('is the whole rest within a key', () => {
    assert.equal(rest('[@chen2021‸crossvit, p. 3]'), 'crossvit');
    assert.equal(rest('@‸chen2021crossvit. Next'), 'chen2021crossvit');
    assert.equal(rest('@doi‸:10.1/x-y. Next'), ':10.1/x-y');
    assert.equal(rest('[@cross vi‸t and]'), 't');
  });

  test('holds a closing brace only when the key began with one', () => {
    assert.equal(rest('@{vas‸} x'), '}');
    assert.equal(rest('@{a‸;b} x'), ';b}');
    assert.equal(rest('[@{cross vi‸t}]'), 't}');
    assert.equal(rest('{@va‸s}'), 's');
  });

  test('is the rest of a value that a field asks for, to its quote or a space', () => {
    assert.equal(rest('[@year:2021‸..2024]'), '..2024');
    assert.equal(rest('[@year:20‸21..2024 x]'), '21..2024');
    assert.equal(rest('as @year:2021‸. Next'), '');
    assert.equal(rest('[@author:"van ‸gool" x]'), 'gool"');
    assert.equal(rest('[@"exact phrase‸"; @b]'), '"');
    assert.equal(rest('[@"exact ‸] and "this"'), '');
    assert.equal(rest('[@author:"van gool"‸ x]'), '');
    assert.equal(rest('[@{year:20‸21}]'), '21}');
  });

  test('ends where the key ends, wherever in it the cursor is', () => {
    const part = fc.constantFrom(
      'a',
      '1',
      '_',
      ':',
      '.',
      '-',
      '/',
      '?',
      '<',
      '>',
      '{',
      '}',
      ' ',
      ';',
      ']',
      'é',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), fc.nat(), (parts, place) => {
        const line = `@${parts.join('')}`;
        const key = scanKey(line, 0);
        fc.pre(key !== undefined);
        const cursor = 1 + (place % key.end);
        assert.equal(cursor + restOfKey(line, 0, cursor), Math.max(cursor, key.end));
      }),
    );
  });
});

suite('A query behind an at sign', () => {
  const said = (is: keyof TypedQuery, texts: readonly string[]) =>
    texts.filter((typed) => typedQuery(typed)[is]);

  test('is told from a key or words, whatever marks are in them', () => {
    const queries = ['evict year:2024..', 'author:', '"a phrase', 'key -video'];
    const others = ['smith2020', '', 'cross vit', 'fig:scores', 'key:smith2020', 'doi:10.1/x', "D'Amelio"];
    assert.deepEqual(said('hasClauses', [...queries, ...others]), queries);
  });

  test('waits for a value behind the colon of a field alone', () => {
    const open = ['family:', 'evict -author:', 'author:"'];
    assert.deepEqual(
      said('awaitsValue', [...open, 'family: ', 'family:l', 'evict', 'family: x', 'foo:']),
      open,
    );
  });

  test('may begin the name of a field from three letters on', () => {
    assert.deepEqual(said('mayBeginField', ['fam', 'evict YEA', 'fa', 'evict fa', 'fam ', '2021', '']), [
      'fam',
      'evict YEA',
    ]);
  });
});
