import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { AttentionNotesApi } from '../../src/extension/api';
import { openUntitled } from './untitled';

const execute = <T>(command: string, ...args: unknown[]) =>
  vscode.commands.executeCommand<T>(command, ...args);

async function api(): Promise<AttentionNotesApi> {
  const extension = vscode.extensions.getExtension<AttentionNotesApi>('attention-notes.attention-notes');
  assert.ok(extension);
  return extension.activate();
}

const file = () =>
  vscode.Uri.joinPath(
    vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file('/'),
    'attention-notes.json',
  );
const write = (text: string) => vscode.workspace.fs.writeFile(file(), new TextEncoder().encode(text));
const read = async () => new TextDecoder().decode(await vscode.workspace.fs.readFile(file()));
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function until<T>(ask: () => Thenable<T>, isDone: (answer: T) => boolean): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (isDone(answer)) return answer;
    await pause(20);
  }
}

const familyOf = async (key: string) => (await (await api()).getPaper(key))?.families.primary;
const movedTo = (key: string, family: string | undefined) =>
  until(
    () => familyOf(key),
    (found) => found === family,
  );

const row = (citekey: string) => ({
  ...{ kind: 'paper', id: `family:x/${citekey}`, citekey, order: 0 },
  ...{ title: '', byline: '', year: 2021 },
});

/** Opens a pick by a command, goes down so many rows, and takes that one; again until something was written. */
async function take(index: number, command: string, ...args: unknown[]): Promise<string> {
  const before = await read().catch(() => '');
  void execute(command, ...args);
  await pause(300);
  for (let step = 0; step < index; step++) await execute('workbench.action.quickOpenNavigateNext');
  const written = () => read().catch(() => '');
  await execute('workbench.action.acceptSelectedQuickOpenItem');
  return until(written, (text) => text !== before);
}

/** The card that a paper's key shows in a note. */
async function cardOf(citekey: string): Promise<string> {
  const content = `@${citekey}`;
  const document = await openUntitled(content);
  const hovers = await execute<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    document.uri,
    document.positionAt(3),
  );
  const texts = hovers.flatMap(({ contents }) =>
    contents.map((part) => (part instanceof vscode.MarkdownString ? part.value : '')),
  );
  return texts.join('\n').replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));
}

