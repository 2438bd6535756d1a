import assert from 'node:assert/strict';
import { type MessageConnection, RequestType } from 'vscode-jsonrpc/node';
import {
  WorkerFailedError,
  WorkerHost,
  type WorkerState,
  type WorkerTimes,
} from '../../src/extension/workerHost';
import { PROTOCOL_VERSION, initialize } from '../../src/worker/protocol';
import { FakeWorkers } from '../support/fakeWorker';

const echo = new RequestType<{ say: string }, string, void>('echo');
const hang = new RequestType<{ say: string }, string, void>('hang');

function echoing(connection: MessageConnection): void {
  connection.onRequest(initialize, () => PROTOCOL_VERSION);
  connection.onRequest(echo, ({ say }) => say);
  connection.onRequest(hang, () => new Promise<string>(() => undefined));
  connection.listen();
}

function hosted(workers: FakeWorkers, times: Partial<WorkerTimes> = {}) {
  const states: WorkerState[] = [];
  const host = new WorkerHost(
    'library',
    workers.start,
    { started: () => undefined, stateChanged: (state) => states.push(state), log: () => undefined },
    { start: 2000, silence: 2000, deaths: 60_000, ...times },
  );
  return { host, states };
}

suite('Worker host', () => {
  test('starts its worker at the first request and not before', async () => {
    const workers = new FakeWorkers(echoing);
    const { host, states } = hosted(workers);
    assert.equal(workers.started, 0);
    assert.deepEqual(
      await Promise.all([host.request(echo, { say: 'a' }), host.request(echo, { say: 'b' })]),
      ['a', 'b'],
    );
    assert.equal(workers.started, 1);
    assert.deepEqual(states, ['starting', 'running']);
    host.dispose();
  });

  test('answers every pending request after a death, from a new worker', async () => {
    const workers = new FakeWorkers((connection, count) => {
      if (count > 1) return echoing(connection);
      connection.onRequest(initialize, () => PROTOCOL_VERSION);
      connection.onRequest(echo, () => new Promise<string>(() => undefined));
      connection.listen();
    });
    const { host } = hosted(workers);
    const pending = ['a', 'b', 'c'].map((say) => host.request(echo, { say }));
    await new Promise((resolve) => setTimeout(resolve, 20));
    workers.die('killed');
    assert.deepEqual(await Promise.all(pending), ['a', 'b', 'c']);
    assert.equal(workers.started, 2);
    host.dispose();
  });

  test('answers requests made at any moment of a death', async () => {
    const workers = new FakeWorkers(echoing);
    const { host } = hosted(workers, { deaths: 0 });
    for (let turn = 0; turn < 30; turn++) {
      const answers = Promise.all(
        Array.from({ length: 4 }, (_, index) => host.request(echo, { say: String(index) })),
      );
      for (let wait = 0; wait < turn % 10; wait++) await new Promise((resolve) => setImmediate(resolve));
      workers.die('killed');
      assert.deepEqual(await answers, ['0', '1', '2', '3']);
    }
    host.dispose();
  });

  test('does not let one request kill worker after worker', async () => {
    const workers = new FakeWorkers((connection) => {
      connection.onRequest(initialize, () => PROTOCOL_VERSION);
      connection.onRequest(echo, () => {
        setImmediate(() => workers.die('poison'));
        return new Promise<string>(() => undefined);
      });
      connection.listen();
    });
    const { host } = hosted(workers);
    await assert.rejects(host.request(echo, { say: 'poison' }));
    assert.equal(workers.started, 2);
    host.dispose();
  });

  test('gives up a worker that keeps dying, says so, and restarts on demand', async () => {
    let healthy = false;
    const workers = new FakeWorkers((connection) => {
      if (healthy) echoing(connection);
      else setImmediate(() => workers.die('broken'));
    });
    const { host, states } = hosted(workers);
    await assert.rejects(host.request(echo, { say: 'x' }), WorkerFailedError);
    await assert.rejects(host.request(echo, { say: 'x' }), WorkerFailedError);
    assert.equal(states.at(-1), 'failed');
    assert.equal(workers.started, 4);
    healthy = true;
    await host.restart();
    assert.equal(await host.request(echo, { say: 'back' }), 'back');
    host.dispose();
  });

  test('gives up a start whose handshake is not answered in time', async () => {
    const workers = new FakeWorkers((connection) => connection.listen());
    const { host } = hosted(workers, { start: 20 });
    await assert.rejects(host.request(echo, { say: 'x' }), WorkerFailedError);
    host.dispose();
  });

  test('notices a worker that died without a word', async () => {
    const workers = new FakeWorkers((connection, count) => {
      if (count > 1) return echoing(connection);
      connection.onRequest(
        initialize,
        () => (
          connection.onRequest(initialize, () => new Promise<number>(() => undefined)),
          PROTOCOL_VERSION
        ),
      );
      connection.onRequest(echo, () => new Promise<string>(() => undefined));
      connection.listen();
    });
    const { host } = hosted(workers, { silence: 20 });
    assert.equal(await host.request(echo, { say: 'at last' }), 'at last');
    host.dispose();
  });

  test('asks what was under way again when the worker is ended on purpose', async () => {
    const workers = new FakeWorkers((connection, count) => {
      if (count > 3) return echoing(connection);
      connection.onRequest(initialize, () => PROTOCOL_VERSION);
      connection.onRequest(echo, () => new Promise<string>(() => undefined));
      connection.listen();
    });
    const { host, states } = hosted(workers);
    const answer = host.request(echo, { say: 'patient' });
    for (let turn = 0; turn < 3; turn++) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      await host.end();
    }
    assert.equal(await answer, 'patient');
    assert.ok(!states.includes('failed'));
    host.dispose();
  });

  test('answers everything with an error once disposed', async () => {
    const { host } = hosted(new FakeWorkers(echoing));
    const pending = host.request(hang, { say: 'x' });
    await new Promise((resolve) => setTimeout(resolve, 20));
    host.dispose();
    await assert.rejects(pending);
    await assert.rejects(host.request(echo, { say: 'x' }));
  });
});
