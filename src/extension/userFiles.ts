import { CancellationTokenSource, Disposable, EventEmitter, RelativePattern, Uri, workspace } from 'vscode';
import { findFilesInTime } from './fileSearch';
import { bibliographyOf, fileNamed, patternIn, patternOutside } from './libraryPaths';
import type { MadeFolders } from './madeFolders';

/** How long files must rest before they are looked for, ms: a checkout touches many. */
const REST_MS = 200;
/** What notes name is taken together for so long, ms. */
const NAMING_MS = 100;
/** Watchers of their own start late and say nothing of what they missed: so long after it, files are looked at, ms. */
const WATCHING_MS = [1000, 3000, 9000];
/** More files than these are not. */
const MOST_LOOKED_AT = 100;
const FILES = 'attentionNotes.library.files';
const EXTERNAL = 'attentionNotes.library.external';

/**
 * The user's own files of the library: those that the settings name, within the folders of the workspace and outside, and
 * those that notes name as their bibliography. Tells when one comes, changes or goes. Until somebody asks for them,
 * nothing is looked for.
 */
export class UserFiles {
  readonly #home: string | undefined;
  readonly #folders: MadeFolders;
  readonly #changed = new EventEmitter<{ readonly uri: Uri; readonly gone: boolean }>();
  readonly #settings: Disposable;
  /** By note, the files that it names. */
  readonly #named = new Map<string, readonly string[]>();
  #found: ReadonlySet<string> = new Set();
  #all: ReadonlySet<string> = new Set();
  #watchers: Disposable[] = [];
  readonly #bibliographyWatchers = new Map<string, Disposable>();
  /** What files were like that have been looked at. */
  readonly #states = new Map<string, Promise<string>>();
  readonly #looks = new Set<ReturnType<typeof setTimeout>>();
  #search = new CancellationTokenSource();
  #finding: Promise<void> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #naming: ReturnType<typeof setTimeout> | undefined;
  /** Whether somebody knows the files, who must be told what becomes of them. */
  #areKnown = false;

  /** A file came or changed (`gone` false), or is no longer part of the library. */
  readonly onDidChange = this.#changed.event;

