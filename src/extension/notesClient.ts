import {
  type CancellationToken,
  CancellationTokenSource,
  type LogOutputChannel,
  type TextDocument,
} from 'vscode';
import type { CitedHere } from '../core/citationAt';
import type { Problem } from '../core/paper';
import * as messages from '../worker/protocol';
import { type StartWorker, WorkerHost, type WorkerState } from './workerHost';

/** How long one parse may take before its worker is ended, ms. */
const PARSE_MS = 2000;

const notAnalysed = (code: string): Problem[] => [
  { code, severity: 'warning', line: 1, args: [PARSE_MS / 1000] },
];

/**
 * The reading of notes as the extension host sees it. A parse cannot be interrupted, so the host watches the clock
 * from the moment a parse begins, ends the worker when time is up, and answers for that note "not analysed".
 */
export class NotesClient {
  readonly #host: WorkerHost;
  readonly #log: LogOutputChannel;
  readonly #jobs = new Map<
    number,
    { readonly cancel: CancellationTokenSource; clock?: ReturnType<typeof setTimeout> }
  >();
  readonly #tooSlow = new Set<number>();
  #lastJob = 0;

  constructor(start: StartWorker, log: LogOutputChannel, stateChanged: (state: WorkerState) => void) {
    this.#log = log;
    this.#host = new WorkerHost('notes', start, {
      started: (connection) => {
        connection.onNotification(messages.didBegin, ({ job }) => this.#watch(job));
      },
      stateChanged,
      log: (level, message) => log[level](message),
    });
  }

  /** The citations of a Markdown text and why part or all of it was not read. Rejects only when cancelled. */
  async readCitations(text: string, token?: CancellationToken): Promise<messages.NoteAnalysis> {
    const read = await this.#watched(
      (job, own) => this.#host.request(messages.readCitations, { job, text }, own),
      token,
    );
    return typeof read === 'string' ? { citations: [], problems: notAnalysed(read) } : read;
  }

  /** Reads an open note as it is now; answers what is wrong with it. Rejects only when cancelled. */
  async readOpenNote(document: TextDocument, token?: CancellationToken): Promise<readonly Problem[]> {
    const note = { uri: document.uri.toString(), version: document.version, text: document.getText() };
    const read = await this.#watched(
      (job, own) => this.#host.request(messages.readOpenNote, { job, ...note }, own),
      token,
    );
    return typeof read === 'string' ? notAnalysed(read) : read;
  }

  /** What is cited at an offset of an open note. A note that was not read as it is now is read first. */
  async citationAt(
    document: TextDocument,
    offset: number,
    token: CancellationToken,
  ): Promise<CitedHere | undefined> {
    const place = { uri: document.uri.toString(), version: document.version, offset };
    let cited = await this.#host.request(messages.citationAt, place, token);
    if (cited === 'unread') {
      await this.readOpenNote(document, token);
      cited = await this.#host.request(messages.citationAt, place, token);
    }
    return cited === 'unread' || cited === null ? undefined : cited;
  }

  /** Judges the place of a citation under way whose `@` stands at offset `at`. */
  async judgePlace(
    document: TextDocument,
    at: number,
    token: CancellationToken,
  ): Promise<messages.TypedPlace | undefined> {
    const note = { uri: document.uri.toString(), version: document.version, text: document.getText(), at };
    const place = await this.#watched(
      (job, own) => this.#host.request(messages.judgePlace, { job, ...note }, own),
      token,
    );
    return typeof place === 'string' || place === null ? undefined : place;
  }

  /** Forgets a note that is no longer open; a worker that is not running has nothing to forget. */
  async closeNote(document: TextDocument): Promise<void> {
    if (this.#host.state === 'running') {
      await this.#host.request(messages.closeNote, { uri: document.uri.toString() }).catch(() => undefined);
    }
  }

  restart(): Promise<void> {
    return this.#host.restart();
  }

  dispose(): void {
    this.#host.dispose();
  }

  /** Runs a request that parses; answers the problem's code when that takes too long or fails. */
  async #watched<T>(
    ask: (job: number, token: CancellationToken) => Promise<T>,
    token?: CancellationToken,
  ): Promise<T | 'note.tooSlow' | 'note.failed'> {
    const job = ++this.#lastJob;
    const cancel = new CancellationTokenSource();
    const listener = token?.onCancellationRequested(() => cancel.cancel());
    this.#jobs.set(job, { cancel });
    try {
      return await ask(job, cancel.token);
    } catch (error) {
      if (this.#tooSlow.has(job)) return 'note.tooSlow';
      if (cancel.token.isCancellationRequested) throw error;
      this.#log.error('Reading a note failed', String(error));
      return 'note.failed';
    } finally {
      listener?.dispose();
      clearTimeout(this.#jobs.get(job)?.clock);
      this.#jobs.delete(job);
      this.#tooSlow.delete(job);
    }
  }

  #watch(job: number): void {
    const running = this.#jobs.get(job);
    if (!running) return;
    clearTimeout(running.clock);
    running.clock = setTimeout(() => {
      this.#log.warn(`Reading a note took more than ${PARSE_MS} ms; the notes worker is started anew`);
      this.#tooSlow.add(job);
      // Not to be asked again: it would take as long the next time.
      running.cancel.cancel();
      void this.#host.end();
    }, PARSE_MS);
  }
}
