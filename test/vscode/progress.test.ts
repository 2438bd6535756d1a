import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { LibraryClient } from '../../src/extension/libraryClient';
import { showLibraryProgress } from '../../src/extension/libraryProgress';
import { LibrarySources } from '../../src/extension/librarySources';
import { MadeFolders } from '../../src/extension/madeFolders';
import { type FoundPapers, type LibraryFile, findPapers } from '../../src/worker/protocol';
import { startInstalled } from './installedWorker';

/** A library whose indexing takes a while. */
class LargeSources extends LibrarySources {
  override files(): LibraryFile[] {
    return [{ uri: 'test:/large.json', name: 'large.json', kind: 'csl-json', origin: 'seed' }];
  }

  override read(): Promise<Uint8Array> {
    const items = Array.from({ length: 5000 }, (_, index) => ({
      id: `paper${index}`,
      title: `Attention of kind ${index}`,
      abstract: Array.from({ length: 200 }, (_, word) => `word${(index * 7 + word * 13) % 9000}`).join(' '),
    }));
    return Promise.resolve(new TextEncoder().encode(JSON.stringify(items)));
  }
}

suite('A library that takes long to read', () => {
  test('is shown as such, and can be stopped', async () => {
    const log = vscode.window.createOutputChannel('Large library', { log: true });
    const sources = new LargeSources(
      { extensionUri: vscode.Uri.file(__dirname) } as vscode.ExtensionContext,
      new MadeFolders(),
    );
    const library = new LibraryClient(startInstalled, sources, log);
    const progress = showLibraryProgress(library, 0);
    try {
      let answer: FoundPapers | undefined;
      const asked = library
        .request(findPapers, { query: 'kind 4321', limit: 1 })
        .then((found) => (answer = found));
      while (!answer) {
        await vscode.commands.executeCommand('notification.acceptPrimaryAction');
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      const { unsearched } = await asked;
      assert.equal(unsearched, 'stopped');
    } finally {
      await vscode.commands.executeCommand('notifications.clearAll');
      for (const one of [progress, library, sources, log]) one.dispose();
    }
  });
});
