import { type CancellationToken, type MessageConnection, ResponseError } from 'vscode-jsonrpc';
import { citedAt } from '../core/citationAt';
import { type NoteCitations, readNote } from '../core/note';
import { NoteText, type TextEdit } from '../core/noteText';
import { CLOCK } from './lane';
import * as messages from './protocol';

/**
 * The notes worker: everything that parses Markdown. It is a worker of its own because a parse cannot be interrupted:
 * the host ends this worker when one takes too long, and the library answers on.
 */
export class NotesServer {
  readonly #connection: MessageConnection;
  /** The open notes as last read, by address. */
  readonly #open = new Map<string, OpenNote>();

  constructor(connection: MessageConnection) {
    this.#connection = connection;
  }

  /** Registers every handler and starts listening, synchronously: a message before that would be lost. */
  listen(): void {
    const connection = this.#connection;
    connection.onRequest(messages.initialize, () => messages.PROTOCOL_VERSION);
    connection.onRequest(messages.readCitations, ({ job, text }, token) => this.#read(job, text, token));
    connection.onRequest(messages.readOpenNote, async ({ job, uri, version, text }, token) => {
      if (!(await this.#begin(job, token))) return cancelled();
      return this.#update(uri, version, text).read.problems;
    });
    connection.onRequest(messages.judgePlace, async ({ job, uri, version, text, at }, token) => {
      if (!(await this.#begin(job, token))) return cancelled();
      return judgePlace(this.#update(uri, version, text).note, at);
    });
    connection.onRequest(messages.citationAt, ({ uri, version, offset }) => {
      const note = this.#open.get(uri);
      if (note?.version !== version) return 'unread';
      return citedAt(note.read.citations, offset) ?? null;
    });
    connection.onRequest(messages.closeNote, ({ uri }) => {
      this.#open.delete(uri);
    });
    connection.listen();
  }

  async #read(
    job: number,
    text: string,
    token: CancellationToken,
  ): Promise<messages.NoteAnalysis | ResponseError> {
    if (!(await this.#begin(job, token))) return cancelled();
    const { citations, problems } = readNote(text);
    return { citations, problems };
  }

  /** Announces a parse; false when it is no longer wanted. */
  async #begin(job: number, token: CancellationToken): Promise<boolean> {
    // A cancellation that arrived with the request is heard only in a later macrotask.
    await CLOCK.pause();
    if (token.isCancellationRequested) return false;
    await this.#connection.sendNotification(messages.didBegin, { job });
    return true;
  }

  /** Brings an open note up to date: only what differs from the version known is parsed. */
  #update(uri: string, version: number, text: string): OpenNote {
    const known = this.#open.get(uri);
    if (known?.version === version) return known;
    const note = known?.note ?? new NoteText(text);
    note.change(difference(note.text, text));
    const open = { version, note, read: note.read() };
    this.#open.set(uri, open);
    return open;
  }
}

interface OpenNote {
  readonly version: number;
  readonly note: NoteText;
  readonly read: NoteCitations;
}

const cancelled = (): ResponseError => new ResponseError(messages.REQUEST_CANCELLED, 'cancelled');

/** The one edit between two texts, from their common beginning to their common end. */
function difference(before: string, after: string): TextEdit[] {
  if (before === after) return [];
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start++;
  let tail = 0;
  while (tail < most - start && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  return [{ start, end: before.length - tail, text: after.slice(start, after.length - tail) }];
}

/** Tries a letter behind the `@`: only where that makes a citation, one can be typed. */
function judgePlace(note: NoteText, at: number): messages.TypedPlace | null {
  note.change([{ start: at + 1, end: at + 1, text: 'x' }]);
  const { citations, hasBibliography } = note.read();
  note.change([{ start: at + 1, end: at + 2, text: '' }]);
  const items = citations.flatMap((citation) => citation.items);
  const here = items.find(({ start, end }) => start <= at && at < end);
  if (!here) return null;
  const cited = items.filter((item) => item !== here).map(({ citekey }) => citekey);
  return { cited, cites: cited.length > 0 || hasBibliography };
}
