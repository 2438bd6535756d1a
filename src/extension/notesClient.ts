import { type CancellationToken, CancellationTokenSource, type LogOutputChannel } from 'vscode';
import * as messages from '../worker/protocol';
import { type StartWorker, WorkerHost, type WorkerState } from './workerHost';

/** How long one parse may take before its worker is ended, ms. */
const PARSE_MS = 2000;

const notAnalysed = (code: string): messages.NoteAnalysis => ({
  citations: [],
  problems: [{ code, severity: 'warning', line: 1, args: [PARSE_MS / 1000] }],
});

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
    const job = ++this.#lastJob;
    const cancel = new CancellationTokenSource();
    const listener = token?.onCancellationRequested(() => cancel.cancel());
    this.#jobs.set(job, { cancel });
    try {
      return await this.#host.request(messages.readCitations, { job, text }, cancel.token);
    } catch (error) {
      if (this.#tooSlow.has(job)) return notAnalysed('note.tooSlow');
      if (cancel.token.isCancellationRequested) throw error;
      this.#log.error('Reading a note failed', String(error));
      return notAnalysed('note.failed');
    } finally {
      listener?.dispose();
      clearTimeout(this.#jobs.get(job)?.clock);
      this.#jobs.delete(job);
      this.#tooSlow.delete(job);
    }
  }

  restart(): Promise<void> {
    return this.#host.restart();
  }

  dispose(): void {
    this.#host.dispose();
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
