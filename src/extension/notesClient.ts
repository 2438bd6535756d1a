import {
  CancellationError,
  type CancellationToken,
  CancellationTokenSource,
  type LogOutputChannel,
  type TextDocument,
} from 'vscode';
import { type RequestType, ResponseError } from 'vscode-jsonrpc';
import type { Problem } from '../core/paper';
import * as messages from '../worker/notesProtocol';
import { REQUEST_CANCELLED } from '../worker/protocol';
import { SentNotes } from './sentNotes';
import { type StartWorker, WorkerHost, type WorkerState } from './workerHost';

/** Longest note that is read, characters; bytes of one that is not open. */
export const LONGEST_NOTE = 5_000_000;

/** How long one parse may take before its worker is ended, ms. */
const PARSE_MS = 2000;

const notAnalysed = (code: string): Problem[] => [
  { code, severity: 'warning', line: 1, args: [PARSE_MS / 1000] },
];

/** Also the worker's own word for a question about a version that was edited since. */
const isCancellation = (error: unknown): boolean =>
  error instanceof ResponseError && error.code === REQUEST_CANCELLED;

const isUnanswered = (answer: unknown): answer is 'note.tooSlow' | 'note.failed' =>
  answer === 'note.tooSlow' || answer === 'note.failed';

function isTooLong(document: TextDocument): boolean {
  // Counted, not copied: this is asked at every key.
  return document.offsetAt(document.lineAt(document.lineCount - 1).range.end) > LONGEST_NOTE;
}

/** An open note as it is asked about. */
interface NoteVersion {
  readonly document: TextDocument;
  readonly version: number;
}

/** A request that may parse. */
interface Job {
  readonly cancel: CancellationTokenSource;
  readonly note: NoteVersion | undefined;
}

/**
 * The reading of notes as the extension host sees it. A parse cannot be interrupted, so the host watches the clock
 * from the moment a parse begins, ends the worker when time is up, and answers for that note "not analysed".
 */
export class NotesClient {
  readonly #host: WorkerHost;
  readonly #log: LogOutputChannel;
  readonly #jobs = new Map<number, Job>();
  readonly #tooSlow = new Set<number>();
  /** The versions of open notes that took too long: not asked about again until they are edited. */
  #slowVersions = new WeakMap<TextDocument, number>();
  /** The worker does one thing at a time: the clock is for the job that it announced last. */
  #clock: { readonly job: number; readonly timer: ReturnType<typeof setTimeout> } | undefined;
  readonly #sent = new SentNotes();
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

  /** Whether an open note was asked about before. */
  knows(document: TextDocument): boolean {
    return this.#sent.has(document);
  }

  /**
   * Reads an open note as it is now; what it cites, unless that cannot be known, and what is wrong with it. Rejects only
   * when cancelled.
   */
  async readOpenNote(
    document: TextDocument,
    token: CancellationToken,
  ): Promise<Partial<messages.NoteContent> & { problems: readonly Problem[] }> {
    if (isTooLong(document)) return { problems: [{ code: 'note.tooLong', severity: 'warning', line: 1 }] };
    const read = await this.#askAbout(document, token, messages.readOpenNote, {});
    return typeof read === 'string' ? { problems: notAnalysed(read) } : read;
  }

  /**
   * Asks about an open note as it is now; nothing when it cannot be analysed, or has nothing of the kind. Rejects only
   * when cancelled.
   */
  async ask<P, R>(
    document: TextDocument,
    type: RequestType<messages.AboutNote & P, R | messages.Unread | null, void>,
    params: P,
    token: CancellationToken,
  ): Promise<R | undefined> {
    const answer = await this.#answerAbout(document, type, params, token);
    return isUnanswered(answer) ? undefined : answer;
  }

  /** As {@link ask}, for those to whom nothing of the kind is an answer: rejects when the note cannot be analysed. */
  async askSurely<P, R>(
    document: TextDocument,
    type: RequestType<messages.AboutNote & P, R | messages.Unread | null, void>,
    params: P,
    token: CancellationToken,
  ): Promise<R | undefined> {
    const answer = await this.#answerAbout(document, type, params, token);
    if (isUnanswered(answer)) throw new Error('the note is not analysed');
    return answer;
  }

