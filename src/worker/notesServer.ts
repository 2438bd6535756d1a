import { type MessageConnection, ResponseError } from 'vscode-jsonrpc';
import { readNote } from '../core/note';
import { CLOCK } from './lane';
import * as messages from './protocol';

/**
 * The notes worker: everything that parses Markdown. It is a worker of its own because a parse cannot be interrupted:
 * the host ends this worker when one takes too long, and the library answers on.
 */
export class NotesServer {
  readonly #connection: MessageConnection;

  constructor(connection: MessageConnection) {
    this.#connection = connection;
  }

  /** Registers every handler and starts listening, synchronously: a message before that would be lost. */
  listen(): void {
    const connection = this.#connection;
    connection.onRequest(messages.initialize, () => messages.PROTOCOL_VERSION);
    connection.onRequest(messages.readCitations, async ({ job, text }, token) => {
      // A cancellation that arrived with the request is heard only in a later macrotask.
      await CLOCK.pause();
      if (token.isCancellationRequested)
        return new ResponseError<void>(messages.REQUEST_CANCELLED, 'cancelled');
      await connection.sendNotification(messages.didBegin, { job });
      const { citations, problems } = readNote(text);
      return { citations, problems };
    });
    connection.listen();
  }
}
