import { CancellationError, Disposable, EventEmitter, type LogOutputChannel } from 'vscode';
import type { CancellationToken, MessageConnection, RequestType } from 'vscode-jsonrpc';
import type { Paper, Problem } from '../core/paper';
import * as messages from '../worker/protocol';
import { LibraryFeed } from './libraryFeed';
import type { LibrarySnapshot } from './librarySnapshot';
import type { LibrarySources } from './librarySources';
import { type StartWorker, WorkerHost, type WorkerState } from './workerHost';

/** Views hear of other papers being cited at most once in this time, ms. */
const CITED_MS = 500;

/** How many papers travel in one message when all are asked for. */
const PAGE = 200;

/**
 * The library as the extension host sees it: it starts with the first question, is filled from the sources, and
 * follows their changes. Nothing of its content is kept here.
 */
export class LibraryClient {
  readonly #host: WorkerHost;
  readonly #sources: LibrarySources;
  readonly #snapshot: LibrarySnapshot | undefined;
  readonly #log: LogOutputChannel;
  readonly #changed = new EventEmitter<void>();
  readonly #stateChanged = new EventEmitter<WorkerState>();
  readonly #citedChanged = new EventEmitter<void>();
  readonly #didStart = new EventEmitter<void>();
  readonly #busyChanged = new EventEmitter<boolean>();
  readonly #problemsFound = new EventEmitter<{ uri: string; problems: readonly Problem[] }>();
  readonly #subscription: Disposable;
  #citedTimer: ReturnType<typeof setTimeout> | undefined;
  #feed: LibraryFeed | undefined;
  #busy = false;

  /** The papers changed. */
  readonly onDidChange = this.#changed.event;
  /** Other papers than before are cited in the workspace. */
  readonly onDidChangeCited = this.#citedChanged.event;
  /** A worker started that knows nothing yet. */
  readonly onDidStart = this.#didStart.event;
  readonly onDidChangeState = this.#stateChanged.event;
  /** Background work began or ended. */
  readonly onDidChangeBusy = this.#busyChanged.event;
  /** A file was read: these are all its problems now. */
  readonly onDidRead = this.#problemsFound.event;

  /** Without a snapshot the library is read from its files alone. */
  constructor(
    start: StartWorker,
    sources: LibrarySources,
    log: LogOutputChannel,
    snapshot?: LibrarySnapshot,
  ) {
    this.#sources = sources;
    this.#snapshot = snapshot;
    this.#log = log;
    this.#host = new WorkerHost('library', start, {
      started: (connection) => this.#started(connection),
      stateChanged: (state) => this.#follow(state),
      log: (level, message) => log[level](message),
    });
    this.#subscription = sources.onDidChange(({ file, gone }) => void this.#feed?.follow(file, gone));
  }

  get state(): WorkerState {
    return this.#host.state;
  }

  /** Asks the library worker, which is started if need be. A failure is logged here, for all who ask. */
  async request<P, R>(type: RequestType<P, R, void>, params: P, token?: CancellationToken): Promise<R> {
    try {
      return await this.#host.request(type, params, token);
    } catch (error) {
      // The editor takes any other error for a failure of ours.
      if (token?.isCancellationRequested) throw new CancellationError();
      this.#log.error(`${type.method} failed`, String(error));
      throw error;
    }
  }

  /** Papers in order of citation key, from `offset` at most `limit` of them, in messages of bounded size. */
  async papers(offset: number, limit: number): Promise<Paper[]> {
    for (;;) {
      const papers: Paper[] = [];
      let page: messages.PaperPage | undefined;
      let revision: number | undefined;
      do {
        const size = Math.min(PAGE, limit - papers.length);
        page = await this.request(messages.listPapers, { offset: offset + papers.length, limit: size });
        revision ??= page.revision;
        papers.push(...page.papers);
      } while (page.papers.length > 0 && page.revision === revision && papers.length < limit);
      if (page.revision === revision) return papers;
    }
  }

  /** Resolves when all that is known is read, merged and indexed. */
  async whenReady(): Promise<void> {
    await this.request(messages.settle, {});
  }

  restart(): Promise<void> {
    return this.#host.restart();
  }

  dispose(): void {
    clearTimeout(this.#citedTimer);
    this.#subscription.dispose();
    this.#host.dispose();
    Disposable.from(
      ...[this.#changed, this.#citedChanged, this.#didStart],
      ...[this.#stateChanged, this.#busyChanged, this.#problemsFound],
    ).dispose();
  }

  #started(connection: MessageConnection): void {
    connection.onNotification(messages.didChange, ({ papers }) => {
      this.#log.info(`The library has ${papers} papers`);
      this.#changed.fire();
    });
    connection.onNotification(messages.didChangeCited, () => {
      // While notes are read for the first time, this comes again and again.
      this.#citedTimer ??= setTimeout(() => {
        this.#citedTimer = undefined;
        this.#citedChanged.fire();
      }, CITED_MS);
    });
    connection.onNotification(messages.didProgress, ({ total }) => this.#setBusy(total > 0));
    connection.onNotification(messages.didRead, (read) => this.#problemsFound.fire(read));
    connection.onNotification(messages.didLog, ({ level, message, data }) =>
      this.#log[level](message, data ?? ''),
    );
    const report = (uri: string, problems: readonly Problem[]) => this.#problemsFound.fire({ uri, problems });
    this.#feed = new LibraryFeed(connection, this.#sources, this.#log, report);
    void this.#feed.open(this.#snapshot?.serve(connection));
    this.#didStart.fire();
  }

  #follow(state: WorkerState): void {
    // While the worker starts, nobody waits for the disk.
    if (state === 'starting') this.#snapshot?.prepare();
    const ended = (state === 'idle' || state === 'failed') && this.#feed !== undefined;
    if (ended) {
      this.#feed?.end();
      this.#feed = undefined;
      this.#setBusy(false);
    }
    this.#stateChanged.fire(state);
    // Whoever shows papers asks again, which starts the next worker.
    if (ended) this.#changed.fire();
  }

  #setBusy(busy: boolean): void {
    if (this.#busy === busy) return;
    this.#busy = busy;
    this.#busyChanged.fire(busy);
  }
}