  /**
   * The content of notes that are not open, in the same order; nothing of one that takes too long. Rejects when cancelled,
   * and when the worker is given up.
   */
  async readNotes(
    notes: readonly { readonly uri: string; readonly bytes: Uint8Array }[],
    token: CancellationToken,
  ): Promise<readonly (messages.NoteContent | undefined)[]> {
    const bytes = notes.map((note) => note.bytes);
    const read = await this.#watched(
      (job, own) => this.#host.request(messages.readNotes, { job, notes: bytes }, own),
      token,
    );
    if (typeof read !== 'string') return read;
    if (this.#host.state === 'failed') throw new Error('the notes worker is given up');
    if (notes.length === 1) {
      this.#log.warn(`Not read for what it cites: ${notes[0]?.uri ?? ''}`, read);
      return [undefined];
    }
    // One of them was to blame: each for itself.
    const single: (messages.NoteContent | undefined)[] = [];
    for (const note of notes) single.push(...(await this.readNotes([note], token)));
    return single;
  }

  /** Forgets a note that is no longer open; a worker that is not running has nothing to forget. */
  async closeNote(document: TextDocument): Promise<void> {
    this.#sent.forget(document);
    if (this.#host.state === 'running') {
      await this.#host.request(messages.closeNote, { uri: document.uri.toString() }).catch(() => undefined);
    }
  }

  restart(): Promise<void> {
    this.#slowVersions = new WeakMap();
    return this.#host.restart();
  }

  dispose(): void {
    this.#sent.dispose();
    this.#host.dispose();
  }

  /** The answer about an open note as it is now, nothing where it has nothing of the kind, or why it is not analysed. */
  async #answerAbout<P, R>(
    document: TextDocument,
    type: RequestType<messages.AboutNote & P, R | messages.Unread | null, void>,
    params: P,
    token: CancellationToken,
  ): Promise<R | 'note.tooSlow' | 'note.failed' | undefined> {
    if (isTooLong(document)) return 'note.tooSlow';
    return (await this.#askAbout(document, token, type, params)) ?? undefined;
  }

  /** Asks about an open note as it is now. */
  async #askAbout<P, R>(
    document: TextDocument,
    token: CancellationToken,
    type: RequestType<messages.AboutNote & P, R | messages.Unread, void>,
    params: P,
  ): Promise<R | 'note.tooSlow' | 'note.failed'> {
    const asked = { document, version: document.version };
    if (this.#slowVersions.get(document) === asked.version) return 'note.tooSlow';
    const ask = () =>
      this.#watched(
        (job, own) => {
          const note = this.#sent.state(document);
          return this.#host.request(type, { job, note, ...params }, own);
        },
        token,
        asked,
      );
    const answer = await ask();
    if (answer !== 'unread') return answer;
    this.#sent.forget(document);
    const again = await ask();
    return again === 'unread' ? 'note.failed' : again;
  }

  /** Runs a request that parses; answers the problem's code when that takes too long or fails. */
  async #watched<T>(
    ask: (job: number, token: CancellationToken) => Promise<T>,
    token?: CancellationToken,
    note?: NoteVersion,
  ): Promise<T | 'note.tooSlow' | 'note.failed'> {
    const job = ++this.#lastJob;
    const cancel = new CancellationTokenSource();
    const listener = token?.onCancellationRequested(() => cancel.cancel());
    this.#jobs.set(job, { cancel, note });
    try {
      return await ask(job, cancel.token);
    } catch (error) {
      if (this.#tooSlow.has(job)) return 'note.tooSlow';
      // The editor takes any other error for a failure of ours.
      if (cancel.token.isCancellationRequested || isCancellation(error)) throw new CancellationError();
      this.#log.error('Reading a note failed', String(error));
      return 'note.failed';
    } finally {
      listener?.dispose();
      if (this.#clock?.job === job) clearTimeout(this.#clock.timer);
      this.#jobs.delete(job);
      this.#tooSlow.delete(job);
    }
  }

  #watch(job: number): void {
    clearTimeout(this.#clock?.timer);
    const timer = setTimeout(() => this.#giveUp(job), PARSE_MS);
    this.#clock = { job, timer };
  }

  /** Ends the worker over a parse. Nothing about that version of the note is asked again: it would take as long the next time. */
  #giveUp(job: number): void {
    const slow = this.#jobs.get(job);
    if (!slow) return;
    this.#log.warn(`Reading a note took more than ${PARSE_MS} ms; the notes worker is started anew`);
    const { note } = slow;
    if (note) this.#slowVersions.set(note.document, note.version);
    for (const [other, { cancel, note: about }] of this.#jobs) {
      const isSame = note && about?.document === note.document && about.version === note.version;
      if (other !== job && isSame !== true) continue;
      this.#tooSlow.add(other);
      cancel.cancel();
    }
    void this.#host.end();
  }
}
