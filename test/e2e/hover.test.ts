import assert from 'node:assert/strict';
import { walks } from './window';

walks('Hover cards', (window) => {
  test('a citation shows the card of its paper', async () => {
    await window().openFile('efficient-attention.md');
    const card = await window().hover('hassani2022dilated', 'Dilated Neighborhood Attention');
    assert.match(await card.innerText(), /Hassani, Shi[^]*@hassani2022dilated[^]*arXiv/);
    await window().screenshot('hover');
  });
});
