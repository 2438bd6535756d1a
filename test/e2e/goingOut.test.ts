import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { walks } from './window';

const NOTE = `# Windows

See [@ali2021xcit, p. 3; @chen2021crossvit] and [@nobody2020never].

::: {#refs}
:::

Last words.
`;
const KEPT = '% by hand\n@misc{mine, title = {Mine}}\n';

const TREE = '.pane-body .monaco-list[aria-label*="Papers"]';
const PAPERS = `${TREE} .monaco-list-row:not([aria-expanded])`;

walks('What goes out', (opened) => {
  const page = () => opened().page;
  const at = (name: string) => path.join(opened().folder, name);

  setup(async () => {
    // All at once: the window may not look for new files again.
    for (const [name, text] of Object.entries({ 'out.md': NOTE, 'paste.md': '\n' }))
      writeFileSync(at(name), text);
    await opened().openFile('out.md');
    await opened().lineWith('See').waitFor();
  });

  teardown(async () => {
    await page().keyboard.press('Escape');
    await opened().runCommand('Notifications: Clear All Notifications');
    await opened().runCommand('File: Revert File');
    await opened().runCommand('View: Close All Editors');
    if (existsSync(at('cited.bib'))) rmSync(at('cited.bib'));
  });

  /** Pastes what was copied into an empty note until a line shows. */
  const pasted = async (line: RegExp) => {
    await opened().openFile('paste.md');
    for (let tries = 0; tries < 20 && (await opened().lineWith(line).count()) === 0; tries++) {
      await opened().editor().locator('.view-line').first().click();
      await page().keyboard.press('Control+A');
      await page().keyboard.press('Control+V');
      await opened()
        .lineWith(line)
        .waitFor({ timeout: 1000 })
        .catch(() => undefined);
    }
    await opened().lineWith(line).waitFor();
  };

  test('copies a paper from its card in the form that is chosen', async () => {
    const card = await opened().hover('ali2021xcit', 'Cross-Covariance');
    await card.getByText('Copy as…').click();
    await opened().pickRows().filter({ hasText: 'Formatted Reference' }).waitFor();
    await opened().screenshot('out-copy');
    await opened().pickRows().filter({ hasText: 'BibLaTeX' }).click();
    await pasted(/@inproceedings\{ali2021xcit,/);
  });

  test('copies a paper of the tree as a reference', async () => {
    const families = page().locator(`${TREE} .monaco-list-row[aria-level="2"]`);
    if ((await page().locator(PAPERS).count()) === 0) await families.first().click();
    const paper = page().locator(PAPERS).nth(1);
    await paper.waitFor();
    await paper.click({ button: 'right' });
    await page().locator('.monaco-menu .action-item', { hasText: 'Copy as…' }).waitFor();
    // It fades in.
    await page().waitForTimeout(300);
    await opened().screenshot('out-menu');
    await page().locator('.monaco-menu .action-item', { hasText: 'Copy as…' }).click({ delay: 200 });
    await opened().pickRows().filter({ hasText: 'Formatted Reference' }).click();
    // Long lines are wrapped anywhere.
    await pasted(/“/);
    await opened().screenshot('out-reference');
  });

  test('exports what a note cites, and shows first what a file would lose', async () => {
    writeFileSync(at('cited.bib'), KEPT);
    await opened().runCommand('Attention Notes: Export Cited Papers…');
    await opened().pickRows().filter({ hasText: 'out.md' }).waitFor();
    await opened().screenshot('out-scopes');
    await opened().pickRows().filter({ hasText: 'out.md' }).click();
    const box = opened().quickPick().locator('input').first();
    // The dialog goes to its folder first.
    for (let tries = 0; tries < 100 && !(await box.inputValue()).endsWith('references.bib'); tries++)
      await page().waitForTimeout(100);
    await opened().screenshot('out-file');
    await box.fill(at('cited.bib'));
    await page().keyboard.press('Enter');
    // It asks by itself whether the file may be overwritten.
    await opened().quickPick().filter({ hasText: 'already exists' }).waitFor();
    await page().keyboard.press('Enter');
    await page().locator('.tab.active', { hasText: 'What Is Cited' }).waitFor();
    await opened().pickRows().filter({ hasText: 'Replace' }).waitFor();
    await opened().screenshot('out-difference');
    assert.equal(readFileSync(at('cited.bib'), 'utf8'), KEPT);
    await opened().pickRows().filter({ hasText: 'Replace' }).click();
    await opened()
      .toast(/Exported 2 papers to cited\.bib.*@nobody2020never/)
      .waitFor();
    await opened().screenshot('out-exported');
    assert.match(readFileSync(at('cited.bib'), 'utf8'), /ali2021xcit[^]*chen2021crossvit/);
    await opened().toast('Exported').getByRole('button', { name: 'Open File' }).click();
    await page().locator('.tab.active', { hasText: 'cited.bib' }).waitFor();
    await page().keyboard.press('Control+Z');
    await opened().lineWith('by hand').waitFor();
  });

  test('lists the references in the note, brings them up to date, and takes them back', async () => {
    await opened().runCommand('Attention Notes: Insert or Update References');
    await opened()
      .lineWith(/Ali,\sAlaaeldin/)
      .waitFor();
    await opened()
      .toast(/The references list 2 papers.*@nobody2020never/)
      .waitFor();
    await opened().screenshot('out-references');
    await opened().clickOn('Windows');
    await page().keyboard.press('Control+Z');
    await opened()
      .lineWith(/Ali,\sAlaaeldin/)
      .waitFor({ state: 'detached' });
    assert.match(await opened().editor().innerText(), /Last\swords/);
  });
});
