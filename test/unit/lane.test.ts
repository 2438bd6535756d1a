import assert from 'node:assert/strict';
import { Lane } from '../../src/worker/lane';

/** A clock on which every step takes a whole slice, so that steps and slices count the same. */
function slowClock() {
  let now = 0;
  return { now: () => (now += 10), pause: () => new Promise<void>((resolve) => setImmediate(resolve)) };
}

function* steps(count: number, taken: { count: number } = { count: 0 }): Generator<void, number> {
  for (let i = 0; i < count; i++) {
    taken.count++;
    yield;
  }
  return count;
}

suite('Background lane', () => {
  test('runs jobs one after the other and gives back what they return', async () => {
    const lane = new Lane(slowClock());
    const order: number[] = [];
    const run = async (count: number) => order.push(await lane.run(steps(count)));
    await Promise.all([run(5), run(2)]);
    assert.deepEqual(order, [5, 2]);
  });

  test('hears a message after every slice', async () => {
    const lane = new Lane(slowClock());
    const taken = { count: 0 };
    const heardAt: number[] = [];
    const job = lane.run(steps(50, taken));
    const hear = () => {
      heardAt.push(taken.count);
      if (taken.count < 50) setImmediate(hear);
    };
    setImmediate(hear);
    await job;
    const gaps = heardAt.map((count, index) => count - (heardAt[index - 1] ?? 0));
    assert.ok(Math.max(...gaps) <= 1, `up to ${Math.max(...gaps)} slices between two messages`);
  });

  test('runs soon what somebody waits for, in turns with the other work', async () => {
    const lane = new Lane(slowClock());
    const [first, second] = [{ count: 0 }, { count: 0 }];
    const other = [lane.run(steps(50, first)), lane.run(steps(50, second))];
    await lane.run(steps(20), 'soon');
    // One step each in turn; the last one of a job only returns.
    assert.ok(first.count >= 18 && first.count <= 22, `${first.count} steps meanwhile`);
    await lane.run(steps(20), 'soon');
    assert.ok(first.count >= 38 && second.count === 0, `${first.count} and ${second.count} steps meanwhile`);
    await lane.idle();
    assert.deepEqual(await Promise.all(other), [50, 50]);
    assert.equal(await lane.run(steps(3), 'soon'), 3);
  });

  test('keeps working after a job that throws', async () => {
    const lane = new Lane(slowClock());
    const broken = lane.run(
      (function* (): Generator<void, void> {
        throw new Error('broken');
      })(),
    );
    await assert.rejects(broken, /broken/);
    assert.equal(await lane.run(steps(3)), 3);
    await lane.idle();
  });
});
