import {
  type CancellationToken,
  CancellationTokenSource,
  Disposable,
  EventEmitter,
  type LogOutputChannel,
  RelativePattern,
  type Uri,
  type WorkspaceFolder,
  workspace,
} from 'vscode';
import { findFilesInTime } from './fileSearch';
import type { MadeFolders } from './madeFolders';
import type { NoteLanguages } from './noteLanguages';

/** How long files must rest before they are looked for, ms: a checkout touches many. Never put off for longer than MOST. */
const REST_MS = 200;
const MOST_MS = 2000;
const EXCLUDES = ['files.exclude', 'search.exclude'];

/** Which files of the workspace are notes, as they come and go; what people exclude from their searches is none. */
export class NoteFiles {
  readonly #languages: NoteLanguages;
  readonly #madeFolders: MadeFolders;
  readonly #log: LogOutputChannel;
  readonly #found = new EventEmitter<{ come: readonly string[]; gone: readonly string[] }>();
  readonly #edited = new EventEmitter<Uri>();
  readonly #settings: Disposable[];
  #files: ReadonlySet<string> = new Set();
  /** Every folder with a note somewhere below it. */
  #folders: ReadonlySet<string> = new Set();
  #watchers: readonly Disposable[] = [];
  #search = new CancellationTokenSource();
  #finding = Promise.resolve();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #waitingSince = 0;
  /** Until somebody asks, nothing is looked for. */
  #hasBegun = false;

  /** Files that were not there before, and files that are no longer. */
  readonly onDidFind = this.#found.event;
  /** The content of a file changed. */
  readonly onDidEdit = this.#edited.event;

  constructor(languages: NoteLanguages, madeFolders: MadeFolders, log: LogOutputChannel) {
    this.#madeFolders = madeFolders;
    this.#languages = languages;
    this.#log = log;
    this.#settings = [
      languages.onDidChange(() => {
        if (this.#hasBegun) this.#watch();
      }),
      workspace.onDidChangeWorkspaceFolders(() => this.#findSoon()),
      workspace.onDidRenameFiles(() => this.#findSoon()),
      workspace.onDidChangeConfiguration((change) => {
        if (EXCLUDES.some((setting) => change.affectsConfiguration(setting))) this.#findSoon();
      }),
    ];
  }

  has(uri: string): boolean {
    return this.#files.has(uri);
  }

  /** Resolves when the search under way has found what there is. */
  get found(): Promise<void> {
    return this.#finding;
  }

  /** Finds everything anew, for somebody who knows of no file. */
  begin(): void {
    this.#hasBegun = true;
    this.#files = new Set();
    this.#watch();
  }

  dispose(): void {
    this.#search.cancel();
    clearTimeout(this.#timer);
    Disposable.from(...this.#watchers, ...this.#settings, this.#found, this.#edited).dispose();
  }

  #watch(): void {
    Disposable.from(...this.#watchers).dispose();
    this.#watchers = [];
    const { files } = this.#languages;
    if (files !== '') {
      const notes = workspace.createFileSystemWatcher(files, false, false, true);
      notes.onDidCreate(() => this.#findSoon());
      notes.onDidChange((uri) => {
        if (this.has(uri.toString())) this.#edited.fire(uri);
      });
      const come = this.#madeFolders.onDidCome(() => void this.#find());
      const gone = this.#madeFolders.onDidGo((uri) => {
        const key = uri.toString();
        if (this.#files.has(key) || this.#folders.has(key)) this.#findSoon();
      });
      this.#watchers = [notes, come, gone];
      this.#madeFolders.begin();
    }
    void this.#find();
  }

  #findSoon(): void {
    if (!this.#hasBegun) return;
    this.#waitingSince ||= Date.now();
    if (Date.now() - this.#waitingSince > MOST_MS) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#find(), REST_MS);
  }

  #find(): Promise<void> {
    clearTimeout(this.#timer);
    this.#waitingSince = 0;
    this.#search.cancel();
    this.#search = new CancellationTokenSource();
    return (this.#finding = this.#findAll(this.#search.token));
  }

  async #findAll(token: CancellationToken): Promise<void> {
    const { files } = this.#languages;
    const folders = files === '' ? [] : (workspace.workspaceFolders ?? []);
    const searches = await Promise.allSettled(
      folders.map(async (folder) => {
        const pattern = new RelativePattern(folder, files);
        const { scheme } = folder.uri;
        const found = await findFilesInTime(scheme, pattern, excluded(folder), undefined, token);
        void found.later?.then(
          (more) => {
            if (!token.isCancellationRequested) this.#take(new Set([...this.#files, ...more.map(String)]));
          },
          () => undefined,
        );
        return found.later ? this.#knownIn(folder) : found.uris.map(String);
      }),
    );
    if (token.isCancellationRequested) return;
    const found = new Set(searches.flatMap((search) => (search.status === 'fulfilled' ? search.value : [])));
    for (const [index, search] of searches.entries()) {
      const folder = folders[index];
      if (search.status === 'fulfilled' || !folder) continue;
      // Not found is not gone.
      this.#log.warn(`Finding the notes of ${folder.name} failed`, String(search.reason));
      for (const uri of this.#knownIn(folder)) found.add(uri);
    }
    this.#take(found);
  }

  #knownIn({ uri }: WorkspaceFolder): string[] {
    const folder = String(uri).replace(/\/?$/, '/');
    return [...this.#files].filter((file) => file.startsWith(folder));
  }

  /** Takes these files for all there are, and tells how that differs from before. */
  #take(found: Set<string>): void {
    const before = this.#files;
    this.#files = found;
    this.#folders = foldersOf(found);
    const come = [...found].filter((uri) => !before.has(uri));
    const gone = [...before].filter((uri) => !found.has(uri));
    if (come.length + gone.length > 0) this.#found.fire({ come, gone });
  }
}

function foldersOf(files: Iterable<string>): Set<string> {
  const folders = new Set<string>();
  for (const file of files) {
    for (let end = file.lastIndexOf('/'); end > 0; end = file.lastIndexOf('/', end - 1)) {
      const folder = file.slice(0, end);
      if (folders.has(folder)) break;
      folders.add(folder);
    }
  }
  return folders;
}

/** A glob of what people exclude from their searches. */
function excluded(folder: WorkspaceFolder): string {
  const patterns = EXCLUDES.flatMap((setting) =>
    Object.entries(workspace.getConfiguration('', folder.uri).get<Record<string, unknown>>(setting) ?? {}),
  );
  const globs = patterns.filter(([, value]) => value === true).map(([glob]) => glob);
  return globs.length > 0 ? `{${[...new Set(globs)].join(',')}}` : '';
}
