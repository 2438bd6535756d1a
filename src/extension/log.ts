import { type LogOutputChannel, window } from 'vscode';

/** The extension's log: its name in the Output view is its own name. */
export function createLog(): LogOutputChannel {
  return window.createOutputChannel('Attention Notes', { log: true });
}
