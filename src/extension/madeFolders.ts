import { type Disposable, EventEmitter, FileType, type Uri, workspace } from 'vscode';

/** How long what was made must rest before it is asked what it is, ms: a checkout makes much. Never put off for longer than MOST. */
const REST_MS = 200;
const MOST_MS = 2000;
/** Of more things made at once nobody asks what each of them is. */
const MOST_MADE = 50;

/**
 * Tells when folders may have come to the workspace or gone from it: of these a watcher for files may name nothing but the
 * folder. One for all who look for files, so that what is made is asked what it is only once.
 */
export class MadeFolders {
  readonly #come = new EventEmitter<void>();
  readonly #gone = new EventEmitter<Uri>();
  #watcher: Disposable | undefined;
  /** What was made lately and may be a folder. */
  #made: Uri[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #waitingSince = 0;

  /** There may be files where none were; that has rested. */
  readonly onDidCome = this.#come.event;
  /** A file or folder is gone. */
  readonly onDidGo = this.#gone.event;

  /** Tells from now on. */
  begin(): void {
    if (this.#watcher) return;
    const watcher = workspace.createFileSystemWatcher('**', false, true, false);
    watcher.onDidCreate((uri) => this.#take(uri));
    watcher.onDidDelete((uri) => this.#gone.fire(uri));
    this.#watcher = watcher;
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#watcher?.dispose();
    this.#come.dispose();
    this.#gone.dispose();
  }

  #take(uri: Uri): void {
    if (uri.path.includes('/.git/')) return;
    if (this.#made.length <= MOST_MADE) this.#made.push(uri);
    this.#waitingSince ||= Date.now();
    if (Date.now() - this.#waitingSince > MOST_MS) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#look(), REST_MS);
  }

  async #look(): Promise<void> {
    const made = this.#made;
    this.#made = [];
    this.#waitingSince = 0;
    if (made.length > MOST_MADE || (await Promise.all(made.map(isFolder))).includes(true)) this.#come.fire();
  }
}

/** Not what has gone again. */
async function isFolder(uri: Uri): Promise<boolean> {
  try {
    return ((await workspace.fs.stat(uri)).type & FileType.Directory) !== 0;
  } catch {
    return false;
  }
}
