import { BrowserMessageReader, BrowserMessageWriter, createMessageConnection } from 'vscode-jsonrpc/browser';
import { LibraryServer } from './libraryServer';

const scope = self as DedicatedWorkerGlobalScope;
const connection = createMessageConnection(new BrowserMessageReader(scope), new BrowserMessageWriter(scope));
new LibraryServer(connection).listen();
