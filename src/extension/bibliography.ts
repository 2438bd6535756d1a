import {
  type Memento,
  type QuickPickItem,
  type TextDocument,
  Uri,
  WorkspaceEdit,
  l10n,
  window,
  workspace,
} from 'vscode';
import { findFilesInTime } from './fileSearch';
import { showInformation } from './messages';

/** Under which the file that was chosen last is remembered. */
const CHOSEN = 'attentionNotes.bibliography';
/** The name of a file that is made. */
const NEW_FILE = 'references.bib';
const BIBLIOGRAPHIES = '**/*.{bib,bibtex}';
/** Nobody looks through more. */
const MOST_FILES = 100;

interface FileRow extends QuickPickItem {
  readonly uri: Uri;
}

/** Lets people choose the BibTeX file that an entry is written into: one of the workspace, the last one first, or a new one. */
export async function chooseBibliography(
  title: string,
  placeHolder: string,
  memory: Memento,
): Promise<Uri | undefined> {
  const folders = workspace.workspaceFolders ?? [];
  const [first] = folders;
  if (!first) {
    void showInformation(l10n.t('Open a folder first: the entry is written into a file there.'));
    return undefined;
  }
  const { scheme } = first.uri;
  const { uris: files } = await findFilesInTime(scheme, BIBLIOGRAPHIES, '**/node_modules/**', MOST_FILES);
  const last = memory.get<string>(CHOSEN);
  const isLast = (uri: Uri) => uri.toString() === last;
  const rows = [...files]
    .sort((a, b) => Number(isLast(b)) - Number(isLast(a)) || (a.path < b.path ? -1 : 1))
    .map((uri): FileRow => ({
      label: l10n.t('Add to {0}', workspace.asRelativePath(uri)),
      description: isLast(uri) ? l10n.t('Last Chosen') : '',
      uri,
    }));
  const known = new Set(files.map(String));
  const created = folders
    .map(({ uri }) => Uri.joinPath(uri, NEW_FILE))
    .filter((uri) => !known.has(uri.toString()))
    .map((uri): FileRow => ({
      label: l10n.t('Add to the new file {0}', workspace.asRelativePath(uri)),
      uri,
    }));
  const chosen = await window.showQuickPick([...rows, ...created], {
    title,
    placeHolder,
    ignoreFocusOut: true,
  });
  return chosen?.uri;
}

/** Opens a BibTeX file to be written into, which is made where there is none. */
export async function openBibliography(uri: Uri): Promise<TextDocument> {
  const creation = new WorkspaceEdit();
  creation.createFile(uri, { ignoreIfExists: true });
  await workspace.applyEdit(creation);
  return workspace.openTextDocument(uri);
}

/** Whether a BibTeX file has an entry of that key, as far as can be seen without reading it. */
export function hasEntry(document: TextDocument, citekey: string): boolean {
  const key = citekey.replace(/[^\w]/g, '\\$&');
  return new RegExp(String.raw`@\s*\w+\s*[{(]\s*${key}\s*,`, 'i').test(document.getText());
}

/**
 * Writes an entry at the end of a BibTeX file, as an edit that can be undone; the file is saved unless there were unsaved
 * edits in it. Resolves to whether it was written.
 */
export async function appendEntry(document: TextDocument, bibtex: string, memory: Memento): Promise<boolean> {
  const wasDirty = document.isDirty;
  const last = document.lineAt(document.lineCount - 1);
  const before =
    last.isEmptyOrWhitespace && document.lineCount > 1 ? document.lineAt(document.lineCount - 2) : last;
  const isEmpty = document.getText().trim() === '';
  const space = isEmpty ? '' : !last.isEmptyOrWhitespace ? '\n\n' : before.isEmptyOrWhitespace ? '' : '\n';
  const edit = new WorkspaceEdit();
  edit.insert(document.uri, last.range.end, space + bibtex);
  if (!(await workspace.applyEdit(edit))) return false;
  if (!wasDirty) await document.save();
  await memory.update(CHOSEN, document.uri.toString());
  return true;
}
