import assert from 'node:assert/strict';
import { walks } from './window';

const PICK = '.quick-input-widget:visible';

walks('Finding papers by more than words', (window) => {
  const rows = () => window().page.locator(`${PICK} .monaco-list-row`);
  const row = (text: string | RegExp) => rows().filter({ hasText: text }).first();
  const focused = (text: string | RegExp) =>
    rows().and(window().page.locator('.focused')).filter({ hasText: text });
  const input = () => window().page.locator(`${PICK} .quick-input-box input`);
  const title = () => window().page.locator(`${PICK} .quick-input-title`);
  /** Types as a person does: the end of what is typed is a word under way. */
  const type = async (text: string) => {
    await input().fill('');
    await window().page.keyboard.type(text, { delay: 20 });
  };
  /** Moves up from the first paper to a row above it, and takes that. */
  const take = async (hint: string) => {
    await row(hint).waitFor();
    await window().pressUntil('ArrowUp', focused(hint));
    await window().page.keyboard.press('Enter');
  };
  const waitForInput = async (value: string) => {
    for (let attempts = 0; attempts < 100 && (await input().inputValue()) !== value; attempts++)
      await window().page.waitForTimeout(50);
    assert.equal(await input().inputValue(), value);
  };

  setup(async () => {
    await window().openFile('reading-list.md');
    const shown = title().filter({ hasText: 'Find Paper' });
    await window().pressUntil('b', shown, () => window().page.keyboard.press('Control+K'));
  });

  teardown(async () => {
    await window().page.keyboard.press('Escape');
    await window().page.locator(PICK).waitFor({ state: 'hidden' });
  });

  test('a field that is begun is offered, then its values; the papers left are counted', async () => {
    await type('fam');
    await focused(/@\w/).waitFor();
    await take('family: — papers of a family');
    await waitForInput('family:');
    await window().page.keyboard.type('lin', { delay: 20 });
    await window().screenshot('find-family');
    await take('family: Linear and low-rank attention');
    await waitForInput('family:linear ');
    await title()
      .filter({ hasText: /Find Paper — \d+ papers/ })
      .waitFor();
    await window().page.keyboard.type('year:2024.. has:code -vision', { delay: 20 });
    await focused(/@\w+202[4-6]/).waitFor();
    await window().screenshot('find-fields');
  });

  test('results show the sentence that has the words, marked', async () => {
    await type('quadratic complexity "long sequences" -vision');
    await row('‹long sequences›').waitFor();
    await window().screenshot('find-explained');
  });

  test('a mechanism is found by another name, and its related papers with what both are about', async () => {
    await type('GQA ');
    await focused('Beyond Uniform Query Distribution: Key-Driven Grouped Query Attention').waitFor();
    await row(/‹Grouped.Query Attention/i).waitFor();
    await window().screenshot('find-meaning');
    const related = row('Beyond Uniform').locator('[aria-label="Find Related Papers"]');
    await row('Beyond Uniform').hover();
    await related.click();
    await title().filter({ hasText: 'Papers Related to @' }).waitFor();
    await row(/both: .*[Aa]ttention/).waitFor();
    await window().screenshot('related');
    await window().page.keyboard.type('no such paper', { delay: 20 });
    await row('No related paper has "no such paper".').waitFor();
  });

  test('a value that cannot be read is told, and the rest answers', async () => {
    await type('sparse year:soon');
    await row('year: needs a year or a range such as 2021..2024, not "soon".').waitFor();
    await focused(/@\w/).waitFor();
    await window().screenshot('find-problem');
  });

  test('a mistyped field is told, and mended on Enter', async () => {
    await type('auther:panda cross');
    await take('There is no field auther: — did you mean author:?');
    await waitForInput('author:panda cross');
    await focused('CrossViT').waitFor();
  });

  test('where nothing is found, a row names what to give up, and gives it up on Enter', async () => {
    await type('family:linear year:1850 ');
    await focused(
      /No paper is found for "family:linear year:1850"; without year:1850 there are \d+\./,
    ).waitFor();
    await window().screenshot('find-without');
    await window().page.keyboard.press('Enter');
    await waitForInput('family:linear ');
    await focused(/@\w/).waitFor();
  });

  test('where nothing like it is found, a row says what may help', async () => {
    await type('qqqzzx');
    await row('No paper is found for "qqqzzx".').filter({ hasText: 'Fewer or other words' }).waitFor();
    await window().screenshot('find-nothing');
  });

  test('the button of the title shows every field', async () => {
    await type('sparse');
    await focused(/@\w/).waitFor();
    await window().page.locator(`${PICK} .action-label[aria-label^="Narrow by"]`).click();
    await focused('family: — papers of a family').waitFor();
    await row('cited: — papers that your notes cite').waitFor();
    await window().screenshot('find-all-fields');
    await window().page.keyboard.press('Enter');
    await waitForInput('sparse family:');
  });
});

