import path from 'node:path';
import { Worker } from 'node:worker_threads';
import {
  type MessageConnection,
  PortMessageReader,
  PortMessageWriter,
  createMessageConnection,
} from 'vscode-jsonrpc/node';
import type { Paper } from '../../src/core/paper';
import * as messages from '../../src/worker/protocol';
import type { Engine } from './engine';

/** How many characters of papers go into one file: a library of a million is many files too. */
const FILE = 1 << 26;

/** The product's own worker, as it is bundled, asked for rows as its extension host asks: search and the way there. */
export class WorkerEngine implements Engine {
  readonly #worker = new Worker(path.resolve('dist/node/library.js'), { execArgv: [] });
  protected readonly connection: MessageConnection = createMessageConnection(
    new PortMessageReader(this.#worker),
    new PortMessageWriter(this.#worker),
  );
  #items: string[] = [];
  #length = 0;
  #files = 0;

  constructor() {
    this.connection.listen();
  }

  async putTexts(papers: readonly Paper[]): Promise<void> {
    for (const paper of papers) {
      const item = JSON.stringify(itemOf(paper));
      this.#items.push(item);
      this.#length += item.length;
    }
    if (this.#length > FILE) await this.#write();
  }

  async finish(): Promise<void> {
    await this.#write();
    await this.connection.sendRequest(messages.openLibrary);
    await this.connection.sendRequest(messages.settle, {});
  }

  async suggest(typed: string, limit: number): Promise<string[]> {
    const query = { typed, cited: [], without: [], limit };
    const { rows } = await this.connection.sendRequest(messages.complete, query);
    return rows.map(({ citekey }) => citekey);
  }

  async search(query: string, limit: number): Promise<string[]> {
    const { papers } = await this.connection.sendRequest(messages.findPapers, { query, limit });
    return papers.map(({ citekey }) => citekey);
  }

  /** Another thread's. */
  outside(): number {
    return NaN;
  }

  async end(): Promise<void> {
    this.connection.dispose();
    await this.#worker.terminate();
  }

  async #write(): Promise<void> {
    const bytes = Buffer.from(`[\n${this.#items.join(',\n')}\n]\n`);
    [this.#items, this.#length] = [[], 0];
    const name = `papers-${this.#files++}.json`;
    const file = { uri: `bench:/${name}`, name, kind: 'csl-json', origin: 'user' } as const;
    for (let offset = 0; offset < bytes.length; offset += messages.SLICE_BYTES) {
      const slice = new Uint8Array(bytes.subarray(offset, offset + messages.SLICE_BYTES));
      const write = { file, write: this.#files, size: bytes.length, offset, bytes: slice };
      await this.connection.sendRequest(messages.writeFile, write);
    }
  }
}

/** A paper as it stands in a library file. */
const itemOf = ({ citekey, title, abstract, authors, year, venue, arxiv, doi }: Paper) => ({
  ...{ id: citekey, type: 'article', title, abstract, author: authors, DOI: doi },
  'container-title-short': venue,
  ...(year === undefined ? {} : { issued: { 'date-parts': [[year]] } }),
  ...(arxiv === undefined ? {} : { URL: `https://arxiv.org/abs/${arxiv}` }),
});

/** Nothing but a message to a worker and back: no search behind one can be quicker. */
export class MessageEngine extends WorkerEngine {
  putHeads(): void {
    // It has none.
  }

  override putTexts(): Promise<void> {
    return Promise.resolve();
  }

  override finish(): Promise<void> {
    return Promise.resolve();
  }

  override async suggest(): Promise<string[]> {
    await this.connection.sendRequest(messages.initialize);
    return [];
  }

  override search(): Promise<string[]> {
    return this.suggest();
  }
}
