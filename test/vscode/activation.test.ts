import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';

/** What this suite needs of the public API. */
interface Api {
  readonly apiVersion: number;
  whenReady(): Promise<void>;
}

suite('The packaged extension', () => {
  const extension = () => vscode.extensions.getExtension<Api>('attention-notes.attention-notes');

  test('is installed, and is not the one under development', () => {
    const installed = extension();
    assert.ok(installed);
    assert.ok(!/test\/host/.test(installed.extensionUri.path), installed.extensionUri.toString());
  });

  test('activates, and offers version 1 of its API', async () => {
    const api = await extension()?.activate();
    assert.equal(api?.apiVersion, 1);
  });

  test('becomes ready', async () => {
    const api = await extension()?.activate();
    await api?.whenReady();
  });
});
