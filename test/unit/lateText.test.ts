import assert from 'node:assert/strict';
import { addLate, joinItems, sameItem } from '../../src/core/lateText';
import type { CslItem } from '../../src/core/paper';

suite('Texts that are made late', () => {
  let made = 0;
  const upper = (source: string) => {
    made++;
    return source.toUpperCase();
  };
  const item = (source: string, more: object = {}): CslItem => {
    const own = { title: 'T', ...more };
    addLate(own, 'abstract', source, upper);
    return own;
  };

  setup(() => (made = 0));

  test('are compared without being made where their sources are the same', () => {
    assert.ok(sameItem(item('abc'), item('abc')));
    assert.equal(made, 0);
    const plain = item('ABC');
    assert.equal(plain.abstract, 'ABC');
    assert.equal(made, 1);
    assert.ok(sameItem(plain, item('ABC')) && sameItem(item('ABC'), plain));
    assert.equal(made, 1);
  });

  test('are the same where other sources make one text, and differ where they do not', () => {
    assert.ok(sameItem(item('abc'), item('ABC')));
    const read = item('abc');
    assert.equal(read.abstract, 'ABC');
    assert.ok(sameItem(read, item('abc')));
    assert.ok(sameItem(read, item('ABC')));
    assert.ok(!sameItem(read, item('abd')));
    assert.ok(!sameItem(item('abc'), item('abd')));
    assert.ok(sameItem(read, { title: 'T', abstract: 'ABC' }));
    assert.ok(!sameItem(item('abc'), { title: 'T' }));
    assert.ok(!sameItem({ title: 'T' }, item('abc')));
  });

  test('leave the comparison of all else as it is', () => {
    assert.ok(!sameItem(item('a', { year: 1 }), item('a', { year: 2 })));
    assert.ok(!sameItem(item('a', { year: 1 }), item('a')));
    assert.ok(!sameItem(item('a'), item('a', { year: 1 })));
    assert.ok(sameItem(item('a', { year: undefined }), item('a')));
    assert.ok(sameItem(item('a', { author: [{ family: 'B' }] }), item('a', { author: [{ family: 'B' }] })));
    assert.ok(sameItem(joinItems([item('a'), { id: 'k' }]), item('a', { id: 'k' })));
  });
});
