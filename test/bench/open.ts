import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import {
  type MessageConnection,
  PortMessageReader,
  PortMessageWriter,
  createMessageConnection,
} from 'vscode-jsonrpc/node';
import { readBibtex } from '../../src/core/bibtex/readBibtex';
import { Library } from '../../src/core/library';
import { type Paper, UNREAD_FAMILY } from '../../src/core/paper';
import { Concepts } from '../../src/core/search/concepts';
import { FullTextIndex } from '../../src/core/search/fullText';
import { Meanings } from '../../src/core/search/meaning';
import { SuggestIndex } from '../../src/core/search/suggest';
import { attentionConcepts } from '../../src/core/search/thesaurus';
import * as messages from '../../src/worker/protocol';
import { bibtexOf, measured as parse } from './bib';
import { corpus } from './corpus';
import { type Series, figure, quantile, seriesTable } from './table';

interface Options {
  readonly papers: number;
  readonly rounds: number;
  /** Where the file goes. */
  readonly folder: string;
  /** Where the parser is installed that ours is compared with; nothing is compared where it is not. */
  readonly peers: string;
}

type Record = (name: string, ms: number) => void;

const PEER = 'latex-utensils, parsing alone';
const OFFERED = 'worker: bytes → completion offers the last key';

/** What passes between a BibTeX file of so many entries and answers that know it, and what an edit of one entry takes. */
export async function measureOpen({ papers, rounds, folder, peers }: Options): Promise<string> {
  mkdirSync(folder, { recursive: true });
  const entries = Array.from(corpus(papers));
  const last = entries.at(-1)?.citekey ?? '';
  const texts = entries.map(bibtexOf);
  const text = texts.join('\n');
  const file = path.join(folder, 'own.bib');
  writeFileSync(file, text);
  // In the middle, another title.
  const middle = texts.length >> 1;
  const edited = texts
    .with(middle, (texts[middle] ?? '').replace('title = {{', 'title = {{Zyxwvut '))
    .join('\n');
  const times = new Map<string, number[][]>();
  const record: Record = (name, ms) => times.set(name, [...(times.get(name) ?? []), [ms]]);
  let megabytes = 0;
  for (let round = 0; round < rounds; round++) {
    megabytes = Math.max(megabytes, await throughWorker(text, edited, last, record));
    inThisThread(text, edited, record);
    const peer = await parse('latex-utensils', file, peers);
    if (peer.error === undefined) record(PEER, peer.ms);
  }
  const series = Array.from(times, ([name, all]): Series => ({ name, rounds: all }));
  const median = (name: string) => quantile((times.get(name) ?? []).flat(), 0.5);
  const share = figure(median(OFFERED) / median(PEER));
  return [
    seriesTable(series),
    `  ${figure(text.length / 1e6)} MB; the process takes up to ${figure(megabytes)} MB meanwhile.`,
    `  Offered in ${share} of the time that latex-utensils takes to parse the file.`,
  ].join('\n');
}

/** Into a library that has what ships; gives the memory of this process at its most. */
async function throughWorker(text: string, edited: string, last: string, record: Record): Promise<number> {
  const worker = new Worker(path.resolve('dist/node/library.js'), { execArgv: [] });
  const connection = createMessageConnection(new PortMessageReader(worker), new PortMessageWriter(worker));
  connection.listen();
  await connection.sendRequest(messages.initialize);
  for (const name of readdirSync('seeds')) {
    const kind = name.endsWith('.json') ? 'csl-json' : 'listing';
    await write(
      connection,
      { uri: `seeds:/${name}`, name, kind, origin: 'seed' },
      readFileSync(`seeds/${name}`),
    );
  }
  await connection.sendRequest(messages.openLibrary);
  await connection.sendRequest(messages.settle, {});
  const complete = async (typed: string) =>
    (await connection.sendRequest(messages.complete, { typed, cited: [], without: [], limit: 50 })).rows[0];
  const own = { uri: 'bench:/own.bib', name: 'own.bib', kind: 'bibtex', origin: 'user' } as const;

  let megabytes = 0;
  const watch = setInterval(() => {
    megabytes = Math.max(megabytes, process.memoryUsage().rss / 2 ** 20);
  }, 50);
  const start = performance.now();
  const since = (name: string) => record(name, performance.now() - start);
  await write(connection, own, Buffer.from(text));
  since('worker: bytes sent');
  while ((await complete(last))?.citekey !== last) await pause();
  since(OFFERED);
  let longest = 0;
  let isOver = false;
  const settled = connection.sendRequest(messages.settle, {}).finally(() => (isOver = true));
  let isClassified = false;
  const families = async () => (await connection.sendRequest(messages.getPaper, { key: last }))?.families;
  while (!isOver) {
    const asked = performance.now();
    const primary = (await families())?.primary;
    longest = Math.max(longest, performance.now() - asked);
    if (!isClassified && primary && primary.family !== UNREAD_FAMILY) {
      since('worker: bytes → the last paper has its family');
      isClassified = true;
    }
    await pause();
  }
  await settled;
  since('worker: bytes → all is classified and indexed');
  record('worker: longest answer meanwhile', longest);
  clearInterval(watch);

  const before = performance.now();
  await write(connection, own, Buffer.from(edited));
  while ((await complete('zyxwvut'))?.title.startsWith('Zyxwvut') !== true) await pause();
  record('worker: an entry edited → completion offers it', performance.now() - before);
  connection.dispose();
  await worker.terminate();
  return megabytes;
}

async function write(
  connection: MessageConnection,
  file: messages.LibraryFile,
  bytes: Uint8Array,
): Promise<void> {
  for (let offset = 0; offset < bytes.length; offset += messages.SLICE_BYTES) {
    const slice = new Uint8Array(bytes.subarray(offset, offset + messages.SLICE_BYTES));
    await connection.sendRequest(messages.writeFile, {
      file,
      write: 1,
      size: bytes.length,
      offset,
      bytes: slice,
    });
  }
}

/** A question costs the worker time: few are asked. */
const pause = () => new Promise((resolve) => setTimeout(resolve, 20));

/** The steps one by one, without a pause. */
function inThisThread(text: string, edited: string, record: Record): void {
  const timed = <T>(name: string, steps: Generator<unknown, T>): T => {
    const start = performance.now();
    const result = drained(steps);
    record(`step: ${name}`, performance.now() - start);
    return result;
  };
  const library = new Library();
  const heads = new SuggestIndex({ headOf: (key) => library.get(key) });
  const current = (papers: readonly Paper[]) => papers.flatMap(({ citekey }) => library.get(citekey) ?? []);
  const fullText = new FullTextIndex(new Meanings(new Concepts(attentionConcepts)));
  library.putRecords('own.bib', 'user', timed('read', readBibtex('own.bib', text)).records);
  const { changed } = timed('merge', library.update());
  timed('type-ahead', heads.putting(changed));
  timed('classify', readAll(library));
  timed('type-ahead again', heads.putting(current(changed)));
  timed('full text', fullText.put(current(changed)));
  library.putRecords('own.bib', 'user', timed('read again', readBibtex('own.bib', edited)).records);
  timed('merge an entry edited', library.update());
}

function* readAll(library: Library): Generator<void, void> {
  while (!library.isRead) yield* library.readOn();
}

function drained<T>(steps: Generator<unknown, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}
