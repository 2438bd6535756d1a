import * as assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { AttentionNotesApi } from '../../src/extension/api';
import { addFiles } from '../../src/extension/libraryCommands';

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
      await addFiles([vscode.Uri.file(bib)], { has: () => false });
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
});
