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
  window,
  workspace,
} from 'vscode';
import { needsBraces } from '../core/citation/citekey';
import { DECISIONS_FILE } from '../core/decisions';
import { type KeyChange, changeKey, recordKey } from '../worker/protocol';
import { type CitationIndex, rangeOf } from './citationNavigation';
import type { LibraryClient } from './libraryClient';

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
 * Renames a citation key everywhere: in all notes of the workspace, and, where the key is new for its paper, in the
 * workspace file, which records it; the paper's key before stays valid. Always with the editor's preview.
 */
export class CitationRename implements RenameProvider {
  readonly #index: CitationIndex;
  readonly #library: LibraryClient;

  constructor(index: CitationIndex, library: LibraryClient) {
    this.#index = index;
    this.#library = library;
  }

  async prepareRename(
    document: TextDocument,
    position: Position,
    token: CancellationToken,
  ): Promise<{ range: Range; placeholder: string } | undefined> {
    const key = await this.#index.keyAt(document, position, token);
    // Elsewhere the editor's own Markdown renames headings and links, and says what it cannot.
    return key && { range: key.range, placeholder: key.citekey };
  }

  async provideRenameEdits(
    document: TextDocument,
    position: Position,
    newName: string,
    token: CancellationToken,
  ): Promise<WorkspaceEdit | undefined> {
    const key = await this.#index.keyAt(document, position, token);
    if (!key) return undefined;
    const citekey = newName.trim().replace(/^@/, '');
    const { refused, keys, record } = await this.#library.request(
      changeKey,
      { key: key.citekey, citekey },
      token,
    );
    if (refused) return refuse(refusal(refused, citekey));
    const edit = new WorkspaceEdit();
    const about =
      record === null
        ? l10n.t('Nothing is renamed before you apply it')
        : l10n.t('"{0}" stays valid as an alias, recorded in {1}', record.key, DECISIONS_FILE);
    edit.replace(document.uri, new Range(key.range.start, key.range.start), '', asking(about));
    const problem = record ? await this.#record(edit, document, record, citekey, token) : undefined;
    if (problem !== undefined) return refuse(problem);
    const notes = await this.#index.cites(keys, document, token);
    for (let at = 0; at < notes.length; at += NOTES) {
      const some = notes
        .slice(at, at + NOTES)
        .map(({ uri }) => this.#rewrite(edit, uri, keys, citekey, token));
      await Promise.all(some);
      if (token.isCancellationRequested) return undefined;
    }
    return edit;
  }

  /** Replaces the keys in one note, as it is in the editor: what the index knows of a file may be out of date. */
  async #rewrite(
    edit: WorkspaceEdit,
    address: string,
    keys: readonly string[],
    citekey: string,
    token: CancellationToken,
  ): Promise<void> {
    const uri = Uri.parse(address, true);
    const note = await workspace.openTextDocument(uri);
    const cites = await this.#index.citesIn(note, keys, token);
    for (const cite of cites) {
      const range = rangeOf(cite);
      const isBraced = note.lineAt(range.start).text[range.start.character - 1] === '{';
      const written = needsBraces(citekey) && !isBraced ? `{${citekey}}` : citekey;
      edit.replace(uri, range, written, ticked(l10n.t('Citations')));
    }
  }

  /** Adds the change of the workspace file; why there can be none. */
  async #record(
    edit: WorkspaceEdit,
    document: TextDocument,
    { key, uri: known }: NonNullable<KeyChange['record']>,
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
    const at = (offset: number) => file?.positionAt(offset) ?? new Position(0, 0);
    edit.replace(uri, new Range(at(change.start), at(change.end)), change.text, metadata);
    return undefined;
  }
}

const exists = (uri: Uri): Promise<boolean> =>
  Promise.resolve(workspace.fs.stat(uri)).then(
    () => true,
    () => false,
  );

function refusal(refused: NonNullable<KeyChange['refused']>, citekey: string): string {
  return refused === 'invalid'
    ? l10n.t('"{0}" cannot be a citation key: keys have no spaces.', citekey)
    : l10n.t('"{0}" is the key of another paper.', citekey);
}

/** Not by a rejection: the editor would ask its own Markdown next, which has nothing to say and hides the reason. */
function refuse(reason: string): WorkspaceEdit {
  void window.showErrorMessage(l10n.t('Not renamed. {0}', reason));
  return new WorkspaceEdit();
}
