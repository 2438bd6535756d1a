import assert from 'node:assert/strict';
import fc from 'fast-check';
import { excerptOf, referencesOf } from '../../src/core/references';

const cite = (citekey: string, line = 1, column = 1) => ({ citekey, line, column });

suite('References of a note', () => {
  const papers = new Map([
    ['a', { citekey: 'a' }],
    ['alias', { citekey: 'a' }],
    ['b', { citekey: 'b' }],
  ]);
  const read = (...cites: ReturnType<typeof cite>[]) => referencesOf(cites, (key) => papers.get(key));

  test('stand in order of first citation, each paper once by whichever keys', () => {
    const references = read(cite('b', 1), cite('alias', 2), cite('nobody', 3), cite('b', 4), cite('a', 5));
    assert.deepEqual(
      references.map(({ citekey, paper, cites }) => [citekey, paper?.citekey, cites.map(({ line }) => line)]),
      [
        ['b', 'b', [1, 4]],
        ['a', 'a', [2, 5]],
        ['nobody', undefined, [3]],
      ],
    );
  });

  test('may have keys like anything', () => {
    assert.deepEqual(
      read(cite('__proto__'), cite('constructor')).map(({ citekey }) => citekey),
      ['__proto__', 'constructor'],
    );
  });
});

suite('Excerpts', () => {
  const shown = (line: string, citekey: string) => {
    const { text, start, end } = excerptOf(line, cite(citekey, 1, line.indexOf(citekey) + 1));
    assert.equal(text.slice(start, end), citekey);
    return text;
  };

  test('show short lines whole, without what sets them off', () => {
    assert.equal(shown('See [@key].', 'key'), 'See [@key].');
    assert.equal(shown('  - > Seen in [@key, p. 3]', 'key'), 'Seen in [@key, p. 3]');
    assert.equal(shown('## On @key', 'key'), 'On @key');
    assert.equal(shown('| [@key] | x |', 'key'), '[@key] | x |');
  });

  test('show of a long line what stands around the key, from the beginning of a word', () => {
    const words = Array.from({ length: 60 }, (_, index) => `word${index}`).join(' ');
    const text = shown(`${words} [@key] and ${words}`, 'key');
    assert.match(text, /^…(?:word\d+ )+\[@key\] and word0/);
    assert.ok(text.length <= 201);
  });

  test('hold the key, whatever the line', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), fc.string({ maxLength: 30 }), (before, after) => {
        const line = `${before}key${after}`;
        const { text, start, end } = excerptOf(line, cite('key', 1, before.length + 1));
        assert.equal(text.slice(start, end), 'key');
      }),
    );
  });
});
