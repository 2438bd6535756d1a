import assert from 'node:assert/strict';
import { FewAtOnce } from '../../src/extension/fewAtOnce';

suite('A few tasks at once', () => {
  test('are never more than so many, all have their turn in order, and one that fails costs no other', async () => {
    const few = new FewAtOnce(3);
    const begun: number[] = [];
    let [running, most] = [0, 0];
    const task = async (index: number) => {
      begun.push(index);
      most = Math.max(most, ++running);
      for (let turn = 0; turn <= index % 4; turn++) await new Promise((resolve) => setImmediate(resolve));
      running--;
      if (index % 5 === 2) throw new Error(`no ${index}`);
      return index;
    };
    const all = Array.from({ length: 20 }, (_, index) => index);
    const results = await Promise.allSettled(all.map((index) => few.run(() => task(index))));
    assert.equal(most, 3);
    assert.deepEqual(begun, all);
    assert.deepEqual(
      results.map((result) => (result.status === 'fulfilled' ? result.value : undefined)),
      all.map((index) => (index % 5 === 2 ? undefined : index)),
    );
    // Of the places none is lost.
    await Promise.all(all.slice(0, 3).map((index) => few.run(() => task(index)).catch(() => undefined)));
    assert.equal(most, 3);
  });
});
