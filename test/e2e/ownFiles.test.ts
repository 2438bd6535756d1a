import assert from 'node:assert/strict';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { walks } from './window';

const BIB = `@string{iclr = {International Conference on Learning Representations}}

@inproceedings{bahdanau:align,
  title     = {Neural Machine Translation by Jointly Learning to Align and Translate},
  author    = {Bahdanau, Dzmitry and Cho, Kyunghyun and Bengio, Yoshua},
  booktitle = iclr,
  year      = 2015,
  abstract  = {A decoder attends to the states of the encoder by cross-attention: an alignment model scores each of
               them, and additive attention takes their weighted sum.}
}

@inproceedings{my-crossvit,
  title        = {{CrossViT}: Cross-Attention Multi-Scale Vision Transformer for Image Classification},
  author       = {Chen, Chun-Fu (Richard) and Fan, Quanfu and Panda, Rameswar},
  booktitle    = {ICCV},
  year         = 2021,
  eprint       = {2103.14899},
  eprinttype   = {arXiv}
}

@article{gruen:survey,
  title  = {Sparse {\\'E}tudes: A Survey of Sparse Attention},
  author = {van der Gr{\\"u}n, J{\\"o}rg},
  year   = 2022
}
`;

const BROKEN = `@article{fine2020first,
  title = {Linear Attention That Is Fine},
  author = {Fine, Ada},
  year = 2020
}

@article{lost2021comma,
  title = {Attention Without a Comma}
  author = {Lost, Ben},
  year = 2021
}

@article{open2022end,
  title = {Attention Without an End,
  author = {Open, Cleo},
  year = 2022

@article{fine2023last,
  title = {Windowed Attention That Is Fine, Too},
  author = {Fine, Ada},
  year = 2023
}
`;

const NOTE = `# Alignment

It began with soft alignment [@bahdanau:align, p. 3]. Two scales meet in @my-crossvit.

`;

const TREE = '.pane-body .monaco-list[aria-label*="Papers"]';
const PAPERS = `${TREE} .monaco-list-row:not([aria-expanded])`;

