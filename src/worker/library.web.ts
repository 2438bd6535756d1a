import { BrowserMessageReader, BrowserMessageWriter, createMessageConnection } from 'vscode-jsonrpc/browser';
import { LibraryServer } from './libraryServer';

const scope = self as DedicatedWorkerGlobalScope;
const connection = createMessageConnection(new BrowserMessageReader(scope), new BrowserMessageWriter(scope));
const pause = () => new Promise<void>((resolve) => setTimeout(resolve, 0));
new LibraryServer(connection, { now: () => performance.now(), pause }).listen();
