import { type CancellationToken, type MessageConnection, ResponseError } from 'vscode-jsonrpc';
import { citedAt } from '../core/citationAt';
import { type Citation, readNote } from '../core/note';
import { CLOCK } from './lane';
import * as messages from './protocol';

/**
 * The notes worker: everything that parses Markdown. It is a worker of its own because a parse cannot be interrupted:
 * the host ends this worker when one takes too long, and the library answers on.
 */
export class NotesServer {
  readonly #connection: MessageConnection;
  /** The open notes as last read, by address. */
  readonly #open = new Map<string, { readonly version: number; readonly citations: readonly Citation[] }>();

  constructor(connection: MessageConnection) {
    this.#connection = connection;
  }

  /** Registers every handler and starts listening, synchronously: a message before that would be lost. */
  listen(): void {
    const connection = this.#connection;
    connection.onRequest(messages.initialize, () => messages.PROTOCOL_VERSION);
    connection.onRequest(messages.readCitations, ({ job, text }, token) => this.#read(job, text, token));
    connection.onRequest(messages.readOpenNote, async ({ job, uri, version, text }, token) => {
      const analysis = await this.#read(job, text, token);
      if (analysis instanceof ResponseError) return analysis;
      this.#open.set(uri, { version, citations: analysis.citations });
      return analysis.problems;
    });
    connection.onRequest(messages.citationAt, ({ uri, version, offset }) => {
      const note = this.#open.get(uri);
      if (note?.version !== version) return 'unread';
      return citedAt(note.citations, offset) ?? null;
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
    // A cancellation that arrived with the request is heard only in a later macrotask.
    await CLOCK.pause();
    if (token.isCancellationRequested) return new ResponseError(messages.REQUEST_CANCELLED, 'cancelled');
    await this.#connection.sendNotification(messages.didBegin, { job });
    const { citations, problems } = readNote(text);
    return { citations, problems };
  }
}
