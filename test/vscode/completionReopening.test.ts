import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { RequestType } from 'vscode-jsonrpc';
import { CitationCompletion } from '../../src/extension/citationCompletion';
import { LibraryClient } from '../../src/extension/libraryClient';
import { LibrarySources } from '../../src/extension/librarySources';
import { MadeFolders } from '../../src/extension/madeFolders';
import { NotesClient } from '../../src/extension/notesClient';
import { complete } from '../../src/worker/protocol';
import { startInstalled } from './installedWorker';
import { openUntitled } from './untitled';

/** Counts what completion asks for, and has something happen before it is answered. */
class CountingLibrary extends LibraryClient {
  completions = 0;
  beforeAnswer: () => Thenable<unknown> = () => Promise.resolve();

  override async request<P, R>(
    type: RequestType<P, R, void>,
    params: P,
    token?: vscode.CancellationToken,
  ): Promise<R> {
    const answer = await super.request(type, params, token);
    if (type.method === complete.method) {
      this.completions++;
      await this.beforeAnswer();
    }
    return answer;
  }
}

suite('Completion that ran empty', () => {
  const log = vscode.window.createOutputChannel('Completion', { log: true });
  const notes = new NotesClient(startInstalled, log, () => undefined);
  const extension = vscode.extensions.getExtension('attention-notes.attention-notes');
  assert.ok(extension);
  const { extensionUri } = extension;
  const sources = new LibrarySources({ extensionUri } as vscode.ExtensionContext, new MadeFolders());
  const library = new CountingLibrary(startInstalled, sources, log);
  const completion = new CitationCompletion(notes, library);
  const { token } = new vscode.CancellationTokenSource();
  const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  const until = async (is: () => boolean) => {
    for (let tries = 0; !is() && tries < 200; tries++) await wait(50);
  };

  suiteTeardown(async () => {
    vscode.Disposable.from(completion, library, sources, notes, log).dispose();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  /** Shows a note of a language that nobody else completes, and asks at its end; how many rows there are. */
  async function askAtEnd(text: string) {
    const document = await openUntitled(text, 'plaintext');
    const editor = await vscode.window.showTextDocument(document);
    const position = document.positionAt(text.length);
    const context = {
      triggerKind: vscode.CompletionTriggerKind.TriggerCharacter,
      triggerCharacter: '@',
    };
    const list = await completion.provideCompletionItems(document, position, token, context);
    library.completions = 0;
    const end = () => document.positionAt(document.getText().length);
    const type = (letter: string) => editor.edit((edit) => edit.insert(end(), letter));
    const takeBack = (letters: number) =>
      editor.edit((edit) => edit.delete(new vscode.Range(end().translate(0, -letters), end())));
    return { rows: list?.items.length, type, takeBack };
  }

  test('is asked for anew as the citation goes on, and only where no row at all was left', async () => {
    const empty = await askAtEnd('See [@qqqzz');
    assert.equal(empty.rows, 0);
    await empty.type('q');
    await until(() => library.completions > 0);
    assert.equal(library.completions, 1);
    const saying = await askAtEnd('See [@qqqzz -video');
    assert.equal(saying.rows, 1);
    await saying.type('s');
    await wait(500);
    assert.equal(library.completions, 0);
  });

  test('is asked for anew where the editor closes the list: when a word of several is taken back', async () => {
    const { rows, takeBack } = await askAtEnd('See [@cross vi');
    assert.ok(rows);
    await takeBack(1);
    await wait(500);
    assert.equal(library.completions, 0, 'where a word is left, the editor asks by itself');
    await takeBack(1);
    await until(() => library.completions > 0);
    assert.equal(library.completions, 1);
    await takeBack(1);
    await until(() => library.completions > 1);
    assert.equal(library.completions, 2, 'nobody has opened it yet');
    const typed = await askAtEnd('See [@cross v');
    await typed.type('i');
    await typed.takeBack(2);
    await wait(500);
    assert.equal(library.completions, 0, 'the list was closed before');
  });

  test('opens no list in another editor that came meanwhile', async () => {
    const other = await openUntitled('@', 'plaintext');
    let asked = 0;
    const selector = { language: 'plaintext' };
    const spy = vscode.languages.registerCompletionItemProvider(selector, {
      provideCompletionItems: (document) => {
        if (document === other) asked++;
        return [];
      },
    });
    const { takeBack } = await askAtEnd('See [@crossqqqzz');
    library.beforeAnswer = () => vscode.window.showTextDocument(other);
    await takeBack(5);
    await until(() => library.completions > 0);
    assert.equal(library.completions, 1);
    await wait(500);
    library.beforeAnswer = () => Promise.resolve();
    assert.equal(vscode.window.activeTextEditor?.document, other);
    assert.equal(asked, 0);
    await vscode.commands.executeCommand('editor.action.triggerSuggest', { auto: true });
    await until(() => asked > 0);
    spy.dispose();
    assert.equal(asked, 1, 'a list that is opened there would have been counted');
  });
});
