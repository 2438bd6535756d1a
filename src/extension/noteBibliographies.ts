import {
  type CancellationToken,
  Disposable,
  FileSystemError,
  FileType,
  type TextDocument,
  Uri,
  l10n,
  workspace,
} from 'vscode';
import type { NamedBibliography } from '../core/noteFrontMatter';
import { readBibliographies } from '../worker/notesProtocol';
import { findUnread } from '../worker/protocol';
import type { LibraryClient } from './libraryClient';
import type { LibrarySources } from './librarySources';
import type { NotesClient } from './notesClient';

/** A file that a note names as its bibliography, and why the library does not have it. */
export interface CheckedBibliography extends NamedBibliography {
  readonly file?: Uri;
  readonly problem?: 'missing' | 'outside' | 'kind' | 'place';
}

/** Knows which of the files that open notes name as their bibliography the library has, and why it has not the others. */
export class NoteBibliographies {
  readonly #notes: NotesClient;
  readonly #library: LibraryClient;
  readonly #sources: LibrarySources;

  constructor(notes: NotesClient, library: LibraryClient, sources: LibrarySources) {
    this.#notes = notes;
    this.#library = library;
    this.#sources = sources;
  }

  /** A file that notes may name came, changed, was read or went. */
  onDidChange(listener: (uri: string) => void): Disposable {
    return Disposable.from(
      this.#sources.onDidChange(({ file }) => listener(file.uri)),
      this.#library.onDidRead(({ uri }) => listener(uri)),
    );
  }

  /** What a note names as it is now; nothing when it cannot be analysed. */
  async of(
    document: TextDocument,
    token: CancellationToken,
  ): Promise<readonly CheckedBibliography[] | undefined> {
    if (!mayName(document)) return [];
    const named = await this.#notes.ask(document, readBibliographies, {}, token);
    return named && Promise.all(named.map((one) => this.#check(document.uri, one)));
  }

  /** Whether the library has read all that a note names as it is now. */
  async areReadOf(document: TextDocument, token: CancellationToken): Promise<boolean> {
    const named = await this.of(document, token);
    return named !== undefined && this.areRead(named, token);
  }

  /** Whether the library has read all of these, so that a key that it does not know is unknown. */
  async areRead(named: readonly CheckedBibliography[], token: CancellationToken): Promise<boolean> {
    if (named.some(({ problem }) => problem !== undefined)) return false;
    const uris = named.flatMap(({ file }) => file?.toString() ?? []);
    return uris.length === 0 || (await this.#library.request(findUnread, { uris }, token)).length === 0;
  }

  /** Why a file is not read, for people. */
  describe({ name, file, problem }: CheckedBibliography): string | undefined {
    switch (problem) {
      case 'missing':
        return l10n.t(
          'The bibliography "{0}" does not exist: there is no file {1}.',
          name,
          file ? workspace.asRelativePath(file) : name,
        );
      case 'outside':
        return file && this.#sources.readsOutside(file)
          ? l10n.t(
              'The bibliography "{0}" is not read: a note can name files of the workspace and those below its own folder. Name it in the setting attentionNotes.library.external to have it read.',
              name,
            )
          : l10n.t(
              'The bibliography "{0}" is not read: a note can name files of the workspace and those below its own folder.',
              name,
            );
      case 'kind':
        return l10n.t(
          'The bibliography "{0}" is not read: a bibliography is a .bib, .bibtex, .json or .yaml file.',
          name,
        );
      default:
        return undefined;
    }
  }

  async #check(note: Uri, named: NamedBibliography): Promise<CheckedBibliography> {
    const { file, refused } = this.#sources.fileNamedBy(note, named.name);
    if (refused ?? !file) return { ...named, ...(file && { file }), problem: refused ?? 'outside' };
    if (await isThere(file)) return { ...named, file };
    // Who runs pandoc in the folder of the workspace names files from there.
    const root = workspace.getWorkspaceFolder(file)?.uri;
    const fromRoot = root && Uri.joinPath(root, named.name);
    if (fromRoot && this.#sources.has(fromRoot) && (await isThere(fromRoot)))
      return { ...named, file: fromRoot };
    return { ...named, file, problem: 'missing' };
  }
}

/** Whether a note has a front matter that may name a bibliography. */
const mayName = (document: TextDocument): boolean =>
  /^\ufeff?---/.test(document.lineAt(0).text) && document.getText().includes('bibliography');

/** What cannot be looked at is not missing: why it cannot be read is told at the file. */
async function isThere(file: Uri): Promise<boolean> {
  try {
    return ((await workspace.fs.stat(file)).type & FileType.Directory) === 0;
  } catch (error) {
    return !(error instanceof FileSystemError && error.code === 'FileNotFound');
  }
}
