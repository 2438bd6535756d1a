import assert from 'node:assert/strict';
import { walks } from './window';

walks('Citations as symbols', (window) => {
  test('the entry of a cited paper is peeked at', async () => {
    await window().openFile('efficient-attention.md');
    const entry = window().page.locator('.peekview-widget .view-line', {
      hasText: 'Dilated Neighborhood Attention',
    });
    await window().pressOn('hassani2022dilated', 'Control+Shift+F10', entry.first());
    await window().screenshot('peek-definition');
    await window().page.keyboard.press('Escape');
  });

  test('all citations of a paper are listed beside their lines', async () => {
    await window().openFile('efficient-attention.md');
    const rows = window().page.locator('.peekview-widget .monaco-list-row');
    await window().pressOn('hassani2022dilated', 'Shift+F12', rows.first());
    await window().screenshot('peek-references');
    await window().page.keyboard.press('Escape');
  });

  test('a key is renamed after a preview, and the new key is recorded', async () => {
    const { page } = window();
    await window().openFile('efficient-attention.md');
    const input = page.locator('.rename-box input');
    await window().pressOn('hassani2022dilated', 'F2', input);
    assert.equal(await input.inputValue(), 'hassani2022dilated');
    await input.fill('hassani-dinat');
    await page.keyboard.press('Enter');
    const preview = page.locator('.bulk-edit-panel');
    await preview.locator('.monaco-list-row', { hasText: 'attention-notes.json' }).waitFor();
    await window().screenshot('rename-preview');
    await preview.getByRole('button', { name: 'Apply' }).click();
    await window().editor().locator('.view-line', { hasText: '@hassani-dinat' }).first().waitFor();
    await window().screenshot('renamed');
  });
});
