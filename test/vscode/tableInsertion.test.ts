import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { NoteLanguages } from '../../src/extension/noteLanguages';
import { NotesClient } from '../../src/extension/notesClient';
import { LastNote } from '../../src/extension/paperCommands';
import { insertTable } from '../../src/extension/tableInsertion';
import { startInstalled } from './installedWorker';
import { openUntitled } from './untitled';

const TABLE = '| a | b |\n| - | - |\n| 1 | 2 |';

suite('Tables from pages', () => {
  const log = vscode.window.createOutputChannel('Tables', { log: true });
  const notes = new NotesClient(startInstalled, log, () => undefined);
  const languages = new NoteLanguages();

  suiteTeardown(() => {
    vscode.Disposable.from(log, notes, languages).dispose();
  });

  teardown(async () => {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  /** Inserts for a cursor at `‸` into a new note. */
  async function insertInto(marked: string): Promise<vscode.TextEditor> {
    const content = marked.replace('‸', '');
    const document = await openUntitled(content);
    const editor = await vscode.window.showTextDocument(document);
    const cursor = document.positionAt(marked.indexOf('‸'));
    editor.selection = new vscode.Selection(cursor, cursor);
    const lastNote = new LastNote(languages);
    await insertTable(TABLE, lastNote, notes);
    lastNote.dispose();
    // The next one may have the same name.
    await notes.closeNote(document);
    assert.equal(vscode.window.activeTextEditor?.document, document);
    return vscode.window.activeTextEditor;
  }

  test('stand by themselves behind the block at the cursor, taken back by one undo', async () => {
    for (const [marked, expected] of [
      ['On‸e\n\nTwo', `One\n\n${TABLE}\n\nTwo`],
      ['On‸e\r\n\r\nTwo', `One\r\n\r\n${TABLE.replaceAll('\n', '\r\n')}\r\n\r\nTwo`],
      ['---\ntitle: ‸x\n---\n```py\nx = 1\n```', `---\ntitle: x\n---\n\n${TABLE}\n\n\`\`\`py\nx = 1\n\`\`\``],
      ['```py\nx‸ = 1\n```', `\`\`\`py\nx = 1\n\`\`\`\n\n${TABLE}\n`],
    ] as const) {
      const { document } = await insertInto(marked);
      assert.equal(document.getText(), expected);
      await vscode.commands.executeCommand('undo');
      assert.equal(document.getText(), marked.replace('‸', ''));
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    }
  });

  test('leave the cursor at their end', async () => {
    const { active } = (await insertInto('On‸e\n\nTwo')).selection;
    assert.deepEqual([active.line, active.character], [4, 9]);
  });
});
