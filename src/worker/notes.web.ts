import { BrowserMessageReader, BrowserMessageWriter, createMessageConnection } from 'vscode-jsonrpc/browser';
import { NotesServer } from './notesServer';

const scope = self as DedicatedWorkerGlobalScope;
new NotesServer(
  createMessageConnection(new BrowserMessageReader(scope), new BrowserMessageWriter(scope)),
).listen();
