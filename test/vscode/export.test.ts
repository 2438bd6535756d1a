import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { openUntitled } from './untitled';

const folder = () =>
  vscode.Uri.joinPath(vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file('/'), 'exports');
const at = (name: string) => vscode.Uri.joinPath(folder(), name);
const run = (command: string, ...args: unknown[]) => vscode.commands.executeCommand(command, ...args);

async function write(name: string, text: string): Promise<vscode.Uri> {
  await vscode.workspace.fs.writeFile(at(name), new TextEncoder().encode(text));
  return at(name);
}
const read = async (uri: vscode.Uri) => new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));

interface Outcome {
  readonly written: string;
  readonly count: number;
  readonly unknown: readonly string[];
  readonly ambiguous: readonly string[];
}
const exportCited = (on: vscode.Uri, target: vscode.Uri, selected?: readonly vscode.Uri[]) =>
  run('attentionNotes.exportCited', on, selected, target) as Promise<Outcome | undefined>;

async function until(holds: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (const end = Date.now() + 20_000; Date.now() < end;) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.fail(what);
}

const comparison = () =>
  vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .map(({ input }) => input)
    .find((input) => input instanceof vscode.TabInputTextDiff);

suite('Exports', () => {
  suiteSetup(() => vscode.workspace.fs.createDirectory(folder()));
  suiteTeardown(async () => {
    await run('notifications.clearAll');
    await run('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(folder(), { recursive: true });
  });

  test('have exactly what a note cites, in order of key, and say what they have not', async () => {
    const own = '---\nnocite: "@xia2023dat"\nreferences:\n- id: mine2020\n  title: Mine\n---\n';
    const note = await write(
      'one.md',
      `${own}See [@chu2021twins; @ali2021xcit], @mine2020, [@nobody1999nothing] and \`@chen2021crossvit\`.\n`,
    );
    const file = at('one.bib');
    const outcome = await exportCited(note, file);
    assert.deepEqual([outcome?.count, outcome?.unknown], [3, ['nobody1999nothing']]);
    const bib = await read(file);
    assert.deepEqual(bib.match(/(?<=^@\w+\{).+(?=,$)/gm), ['ali2021xcit', 'chu2021twins', 'xia2023dat']);
    assert.match(bib, /^ {2}date = \{2021/m);
    await exportCited(note, at('one.bibtex'));
    assert.match(await read(at('one.bibtex')), /^ {2}year = \{2021\},$/m);
    await exportCited(note, at('one.json'));
    const items = JSON.parse(await read(at('one.json'))) as { id: string }[];
    assert.deepEqual(items.map(({ id }) => id), ['ali2021xcit', 'chu2021twins', 'xia2023dat']); // prettier-ignore
  });

  test('of a folder have what its notes cite, below it too', async function () {
    // A workspace in memory has no search: its notes are not found.
    if (folder().scheme === 'tmp') this.skip();
    await vscode.workspace.fs.createDirectory(at('sub/deep'));
    await write('sub/a.md', 'See [@ali2021xcit] and [@nobody2001gone].\n');
    await write('sub/deep/b.md', 'See [@chu2021twins; @ali2021xcit].\n');
    const keysIn = async () => {
      await vscode.workspace.fs.delete(at('all.json')).then(undefined, () => undefined);
      const outcome = await exportCited(at('sub'), at('all.json'));
      return [outcome?.count, ...(outcome?.unknown ?? [])];
    };
    // A watcher tells of the new files in its own time.
    let keys: unknown[] = [];
    await until(async () => {
      keys = await keysIn();
      return keys[0] === 2;
    }, 'the notes of the folder are found');
    assert.deepEqual(keys, [2, 'nobody2001gone']);
  });

  test('of all that is selected have what its notes cite, and nothing of what is no note', async () => {
    const [one, other, far] = [
      await write('first.md', 'See [@ali2021xcit].\n'),
      await write('second.md', 'See [@chu2021twins].\n'),
      await write('third.md', 'See [@xia2023dat].\n'),
    ];
    const own = await write('own.txt', 'See [@chen2021crossvit].\n');
    const file = at('selected.json');
    assert.equal((await exportCited(one, file, [other, own, at('gone.md'), one]))?.count, 2);
    const items = JSON.parse(await read(file)) as { id: string }[];
    assert.deepEqual(items.map(({ id }) => id), ['ali2021xcit', 'chu2021twins']); // prettier-ignore
    // The menu was opened on something else than what is selected.
    assert.equal((await exportCited(far, at('far.json'), [one, other]))?.count, 1);
    assert.equal(await exportCited(at('gone.md'), at('gone.json')), undefined);
  });

  test('have every paper once where a note lists them all', async () => {
    const note = await write(
      'all.md',
      '---\nnocite: "@*"\n---\nSee [@ali2021xcit] and [@nobody1999nothing].\n',
    );
    const outcome = await exportCited(note, at('every.json'));
    const items = JSON.parse(await read(at('every.json'))) as { id: string }[];
    assert.deepEqual([items.length, outcome?.unknown], [outcome?.count, ['nobody1999nothing']]);
    assert.ok(items.length > 100 && new Set(items.map(({ id }) => id)).size === items.length);
  });

  test('say when what they wrote is in the editor alone', async () => {
    const note = await write('open.md', 'See [@ali2021xcit].\n');
    assert.equal((await exportCited(note, at('open.json')))?.written, 'written');
    assert.equal((await exportCited(note, at('open.json')))?.written, 'same');
    const document = await vscode.workspace.openTextDocument(await write('dirty.json', '[]\n'));
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, new vscode.Range(0, 0, 9, 0), await read(at('open.json')));
    assert.ok(await vscode.workspace.applyEdit(edit));
    assert.equal((await exportCited(note, document.uri))?.written, 'unsaved');
    assert.ok(document.isDirty);
    await document.save();
  });

  test('leave a file that exists as it is until its difference was shown and somebody said so', async () => {
    const note = await write('two.md', 'See [@ali2021xcit].\n');
    const file = await write('two.bib', '% mine\n');
    const exporting = exportCited(note, file);
    await until(() => comparison() !== undefined, 'the difference is shown');
    assert.equal(comparison()?.original.toString(), file.toString());
    const proposed = await vscode.workspace.openTextDocument(comparison()?.modified ?? file);
    assert.match(proposed.getText(), /^% Exported by Attention Notes[^\n]*\n\n@\w+\{ali2021xcit,/);
    assert.equal(await read(file), '% mine\n');
    await until(async () => {
      await run('workbench.action.closeQuickOpen');
      return comparison() === undefined;
    }, 'the question is dismissed');
    assert.equal(await exporting, undefined);
    assert.equal(await read(file), '% mine\n');

    const again = exportCited(note, file);
    await until(async () => {
      await run('workbench.action.acceptSelectedQuickOpenItem');
      return (await read(file)) !== '% mine\n';
    }, 'the file is replaced');
    assert.equal((await again)?.count, 1);
    assert.equal(await read(file), proposed.getText());
    const document = await vscode.workspace.openTextDocument(file);
    await vscode.window.showTextDocument(document);
    await run('undo');
    assert.equal(document.getText(), '% mine\n');
    await run('redo');
    await document.save();
    // What is the same needs no question.
    assert.equal((await exportCited(note, file))?.count, 1);
    assert.equal(comparison(), undefined);
  });
});

suite('References of a note', () => {
  teardown(async () => {
    await run('notifications.clearAll');
    await run('workbench.action.revertAndCloseActiveEditor');
  });

  async function open(content: string): Promise<vscode.TextDocument> {
    const document = await openUntitled(content);
    await vscode.window.showTextDocument(document);
    return document;
  }

  test('are put at its end, brought up to date, and taken back by one undo', async () => {
    const text = 'See [@chu2021twins; @nobody1999nothing].\n';
    const document = await open(text);
    await run('attentionNotes.updateReferences');
    const first = document.getText();
    assert.match(first, /^See .*\n\n<!-- references -->\n\n[^\n]*Twins[^\n]*\n\n<!-- \/references -->\n$/);
    const { version } = document;
    await run('attentionNotes.updateReferences');
    assert.equal(document.version, version);
    await run('undo');
    assert.equal(document.getText(), text);
  });

  test('list every paper where the front matter says so', async () => {
    const document = await open('---\nnocite: "@*"\n---\n\n::: {#refs}\n:::\n');
    await run('attentionNotes.updateReferences');
    assert.match(document.getText(), /XCiT[^]*Twins|Twins[^]*XCiT/);
    assert.ok(document.lineCount > 200);
  });

  test('change nothing outside their block', async () => {
    const [before, after] = [
      '# A\r\n\r\nSee [@ali2021xcit].\r\n\r\n::: {#refs}\r\n',
      ':::\r\n\r\nB  \r\n[@chu2021twins]',
    ];
    const document = await open(`${before}old\r\n${after}`);
    await run('attentionNotes.updateReferences');
    const text = document.getText();
    assert.ok(text.startsWith(before) && text.endsWith(after), text);
    const list = text.slice(before.length, -after.length);
    assert.equal(list.match(/\S.*(?:XCiT|Twins)/g)?.length, 2, list);
    assert.doesNotMatch(list, /old|[^\r]\n/);
    assert.equal(document.eol, vscode.EndOfLine.CRLF);
  });

  test('are numbered as citations are: what the text cites comes before what only the front matter lists', async () => {
    const settings = vscode.workspace.getConfiguration('attentionNotes');
    await settings.update('citationStyle', 'ieee', vscode.ConfigurationTarget.Global);
    try {
      const document = await open('---\nnocite: "@ali2021xcit"\n---\nSee [@chu2021twins].\n');
      await run('attentionNotes.updateReferences');
      assert.match(document.getText(), /^\\?\[1\\?\].*Twins[^]*^\\?\[2\\?\].*XCiT/m);
    } finally {
      await settings.update('citationStyle', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  test('that are not closed are left alone', async () => {
    const document = await open('See [@ali2021xcit].\n\n::: {#refs}\n\nMy text.\n');
    await run('attentionNotes.updateReferences');
    assert.equal(document.version, 1);
  });
});

suite('Copy as', () => {
  const row = (citekey: string, order: number) => ({
    ...{ kind: 'paper', id: `family:x/${citekey}`, citekey, order },
    ...{ title: '', byline: '', year: 2021 },
  });

  test('copies papers in the form that is picked, in the order of the tree', async () => {
    const rows = [row('chu2021twins', 9), row('ali2021xcit', 1)];
    for (const [steps, expected] of [
      [0, /^@inproceedings\{ali2021xcit,[^]*year = \{2021\}[^]*^@\w+\{chu2021twins,/m],
      [1, /^@inproceedings\{ali2021xcit,[^]*date = \{2021[^]*^@\w+\{chu2021twins,/m],
      [2, /^\[\n {2}\{\n {4}"id": "ali2021xcit",[^]*"id": "chu2021twins",/],
      [3, /XCiT[^]*\n\n[^]*Twins/],
    ] as const) {
      await vscode.env.clipboard.writeText('mine');
      const copied = run('attentionNotes.copyAs', rows[0], rows);
      let isDone = false;
      void copied.then(() => (isDone = true));
      await new Promise((resolve) => setTimeout(resolve, 300));
      for (let step = 0; step < steps; step++) await run('workbench.action.quickOpenNavigateNext');
      await until(async () => {
        await run('workbench.action.acceptSelectedQuickOpenItem');
        return isDone;
      }, 'a form is picked');
      assert.match(await vscode.env.clipboard.readText(), expected);
    }
  });
});
