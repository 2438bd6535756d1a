import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { readCslJson } from '../../src/core/cslJson';
import { Library } from '../../src/core/library';
import { readListing } from '../../src/core/listing';
import type { Paper } from '../../src/core/paper';
import { FullTextIndex } from '../../src/core/search/fullText';
import { SuggestIndex } from '../../src/core/search/suggest';
import { type VSCodeWindow, walks } from './window';

const PICK = '.quick-input-widget:visible';

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

/** What a person reads in the rows of the pick, top to bottom, of those that are drawn. */
async function keysShown(window: VSCodeWindow): Promise<string[]> {
  const rows = await window.page.locator(`${PICK} .monaco-list-row`).evaluateAll((elements) =>
    elements
      .map((element) => ({
        index: Number(element.getAttribute('data-index')),
        text: (element as HTMLElement).innerText,
      }))
      .sort((a, b) => a.index - b.index)
      .map(({ text }) => text),
  );
  return rows.map((text) => /@([\w:.#$%&+?<>~/-]+)/.exec(text)?.[1] ?? text.replace(/\s+/g, ' ').trim());
}

/** Waits until the first rows are these. */
async function waitForKeys(window: VSCodeWindow, expected: readonly string[]): Promise<void> {
  const shown = async () => (await keysShown(window)).slice(0, expected.length);
  for (const end = Date.now() + 10_000; Date.now() < end; await window.page.waitForTimeout(50))
    if ((await shown()).join() === expected.join()) return;
  assert.deepEqual(await shown(), expected);
}

const title = (window: VSCodeWindow) => window.page.locator(`${PICK} .quick-input-title`);

walks('Picking citations', (window) => {
  const papers = seedPapers();
  const heads = new SuggestIndex();
  heads.put(papers);
  const fullText = new FullTextIndex();
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

  test('looks', async () => {
    await open('reading-list.md', '\nPicked: ');
    await window().page.waitForTimeout(1000);
    await window().screenshot('pick-empty');
    await window().page.keyboard.press('Escape');
    await window().page.keyboard.press('Control+K');
    await window().page.keyboard.press('b');
    await window().page.waitForTimeout(1000);
    await window().screenshot('find-empty');
    await window().page.keyboard.type('linear attention');
    await window().page.waitForTimeout(1000);
    await window().screenshot('find-typed');
    console.log(
      await window()
        .page.locator(`${PICK} .monaco-list-row`)
        .first()
        .evaluate((e) => e.outerHTML),
    );
    console.log(keysShown, heads.suggest('linear', { limit: 4 }), fullText.search('linear', { limit: 3 }));
  });
});
