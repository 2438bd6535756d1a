import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Entry } from './corpus';
import { readCorpus, writeCorpus } from './corpusFile';
import { ENGINES } from './engines';
import { type Queries, makeQueries, precision, reciprocalRank } from './searchQueries';
import { searchTables } from './searchReport';
import type { Asked, Measured, Order } from './searchRun';

/** How the search is to be measured. */
export interface SearchOrder {
  readonly papers: number;
  readonly shipped: number;
  readonly rounds: number;
  /** Names of engines for the command line; all without. */
  readonly engines: readonly string[];
  /** Where corpora and results lie. */
  readonly folder: string;
  /** The Node that engines run in. */
  readonly node: string;
  /** Whether only type-ahead is measured, without abstracts. */
  readonly headsOnly: boolean;
  /** The longest that one process may take, s. */
  readonly limit: number;
}

/** What an engine did: a measurement for each round, and how right its answers were; or why it is not there. */
export interface Outcome {
  readonly engine: string;
  readonly rounds: readonly Measured[];
  /** By query, 0 to 1; undefined where a query was not asked. */
  readonly right: Readonly<Record<'typed' | 'sought', readonly (number | undefined)[]>>;
  readonly leftOut?: string;
}

/** Abstracts are searched up to here: above, all that any engine knows of them is too much for one process. */
const MOST_TEXTS = 300_000;
/** How long each half of the queries may take, ms. */
const BUDGET = 10_000;
const MEMORY = 4096;
const MEGABYTE = 1 << 20;

/** Measures each engine in processes of its own, in the opposite order in every second round; resolves to the tables. */
export async function measureSearch(order: SearchOrder): Promise<string> {
  mkdirSync(order.folder, { recursive: true });
  const file = (name: string) => path.join(order.folder, `${name}-${order.papers}`);
  const corpus = file('corpus');
  writeCorpus(corpus, order.papers);
  const source = {
    count: order.papers,
    shipped: order.shipped,
    entries: () => readCorpus(corpus),
  };
  const queries = makeQueries(source);
  writeFileSync(file('queries'), JSON.stringify(queries));
  const wanted = Object.keys(ENGINES).filter(
    (name) => order.engines.length === 0 || order.engines.includes(name),
  );
  const rounds = new Map<string, Measured[]>(wanted.map((name) => [name, []]));
  const leftOut = new Map<string, string>();
  for (const name of wanted) {
    const reason = tooLarge(name, order);
    if (reason !== undefined) leftOut.set(name, reason);
  }
  for (let round = 0; round < order.rounds; round++) {
    const names = wanted.filter((name) => !leftOut.has(name));
    for (const name of round % 2 === 0 ? names : names.reverse()) {
      const out = file(name);
      const run = { engine: name, corpus, queries: file('queries'), out };
      const result = await measured({ ...run, headsOnly: isHeadsOnly(order), budget: BUDGET }, order);
      if (typeof result === 'string') leftOut.set(name, result);
      else rounds.get(name)?.push(result);
    }
  }
  const outcomes = wanted.map((engine) => {
    const done = rounds.get(engine) ?? [];
    const reason = leftOut.get(engine);
    return { engine, rounds: done, ...(reason === undefined ? {} : { leftOut: reason }) };
  });
  return searchTables(judged(outcomes, queries, corpus), queries, order.papers);
}

const isHeadsOnly = ({ papers, headsOnly }: SearchOrder): boolean => headsOnly || papers > MOST_TEXTS;

/** Why an engine need not try: what it took for fewer papers in this run says that it will not end well. */
function tooLarge(name: string, order: SearchOrder): string | undefined {
  const { folder, papers, limit } = order;
  const smaller = [papers / 10, papers / 30, papers / 100].map((count) =>
    path.join(folder, `${name}-${String(Math.ceil(count))}`),
  );
  const file = smaller.find((candidate) => existsSync(candidate));
  if (file === undefined) return undefined;
  const { all, heads, unavailable } = JSON.parse(readFileSync(file, 'utf8')) as Measured;
  if (unavailable !== undefined) return unavailable;
  const part = isHeadsOnly(order) ? heads : all;
  const times = papers / Number(file.slice(file.lastIndexOf('-') + 1));
  const [seconds, bytes] = [(part.ms * times) / 1000, (part.bytes ?? 0) * times];
  if (seconds > limit) return `would take ${Math.round(seconds)} s to build`;
  if (bytes > MEMORY * MEGABYTE) return `would take ${Math.round(bytes / MEGABYTE)} MB`;
  return undefined;
}

/** Runs one engine in a process of its own; resolves to why there is no measurement if there is none. */
async function measured(run: Order, { node, limit }: SearchOrder): Promise<Measured | string> {
  rmSync(run.out, { force: true });
  const args = ['--expose-gc', '--max-old-space-size=16000', path.join(__dirname, 'searchRun.js')];
  const env = { ...process.env, ATTENTION_NOTES_SEARCH: JSON.stringify(run) };
  const child = spawn(node, args, { env, stdio: ['ignore', 'inherit', 'pipe'], timeout: limit * 1000 });
  const kill = () => child.kill();
  process.once('exit', kill);
  let errors = '';
  child.stderr.on('data', (text: Buffer) => (errors += text.toString()));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  process.off('exit', kill);
  if (child.signalCode === 'SIGTERM') return `took more than ${limit} s`;
  if (!existsSync(run.out)) {
    const reason = /^\w*Error: .*/m.exec(errors)?.[0] ?? errors.trim().split('\n')[0] ?? '';
    return `ended with ${code ?? child.signalCode ?? '?'}: ${reason}`;
  }
  const result = JSON.parse(readFileSync(run.out, 'utf8')) as Measured;
  return result.unavailable ?? result;
}

/** Judges the answers of the first rounds, with one reading of the corpus for all. */
function judged(
  outcomes: readonly Omit<Outcome, 'right'>[],
  { typed, sought }: Queries,
  corpus: string,
): Outcome[] {
  const named = outcomes.flatMap(({ rounds: [first] }) =>
    first ? [...first.typed.answers, ...first.sought.answers].flat() : [],
  );
  const wanted = new Set([...named, ...sought.map(({ paper }) => paper)]);
  const entries = new Map<string, Entry>();
  for (const entry of readCorpus(corpus)) if (wanted.has(entry.citekey)) entries.set(entry.citekey, entry);
  const judge = <Q>(
    asked: Asked | undefined,
    queries: readonly Q[],
    right: (query: Q, answer: (Entry | undefined)[]) => number,
  ) =>
    queries.map((query, at) =>
      typeof asked?.times[at] === 'number'
        ? right(
            query,
            (asked.answers[at] ?? []).map((key) => entries.get(key)),
          )
        : undefined,
    );
  return outcomes.map((outcome) => {
    const [first] = outcome.rounds;
    const right = {
      typed: judge(first?.typed, typed, precision),
      sought: judge(first?.sought, sought, (query, answer) =>
        reciprocalRank(query, entries.get(query.paper), answer),
      ),
    };
    return { ...outcome, right };
  });
}
