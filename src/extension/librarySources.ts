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
import { readAtRest } from './fileAtRest';
import { type NamedFile, fileNamedBy, kindOf, pathFromHome, patternOutside } from './libraryPaths';
import type { MadeFolders } from './madeFolders';
import { UserFiles } from './userFiles';

/** The names of the files in `seeds/`, fixed by the bundler. */
declare const SEED_FILES: readonly string[];

/** How long a file must rest before it is read again, ms; the more by as many lines as an open one has. */
const REST_MS = 200;
const LINES_PER_MS = 100;
const SEEDS = 'attentionNotes.library.includeSeeds';

/**
 * The files the library is made of: the seed documents, the user's own files, and each workspace folder's
 * `attention-notes.json`. The unsaved text of open ones counts. Tells when one comes, changes or goes; reads bytes on demand and keeps none.
 */
export class LibrarySources {
  readonly #context: ExtensionContext;
  readonly #changed = new EventEmitter<{ file: LibraryFile; gone: boolean }>();
  readonly #disposables: { dispose(): unknown }[] = [this.#changed];
  readonly #resting = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #home: string | undefined;
  readonly #user: UserFiles;

  /** A file came or changed (`gone` false), or is no longer part of the library. */
  readonly onDidChange = this.#changed.event;

  /** `home` is what `~` stands for, where there is a home folder. */
  constructor(context: ExtensionContext, folders: MadeFolders, home?: string) {
    this.#context = context;
    this.#home = home;
    this.#user = new UserFiles(home, folders);
    const watcher = workspace.createFileSystemWatcher(`**/${DECISIONS_FILE}`);
    const tell = (gone: boolean) => (uri: Uri) => this.#tell(uri, gone);
    this.#disposables.push(
      this.#user,
      this.#user.onDidChange(({ uri, gone }) => this.#tell(uri, gone)),
      watcher,
      watcher.onDidCreate(tell(false)),
      watcher.onDidChange(tell(false)),
      watcher.onDidDelete(tell(true)),
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0)
          this.#tell(document.uri, false, REST_MS + document.lineCount / LINES_PER_MS);
      }),
      workspace.onDidChangeConfiguration((change) => {
        if (!change.affectsConfiguration(SEEDS)) return;
        for (const file of this.#seeds()) this.#changed.fire({ file, gone: !includesSeeds() });
      }),
      workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        const fire = (uri: Uri, gone: boolean) =>
          this.#changed.fire({ file: decisionsFile(Uri.joinPath(uri, DECISIONS_FILE)), gone });
        for (const { uri } of removed) fire(uri, true);
        for (const { uri } of added) fire(uri, false);
      }),
      new Disposable(() => this.#resting.forEach((timer) => clearTimeout(timer))),
    );
  }

  /** The files of the library that need not be looked for; one may turn out not to exist when it is read. */
  files(): LibraryFile[] {
    const folders = workspace.workspaceFolders ?? [];
    return [
      ...(includesSeeds() ? this.#seeds() : []),
      ...folders.map(({ uri }) => decisionsFile(Uri.joinPath(uri, DECISIONS_FILE))),
    ];
  }

  /** The others, as soon as they are found. */
  async userFiles(): Promise<LibraryFile[]> {
    return (await this.#user.all()).map((uri) => this.#userFile(uri));
  }

  /** Takes which files a note names as its bibliography. */
  name(note: string, bibliographies: readonly string[]): void {
    this.#user.name(note, bibliographies);
  }

  /** What a note names as a bibliography. One that is part of the library for another reason is not refused. */
  fileNamedBy(note: Uri, named: string): NamedFile {
    const found = fileNamedBy(note, named, this.#home);
    return found.file && this.has(found.file) ? { file: found.file } : found;
  }

  /** Whether a file is one of the user's that the library is read from. */
  has(uri: Uri): boolean {
    return this.#user.has(uri);
  }

  /** Whether a file outside the folders of the workspace can be read: not in a browser, and nothing but what is on the disk. */
  readsOutside(uri: Uri): boolean {
    return uri.scheme === 'file' && patternOutside(uri.fsPath, this.#home) !== undefined;
  }

  /** The bytes of a file; `undefined` when there is no such file. Throws what else goes wrong. */
  async read(file: LibraryFile): Promise<Uint8Array | undefined> {
    const uri = Uri.parse(file.uri, true);
    const open = openDocument(uri);
    // One that is saved may not have heard yet of what is on the disk.
    if (open?.isDirty) return new TextEncoder().encode(open.getText());
    try {
      return await (file.origin === 'user' ? readAtRest(uri) : workspace.fs.readFile(uri));
    } catch (error) {
      if (error instanceof FileSystemError && error.code === 'FileNotFound') return undefined;
      throw error;
    }
  }

  dispose(): void {
    Disposable.from(...this.#disposables).dispose();
  }

  #seeds(): LibraryFile[] {
    return SEED_FILES.map((name) => this.#seed(name));
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

  #tell(uri: Uri, gone: boolean, rest = REST_MS): void {
    const isDecisions = isDecisionsFile(uri);
    if (!isDecisions && !gone && !this.#user.has(uri)) return;
    const key = uri.toString();
    clearTimeout(this.#resting.get(key));
    const fire = () => {
      this.#resting.delete(key);
      const file = isDecisions ? decisionsFile(uri) : this.#userFile(uri);
      // A file of the user's may have come back, or gone, since that was told.
      const isGone = isDecisions ? gone && openDocument(uri)?.isDirty !== true : !this.#user.has(uri);
      this.#changed.fire({ file, gone: isGone });
    };
    this.#resting.set(key, setTimeout(fire, rest));
  }

  #userFile(uri: Uri): LibraryFile {
    const isOutside = uri.scheme === 'file' && workspace.getWorkspaceFolder(uri) === undefined;
    const atHome = isOutside ? pathFromHome(uri.fsPath, this.#home) : undefined;
    const name = atHome ?? workspace.asRelativePath(uri);
    return { uri: uri.toString(), name, kind: kindOf(uri), origin: 'user' };
  }
}

const includesSeeds = (): boolean => workspace.getConfiguration().get<boolean>(SEEDS, true);

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
