import assert from 'node:assert/strict';
import fc from 'fast-check';
import { shortAbstract } from '../../src/core/abstract';

suite('Short abstracts', () => {
  test('end where a sentence ends', () => {
    const text = 'We show a thing. It works (e.g. In vision) well! The rest is left out here.';
    assert.equal(shortAbstract(text, 60), 'We show a thing. It works (e.g. In vision) well!');
    assert.equal(shortAbstract(text, 40), 'We show a thing.');
  });

  test('end at a word when the first sentence is too long', () => {
    assert.equal(shortAbstract('Attention as such, and nothing but attention', 20), 'Attention as such…');
  });

  test('are the whole text where that is short', () => {
    assert.equal(shortAbstract(' One.\n Two. ', 50), 'One. Two.');
  });

  test('never exceed the limit and always begin as the abstract does', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), fc.integer({ min: 2, max: 80 }), (text, limit) => {
        const short = shortAbstract(text, limit);
        assert.ok(short.length <= limit);
        assert.ok(
          text.replace(/\s+/g, ' ').trim().startsWith(short.replace(/…$/, '')) || short.endsWith('…'),
        );
      }),
    );
  });
});
