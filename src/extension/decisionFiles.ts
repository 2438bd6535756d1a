import {
  Range,
  type TextDocument,
  Uri,
  WorkspaceEdit,
  type WorkspaceFolder,
  l10n,
  window,
  workspace,
} from 'vscode';
import type { DecisionChange, TextChange } from '../core/decisionEdit';
import { DECISIONS_FILE } from '../core/decisions';
import { changeDecisions } from '../worker/protocol';
import type { LibraryClient } from './libraryClient';
import { showError, showInformation } from './messages';
import type { LastNote } from './paperCommands';

/** How often a change is tried again when the file was edited meanwhile. */
const ATTEMPTS = 3;

/**
 * Writes decisions into a workspace file, as an edit that can be undone. The file is made when there is none, and saved
 * unless there were unsaved edits in it. Resolves to whether it was written; why not, people are told.
 */
export const writeDecisions = (
  address: string,
  changes: readonly DecisionChange[],
  library: LibraryClient,
): Promise<boolean> => editDecisions(address, (text) => library.request(changeDecisions, { text, changes }));

/** The same for a change of the text that the library worker knows; `null` where the text is not valid JSON. */
export async function editDecisions(
  address: string,
  changeOf: (text: string) => Promise<TextChange | null>,
): Promise<boolean> {
  const uri = Uri.parse(address, true);
  const document = await openOrCreate(uri);
  const wasDirty = document.isDirty;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const { version } = document;
    const change = await changeOf(document.getText());
    if (!change) {
      await offerFile(document, l10n.t('The workspace file is not valid JSON, so nothing was written.'));
      return false;
    }
    if (document.version !== version) continue;
    const edit = new WorkspaceEdit();
    const range = new Range(document.positionAt(change.start), document.positionAt(change.end));
    edit.replace(uri, range, change.text);
    if (!(await workspace.applyEdit(edit))) break;
    if (!wasDirty) await document.save();
    return true;
  }
  await offerFile(document, l10n.t('The workspace file could not be edited.'));
  return false;
}

async function openOrCreate(uri: Uri): Promise<TextDocument> {
  const creation = new WorkspaceEdit();
  creation.createFile(uri, { ignoreIfExists: true });
  await workspace.applyEdit(creation);
  return workspace.openTextDocument(uri);
}

async function offerFile(document: TextDocument, message: string): Promise<void> {
  const open = l10n.t('Open File');
  if ((await showError(message, open)) === open) await window.showTextDocument(document);
}

/** The workspace file to write new decisions into, by its folder; people choose where there are several. */
export async function decisionsFile(lastNote: LastNote): Promise<string | undefined> {
  const folder = await chooseFolder(lastNote);
  return folder && Uri.joinPath(folder.uri, DECISIONS_FILE).toString();
}

async function chooseFolder(lastNote: LastNote): Promise<WorkspaceFolder | undefined> {
  const [only, ...others] = workspace.workspaceFolders ?? [];
  if (!only)
    void showInformation(
      l10n.t('Open a folder first: what you decide is written into a file there, {0}.', DECISIONS_FILE),
    );
  if (others.length === 0) return only;
  const note = lastNote.document;
  const own = note && workspace.getWorkspaceFolder(note.uri);
  return own ?? window.showWorkspaceFolderPick({ placeHolder: l10n.t('Folder that keeps the decision') });
}
