import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { openUntitled } from './untitled';

const set = (name: string, value: string | undefined) =>
  vscode.workspace
    .getConfiguration('attentionNotes.checks')
    .update(name, value, vscode.ConfigurationTarget.Global);

/** What stands above a note, ours alone. */
async function lensesOf({ uri }: vscode.TextDocument): Promise<vscode.Command[]> {
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
    'vscode.executeCodeLensProvider',
    uri,
    9,
  );
  return lenses.flatMap(({ command }) =>
    command?.command === 'attentionNotes.showNoteCitations' ? [command] : [],
  );
}

/** Waits until this stands above a note. */
async function untilTitle(document: vscode.TextDocument, expected: string | undefined): Promise<void> {
  let title: string | undefined;
  for (let tries = 0; tries < 100; tries++) {
    title = (await lensesOf(document))[0]?.title;
    if (title === expected) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.equal(title, expected);
}

suite('The line above a note', () => {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  assert.ok(folder);
  const decisions = vscode.Uri.joinPath(folder, 'attention-notes.json');

  teardown(async () => {
    for (const name of ['unknownKeys', 'ambiguousKeys']) await set(name, undefined);
    await vscode.workspace.fs.delete(decisions).then(undefined, () => undefined);
  });

  test('counts ambiguous keys apart, and none that shall not be reported', async () => {
    const aliases = '{ "aliases": ["lens1999twice", "lens1999two"] }';
    const text = `{ "papers": { "ali2021xcit": ${aliases}, "chen2021crossvit": ${aliases} } }`;
    await vscode.workspace.fs.writeFile(decisions, new TextEncoder().encode(text));
    const document = await openUntitled('[@hu2022demystify; @lens1999twice] [@nobody1998]');
    await untilTitle(document, 'Cites 1 paper; 1 unknown key; 1 ambiguous key');
    await set('ambiguousKeys', 'off');
    await untilTitle(document, 'Cites 1 paper; 1 unknown key');
    await set('unknownKeys', 'off');
    await untilTitle(document, 'Cites 1 paper');
    await set('ambiguousKeys', 'hint');
    await untilTitle(document, 'Cites 1 paper; 1 ambiguous key');
    const other = await openUntitled('[@lens1999twice; @lens1999two]');
    await untilTitle(other, '2 ambiguous keys');
    await set('ambiguousKeys', 'off');
    await untilTitle(other, undefined);
  });

  test('leads to what its own note cites', async () => {
    const document = await openUntitled('[@ali2021xcit]');
    await untilTitle(document, 'Cites 1 paper');
    const [command] = await lensesOf(document);
    assert.deepEqual(command?.arguments, [document.uri.toString()]);
  });
});

suite('Documents that nobody can write in', () => {
  const CONTENT = '[@nobody1998; @ali2021xcit]';
  const older = vscode.workspace.registerTextDocumentContentProvider('older-note', {
    provideTextDocumentContent: () => CONTENT,
  });

  suiteTeardown(() => {
    older.dispose();
  });

  test('have no problems and no line above them, whoever made them', async () => {
    const fixed = await vscode.workspace.openTextDocument(vscode.Uri.parse('older-note:/a.md'));
    assert.equal(fixed.languageId, 'markdown');
    const note = await openUntitled(CONTENT);
    await untilTitle(note, 'Cites 1 paper; 1 unknown key');
    const problemsOf = ({ uri }: vscode.TextDocument) =>
      vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'Attention Notes');
    while (problemsOf(note).length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    assert.deepEqual(problemsOf(fixed), []);
    assert.deepEqual(await lensesOf(fixed), []);
  });
});
