import assert from 'node:assert/strict';
import { linksIn } from '../../src/core/links';

suite('Links in abstracts', () => {
  test('leave out the punctuation around them', () => {
    const text =
      'Code: https://github.com/a/b. See (https://a.io/x), [http://b.org/y_(z)] and https://github.com/a/b.';
    assert.deepEqual(linksIn(text), ['https://github.com/a/b', 'https://a.io/x', 'http://b.org/y_(z)']);
  });

  test('are none where there is no address', () =>
    assert.deepEqual(linksIn('http: // and www.example.org'), []));
});
