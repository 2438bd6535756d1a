import { CancellationTokenSource, Selection, l10n, window } from 'vscode';
import { placeTable } from '../worker/notesProtocol';
import { asOfNow } from './asOfNow';
import { showInformation, showWarning } from './messages';
import type { NotesClient } from './notesClient';
import type { LastNote } from './paperCommands';

/** How often a note that is edited meanwhile is asked about anew. */
const ATTEMPTS = 5;

/**
 * Writes a table behind the block that the cursor is in, in the note that was written in last, as one step to undo, and
 * goes there.
 */
export async function insertTable(table: string, lastNote: LastNote, notes: NotesClient): Promise<void> {
  const editor = await lastNote.editor();
  if (!editor) {
    const advice = l10n.t('Open a note first: the table goes to its cursor.');
    void showInformation(advice);
    return;
  }
  const { document } = editor;
  const { token } = new CancellationTokenSource();
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const { version } = document;
    const offset = document.offsetAt(editor.selection.active);
    const place = await asOfNow(document, () => notes.ask(document, placeTable, { offset, table }, token));
    if (place === 'edited') continue;
    if (!place) break;
    const written = await editor.edit((edit) => edit.insert(document.positionAt(place.offset), place.text));
    if (!written && document.version !== version) continue;
    if (!written) {
      void showWarning(l10n.t('This note cannot be edited.'));
      return;
    }
    const shown = await window.showTextDocument(document, editor.viewColumn);
    const lines = (place.text.trimEnd().match(/\n/g) ?? []).length;
    const end = document.lineAt(document.positionAt(place.offset).line + lines).range.end;
    shown.selection = new Selection(end, end);
    shown.revealRange(shown.selection);
    return;
  }
  const refusal = l10n.t('There is no place in this note where a table could stand by itself.');
  void showWarning(refusal);
}
