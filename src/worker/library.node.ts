import { parentPort } from 'node:worker_threads';
import { PortMessageReader, PortMessageWriter, createMessageConnection } from 'vscode-jsonrpc/node';
import { LibraryServer } from './libraryServer';

if (parentPort) {
  const connection = createMessageConnection(
    new PortMessageReader(parentPort),
    new PortMessageWriter(parentPort),
  );
  const pause = () => new Promise<void>((resolve) => setTimeout(resolve, 0));
  new LibraryServer(connection, { now: () => performance.now(), pause }).listen();
}
