import path from 'node:path';
import { Worker } from 'node:worker_threads';
import * as vscode from 'vscode';
import { PortMessageReader, PortMessageWriter, createMessageConnection } from 'vscode-jsonrpc/node';
import type { StartWorker } from '../../src/extension/workerHost';

/** Starts a worker of the installed extension once more. */
export const startInstalled: StartWorker = (script) => {
  const folder = vscode.extensions.getExtension('attention-notes.attention-notes')?.extensionPath ?? '';
  const worker = new Worker(path.join(folder, `dist/node/${script}.js`), { execArgv: [] });
  return Promise.resolve({
    connection: createMessageConnection(new PortMessageReader(worker), new PortMessageWriter(worker)),
    onExit: (listener) => worker.on('exit', (code) => listener(`exit code ${code}`)),
    terminate: () => void worker.terminate(),
  });
};
