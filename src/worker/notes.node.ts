import { parentPort } from 'node:worker_threads';
import { PortMessageReader, PortMessageWriter, createMessageConnection } from 'vscode-jsonrpc/node';
import { NotesServer } from './notesServer';

if (parentPort) {
  new NotesServer(
    createMessageConnection(new PortMessageReader(parentPort), new PortMessageWriter(parentPort)),
  ).listen();
}
