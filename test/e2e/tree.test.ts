import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { type VSCodeWindow, walks } from './window';

const NOTES = {
  'drop-new.md': 'First: \n\nSecond: ',
  'drop-group.md': 'See [@ali2021xcit] here',
  'drop-nothing.md': 'Nothing: ',
  'bibtex.md': 'Entries: ',
};

const TREE = '.pane-body .monaco-list[aria-label*="Papers"]';
const PAPERS = `${TREE} .monaco-list-row:not([aria-expanded])`;

walks('The papers tree', (opened) => {
  const page = () => opened().page;
  const groups = () => page().locator(`${TREE} .monaco-list-row[aria-expanded]`);
  const papers = () => page().locator(PAPERS);
  const message = (text: string) => page().locator('.pane-body .message', { hasText: text });
  const titleOf = async (row: Locator) => (await row.locator('.label-name').first().innerText()).trim();

  test('groups by year, with the present choice named, and keeps the selected paper in sight', async () => {
    await (await opened().families()).first().click();
    await page().keyboard.press('ArrowRight');
    await papers().nth(2).click();
    const title = await titleOf(papers().nth(2));
    await groupBy(opened(), 'Year', 'grouping');
    const selected = page().locator(`${PAPERS}.selected`);
    const isUnder = (level: number) =>
      selected
        .filter({ hasText: title })
        .and(page().locator(`[aria-level="${level}"]`))
        .waitFor();
    await isUnder(2);
    await opened().screenshot('tree-years');
    await goUpTo(opened(), groups().filter({ hasText: /^\s*2026/ }));
    await groupBy(opened(), 'Family');
    await isUnder(3);
    await goUpTo(opened(), groups().filter({ hasText: 'Heads and KV' }));
    await page().keyboard.press('Escape');
  });

  test('groups by venue, source and what is cited', async () => {
    for (const [grouping, first] of [
      ['Venue', /^\s*CVPR\d/],
      ['Source File', /\.txt/],
      ['Cited in This Workspace', /Not cited yet|Cited in this workspace/],
    ] as const) {
      await groupBy(opened(), grouping);
      await goUpTo(opened(), groups().filter({ hasText: first }).first());
      await opened().screenshot(`tree-${grouping.split(' ')[0]?.toLowerCase() ?? ''}`);
    }
    await groupBy(opened(), 'Family');
    await goUpTo(opened(), groups().filter({ hasText: 'Heads and KV' }));
  });

  test('sorts within groups, and remembers the grouping when the window is opened again', async () => {
    await groupBy(opened(), 'Year');
    await choose(opened(), 'Sort Papers By…', 'Oldest First');
    const first = (year: RegExp) => goUpTo(opened(), groups().first().filter({ hasText: year }));
    await first(/^\s*201/);
    await choose(opened(), 'Sort Papers By…', 'Title');
    await first(/2026/);
    await unfold(opened(), '2026');
    const titles = await papers().locator('.label-name').allInnerTexts();
    assert.ok(titles.length > 4);
    assert.deepEqual(
      titles,
      titles.toSorted((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)),
    );
    await choose(opened(), 'Sort Papers By…', 'Newest First');
    await opened().runCommand('Developer: Reload Window');
    await page().locator('.monaco-workbench').waitFor({ state: 'detached' });
    await first(/20\d\d/);
    await groupBy(opened(), 'Family');
    await goUpTo(opened(), groups().filter({ hasText: 'Heads and KV' }));
  });

  test('keeps the filter however its box is closed, in one box at a time', async () => {
    const filtered = (title: string) => papers().filter({ hasText: title }).first().waitFor();
    const all = () => groups().filter({ hasText: 'Heads and KV' }).waitFor();
    await page().locator('.pane-header, .composite.title').first().hover();
    await pressButton(opened(), 'Filter Papers…');
    await typeFilter(opened(), 'cross vit');
    await filtered('CrossViT');
    await pressButton(opened(), 'Filter Papers…');
    await waitForFilter(opened(), 'cross vit');
    await filtered('CrossViT');
    await opened().screenshot('tree-filter-again');
    // The text is selected: what is typed takes its place.
    await typeFilter(opened(), 'gaze');
    await filtered('Gaze');
    await page().keyboard.press('Escape');
    await message('gaze').waitFor();
    await filtered('Gaze');

    await opened().runCommand('Filter Papers…');
    await typeFilter(opened(), 'cross vit');
    await opened().runCommand('View: Focus into Primary Side Bar');
    await message('cross vit').waitFor();
    await filtered('CrossViT');

    await pressButton(opened(), 'Filter Papers…');
    await waitForFilter(opened(), 'cross vit');
    await pressButton(opened(), 'Clear Filter');
    await waitForFilter(opened(), '');
    await all();
    await page().locator('.quick-input-widget:visible input').first().press('Escape');
    await page().locator('.quick-input-widget').waitFor({ state: 'hidden' });
    await button(opened(), 'Clear Filter').waitFor({ state: 'detached' });
    await all();
  });

  test('begins without a filter, and without the way to clear one, when the extension host was lost', async () => {
    await opened().runCommand('Filter Papers…');
    await typeFilter(opened(), 'gaze');
    await page().keyboard.press('Enter');
    // Views show their buttons while they are pointed at.
    await button(opened(), 'Clear Filter').waitFor({ state: 'attached' });
    await page().evaluate(() => Object.assign(globalThis, { isSameWindow: true }));
    await opened().endExtensionHost();
    await goUpTo(opened(), groups().filter({ hasText: 'Heads and KV' }));
    await button(opened(), 'Clear Filter').waitFor({ state: 'detached' });
    assert.ok(await page().evaluate(() => 'isSameWindow' in globalThis));
    await opened().screenshot('tree-restarted');
  });

  test('filters while one types, shows the filter, and clears it', async () => {
    await opened().runCommand('Filter Papers…');
    await typeFilter(opened(), 'gaze');
    await page().keyboard.press('Enter');
    await papers().filter({ hasText: 'Gaze' }).first().waitFor();
    await message('gaze').waitFor();
    const top = page().locator(`${TREE} .monaco-list-row[aria-level="1"]`);
    const counts = await top.locator('.label-description').allInnerTexts();
    const shown = await papers().count();
    assert.equal(
      counts.reduce((sum, count) => sum + Number(count), 0),
      shown,
    );
    await opened().screenshot('tree-filtered');
    await pressButton(opened(), 'Clear Filter');
    await goUpTo(opened(), groups().filter({ hasText: 'Heads and KV' }));
    await button(opened(), 'Clear Filter').waitFor({ state: 'detached' });
  });

  test('says that nothing matches, with the way back', async () => {
    await opened().runCommand('Filter Papers…');
    await typeFilter(opened(), 'xyzzyx qqq');
    await page().keyboard.press('Enter');
    const welcome = page().locator('.welcome-view-content', { hasText: 'No paper matches the filter.' });
    await welcome.waitFor();
    await opened().screenshot('tree-nothing');
    await welcome.getByText('Clear Filter').click();
    await goUpTo(opened(), groups().filter({ hasText: 'Heads and KV' }));
  });

  test('drops one paper into a note, and three as one group in the order of the tree', async () => {
    await openNote(opened(), 'drop-new.md');
    await unfold(opened(), 'Heads and KV', 'Core mechanisms');
    await drag(opened(), papers().nth(1), 'First:');
    const one = opened()
      .editor()
      .locator('.view-line', { hasText: /First:\s\[@/ });
    await one.waitFor();
    const single = await textOf(one);
    assert.match(single, /^First: \[@\w+\]$/);

    // Picked from the bottom up.
    await papers().nth(3).click();
    await page().locator('.tab.active', { hasText: '.txt' }).waitFor();
    await papers()
      .nth(1)
      .click({ modifiers: ['Control'] });
    await papers()
      .nth(2)
      .click({ modifiers: ['Control'] });
    await page().locator('.tab', { hasText: 'drop-new.md' }).click();
    await opened().editor().locator('.view-line', { hasText: 'Second:' }).waitFor();
    await drag(opened(), papers().nth(3), 'Second:');
    const three = opened()
      .editor()
      .locator('.view-line', { hasText: /Second:\s\[@/ });
    await three.waitFor();
    const group = /^Second: \[(@\w+); (@\w+); (@\w+)\]$/.exec(await textOf(three));
    assert.ok(group, await textOf(three));
    assert.equal(`First: [${group[1] ?? ''}]`, single);
    await opened().screenshot('tree-dropped');
  });

  test('drops papers into the group they are dropped on', async () => {
    await openNote(opened(), 'drop-group.md');
    await unfold(opened(), 'Heads and KV', 'Core mechanisms');
    await drag(opened(), papers().nth(1), 'ali2021xcit', true);
    const line = opened().editor().locator('.view-line', { hasText: ';' });
    await line.waitFor();
    assert.match(await textOf(line), /^See \[@ali2021xcit; @\w+\] here$/);
  });

  test('drags no groups', async () => {
    await openNote(opened(), 'drop-nothing.md');
    await drag(opened(), groups().nth(1), 'Nothing:');
    await opened().typeAtEnd('end');
    assert.equal(await textOf(opened().editor().locator('.view-line').first()), 'Nothing: end');
  });

  test('copies the selected papers as BibTeX', async () => {
    await openNote(opened(), 'bibtex.md');
    await unfold(opened(), 'Heads and KV', 'Core mechanisms');
    await papers().nth(1).click({ button: 'right' });
    await page().locator('.monaco-menu').getByText('Copy as BibTeX').click({ delay: 200 });
    await opened().editor().locator('.view-line').first().click();
    const entry = opened().editor().locator('.view-line', { hasText: 'archivePrefix = {arXiv}' }).first();
    // Nothing shows when the clipboard has it.
    for (let attempts = 0; attempts < 20 && (await entry.count()) === 0; attempts++) {
      await page().keyboard.press('Control+V');
      await entry.waitFor({ timeout: 1000 }).catch(() => undefined);
    }
    await entry.waitFor();
    await opened().screenshot('tree-bibtex');
  });
});

/** Goes to the top of the tree until a row is there: the selected paper comes into sight, wherever its group is. */
async function goUpTo({ page }: VSCodeWindow, row: Locator): Promise<void> {
  for (let attempts = 0; attempts < 100 && !(await row.isVisible()); attempts++) {
    await page.locator(TREE).focus();
    await page.keyboard.press('Home');
    await page.waitForTimeout(100);
  }
  await row.waitFor();
}

const textOf = async (line: Locator) => (await line.innerText()).replace(/\s/g, ' ').trimEnd();

const button = ({ page }: VSCodeWindow, label: string) =>
  page.locator('.part.sidebar .action-label[aria-label^="' + label + '"]').first();

/** The view shows its buttons while the mouse or the focus is in it. */
async function pressButton(window: VSCodeWindow, label: string): Promise<void> {
  await window.page.locator('.part.sidebar .pane-header', { hasText: 'Papers' }).hover();
  await button(window, label).click();
}

const groupBy = (window: VSCodeWindow, label: string, picture?: string) =>
  choose(window, 'Group Papers By…', label, picture);

async function choose(window: VSCodeWindow, command: string, label: string, picture?: string): Promise<void> {
  await window.runCommand(command);
  const row = window.page.locator('.quick-input-widget .monaco-list-row', { hasText: label });
  await row.waitFor();
  const current = window.page.locator('.quick-input-widget .monaco-list-row', { hasText: 'Current' });
  assert.equal(await current.count(), 1);
  assert.match((await current.getAttribute('class')) ?? '', /\bfocused\b/);
  if (picture) await window.screenshot(`tree-${picture}`);
  await row.click();
}

async function typeFilter({ page }: VSCodeWindow, text: string): Promise<void> {
  await page.locator('.quick-input-widget:visible', { hasText: 'Filter Papers' }).waitFor();
  await page.keyboard.type(text, { delay: 30 });
}

async function waitForFilter({ page }: VSCodeWindow, text: string): Promise<void> {
  const box = page
    .locator('.quick-input-widget:visible', { hasText: 'Filter Papers' })
    .locator('input:visible');
  const value = () => box.inputValue().catch(() => undefined);
  for (const end = Date.now() + 10_000; Date.now() < end && (await value()) !== text;)
    await page.waitForTimeout(50);
  assert.equal(await value(), text);
}

/** Opens one of the notes, which are written all at once: the window may not look for new files again. */
async function openNote(window: VSCodeWindow, name: keyof typeof NOTES): Promise<void> {
  for (const [file, text] of Object.entries(NOTES)) {
    const place = path.join(window.folder, file);
    if (!existsSync(place)) writeFileSync(place, text);
  }
  await window.openFile(name);
}

/** Opens one group, and the heading it stands under, and closes all others. */
async function unfold(window: VSCodeWindow, group: string, heading?: string): Promise<void> {
  await pressButton(window, 'Collapse All');
  for (const text of heading === undefined ? [group] : [heading, group]) {
    const row = window.page.locator(`${TREE} .monaco-list-row[aria-expanded="false"]`, { hasText: text });
    await row.click();
  }
  await window.page.locator(PAPERS).first().waitFor();
}

/** Drags a row with the mouse behind, or to the inner end of, a text of the active editor. */
async function drag(window: VSCodeWindow, row: Locator, text: string, inside = false): Promise<void> {
  const { page } = window;
  const place = await window.editor().locator('.view-line span span', { hasText: text }).last().boundingBox();
  const from = await row.boundingBox();
  assert.ok(place && from);
  const [x, y] = [place.x + place.width - (inside ? 1 : -30), place.y + place.height / 2];
  await page.mouse.move(from.x + 60, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(from.x + 80, from.y + from.height / 2 + 4, { steps: 3 });
  await page.mouse.move(x, y, { steps: 8 });
  await page.mouse.up();
}
