import assert from 'node:assert/strict';
import fc from 'fast-check';
import { markedText } from '../../src/core/markedText';
import { excerptOf } from '../../src/core/search/excerpt';
import { readQuery } from '../../src/core/search/query';
import { oddText } from '../support/papers';

const ABSTRACT = `Transformers are slow. Sparse attention, as in the work of Child et al. on long sequences, prunes
  most keys. We propose KeyNet, which selects keys by multi-query hashing. Selection costs little (e.g. 3 % of time).`;

const shown = (
  typed: string,
  { title = 'KeyNet', abstract = ABSTRACT, also = [] as string[], limit = 160 } = {},
) => {
  const excerpt = excerptOf({ title, abstract }, readQuery(typed), also, limit);
  return excerpt && markedText(excerpt, '‹', '›');
};

suite('The excerpt that explains a result', () => {
  test('is the sentence that says most of the query, with its words marked', () => {
    assert.equal(shown('keys hashing '), 'We propose KeyNet, which selects ‹keys› by multi-query ‹hashing›.');
    assert.equal(
      shown('child sparse '),
      '‹Sparse› attention, as in the work of ‹Child› et al. on long sequences, prunes most keys.',
    );
  });

  test('marks inflections, beginnings of the unfinished word, and words split or glued', () => {
    assert.match(shown('pruning ') ?? '', /‹prunes›/);
    assert.match(shown('selec') ?? '', /‹selects›/);
    assert.equal(shown('selec '), undefined);
    assert.match(shown('multiquery') ?? '', /‹multi-query›/);
    assert.match(shown('key net', { title: 'X' }) ?? '', /‹KeyNet›/);
  });

  test('marks neighbours as one, and no words without meaning', () => {
    assert.match(shown('sparse attention') ?? '', /‹Sparse attention›/);
    assert.match(shown('the work of child') ?? '', /the ‹work› of ‹Child› et/);
  });

  test('marks phrases as a whole, and words that the engine matched', () => {
    assert.match(shown('"selects keys by') ?? '', /‹selects keys by› multi/);
    assert.equal(shown('"keys selects"'), undefined);
    assert.match(shown('fast', { also: ['slow'] }) ?? '', /^Transformers are ‹slow›\.$/);
    assert.match(shown('x', { also: ['multi-query hashing'] }) ?? '', /‹multi-query hashing›/);
  });

  test('prefers what the title does not say, and is not needed where it says all', () => {
    assert.match(shown('sparse hashing', { title: 'Sparse attention' }) ?? '', /‹hashing›/);
    for (const [typed, title] of [
      ['sparse pruned', 'Pruning, sparse'],
      ['cross vit', 'CrossViT'],
      ['crossvit', 'Cross ViT'],
      ['"sparse keys"', 'Sparse Keys'],
    ] as const)
      assert.equal(shown(typed, { title, abstract: `${typed} here.` }), undefined, typed);
  });

  test('says nothing of fields, exclusions and unknown words', () => {
    for (const typed of ['', 'year:2021', '-keys', 'author:child', 'zebra'])
      assert.equal(shown(typed), undefined, typed);
  });

  test('is shortened around the first match, at the ends of words', () => {
    const abstract = `${'before '.repeat(30)}needle ${'behind '.repeat(30)}.`;
    const text = shown('needle', { abstract, limit: 60 }) ?? '';
    assert.match(text, /^…(?:before )+‹needle› (?:behind )*behind…$/);
    assert.ok(text.length <= 62);
    assert.match(
      shown('behind', { abstract: `needle ${'x '.repeat(60)}behind`, limit: 40 }) ?? '',
      /x ‹behind›$/,
    );
  });

  test('lies within its text, in order and bounded, is that of the abstract, and the same each time', () => {
    const word = fc.oneof(
      fc.constantFrom('key', 'keys', 'Key-value.', 'sparse', 'a', '(e.g.', '😀😀'),
      oddText,
    );
    const text = fc.array(word, { maxLength: 40 }).map((words) => words.join(' '));
    const query = fc.array(fc.constantFrom('key', 'sparse', '"key value', 'e', '😀', '-a', 'İ'), {
      maxLength: 4,
    });
    fc.assert(
      fc.property(
        text,
        text,
        query,
        fc.array(word, { maxLength: 3 }),
        fc.integer({ min: 10, max: 80 }),
        (...of) => {
          const [title, abstract, words, also, limit] = of;
          const ask = () => excerptOf({ title, abstract }, readQuery(words.join(' ')), also, limit);
          const excerpt = ask();
          assert.deepEqual(ask(), excerpt);
          if (!excerpt) return;
          assert.ok(excerpt.text.length <= limit);
          assert.ok(excerpt.ranges.length > 0);
          let before = 0;
          for (const [start, end] of excerpt.ranges) {
            assert.ok(before <= start && start < end && end <= excerpt.text.length);
            before = end;
          }
          const passage = excerpt.text.replace(/^…/, '').replace(/…$/, '');
          assert.ok(abstract.replace(/\s+/g, ' ').includes(passage));
        },
      ),
      { numRuns: 1000 },
    );
  });
});
