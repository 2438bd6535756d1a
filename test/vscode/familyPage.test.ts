import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';

const pages = () =>
  vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(
      ({ input }) =>
        input instanceof vscode.TabInputWebview && /attentionNotes\.family$/.test(input.viewType),
    );

/** The open pages by their labels, the active one with a star, once they are those. */
async function shown(...expected: readonly string[]): Promise<void> {
  const labels = () => pages().map(({ label, isActive }) => (isActive ? `${label}*` : label));
  for (const end = Date.now() + 20_000; Date.now() < end && String(labels()) !== String(expected);)
    await new Promise((resolve) => setTimeout(resolve, 50));
  assert.deepEqual(labels(), expected);
}

const open = (argument: unknown) => vscode.commands.executeCommand('attentionNotes.openFamily', argument);

suite('Family pages', () => {
  teardown(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  test('open by a family’s id and from its row, one for each family', async () => {
    await open({ id: 'linear' });
    await shown('Linear and low-rank attention*');
    await open({ kind: 'group', id: 'family:kv-cache', by: 'family', value: 'kv-cache' });
    await shown('Linear and low-rank attention', 'KV cache and inference-time attention*');
    await open({ id: 'linear' });
    await shown('Linear and low-rank attention*', 'KV cache and inference-time attention');
  });

  test('are closed and opened again', async () => {
    await open({ id: 'linear' });
    await shown('Linear and low-rank attention*');
    await vscode.window.tabGroups.close(pages());
    await shown();
    await open({ id: 'linear' });
    await shown('Linear and low-rank attention*');
  });

  test('ask which family, and open none when nobody answers', async () => {
    const asked = open(undefined);
    await new Promise((resolve) => setTimeout(resolve, 500));
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    await asked;
    assert.deepEqual(pages(), []);
  });
});
