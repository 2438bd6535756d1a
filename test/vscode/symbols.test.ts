import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { openUntitled } from './untitled';

const find = async (query: string) =>
  (
    await vscode.commands.executeCommand<vscode.SymbolInformation[]>(
      'vscode.executeWorkspaceSymbolProvider',
      query,
    )
  ).filter(({ location }) => location.uri.scheme === 'attention-notes');

suite('Papers among the symbols of the workspace', () => {
  test('are found by key, words, author and identifier, and lead to their entries', async () => {
    for (const query of ['chen2021crossvit', 'CrossViT', '2103.14899', 'panda', 'multi-scale']) {
      const symbol = (await find(query)).find(({ name }) => name.startsWith('chen2021crossvit · '));
      assert.ok(symbol, query);
      const { uri, range } = symbol.location;
      const document = await vscode.workspace.openTextDocument(uri);
      assert.match(document.lineAt(range.start).text, /CrossViT: Cross-Attention Multi-Scale/);
      assert.match(symbol.containerName, /^Chen et al\., 2021 · \p{L}/u);
    }
  });

  test('are a bounded number before anything is typed, and none for what means no paper', async () => {
    assert.equal((await find('')).length, 50);
    assert.deepEqual(await find('zzqxj'), []);
  });
});

suite('The outline', () => {
  const outline = ({ uri }: vscode.TextDocument) =>
    vscode.commands.executeCommand<vscode.DocumentSymbol[] | undefined>(
      'vscode.executeDocumentSymbolProvider',
      uri,
    );

  test('of a listing is its entries, with the lines that each of them takes', async () => {
    const [found] = await find('chen2021crossvit');
    assert.ok(found);
    const document = await vscode.workspace.openTextDocument(found.location.uri);
    const symbols = await outline(document);
    assert.ok(symbols && symbols.length > 10);
    for (const { name, range, selectionRange } of symbols) {
      assert.equal(document.getText(selectionRange), name);
      assert.ok(range.start.isEqual(selectionRange.start) && range.end.line > range.start.line, name);
    }
    const own = symbols.find(({ detail }) => detail === 'chen2021crossvit');
    assert.equal(own?.range.start.line, found.location.range.start.line);
    assert.match(document.getText(own.range), /^CrossViT: [^]*image classification/);
  });

  test('of a note is left alone', async () => {
    const symbols = await outline(await openUntitled('# Heading\n\n[@chen2021crossvit]\n'));
    // Not every host has VS Code's own extension for Markdown.
    assert.deepEqual(
      (symbols ?? []).filter(({ name }) => name !== '# Heading'),
      [],
    );
  });
});
