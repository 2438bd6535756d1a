import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { openUntitled } from './untitled';

const SETTING = 'attentionNotes.languages';

const set = (languages: readonly string[] | undefined) =>
  vscode.workspace.getConfiguration().update(SETTING, languages, vscode.ConfigurationTarget.Global);

const speaks = async (document: vscode.TextDocument) => {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    document.uri,
    new vscode.Position(0, 3),
  );
  const list = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    document.uri,
    new vscode.Position(0, 6),
  );
  const isOurs = ({ kind }: vscode.CompletionItem) => kind === vscode.CompletionItemKind.Reference;
  return { hover: hovers.length > 0, completion: list.items.some(isOurs) };
};

const open = (language: string) => openUntitled('[@chen2021crossvit]', language);

suite('The languages of notes', () => {
  teardown(() => set(undefined));

  test('are Markdown and its kin by default', async () => {
    const { defaultValue } = vscode.workspace.getConfiguration().inspect(SETTING) ?? {};
    assert.deepEqual(defaultValue, ['markdown', 'quarto', 'rmd', 'mdx']);
    assert.deepEqual(await speaks(await open('markdown')), { hover: true, completion: true });
    assert.deepEqual(await speaks(await open('plaintext')), { hover: false, completion: false });
  });

  test('are what the setting says, at once', async () => {
    await set(['plaintext']);
    assert.deepEqual(await speaks(await open('plaintext')), { hover: true, completion: true });
    assert.deepEqual(await speaks(await open('markdown')), { hover: false, completion: false });
    await set(undefined);
    assert.deepEqual(await speaks(await open('markdown')), { hover: true, completion: true });
  });

  test('may be none, and are never nonsense', async () => {
    await set([]);
    assert.deepEqual(await speaks(await open('markdown')), { hover: false, completion: false });
    await vscode.workspace
      .getConfiguration()
      .update(SETTING, [1, null, 'markdown'], vscode.ConfigurationTarget.Global);
    assert.deepEqual(await speaks(await open('markdown')), { hover: true, completion: true });
  });

  test('are known by the endings of files, in any case, and by those that a person gives them', async () => {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    assert.ok(folder);
    const associate = (associations?: Record<string, string>) =>
      vscode.workspace
        .getConfiguration()
        .update('files.associations', associations, vscode.ConfigurationTarget.Global);
    const files = ['README.MD', 'own.attn', 'none.mdown'].map((name) => vscode.Uri.joinPath(folder, name));
    for (const file of files)
      await vscode.workspace.fs.writeFile(file, new TextEncoder().encode('[@chen2021crossvit]'));
    const note = await open('markdown');
    const until = async (holds: (citing: string) => boolean) => {
      let citing = '';
      for (const end = Date.now() + 10_000; Date.now() < end;) {
        const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
          'vscode.executeHoverProvider',
          note.uri,
          new vscode.Position(0, 3),
        );
        const texts = hovers.flatMap(({ contents }) => contents);
        citing = texts.map((part) => (part instanceof vscode.MarkdownString ? part.value : '')).join();
        if (holds(citing)) return;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      assert.fail(citing);
    };
    try {
      await until((citing) => /README\S*MD/.test(citing) && citing.includes('mdown'));
      await associate({ '*.attn': 'markdown', '*.mdown': 'plaintext' });
      await until((citing) => citing.includes('attn') && !citing.includes('mdown'));
      await associate();
      await until((citing) => !citing.includes('attn') && citing.includes('mdown'));
    } finally {
      await associate();
      for (const file of files) await vscode.workspace.fs.delete(file);
    }
  });

  test('count in the cells of a notebook', async () => {
    const { Markup, Code } = vscode.NotebookCellKind;
    const note = new vscode.NotebookCellData(Markup, '[@chen2021crossvit]', 'markdown');
    const code = new vscode.NotebookCellData(Code, '[@chen2021crossvit]', 'python');
    // A kind of notebook of the tests' own: the built-in one is not in every host.
    const serializer = vscode.workspace.registerNotebookSerializer('cells', {
      deserializeNotebook: () => new vscode.NotebookData([]),
      serializeNotebook: () => new Uint8Array(),
    });
    const notebook = await vscode.workspace.openNotebookDocument(
      'cells',
      new vscode.NotebookData([note, code]),
    );
    const [first, second] = notebook.getCells();
    assert.ok(first && second);
    assert.deepEqual(await speaks(first.document), { hover: true, completion: true });
    assert.deepEqual(await speaks(second.document), { hover: false, completion: false });
    serializer.dispose();
  });
});
