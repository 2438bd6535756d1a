import {
  CancellationTokenSource,
  Disposable,
  type FileSystemWatcher,
  type LogOutputChannel,
  RelativePattern,
  type TextDocument,
  Uri,
  type WorkspaceFolder,
  workspace,
} from 'vscode';
import type { Cite } from '../core/citedIn';
import { SLICE_BYTES, forgetCites, putCites } from '../worker/protocol';
import type { LibraryClient } from './libraryClient';
import type { NoteLanguages } from './noteLanguages';
import { LONGEST_NOTE, type NotesClient } from './notesClient';

/** How many files are read at a time. */
const FILES = 16;
/** How long files must rest before they are read again, ms: a checkout touches many. */
const REST_MS = 200;
const AT_SIGN = 0x40;

/**
 * Tells the library what every note of the workspace cites: files that are not open from the disk, in the background,
 * open ones as they are in the editor. It begins when the library does; nothing is kept here but addresses.
 */
export class WorkspaceNotes {
  readonly #languages: NoteLanguages;
  readonly #notes: NotesClient;
  readonly #library: LibraryClient;
  readonly #log: LogOutputChannel;
  readonly #disposables: Disposable[];
  readonly #open = new Set<string>();
  /** The files found. */
  #files = new Set<string>();
  /** Those of them to be read. */
  readonly #unread = new Set<string>();
  #watchers: readonly FileSystemWatcher[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #mustFind = false;
  #search = new CancellationTokenSource();
  readonly #life = new CancellationTokenSource();
  #isReading = false;

