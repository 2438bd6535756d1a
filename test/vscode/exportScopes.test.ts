import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { rowsFor } from '../../src/extension/citedScopes';
import { LibraryClient } from '../../src/extension/libraryClient';
import { LibrarySources } from '../../src/extension/librarySources';
import { MadeFolders } from '../../src/extension/madeFolders';
import { NotesClient } from '../../src/extension/notesClient';
import { startInstalled } from './installedWorker';
import { openUntitled } from './untitled';

suite('Scopes of exports', () => {
  test('are offered of what cites something only', async () => {
    const log = vscode.window.createOutputChannel('Export', { log: true });
    const installed = vscode.extensions.getExtension('attention-notes.attention-notes');
    const context = { extensionUri: installed?.extensionUri } as vscode.ExtensionContext;
    const sources = new LibrarySources(context, new MadeFolders());
    const library = new LibraryClient(startInstalled, sources, log);
    const notes = new NotesClient(startInstalled, log, () => undefined);
    const settled = () => library.whenReady();
    const rows = async (text: string) => {
      const note = await openUntitled(text);
      const found = await rowsFor(note, { library, notes, languages: { includes: () => true }, settled });
      return found.map(({ scope, description }) => [scope?.kind, description]);
    };
    try {
      assert.deepEqual(await rows('Text, and @nobody.\n'), []);
      assert.deepEqual(await rows('See [@chu2021twins].\n'), [['note', '1 paper']]);
    } finally {
      vscode.Disposable.from(library, sources, notes, log).dispose();
    }
  });
});
