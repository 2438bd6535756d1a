import * as assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { AttentionNotesApi } from '../../src/extension/api';
import { addFiles } from '../../src/extension/libraryCommands';
import { bibliographyOf, pathFromHome } from '../../src/extension/libraryPaths';

const settings = () => vscode.workspace.getConfiguration('attentionNotes.library');
const entry = (key: string) => `@article{${key},\n  title = {Far away},\n  author = {Roe, Jane}\n}\n`;

async function until(holds: () => Promise<boolean>, what: string): Promise<void> {
  for (let tries = 0; !(await holds()); tries++) {
    assert.ok(tries < 500, `in vain waited for: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

suite('Files of the user outside the folder', () => {
  let api: AttentionNotesApi;
  const comes = (key: string) => until(async () => (await api.getPaper(key)) !== undefined, key);
  const goes = (key: string) => until(async () => (await api.getPaper(key)) === undefined, `no ${key}`);

  suiteSetup(async () => {
    const extension = vscode.extensions.getExtension<AttentionNotesApi>('attention-notes.attention-notes');
    assert.ok(extension);
    api = await extension.activate();
    await api.whenReady();
  });

  test('are read where the settings of the user say so', async () => {
    const outside = mkdtempSync(path.join(tmpdir(), 'outside-'));
    try {
      const bib = path.join(outside, 'export.bib');
      writeFileSync(bib, entry('roe2023outside'));
      const unreadable = { has: () => false, readsOutside: () => false };
      await addFiles([vscode.Uri.file(bib)], unreadable);
      assert.equal(settings().inspect('external')?.globalValue, undefined);
      await addFiles([vscode.Uri.file(bib)], { ...unreadable, readsOutside: () => true });
      assert.deepEqual(settings().inspect('external')?.globalValue, [bib]);
      await comes('roe2023outside');
      writeFileSync(bib, entry('roe2024outside'));
      await comes('roe2024outside');
      await settings().update('external', undefined, vscode.ConfigurationTarget.Global);
      await goes('roe2024outside');
    } finally {
      await settings().update('external', undefined, vscode.ConfigurationTarget.Global);
      rmSync(outside, { recursive: true, force: true });
    }
  });

  test('are called by their paths from the home folder when they are below it', () => {
    assert.equal(pathFromHome('/home/al/x.bib', '/home/al'), '~/x.bib');
    assert.equal(pathFromHome('/home/al/x.bib', '/home/al/'), '~/x.bib');
    assert.equal(pathFromHome('/home/alice/x.bib', '/home/al'), undefined);
    assert.equal(pathFromHome('/x.bib', '/'), undefined);
    assert.equal(pathFromHome('/x.bib', undefined), undefined);
    assert.equal(pathFromHome('c:\\Users\\al\\x.bib', 'c:\\Users\\al'), '~\\x.bib');
  });

  test('are named by notes that are files, relative to them or to their notebook', async () => {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file('/');
    const file = (name: string) => vscode.Uri.joinPath(folder, name);
    const named = (note: vscode.Uri) => bibliographyOf(note, 'refs.bib')?.toString();
    assert.equal(named(file('own.md')), file('refs.bib').toString());
    assert.equal(named(file('own.md').with({ scheme: 'git', query: '{"ref":"HEAD"}' })), undefined);
    assert.equal(named(vscode.Uri.parse('untitled:Untitled-1')), undefined);

    const cellData = new vscode.NotebookCellData(vscode.NotebookCellKind.Markup, 'Text', 'markdown');
    const serializer = vscode.workspace.registerNotebookSerializer('jupyter-notebook', {
      deserializeNotebook: () => new vscode.NotebookData([cellData]),
      serializeNotebook: () => new Uint8Array(),
    });
    await vscode.workspace.fs.writeFile(file('own.ipynb'), new TextEncoder().encode('{}'));
    try {
      const notebook = await vscode.workspace.openNotebookDocument(file('own.ipynb'));
      const cell = notebook.cellAt(0).document.uri;
      assert.equal(cell.scheme, 'vscode-notebook-cell');
      assert.equal(named(cell), file('refs.bib').toString());
    } finally {
      serializer.dispose();
      await vscode.workspace.fs.delete(file('own.ipynb'));
    }
  });
});