suite('Families', () => {
  setup(async () => {
    await (await api()).whenReady();
  });

  teardown(async () => {
    await execute('workbench.action.closeQuickOpen');
    await execute('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(file()).then(undefined, () => undefined);
    await until(
      async () => (await (await api()).listFamilies()).length,
      (count) => count === 22,
    );
  });

  test('take a paper that is moved there, which its card says, and give it back by an undo', async () => {
    const computed = await familyOf('ali2021xcit');
    assert.ok(computed);
    // The first row is the first family; below, for a paper that was moved, that it goes back.
    const text = await take(0, 'attentionNotes.moveToFamily', row('ali2021xcit'));
    assert.equal(text, '{\n  "papers": {\n    "ali2021xcit": { "family": "self-attention" }\n  }\n}\n');
    await movedTo('ali2021xcit', 'self-attention');
    assert.match(await cardOf('ali2021xcit'), /\*Dense self-attention architectures\*, where you moved it/);
    const document = await vscode.workspace.openTextDocument(file());
    assert.equal(document.isDirty, false);
    await vscode.window.showTextDocument(document);
    await execute('undo');
    await movedTo('ali2021xcit', computed);
    await execute('workbench.action.revertAndCloseActiveEditor');
    await movedTo('ali2021xcit', 'self-attention');
    await take(0, 'attentionNotes.moveToFamily', row('ali2021xcit'));
    await movedTo('ali2021xcit', computed);
    assert.doesNotMatch(await read(), /ali2021xcit/);
  });

  test('keep comments, unknown fields and unsaved edits of the file when a paper is moved', async () => {
    await write('{\n  // mine\n  "papers": {\n    "chu2021twins": { "rating": 4 }\n  }\n}\n');
    const document = await vscode.workspace.openTextDocument(file());
    // One that was open before still says what the file was then.
    await until(
      () => Promise.resolve(document.getText()),
      (text) => text.includes('mine'),
    );
    const editor = await vscode.window.showTextDocument(document);
    await editor.edit((edit) => edit.insert(new vscode.Position(1, 9), ', all mine'));
    const rows = [row('chu2021twins'), row('xia2023dat')];
    void execute('attentionNotes.moveToFamily', rows[0], rows);
    await pause(300);
    await execute('workbench.action.acceptSelectedQuickOpenItem');
    await movedTo('xia2023dat', 'self-attention');
    assert.equal(document.isDirty, true);
    assert.equal(
      document.getText(),
      `{
  // mine, all mine
  "papers": {
    "chu2021twins": { "rating": 4, "family": "self-attention" },
    "xia2023dat": { "family": "self-attention" }
  }
}
`,
    );
    await execute('workbench.action.revertAndCloseActiveEditor');
  });

  test("of the user's own are listed, take papers by their terms, and stand in the API", async () => {
    await write(
      '{ "families": { "cross": { "label": "Cross-scale", "group": "vision", "terms": ["CrossViT"] }, "other": { "hidden": true }, "linear": { "label": "Kernels" } } }',
    );
    await movedTo('chen2021crossvit', 'cross');
    const families = await (await api()).listFamilies();
    const own = families.find(({ id }) => id === 'cross');
    assert.deepEqual([own?.label, own?.group, own?.own, own?.hidden], ['Cross-scale', 'vision', true, false]);
    assert.ok((own?.count ?? 0) >= 1);
    assert.equal(families.find(({ id }) => id === 'other')?.hidden, true);
    assert.equal(families.find(({ id }) => id === 'linear')?.label, 'Kernels');
    assert.equal(
      families.reduce((sum, { count }) => sum + count, 0),
      331,
    );
    const title = 'Beyond CrossViT';
    const { primary, evidence } = await (await api()).classify({ title });
    assert.equal(primary.family, 'cross');
    assert.equal(title.slice(evidence[0]?.start, evidence[0]?.end), 'CrossViT');
    assert.match(await cardOf('chen2021crossvit'), /\*Cross-scale\*: “CrossViT”/);
  });

  test('that are renamed or hidden from the tree are written into the file, and shown again', async () => {
    const family = { kind: 'group', id: 'family:other', by: 'family', value: 'other' };
    await execute('attentionNotes.hideFamily', family);
    assert.equal(await read(), '{\n  "families": {\n    "other": { "hidden": true }\n  }\n}\n');
    const isHidden = async () =>
      (await (await api()).listFamilies()).find(({ id }) => id === 'other')?.hidden ?? false;
    await until(isHidden, (hidden) => hidden);
    await execute('attentionNotes.showHiddenFamilies');
    await until(isHidden, (hidden) => !hidden);
    assert.doesNotMatch(await read(), /other/);
  });

  test('that are not there, and papers that are not, are problems at their lines', async () => {
    await write(
      '{\n  "papers": {\n    "nobody1999x": { "family": "linear" },\n    "ali2021xcit": { "family": "nothing" }\n  }\n}\n',
    );
    const problems = await until(
      () =>
        Promise.resolve(
          vscode.languages.getDiagnostics(file()).filter(({ source }) => source === 'Attention Notes'),
        ),
      (found) => found.length === 2,
    );
    assert.deepEqual(
      problems.map(({ code, range }) => [code, range.start.line, range.start.character]),
      [
        ['decisions.unknownPaper', 2, 4],
        ['decisions.unknownFamily', 3, 31],
      ],
    );
  });

  test('are not written into a file that is not valid JSON', async () => {
    const broken = '{ "papers": { "ali2021xcit": ';
    await write(broken);
    void execute('attentionNotes.moveToFamily', row('ali2021xcit'));
    await pause(300);
    await execute('workbench.action.acceptSelectedQuickOpenItem');
    await pause(300);
    assert.equal(await read(), broken);
    await execute('notifications.clearAll');
  });
});
