import { Disposable, EventEmitter, type LogOutputChannel } from 'vscode';
import type { CancellationToken, MessageConnection, RequestType } from 'vscode-jsonrpc';
import type { Paper, Problem } from '../core/paper';
import * as messages from '../worker/protocol';
import type { LibrarySources } from './librarySources';
import { type StartWorker, WorkerHost, type WorkerState } from './workerHost';

/** How many papers travel in one message when all are asked for. */
const PAGE = 200;

/**
 * The library as the extension host sees it: it starts with the first question, is filled from the sources, and
 * follows their changes. Nothing of its content is kept here.
 */
export class LibraryClient {
  readonly #host: WorkerHost;
  readonly #sources: LibrarySources;
  readonly #log: LogOutputChannel;
  readonly #changed = new EventEmitter<void>();
  readonly #stateChanged = new EventEmitter<WorkerState>();
  readonly #busyChanged = new EventEmitter<boolean>();
  readonly #problemsFound = new EventEmitter<{ uri: string; problems: readonly Problem[] }>();
  readonly #subscription: Disposable;
  #connection: MessageConnection | undefined;
  #busy = false;

  /** The papers changed. */
  readonly onDidChange = this.#changed.event;
  readonly onDidChangeState = this.#stateChanged.event;
  /** Background work began or ended. */
  readonly onDidChangeBusy = this.#busyChanged.event;
  /** A file was read: these are all its problems now. */
  readonly onDidRead = this.#problemsFound.event;

  constructor(start: StartWorker, sources: LibrarySources, log: LogOutputChannel) {
    this.#sources = sources;
    this.#log = log;
    this.#host = new WorkerHost('library', start, {
      started: (connection) => void this.#fill(connection),
      stateChanged: (state) => this.#stateChanged.fire(state),
      log: (level, message) => log[level](message),
    });
    this.#subscription = sources.onDidChange(({ file, gone }) => void this.#follow(file, gone));
  }

  get state(): WorkerState {
    return this.#host.state;
  }

  /** Asks the library worker, which is started if need be. A failure is logged here, for all who ask. */
  async request<P, R>(type: RequestType<P, R, void>, params: P, token?: CancellationToken): Promise<R> {
    try {
      return await this.#host.request(type, params, token);
    } catch (error) {
      if (!token?.isCancellationRequested) this.#log.error(`${type.method} failed`, String(error));
      throw error;
    }
  }

  /** Papers in order of citation key, from `offset` at most `limit` of them, in messages of bounded size. */
  async papers(offset = 0, limit = Infinity): Promise<Paper[]> {
    for (;;) {
      const papers: Paper[] = [];
      let page: messages.PaperPage | undefined;
      let revision: number | undefined;
      do {
        const size = Math.min(PAGE, limit - papers.length);
        page = await this.request(messages.listPapers, { offset: offset + papers.length, limit: size });
        revision ??= page.revision;
        papers.push(...page.papers);
      } while (page.revision === revision && papers.length < limit && offset + papers.length < page.total);
      if (page.revision === revision) return papers;
    }
  }

  /** Resolves when all that is known is read, merged and indexed. */
  async whenReady(): Promise<void> {
    await this.request(messages.searchPapers, { query: '', limit: 0 });
    await this.request(messages.settle, {});
  }

  restart(): Promise<void> {
    return this.#host.restart();
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#host.dispose();
    Disposable.from(this.#changed, this.#stateChanged, this.#busyChanged, this.#problemsFound).dispose();
  }

  async #fill(connection: MessageConnection): Promise<void> {
    this.#connection = connection;
    connection.onNotification(messages.didChange, () => this.#changed.fire());
    connection.onNotification(messages.didProgress, ({ total }) => this.#setBusy(total > 0));
    connection.onNotification(messages.didRead, (read) => this.#problemsFound.fire(read));
    connection.onNotification(messages.didLog, ({ level, message, data }) =>
      this.#log[level](message, data ?? ''),
    );
    connection.onClose(() => this.#setBusy(false));
    await Promise.all(this.#sources.files().map((file) => this.#send(connection, file)));
    await connection.sendRequest(messages.openLibrary).catch(() => undefined);
  }

  async #follow(file: messages.LibraryFile, gone: boolean): Promise<void> {
    const connection = this.#connection;
    if (!connection || this.#host.state !== 'running') return;
    if (gone) await connection.sendRequest(messages.removeFile, { uri: file.uri }).catch(() => undefined);
    else await this.#send(connection, file);
  }

  /** Sends a file in slices, each after the last was taken. A worker that dies meanwhile is filled anew anyway. */
  async #send(connection: MessageConnection, file: messages.LibraryFile): Promise<void> {
    let bytes: Uint8Array | undefined;
    try {
      bytes = await this.#sources.read(file);
    } catch (error) {
      this.#log.error(`Cannot read ${file.name}`, String(error));
      this.#problemsFound.fire({
        uri: file.uri,
        problems: [{ code: 'file.unreadable', severity: 'error', line: 1 }],
      });
      return;
    }
    try {
      if (!bytes) {
        await connection.sendRequest(messages.removeFile, { uri: file.uri });
        return;
      }
      let offset = 0;
      do {
        const slice = bytes.slice(offset, offset + messages.SLICE_BYTES);
        await connection.sendRequest(messages.writeFile, { file, size: bytes.length, offset, bytes: slice });
        offset += messages.SLICE_BYTES;
      } while (offset < bytes.length);
    } catch (error) {
      this.#log.debug(`Sending ${file.name} was cut off`, String(error));
    }
  }

  #setBusy(busy: boolean): void {
    if (this.#busy === busy) return;
    this.#busy = busy;
    this.#busyChanged.fire(busy);
  }
}
