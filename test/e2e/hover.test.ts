import assert from 'node:assert/strict';
import { THEMES, VSCodeWindow } from './window';

for (const theme of THEMES) {
  suite(`Hover cards, ${theme.name}`, () => {
    let window: VSCodeWindow;

    suiteSetup(async () => {
      window = await VSCodeWindow.open(theme);
    });

    suiteTeardown(() => window.close());

    setup(() => window.showPapers());

    teardown(async function () {
      if (this.currentTest?.state === 'failed') await window.screenshot('failure');
    });

    test('a citation shows the card of its paper', async () => {
      await window.openFile('efficient-attention.md');
      const card = await window.hover('hassani2022dilated', 'Dilated Neighborhood Attention');
      assert.match(await card.innerText(), /Hassani, Shi[^]*@hassani2022dilated[^]*arXiv/);
      await window.screenshot('hover');
    });
  });
}
