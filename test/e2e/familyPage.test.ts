import assert from 'node:assert/strict';
import type { FrameLocator, Locator } from 'playwright-core';
import { type VSCodeWindow, walks } from './window';

const TREE_ROWS = '.pane-body .monaco-list[aria-label*="Papers"] .monaco-list-row';

/** Everything that the page itself or its policy complained about. */
function listen(window: VSCodeWindow): readonly string[] {
  const complaints: string[] = [];
  window.page.on('console', (message) => {
    const { url } = message.location();
    if (message.type() === 'error' && /webview|vscode-cdn|\/pages\//.test(url))
      complaints.push(message.text());
  });
  return complaints;
}

/** The inside of the page that is shown. */
const frameOf = ({ page }: VSCodeWindow): FrameLocator =>
  page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');

walks('The family page', (opened) => {
  const heading = (level: number, name: string | RegExp): Locator =>
    frameOf(opened()).getByRole('heading', { level, name });

  async function openFamily(label: string): Promise<void> {
    const row = opened().page.locator(TREE_ROWS, { hasText: label }).first();
    await row.hover();
    await row.getByRole('button', { name: 'Open Family Page' }).click();
  }

  test('opens from the tree, with its papers', async () => {
    const complaints = listen(opened());
    await openFamily('Head design');
    await heading(1, 'Head design and KV sharing').waitFor();
    const papers = frameOf(opened()).locator('ul.papers li');
    assert.ok((await papers.count()) > 5);
    await opened().screenshot('family');
    assert.deepEqual(complaints, []);
  });
});
