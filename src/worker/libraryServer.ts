import {
  type CancellationToken,
  type MessageConnection,
  type RequestType,
  ResponseError,
} from 'vscode-jsonrpc';
import { changeRecords } from '../core/decisionEdit';
import { renamedReferences, renamedSeparations } from '../core/keyReferences';
import { Arrivals } from '../core/arrivals';
import { Library } from '../core/library';
import { Concepts } from '../core/search/concepts';
import { FULL_TEXT_LIMIT, FullTextIndex } from '../core/search/fullText';
import { Meanings } from '../core/search/meaning';
import { SuggestIndex } from '../core/search/suggest';
import { attentionConcepts } from '../core/search/thesaurus';
import { Answers } from './answers';
import { BoundedFullText } from './boundedFullText';
import { exportedPapers, formattedPapers } from './exportedPapers';
import * as exports from './exportProtocol';
import { KeyJudge } from './keyJudge';
import { answerOfOnline } from './onlinePapers';
import { Indexing } from './indexing';
import { CLOCK, Lane, type LaneClock, type Turn } from './lane';
import { LibraryFiles } from './libraryFiles';
import { formattedNote } from './noteFormatting';
import * as messages from './protocol';
import { type Register, answerQuestions } from './questions';
import * as snapshots from './snapshotProtocol';
import { type RestBefore, Snapshots } from './snapshots';

/** What a server may be told otherwise. */
export interface LibraryServerOptions {
  /** The library is kept when nothing has changed for 5 s; a large one, of which more is to be written, later. */
  readonly rest?: RestBefore;
  /** Larger libraries are searched without their abstracts. */
  readonly mostSearched?: number;
}

/**
 * The library worker: reads library files, merges them into papers, and answers what the host asks about these.
 * Reading, merging and indexing run in the background lane; questions wait for the files known at start, then never
 * for more than a slice.
 */
