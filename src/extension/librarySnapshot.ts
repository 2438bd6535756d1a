import { FileType, type LogOutputChannel, Uri, workspace } from 'vscode';
import type { MessageConnection } from 'vscode-jsonrpc';
import { SLICE_BYTES } from '../worker/protocol';
import {
  type MadeSnapshot,
  didMakeSnapshot,
  fetchSnapshot,
  restoreSnapshot,
} from '../worker/snapshotProtocol';

/** What the sources were of which the product is made: fixed by the bundler. */
declare const BUILD: string;

const NAME = 'library.snapshot';
/** A file that is being written: each under a name of its own, for several windows may share a folder. */
const UNFINISHED = /^library\.[\da-z]+\.writing$/;
/** Unfinished files of that age are those of a window that crashed, ms. */
const LEFT_OVER = 60 * 60_000;
/** Larger ones are neither read nor written, bytes. */
const LARGEST = 512 * 2 ** 20;

/**
 * The file in the extension's storage in which the library worker keeps its papers from one start to the next. The host
 * reads and writes bytes only; what they say, and whether they can be trusted, the worker knows.
 */
export class LibrarySnapshot {
  readonly #folder: Uri;
  readonly #log: LogOutputChannel;
  /** The bytes that wait for a worker. */
  #read: Promise<Uint8Array> | undefined;
  #isUsed = false;

  constructor(folder: Uri, log: LogOutputChannel) {
    this.#folder = folder;
    this.#log = log;
  }

  /** Begins to read. Only for the first worker: one that starts later does so because of some trouble. */
  prepare(): void {
    if (this.#isUsed) return;
    this.#isUsed = true;
    this.#read = this.#readFile();
  }

  /** Hands what there is to a worker, and writes what it makes. Resolves when the worker answers from it; never rejects. */
  async serve(connection: MessageConnection): Promise<void> {
    connection.onNotification(didMakeSnapshot, (made) => void this.#keep(connection, made));
    const reading = this.#read;
    this.#read = undefined;
    try {
      const file = (await reading) ?? new Uint8Array(0);
      const sent: Promise<void>[] = [];
      for (let offset = 0; offset === 0 || offset < file.length; offset += SLICE_BYTES) {
        const bytes = file.slice(offset, offset + SLICE_BYTES);
        const slice = { build: BUILD, size: file.length, offset, bytes };
        sent.push(connection.sendRequest(restoreSnapshot, slice));
      }
      await Promise.all(sent);
    } catch (error) {
      this.#log.debug('The library worker ended while it was given its snapshot', String(error));
    }
  }

  get #file(): Uri {
    return Uri.joinPath(this.#folder, NAME);
  }

  /** Nothing where there is none, or none that can be read: then the library is read from its files alone. */
  async #readFile(): Promise<Uint8Array> {
    try {
      const { size } = await workspace.fs.stat(this.#file);
      if (size <= LARGEST) return await workspace.fs.readFile(this.#file);
    } catch {
      // At the first start there is none.
    }
    return new Uint8Array(0);
  }

  async #keep(connection: MessageConnection, made: MadeSnapshot): Promise<void> {
    if (made.size > LARGEST) return;
    try {
      const file = await fetched(connection, made);
      if (file) await this.#write(file);
    } catch (error) {
      this.#log.warn('The library could not be kept for the next start', String(error));
    }
  }

  /** Under another name first: whoever reads meanwhile finds the whole of the old file, or none. */
  async #write(file: Uint8Array): Promise<void> {
    await workspace.fs.createDirectory(this.#folder);
    const own = Uri.joinPath(this.#folder, `library.${randomName()}.writing`);
    try {
      await workspace.fs.writeFile(own, file);
      await workspace.fs.rename(own, this.#file, { overwrite: true });
      this.#log.debug(`The library was kept for the next start, ${file.length} bytes`);
    } catch (error) {
      await remove(own);
      throw error;
    }
    await this.#tidy();
  }

  async #tidy(): Promise<void> {
    for (const [name, type] of await workspace.fs.readDirectory(this.#folder)) {
      if (type !== FileType.File || !UNFINISHED.test(name)) continue;
      const uri = Uri.joinPath(this.#folder, name);
      const { mtime } = await workspace.fs.stat(uri);
      if (Date.now() - mtime > LEFT_OVER) await remove(uri);
    }
  }
}

/** Nothing when the worker has a newer state by now, and will make another. */
async function fetched(
  connection: MessageConnection,
  { id, size, parts }: MadeSnapshot,
): Promise<Uint8Array | undefined> {
  const file = new Uint8Array(size);
  let at = 0;
  for (let part = 0; part < parts; part++) {
    const bytes = await connection.sendRequest(fetchSnapshot, { id, part });
    if (!bytes) return undefined;
    file.set(bytes, at);
    at += bytes.length;
  }
  return file;
}

const randomName = (): string => Math.random().toString(36).slice(2);

const remove = async (uri: Uri): Promise<void> => {
  try {
    await workspace.fs.delete(uri);
  } catch {
    // Somebody else has removed it.
  }
};
