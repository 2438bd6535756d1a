import {
  Disposable,
  FileSystemError,
  EventEmitter,
  type ExtensionContext,
  type TextDocument,
  Uri,
  workspace,
} from 'vscode';
import { DECISIONS_FILE } from '../core/decisions';
import type { LibraryFile } from '../worker/protocol';

/** The names of the files in `seeds/`, fixed by the bundler. */
declare const SEED_FILES: readonly string[];

/** Largest library file that is read, bytes. */
const LARGEST_FILE = 256 * 2 ** 20;

/** Refusal of a library file beyond the limit of 256 MB. */
export class FileTooLargeError extends Error {
  override readonly name = 'FileTooLargeError';
}

/** How long typing in a workspace file must rest before it is read again, ms. */
const REST_MS = 200;

/**
 * The files the library is made of: the seed documents, and each workspace folder's `attention-notes.json`, whose
 * unsaved text counts. Tells when one comes, changes or goes; reads bytes on demand and keeps none.
 */
export class LibrarySources {
  readonly #context: ExtensionContext;
  readonly #changed = new EventEmitter<{ file: LibraryFile; gone: boolean }>();
  readonly #disposables: { dispose(): unknown }[] = [this.#changed];
  readonly #resting = new Map<string, ReturnType<typeof setTimeout>>();

  /** A file came or changed (`gone` false), or is no longer part of the library. */
  readonly onDidChange = this.#changed.event;

  constructor(context: ExtensionContext) {
    this.#context = context;
    const watcher = workspace.createFileSystemWatcher(`**/${DECISIONS_FILE}`);
    const tell = (gone: boolean) => (uri: Uri) => this.#tell(uri, gone);
    this.#disposables.push(
      watcher,
      watcher.onDidCreate(tell(false)),
      watcher.onDidChange(tell(false)),
      watcher.onDidDelete(tell(true)),
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) this.#tell(document.uri, false);
      }),
      workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        for (const { uri } of removed) this.#fire(Uri.joinPath(uri, DECISIONS_FILE), true);
        for (const { uri } of added) this.#fire(Uri.joinPath(uri, DECISIONS_FILE), false);
      }),
      new Disposable(() => this.#resting.forEach((timer) => clearTimeout(timer))),
    );
  }

  /** Every file of the library; one may turn out not to exist when it is read. */
  files(): LibraryFile[] {
    const folders = workspace.workspaceFolders ?? [];
    return [
      ...SEED_FILES.map((name) => this.#seed(name)),
      ...folders.map(({ uri }) => decisionsFile(Uri.joinPath(uri, DECISIONS_FILE))),
    ];
  }

  /** The bytes of a file; `undefined` when there is no such file. Throws what else goes wrong. */
  async read(file: LibraryFile): Promise<Uint8Array | undefined> {
    const uri = Uri.parse(file.uri, true);
    const open = openDocument(uri);
    // One that is saved may not have heard yet of what is on the disk.
    if (open?.isDirty) return new TextEncoder().encode(open.getText());
    try {
      if (file.origin === 'user') await checkSize(uri);
      return await workspace.fs.readFile(uri);
    } catch (error) {
      if (error instanceof FileSystemError && error.code === 'FileNotFound') return undefined;
      throw error;
    }
  }

  dispose(): void {
    Disposable.from(...this.#disposables).dispose();
  }

  #seed(name: string): LibraryFile {
    const uri = Uri.joinPath(this.#context.extensionUri, 'seeds', name).toString();
    return {
      uri,
      name: `seeds/${name}`,
      kind: name.endsWith('.json') ? 'csl-json' : 'listing',
      origin: 'seed',
    };
  }

  #tell(uri: Uri, gone: boolean): void {
    if (!isDecisionsFile(uri)) return;
    const key = uri.toString();
    clearTimeout(this.#resting.get(key));
    this.#resting.set(
      key,
      setTimeout(() => {
        this.#resting.delete(key);
        this.#fire(uri, gone && !openDocument(uri)?.isDirty);
      }, REST_MS),
    );
  }

  #fire(uri: Uri, gone: boolean): void {
    this.#changed.fire({ file: decisionsFile(uri), gone });
  }
}

/** Only at the root of a folder: one file per folder. */
function isDecisionsFile(uri: Uri): boolean {
  const folder = uri.path.endsWith(`/${DECISIONS_FILE}`) ? workspace.getWorkspaceFolder(uri) : undefined;
  return folder !== undefined && Uri.joinPath(folder.uri, DECISIONS_FILE).toString() === uri.toString();
}

const decisionsFile = (uri: Uri): LibraryFile => ({
  uri: uri.toString(),
  name: workspace.asRelativePath(uri),
  kind: 'decisions',
  origin: 'user',
});

const openDocument = (uri: Uri): TextDocument | undefined =>
  workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());

async function checkSize(uri: Uri): Promise<void> {
  const { size } = await workspace.fs.stat(uri);
  if (size > LARGEST_FILE) throw new FileTooLargeError(`${size} bytes`);
}
