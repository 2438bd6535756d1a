import assert from 'node:assert/strict';
import { walks } from './window';

walks('Citation completion', (window) => {
  setup(() => window().openFile('vision-backbones.md'));

  teardown(() => window().runCommand('File: Revert File'));

  const lineWith = async (text: string) => {
    const line = window().editor().locator('.view-line', { hasText: text }).last();
    await line.waitFor();
    return (await line.innerText()).replace(/\s/g, ' ');
  };

  test('two words after [@ find the paper, and Enter writes its key', async () => {
    await window().typeAtEnd('\nSee [@cross vit');
    // The row that Enter takes: lists for less than was typed have others first.
    const focused = window().suggestions().and(window().page.locator('.focused'));
    await focused.filter({ hasText: 'chen2021crossvit' }).waitFor();
    await window().page.keyboard.press('Enter');
    assert.match(await lineWith('See [@chen2021crossvit'), /^See \[@chen2021crossvit\]?$/);
  });

  test('every row says who, when and what about', async () => {
    await window().typeAtEnd('\nSee [@linear att');
    await window().suggestions().nth(5).waitFor();
    assert.match(
      await window().suggestions().first().innerText(),
      /^\w+\d{4}\w+\s+\p{L}.* et al\., \d{4} · \p{L}/u,
    );
    const details = window().page.locator('.suggest-details-container .suggest-details');
    await window().pressUntil('Control+Space', details);
    await window().page.waitForTimeout(300);
    await window().screenshot('completion');
    await window().page.keyboard.press('Control+Space');
  });

  test('a list that ran empty opens again when the typo is taken back', async () => {
    await window().typeAtEnd('\nSee [@cross vit');
    await window().suggestions().filter({ hasText: 'chen2021crossvit' }).first().waitFor();
    await window().page.keyboard.type('qqqzz', { delay: 30 });
    await window().suggestions().first().waitFor({ state: 'hidden' });
    for (let letters = 0; letters < 5; letters++) {
      await window().page.keyboard.press('Backspace');
      await window().page.waitForTimeout(60);
    }
    await window().suggestions().filter({ hasText: 'chen2021crossvit' }).first().waitFor();
    await window().page.keyboard.press('Enter');
    assert.match(await lineWith('See [@chen2021crossvit'), /^See \[@chen2021crossvit\]?$/);
  });

  test('the list is there still when the last word of several is taken back', async () => {
    const focused = window().suggestions().and(window().page.locator('.focused'));
    await window().typeAtEnd('\nSee [@cross vit');
    await focused.filter({ hasText: 'chen2021crossvit' }).waitFor();
    for (let letters = 0; letters < 4; letters++) {
      await window().page.keyboard.press('Backspace');
      await window().page.waitForTimeout(60);
    }
    assert.match(await lineWith('See [@cross'), /^See \[@cross\]?$/);
    await window().suggestions().nth(1).waitFor();
    await window().screenshot('completion-taken-back');
    await window().page.keyboard.type('vit', { delay: 30 });
    await focused.filter({ hasText: 'chen2021crossvit' }).waitFor();
    await window().page.keyboard.press('Enter');
    assert.match(await lineWith('See [@chen2021crossvit'), /^See \[@chen2021crossvit\]?$/);
  });

  test('fields, a phrase and words in brackets are one query, and Enter replaces all of it', async () => {
    const focused = window().suggestions().and(window().page.locator('.focused'));
    await window().typeAtEnd('\nSee [@author:"rameswar panda" year:2020..2022 cross v');
    await focused.filter({ hasText: 'chen2021crossvit' }).waitFor();
    await window().screenshot('completion-fields');
    await window().page.keyboard.press('Enter');
    assert.match(await lineWith('See [@chen2021crossvit'), /^See \[@chen2021crossvit\]?$/);
    await window().typeAtEnd('\nAs @year:2021');
    await focused.filter({ hasText: /\w+2021\w+/ }).waitFor();
    await window().page.keyboard.press('Enter');
    assert.match(await lineWith('As @'), /^As @\w+2021\w+$/);
  });

  test('a field is offered, then its values, and a query that finds nothing says so without changing the note', async () => {
    const focused = window().suggestions().and(window().page.locator('.focused'));
    await window().typeAtEnd('\nSee [@evict fam');
    // No paper has both: the field is the only row.
    await focused.filter({ hasText: 'family:' }).waitFor();
    await window().screenshot('completion-field');
    await window().page.keyboard.press('Enter');
    const value = focused.filter({ hasText: 'Token pruning, merging and compression' });
    await value.waitFor();
    await window().screenshot('completion-values');
    await window().page.keyboard.press('Enter');
    await focused.filter({ hasText: /\w+\d{4}\w+/ }).waitFor();
    await window().page.keyboard.type('year:2030..', { delay: 30 });
    await focused.filter({ hasText: 'No paper; without year:2030..' }).waitFor();
    assert.equal(await window().suggestions().count(), 1);
    await window().screenshot('completion-none');
    await window().page.keyboard.press('Enter');
    await window().suggestions().first().waitFor({ state: 'hidden' });
    assert.match(await lineWith('See [@evict'), /^See \[@evict family:token-reduction year:2030\.\.\]?$/);
  });

  test('a key of another library is typed without any list, though the note has words like it', async () => {
    await window().typeAtEnd('\nSmith2020attention and smith2020other.\n\nSee [@smith20');
    await window().page.waitForTimeout(1000);
    assert.equal(await window().suggestions().count(), 0);
    await window().page.keyboard.press('Enter');
    await window().page.keyboard.type('next');
    assert.match(await lineWith('See [@smith20'), /^See \[@smith20$/);
  });

  test('behind a finished key in running text, Enter is a line break', async () => {
    await window().typeAtEnd('\nAs @chen2021crossvi');
    await window().suggestions().filter({ hasText: 'chen2021crossvit' }).first().waitFor();
    await window().page.keyboard.type('t');
    await window().suggestions().first().waitFor({ state: 'hidden' });
    await window().page.keyboard.press('Enter');
    await window().page.keyboard.type('next line');
    assert.equal(await lineWith('As @chen'), 'As @chen2021crossvit');
    assert.equal(await lineWith('next line'), 'next line');
  });

  test('in running text Enter behind a space is a line break', async () => {
    await window().typeAtEnd('\nAs @cross shows');
    await window().page.keyboard.press('Enter');
    await window().page.keyboard.type('next line');
    assert.equal(await lineWith('As @cross'), 'As @cross shows');
    assert.equal(await lineWith('next line'), 'next line');
  });

  test('a query goes on behind full stops, hyphens and spaces in brackets; in bare text a full stop ends it', async () => {
    await window().openFile('reading-list.md');
    await window().typeAtEnd('\nSee [@2103.148');
    const paper = window().suggestions().filter({ hasText: 'chen2021crossvit' }).first();
    await paper.waitFor();
    await window().page.keyboard.press('Escape');
    await window().typeAtEnd('\nSee [@multi-scale vis');
    await paper.waitFor();
    await window().page.keyboard.press('Escape');
    await window().typeAtEnd('\nSee @chen2021crossv');
    await paper.waitFor();
    await window().page.keyboard.type('it.', { delay: 30 });
    await paper.waitFor({ state: 'hidden' });
    await window().page.keyboard.press('Enter');
    await window().page.keyboard.type('Next');
    await window()
      .editor()
      .locator('.view-line', { hasText: /^Next$/ })
      .waitFor();
  });
});
