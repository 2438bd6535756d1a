import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { AttentionNotesApi } from '../../src/extension/api';
import { openUntitled } from './untitled';

const folder = () => vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file('/');
const file = (name: string) => vscode.Uri.joinPath(folder(), name);
const write = (name: string, text: string) =>
  vscode.workspace.fs.writeFile(file(name), new TextEncoder().encode(text));
const read = async (name: string) => (await vscode.workspace.openTextDocument(file(name))).getText();

async function note(marked: string): Promise<[vscode.Uri, vscode.Position]> {
  const content = marked.replace('‸', '');
  const document = await openUntitled(content);
  return [document.uri, document.positionAt(marked.indexOf('‸'))];
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 20));
}

const places = (locations: readonly vscode.Location[]) =>
  locations
    .map(({ uri, range: { start, end } }) => {
      const name = uri.path.split('/').at(-1) ?? '';
      return `${name} ${start.line}:${start.character}-${end.character}`;
    })
    .sort();

const references = ([uri, position]: [vscode.Uri, vscode.Position]) =>
  vscode.commands.executeCommand<vscode.Location[]>('vscode.executeReferenceProvider', uri, position);

suite('Citations as symbols', () => {
  const written = ['nav-a.md', 'nav-b.md', 'attention-notes.json'];

  suiteSetup(async () => {
    await vscode.extensions.getExtension('attention-notes.attention-notes')?.activate();
  });

  teardown(async () => {
    // What is not saved counts on, whatever becomes of its file.
    await vscode.workspace.saveAll(false);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    for (const name of written) await vscode.workspace.fs.delete(file(name)).then(undefined, () => undefined);
  });

  test('lead to the entry in its listing', async () => {
    for (const marked of [
      'See [@ali2021xcit; -@chen2021cross‸vit, p. 3].',
      '| a |\n|---|\n| @{chen2021cross‸vit} |',
      'a[^1]\n\n[^1]: b\n  [@ali2021xcit;\n  ‸@chen2021crossvit]',
    ]) {
      const at = await note(marked);
      const found = await vscode.commands.executeCommand<vscode.LocationLink[]>(
        'vscode.executeDefinitionProvider',
        ...at,
      );
      const [link] = found;
      assert.ok(link, marked);
      const listing = await vscode.workspace.openTextDocument(link.targetUri);
      const entry = listing.getText().split('\n').slice(link.targetRange.start.line).slice(0, 5).join('\n');
      assert.match(entry, /CrossViT/);
      const document = await vscode.workspace.openTextDocument(at[0]);
      assert.equal(document.getText(link.originSelectionRange), 'chen2021crossvit');
    }
    for (const silent of ['`@chen2021cross‸vit`', 'me@chen2021cross‸vit', '[@nobody‸1999]', '‸x']) {
      const at = await note(silent);
      assert.deepEqual(await vscode.commands.executeCommand('vscode.executeDefinitionProvider', ...at), []);
    }
  });

  test('are found in files and in unsaved notes, by every key of the paper', async () => {
    await write('attention-notes.json', '{ "papers": { "ali2021xcit": { "aliases": ["xcit-net"] } } }');
    await write('nav-a.md', 'One [@xcit-net].\r\n\r\nTwo @ali2021xcit, `@ali2021xcit`, me@ali2021xcit.\r\n');
    const extension = vscode.extensions.getExtension<AttentionNotesApi>('attention-notes.attention-notes');
    const api = await extension?.activate();
    await until(async () => (await api?.getPaper('xcit-net'))?.citekey === 'ali2021xcit');
    const at = await note('‸@xcit-net and\n[see -@ali2021xcit]');
    await until(async () => (await references(at)).some(({ uri }) => uri.path.endsWith('nav-a.md')));
    // Unsaved notes of other tests are found too.
    const found = await references(at);
    const own = found.filter(({ uri }) => uri.path.includes('nav-') || uri.path === at[0].path);
    assert.deepEqual(places(own), [
      `${at[0].path} 0:1-9`,
      `${at[0].path} 1:7-18`,
      'nav-a.md 0:6-14',
      'nav-a.md 2:5-16',
    ]);
    const highlights = await vscode.commands.executeCommand<vscode.DocumentHighlight[]>(
      'vscode.executeDocumentHighlights',
      ...at,
    );
    assert.deepEqual(
      highlights.map(({ range }) => [range.start.line, range.start.character, range.end.character]),
      [
        [0, 1, 9],
        [1, 7, 18],
      ],
    );
    // From the paper's entry, too.
    const [entry] = await vscode.commands.executeCommand<vscode.LocationLink[]>(
      'vscode.executeDefinitionProvider',
      ...at,
    );
    assert.ok(entry);
    const fromEntry = await references([entry.targetUri, entry.targetRange.start]);
    for (const place of places(own)) assert.ok(places(fromEntry).includes(place), place);
    // As typed a moment ago.
    const document = await vscode.workspace.openTextDocument(at[0]);
    const editor = await vscode.window.showTextDocument(document);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), 'New '));
    const again = await references([at[0], new vscode.Position(0, 6)]);
    assert.ok(places(again).includes(`${at[0].path} 0:5-13`), places(again).join('\n'));
  });

  test('are renamed in every note, and the new key is recorded', async () => {
    await write('nav-a.md', 'One [@ali2021xcit].\n\n`@ali2021xcit` [-@{ali2021xcit}, p. 3]\n');
    await write('nav-b.md', '---\nnocite: "@ali2021xcit"\n---\n');
    const at = await note('See @ali2021‸xcit.');
    await until(async () => (await references(at)).some(({ uri }) => uri.path.endsWith('nav-b.md')));
    const prepared = await vscode.commands.executeCommand<{ range: vscode.Range; placeholder: string }>(
      'vscode.prepareRename',
      ...at,
    );
    assert.equal(prepared.placeholder, 'ali2021xcit');
    assert.deepEqual([prepared.range.start.character, prepared.range.end.character], [5, 16]);
    const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
      'vscode.executeDocumentRenameProvider',
      ...at,
      'el-nouby2021',
    );
    assert.ok(await vscode.workspace.applyEdit(edit));
    assert.equal(await read('nav-a.md'), 'One [@el-nouby2021].\n\n`@ali2021xcit` [-@{el-nouby2021}, p. 3]\n');
    assert.equal(await read('nav-b.md'), '---\nnocite: "@el-nouby2021"\n---\n');
    assert.equal((await vscode.workspace.openTextDocument(at[0])).getText(), 'See @el-nouby2021.');
    const decided = JSON.parse(await read('attention-notes.json')) as { papers: Record<string, object> };
    assert.deepEqual(Object.keys(decided.papers), ['el-nouby2021']);
    const extension = vscode.extensions.getExtension<AttentionNotesApi>('attention-notes.attention-notes');
    const api = await extension?.activate();
    await until(async () => (await api?.getPaper('ali2021xcit'))?.citekey === 'el-nouby2021');
    assert.deepEqual((await api?.getPaper('el-nouby2021'))?.aliases.includes('ali2021xcit'), true);
  });

  test('are written in braces where their new key needs them, and unknown keys are renamed alone', async () => {
    const at = await note('[@no‸body; @nobody] `@nobody`');
    const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
      'vscode.executeDocumentRenameProvider',
      ...at,
      'a(b)',
    );
    assert.ok(await vscode.workspace.applyEdit(edit));
    assert.equal((await vscode.workspace.openTextDocument(at[0])).getText(), '[@{a(b)}; @{a(b)}] `@nobody`');
  });

  test('refuse a key that is another paper’s or that cannot be one', async () => {
    const at = await note('[@ali2021‸xcit]');
    for (const name of ['chen2021crossvit', 'a b', 'a}']) {
      const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
        'vscode.executeDocumentRenameProvider',
        ...at,
        name,
      );
      assert.equal(edit.size, 0, name);
    }
  });

  test('are counted above the note, unless the setting says otherwise', async () => {
    const [uri] = await note('‸[@ali2021xcit; @chen2021crossvit, p. 3] and [@nobody1999thing], me@x.org');
    const lenses = async () => {
      const all = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        'vscode.executeCodeLensProvider',
        uri,
        9,
      );
      return all.map(({ command }) => command?.title).filter((title) => /cite|unknown/i.test(title ?? ''));
    };
    assert.deepEqual(await lenses(), ['Cites 2 papers in 2 families; 1 unknown key']);
    const [silent] = await note('‸No citation, me@x.org');
    assert.deepEqual(await vscode.commands.executeCommand('vscode.executeCodeLensProvider', silent, 9), []);
    const settings = vscode.workspace.getConfiguration('attentionNotes');
    await settings.update('noteLens', false, vscode.ConfigurationTarget.Global);
    try {
      assert.deepEqual(await lenses(), []);
    } finally {
      await settings.update('noteLens', undefined, vscode.ConfigurationTarget.Global);
    }
  });
});
