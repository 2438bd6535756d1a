import assert from 'node:assert/strict';
import { linksIn, paperPage } from '../../src/core/links';

suite('Links in abstracts', () => {
  test('leave out the punctuation around them', () => {
    const text =
      'Code: https://github.com/a/b. See (https://a.io/x), [http://b.org/y_(z)] and https://github.com/a/b.';
    assert.deepEqual(linksIn(text), ['https://github.com/a/b', 'https://a.io/x', 'http://b.org/y_(z)']);
  });

  test('are none where there is no address', () =>
    assert.deepEqual(linksIn('http: // and www.example.org'), []));
});

suite('The page of a paper', () => {
  const page = (doi?: string, arxiv?: string) => paperPage({ doi, arxiv });

  test('is that of its DOI, else on arXiv', () => {
    assert.equal(page('10.1000/a', '2103.14899'), 'https://doi.org/10.1000/a');
    assert.equal(page(undefined, '2103.14899'), 'https://arxiv.org/abs/2103.14899');
    assert.equal(page(undefined, 'cs/0102003'), 'https://arxiv.org/abs/cs/0102003');
    assert.equal(page(), undefined);
  });

  test('has nothing in its address that could mean something else there', () => {
    assert.equal(page('10.1000/a<b>?c#d/e'), 'https://doi.org/10.1000/a%3Cb%3E%3Fc%23d/e');
    assert.equal(page('10.1000/\ud83d', '2103.14899'), 'https://arxiv.org/abs/2103.14899');
  });
});
