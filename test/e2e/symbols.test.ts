import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { walks } from './window';

walks('Symbols and annotations', (window) => {
  const rows = () => window().page.locator('.quick-input-widget .monaco-list-row');

  /** Settings of the opened folder, as a person changes them while notes are open. */
  const set = (settings: Readonly<Record<string, unknown>>) => {
    const file = path.join(window().folder, '.vscode/settings.json');
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(settings));
  };

  teardown(async () => {
    await window().page.keyboard.press('Escape');
    rmSync(path.join(window().folder, '.vscode'), { recursive: true, force: true });
  });

  test('a paper is found by what VS Code leaves of words, authors and identifiers, and opens at its entry', async () => {
    const { page } = window();
    for (const typed of ['2103.14899', 'panda', 'chen cross', 'crossvit 2021', 'cross vit']) {
      await page.keyboard.press('Escape');
      await page.keyboard.press('Control+T');
      await page.locator('.quick-input-widget input').first().fill(`#${typed}`);
      await rows().filter({ hasText: 'chen2021crossvit' }).first().waitFor();
    }
    await window().screenshot('symbols');
    await rows().filter({ hasText: 'chen2021crossvit' }).first().click();
    const line = window().editor().locator('.view-line', { hasText: 'CrossViT: Cross-Attention' });
    await line.waitFor();
  });

  test('a listing has an outline of its papers', async () => {
    const { page } = window();
    await page.keyboard.press('Control+T');
    await page.locator('.quick-input-widget input').first().fill('#chen2021crossvit');
    await rows().filter({ hasText: 'chen2021crossvit' }).first().click();
    await window().editor().locator('.view-line', { hasText: 'CrossViT: Cross-Attention' }).waitFor();
    await page.keyboard.press('Control+Shift+O');
    await rows().filter({ hasText: 'CrossViT' }).first().waitFor();
    await window().screenshot('outline');
  });

  test('authors and years stand behind keys, and keys are links, as soon as that is set', async () => {
    await window().openFile('vision-backbones.md');
    const hinted = (text: RegExp) => window().editor().locator('.view-line', { hasText: text });
    const hint = hinted(/@dong2022cswin[^@]*Dong\set\sal\.\s2022/);
    const lastOfLine = hinted(/@chen2021crossvit[^@]*Chen\set\sal\.\s2021/);
    const links = window().editor().locator('.detected-link', { hasText: 'chen2021crossvit' });
    assert.equal(await hint.count(), 0);
    const wanted = { 'attentionNotes.inlayHints': true, 'attentionNotes.citationLinks': true };
    set(wanted);
    await hint.first().waitFor();
    await links.first().waitFor();
    // The editor's own limit for a line is the user's to lift.
    assert.equal(await lastOfLine.count(), 0);
    set({ ...wanted, '[markdown]': { 'editor.inlayHints.maximumLength': 0 } });
    await lastOfLine.first().waitFor();
    await window().screenshot('hints');
    set({});
    await hint.first().waitFor({ state: 'detached' });
    await links.first().waitFor({ state: 'detached' });
  });

  test('terms of locators are offered from the first letter on; before that Enter is a line break', async () => {
    const { page } = window();
    await window().openFile('vision-backbones.md');
    await window().typeAtEnd('\nSee [@chen2021crossvit, ');
    await page.waitForTimeout(500);
    await page.keyboard.press('Enter');
    await page.keyboard.type('as @ali2021xcit [c', { delay: 60 });
    const term = window().suggestions().filter({ hasText: 'chapter' }).first();
    await term.waitFor();
    await window().screenshot('locators');
    await page.keyboard.type('h', { delay: 60 });
    await page.keyboard.press('Enter');
    await page.keyboard.type('4');
    // On a line of its own: Enter was a line break there.
    const line = { hasText: /^as\s@ali2021xcit\s\[chap\.\s4/ };
    await window().editor().locator('.view-line', line).waitFor();
    await window().runCommand('File: Revert File');
  });
});