  constructor(languages: NoteLanguages, notes: NotesClient, library: LibraryClient, log: LogOutputChannel) {
    this.#languages = languages;
    this.#notes = notes;
    this.#library = library;
    this.#log = log;
    const findSoon = () => this.#soon({ find: true });
    this.#disposables = [
      library.onDidStart(() => this.#begin()),
      languages.onDidChange(() => this.#begin()),
      workspace.onDidChangeWorkspaceFolders(findSoon),
      workspace.onDidRenameFiles(findSoon),
      workspace.onDidChangeConfiguration((change) => {
        if (EXCLUDES.some((setting) => change.affectsConfiguration(setting))) findSoon();
      }),
    ];
  }

  /** Takes what an open note cites. */
  read(document: TextDocument, cites: readonly Cite[]): void {
    if (!isOfWorkspace(document)) return;
    const uri = document.uri.toString();
    this.#open.add(uri);
    void this.#tell([{ uri, cites }]);
  }

  /** A note is no longer open: what its file cites counts again, if it has one. */
  closed({ uri }: TextDocument): void {
    const key = uri.toString();
    if (!this.#open.delete(key)) return;
    if (this.#files.has(key)) this.#readSoon(uri);
    else void this.#tell([{ uri: key, cites: [] }]);
  }

  dispose(): void {
    this.#search.cancel();
    this.#life.cancel();
    clearTimeout(this.#timer);
    Disposable.from(...this.#watchers, ...this.#disposables).dispose();
  }

  /** Begins anew, with a library that knows of no note. */
  #begin(): void {
    if (this.#library.state !== 'running') return;
    this.#files = new Set();
    void this.#library.request(forgetCites, {}).catch(() => undefined);
    this.#watch(this.#languages.files);
    void this.#find();
  }

  #watch(files: string): void {
    Disposable.from(...this.#watchers).dispose();
    if (files === '') return;
    const notes = workspace.createFileSystemWatcher(files, false, false, true);
    notes.onDidCreate(() => this.#soon({ find: true }));
    notes.onDidChange((uri) => {
      if (this.#files.has(uri.toString())) this.#readSoon(uri);
    });
    // Of a folder that comes or goes, a watcher may name nothing but the folder.
    const folders = workspace.createFileSystemWatcher('**', false, true, false);
    folders.onDidCreate(({ path }) => {
      if (!/\.[^/]*$/.test(path)) this.#soon({ find: true });
    });
    folders.onDidDelete((uri) => {
      const key = uri.toString();
      const isFolder = () => [...this.#files].some((file) => file.startsWith(`${key}/`));
      if (this.#files.has(key) || isFolder()) this.#soon({ find: true });
    });
    this.#watchers = [notes, folders];
  }

  /** Reads what is to be read once nothing has happened for a moment; looks for files first, if that was ever asked for. */
  #soon({ find }: { find: boolean }): void {
    this.#mustFind ||= find;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void (this.#mustFind ? this.#find() : this.#readFiles()), REST_MS);
  }

  #readSoon(uri: Uri): void {
    this.#unread.add(uri.toString());
    this.#soon({ find: false });
  }

  /** Finds the files of notes, reads those that are new, and forgets those that are gone. */
  async #find(): Promise<void> {
    if (this.#library.state !== 'running') return;
    this.#mustFind = false;
    this.#search.cancel();
    const { token } = (this.#search = new CancellationTokenSource());
    const { files } = this.#languages;
    const folders = files === '' ? [] : (workspace.workspaceFolders ?? []);
    const found = await Promise.all(
      folders.map((folder) =>
        workspace.findFiles(new RelativePattern(folder, files), excluded(folder), undefined, token),
      ),
    );
    if (token.isCancellationRequested) return;
    const now = new Set(found.flat().map((uri) => uri.toString()));
    const gone = [...this.#files].filter((uri) => !now.has(uri) && !this.#open.has(uri));
    for (const uri of now) if (!this.#files.has(uri)) this.#unread.add(uri);
    this.#files = now;
    await this.#tell(gone.map((uri) => ({ uri, cites: [] })));
    await this.#readFiles();
  }

  /** Reads files until none is left to be read. */
  async #readFiles(): Promise<void> {
    if (this.#isReading) return;
    this.#isReading = true;
    let next: string[] = [];
    try {
      while (this.#unread.size > 0 && this.#library.state === 'running') {
        next = take(this.#unread, FILES);
        await this.#readSome(next.filter((uri) => !this.#open.has(uri)));
      }
    } catch (error) {
      for (const uri of next) this.#unread.add(uri);
      this.#log.warn('Reading the notes of the workspace was cut off', String(error));
    } finally {
      this.#isReading = false;
    }
  }

  async #readSome(uris: readonly string[]): Promise<void> {
    const contents = await Promise.all(uris.map(async (uri) => ({ uri, bytes: await readNoteFile(uri) })));
    for (const group of inGroups(contents)) {
      const citing = group.filter(({ bytes }) => bytes.includes(AT_SIGN));
      const cites =
        citing.length === 0
          ? []
          : await this.#notes.readNotes(
              citing.map(({ bytes }) => bytes),
              this.#life.token,
            );
      const told = group.map((content) => ({
        uri: content.uri,
        cites: cites[citing.indexOf(content)] ?? [],
      }));
      await this.#tell(told.filter(({ uri }) => !this.#open.has(uri)));
    }
  }

  /** A library that is not there, or goes, is told everything when it starts. */
  async #tell(notes: readonly { uri: string; cites: readonly Cite[] }[]): Promise<void> {
    if (notes.length === 0 || this.#library.state !== 'running') return;
    await this.#library.request(putCites, { notes }).catch(() => undefined);
  }
}

/** Takes some of a set out of it. */
function take<T>(set: Set<T>, count: number): T[] {
  const taken: T[] = [];
  for (const value of set) {
    if (taken.length === count) break;
    taken.push(value);
    set.delete(value);
  }
  return taken;
}

/** Nothing of a file that is gone, cannot be read, or is too long. */
async function readNoteFile(uri: string): Promise<Uint8Array> {
  try {
    const bytes = await workspace.fs.readFile(Uri.parse(uri));
    return bytes.length > LONGEST_NOTE ? new Uint8Array() : bytes;
  } catch {
    return new Uint8Array();
  }
}

/** Groups of at most one message's bytes; a longer note is one of its own. */
function* inGroups<T extends { bytes: Uint8Array }>(contents: readonly T[]): Generator<T[]> {
  let [group, size]: [T[], number] = [[], 0];
  for (const content of contents) {
    if (group.length > 0 && size + content.bytes.length > SLICE_BYTES) {
      yield group;
      [group, size] = [[], 0];
    }
    group.push(content);
    size += content.bytes.length;
  }
  yield group;
}

const EXCLUDES = ['files.exclude', 'search.exclude'];

/** A glob of what people exclude from their searches. */
function excluded(folder: WorkspaceFolder): string {
  const patterns = EXCLUDES.flatMap((setting) =>
    Object.entries(workspace.getConfiguration('', folder.uri).get<Record<string, unknown>>(setting) ?? {}),
  );
  const globs = patterns.filter(([, value]) => value === true).map(([glob]) => glob);
  return globs.length > 0 ? `{${[...new Set(globs)].join(',')}}` : '';
}

function isOfWorkspace({ uri, isUntitled }: TextDocument): boolean {
  if (isUntitled) return true;
  if (workspace.workspaceFolders) return workspace.getWorkspaceFolder(uri) !== undefined;
  return workspace.fs.isWritableFileSystem(uri.scheme) === true;
}
