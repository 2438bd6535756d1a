import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ERROR_PAGE, arxivFeed, crossrefAnswer, crossrefList } from '../support/onlineAnswers';
import { type StubServer, stubServer } from '../support/stubServer';
import { walks } from './window';

const PAPER = {
  arxiv: '2001.01234',
  title: 'Sparse Heads Attend to Little',
  authors: ['Ada Lovelace', 'Emmy Noether'],
  date: '2020-01-31',
};
const PUBLISHED = { ...PAPER, doi: '10.5555/sparse.1', journal: 'Proceedings of Tests' };
const WIDE = {
  arxiv: '2001.05678',
  title: 'Wide Heads See Far',
  authors: ['Ada Lovelace'],
  date: '2020-02-02',
};
const BARE = `@misc{bare:sparse,
  title = {Sparse Heads Attend to Little},
  year = {2020}
}

@misc{bare:wide,
  title = {Wide Heads See Far}
}
`;

let server: StubServer;

/** arXiv knows the paper, Crossref too, and one DOI finds it ill. */
function answer(address: string) {
  if (address.startsWith('/arxiv')) return arxivFeed(address.includes('id_list') ? [PAPER] : [PAPER, WIDE]);
  if (address.includes('10.5555/ill')) return { status: 500, text: ERROR_PAGE };
  return address.includes('/works/') ? crossrefAnswer(PUBLISHED) : crossrefList([PUBLISHED]);
}

walks(
  'Papers from elsewhere',
  (opened) => {
    const page = () => opened().page;
    const at = (name: string) => path.join(opened().folder, name);

    setup(async () => {
      writeFileSync(at('new.md'), '# New\n\nHeads: \n');
      await opened().openFile('new.md');
      await opened().lineWith('Heads:').waitFor();
    });

    teardown(async () => {
      await page().keyboard.press('Escape');
      await opened().runCommand('Notifications: Clear All Notifications');
      await opened().runCommand('File: Revert File');
      await opened().runCommand('View: Close All Editors');
      for (const name of ['references.bib', 'bare.bib', 'attention-notes.json'])
        if (existsSync(at(name))) rmSync(at(name));
    });

    suiteTeardown(() => server.close());

    /** Asks for a paper in the box. */
    const ask = async (text: string) => {
      await opened().runCommand('Attention Notes: Add Paper by arXiv Id, DOI or Link…');
      await opened().quickPick().filter({ hasText: 'Add Paper' }).waitFor();
      await opened().quickPick().locator('input').first().fill(text);
    };

    test('an arXiv id is looked up, written into a BibTeX file and cited', async () => {
      await opened().clickOn('Heads:');
      await page().keyboard.press('End');
      await ask('attention is all');
      await opened().quickPick().filter({ hasText: 'There is no arXiv id and no DOI in this.' }).waitFor();
      await opened().screenshot('online-box');
      await opened().quickPick().locator('input').first().fill('https://arxiv.org/abs/2001.01234v1');
      await page().keyboard.press('Enter');
      await opened().pickRows().filter({ hasText: 'references.bib' }).waitFor();
      await opened().screenshot('online-file');
      await page().keyboard.press('Enter');
      await opened().toast('Added: Sparse Heads Attend to Little').waitFor();
      await opened().screenshot('online-added');
      assert.match(readFileSync(at('references.bib'), 'utf8'), /@\w+\{lovelace2020sparse,[^]*2001\.01234/);
      await opened().toast('Added:').getByRole('button', { name: 'Insert Citation' }).click();
      await opened()
        .lineWith(/Heads:\s\[@lovelace2020sparse\]/)
        .waitFor();
    });

    test('a service that is ill adds nothing, and it is said', async () => {
      await ask('10.5555/ill');
      await page().keyboard.press('Enter');
      await opened()
        .toast(/Crossref answered with error 500\. Nothing was added\./)
        .waitFor();
      await opened().screenshot('online-error');
    });

    test('papers without authors are completed by what is chosen', async () => {
      writeFileSync(at('bare.bib'), BARE);
      await opened().typeAtEnd('See @bare:wide.');
      const card = await opened().hover('bare:wide', 'Wide Heads See Far');
      await opened().screenshot('online-card');
      assert.match(await card.innerText(), /Complete…/);
      await opened().runCommand('Attention Notes: Complete Papers…');
      await opened().pickRows().filter({ hasText: 'little but the title agrees' }).waitFor();
      await opened().screenshot('online-complete');
      await page().keyboard.press('Enter');
      await opened().toast('1 paper was completed.').waitFor();
      await opened().screenshot('online-completed');
      assert.match(readFileSync(at('attention-notes.json'), 'utf8'), /"bare:sparse"[^]*Lovelace/);
    });

    test('the link of a paper that is pasted becomes a citation when that is chosen', async () => {
      await opened().typeAtEnd('https://arxiv.org/abs/2103.14899');
      await page().keyboard.press('Shift+Home');
      await page().keyboard.press('Control+X');
      await page().keyboard.type('Scales: ');
      const paste = page().locator('.post-edit-widget');
      await opened().pressUntil('Control+V', paste);
      await opened()
        .lineWith(/Scales:\shttps:/)
        .waitFor();
      await paste.click();
      const menu = page().locator('.action-widget:visible .monaco-list-row');
      await menu.filter({ hasText: 'Paste as Citation' }).waitFor();
      await opened().screenshot('online-paste');
      await menu.filter({ hasText: 'Paste as Citation' }).click();
      await opened()
        .lineWith(/Scales:\s\[@chen2021crossvit\]/)
        .waitFor();
    });
  },
  async () => {
    server = await stubServer(answer);
    const { address } = server;
    return {
      'attentionNotes.online.arxiv': `${address}/arxiv`,
      'attentionNotes.online.crossref': `${address}/crossref`,
    };
  },
);
