import assert from 'node:assert/strict';
import { walks } from './window';

walks('Citation completion', (window) => {
  test('two words after [@ find the paper, and Enter writes its key', async () => {
    await window().openFile('vision-backbones.md');
    await window().typeAtEnd('\nSee [@cross vit');
    await window().suggestions().filter({ hasText: 'chen2021crossvit' }).first().waitFor();
    await window().screenshot('completion');
    await window().page.keyboard.press('Enter');
    const line = window().editor().locator('.view-line', { hasText: 'See [@chen2021crossvit' });
    await line.waitFor();
    assert.match((await line.innerText()).replace(/\s/g, ' '), /^See \[@chen2021crossvit\]?$/);
  });
});
