import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { openUntitled } from './untitled';

const row = (citekey: string, order = 0) => ({
  kind: 'paper',
  id: `family:x/${citekey}`,
  order,
  citekey,
  title: '',
  byline: '',
  year: 2021,
});

async function note(content: string): Promise<vscode.TextEditor> {
  const document = await openUntitled(content.replaceAll('‸', ''));
  const editor = await vscode.window.showTextDocument(document);
  editor.selections = [...content.matchAll(/‸/g)].map(({ index }, earlier) => {
    const cursor = document.positionAt(index - earlier);
    return new vscode.Selection(cursor, cursor);
  });
  return editor;
}

const closeAll = async () => {
  for (const { document } of vscode.window.visibleTextEditors) {
    if (!document.isDirty) continue;
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
};

/** The name of the listing that a paper stands in. */
async function listing(): Promise<string> {
  await vscode.commands.executeCommand('attentionNotes.showSource', row('ali2021xcit'));
  const seed = vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'attention-notes');
  assert.ok(seed);
  return seed.uri.path.slice(1);
}

/** A file system in which every file has the same text. */
class OneFile implements vscode.FileSystemProvider {
  readonly #bytes: Uint8Array;
  readonly onDidChangeFile = new vscode.EventEmitter<vscode.FileChangeEvent[]>().event;

  constructor(text: string) {
    this.#bytes = new TextEncoder().encode(text);
  }

  watch = () => new vscode.Disposable(() => undefined);
  stat = () => ({ type: vscode.FileType.File, ctime: 0, mtime: 0, size: this.#bytes.length });
  readFile = () => this.#bytes;
  readDirectory = () => [];
  createDirectory = refuse;
  writeFile = refuse;
  delete = refuse;
  rename = refuse;
}

function refuse(): never {
  throw vscode.FileSystemError.NoPermissions();
}

suite('Actions on papers', () => {
  teardown(() => vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor'));

  test('insert a citation at the cursor, taken back by one undo', async () => {
    const { document } = await note('See ‸.');
    await vscode.commands.executeCommand('attentionNotes.insertCitation', row('ali2021xcit'));
    assert.equal(document.getText(), 'See [@ali2021xcit].');
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), 'See .');
  });

  test('insert all selected papers in the tree’s order into the group at the cursor', async () => {
    const { document } = await note('See [@ali2021xcit‸].');
    const rows = [row('chu2021twins', 7), row('chen2021crossvit', 4)];
    await vscode.commands.executeCommand('attentionNotes.insertCitation', rows[0], rows);
    assert.equal(document.getText(), 'See [@ali2021xcit; @chen2021crossvit; @chu2021twins].');
  });

  test('insert where all other citations and links are read as before', async () => {
    for (const [marked, expected] of [
      ['Note^[See @a for more.‸] x', 'Note^[See @a for more. [@ali2021xcit]] x'],
      ['Go [see @a‸](url).', 'Go [see @a](url) [@ali2021xcit].'],
      ['[@a, p. 3 [sic]‸]', '[@a, p. 3 [sic]; @ali2021xcit]'],
      ['As\r\n[@a, p. 3;\r\nsee @b‸, p. 4]', 'As\r\n[@a, p. 3;\r\nsee @b, p. 4; @ali2021xcit]'],
      ['Use `so‸ftmax` here', 'Use `softmax` [@ali2021xcit] here'],
    ] as const) {
      const { document } = await note(marked);
      await vscode.commands.executeCommand('attentionNotes.insertCitation', row('ali2021xcit'));
      assert.equal(document.getText(), expected);
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    }
  });

  test('insert once in a group with several cursors, as one step', async () => {
    const marked = 'A [@a‸; @b‸] and [@ali2021xcit‸] and ‸.';
    const { document } = await note(marked);
    await vscode.commands.executeCommand('attentionNotes.insertCitation', row('ali2021xcit'));
    assert.equal(document.getText(), 'A [@a; @b; @ali2021xcit] and [@ali2021xcit] and [@ali2021xcit].');
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), marked.replaceAll('‸', ''));
  });

  test('insert into a document that has just become a note', async () => {
    const document = await openUntitled('See ', 'plaintext');
    const editor = await vscode.window.showTextDocument(document);
    const end = new vscode.Position(0, 4);
    editor.selection = new vscode.Selection(end, end);
    await vscode.languages.setTextDocumentLanguage(document, 'markdown');
    const listing = await openUntitled('x', 'plaintext');
    await vscode.window.showTextDocument(listing, vscode.ViewColumn.Two);
    await vscode.commands.executeCommand('attentionNotes.insertCitation', row('ali2021xcit'));
    assert.equal(document.getText(), 'See [@ali2021xcit]');
  });

  test('insert nothing where it is cited already', async () => {
    const { document } = await note('A [@ali2021xcit, p. 3‸].');
    await vscode.commands.executeCommand('attentionNotes.insertCitation', row('ali2021xcit'));
    assert.equal(document.getText(), 'A [@ali2021xcit, p. 3].');
    assert.equal(document.version, 1);
  });

  test('insert into the note although a listing was opened in front of it', async () => {
    const { document } = await note('See ‸ here');
    await vscode.commands.executeCommand('attentionNotes.showSource', row('ali2021xcit'));
    await vscode.commands.executeCommand('attentionNotes.insertCitation', row('ali2021xcit'));
    assert.equal(document.getText(), 'See [@ali2021xcit] here');
    assert.equal(vscode.window.activeTextEditor?.document, document);
  });

