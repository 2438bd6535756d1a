import assert from 'node:assert/strict';
import { walks } from './window';

const ROWS = '.monaco-list[aria-label*="Papers"] .monaco-list-row';
const PAPERS = `${ROWS}:not([aria-expanded])`;

walks("The papers' view", (window) => {
  test('shows families with their counts', async () => {
    const rows = await (await window().families()).allInnerTexts();
    assert.ok(rows.length >= 2, `only ${rows.length} families`);
    for (const row of rows) assert.match(row, /\p{L}[^]*\d/u);
    const headings = await window().page.locator(`${ROWS}[aria-level="1"]`).allInnerTexts();
    assert.match(headings[0] ?? '', /^\s*Core mechanisms\s*\d+/);
    await window().screenshot('families');
  });

  test('unfolds a family into its papers', async () => {
    const family = (await window().families()).first();
    await family.click();
    await window().page.keyboard.press('ArrowRight');
    const paper = window().page.locator(PAPERS);
    await paper.first().waitFor();
    assert.match(await paper.first().innerText(), /\p{L}/u);
    await window().screenshot('papers');
  });

  test('inserts a paper of the tree into the note', async () => {
    await window().openFile('reading-list.md');
    await window().typeAtEnd('Next: ');
    await window().showPapers();
    const paper = window().page.locator(PAPERS).first();
    await paper.hover();
    await paper.getByRole('button', { name: 'Insert Citation at the Cursor' }).click();
    const line = window().editor().locator('.view-line', { hasText: 'Next: [@' });
    await line.waitFor();
    assert.match((await line.innerText()).replace(/\s/g, ' '), /^Next: \[@\w+\]$/);
    await window().screenshot('inserted');
  });

  test('gives a paper to the note by the keyboard alone', async () => {
    const { page } = window();
    const press = async (...keys: readonly string[]) => {
      for (const key of keys) await page.keyboard.press(key);
    };
    await window().openFile('vision-backbones.md');
    await window().typeAtEnd('\nBy keys: ');
    await window().runCommand('Attention Notes: Focus on Papers View');
    const focused = page.locator(`${ROWS}.focused`);
    /** Presses a key until the focus is on a row of that level: one that comes while the tree is drawn anew is lost. */
    const go = async (key: string, level: number) => {
      const row = focused.and(page.locator(`[aria-level="${level}"]`));
      for (let tries = 0; tries < 5; tries++) {
        await press(key);
        const arrived = await row.waitFor({ timeout: 3000 }).then(
          () => true,
          () => false,
        );
        if (arrived) return;
      }
      await row.waitFor();
    };
    // A row is marked as focused before the tree has the keyboard.
    await page.locator('.monaco-list[aria-label*="Papers"]:focus-within').waitFor();
    await go('Home', 1);
    await go('ArrowDown', 2);
    // Opens the family, or, if it is open, goes to its first paper already.
    await press('ArrowRight');
    await page.locator(PAPERS).first().waitFor();
    await go('Home', 1);
    await go('ArrowDown', 2);
    await go('ArrowDown', 3);
    await press('Shift+F10');
    const item = page.locator('.monaco-menu .action-item', { hasText: 'Insert Citation at the Cursor' });
    await item.waitFor();
    for (let rows = 0; rows < 10 && !/focused/.test((await item.getAttribute('class')) ?? ''); rows++)
      await press('ArrowDown');
    await press('Enter');
    const line = window().editor().locator('.view-line', { hasText: 'By keys: [@' });
    await line.waitFor();
    assert.match((await line.innerText()).replace(/\s/g, ' '), /^By keys: \[@\w+\]$/);
  });

  test('comes up without any notification', async () => {
    assert.deepEqual(await window().notifications(), []);
  });
});
