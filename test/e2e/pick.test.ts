import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { readCslJson } from '../../src/core/cslJson';
import { Library } from '../../src/core/library';
import { readListing } from '../../src/core/listing';
import { readNote } from '../../src/core/note';
import type { Paper } from '../../src/core/paper';
import { Concepts } from '../../src/core/search/concepts';
import { FullTextIndex } from '../../src/core/search/fullText';
import { Meanings } from '../../src/core/search/meaning';
import { SuggestIndex } from '../../src/core/search/suggest';
import { attentionConcepts } from '../../src/core/search/thesaurus';
import { type VSCodeWindow, walks } from './window';

const PICK = '.quick-input-widget:visible';
/** Rows that are drawn for certain. */
const SEEN = 7;

function finish<T>(steps: Generator<unknown, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** The papers of the seeds, read as the extension reads them. */
function seedPapers(): readonly Paper[] {
  const library = new Library();
  for (const name of readdirSync('seeds').sort()) {
    const read = name.endsWith('.json') ? readCslJson : readListing;
    const { records } = finish(read(name, readFileSync(`seeds/${name}`, 'utf8')));
    library.putRecords(name, 'seed', records);
  }
  finish(library.update());
  return library.papers;
}

/** The keys in the first rows of the pick, top to bottom. */
async function keysShown(window: VSCodeWindow, rows: number): Promise<string[]> {
  const texts = Array.from({ length: rows }, (_, index) =>
    window.page.locator(`${PICK} .monaco-list-row[data-index="${index}"]`).allInnerTexts(),
  );
  return (await Promise.all(texts)).map((text) => /@(\S+)/.exec(text.join())?.[1] ?? text.join());
}

/** Waits until the first rows are these; what notes cite may be learnt after a list was asked for: then `ask` again. */
async function waitForKeys(
  window: VSCodeWindow,
  expected: readonly string[],
  ask?: () => Promise<void>,
): Promise<void> {
  const shown = () => keysShown(window, expected.length);
  for (let attempts = 0; attempts < 100; attempts++) {
    if (attempts % 20 === 0) await ask?.();
    if ((await shown()).join() === expected.join()) return;
    await window.page.waitForTimeout(50);
  }
  assert.deepEqual(await shown(), expected);
}

/** The keys that notes cite. */
function citedIn(...files: readonly string[]): Set<string> {
  const citations = files.flatMap((file) => readNote(readFileSync(file, 'utf8')).citations);
  return new Set(citations.flatMap(({ items }) => items.map(({ citekey }) => citekey)));
}

const title = (window: VSCodeWindow) => window.page.locator(`${PICK} .quick-input-title`);

walks('Picking citations', (window) => {
  const papers = seedPapers();
  const heads = new SuggestIndex();
  heads.put(papers);
  const fullText = new FullTextIndex(new Meanings(new Concepts(attentionConcepts)));
  finish(fullText.put(papers));

  const open = async (note: string, text: string) => {
    await window().openFile(note);
    await window().typeAtEnd(text);
    await window().page.keyboard.press('Control+K');
    await window().page.keyboard.press('Control+G');
    await title(window()).filter({ hasText: 'Insert Citation' }).waitFor();
  };

  teardown(async () => {
    await window().page.keyboard.press('Escape');
    await window().page.locator(PICK).waitFor({ state: 'hidden' });
    await window().runCommand('File: Revert File');
  });

  test('two papers by the keyboard alone become one group, and Backspace takes one away', async () => {
    const { keyboard } = window().page;
    await open('reading-list.md', '\nPicked: ');
    await keyboard.type('cross vit');
    await waitForKeys(window(), ['chen2021crossvit']);
    await window().screenshot('pick-typed');
    await keyboard.press('Enter');
    await title(window()).filter({ hasText: '[@chen2021crossvit]' }).waitFor();
    await keyboard.type('agent attention');
    await waitForKeys(window(), ['han2024agent']);
    await keyboard.press('Enter');
    await title(window()).filter({ hasText: '[@chen2021crossvit; @han2024agent]' }).waitFor();
    await keyboard.type('xcit');
    await waitForKeys(window(), ['ali2021xcit']);
    await keyboard.press('Enter');
    await title(window()).filter({ hasText: '@han2024agent; @ali2021xcit]' }).waitFor();
    await window().screenshot('pick-group');
    await keyboard.press('Backspace');
    await title(window())
      .filter({ hasText: /^\[@chen2021crossvit; @han2024agent\]$/ })
      .waitFor();
    await keyboard.press('Enter');
    const line = window().editor().locator('.view-line', { hasText: 'Picked:' });
    await line.filter({ hasText: '[@chen2021crossvit; @han2024agent]' }).waitFor();
    await window().screenshot('pick-inserted');
  });

  test('inside a group, only items are added; the button of the title takes a paper back', async () => {
    const { page } = window();
    await open('efficient-attention.md', '\nInside: [@lu2025moba');
    await page.keyboard.type('xcit');
    await waitForKeys(window(), ['ali2021xcit']);
    await page.keyboard.press('Enter');
    await title(window()).filter({ hasText: '[@ali2021xcit]' }).waitFor();
    await page.keyboard.type('cross vit');
    await waitForKeys(window(), ['chen2021crossvit']);
    await page.keyboard.press('Enter');
    await title(window()).filter({ hasText: '[@ali2021xcit; @chen2021crossvit]' }).waitFor();
    await page.locator(`${PICK} .action-label[aria-label^="Take Back"]`).click();
    await title(window())
      .filter({ hasText: /^\[@ali2021xcit\]$/ })
      .waitFor();
    await page.keyboard.press('Enter');
    const line = window().editor().locator('.view-line', { hasText: 'Inside:' });
    await line.filter({ hasText: 'Inside: [@lu2025moba; @ali2021xcit]' }).waitFor();
  });

  test('Escape inserts nothing, and Backspace in a typed text takes a letter', async () => {
    const { page } = window();
    await open('reading-list.md', '\nNothing: ');
    await page.keyboard.press('Enter');
    await title(window()).filter({ hasText: '[@' }).waitFor();
    const group = await title(window()).innerText();
    await page.keyboard.type('xcitt');
    await page.keyboard.press('Backspace');
    const value = () => page.locator(`${PICK} .quick-input-box input`).inputValue();
    for (const end = Date.now() + 5000; Date.now() < end && (await value()) !== 'xcit';)
      await page.waitForTimeout(50);
    assert.equal(await value(), 'xcit');
    assert.equal(await title(window()).innerText(), group);
    await page.keyboard.press('Escape');
    await page.locator(PICK).waitFor({ state: 'hidden' });
    const line = window().editor().locator('.view-line', { hasText: 'Nothing:' });
    assert.equal((await line.innerText()).trim(), 'Nothing:');
    await page.keyboard.type('x');
    await line.filter({ hasText: /x\s*$/ }).waitFor();
    await page.keyboard.press('Backspace');
    await line.filter({ hasText: /:\s*$/ }).waitFor();
  });

  test('Backspace deletes in every other input when the extension host was lost with a paper picked', async () => {
    const { page } = window();
    await open('reading-list.md', '');
    await page.keyboard.press('Enter');
    await title(window()).filter({ hasText: '[@' }).waitFor();
    await window().endExtensionHost();
    const input = page.locator(`${PICK} .quick-input-box input`);
    let left: string | undefined;
    // Until the extension runs again, the key may still be bound.
    for (let attempts = 0; attempts < 40 && left !== ''; attempts++) {
      await page.waitForTimeout(250);
      await page.keyboard.press('F1');
      await page.locator(`${PICK} .monaco-list-row`).first().waitFor();
      await page.keyboard.press('Backspace');
      left = await input.inputValue();
    }
    assert.equal(left, '');
  });

  test('rows stand in the order of completion, whatever their titles begin with', async () => {
    const { page, folder } = window();
    await open('vision-backbones.md', '');
    const citedInNote = citedIn(`${folder}/vision-backbones.md`);
    const notes = readdirSync(folder).filter((name) => name.endsWith('.md'));
    const citedInWorkspace = citedIn(...notes.map((name) => `${folder}/${name}`));
    /** Where VS Code would put a row whose label is the title. */
    const byLabel = (typed: string) => (key: string) => {
      const title = papers.find(({ citekey }) => citekey === key)?.title.toLowerCase() ?? '';
      return title.startsWith(typed) ? 0 : title.includes(typed) ? 1 : 2;
    };
    let otherwise = 0;
    for (const typed of [
      '',
      'attention',
      'linear',
      'lear',
      'vision transformer',
      'transfor',
      'zhang 2024',
      'e',
    ]) {
      const all = heads
        .suggest(typed, { limit: 50, citedInNote, citedInWorkspace })
        .map(({ citekey }) => citekey);
      const place = byLabel(typed);
      const sorted = [...all].sort((a, b) => place(a) - place(b));
      if (sorted.slice(0, SEEN).join() !== all.slice(0, SEEN).join()) otherwise++;
      const input = page.locator(`${PICK} .quick-input-box input`);
      await waitForKeys(window(), all.slice(0, SEEN), async () => {
        await input.fill('xyzzy');
        await input.fill(typed);
      });
    }
    assert.ok(otherwise >= 3, `sorting by titles would change the order for ${otherwise} texts only`);
    await page.locator(`${PICK} .quick-input-box input`).fill('xyzzy');
    await page.locator(`${PICK} .monaco-list-row`, { hasText: 'No paper is found for "xyzzy".' }).waitFor();
    await window().screenshot('pick-none');
  });

  test('papers are found by full text, best first, shown on Enter and inserted by their button', async () => {
    const { page } = window();
    await window().openFile('reading-list.md');
    await window().typeAtEnd('\nFound: ');
    const find = async () => {
      await page.keyboard.press('Control+K');
      await page.keyboard.press('b');
      await title(window()).filter({ hasText: 'Find Paper' }).waitFor();
    };
    await find();
    await waitForKeys(
      window(),
      heads.suggest('', { limit: SEEN }).map(({ citekey }) => citekey),
    );
    await window().screenshot('find-newest');
    for (const typed of ['softmax linear', 'attention', 'dilated neighborhood']) {
      await page.locator(`${PICK} .quick-input-box input`).fill(typed);
      await waitForKeys(
        window(),
        fullText.search(typed, { limit: SEEN }).map(({ citekey }) => citekey),
      );
    }
    await window().screenshot('find');
    const row = page.locator(`${PICK} .monaco-list-row`).first();
    assert.match(
      (await row.getAttribute('aria-label')) ?? '',
      /^Dilated Neighborhood Attention Transformer, Hassani & Shi · 2022 · @hassani2022dilated · .+ — .+/,
    );
    assert.equal(await row.getByRole('button', { name: 'Open in arXiv' }).count(), 1);
    await row.getByRole('button', { name: 'Insert Citation at the Cursor' }).click();
    const line = window().editor().locator('.view-line', { hasText: 'Found:' });
    await line.filter({ hasText: 'Found: [@hassani2022dilated]' }).waitFor();
    await find();
    await page.keyboard.type('dilated neighborhood');
    await waitForKeys(window(), ['hassani2022dilated']);
    await page.keyboard.press('Enter');
    const shown = page.locator('.monaco-list[aria-label*="Papers"] .monaco-list-row.selected');
    await shown.filter({ hasText: 'Dilated Neighborhood Attention Transformer' }).waitFor();
    await window().screenshot('found');
  });
});