  test('insert into the note that is in sight beside the listing, at its cursor', async () => {
    const editor = await note('# Title\n\nSee ‸ here');
    const listing = await openUntitled('x', 'plaintext');
    await vscode.window.showTextDocument(listing, vscode.ViewColumn.Two);
    await vscode.commands.executeCommand('attentionNotes.insertCitation', row('ali2021xcit'));
    assert.equal(editor.document.getText(), '# Title\n\nSee [@ali2021xcit] here');
    const shown = vscode.window.visibleTextEditors.filter(({ document }) => document === editor.document);
    assert.deepEqual(
      shown.map(({ viewColumn }) => viewColumn),
      [vscode.ViewColumn.One],
    );
    await closeAll();
  });

  test('insert into a note that others hide, shown where it was, at each of its cursors', async () => {
    const editor = await note('# Title\n\nSee ‸ here');
    const [first] = editor.selections;
    const start = new vscode.Position(2, 0);
    assert.ok(first);
    editor.selections = [first, new vscode.Selection(start, start)];
    const other = () => openUntitled('x', 'plaintext');
    await vscode.window.showTextDocument(await other(), vscode.ViewColumn.One);
    await vscode.window.showTextDocument(await other(), vscode.ViewColumn.Two);
    await vscode.commands.executeCommand('attentionNotes.insertCitation', row('ali2021xcit'));
    assert.equal(editor.document.getText(), '# Title\n\n[@ali2021xcit] See [@ali2021xcit] here');
    const active = vscode.window.activeTextEditor;
    assert.equal(active?.document, editor.document);
    assert.equal(active.viewColumn, vscode.ViewColumn.One);
    await closeAll();
  });

  test('insert into no document that cannot be written in', async () => {
    const { document } = await note('See ‸ here');
    const setting = (languages?: readonly string[]) =>
      vscode.workspace
        .getConfiguration()
        .update('attentionNotes.languages', languages, vscode.ConfigurationTarget.Global);
    const readOnly = vscode.workspace.registerFileSystemProvider('kept', new OneFile('Kept'), {
      isReadonly: true,
    });
    await setting(['markdown', 'plaintext']);
    try {
      for (const address of ['kept:/kept.md', `attention-notes:/${await listing()}`]) {
        const kept = await vscode.workspace.openTextDocument(vscode.Uri.parse(address));
        await vscode.window.showTextDocument(kept);
        await vscode.commands.executeCommand('attentionNotes.insertCitation', row('ali2021xcit'));
        assert.equal(document.getText(), 'See [@ali2021xcit] here', address);
        assert.equal(vscode.window.activeTextEditor?.document, document, address);
        await vscode.commands.executeCommand('undo');
      }
    } finally {
      await setting();
      readOnly.dispose();
      await closeAll();
    }
  });

  test('without a row are about what is selected in the tree, and quiet when that is nothing', async () => {
    await vscode.commands.executeCommand('attentionNotes.papers.focus');
    await vscode.commands.executeCommand('list.clear');
    const { document } = await note('See ‸ here');
    await vscode.env.clipboard.writeText('mine');
    for (const command of [
      'insertCitation',
      'copyCitekey',
      'copyBibtex',
      'openArxiv',
      'showSource',
      'moveToFamily',
    ])
      await vscode.commands.executeCommand(`attentionNotes.${command}`);
    assert.equal(await vscode.env.clipboard.readText(), 'mine');
    assert.equal(document.getText(), 'See  here');
    // The rows come when the library has been read; papers stand below a heading and a family.
    const run = (command: string) => vscode.commands.executeCommand(command);
    const nothing = async () => (await vscode.env.clipboard.readText()) === 'mine';
    for (const end = Date.now() + 20_000; Date.now() < end && (await nothing());) {
      await run('attentionNotes.papers.focus');
      await run('list.focusFirst');
      for (let rows = 0; rows < 8 && (await nothing()); rows++) {
        await run('list.focusDown');
        await run('list.expand');
        await new Promise((resolve) => setTimeout(resolve, 100));
        await run('list.select');
        await run('attentionNotes.copyCitekey');
      }
    }
    const citekey = await vscode.env.clipboard.readText();
    assert.match(citekey, /^\p{L}+\d{4}\w+$/u);
    await vscode.commands.executeCommand('attentionNotes.copyBibtex');
    assert.match(await vscode.env.clipboard.readText(), new RegExp(`^@\\w+\\{${citekey},`));
    await vscode.commands.executeCommand('attentionNotes.insertCitation');
    assert.equal(document.getText(), `See [@${citekey}] here`);
    await closeAll();
  });

  test('copy citation keys', async () => {
    await vscode.commands.executeCommand('attentionNotes.copyCitekey', row('ali2021xcit'));
    assert.equal(await vscode.env.clipboard.readText(), 'ali2021xcit');
  });

  test('show a paper in its listing, read-only, at its line', async () => {
    await vscode.commands.executeCommand('attentionNotes.showSource', row('chen2021crossvit'));
    const editor = vscode.window.visibleTextEditors.find(
      ({ document }) => document.uri.scheme === 'attention-notes',
    );
    assert.ok(editor);
    assert.match(
      editor.document.lineAt(editor.selection.active).text,
      /CrossViT: Cross-Attention Multi-Scale/,
    );
    await vscode.window.showTextDocument(editor.document);
    const before = editor.document.getText();
    await vscode.commands.executeCommand('type', { text: 'x' });
    assert.equal(editor.document.getText(), before);
  });
});