walks('Own files', (opened) => {
  const page = () => opened().page;
  const at = (name: string) => path.join(opened().folder, name);
  const paper = (title: string) => page().locator(PAPERS, { hasText: title }).first();

  const filter = async (text: string) => {
    await opened().runCommand('Filter Papers…');
    await page().locator('.quick-input-widget:visible', { hasText: 'Filter Papers' }).waitFor();
    await page().keyboard.type(text, { delay: 30 });
    await page().locator('.pane-body .message', { hasText: text }).waitFor();
    await page().keyboard.press('Enter');
  };
  const clearFilter = async () => {
    await page().keyboard.press('Escape');
    const button = page().locator('.part.sidebar .action-label[aria-label^="Clear Filter"]').first();
    if ((await button.count()) > 0) await opened().runCommand('Attention Notes: Clear Filter');
  };

  setup(async () => {
    writeFileSync(at('refs.bib'), BIB);
    writeFileSync(at('own.md'), NOTE);
    await opened().openFile('own.md');
    await opened().lineWith('soft').waitFor();
  });

  teardown(async () => {
    await clearFilter();
    await opened().runCommand('View: Close All Editors');
    for (const name of ['broken.bib', 'attention-notes.json']) if (existsSync(at(name))) rmSync(at(name));
  });

  test('dropped into the folder stand in their families', async () => {
    await filter('bahdanau');
    await paper('Neural Machine Translation by Jointly').waitFor();
    const families = page().locator(`${TREE} .monaco-list-row[aria-level="2"]`);
    assert.match(await families.first().innerText(), /Cross-attention/);
    await opened().screenshot('own-tree');
  });

  test('are completed', async () => {
    await opened().typeAtEnd('See [@joint align');
    const focused = opened().suggestions().and(page().locator('.focused'));
    await focused.filter({ hasText: 'bahdanau:align' }).waitFor();
    const details = page().locator('.suggest-details-container .suggest-details');
    await opened().pressUntil('Control+Space', details);
    await page().waitForTimeout(300);
    await opened().screenshot('own-completion');
    await page().keyboard.press('Control+Space');
    await page().keyboard.press('Enter');
    await opened()
      .lineWith(/See\s\[@bahdanau:align/)
      .waitFor();
    await opened().runCommand('File: Revert File');
  });

  test('are one paper with what is shipped, and its card says whose word is what', async () => {
    await page().mouse.move(700, 860, { steps: 3 });
    const card = await opened().hover('my-crossvit', 'One paper by');
    const text = await card.innerText();
    assert.match(text, /From refs\.bib, line 12: title, authors.*from Attention Notes: abstract/);
    assert.match(
      text,
      /same arXiv id 2103\.14899: @my-crossvit \(.*\), @chen2021crossvit \(Attention Notes\)/,
    );
    await page().waitForTimeout(300);
    await opened().screenshot('own-card');
  });

  test('open at the entry of a key', async () => {
    await opened().pressOn('bahdanau:align', 'F12', page().locator('.tab.active', { hasText: 'refs.bib' }));
    await page()
      .locator('.statusbar-item', { hasText: /^Ln 3, Col/ })
      .waitFor();
    await opened().screenshot('own-definition');
  });

  test('are renamed with the notes', async () => {
    const input = page().locator('.rename-box input');
    await opened().pressOn('bahdanau:align', 'F2', input);
    assert.equal(await input.inputValue(), 'bahdanau:align');
    await input.fill('bahdanau2015neural');
    await page().keyboard.press('Enter');
    const preview = page().locator('.bulk-edit-panel');
    await preview.locator('.monaco-list-row', { hasText: 'refs.bib' }).waitFor();
    await opened().screenshot('own-rename');
    await preview.getByRole('button', { name: 'Apply' }).click();
    await opened().lineWith('@bahdanau2015neural').waitFor();
    await opened().openFile('refs.bib');
    await opened().lineWith('@inproceedings{bahdanau2015neural,').waitFor();
    await opened().runCommand('File: Save All');
  });

  test('that are broken cost only what is broken, and say where', async () => {
    writeFileSync(at('broken.bib'), BROKEN);
    await opened().runCommand('Problems: Focus on Problems View');
    const rows = page().locator('.markers-panel .monaco-list-row');
    await rows.filter({ hasText: 'A comma is missing before the field "author"' }).waitFor();
    await rows.filter({ hasText: 'The field "title" of the entry "open2022end" is not closed' }).waitFor();
    await rows.filter({ hasText: 'A comma' }).click();
    await page().locator('.tab.active', { hasText: 'broken.bib' }).waitFor();
    await opened().lineWith('lost2021comma').waitFor();
    await opened().screenshot('own-problems');
    assert.match(await rows.filter({ hasText: 'A comma' }).innerText(), /\[Ln 9, Col 3\]/);
    await page().keyboard.press('Control+J');
    await filter('author:fine');
    await paper('Linear Attention That Is Fine').waitFor();
    await paper('Windowed Attention That Is Fine, Too').waitFor();
  });

  test('that are another paper after all are told apart, and united again', async () => {
    await filter('crossvit');
    await paper('CrossViT').click({ button: 'right' });
    await page()
      .locator('.monaco-menu .action-item', { hasText: 'These Are Different Papers…' })
      .click({ delay: 200 });
    const rows = page().locator('.quick-input-widget:visible .monaco-list-row');
    await rows.filter({ hasText: 'my-crossvit' }).waitFor();
    await opened().screenshot('own-split');
    await rows.filter({ hasText: 'my-crossvit' }).click();
    await page().locator(PAPERS, { hasText: 'CrossViT' }).nth(1).waitFor();
    await opened().screenshot('own-split-done');
    rmSync(at('attention-notes.json'));
    await page().locator(PAPERS, { hasText: 'CrossViT' }).nth(1).waitFor({ state: 'detached' });
  });
});
