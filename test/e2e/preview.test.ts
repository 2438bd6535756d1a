import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { walks } from './window';

const preview = (page: Page) => page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');

walks('Markdown preview', (window) => {
  test('shows citations and the reference list of a note', async () => {
    await window().openFile('efficient-attention.md');
    await window().editor().click();
    await window().page.keyboard.press('Control+Shift+V');
    const shown = preview(window().page);
    const citation = shown.locator('.attention-notes-citation a').first();
    await citation.waitFor();
    assert.match((await citation.getAttribute('title')) ?? '', /20\d\d/);
    const entries = shown.locator('.attention-notes-entry');
    assert.ok((await entries.count()) > 2);
    await window().screenshot('preview');
    await entries.last().scrollIntoViewIfNeeded();
    await window().screenshot('preview-references');
  });
});
