import {
  CancellationTokenSource,
  Disposable,
  type LogOutputChannel,
  type TextDocument,
  Uri,
  workspace,
} from 'vscode';
import type { Cite } from '../core/citedIn';
import { SLICE_BYTES, forgetCites, putCites } from '../worker/protocol';
import type { LibraryClient } from './libraryClient';
import { notebookOf } from './libraryPaths';
import type { NoteFiles } from './noteFiles';
import { LONGEST_NOTE, type NotesClient } from './notesClient';

/** How many files are read at a time. */
const FILES = 16;
/** How long a file must rest before it is read again, ms. */
const REST_MS = 200;
const AT_SIGN = 0x40;
const DASH = 0x2d;

/** Who is told which bibliographies a note names. */
export interface NamedBibliographies {
  name(note: string, bibliographies: readonly string[]): void;
}

interface NoteFile {
  readonly uri: string;
  readonly bytes: Uint8Array;
}

/**
 * Tells the library what every note of the workspace cites: files that are not open from the disk, in the background,
 * open ones as they are in the editor. It begins when the library does; nothing is kept here but addresses. Of a note
 * that cannot be read now, what was known stays.
 */
export class WorkspaceNotes {
  readonly #files: NoteFiles;
  readonly #notes: NotesClient;
  readonly #library: LibraryClient;
  readonly #log: LogOutputChannel;
  readonly #named: NamedBibliographies;
  readonly #disposables: Disposable[];
  readonly #open = new Set<string>();
  readonly #unread = new Set<string>();
  /** Files that took too long, with their sizes: not tried again until they are others. */
  readonly #tooSlow = new Map<string, number>();
  readonly #life = new CancellationTokenSource();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #reading: Promise<void> | undefined;

