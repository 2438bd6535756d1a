import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { AttentionNotesApi } from '../../src/extension/api';

const folder = () => vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file('/');
const file = (name: string) => vscode.Uri.joinPath(folder(), name);
const write = (name: string, text: string) =>
  vscode.workspace.fs.writeFile(file(name), new TextEncoder().encode(text));
const remove = (name: string) =>
  vscode.workspace.fs.delete(file(name), { recursive: true }).then(undefined, () => undefined);
const open = async (name: string) => vscode.workspace.openTextDocument(file(name));
const entry = (key: string) => `@misc{${key}, title = {On the attention of ${key}}}\n`;

/** What is told of a note, each as the last part of its code and what it covers. */
const told = (note: vscode.TextDocument) =>
  vscode.languages
    .getDiagnostics(note.uri)
    .filter(({ source }) => source === 'Attention Notes')
    .map(
      ({ code, range }) =>
        `${typeof code === 'string' ? code.replace('citation.', '') : ''}: ${note.getText(range)}`,
    )
    .sort();

async function untilTold(note: vscode.TextDocument, ...expected: string[]): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    if (JSON.stringify(told(note)) === JSON.stringify(expected)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.deepEqual(told(note), expected);
}

suite('Bibliographies of notes', () => {
  suiteSetup(async () => {
    const extension = vscode.extensions.getExtension<AttentionNotesApi>('attention-notes.attention-notes');
    await (await extension?.activate())?.whenReady();
  });

  teardown(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    for (const name of ['own', 'other', 'own.md', 'root.bib']) await remove(name);
    await vscode.workspace
      .getConfiguration('attentionNotes.checks')
      .update('bibliographies', undefined, vscode.ConfigurationTarget.Global);
  });

  test('leave unknown keys alone until they are read, and no longer', async () => {
    await write('own/sub/deep.md', '---\nbibliography: ../refs.yaml\n---\n\n[@roe2023deep; @notfound2020]\n');
    const note = await open('own/sub/deep.md');
    await untilTold(note, 'bibliography: ../refs.yaml');
    await write('own/refs.yaml', 'references:\n- id: roe2023deep\n  title: On deep attention\n');
    await untilTold(note, 'unknownKey: @notfound2020');
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      note.uri,
    );
    assert.deepEqual(
      lenses.map(({ command }) => command?.title),
      ['Cites 1 paper; 1 unknown key'],
    );
    await remove('own/refs.yaml');
    await untilTold(note, 'bibliography: ../refs.yaml');
    // Nothing is known of it there; what is exported or listed without it is told all the same.
    const result = await vscode.commands.executeCommand<{ unknown: string[] }>(
      'attentionNotes.exportCited',
      note.uri,
      undefined,
      file('own/cited.bib'),
    );
    assert.deepEqual([...result.unknown].sort(), ['notfound2020', 'roe2023deep']);
  });

  test('are told where they are named, when they are missing, outside or of another kind', async () => {
    await write('root.bib', entry('roe2023root'));
    await write('own/there.bib', entry('roe2023there'));
    await write(
      'own/note.md',
      [
        '---',
        'bibliography: [there.bib, "not there.bib", # nothing.bib',
        "  'refs.docx', /nowhere/else.bib, ../../../far.bib, https://example.org/a.bib, root.bib]",
        '---',
        '',
        'Nothing is cited.',
      ].join('\n'),
    );
    const note = await open('own/note.md');
    await untilTold(
      note,
      'bibliography: ../../../far.bib',
      'bibliography: /nowhere/else.bib',
      'bibliography: https://example.org/a.bib',
      'bibliography: not there.bib',
      'bibliography: refs.docx',
    );
    const messages = vscode.languages.getDiagnostics(note.uri).map(({ message }) => message);
    assert.ok(
      messages.includes(
        'The bibliography "not there.bib" does not exist: there is no file own/not there.bib.',
      ),
      messages.join('\n'),
    );
    await vscode.workspace
      .getConfiguration('attentionNotes.checks')
      .update('bibliographies', 'off', vscode.ConfigurationTarget.Global);
    await untilTold(note);
  });

  test('are found when their folder comes, and missed when it goes', async () => {
    await write('other/refs/refs.json', JSON.stringify([{ id: 'roe2023moved', title: 'Moved attention' }]));
    await write('own.md', '---\nbibliography:\n- own/refs/refs.json\n---\n\n[@roe2023moved; @nobody1998]\n');
    const note = await open('own.md');
    await untilTold(note, 'bibliography: own/refs/refs.json');
    await vscode.workspace.fs.rename(file('other'), file('own'));
    await untilTold(note, 'unknownKey: @nobody1998');
    await vscode.workspace.fs.rename(file('own'), file('other'));
    await untilTold(note, 'bibliography: own/refs/refs.json');
  });

  test('are read by a path from the root where that leads into the workspace', async function () {
    if (folder().scheme !== 'file') this.skip();
    await write('own/refs.yaml', '- id: roe2023absolute\n  title: On absolute attention\n');
    await write(
      'own.md',
      `---\nbibliography: ${file('own/refs.yaml').fsPath}\n---\n\n[@roe2023absolute; @nobody1998]\n`,
    );
    await untilTold(await open('own.md'), 'unknownKey: @nobody1998');
  });

  test('are not told of notes in other languages, and of none that is no file', async () => {
    const content = '---\nbibliography: nothing.bib\n---\n\n[@nobody1998]\n';
    await write('own/note.txt', content);
    const other = await open('own/note.txt');
    const untitled = await vscode.workspace.openTextDocument({ language: 'markdown', content });
    await write('own/note.md', content);
    await untilTold(await open('own/note.md'), 'bibliography: nothing.bib');
    assert.deepEqual([told(other), told(untitled)], [[], []]);
  });
});