walks('Related papers of a citation', (window) => {
  const related = (title: string) => window().page.locator(`${PICK} .quick-input-title`, { hasText: title });

  test('are listed for the key at the cursor, with what can be done with each; of an unknown key that is said', async () => {
    const { page } = window();
    await window().openFile('vision-backbones.md');
    await window().clickOn('ali2021xcit');
    await window().runCommand('Attention Notes: Find Related Papers');
    await related('Papers Related to @ali2021xcit').waitFor();
    const row = page.locator(`${PICK} .monaco-list-row`, { hasText: 'both: ' }).first();
    await row.hover();
    await row.locator('[aria-label="Open in arXiv"]').waitFor();
    await window().screenshot('related-at-cursor');
    await page.keyboard.press('Escape');
    await window().typeAtEnd('\nSee [@nobody2020nothing');
    await window().runCommand('Attention Notes: Find Related Papers');
    const said = page.locator('.notification-toast', { hasText: 'has the key @nobody2020nothing.' });
    await said.waitFor();
    await window().runCommand('Notifications: Clear All Notifications');
    await window().runCommand('File: Revert File');
  });
});

walks('Filtering the tree by more than words', (window) => {
  test('fields leave their papers, and a value that cannot be read is told in the box', async () => {
    const { page } = window();
    await window().runCommand('Filter Papers…');
    const box = page.locator(`${PICK} .quick-input-box input`);
    const message = page.locator(`${PICK} .quick-input-message`);
    const groups = page.locator('.monaco-list[aria-label*="Papers"] .monaco-list-row[aria-expanded]');
    await message.filter({ hasText: 'Papers that match every word stay.' }).waitFor();
    await box.fill('family:"linear and low-rank" -family:kernels year:soon');
    await message.filter({ hasText: 'year: needs a year or a range such as 2021..2024' }).waitFor();
    await groups.filter({ hasText: 'Linear and low-rank' }).waitFor();
    await groups.filter({ hasText: 'Graph and relational' }).waitFor({ state: 'detached' });
    await window().screenshot('tree-filter-problem');
    await box.fill('cited:yes year:2022.. ');
    await message.filter({ hasText: 'Papers that match every word stay.' }).waitFor();
    await groups.filter({ hasText: 'Token pruning and merging' }).waitFor();
    await window().screenshot('tree-filter-cited');
    await box.fill('attention fam');
    await message.filter({ hasText: 'family: — papers of a family' }).waitFor();
    await box.fill('attention family:');
    await message.filter({ hasText: /family: [\w-]+, [\w-]+/ }).waitFor();
    await window().screenshot('tree-filter-hints');
    await box.fill('attention year:1850 ');
    await message.filter({ hasText: 'without year:1850 there are' }).waitFor();
    await box.fill('');
    await groups.filter({ hasText: 'Graph and relational' }).waitFor();
    await page.keyboard.press('Escape');
  });
});

walks('Showing a paper in a filtered tree', (window) => {
  test('keeps a filter that leaves the paper, and says that another one was cleared', async () => {
    const { page } = window();
    const message = (text: string) => page.locator('.pane-body .message', { hasText: text });
    const show = async (typed: string) => {
      await window().runCommand('Attention Notes: Find Paper…');
      await page.locator(`${PICK} .quick-input-title`, { hasText: 'Find Paper' }).waitFor();
      await page.keyboard.type(typed, { delay: 20 });
      const focused = page.locator(`${PICK} .monaco-list-row.focused`, { hasText: /@\w/ });
      await focused.filter({ hasText: new RegExp(typed, 'i') }).waitFor();
      await page.keyboard.press('Enter');
      const selected = page.locator('.monaco-list[aria-label*="Papers"] .monaco-list-row.selected');
      await selected.filter({ hasText: new RegExp(typed, 'i') }).waitFor();
    };
    await window().runCommand('Filter Papers…');
    await page.locator(`${PICK} .quick-input-box input`).fill('crossvit');
    await page.keyboard.press('Enter');
    await message('Filter: crossvit').waitFor();
    await show('CrossViT');
    assert.ok(await message('Filter: crossvit').isVisible());
    await show('XCiT');
    const cleared = message('The filter "crossvit" was cleared: it hid the paper shown.');
    await cleared.waitFor();
    await window().screenshot('tree-filter-cleared');
    await page.locator('.monaco-list[aria-label*="Papers"] .monaco-list-row:not(.selected)').first().click();
    await cleared.waitFor({ state: 'hidden' });
  });
});
