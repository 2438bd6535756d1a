import { homedir } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { ExtensionContext } from 'vscode';
import { PortMessageReader, PortMessageWriter, createMessageConnection } from 'vscode-jsonrpc/node';
import type { AttentionNotesApi } from './api';
import { activateExtension } from './extension';
import type { StartWorker } from './workerHost';

/** Entry of the Node extension host. */
export function activate(context: ExtensionContext): AttentionNotesApi {
  const start: StartWorker = (script) => {
    const worker = new Worker(context.asAbsolutePath(`dist/node/${script}.js`), { execArgv: [] });
    return Promise.resolve({
      connection: createMessageConnection(new PortMessageReader(worker), new PortMessageWriter(worker)),
      onExit: (listener) => {
        let reason: string | undefined;
        worker.on('error', (error) => (reason = error.message));
        worker.on('exit', (code) => listener(reason ?? `exit code ${code}`));
      },
      terminate: () => void worker.terminate(),
    });
  };
  return activateExtension(context, start, { home: homedir() });
}