  constructor(
    files: NoteFiles,
    notes: NotesClient,
    library: LibraryClient,
    named: NamedBibliographies,
    log: LogOutputChannel,
  ) {
    this.#files = files;
    this.#notes = notes;
    this.#library = library;
    this.#named = named;
    this.#log = log;
    this.#disposables = [
      library.onDidStart(() => this.#begin()),
      files.onDidFind(({ come, gone }) => this.#follow(come, gone)),
      files.onDidEdit((uri) => this.#readSoon(uri.toString())),
    ];
  }

  /** Takes what an open note cites; `undefined` when that is not known now. */
  async read(
    document: TextDocument,
    cites: readonly Cite[] | undefined,
    bibliographies: readonly string[],
  ): Promise<void> {
    const uri = document.uri.toString();
    if (cites) this.#named.name(uri, bibliographies);
    if (!isOfWorkspace(document)) {
      this.#leave(uri);
      return;
    }
    this.#open.add(uri);
    if (cites) await this.#tell([{ uri, cites }]);
  }

  /** A note is no longer open: what its file cites counts again, if it has one. */
  closed(document: TextDocument): void {
    const uri = document.uri.toString();
    if (!this.#files.has(uri)) this.#named.name(uri, []);
    this.#leave(uri);
  }

  #leave(uri: string): void {
    if (!this.#open.delete(uri)) return;
    if (this.#files.has(uri)) this.#readSoon(uri);
    else void this.#tell([{ uri, cites: [] }]);
  }

  /** Resolves when every note of the workspace is read as it is now, or cannot be. */
  async settled(): Promise<void> {
    await this.#files.found;
    clearTimeout(this.#timer);
    await this.#readFiles();
  }

  dispose(): void {
    this.#life.cancel();
    clearTimeout(this.#timer);
    Disposable.from(...this.#disposables).dispose();
  }

  /** Begins anew, with a library that knows of no note. */
  #begin(): void {
    this.#unread.clear();
    void this.#library.request(forgetCites, {}).catch(() => undefined);
    this.#files.begin();
  }

  #follow(come: readonly string[], gone: readonly string[]): void {
    for (const uri of come) this.#unread.add(uri);
    for (const uri of gone) this.#unread.delete(uri);
    const left = gone.filter((uri) => !this.#open.has(uri));
    for (const uri of left) this.#named.name(uri, []);
    void this.#tell(left.map((uri) => ({ uri, cites: [] })));
    void this.#readFiles();
  }

  #readSoon(uri: string): void {
    this.#unread.add(uri);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#readFiles(), REST_MS);
  }

  /** Reads files until none is left to be read. */
  #readFiles(): Promise<void> {
    const canRead = this.#unread.size > 0 && this.#library.state === 'running';
    if (!this.#reading && canRead) this.#reading = this.#readAll();
    return this.#reading ?? Promise.resolve();
  }

  async #readAll(): Promise<void> {
    let next: string[] = [];
    try {
      while (this.#unread.size > 0 && this.#library.state === 'running') {
        next = take(this.#unread, FILES);
        await this.#readSome(next.filter((uri) => this.#isWanted(uri)));
      }
    } catch (error) {
      for (const uri of next) this.#unread.add(uri);
      this.#log.warn('Reading the notes of the workspace was cut off', String(error));
    } finally {
      this.#reading = undefined;
    }
  }

  async #readSome(uris: readonly string[]): Promise<void> {
    const files = (await Promise.all(uris.map(readNoteFile))).filter((file) => file !== undefined);
    for (const group of inGroups(files.filter((file) => !this.#isKnownAsSlow(file)))) {
      const citing = group.filter(({ bytes }) => mayCite(bytes));
      const read = citing.length > 0 ? await this.#notes.readNotes(citing, this.#life.token) : [];
      const contents = new Map(citing.map((file, index) => [file, read[index]]));
      for (const [{ uri, bytes }, own] of contents) if (!own) this.#tooSlow.set(uri, bytes.length);
      const told = group.flatMap((file) => {
        const { uri } = file;
        const own = contents.has(file) ? contents.get(file) : { cites: [], bibliographies: [] };
        if (!own || !this.#isWanted(uri)) return [];
        this.#named.name(uri, own.bibliographies);
        return [{ uri, cites: own.cites }];
      });
      await this.#tell(told);
    }
  }

  /** It may have been opened, or gone, while it waited. */
  #isWanted(uri: string): boolean {
    return this.#files.has(uri) && !this.#open.has(uri);
  }

  #isKnownAsSlow({ uri, bytes }: NoteFile): boolean {
    const known = this.#tooSlow.get(uri) === bytes.length;
    if (!known) this.#tooSlow.delete(uri);
    return known;
  }

  /** A library that is not there, or goes, is told everything when it starts. */
  async #tell(notes: readonly { uri: string; cites: readonly Cite[] }[]): Promise<void> {
    if (notes.length === 0 || this.#library.state !== 'running') return;
    await this.#library.request(putCites, { notes }).catch(() => undefined);
  }
}

/** Whether a file may cite papers or, in a front matter, name a bibliography. */
const mayCite = (bytes: Uint8Array): boolean =>
  bytes.includes(AT_SIGN) || bytes.subarray(0, 6).includes(DASH);

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

/** Nothing of a file that cannot be read now; one that is too long is taken for empty. */
async function readNoteFile(uri: string): Promise<NoteFile | undefined> {
  try {
    const bytes = await workspace.fs.readFile(Uri.parse(uri));
    return { uri, bytes: bytes.length > LONGEST_NOTE ? new Uint8Array() : bytes };
  } catch {
    return undefined;
  }
}

/** Groups of at most one message's bytes; a longer note is one of its own. */
function* inGroups(files: readonly NoteFile[]): Generator<NoteFile[]> {
  let [group, size]: [NoteFile[], number] = [[], 0];
  for (const file of files) {
    if (group.length > 0 && size + file.bytes.length > SLICE_BYTES) {
      yield group;
      [group, size] = [[], 0];
    }
    group.push(file);
    size += file.bytes.length;
  }
  yield group;
}

function isOfWorkspace(document: TextDocument): boolean {
  const { uri, isUntitled } = notebookOf(document.uri) ?? document;
  if (isUntitled) return true;
  if (workspace.workspaceFolders) return workspace.getWorkspaceFolder(uri) !== undefined;
  return workspace.fs.isWritableFileSystem(uri.scheme) === true;
}
