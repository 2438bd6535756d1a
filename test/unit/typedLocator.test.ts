import assert from 'node:assert/strict';
import { divideSuffix } from '../../src/core/citation/locator';
import { LOCATOR_TERMS } from '../../src/core/citation/locatorTerms';
import { restOfTerm, typedLocator } from '../../src/core/typedLocator';

/** What is typed of a locator at the end of a text; undefined where none can begin. */
function typed(text: string): string | undefined {
  const start = text.lastIndexOf('\n') + 1;
  const line = text.slice(start);
  const span = typedLocator(line, () => text.slice(0, start));
  return span && line.slice(span.start, span.end);
}

suite('A locator being typed', () => {
  test('begins behind the comma of a key and a blank, or in the bracket behind a key', () => {
    for (const [text, expected] of [
      ['[@a, ', ''],
      ['[see @a.b:c,  p', 'p'],
      ['[@a; -@{b, c}, ch', undefined],
      ['[@a; -@{b,c}, ch', 'ch'],
      ['[@a, s.v.', 's.v.'],
      ['[@a, §', '§'],
      ['@a [', ''],
      ['@a [p', 'p'],
      ['@a[', ''],
      ['[@a,\n', ''],
      ['[@a,\r\n> > p', 'p'],
      ['@a\n  [fi', 'fi'],
    ] as const)
      assert.equal(typed(text), expected, text);
  });

  test('is none behind what is no comma of a key, nor further on', () => {
    for (const text of [
      '[@a,',
      '[@a ',
      '[@a, p. ',
      '[@a, p. 3, ',
      'a, ',
      '@a and b, ',
      'me@a; ',
      '[@a; ',
      '@a, see also',
      '[',
      '',
    ])
      assert.equal(typed(text), undefined, text);
  });

  test('looks at the lines above only where a locator may begin', () => {
    const above = () => assert.fail('asked for');
    for (const line of ['prose ', 'a comma,', 'two words', '[@a, ']) typedLocator(line, above);
  });

  test('is replaced to the end of its term', () => {
    assert.equal(restOfTerm('p', 'p. 3'), 2);
    assert.equal(restOfTerm('', 'iv]'), 0);
    assert.equal(restOfTerm('ch', '; @b]'), 0);
  });
});

suite('The terms of locators', () => {
  test('are what locators are told by, each once, pages first', () => {
    assert.deepEqual(LOCATOR_TERMS[0], { term: 'p.', word: 'page' });
    assert.deepEqual(LOCATOR_TERMS[1], { term: 'pp.', word: 'pages' });
    for (const { term, word } of LOCATOR_TERMS)
      assert.deepEqual(divideSuffix(`, ${term} 3`).locator, divideSuffix(`, ${word} 3`).locator, term);
    assert.equal(new Set(LOCATOR_TERMS.map(({ term }) => term)).size, LOCATOR_TERMS.length);
    assert.ok(
      LOCATOR_TERMS.every(({ term }) => divideSuffix(`, ${term} 3`).locator?.value === '3' || term === ''),
    );
  });
});
