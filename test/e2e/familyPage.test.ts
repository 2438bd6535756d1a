import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
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

/** Says something to the extension as the page's script would, from the frame around it. */
function forge(frame: unknown, message: unknown): void {
  const { contentWindow } = frame as { contentWindow: Record<string, unknown> };
  const post = contentWindow['__vscode_post_message__'] as (command: string, data: unknown) => void;
  post('onmessage', { message });
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

  const field = (label: string) => frameOf(opened()).getByRole('spinbutton', { name: label });
  const figure = (label: string, column = 0) =>
    frameOf(opened()).getByRole('row', { name: label }).getByRole('cell').nth(column);

  test('opens from the tree, with what the family is, its papers and how many of each year', async () => {
    const complaints = listen(opened());
    await openFamily('Heads and KV sharing');
    await heading(1, 'Head design and KV sharing').waitFor();
    await heading(2, 'Formula').waitFor();
    assert.ok((await frameOf(opened()).locator('math').count()) > 3);
    const papers = frameOf(opened()).locator('ul.papers li');
    assert.ok((await papers.count()) > 5);
    await frameOf(opened()).getByRole('listitem').filter({ hasText: '2025: 2 papers' }).waitFor();
    await opened().screenshot('family');
    assert.deepEqual(complaints, []);
  });

  test('computes at numbers of one’s own, and says what is wrong with one', async () => {
    await heading(2, 'Playground').scrollIntoViewIfNeeded();
    await frameOf(opened()).getByLabel('Mechanism', { exact: true }).selectOption('Grouped-query attention');
    const cache = figure('KV cache');
    const before = await cache.innerText();
    await field('Sequence length').fill('8192');
    await cache.filter({ hasText: '8192' }).waitFor();
    const after = await cache.innerText();
    assert.notEqual(after, before);
    await field('Key/value heads').fill('5');
    await frameOf(opened()).getByText('Must divide 32.').waitFor();
    assert.equal(await cache.innerText(), after);
    await opened().screenshot('family-wrong');
    await field('Key/value heads').fill('4');
    await frameOf(opened()).getByText('Must divide 32.').waitFor({ state: 'hidden' });
    assert.notEqual(await cache.innerText(), after);
  });

  test('compares two mechanisms, and writes the table into the note as one step', async () => {
    await opened().openFile('reading-list.md');
    const lines = async () => (await opened().editor().locator('.view-line').allInnerTexts()).sort();
    const before = await lines();
    await opened().page.locator('.tab', { hasText: 'Head design' }).click();
    await heading(2, 'Playground').waitFor();
    // What stood in the inputs stands there again.
    assert.equal(await field('Key/value heads').inputValue(), '4');
    await frameOf(opened()).getByLabel('Compare with').selectOption('Multi-head attention');
    await figure('KV cache', 1).scrollIntoViewIfNeeded();
    await opened().screenshot('family-compared');
    await frameOf(opened()).getByRole('button', { name: 'Insert as Table' }).click();
    await opened().page.locator('.tab.active', { hasText: 'reading-list.md' }).waitFor();
    const row = opened().editor().locator('.view-line', { hasText: 'Cache of all layers' });
    await row.waitFor();
    assert.match(
      (await row.innerText()).replace(/\s/g, ' '),
      /^\| Cache of all layers \| 512 MiB .*\| 4 GiB .*\|$/,
    );
    await opened().screenshot('family-table');
    await opened().page.locator('.editor-group-container.active .monaco-editor.focused').waitFor();
    await opened().page.keyboard.press('Control+Z');
    await row.waitFor({ state: 'detached' });
    await opened().page.keyboard.press('Control+Home');
    for (let attempts = 0; attempts < 50 && (await lines()).join() !== before.join(); attempts++)
      await opened().page.waitForTimeout(100);
    assert.deepEqual(await lines(), before);
  });

  test('shows a hundred papers, and more when asked, with the focus on the first of them', async () => {
    const own = { families: { everything: { label: 'Everything', terms: ['attention'] } } };
    writeFileSync(path.join(opened().folder, 'attention-notes.json'), JSON.stringify(own));
    await openFamily('Everything');
    await heading(1, 'Everything').waitFor();
    const papers = frameOf(opened())
      .getByRole('list')
      .filter({ hasNot: frameOf(opened()).locator('.bar') });
    const titles = papers.last().locator('button.link');
    await titles.nth(99).waitFor();
    assert.equal(await titles.count(), 100);
    assert.equal(await heading(2, 'Playground').count(), 0);
    await frameOf(opened())
      .getByRole('button', { name: /^Show \d+ More of \d+$/ })
      .click();
    await titles.nth(100).waitFor();
    assert.equal(await titles.nth(100).and(frameOf(opened()).locator(':focus')).count(), 1);
    await opened().screenshot('family-own');
  });

  test('follows the library without losing its place', async () => {
    const heads = { families: { everything: { label: 'All of it', terms: ['attention'] } } };
    writeFileSync(path.join(opened().folder, 'attention-notes.json'), JSON.stringify(heads));
    await heading(1, 'All of it').waitFor();
    const focused = frameOf(opened()).locator('button.link:focus');
    assert.equal(await focused.count(), 1);
    await opened().page.locator('.tab.active', { hasText: 'All of it' }).waitFor();
  });

  test('leads to a paper in the tree', async () => {
    const title = frameOf(opened()).locator('button.link:focus');
    const text = await title.innerText();
    await title.click();
    const selected = opened().page.locator(`${TREE_ROWS}.selected`, { hasText: text });
    await selected.waitFor();
    await opened().screenshot('family-revealed');
    // The next walk begins where families are in sight.
    await opened().page.keyboard.press('Home');
  });

  test('is not believed: only what a page may say is heard, and only what the library knows is used', async () => {
    await opened().openFile('reading-list.md');
    const text = async () => (await opened().editor().locator('.view-line').allInnerTexts()).sort();
    const before = await text();
    await opened().page.locator('.tab', { hasText: 'Head design' }).click();
    await heading(2, 'Playground').waitFor();
    const says = (message: unknown) => opened().page.locator('iframe.webview.ready').evaluate(forge, message);
    for (const message of [
      { type: 'insertCitation', citekey: 'x](command:workbench.action.quit)' },
      { type: 'insertCitation', citekey: ['ali2021xcit'] },
      { type: 'insertTable', mechanisms: ['# Mine', 'linear'], parameters: {} },
      { type: 'insertTable', mechanisms: ['linear'], parameters: { n: -1 } },
      { type: 'insertTable', table: '# Mine', parameters: {}, mechanisms: [] },
      { command: 'workbench.action.closeAllEditors' },
    ])
      await says(message);
    // What may be said is heard the same way, behind all the others.
    await says({ type: 'insertCitation', citekey: 'ali2021xcit' });
    await opened().page.locator('.tab.active', { hasText: 'reading-list.md' }).waitFor();
    await opened().editor().locator('.view-line', { hasText: '@ali2021xcit' }).first().waitFor();
    await opened().page.keyboard.press('Control+Z');
    for (let attempts = 0; attempts < 50 && String(await text()) !== String(before); attempts++)
      await opened().page.waitForTimeout(100);
    assert.deepEqual(await text(), before);
    await opened().page.locator('.tab', { hasText: 'All of it' }).click();
    await heading(1, 'All of it').waitFor();
  });

  test('stands there again when the window is opened anew, and says when its family is gone', async () => {
    await opened().runCommand('Developer: Reload Window');
    await opened().page.locator('.monaco-workbench').waitFor({ state: 'detached' });
    await heading(1, 'All of it').waitFor();
    assert.ok((await frameOf(opened()).locator('button.link').count()) > 100);
    rmSync(path.join(opened().folder, 'attention-notes.json'));
    await frameOf(opened()).getByText('There is no such family any more.').waitFor();
    await opened().screenshot('family-gone');
  });
});
