import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { registerCitationAnnotations } from '../../src/extension/citationAnnotations';
import { CitationRewriting } from '../../src/extension/citationRewriting';
import { LibraryClient } from '../../src/extension/libraryClient';
import { LibrarySources } from '../../src/extension/librarySources';
import { MadeFolders } from '../../src/extension/madeFolders';
import { NoteLanguages } from '../../src/extension/noteLanguages';
import { NotesClient } from '../../src/extension/notesClient';
import { citationAt } from '../../src/worker/notesProtocol';
import { startInstalled } from './installedWorker';
import { openUntitled } from './untitled';

/** Counts what is registered for notes. */
class CountingLanguages extends NoteLanguages {
  registered = 0;

  override register(register: (notes: vscode.DocumentSelector) => vscode.Disposable): vscode.Disposable {
    const made = super.register(register);
    this.registered++;
    return new vscode.Disposable(() => {
      this.registered--;
      made.dispose();
    });
  }
}

suite('With a library that cannot be started', () => {
  const log = vscode.window.createOutputChannel('No library', { log: true });
  const notes = new NotesClient(startInstalled, log, () => undefined);
  const extensionUri = vscode.Uri.file(__dirname);
  const sources = new LibrarySources({ extensionUri } as vscode.ExtensionContext, new MadeFolders());
  const library = new LibraryClient(() => Promise.reject(new Error('No worker here')), sources, log);

  suiteTeardown(() => {
    vscode.Disposable.from(library, sources, notes, log).dispose();
  });

  test('a group can be written in every other way but sorted', async () => {
    const document = await openUntitled('See [@ali2021xcit; @michel2019sixteen].');
    const { token } = new vscode.CancellationTokenSource();
    const range = new vscode.Range(0, 8, 0, 8);
    const triggerKind = vscode.CodeActionTriggerKind.Invoke;
    const actions = await new CitationRewriting(notes, library).provideCodeActions(
      document,
      range,
      { diagnostics: [], only: undefined, triggerKind },
      token,
    );
    assert.equal(library.state, 'failed');
    const kinds = actions?.map(({ kind }) => kind?.value.split('.').at(-1));
    assert.deepEqual(kinds, ['inText', 'withoutAuthor', 'locator']);
  });

  test('a question about a note that cannot be read is not answered as if nothing stood there', async () => {
    const broken = new NotesClient(
      () => Promise.reject(new Error('No worker here')),
      log,
      () => undefined,
    );
    const document = await openUntitled('See [@ali2021xcit].');
    const { token } = new vscode.CancellationTokenSource();
    const at = (offset: number) => [document, citationAt, { offset }, token] as const;
    assert.equal(await broken.ask(...at(8)), undefined);
    await assert.rejects(broken.askSurely(...at(8)));
    broken.dispose();
    assert.deepEqual((await notes.askSurely(...at(8)))?.citekeys, ['ali2021xcit']);
    assert.equal(await notes.askSurely(...at(1)), undefined);
  });

  test('links and hints are registered while somebody wants them', async () => {
    const languages = new CountingLanguages();
    const annotations = registerCitationAnnotations(languages, notes, library);
    const until = async (count: number) => {
      for (let tries = 0; languages.registered !== count && tries < 100; tries++)
        await new Promise((resolve) => setTimeout(resolve, 50));
      assert.equal(languages.registered, count);
    };
    const set = (name: string, value: boolean | undefined, languageId?: string) =>
      vscode.workspace
        .getConfiguration('attentionNotes', languageId === undefined ? undefined : { languageId })
        .update(name, value, vscode.ConfigurationTarget.Global, languageId !== undefined);
    assert.equal(languages.registered, 0);
    await set('inlayHints', true);
    await until(1);
    await set('citationLinks', true, 'quarto');
    await until(2);
    await set('inlayHints', undefined);
    await until(1);
    await set('citationLinks', undefined, 'quarto');
    await until(0);
    await set('inlayHints', true);
    await until(1);
    vscode.Disposable.from(annotations, languages).dispose();
    assert.equal(languages.registered, 0);
    await set('inlayHints', undefined);
  });
});
