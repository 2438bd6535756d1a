import {
  type CancellationToken,
  Position,
  Range,
  type RenameProvider,
  type TextDocument,
  ThemeIcon,
  Uri,
  WorkspaceEdit,
  type WorkspaceEditEntryMetadata,
  l10n,
  workspace,
} from 'vscode';
import { DECISIONS_FILE } from '../core/decisions';
import { renameKeys } from '../worker/notesProtocol';
import { type KeyChange, changeKey, recordKey, renameReferences } from '../worker/protocol';
import type { CitationIndex } from './citationNavigation';
import type { LibraryClient } from './libraryClient';
import { showError, showWarning } from './messages';
import type { NotesClient } from './notesClient';
import { documentOf } from './seedDocuments';

/** How many notes are opened at a time. */
const NOTES = 16;

/**
 * The editor previews a rename when an edit asks for confirmation, but takes that edit out until it is ticked. So the one
 * that asks changes nothing, and says what else is to be known; all others are ticked.
 */
const ticked = (label: string): WorkspaceEditEntryMetadata => ({ needsConfirmation: false, label });
const asking = (label: string, description?: string): WorkspaceEditEntryMetadata => ({
  needsConfirmation: true,
  label,
  ...(description !== undefined && { description }),
  iconPath: new ThemeIcon('info'),
});

/**
 * Renames a citation key everywhere: in all notes of the workspace, and, where the key is new for its paper, in the user's
 * own BibTeX entry; of other papers in the workspace file, which records it, and the paper's key before stays valid. Always with the editor's preview.
 */
export class CitationRename implements RenameProvider {
  readonly #index: CitationIndex;
  readonly #notes: NotesClient;
  readonly #library: LibraryClient;

  constructor(index: CitationIndex, notes: NotesClient, library: LibraryClient) {
    this.#index = index;
    this.#notes = notes;
    this.#library = library;
  }

  async prepareRename(
    document: TextDocument,
    position: Position,
    token: CancellationToken,
  ): Promise<{ range: Range; placeholder: string } | undefined> {
    const key = await this.#index.keyAt(document, position, token);
    // Elsewhere the editor's own Markdown renames headings and links, and says what it cannot.
    return key && !key.isOfNote ? { range: key.range, placeholder: key.citekey } : undefined;
  }

  async provideRenameEdits(
    document: TextDocument,
    position: Position,
    newName: string,
    token: CancellationToken,
  ): Promise<WorkspaceEdit | undefined> {
    const key = await this.#index.keyAt(document, position, token);
    if (!key || key.isOfNote) return undefined;
    const citekey = newName.trim().replace(/^@/, '');
    const {
      refused,
      keys,
      record,
      entries,
      keptIn = [],
      separatedIn = [],
      citekey: before,
    } = await this.#library.request(changeKey, { key: key.citekey, citekey }, token);
    if (refused) return refuse(refusal(refused, citekey));
    const edit = new WorkspaceEdit();
    if (entries.length > 0) {
      const problem = await renameEntries(edit, entries, before, citekey);
      if (problem !== undefined) return refuse(problem);
      const files = new Set(entries.map((place) => documentOf(place).toString()));
      for (const uri of files) await this.#references(edit, { uri, kind: 'bibtex' }, before, citekey, token);
      for (const uri of separatedIn)
        await this.#references(edit, { uri, kind: 'decisions' }, before, citekey, token);
    } else if (record) {
      const problem = await this.#record(edit, document, { ...record, keptIn }, citekey, token);
      if (problem !== undefined) return refuse(problem);
    } else {
      const { start } = key.range;
      edit.replace(document.uri, new Range(start, start), '', asking(l10n.t('Nothing is changed here')));
    }
    // What no paper has may be known to whatever else another note is made with.
    const isKnown = key.papers.length === 1;
    const notes = isKnown
      ? await this.#index.cites(keys, document, token)
      : [{ uri: document.uri.toString() }];
    const left: string[] = [];
    for (let at = 0; at < notes.length; at += NOTES) {
      const some = notes.slice(at, at + NOTES).map(async ({ uri }) => {
        if (!(await this.#rewrite(edit, Uri.parse(uri, true), keys, citekey, token))) left.push(uri);
      });
      await Promise.all(some);
      if (token.isCancellationRequested) return undefined;
    }
    if (left.length > 0) {
      tellLeft(left);
      // Notes that keep the key that an entry had shall cite its paper all the same.
      if (entries.length > 0) await this.#record(edit, document, { key: before, uri: null }, citekey, token);
    }
    return edit;
  }

  /** Lets what else a file says of an entry say it of its new key. */
  async #references(
    edit: WorkspaceEdit,
    { uri, kind }: { uri: string; kind: 'bibtex' | 'decisions' },
    key: string,
    citekey: string,
    token: CancellationToken,
  ): Promise<void> {
    const file = await workspace.openTextDocument(Uri.parse(uri, true));
    const text = file.getText();
    const changes = await this.#library.request(renameReferences, { text, kind, key, citekey }, token);
    for (const { start, end, text: changed } of changes)
      edit.replace(
        file.uri,
        new Range(file.positionAt(start), file.positionAt(end)),
        changed,
        ticked(l10n.t('What refers to the entry')),
      );
  }

  /**
   * Replaces the keys in one note, as it is in the editor: what the index knows of a file may be out of date. Resolves to
   * whether that can be done.
   */
  async #rewrite(
    edit: WorkspaceEdit,
    uri: Uri,
    keys: readonly string[],
    citekey: string,
    token: CancellationToken,
  ): Promise<boolean> {
    try {
      const note = await workspace.openTextDocument(uri);
      const { version } = note;
      const changes = await this.#notes.ask(note, renameKeys, { keys, citekey }, token);
      if (!changes || note.version !== version) return false;
      for (const { start, end, text } of changes)
        edit.replace(
          uri,
          new Range(note.positionAt(start), note.positionAt(end)),
          text,
          ticked(l10n.t('Citations')),
        );
      return true;
    } catch {
      return false;
    }
  }

