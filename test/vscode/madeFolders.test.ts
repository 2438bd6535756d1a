import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { MadeFolders } from '../../src/extension/madeFolders';

const folder = () => vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file('/');
const made = (name: string) => vscode.Uri.joinPath(folder(), name);
const rest = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function until(holds: () => boolean, what: string): Promise<void> {
  for (let tries = 0; !holds(); tries++) {
    assert.ok(tries < 500, `in vain waited for: ${what}`);
    await rest(20);
  }
}

suite('Folders of the workspace', () => {
  teardown(async () => {
    for (const name of ['made.txt', 'made'])
      await vscode.workspace.fs.delete(made(name), { recursive: true }).then(undefined, () => undefined);
  });

  test('are told when they come and go, and single files are no folders', async () => {
    const folders = new MadeFolders();
    let comes = 0;
    const gone: string[] = [];
    folders.onDidCome(() => comes++);
    folders.onDidGo((uri) => gone.push(uri.toString()));
    folders.begin();
    folders.begin();
    try {
      await vscode.workspace.fs.writeFile(made('made.txt'), new Uint8Array());
      await rest(1000);
      await vscode.workspace.fs.createDirectory(made('made'));
      await until(() => comes > 0, 'a folder that is made');
      await vscode.workspace.fs.delete(made('made'), { recursive: true });
      await until(() => gone.includes(made('made').toString()), 'a folder that goes');
      assert.equal(comes, 1);
    } finally {
      folders.dispose();
    }
  });
});
