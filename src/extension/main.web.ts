import { type ExtensionContext, Uri, workspace } from 'vscode';
import { BrowserMessageReader, BrowserMessageWriter, createMessageConnection } from 'vscode-jsonrpc/browser';
import type { AttentionNotesApi } from './api';
import { activateExtension } from './extension';
import type { StartWorker } from './workerHost';

/** Entry of the web extension host, itself a worker. */
export function activate(context: ExtensionContext): AttentionNotesApi {
  const start: StartWorker = async (script) => {
    // A blob is the one address that every kind of web host lets a worker start from.
    const source = await workspace.fs.readFile(Uri.joinPath(context.extensionUri, `dist/web/${script}.js`));
    const address = URL.createObjectURL(new Blob([source.slice()], { type: 'text/javascript' }));
    const worker = new Worker(address, { name: `attention-notes ${script}` });
    return {
      connection: createMessageConnection(new BrowserMessageReader(worker), new BrowserMessageWriter(worker)),
      onExit: (listener) => (worker.onerror = (event) => listener(event.message)),
      terminate: () => {
        worker.terminate();
        // Not earlier: VS Code's own wrapper loads the address some time after the worker was made.
        URL.revokeObjectURL(address);
      },
    };
  };
  return activateExtension(context, start, { isPage: true });
}