  /** Adds the change of the workspace file; why there can be none. */
  async #record(
    edit: WorkspaceEdit,
    document: TextDocument,
    { key, uri: known, keptIn = [] }: NonNullable<KeyChange['record']> & Pick<KeyChange, 'keptIn'>,
    citekey: string,
    token: CancellationToken,
  ): Promise<string | undefined> {
    const folder = workspace.getWorkspaceFolder(document.uri) ?? workspace.workspaceFolders?.[0];
    const uri = known === null ? folder && Uri.joinPath(folder.uri, DECISIONS_FILE) : Uri.parse(known, true);
    if (!uri)
      return l10n.t(
        'Open a folder first: a paper’s new key is recorded in a file there, {0}.',
        DECISIONS_FILE,
      );
    const file = (await exists(uri)) ? await workspace.openTextDocument(uri) : undefined;
    const text = file?.getText() ?? '';
    const change = await this.#library.request(recordKey, { text, key, citekey }, token);
    if (!change) return l10n.t('The workspace file is not valid JSON, so nothing was written.');
    const metadata = ticked(l10n.t('The new key of the paper'));
    if (!file) edit.createFile(uri, { ignoreIfExists: true }, metadata);
    const label =
      keptIn.length > 0
        ? l10n.t(
            '"{0}" stays valid here as an alias; {1} keeps it, so pandoc will not find "{2}" there',
            key,
            keptIn.join(', '),
            citekey,
          )
        : l10n.t('"{0}" stays valid as an alias', key);
    edit.replace(uri, new Range(0, 0, 0, 0), '', asking(label));
    const at = (offset: number) => file?.positionAt(offset) ?? new Position(0, 0);
    edit.replace(uri, new Range(at(change.start), at(change.end)), change.text, metadata);
    return undefined;
  }
}

/** Gives the user's own entries their new key, where they stand; why that cannot be done. */
async function renameEntries(
  edit: WorkspaceEdit,
  entries: KeyChange['entries'],
  before: string,
  citekey: string,
): Promise<string | undefined> {
  for (const place of entries) {
    const uri = documentOf(place);
    const file = await workspace.openTextDocument(uri).then(undefined, () => undefined);
    const range = file && keyRange(file, place.line - 1, before);
    if (!range) return l10n.t('The entry of "{0}" is not found in {1}.', before, place.file);
    // On the line of the entry: the preview shows the line, and only the icon's tooltip has the words.
    const head = new Range(range.start, range.start);
    if (place.isCopy !== true)
      edit.replace(uri, head, '', asking(l10n.t('The entry itself gets the new key')));
    const label = place.isCopy
      ? l10n.t('The new key in the export {0}', place.file)
      : l10n.t('The new key of the entry');
    edit.replace(uri, range, citekey, ticked(label));
  }
  return undefined;
}

/** How many lines of an entry its key may take to come. */
const KEY_LINES = 5;

/** Where the key of the BibTeX entry stands that begins on a line. */
function keyRange(file: TextDocument, line: number, key: string): Range | undefined {
  const start = new Position(line, 0);
  const text = file.getText(file.validateRange(new Range(line, 0, line + KEY_LINES, 0)));
  const head = /@\s*\w+\s*[{(]\s*/g;
  for (let found = head.exec(text); found; found = head.exec(text)) {
    const at = found.index + found[0].length;
    if (!text.startsWith(key, at) || !/^\s*[,})]/.test(text.slice(at + key.length))) continue;
    const offset = file.offsetAt(start) + at;
    return new Range(file.positionAt(offset), file.positionAt(offset + key.length));
  }
  return undefined;
}

const exists = (uri: Uri): Promise<boolean> =>
  Promise.resolve(workspace.fs.stat(uri)).then(
    () => true,
    () => false,
  );

/** How many notes that are left as they are are named. */
const NAMED = 5;

function tellLeft(uris: readonly string[]): void {
  const names = uris.slice(0, NAMED).map((uri) => workspace.asRelativePath(Uri.parse(uri)));
  const listed = uris.length > NAMED ? [...names, '…'].join(', ') : names.join(', ');
  void showWarning(
    l10n.t('The key stays as it is in notes that cannot be read, or would be read otherwise: {0}', listed),
  );
}

function refusal(refused: NonNullable<KeyChange['refused']>, citekey: string): string {
  if (refused === 'notOfEntry')
    return l10n.t(
      '"{0}" cannot be the key of a BibTeX entry: these have no , = # % ~ and no braces.',
      citekey,
    );
  return refused === 'invalid'
    ? l10n.t('"{0}" cannot be a citation key: keys have no spaces, quotes, bars or backslashes.', citekey)
    : l10n.t('"{0}" is the key of another paper.', citekey);
}

/** Not by a rejection: the editor would ask its own Markdown next, which has nothing to say and hides the reason. */
function refuse(reason: string): WorkspaceEdit {
  void showError(l10n.t('Not renamed. {0}', reason));
  return new WorkspaceEdit();
}