export class LibraryServer {
  readonly #connection: MessageConnection;
  readonly #clock: LaneClock;
  readonly #lane: Lane;
  readonly #library = new Library();
  readonly #arrivals = new Arrivals();
  readonly #meanings = new Meanings(new Concepts(attentionConcepts));
  readonly #heads = new SuggestIndex({ headOf: (citekey) => this.#library.get(citekey) });
  readonly #fullText: BoundedFullText;
  readonly #answers: Answers;
  readonly #keys = new KeyJudge(this.#library, this.#arrivals);
  readonly #files = new LibraryFiles(this.#library, this.#arrivals, {
    queue: (job) => this.#queue(job),
    changed: () => this.#queueUpdate(),
    found: (uri, problems) => void this.#connection.sendNotification(messages.didRead, { uri, problems }),
    failed: (message, error) => this.#log('error', message, error),
  });
  readonly #snapshots: Snapshots;
  readonly #indexing: Indexing;
  /** Opens when papers can be told, be they those of a snapshot. */
  readonly #answerable = new Gate();
  readonly #merged = new Gate();
  readonly #indexed = new Gate();
  #tellingCited = false;
  #open = false;
  #updateQueued = false;
  #jobs = 0;
  #jobsDone = 0;

  constructor(
    connection: MessageConnection,
    clock: LaneClock = CLOCK,
    { rest = (papers) => Math.max(5000, papers), mostSearched = FULL_TEXT_LIMIT }: LibraryServerOptions = {},
  ) {
    this.#fullText = new BoundedFullText(new FullTextIndex(this.#meanings), this.#heads, mostSearched);
    this.#answers = new Answers({
      ...{ library: this.#library, arrivals: this.#arrivals, meanings: this.#meanings },
      ...{ heads: this.#heads, fullText: this.#fullText },
    });
    this.#connection = connection;
    this.#clock = clock;
    this.#lane = new Lane(clock);
    const parts = { library: this.#library, heads: this.#heads, lane: this.#lane };
    this.#snapshots = new Snapshots(
      parts,
      {
        made: (made) => void connection.sendNotification(snapshots.didMakeSnapshot, made),
        failed: (error) => this.#log('error', 'Making the snapshot failed', error),
      },
      rest,
    );
    this.#indexing = new Indexing({
      ...{ library: this.#library, heads: this.#heads, fullText: this.#fullText, answers: this.#answers },
      queue: (job, turn) => this.#queue(job, turn),
      changed: () => this.#tellChange(),
      followed: () => this.#followed(),
    });
  }

  /** Registers every handler and starts listening, synchronously: a message before that would be lost. */
  listen(): void {
    const connection = this.#connection;
    connection.onRequest(messages.initialize, () => messages.PROTOCOL_VERSION);
    connection.onRequest(messages.writeFile, (slice) => this.#files.write(slice));
    connection.onRequest(messages.removeFile, ({ uri }) => this.#files.remove(uri));
    connection.onRequest(messages.openLibrary, () => this.#openLibrary());
    connection.onRequest(messages.stopReading, () => this.#stop());
    connection.onRequest(messages.settle, () => this.#indexed.opened.then(() => this.#lane.idle()));
    connection.onRequest(snapshots.restoreSnapshot, (slice) => this.#restore(slice));
    connection.onRequest(snapshots.fetchSnapshot, (part) => this.#snapshots.fetch(part));
    const { opened: answerable } = this.#answerable;
    const { opened: merged } = this.#merged;
    const { opened: indexed } = this.#indexed;
    const files = this.#register(() => merged);
    const paper = this.#register(() => answerable);
    answerOfOnline({ paper, files }, this.#library, this.#heads, { connection, lane: this.#lane });
    answerQuestions(
      {
        paper,
        papers: this.#register(() => answerable.then(() => this.#snapshots.readAll())),
        files,
      },
      this.#library,
      this.#answers,
    );
    files(messages.findUnread, ({ uris }) => uris.filter((uri) => !this.#files.has(uri)));
    files(messages.listPapers, ({ offset, limit }) => this.#page(offset, limit));
    const all = this.#register(() => indexed);
    all(messages.findRelated, (query) => this.#answers.related(query));
    all(messages.searchPapers, (query) => this.#answers.search.search(query));
    all(messages.findPapers, (query) => this.#answers.find(query));
    connection.onRequest(messages.judgeKeys, async ({ keys }, token) => {
      await merged;
      const isCancelled = () => token.isCancellationRequested;
      return (
        (isCancelled() ? undefined : this.#keys.judgeKnown(keys)) ??
        // Unknown keys are compared with all there are: of many together that is long.
        (await this.#lane.run(this.#keys.judge(keys, isCancelled), 'soon')) ??
        new ResponseError<void>(messages.REQUEST_CANCELLED, 'cancelled')
      );
    });
    // What is written of papers may be written of all there are.
    files(exports.exportPapers, (wanted) => this.#lane.run(exportedPapers(this.#library, wanted), 'soon'));
    files(exports.formatPapers, (wanted) => this.#lane.run(formattedPapers(this.#library, wanted), 'soon'));
    paper(messages.formatNote, (note) => this.#lane.run(formattedNote(this.#library, note), 'soon'));
    files(exports.findCitedBelow, ({ folders }) => this.#answers.citedBelow(folders));
    connection.onRequest(
      messages.changeDecisions,
      async ({ text, changes }) =>
        // Each change parses the file: of many papers together that is long.
        (await this.#lane.run(changeRecords(text, changes), 'soon')) ?? null,
    );
    connection.onRequest(messages.renameReferences, ({ text, kind, key, citekey }) =>
      kind === 'bibtex'
        ? this.#lane.run(renamedReferences(text, key, citekey), 'soon')
        : renamedSeparations(text, key, citekey),
    );
    connection.onRequest(messages.putCites, ({ notes }) => {
      this.#answers.putCites(notes);
      void this.#tellCited();
    });
    connection.onRequest(messages.forgetCites, () => {
      this.#answers.forgetCites();
      void this.#tellCited();
    });
    connection.listen();
  }

  #register(ready: () => Promise<void>): Register {
    return (type, handle) => this.#answer(type, ready, handle);
  }

  #answer<P, R>(
    type: RequestType<P, R, void>,
    ready: () => Promise<void>,
    handle: (params: P) => R | Promise<R>,
  ): void {
    this.#connection.onRequest(type.method, async (params: P, token: CancellationToken) => {
      await ready();
      if (token.isCancellationRequested)
        return new ResponseError<void>(messages.REQUEST_CANCELLED, 'cancelled');
      try {
        return await handle(params);
      } catch (error) {
        this.#log('error', `${type.method} failed`, error);
        throw error;
      }
    });
  }

  /** Answers of the papers of a snapshot until the files are read; one that is of no use costs nothing but a line. */
  async #restore(slice: snapshots.SnapshotSlice): Promise<void> {
    const restored = await this.#snapshots.take(slice).catch((error: unknown) => {
      this.#log('error', 'Reading the snapshot failed', error);
    });
    if (restored === 'damaged' || restored === 'other build' || restored === 'too late')
      this.#tellLog('info', `The snapshot of the library is not used: ${restored}`);
    if (typeof restored !== 'object') return;
    this.#fullText.expect(this.#library.papers.length);
    this.#answers.papersChanged();
    this.#answerable.open();
    void this.#tellCited();
    this.#tellLog('info', `The library has ${restored.papers} papers, until its files are read`);
  }

  /** Does with what is read so far, and without abstracts: somebody does not want to wait any longer. */
  #stop(): void {
    this.#files.stop();
    this.#fullText.stop();
  }

  #openLibrary(): void {
    this.#open = true;
    this.#queueUpdate();
  }

  #queueUpdate(): void {
    if (!this.#open || this.#updateQueued) return;
    this.#updateQueued = true;
    this.#queue(this.#update());
  }

  /** Whatever goes wrong here, the gates open: every question gets an answer. */
  *#update(): Generator<void, void> {
    this.#updateQueued = false;
    this.#snapshots.updating();
    const arrived = this.#arrivals.all;
    try {
      const all = yield* this.#library.update();
      this.#indexing.note(all);
      const change = yield* this.#snapshots.differences(all);
      yield* this.#indexing.putHeads(change ?? { changed: [], removed: [] });
      this.#arrivals.settle(arrived);
      this.#files.tellProblems();
      this.#openMerged();
      void this.#tellCited();
      if (change) this.#tellChange();
    } finally {
      this.#openMerged();
      this.#indexing.goOn();
    }
  }

  #followed(): void {
    this.#indexed.open();
    // What was not read must not be missing at the next start too.
    if (!this.#files.isStopped) this.#snapshots.keepLater();
  }

  #tellChange(): void {
    void this.#connection.sendNotification(messages.didChange, { papers: this.#library.papers.length });
  }

  #openMerged(): void {
    this.#answerable.open();
    this.#merged.open();
  }

  #queue(job: Generator<void, void>, turn: Turn = 'later'): void {
    this.#snapshots.interrupt();
    this.#jobs++;
    this.#tellProgress();
    const finished = () => {
      this.#jobsDone++;
      if (this.#jobsDone === this.#jobs) this.#jobs = this.#jobsDone = 0;
      this.#tellProgress();
    };
    void this.#lane.run(job, turn).then(finished, (error: unknown) => {
      this.#log('error', 'A background job failed', error);
      finished();
    });
  }

  #tellProgress(): void {
    void this.#connection.sendNotification(messages.didProgress, { done: this.#jobsDone, total: this.#jobs });
  }

  #page(offset: number, limit: number): messages.PaperPage {
    const { papers } = this.#library;
    return {
      papers: papers.slice(offset, offset + limit),
      total: papers.length,
      revision: this.#indexing.revision,
    };
  }

  /** Once for all that has arrived together. */
  async #tellCited(): Promise<void> {
    if (this.#tellingCited) return;
    this.#tellingCited = true;
    await this.#clock.pause();
    this.#tellingCited = false;
    if (this.#answers.citedPapersChanged())
      await this.#connection.sendNotification(messages.didChangeCited, {});
  }

  #log(level: messages.LogLevel, message: string, error: unknown): void {
    const data = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.#tellLog(level, message, data);
  }

  #tellLog(level: messages.LogLevel, message: string, data?: string): void {
    const log = { level, message, ...(data !== undefined && { data }) };
    void this.#connection.sendNotification(messages.didLog, log);
  }
}

/** A promise that is opened from outside, once. */
class Gate {
  open!: () => void;
  readonly opened = new Promise<void>((resolve) => (this.open = resolve));
}
