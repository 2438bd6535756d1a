import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { openUntitled } from './untitled';

const NOTE = [
  '---',
  'nocite: "@ali2021xcit"',
  '---',
  '',
  '𝒜𝒜 See [see @chen2021crossvit, p. 3;',
  '-@{ali2021xcit}] and @nobody2020 and `@ali2021xcit`, me@ali2021xcit.',
  '',
  '| a |',
  '|---|',
  '| @chen2021crossvit [p. 4] |',
  '',
  'Text[^1].',
  '',
  '[^1]: As @ali2021xcit says.',
].join('\n');

const set = (name: string, value: boolean | undefined) =>
  vscode.workspace.getConfiguration('attentionNotes').update(name, value, vscode.ConfigurationTarget.Global);

/** Until an answer is as expected: a setting takes effect in its own time. */
async function until<T>(ask: () => Thenable<T>, isRight: (answer: T) => boolean): Promise<T> {
  for (let tries = 0; ; tries++) {
    const answer = await ask();
    if (isRight(answer) || tries > 100) return answer;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const isSome = (all: readonly unknown[]) => all.length > 0;
const isNone = (all: readonly unknown[]) => all.length === 0;

suite('Links at citations', () => {
  const links = async ({ uri }: vscode.TextDocument) =>
    (
      await vscode.commands.executeCommand<vscode.DocumentLink[]>('vscode.executeLinkProvider', uri, 100)
    ).filter(({ target }) => target?.authority !== '' && /doi|arxiv/.test(target?.authority ?? ''));

  teardown(() => set('citationLinks', undefined));

  test('are there for those who ask for them, on every key of a known paper, and lead to its page', async () => {
    const document = await openUntitled(NOTE);
    assert.deepEqual(await links(document), []);
    await set('citationLinks', true);
    const found = await until(() => links(document), isSome);
    assert.deepEqual(
      found.map(({ range }) => [range.start.line, document.getText(range)]),
      [
        [1, 'ali2021xcit'],
        [4, 'chen2021crossvit'],
        [5, 'ali2021xcit'],
        [9, 'chen2021crossvit'],
        [13, 'ali2021xcit'],
      ],
    );
    assert.equal(found[1]?.target?.toString(), 'https://doi.org/10.1109/iccv48922.2021.00041');
    assert.ok(found.every(({ target }) => target?.scheme === 'https'));
    await set('citationLinks', false);
    assert.deepEqual(await until(() => links(document), isNone), []);
  });

  test('say where they lead', async () => {
    await set('citationLinks', true);
    const document = await openUntitled('[@chen2021crossvit]');
    const [link] = await until(() => links(document), isSome);
    assert.equal(link?.tooltip, 'Open https://doi.org/10.1109/iccv48922.2021.00041');
  });
});

suite('Hints at citations', () => {
  const hints = ({ uri }: vscode.TextDocument, first = 0, last = 100) =>
    vscode.commands.executeCommand<vscode.InlayHint[]>(
      'vscode.executeInlayHintProvider',
      uri,
      new vscode.Range(first, 0, last, 0),
    );

  teardown(() => set('inlayHints', undefined));

  test('are there for those who ask for them, behind every key of a known paper', async () => {
    const document = await openUntitled(NOTE);
    assert.deepEqual(await hints(document), []);
    await set('inlayHints', true);
    const found = await until(() => hints(document), isSome);
    const lines = NOTE.split('\n');
    assert.deepEqual(
      found.map(({ position, label }) => [
        lines[position.line]?.slice(0, position.character).replace(/^.*(?=@)/, ''),
        label,
      ]),
      [
        ['@ali2021xcit', 'Ali et al. 2021'],
        ['@chen2021crossvit', 'Chen et al. 2021'],
        ['@{ali2021xcit}', 'Ali et al. 2021'],
        ['@chen2021crossvit', 'Chen et al. 2021'],
        ['@ali2021xcit', 'Ali et al. 2021'],
      ],
    );
    const [hint] = found;
    assert.equal(hint?.paddingLeft, true);
    assert.ok(hint.tooltip instanceof vscode.MarkdownString);
    assert.match(hint.tooltip.value, /^XCiT&#58; Cross&#45;Covariance/);
    await set('inlayHints', false);
    assert.deepEqual(await until(() => hints(document), isNone), []);
  });

  test('are asked for by lines, and follow an edit', async () => {
    await set('inlayHints', true);
    const document = await openUntitled(NOTE);
    const found = await until(() => hints(document, 8, 11), isSome);
    assert.deepEqual(
      found.map(({ position }) => position.line),
      [9],
    );
    const editor = await vscode.window.showTextDocument(document);
    await editor.edit((edit) => edit.insert(new vscode.Position(4, 0), 'x @ali2021xcit\n'));
    assert.deepEqual(
      (await hints(document)).map(({ position }) => position.line),
      [1, 4, 5, 6, 10, 14],
    );
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });
});
