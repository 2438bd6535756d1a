import assert from 'node:assert/strict';
import { divideSuffix } from '../../src/core/citation/locator';

/** What follows a key, then label, value and suffix. The first ones are the examples of pandoc's manual. */
const CASES: readonly (readonly [string, string, string, string])[] = [
  [', pp. 33-35, 38-39 and *passim*', 'page', '33-35, 38-39', 'and *passim*'],
  ['{ii, A, D-Z}, with a suffix', 'page', 'ii, A, D-Z', ', with a suffix'],
  [', {pp. iv, vi-xi, (xv)-(xvii)} with suffix here', 'page', 'iv, vi-xi, (xv)-(xvii)', 'with suffix here'],
  ['{}, 99 years later', '', '', ', 99 years later'],
  [', chap. 1', 'chapter', '1', ''],
  ['p. 3, emphasis mine', 'page', '3', ', emphasis mine'],
  [', 33', 'page', '33', ''],
  [', vol. 3, p. 5', 'volume', '3', ', p. 5'],
  [', no. 7', 'issue', '7', ''],
  [', s.v. 2', 'sub-verbo', '2', ''],
  [', §§ 12–14', 'section', '12–14', ''],
  [', ¶ 5', 'paragraph', '5', ''],
  [', p. xvii', 'page', 'xvii', ''],
  [', 12A', 'page', '12A', ''],
  [', fig. 3(a)', 'figure', '3(a)', ''],
  [', 1.2.3.', 'page', '1.2.3', '.'],
  [', I think', '', '', ', I think'],
  [', and others', '', '', ', and others'],
  ['and others 12', '', '', 'and others 12'],
  ['', '', '', ''],
];

suite('citation locators', () => {
  test('are told from suffixes as pandoc does', () => {
    for (const [affix, label, value, suffix] of CASES) {
      const locator = label === '' ? undefined : { label, value };
      assert.deepEqual(divideSuffix(affix), { locator, suffix }, affix);
    }
  });
});
