import type { LogOutputChannel } from 'vscode';
import type { MessageConnection } from 'vscode-jsonrpc';
import type { Problem } from '../core/paper';
import * as messages from '../worker/protocol';
import { FewAtOnce } from './fewAtOnce';
import { FileTooLargeError } from './fileAtRest';
import type { LibrarySources } from './librarySources';

/** So long the files wait for a snapshot, ms: storage that does not answer must not cost the library. */
const SNAPSHOT_MS = 2000;
/** How many files are held in memory at a time. */
const FILES = 4;

/** What is wanted of one file: its newest state, and whether that is still to be sent. */
interface Wanted {
  file: messages.LibraryFile;
  gone: boolean;
  unsent: boolean;
}

/**
 * Feeds one library worker with files, for as long as it lives. Each file is sent by one loop at a time, which goes
 * on until the newest state has been sent: nothing older overtakes it.
 */
export class LibraryFeed {
  readonly #connection: MessageConnection;
  readonly #sources: LibrarySources;
  readonly #log: LogOutputChannel;
  readonly #report: (uri: string, problems: readonly Problem[]) => void;
  readonly #wanted = new Map<string, Wanted>();
  readonly #places = new FewAtOnce(FILES);
  #writes = 0;
  #over = false;

  constructor(
    connection: MessageConnection,
    sources: LibrarySources,
    log: LogOutputChannel,
    report: (uri: string, problems: readonly Problem[]) => void,
  ) {
    this.#connection = connection;
    this.#sources = sources;
    this.#log = log;
    this.#report = report;
  }

  /** Sends every file there is, after a snapshot has been of use or not, and says that these were all. */
  async open(restored: Promise<void> = Promise.resolve()): Promise<void> {
    const late = new Promise<void>((resolve) => setTimeout(resolve, SNAPSHOT_MS));
    await Promise.race([restored, late]);
    const follow = (files: readonly messages.LibraryFile[]) =>
      Promise.all(files.map((file) => this.follow(file, false)));
    await Promise.all([follow(this.#sources.files()), this.#sources.userFiles().then(follow)]);
    try {
      if (!this.#over) await this.#connection.sendRequest(messages.openLibrary);
    } catch (error) {
      this.#log.debug('The library worker ended while it was filled', String(error));
    }
  }

  /** Sends a file's newest content, or that it is gone. Never rejects: a worker that dies is filled anew anyway. */
  async follow(file: messages.LibraryFile, gone: boolean): Promise<void> {
    const sending = this.#wanted.get(file.uri);
    if (sending) {
      Object.assign(sending, { file, gone, unsent: true });
      return;
    }
    const wanted: Wanted = { file, gone, unsent: true };
    this.#wanted.set(file.uri, wanted);
    try {
      const send = () => {
        wanted.unsent = false;
        return this.#over ? Promise.resolve() : this.#send(wanted);
      };
      while (wanted.unsent && !this.#over) await this.#places.run(send);
    } catch (error) {
      this.#log.debug(`Sending ${file.name} was cut off`, String(error));
    } finally {
      this.#wanted.delete(file.uri);
    }
  }

  /** The worker is no more: nothing is sent from now on. */
  end(): void {
    this.#over = true;
  }

  async #send(wanted: Wanted): Promise<void> {
    const { file } = wanted;
    const bytes = wanted.gone ? undefined : await this.#read(file);
    // A newer state came meanwhile, or the file cannot be read: what the worker has stays.
    if (wanted.unsent || this.#over || bytes === 'unreadable') return;
    if (bytes) await this.#write(file, bytes);
    else await this.#connection.sendRequest(messages.removeFile, { uri: file.uri });
  }

  async #read(file: messages.LibraryFile): Promise<Uint8Array | undefined | 'unreadable'> {
    try {
      return await this.#sources.read(file);
    } catch (error) {
      const code = error instanceof FileTooLargeError ? 'file.tooLarge' : 'file.unreadable';
      this.#log.error(`Cannot read ${file.name}`, String(error));
      this.#report(file.uri, [{ code, severity: 'error', line: 1 }]);
      return 'unreadable';
    }
  }

  /** In slices, each after the last was taken. */
  async #write(file: messages.LibraryFile, bytes: Uint8Array): Promise<void> {
    const write = ++this.#writes;
    let offset = 0;
    do {
      const slice = bytes.slice(offset, offset + messages.SLICE_BYTES);
      await this.#connection.sendRequest(messages.writeFile, {
        file,
        write,
        size: bytes.length,
        offset,
        bytes: slice,
      });
      offset += messages.SLICE_BYTES;
    } while (offset < bytes.length && !this.#over);
  }
}