  /** `home` is what `~` stands for; there is none in a browser. */
  constructor(home: string | undefined, folders: MadeFolders) {
    this.#folders = folders;
    this.#home = home;
    this.#settings = Disposable.from(
      workspace.onDidChangeWorkspaceFolders(() => this.#begin()),
      // Of a folder that comes or goes with what it has, only the folder is told.
      folders.onDidCome(() => {
        for (const file of this.#bibliographyWatchers.keys()) this.#look(Uri.parse(file, true));
      }),
      folders.onDidGo((uri) => {
        const folder = `${String(uri)}/`;
        for (const file of this.#bibliographyWatchers.keys())
          if (file.startsWith(folder)) this.#edited(Uri.parse(file, true));
      }),
      workspace.onDidChangeConfiguration((change) => {
        if ([FILES, EXTERNAL, 'files.exclude'].some((setting) => change.affectsConfiguration(setting)))
          this.#begin();
      }),
    );
  }

  has(uri: Uri): boolean {
    return this.#all.has(uri.toString());
  }

  /** Every file that there is, as soon as they are found. */
  async all(): Promise<Uri[]> {
    if (!this.#finding) this.#watch();
    await this.#finding;
    this.#areKnown = true;
    return Array.from(this.#all, (uri) => Uri.parse(uri, true));
  }

  /** Takes what a note names as its bibliography, in the place of what it named before. */
  name(note: string, bibliographies: readonly string[]): void {
    const before = this.#named.get(note) ?? [];
    const uris = bibliographies.flatMap((named) => bibliographyOf(Uri.parse(note, true), named) ?? []);
    const now = [...new Set(uris.map(String))];
    if (before.join('\n') === now.join('\n')) return;
    if (now.length > 0) this.#named.set(note, now);
    else this.#named.delete(note);
    // Many notes name theirs at once when a folder is opened.
    this.#naming ??= setTimeout(() => {
      this.#naming = undefined;
      this.#watchBibliographies();
      this.#gather();
    }, NAMING_MS);
  }

  dispose(): void {
    this.#search.cancel();
    clearTimeout(this.#timer);
    clearTimeout(this.#naming);
    this.#stopLooking();
    const watchers = [...this.#watchers, ...this.#bibliographyWatchers.values()];
    Disposable.from(...watchers, this.#settings, this.#changed).dispose();
  }

  /** Looks for everything anew, once somebody has asked. */
  #begin(): void {
    if (this.#finding) this.#watch();
  }

  #watch(): void {
    Disposable.from(...this.#watchers).dispose();
    const { inside, outside } = this.#patterns();
    this.#watchers = [...inside, ...outside].map((pattern) => this.#watched(pattern));
    if (inside.length > 0) {
      const come = this.#folders.onDidCome(() => this.#findSoon());
      const gone = this.#folders.onDidGo((uri) => {
        const folder = `${String(uri)}/`;
        if ([...this.#found].some((file) => file.startsWith(folder))) this.#findSoon();
      });
      this.#watchers.push(come, gone);
      this.#folders.begin();
    }
    void this.#find().then(() => {
      const isOutside = (uri: string) => !workspace.getWorkspaceFolder(Uri.parse(uri, true));
      this.#lookAt([...this.#found].filter(isOutside));
    });
  }

  #watched(pattern: RelativePattern): Disposable {
    const watcher = workspace.createFileSystemWatcher(pattern);
    // Of one that goes and comes back at once, the search finds nothing new: what there is of it is read in any case.
    const follow = (uri: Uri) => {
      this.#edited(uri);
      this.#findSoon();
    };
    watcher.onDidCreate(follow);
    // What came may have been told as a change of what went before it.
    watcher.onDidChange((uri) => (this.has(uri) ? this.#edited(uri) : this.#findSoon()));
    watcher.onDidDelete(follow);
    return watcher;
  }

  /** Has files looked at until their watchers have surely started. */
  #lookAt(files: readonly string[]): void {
    const uris = files.slice(0, MOST_LOOKED_AT).map((file) => Uri.parse(file, true));
    for (const uri of uris) {
      this.#look(uri);
      for (const wait of WATCHING_MS) {
        const timer = setTimeout(() => {
          this.#looks.delete(timer);
          this.#look(uri);
        }, wait);
        this.#looks.add(timer);
      }
    }
  }

  /** Takes a file for edited when it is not what it was at the look before. */
  #look(uri: Uri): void {
    const key = uri.toString();
    const [last, now] = [this.#states.get(key), stateOf(uri)];
    this.#states.set(key, now);
    void Promise.all([last, now]).then(([one, other]) => {
      if (one !== undefined && one !== other) this.#edited(uri);
    });
  }

  #stopLooking(): void {
    for (const look of this.#looks) clearTimeout(look);
    this.#looks.clear();
  }

  #edited(uri: Uri): void {
    if (this.has(uri)) this.#changed.fire({ uri, gone: false });
  }

  #watchBibliographies(): void {
    const named = new Set([...this.#named.values()].flat());
    for (const [uri, watcher] of this.#bibliographyWatchers)
      if (!named.has(uri)) {
        watcher.dispose();
        this.#bibliographyWatchers.delete(uri);
      }
    const fresh = [...named].filter((uri) => !this.#bibliographyWatchers.has(uri));
    for (const uri of fresh) {
      const file = Uri.parse(uri, true);
      const name = file.path.slice(file.path.lastIndexOf('/') + 1);
      const watcher = workspace.createFileSystemWatcher(
        new RelativePattern(Uri.joinPath(file, '..'), name.replace(/[*?[\]{}]/g, '[$&]')),
      );
      const read = () => this.#edited(file);
      watcher.onDidCreate(read);
      watcher.onDidChange(read);
      watcher.onDidDelete(read);
      this.#bibliographyWatchers.set(uri, watcher);
    }
    if (named.size > 0) this.#folders.begin();
    this.#lookAt(fresh);
  }

  #patterns(): { readonly inside: RelativePattern[]; readonly outside: RelativePattern[] } {
    const listed = (setting: string, scope?: Uri) => {
      const value = workspace.getConfiguration(undefined, scope).get<unknown>(setting);
      return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
    };
    const folders = workspace.workspaceFolders ?? [];
    const inside = folders.flatMap((folder) =>
      listed(FILES, folder.uri).flatMap((glob) => patternIn(folder, glob) ?? []),
    );
    const outside = listed(EXTERNAL).flatMap((path) => patternOutside(path, this.#home) ?? []);
    return { inside, outside };
  }

  #findSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#find(), REST_MS);
  }

  #find(): Promise<void> {
    this.#search.cancel();
    this.#search = new CancellationTokenSource();
    return (this.#finding = this.#findAll(this.#search));
  }

  async #findAll(search: CancellationTokenSource): Promise<void> {
    const { inside, outside } = this.#patterns();
    const searches = [...inside, ...outside].map(async (pattern) => {
      const file = fileNamed(pattern);
      if (file) return [file];
      const isWanted = ({ path }: Uri) => pattern.pattern.includes('node_modules') || !isOfPackage(path);
      const { scheme } = pattern.baseUri;
      const { uris, later } = await findFilesInTime(scheme, pattern, undefined, undefined, search.token);
      const isCurrent = () => this.#search === search && !search.token.isCancellationRequested;
      void later?.then(
        (more) => {
          if (isCurrent()) this.#take(more.filter(isWanted));
        },
        () => undefined,
      );
      return uris.filter(isWanted);
    });
    const found = await Promise.allSettled(searches);
    // The search that came instead finds the same, and more.
    if (search.token.isCancellationRequested) return this.#search === search ? undefined : this.#finding;
    const uris = found.flatMap((result) => (result.status === 'fulfilled' ? result.value.map(String) : []));
    const failed = found.some(({ status }) => status === 'rejected');
    // Not found is not gone.
    this.#found = new Set(failed ? [...this.#found, ...uris] : uris);
    this.#gather();
  }

  /** Takes what was found after nobody waited any more. */
  #take(more: readonly Uri[]): void {
    this.#found = new Set([...this.#found, ...more.map(String)]);
    this.#gather();
  }

  /** Puts together what was found and what is named, and tells how that differs from before. */
  #gather(): void {
    const before = this.#all;
    this.#all = new Set([...this.#found, ...[...this.#named.values()].flat()]);
    if (!this.#areKnown) return;
    const tell = (uri: string, gone: boolean) => this.#changed.fire({ uri: Uri.parse(uri, true), gone });
    for (const uri of before) {
      if (this.#all.has(uri)) continue;
      this.#states.delete(uri);
      tell(uri, true);
    }
    for (const uri of this.#all) if (!before.has(uri)) tell(uri, false);
  }
}

/** What tells whether a file has changed; empty where there is none. */
async function stateOf(uri: Uri): Promise<string> {
  try {
    const { mtime, size } = await workspace.fs.stat(uri);
    return `${mtime} ${size}`;
  } catch {
    return '';
  }
}

const isOfPackage = (path: string): boolean => path.includes('/node_modules/');
