import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import {
  type Answer,
  RankedPick,
  type RankedRow,
  nothingFound,
  rankedRow,
} from '../../src/extension/rankedPick';
import { openUntitled } from './untitled';

const execute = <T>(command: string, ...args: unknown[]) =>
  vscode.commands.executeCommand<T>(command, ...args);

async function note(marked: string): Promise<vscode.TextEditor> {
  const cursors = [...marked.matchAll(/‸/g)].map(({ index }, earlier) => index - earlier);
  const content = marked.replaceAll('‸', '');
  const document = await openUntitled(content);
  const editor = await vscode.window.showTextDocument(document);
  editor.selections = cursors.map((offset) => {
    const cursor = document.positionAt(offset);
    return new vscode.Selection(cursor, cursor);
  });
  return editor;
}

/** Opens the pick and presses Enter until the note's text is another one. */
async function pickFirst({ document }: vscode.TextEditor): Promise<string> {
  const before = document.getText();
  await execute('attentionNotes.pickCitation');
  for (const end = Date.now() + 15_000; Date.now() < end && document.getText() === before;) {
    await execute('workbench.action.acceptSelectedQuickOpenItem');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return document.getText();
}

suite('Picking citations', () => {
  teardown(async () => {
    await execute('workbench.action.closeQuickOpen');
    await execute('workbench.action.revertAndCloseActiveEditor');
  });

  test('begins with what the note cites, inserts at every cursor, and is taken back by one undo', async () => {
    const editor = await note('Cited: @ali2021xcit. One ‸ and two ‸.');
    const inserted = await pickFirst(editor);
    assert.equal(inserted, 'Cited: @ali2021xcit. One [@ali2021xcit] and two [@ali2021xcit].');
    await execute('undo');
    assert.equal(editor.document.getText(), 'Cited: @ali2021xcit. One  and two .');
  });

  test('adds an item to the group that the cursor is in', async () => {
    const inserted = await pickFirst(await note('Cited: @ali2021xcit, then [@chu2021twins‸].'));
    assert.equal(inserted, 'Cited: @ali2021xcit, then [@chu2021twins; @ali2021xcit].');
  });

  test('writes nothing into a note when it is left', async () => {
    const { document } = await note('Nothing ‸ here');
    await execute('attentionNotes.pickCitation');
    await execute('workbench.action.acceptSelectedQuickOpenItem');
    await execute('workbench.action.closeQuickOpen');
    await execute('attentionNotes.takeBackPaper');
    assert.equal(document.getText(), 'Nothing  here');
  });
});

suite('Ranked rows', () => {
  /** A pick whose questions are answered by the test, at once or late. */
  function asked() {
    const questions = new Map<
      string,
      { token: vscode.CancellationToken; answer(...texts: string[]): void }
    >();
    const list = new RankedPick<RankedRow>(
      (typed, token) =>
        new Promise<Answer<RankedRow>>((resolve) => {
          const answer = (...texts: string[]) =>
            resolve({ rows: texts.map((text) => rankedRow('book', text)) });
          questions.set(typed, { token, answer });
        }),
      nothingFound,
    );
    const type = (typed: string) => {
      list.pick.value = typed;
      list.ask();
    };
    const shown = () => list.pick.items.map(({ description }) => description);
    return { list, type, shown, question: (typed: string) => questions.get(typed)! };
  }

  const until = async (holds: () => boolean) => {
    for (const end = Date.now() + 10_000; Date.now() < end && !holds();)
      await new Promise((resolve) => setTimeout(resolve, 20));
    assert.ok(holds());
  };

  /** A pick that shows these rows for nothing typed. */
  async function answered(...texts: string[]) {
    const pick = asked();
    pick.type('');
    pick.question('').answer(...texts);
    await until(() => pick.shown().join() === texts.join());
    return pick;
  }

  test('a stale answer never replaces a newer one; the rows before stay until it comes', async () => {
    const { list, type, shown, question } = await answered('first');
    type('a');
    type('ab');
    assert.ok(question('a').token.isCancellationRequested);
    assert.ok(!question('ab').token.isCancellationRequested);
    question('a').answer('stale');
    await new Promise((resolve) => setTimeout(resolve, 20));
    assert.deepEqual(shown(), ['first']);
    question('ab').answer('second', 'third');
    await until(() => shown().join() === 'second,third');
    list.dispose();
  });

  test('a question that takes long shows that the pick is busy, until it is answered', async () => {
    const { list, type, shown, question } = asked();
    type('slow');
    assert.ok(!list.pick.busy);
    await until(() => list.pick.busy);
    question('slow').answer();
    await until(() => !list.pick.busy);
    assert.deepEqual(shown(), ['No paper is found for "slow".']);
    list.dispose();
  });

  test('Enter before the answer means its first row', async () => {
    const { list, type, question } = await answered('old');
    type('new');
    const chosen = list.chosen();
    question('new').answer('one', 'two');
    assert.equal((await chosen)?.description, 'one');
    list.dispose();
  });

  test('a key typed after Enter asks anew, and Enter means the row of the newest answer', async () => {
    const { list, type, question } = await answered('old');
    type('a');
    const chosen = list.chosen();
    type('ab');
    question('a').answer('stale');
    await new Promise((resolve) => setTimeout(resolve, 20));
    question('ab').answer('one', 'two');
    assert.equal((await chosen)?.description, 'one');
    list.dispose();
  });

  test('Enter means the row that was moved to, until a further key is typed', async () => {
    const { list, type, shown, question } = asked();
    type('');
    list.pick.show();
    question('').answer('first', 'second', 'third');
    await until(() => shown().length === 3 && list.pick.activeItems[0]?.description === 'first');
    list.pick.activeItems = list.pick.items.slice(1, 2);
    assert.equal((await list.chosen())?.description, 'second');
    type('new');
    const chosen = list.chosen();
    await until(() => list.pick.activeItems[0]?.description === 'first');
    const again = list.chosen();
    list.pick.activeItems = list.pick.items.slice(2);
    assert.equal((await list.chosen())?.description, 'third');
    question('new').answer('one', 'two');
    assert.equal((await chosen)?.description, 'one');
    assert.equal((await again)?.description, 'one');
    list.dispose();
  });

  test('Enter means nothing once the pick is hidden or gone, whether its answer comes or not', async () => {
    for (const end of ['hide', 'dispose'] as const) {
      const { list, type, shown, question } = asked();
      type('');
      question('').answer('old');
      await until(() => shown().join() === 'old');
      type('new');
      const chosen = list.chosen();
      list[end]();
      assert.ok(question('new').token.isCancellationRequested);
      question('new').answer('one');
      assert.equal(await chosen, undefined);
      assert.equal(await list.chosen(), undefined);
      list.dispose();
    }
  });
});
