import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { AttentionNotesApi } from '../../src/extension/api';
import { openUntitled } from './untitled';

async function api(): Promise<AttentionNotesApi> {
  const extension = vscode.extensions.getExtension<AttentionNotesApi>('attention-notes.attention-notes');
  assert.ok(extension);
  return extension.activate();
}

/** Every item of nested lists in a quote costs the parser what all before it cost: minutes at this size. */
const endless = '> - - - - @a\n'.repeat(20_000);

/** Resolves with the file's problems of ours as soon as there are `count` of them. */
async function problemsOf(uri: vscode.Uri, count: number): Promise<vscode.Diagnostic[]> {
  for (;;) {
    const ours = vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'Attention Notes');
    if (ours.length === count) return ours;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

suite('Notes that cannot be read', () => {
  test('one that takes too long is given up and shown as not analysed, while everything else answers', async () => {
    const { listCitations, getPaper } = await api();
    const document = await openUntitled(endless);
    const given = listCitations(endless).then(
      () => 'read',
      () => 'given up',
    );
    assert.ok(await getPaper('chen2021crossvit'));
    assert.equal((await listCitations('Another note: [@a; @b]')).length, 1);
    assert.equal(await given, 'given up');
    const problem = (await problemsOf(document.uri, 1)).at(0);
    assert.equal(problem?.code, 'note.tooSlow');
    assert.equal(problem.range.start.line, 0);
  });

  test('one beyond the limits is read up to the line that the message names', async () => {
    const content = 'See [@ali2021xcit].\n\n' + '> '.repeat(10_000) + 'x\n\n[@b]\n';
    assert.equal((await (await api()).listCitations(content)).length, 1);
    const document = await openUntitled(content);
    const problem = (await problemsOf(document.uri, 1)).at(0);
    assert.equal(problem?.code, 'note.nesting');
    assert.equal(problem.range.start.line, 2);
  });
});

suite('The workspace file', () => {
  const file = () =>
    vscode.Uri.joinPath(
      vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file('/'),
      'attention-notes.json',
    );
  const write = (text: string) => vscode.workspace.fs.writeFile(file(), new TextEncoder().encode(text));
  const aliasIs = async (alias: string, citekey: string | undefined) => {
    while ((await (await api()).getPaper(alias))?.citekey !== citekey)
      await new Promise((resolve) => setTimeout(resolve, 20));
  };

  const remove = () => Promise.resolve(vscode.workspace.fs.delete(file())).catch(() => undefined);

  teardown(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await remove();
  });

  test('gives papers aliases as soon as it is there, and takes them back', async () => {
    await write('{ "papers": { "ali2021xcit": { "aliases": ["xcit"] } } }');
    await aliasIs('xcit', 'ali2021xcit');
    await write('{ "papers": { "chen2021crossvit": { "aliases": ["xcit"] } } }');
    await aliasIs('xcit', 'chen2021crossvit');
    await remove();
    await aliasIs('xcit', undefined);
  });

  test('counts before it is saved, and an undo takes it back', async () => {
    await write('{ "papers": {} }');
    const document = await vscode.workspace.openTextDocument(file());
    const editor = await vscode.window.showTextDocument(document);
    const whole = new vscode.Range(0, 0, 1, 0);
    await editor.edit((edit) =>
      edit.replace(whole, '{ "papers": { "ali2021xcit": { "aliases": ["unsaved"] } } }'),
    );
    await aliasIs('unsaved', 'ali2021xcit');
    await vscode.commands.executeCommand('undo');
    await aliasIs('unsaved', undefined);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  test('shows what is wrong in it at the line, and reads the rest', async () => {
    await write('{\n  "papers": {\n    "a": 1,\n    "ali2021xcit": { "aliases": ["rest"] }\n  }\n}\n');
    await aliasIs('rest', 'ali2021xcit');
    const problem = (await problemsOf(file(), 1)).at(0);
    assert.equal(problem?.range.start.line, 2);
    assert.equal(problem.range.start.character, 9);
    await vscode.workspace.fs.delete(file());
    await problemsOf(file(), 0);
  });
});
