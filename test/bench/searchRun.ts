import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Paper } from '../../src/core/paper';
import { type Entry, paperOf } from './corpus';
import { readCorpus } from './corpusFile';
import { type Engine, Unavailable } from './engine';
import { ENGINES } from './engines';
import { JUDGED, type Queries } from './searchQueries';

/** What one process is to measure, in the environment variable `ATTENTION_NOTES_SEARCH`. */
export interface Order {
  readonly engine: string;
  readonly corpus: string;
  readonly queries: string;
  readonly out: string;
  /** Type-ahead alone, without abstracts. */
  readonly headsOnly: boolean;
  /** How long each half of the queries may take, ms. */
  readonly budget: number;
}

/** What one engine did in one process. Times in ms; nothing of queries that the budget did not reach. */
export interface Measured {
  readonly unavailable?: string;
  readonly heads: Built;
  /** With the heads. */
  readonly all: Built;
  readonly typed: Asked;
  readonly sought: Asked;
}

export interface Built {
  readonly ms: number;
  /** In this thread's heap and outside; nothing where that is not known. */
  readonly bytes: number | null;
}

export interface Asked {
  readonly times: readonly (number | null)[];
  readonly answers: readonly (readonly string[])[];
}

/** The longest answer asked for: as many rows as a list of completions gets. */
const ROWS = 50;
const BATCH = 500;
/** The first question of all. */
const FIRST = 'attention';
/** How often each query is asked; the quickest counts, as whatever else runs only adds time. */
const PASSES = 3;

async function measure(order: Order): Promise<Measured> {
  const engine = ENGINES[order.engine]?.[1](path.dirname(order.out));
  if (!engine) throw new Error(`There is no engine ${order.engine}`);
  if (order.headsOnly && !engine.putHeads) {
    await engine.end?.();
    throw new Unavailable('it cannot take heads alone');
  }
  const heads = await buildHeads(engine, order.corpus);
  const all = order.headsOnly ? heads : await buildTexts(engine, order.corpus, heads);
  const queries = JSON.parse(readFileSync(order.queries, 'utf8')) as Queries;
  const typed = await ask(order, queries.typed, (text) => engine.suggest(text, ROWS));
  const sought = order.headsOnly
    ? { times: [], answers: [] }
    : await ask(order, queries.sought, (text) => engine.search(text, ROWS));
  await engine.end?.();
  return { heads, all, typed, sought };
}

/** Papers are held while memory is read: what an engine keeps of them is the library's, which has them anyway. */
async function buildHeads(engine: Engine, corpus: string): Promise<Built> {
  const papers = [...batches(corpus, (entry) => ({ ...entry, abstract: undefined }))].flat();
  const before = await memory(engine);
  let { ms } = await timed(() => engine.putHeads?.(papers));
  // What is left for the first question belongs to building.
  if (engine.putHeads) ms += (await timed(() => engine.suggest(FIRST, ROWS))).ms;
  const bytes = (await memory(engine)) - before;
  // Until here, in spite of a compiler that sees no further use.
  papers.length = 0;
  return { ms, bytes };
}

/** Papers come and go: what outlives the work is the engine's. */
async function buildTexts(engine: Engine, corpus: string, heads: Built): Promise<Built> {
  const before = await memory(engine);
  let { ms } = heads;
  for (const batch of batches(corpus, (entry) => entry)) ms += (await timed(() => engine.putTexts(batch))).ms;
  ms += (await timed(() => engine.finish?.())).ms;
  ms += (await timed(() => engine.search(FIRST, ROWS))).ms;
  return { ms, bytes: (heads.bytes ?? NaN) + (await memory(engine)) - before };
}

/** NaN where an engine's memory is not known. Buffers that were read into are let go only a moment later. */
async function memory(engine: Engine): Promise<number> {
  for (let time = 0; time < 3; time++) {
    globalThis.gc?.();
    await sleep(20);
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external + (engine.outside?.() ?? 0);
}

function* batches(corpus: string, take: (entry: Entry) => Entry): Generator<Paper[], void> {
  let batch: Paper[] = [];
  for (const entry of readCorpus(corpus)) {
    batch.push(paperOf(take(entry)));
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  yield batch;
}

async function timed<T>(work: () => T | Promise<T>): Promise<{ readonly ms: number; readonly value: T }> {
  const start = performance.now();
  const done = work();
  const value = done instanceof Promise ? await done : done;
  return { ms: performance.now() - start, value };
}

type Asking = (text: string) => readonly string[] | Promise<readonly string[]>;

/**
 * Asks each query, and notes its quickest time and the best of its answer. First come the queries without their last
 * letters, so that what is timed is compiled. All kinds are asked in turn: when the time is up, some of each were.
 */
async function ask(
  { budget }: Order,
  queries: readonly { readonly kind: string; readonly text: string }[],
  asking: Asking,
): Promise<Asked> {
  const times: (number | null)[] = queries.map(() => null);
  const answers: (readonly string[])[] = queries.map(() => []);
  const order = inTurn(queries);
  const warm = performance.now() + budget / 4;
  for (const at of order) {
    if (performance.now() > warm) break;
    await asking(queries[at]?.text.slice(0, -1) ?? '');
  }
  const end = performance.now() + budget;
  for (let pass = 0; pass < PASSES; pass++) {
    for (const at of order) {
      if (performance.now() > end) return { times, answers };
      const { ms, value } = await timed(() => asking(queries[at]?.text ?? ''));
      times[at] = Math.min(times[at] ?? Infinity, ms);
      if (pass === 0) answers[at] = value.slice(0, JUDGED);
    }
  }
  return { times, answers };
}

/** Places of queries so that the kinds take turns. */
function inTurn(queries: readonly { readonly kind: string }[]): number[] {
  const turns = new Map<string, number>();
  const placed = queries.map(({ kind }, at) => {
    const turn = turns.get(kind) ?? 0;
    turns.set(kind, turn + 1);
    return { at, turn };
  });
  return placed.sort((a, b) => a.turn - b.turn).map(({ at }) => at);
}

async function run(): Promise<void> {
  const order = JSON.parse(process.env['ATTENTION_NOTES_SEARCH'] ?? '') as Order;
  const result = await measure(order).catch((error: unknown) => {
    if (error instanceof Unavailable) return { unavailable: error.message };
    throw error;
  });
  writeFileSync(order.out, JSON.stringify(result));
}

void run();
