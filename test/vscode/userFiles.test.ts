import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { AttentionNotesApi } from '../../src/extension/api';
import { openUntitled } from './untitled';

const folder = () => vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file('/');
const file = (name: string) => vscode.Uri.joinPath(folder(), name);
const write = (name: string, text: string) =>
  vscode.workspace.fs.writeFile(file(name), new TextEncoder().encode(text));
const remove = (name: string) =>
  vscode.workspace.fs.delete(file(name), { recursive: true }).then(undefined, () => undefined);
const settings = () => vscode.workspace.getConfiguration('attentionNotes.library');

const entry = (key: string, title: string, more = '') =>
  `@article{${key},\n  title = {${title}},\n  author = {Roe, Jane and Doe, John},\n  year = {2023},\n${more}}\n`;

async function until(holds: () => Promise<boolean>, what: string): Promise<void> {
  for (let tries = 0; !(await holds()); tries++) {
    assert.ok(tries < 500, `in vain waited for: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

suite("The user's own files", () => {
  let api: AttentionNotesApi;
  const comes = (key: string) => until(async () => (await api.getPaper(key)) !== undefined, key);
  const goes = (key: string) => until(async () => (await api.getPaper(key)) === undefined, `no ${key}`);
  const definition = async (key: string) => {
    const { uri } = await openUntitled(`See @${key}.`);
    const found = await vscode.commands.executeCommand<vscode.LocationLink[]>(
      'vscode.executeDefinitionProvider',
      uri,
      new vscode.Position(0, 6),
    );
    return found.map(
      ({ targetUri, targetRange }) =>
        `${targetUri.path.split('/').at(-1) ?? ''}:${targetRange.start.line + 1}`,
    );
  };

  suiteSetup(async () => {
    const extension = vscode.extensions.getExtension<AttentionNotesApi>('attention-notes.attention-notes');
    assert.ok(extension);
    api = await extension.activate();
    await api.whenReady();
  });

  teardown(async () => {
    await vscode.workspace.saveAll(false);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    for (const name of ['own.bib', 'open.bib', 'own', 'own.md', 'own.txt', 'attention-notes.json'])
      await remove(name);
    for (const name of ['external', 'includeSeeds'])
      await settings().update(name, undefined, vscode.ConfigurationTarget.Global);
    await settings().update('files', undefined, vscode.ConfigurationTarget.Workspace);
    await until(async () => (await api.listPapers()).length === 331, 'nothing but what is shipped');
  });

  test('are read when they are dropped into the folder, and forgotten when they go', async () => {
    await write('own.bib', `% mine\n${entry('roe2023own', 'Attention of my own')}`);
    await comes('roe2023own');
    const paper = await api.getPaper('roe2023own');
    assert.equal(paper?.title, 'Attention of my own');
    assert.deepEqual(
      paper.sources.map(({ file: name, line }) => [name, line]),
      [['own.bib', 2]],
    );
    assert.deepEqual(await definition('roe2023own'), ['own.bib:2']);
    const { uri } = await openUntitled('See [@roe2023o');
    const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      uri,
      new vscode.Position(0, 14),
    );
    assert.ok(
      items.some(({ label }) => (typeof label === 'string' ? label : label.label).includes('roe2023own')),
    );
    const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
      'vscode.executeDocumentSymbolProvider',
      (await vscode.workspace.openTextDocument(file('own.bib'))).uri,
    );
    assert.deepEqual(
      symbols.map(({ name, detail }) => [name, detail]),
      [['Attention of my own', 'roe2023own']],
    );
    await write('own.bib', entry('roe2023other', 'Attention of another kind'));
    await goes('roe2023own');
    await comes('roe2023other');
    await remove('own.bib');
    await goes('roe2023other');
  });

  test('count as they are in the editor', async () => {
    await write('open.bib', entry('roe2023own', 'Attention of my own'));
    await comes('roe2023own');
    const document = await vscode.workspace.openTextDocument(file('open.bib'));
    await vscode.window.showTextDocument(document);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), `${entry('roe2023unsaved', 'Not on the disk')}\n`);
    await vscode.workspace.applyEdit(edit);
    await comes('roe2023unsaved');
    await until(async () => (await definition('roe2023own'))[0] === 'open.bib:7', 'the moved entry');
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await goes('roe2023unsaved');
  });

  test('are one paper with what is shipped, by their own words first', async () => {
    const more = '  doi = {10.48550/arXiv.2103.14899},\n';
    await write('own.bib', entry('mine', 'CrossViT, my reading of it', more));
    await comes('mine');
    const paper = await api.getPaper('chen2021crossvit');
    assert.equal(paper?.citekey, 'mine');
    assert.equal(paper.title, 'CrossViT, my reading of it');
    assert.match(paper.abstract ?? '', /vision transformer/i);
    assert.deepEqual(await definition('chen2021crossvit'), ['own.bib:1']);
    const { uri } = await openUntitled('See @mine.');
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      uri,
      new vscode.Position(0, 6),
    );
    const card = hovers
      .flatMap(({ contents }) => contents.map((content) => (content as vscode.MarkdownString).value))
      .join('\n');
    assert.match(card, /\]\((?:file|vscode-remote):[^)]*own\.bib#L1\)/);
    assert.match(card, /arXiv id 2103/);
    await write('attention-notes.json', '{ "papers": { "mine": { "not": ["chen2021crossvit"] } } }');
    await until(
      async () => (await api.getPaper('chen2021crossvit'))?.citekey === 'chen2021crossvit',
      'the split',
    );
    assert.equal((await api.getPaper('mine'))?.abstract, undefined);
  });

  test('are read when a note names them, though no setting does', async () => {
    await vscode.workspace.fs.createDirectory(file('own'));
    await write('own/library.json', JSON.stringify([{ id: 'roe2023named', title: 'Named by a note' }]));
    await write('own.md', '---\nbibliography: [own/library.json]\n---\n\nText.\n');
    await comes('roe2023named');
    await write('own/library.json', JSON.stringify([{ id: 'roe2024named', title: 'Named by a note' }]));
    await comes('roe2024named');
    await remove('own.md');
    await goes('roe2024named');
  });

  test('are entries that a note has itself, as they are in the editor', async () => {
    const front = (title: string) => `---\nreferences:\n- id: roe2023inline\n  title: ${title}\n---\n`;
    await write('own.md', `${front('Inline attention')}\nSee [@roe2023inline].\n`);
    await comes('roe2023inline');
    assert.deepEqual(await definition('roe2023inline'), ['own.md:3']);
    const note = await vscode.workspace.openTextDocument(file('own.md'));
    assert.deepEqual(vscode.languages.getDiagnostics(note.uri), []);
    const [hover] = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      note.uri,
      new vscode.Position(6, 8),
    );
    assert.match((hover?.contents[0] as vscode.MarkdownString).value, /Inline attention/);
    const places = await vscode.commands.executeCommand<vscode.LocationLink[]>(
      'vscode.executeDefinitionProvider',
      note.uri,
      new vscode.Position(6, 8),
    );
    assert.deepEqual(
      places.map(({ targetRange }) => targetRange.start.line),
      [2],
    );
    await vscode.window.showTextDocument(note);
    await vscode.commands.executeCommand('attentionNotes.updateReferences');
    assert.match(note.getText(), /See \[@roe2023inline\]\.[^]*Inline Attention/);
    const edit = new vscode.WorkspaceEdit();
    edit.replace(note.uri, new vscode.Range(3, 9, 3, 25), 'Attention, rewritten');
    await vscode.workspace.applyEdit(edit);
    await until(
      async () => (await api.getPaper('roe2023inline'))?.title === 'Attention, rewritten',
      'the edit',
    );
    await remove('own.md');
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await goes('roe2023inline');
  });

  test('can be all there is', async () => {
    await write('own.bib', entry('roe2023own', 'Attention of my own'));
    await comes('roe2023own');
    await settings().update('includeSeeds', false, vscode.ConfigurationTarget.Global);
    await goes('chen2021crossvit');
    await until(
      async () => (await api.listPapers()).every(({ citekey }) => citekey.startsWith('roe')),
      'no seed',
    );
    await settings().update('includeSeeds', undefined, vscode.ConfigurationTarget.Global);
    await until(async () => (await api.listPapers()).length === 332, 'all papers');
  });

  test('are not read half while they are being written', async () => {
    const [first, second] = [entry('roe2023first', 'The first of two'), entry('roe2023second', 'The second')];
    await write('own.bib', first + second);
    await comes('roe2023second');
    await write('own.bib', first + second.slice(0, 30));
    let isThere = true;
    const written = new Promise((resolve) => setTimeout(resolve, 450)).then(() =>
      write('own.bib', first + entry('roe2023third', 'The third') + second),
    );
    await until(async () => {
      isThere &&= (await api.getPaper('roe2023second')) !== undefined;
      return (await api.getPaper('roe2023third')) !== undefined;
    }, 'what is written last');
    await written;
    assert.ok(isThere, 'the second paper was gone meanwhile');
    // What never comes to an end counts as it is.
    await write('own.bib', first + second.slice(0, -3));
    await goes('roe2023third');
    await comes('roe2023second');
  });

  test('are found again as often as they are deleted and rewritten', async () => {
    for (let round = 0; round < 4; round++) {
      const key = `roe2023round${round}`;
      await write('own.bib', entry(key, `Round number ${round}`));
      await comes(key);
      await remove('own.bib');
      // Sometimes before the loss is noticed, sometimes after it.
      if (round % 2 === 0) await goes(key);
      await write('own.bib', entry(`${key}again`, `Round number ${round} again`));
      await comes(`${key}again`);
      await goes(key);
    }
  });

  test('are listings where the settings name them, and say so where they are none', async () => {
    await settings().update('files', ['own.txt', 'own.md'], vscode.ConfigurationTarget.Workspace);
    const abstract =
      'We show that it works, and why. It is swift on every task that we tried, and needs little.';
    await write('own.txt', `On attention of our own\n\n${abstract}\n\n  • 3 authors\n·\nJan 1, 2024\n`);
    await write('own.md', '# A note\n\nOf attention, and of nothing else.\n');
    await until(
      async () => (await api.listPapers()).some(({ title }) => title === 'On attention of our own'),
      'the listing',
    );
    const told = () => vscode.languages.getDiagnostics(file('own.md'));
    await until(async () => Promise.resolve(told().length > 0), 'the problem');
    assert.deepEqual(
      told().map(({ message, range }) => [message, range.start.line]),
      [['This file is not a listing of papers: no titles with abstracts were found.', 0]],
    );
    assert.deepEqual(vscode.languages.getDiagnostics(file('own.txt')), []);
  });

  test('say once, at each entry, where two papers have one key; one paper with two keys is no conflict', async () => {
    await vscode.workspace.fs.createDirectory(file('own'));
    await write('own.bib', `\n${entry('roe2023same', 'Attention of one kind')}`);
    await write('own/other.bib', entry('roe2023same', 'Something quite different'));
    const told = (name: string) =>
      vscode.languages
        .getDiagnostics(file(name))
        .map(({ message, range }) => [/^"(\S+)" is also the key/.exec(message)?.[1], range.start.line]);
    await until(
      async () => Promise.resolve(told('own.bib').length > 0 && told('own/other.bib').length > 0),
      'the conflict',
    );
    assert.deepEqual([told('own.bib'), told('own/other.bib')], [[['roe2023same', 1]], [['roe2023same', 0]]]);
    await write('own/other.bib', entry('roe2023more', 'Attention of one kind'));
    await comes('roe2023more');
    assert.equal((await api.getPaper('roe2023more'))?.citekey, (await api.getPaper('roe2023same'))?.citekey);
    await until(async () => Promise.resolve(told('own.bib').length === 0), 'no conflict');
    assert.deepEqual(told('own/other.bib'), []);
  });

  test('say at each entry where two papers have one identifier, and where a key stands twice', async () => {
    const doi = '  doi = {10.1007/978-3-030-1},\n';
    const other = entry('doe2023memory', 'Memory of minds', doi)
      .replace(/Roe.*Doe/, 'Poe')
      .replace('John', 'Ed');
    await write(
      'own.bib',
      entry('roe2023heads', 'Heads of state', doi) + other + entry('roe2023heads', 'Twice'),
    );
    await comes('doe2023memory');
    assert.equal((await api.getPaper('doe2023memory'))?.authors[0]?.family, 'Poe');
    const told = (uri: vscode.Uri) => vscode.languages.getDiagnostics(uri).map(({ message }) => message);
    const twice = /^The key "roe2023heads" stands here a second time; the first is on line 1\./;
    const apart = (one: string, two: string, line: number) =>
      `"${one}" has the DOI of "${two}" (own.bib, line ${line}), but titles and authors say that they are two papers: they are kept apart.`;
    await until(async () => Promise.resolve(told(file('own.bib')).length === 3), 'the problems');
    const found = told(file('own.bib'));
    assert.ok(found.includes(apart('roe2023heads', 'doe2023memory', 7)), found.join('\n'));
    assert.ok(found.includes(apart('doe2023memory', 'roe2023heads', 1)), found.join('\n'));
    assert.equal(found.filter((message) => twice.test(message)).length, 1, found.join('\n'));
    const note = await openUntitled('See [@roe2023heads] and [@doe2023memory].');
    await until(async () => Promise.resolve(told(note.uri).length > 0), 'the mark');
    assert.deepEqual(told(note.uri), [
      '"roe2023heads" is also the key of "Twice". Here the entry that stands first counts; give one of them another key.',
    ]);
  });

  test('get the new key of an entry that is renamed', async () => {
    await write('own.bib', entry('roe2023own', 'Attention of my own'));
    await write('own.md', 'See @roe2023own.\n');
    await comes('roe2023own');
    const note = await vscode.workspace.openTextDocument(file('own.md'));
    const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
      'vscode.executeDocumentRenameProvider',
      note.uri,
      new vscode.Position(0, 6),
      'roe2023renamed',
    );
    const changes = new Map(edit.entries().map(([uri, edits]) => [uri.path.split('/').at(-1), edits]));
    assert.deepEqual([...changes.keys()].sort(), ['own.bib', 'own.md']);
    const [, named] = changes.get('own.bib') ?? [];
    assert.equal(named?.newText, 'roe2023renamed');
    assert.deepEqual(
      [named.range.start.line, named.range.start.character, named.range.end.character],
      [0, 9, 19],
    );
  });

  test('keep what refers to an entry that is renamed, and its key before where a note keeps that', async () => {
    const part = entry('doe2023part', 'A part of it', '  crossref = {roe2023own},\n');
    await write('own.bib', entry('roe2023own', 'Attention of my own') + part);
    await write('attention-notes.json', '{ "papers": { "doe2023part": { "not": ["roe2023own"] } } }\n');
    // A link that would end at the new key.
    await write('own.md', '[the text of @roe2023own](own.bib)\n');
    await comes('doe2023part');
    const at = await openUntitled('See @roe2023own.');
    const rename = (name: string) =>
      vscode.commands.executeCommand<vscode.WorkspaceEdit>(
        'vscode.executeDocumentRenameProvider',
        at.uri,
        new vscode.Position(0, 6),
        name,
      );
    assert.equal((await rename('a,b')).size, 0);
    const isKept = async () =>
      (await rename('roe](23'))
        .entries()
        .some(([, edits]) => edits.some((own) => own.newText.includes('aliases')));
    await until(isKept, 'the note in the index');
    assert.ok(await vscode.workspace.applyEdit(await rename('roe](23')));
    const text = async (name: string) => (await vscode.workspace.openTextDocument(file(name))).getText();
    assert.match(await text('own.bib'), /@article\{roe\]\(23,[^]*crossref = \{roe\]\(23\}/);
    assert.equal(await text('own.md'), '[the text of @roe2023own](own.bib)\n');
    const { papers } = JSON.parse(await text('attention-notes.json')) as {
      papers: Record<string, { not?: string[]; aliases?: string[] }>;
    };
    assert.deepEqual(papers['doe2023part']?.not, ['roe](23']);
    assert.deepEqual(papers['roe](23']?.aliases, ['roe2023own']);
    await until(async () => (await api.getPaper('roe2023own'))?.citekey === 'roe](23', 'the key before');
  });
});
