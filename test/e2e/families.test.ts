import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { type VSCodeWindow, walks } from './window';

const TREE = '.pane-body .monaco-list[aria-label*="Papers"]';
const PAPERS = `${TREE} .monaco-list-row:not([aria-expanded])`;

walks('Mechanism families', (opened) => {
  const page = () => opened().page;
  const row = (text: string) => page().locator(`${TREE} .monaco-list-row`, { hasText: text }).first();
  const decisions = () => path.join(opened().folder, 'attention-notes.json');

  teardown(() => rmSync(decisions(), { force: true }));

  test('a family of the tree shows its card with its picture', async () => {
    const card = await tooltip(opened(), row('Linear and low-rank'), 'Linear and low-rank attention');
    const text = await card.innerText();
    assert.match(text, /Time O\(.+memory O\(/);
    assert.match(text, /\d+ papers/);
    await waitForPicture(card);
    await opened().screenshot('family-card');
  });

  test('a paper of the tree says why it stands there', async () => {
    await unfold(opened(), 'Linear and low-rank');
    const card = await tooltip(opened(), page().locator(PAPERS).nth(1), 'Why here?');
    assert.match(await card.innerText(), /Why here\? (Title|Abstract): “.+”/);
    await opened().screenshot('family-why');
  });

  test("a mechanism's name in a note shows what it is", async () => {
    await opened().openFile('efficient-attention.md');
    const card = await opened().hover('linear attention maps', 'Linear attention', 16);
    const text = await card.innerText();
    assert.match(text, /Time [^]*memory/);
    await waitForPicture(card);
    await opened().screenshot('family-hover');
    await page().mouse.move(5, 5);
  });

  test('a paper is moved to another family, and the tree and its card say so', async () => {
    await unfold(opened(), 'Heads and KV sharing');
    const paper = page().locator(PAPERS).first();
    const title = (await paper.locator('.label-name').first().innerText()).trim();
    await paper.click({ button: 'right' });
    const item = page().locator('.monaco-menu .action-item', { hasText: 'Move to Family…' });
    await item.click({ delay: 200 });
    const pick = page().locator('.quick-input-widget:visible');
    await pick.filter({ hasText: 'Core mechanisms' }).waitFor();
    await opened().screenshot('family-move');
    await page().keyboard.type('theory');
    await pick.locator('.monaco-list-row.focused', { hasText: 'Theory of attention' }).waitFor();
    await page().keyboard.press('Enter');
    const moved = page().locator(`${PAPERS}.selected`, { hasText: title.slice(0, 30) });
    await moved.waitFor();
    assert.match(readFileSync(decisions(), 'utf8'), /"\w+": \{ "family": "theory" \}/);
    const card = await tooltip(opened(), moved, 'You moved it');
    assert.match(await card.innerText(), /Theory of attention, where you moved it \(computed: Head design/);
    await opened().screenshot('family-moved');
  });

  test('a family of one’s own is made on the way', async () => {
    await unfold(opened(), 'Heads and KV sharing');
    await page().locator(PAPERS).first().click({ button: 'right' });
    await page().locator('.monaco-menu .action-item', { hasText: 'Move to Family…' }).click({ delay: 200 });
    const pick = page().locator('.quick-input-widget:visible');
    await pick.filter({ hasText: 'Core mechanisms' }).waitFor();
    await page().keyboard.type('New Family');
    await pick.locator('.monaco-list-row.focused', { hasText: 'New Family…' }).waitFor();
    await page().keyboard.press('Enter');
    await pick.filter({ hasText: 'Name of the family' }).waitFor();
    await page().keyboard.type('Talking heads');
    await page().keyboard.press('Enter');
    await pick.filter({ hasText: '2/3' }).waitFor();
    await page().keyboard.press('Enter');
    await pick.filter({ hasText: '3/3' }).waitFor();
    await page().keyboard.press('Enter');
    await row('Talking heads').waitFor();
    assert.ok(existsSync(decisions()));
    assert.match(
      readFileSync(decisions(), 'utf8'),
      /"talking-heads": \{ "label": "Talking heads", "group": "core" \}/,
    );
    await opened().screenshot('family-own');
  });
});

/** Opens a family and closes all others. */
async function unfold(window: VSCodeWindow, family: string): Promise<void> {
  const { page } = window;
  const header = page.locator('.part.sidebar .pane-header', { hasText: 'Papers' });
  await header.hover();
  await header.locator('.action-label[aria-label^="Collapse All"]').click();
  const closed = page.locator(`${TREE} .monaco-list-row[aria-level="1"][aria-expanded="false"]`);
  for (const heading of ['Core mechanisms', 'Efficiency']) await closed.filter({ hasText: heading }).click();
  await page.locator(`${TREE} .monaco-list-row[aria-level="2"]`, { hasText: family }).click();
  await page.locator(PAPERS).first().waitFor();
}

/** The tooltip of a row, once it shows a text. */
async function tooltip({ page }: VSCodeWindow, row: Locator, text: string): Promise<Locator> {
  const card = page.locator('.monaco-hover:visible, .workbench-hover:visible', { hasText: text }).first();
  for (let attempts = 0; attempts < 10; attempts++) {
    await page.mouse.move(700, 500);
    const box = await row.boundingBox();
    assert.ok(box);
    await page.mouse.move(box.x + 90, box.y + box.height / 2, { steps: 4 });
    const shown = await card.waitFor({ timeout: 3000 }).then(
      () => true,
      () => false,
    );
    if (shown) return card;
  }
  throw new Error(`No tooltip shows "${text}"`);
}

async function waitForPicture(card: Locator): Promise<void> {
  const image = card.locator('img').first();
  for (let attempts = 0; attempts < 50; attempts++) {
    const width = await image.evaluate((element) => (element as { naturalWidth?: number }).naturalWidth ?? 0);
    if (width > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('The picture is not shown');
}
