import assert from 'node:assert/strict';
import { walks } from './window';

walks('Hover cards', (window) => {
  setup(() => window().openFile('efficient-attention.md'));

  test('a citation shows the card of its paper', async () => {
    // The mouse rests on the view's icon, whose tooltip is no part of the picture.
    const { page } = window();
    await page.mouse.move(700, 860, { steps: 3 });
    await page
      .locator('.monaco-hover:visible', { hasText: /^Attention Notes$/ })
      .waitFor({ state: 'hidden' });
    const card = await window().hover('hassani2022dilated', 'Dilated Neighborhood Attention');
    assert.match(await card.innerText(), /Hassani, Shi[^]*@hassani2022dilated[^]*arXiv/);
    assert.match(await card.innerText(), /Cited in efficient-attention\.md \(line 12\)/);
    // It fades in.
    await page.waitForTimeout(300);
    await window().screenshot('hover');
  });

  test('the second item of a group shows its own', async () => {
    const card = await window().hover('vaswani2021scaling', 'Scaling Local Self-Attention');
    const text = await card.innerText();
    assert.match(text, /@vaswani2021scaling/);
    // Not the first item's: that may be among the related papers, with what both are about behind its key.
    assert.doesNotMatch(text, /@hassani2022dilated$/m);
    await window().screenshot('hover-second');
  });

  test('the brackets of a group show all its papers, in short', async () => {
    await window().openFile('reading-list.md');
    const card = await window().hover('[@tian2023scan', 'Scan and Snap', 1);
    const text = await card.innerText();
    assert.match(text, /Scan and Snap[^]*@tian2023scan[^]*Trained Transformers[^]*@zhang2024trained/);
    await window().screenshot('hover-group');
  });
});
