import assert from 'node:assert/strict';
import { walks } from './window';

const VIEW = '.monaco-list[aria-label*="Citations"] .monaco-list-row';

walks('The citations of a note', (window) => {
  test('are counted above it, and listed in the order of citation', async () => {
    const { page } = window();
    await window().openFile('efficient-attention.md');
    const lens = window()
      .editor()
      .locator('.codelens-decoration a', { hasText: /Cites \d+ papers in \d+ families/ });
    await lens.waitFor();
    await window().screenshot('lens');
    await lens.click();
    const rows = page.locator(VIEW);
    await rows.first().waitFor();
    const titles = await rows.allInnerTexts();
    assert.match(titles[0] ?? '', /Efficient Content-Based Sparse Attention with Routing Transformers/);
    assert.match(titles[1] ?? '', /Dilated Neighborhood Attention Transformer/);
    await rows.nth(1).click();
    await page.keyboard.press('ArrowRight');
    const place = page.locator(`${VIEW}[aria-level="2"]`).first();
    await place.waitFor();
    assert.match(await place.innerText(), /@hassani2022dilated/);
    await window().screenshot('citations-of-note');
    await place.click();
    await page.locator('.statusbar-item', { hasText: /^Ln 12, Col/ }).waitFor();
  });

  test('of one paper are listed by note, with their lines', async () => {
    const { page } = window();
    await window().openFile('efficient-attention.md');
    const rows = page.locator(VIEW);
    const row = rows.filter({ hasText: 'Efficient Content-Based' }).first();
    await row.hover();
    await row.getByRole('button', { name: 'Show Where It Is Cited' }).click();
    await rows.filter({ hasText: 'efficient-attention.md' }).first().waitFor();
    await rows.filter({ hasText: '@roy2021efficient' }).nth(1).waitFor();
    await window().screenshot('citations-of-paper');
    await page.getByRole('button', { name: 'Show What This Note Cites' }).click();
    await rows.filter({ hasText: 'Dilated Neighborhood' }).first().waitFor();
  });
});
