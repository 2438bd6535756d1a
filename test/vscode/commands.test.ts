import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';

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
  const document = await vscode.workspace.openTextDocument({
    language: 'markdown',
    content: content.replace('‸', ''),
  });
  const editor = await vscode.window.showTextDocument(document);
  const cursor = document.positionAt(content.indexOf('‸'));
  editor.selection = new vscode.Selection(cursor, cursor);
  return editor;
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

  test('insert into the note although a listing was opened in front of it', async () => {
    const { document } = await note('See ‸ here');
    await vscode.commands.executeCommand('attentionNotes.showSource', row('ali2021xcit'));
    await vscode.commands.executeCommand('attentionNotes.insertCitation', row('ali2021xcit'));
    assert.equal(document.getText(), 'See [@ali2021xcit] here');
    assert.equal(vscode.window.activeTextEditor?.document, document);
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
