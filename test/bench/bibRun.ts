// One process with one parser: reads a file, says what that took.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { readBibtex } from '../../src/core/bibtex/readBibtex';
import type { SourceRecord } from '../../src/core/paper';

/** What reading a file came to. */
export interface BibMeasured {
  readonly ms: number;
  /** Of the thread that reads, where that can be asked; else of the process. */
  readonly cpu: number;
  /** What the records keep in memory, with what they need of the file's text. */
  readonly megabytes: number;
  /** The most that the process had in memory, without what it had before. */
  readonly peak: number;
  readonly records: number;
  readonly error?: string;
}

const [engine = '', file = '', peers = ''] = process.argv.slice(2);
/** Not bundled: whoever compares installs them, with `npm install --no-save`. */
const peer = (name: string): Promise<unknown> =>
  import(pathToFileURL(createRequire(path.join(peers, 'peers.js')).resolve(name)).href);

const READERS: Readonly<Record<string, (text: string) => Promise<readonly unknown[]>>> = {
  ours: async (text) => Promise.resolve(timed(() => readOurs(text))),
  'ours, with abstracts': async (text) =>
    Promise.resolve(timed(() => readOurs(text).filter(({ item }) => item.abstract !== ''))),
  'latex-utensils': async (text) => {
    const { bibtexParser } = (await peer('latex-utensils')) as {
      bibtexParser: { parse: (text: string) => { content: unknown[] } };
    };
    return timed(() => bibtexParser.parse(text).content);
  },
  '@citation-js/plugin-bibtex': async (text) => {
    const { plugins } = (await peer('@citation-js/core')) as {
      plugins: { input: { chain: (text: string, options: object) => unknown[] } };
    };
    await peer('@citation-js/plugin-bibtex');
    return timed(() => plugins.input.chain(text, { forceType: '@bibtex/text' }));
  },
};

/** Not with what loading the parser took. */
let taken = { ms: 0, cpu: 0 };

const { threadCpuUsage = process.cpuUsage } = process as { threadCpuUsage?: typeof process.cpuUsage };

function timed<T>(work: () => T): T {
  const [start, before] = [performance.now(), threadCpuUsage.call(process)];
  try {
    return work();
  } finally {
    const { user, system } = threadCpuUsage.call(process, before);
    taken = { ms: performance.now() - start, cpu: (user + system) / 1000 };
  }
}

function readOurs(text: string): readonly SourceRecord[] {
  const steps = readBibtex('bench.bib', text);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value.records;
  }
}

const heap = () => {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 2 ** 20;
};

async function main(): Promise<BibMeasured> {
  const before = heap();
  const resident = process.resourceUsage().maxRSS / 1024;
  let records: readonly unknown[] = [];
  let error: string | undefined;
  try {
    records = (await READERS[engine]?.(new TextDecoder().decode(readFileSync(file)))) ?? [];
  } catch (reason) {
    error = `fails: ${(reason instanceof Error ? reason.message : String(reason)).split('\n')[0]?.slice(0, 80) ?? ''}`;
  }
  // The engine keeps the text that it looked through last.
  /nothing/.exec('nothing');
  const megabytes = heap() - before;
  const peak = process.resourceUsage().maxRSS / 1024 - resident;
  return { ...taken, megabytes, peak, records: records.length, ...(error === undefined ? {} : { error }) };
}

void main().then((measured) => process.stdout.write(JSON.stringify(measured)));
