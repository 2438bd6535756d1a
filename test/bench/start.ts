import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { PortMessageReader, PortMessageWriter, createMessageConnection } from 'vscode-jsonrpc/node';
import * as messages from '../../src/worker/protocol';
import { didMakeSnapshot, fetchSnapshot, restoreSnapshot } from '../../src/worker/snapshotProtocol';
import { writeSeeds } from './material';
import { type Series, figure, seriesTable } from './table';

const BUILD = 'measured';
/** Asked for in all libraries. */
const TYPED = 'cross vit';

interface Options {
  readonly papers: number;
  readonly shipped: number;
  readonly rounds: number;
  /** Where the library's files go. */
  readonly folder: string;
}

/** How soon the library worker answers after its start, with a snapshot and without, and what an added paper takes. */
export async function measureStart({ papers, shipped, rounds, folder }: Options): Promise<string> {
  writeSeeds(folder, papers - shipped);
  const times = new Map<string, number[][]>();
  const record = (name: string, ms: number) => times.set(name, [...(times.get(name) ?? []), [ms]]);
  const snapshot = await measured(folder, new Uint8Array(0), record);
  for (let round = 1; round < rounds; round++) await measured(folder, new Uint8Array(0), record, false);
  for (let round = 0; round < rounds; round++) await measured(folder, snapshot, record, false);
  const series = Array.from(times, ([name, all]): Series => ({ name, rounds: all }));
  const memory = process.memoryUsage().rss / 2 ** 20;
  return `${seriesTable(series)}\n  The snapshot has ${figure(snapshot.length / 1000)} kB; the process takes ${figure(memory)} MB at the end.`;
}

/** One start. Gives what the worker makes for the next one, if that is waited for. */
async function measured(
  folder: string,
  snapshot: Uint8Array,
  record: (name: string, ms: number) => void,
  keeps = true,
): Promise<Uint8Array> {
  const kind = snapshot.length > 0 ? 'snapshot' : 'cold';
  const start = performance.now();
  const worker = new Worker(path.resolve('dist/node/library.js'), { execArgv: [] });
  const connection = createMessageConnection(new PortMessageReader(worker), new PortMessageWriter(worker));
  let changes = 0;
  connection.onNotification(messages.didChange, () => {
    changes++;
  });
  const made = new Promise<Uint8Array>((resolve) =>
    connection.onNotification(didMakeSnapshot, async ({ id, parts }) => {
      const bytes: Uint8Array[] = [];
      for (let part = 0; part < parts; part++)
        bytes.push((await connection.sendRequest(fetchSnapshot, { id, part })) ?? new Uint8Array(0));
      resolve(new Uint8Array(Buffer.concat(bytes)));
    }),
  );
  connection.listen();
  await connection.sendRequest(messages.initialize);
  const replied = performance.now();
  record(`${kind}: start → first reply`, replied - start);
  const since = (name: string) => record(`${kind}: first reply → ${name}`, performance.now() - replied);

  let restored = Promise.resolve();
  for (let offset = 0; offset === 0 || offset < snapshot.length; offset += messages.SLICE_BYTES) {
    const bytes = snapshot.slice(offset, offset + messages.SLICE_BYTES);
    const slice = { build: BUILD, size: snapshot.length, offset, bytes };
    restored = connection.sendRequest(restoreSnapshot, slice);
  }
  const write = async (name: string, bytes: Uint8Array, count: number) => {
    const listing = { uri: `seeds:/${name}`, name, kind: 'listing', origin: 'seed' } as const;
    const file = name.endsWith('.json') ? ({ ...listing, kind: 'csl-json' } as const) : listing;
    for (let offset = 0; offset < bytes.length; offset += messages.SLICE_BYTES) {
      const slice = bytes.slice(offset, offset + messages.SLICE_BYTES);
      const all = { file, write: count, size: bytes.length, offset, bytes: slice };
      await connection.sendRequest(messages.writeFile, all);
    }
  };
  const read = async (name: string) => write(name, readFileSync(path.join(folder, name)), 1);
  const files = restored
    .then(() => Promise.all(readdirSync(folder).map(read)))
    .then(() => connection.sendRequest(messages.openLibrary));

  const complete = (typed: string) =>
    connection.sendRequest(messages.complete, { typed, cited: [], without: [], limit: 50 });
  const { rows } = await complete(TYPED);
  since('first completion');
  if (rows[0]?.citekey !== 'chen2021crossvit') throw new Error(`${TYPED} is answered by ${rows[0]?.citekey}`);
  await connection.sendRequest(messages.describePaper, { key: 'chen2021crossvit' });
  since('first card');
  const arrangement = { groupBy: 'family', sortBy: 'newest', filter: '' } as const;
  await connection.sendRequest(messages.treeChildren, { arrangement, id: null });
  since('the tree');
  await files;
  await connection.sendRequest(messages.listPapers, { offset: 0, limit: 1 });
  since('what the files say');
  let longest = 0;
  let isOver = false;
  const settled = connection.sendRequest(messages.settle, {}).finally(() => (isOver = true));
  while (!isOver) {
    const asked = performance.now();
    await complete(TYPED);
    longest = Math.max(longest, performance.now() - asked);
  }
  await settled;
  since('all is indexed');
  record(`${kind}: longest completion meanwhile`, longest);
  const before = changes;
  const edited = performance.now();
  const added = { id: 'added2026now', title: 'Zyxwvut: quite another paper' };
  await write('added.json', new TextEncoder().encode(JSON.stringify([added])), 2);
  while ((await complete('zyxwvut')).rows[0]?.citekey !== 'added2026now');
  record('an added paper → its completion', performance.now() - edited);
  while (changes === before) await connection.sendRequest(messages.settle, {});
  const file = keeps ? await made : snapshot;
  connection.dispose();
  await worker.terminate();
  return file;
}
