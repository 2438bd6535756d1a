import assert from 'node:assert/strict';
import { NotificationType, RequestType, RequestType0 } from 'vscode-jsonrpc/node';
import { NotesServer } from '../../src/worker/notesServer';
import { LibraryServer } from '../../src/worker/libraryServer';
import * as familyMessages from '../../src/worker/familyProtocol';
import * as exportMessages from '../../src/worker/exportProtocol';
import * as notesMessages from '../../src/worker/notesProtocol';
import * as onlineMessages from '../../src/worker/onlineProtocol';
import * as libraryMessages from '../../src/worker/protocol';
import * as snapshotMessages from '../../src/worker/snapshotProtocol';
import { connectionPair } from '../support/fakeWorker';

const isRequest = (value: unknown) => value instanceof RequestType || value instanceof RequestType0;

suite('Protocol', () => {
  const messages = [
    ...Object.values(libraryMessages),
    ...Object.values(exportMessages),
    ...Object.values(familyMessages),
    ...Object.values(notesMessages),
    ...Object.values(onlineMessages),
    ...Object.values(snapshotMessages),
  ];
  const requests = messages.filter(isRequest).map(({ method }) => method);
  const notifications = messages.filter((value) => value instanceof NotificationType);

  test('names every message once', () => {
    const names = [...requests, ...notifications.map(({ method }) => method)];
    assert.equal(new Set(names).size, names.length);
  });

  test('has a handler for every request, in one of the workers', () => {
    const handled: string[] = [];
    const recording = () => {
      const { worker } = connectionPair();
      const register = worker.onRequest.bind(worker) as (...args: unknown[]) => unknown;
      worker.onRequest = ((type: string | { method: string }, handler: unknown) => {
        handled.push(typeof type === 'string' ? type : type.method);
        return register(type, handler);
      }) as typeof worker.onRequest;
      worker.listen = () => undefined;
      return worker;
    };
    new LibraryServer(recording(), { now: () => 0, pause: () => Promise.resolve() }).listen();
    new NotesServer(recording()).listen();
    assert.deepEqual([...new Set(handled)].sort(), [...requests].sort());
  });
});
