import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { walks } from './window';

const NOTE = `# Draft

Windows cross at two scales [@chen2021crossvt, p. 3], and channels attend to each other [@ali2021xcit, @ding2022davit].
The mixers compare in one frame [@hu2022demystify; @hu2022demystify]. Nobody wrote [@nobody1999nothing].

Write @media and me@nobody1999.org as you like; \`[@ code]\` too.

Heads can go [@michel2019sixteen] [@ali2021xcit].
`;

walks('Checks', (window) => {
  setup(async () => {
    await writeFile(path.join(window().folder, 'draft.md'), NOTE);
    await window().openFile('draft.md');
  });

  teardown(async () => {
    await window().page.keyboard.press('Escape');
    await window().runCommand('File: Revert File');
  });

  const squiggles = (kind: string) => window().editor().locator(`.squiggly-${kind}`);
  const menu = () => window().page.locator('.action-widget:visible .monaco-list-row');

  const goTo = async (line: number, column: number) => {
    await window().page.keyboard.press('Control+G');
    await window()
      .page.locator('.quick-input-widget:visible .quick-input-box input')
      .fill(`:${line}:${column}`);
    await window().page.keyboard.press('Enter');
    await window()
      .page.locator('.statusbar', { hasText: `Ln ${line}, Col ${column}` })
      .waitFor();
  };
  const lineWith = (text: string) => window().editor().locator('.view-line', { hasText: text });

  test('a mistaken key is marked, and its quick fix writes the one that was meant', async () => {
    await squiggles('warning').nth(2).waitFor();
    assert.equal(await squiggles('info').count(), 1);
    await goTo(3, 35);
    await window().page.keyboard.press('Control+.');
    await menu().filter({ hasText: 'Replace with chen2021crossvit — CrossViT' }).waitFor();
    await window().screenshot('checks-quick-fix');
    await window().page.keyboard.press('Enter');
    await lineWith('[@chen2021crossvit, p. 3]').first().waitFor();
  });

  test('the Problems panel lists what is wrong, and says what may be meant', async () => {
    await squiggles('warning').nth(2).waitFor();
    await window().runCommand('Problems: Focus on Problems View');
    const rows = window().page.locator('.markers-panel .monaco-list-row');
    await rows.filter({ hasText: 'Did you mean "chen2021crossvit"?' }).first().waitFor();
    await rows.filter({ hasText: 'Separate citations with semicolons' }).waitFor();
    assert.equal(await rows.filter({ hasText: 'media' }).count(), 0);
    await window().screenshot('checks-problems');
    await window().page.keyboard.press('Control+J');
  });

  test('the card of a key that no paper has says what may be meant', async () => {
    const card = await window().hover('@chen2021crossvt', 'Multi-Scale Vision Transformer');
    assert.match(await card.innerText(), /No paper of the library has[^]*@chen2021crossvit — CrossViT/);
    await window().screenshot('checks-hover');
  });

  test('a page is added where the cursor then stands, and groups side by side become one', async () => {
    await goTo(8, 20);
    await window().page.keyboard.press('Control+.');
    await menu().filter({ hasText: 'Merge adjacent citations' }).waitFor();
    await window().screenshot('checks-refactor');
    await menu().filter({ hasText: 'Add a page to michel2019sixteen' }).click();
    await window().page.keyboard.type('7');
    await lineWith('[@michel2019sixteen, p. 7]').first().waitFor();
    await window().page.keyboard.press('Control+.');
    await menu().filter({ hasText: 'Merge adjacent citations' }).click();
    await lineWith('[@michel2019sixteen, p. 7; @ali2021xcit]').first().waitFor();
  });
});
