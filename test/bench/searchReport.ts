import { ENGINES, PEERS } from './engines';
import type { Outcome } from './search';
import { APART, type Queries, SOUGHT_KINDS, TYPED_KINDS } from './searchQueries';
import type { Measured } from './searchRun';
import { figure, quantile, table } from './table';

type Half = 'typed' | 'sought';

/** What is told of an engine's every round, to be summed up. */
type Told = (round: Measured, at: number) => number;

/** The tables of one size: costs, speed and quality of each engine, then the same for each kind of query. */
export function searchTables(outcomes: readonly Outcome[], queries: Queries, papers: number): string {
  const there = outcomes.filter(({ rounds }) => rounds.length > 0);
  const reporter = new Reporter(there, queries, papers);
  const missing = outcomes
    .filter(({ leftOut }) => leftOut !== undefined)
    .map(({ engine, leftOut = '' }) => `  ${nameOf(engine)}: left out, ${leftOut}`);
  return [
    reporter.costs(),
    reporter.half('typed', 'P@10'),
    reporter.half('sought', 'MRR@10'),
    reporter.kinds('typed', TYPED_KINDS, 'type-ahead: p95 in ms / P@10'),
    reporter.kinds('sought', SOUGHT_KINDS, 'full text: p95 in ms / MRR@10'),
    ...(missing.length > 0 ? [missing.join('\n')] : []),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

const nameOf = (engine: string): string => ENGINES[engine]?.[0] ?? engine;

class Reporter {
  readonly #outcomes: readonly Outcome[];
  readonly #queries: Queries;
  readonly #papers: number;

  constructor(outcomes: readonly Outcome[], queries: Queries, papers: number) {
    this.#outcomes = outcomes;
    this.#queries = queries;
    this.#papers = papers;
  }

  costs(): string {
    const seconds = (part: 'heads' | 'all') => (round: Measured) => round[part].ms / 1000;
    const bytes = (part: 'heads' | 'all') => (round: Measured) => (round[part].bytes ?? NaN) / this.#papers;
    const rows = this.#outcomes.map(({ engine, rounds }) => [
      nameOf(engine),
      ...[seconds('heads'), seconds('all'), bytes('heads'), bytes('all')].map((told) => spread(rounds, told)),
      '',
    ]);
    return table(['costs', 'heads, s', 'all, s', 'heads, B/paper', 'all, B/paper', ''], rows);
  }

  half(half: Half, quality: string): string {
    const counted = this.#places(half, (kind) => kind !== APART);
    if (!this.#outcomes.some(({ rounds: [first] }) => first && first[half].times.length > 0)) return '';
    const peers = this.#outcomes.filter(({ engine }) => PEERS.includes(engine));
    const peer: Told = (_round, at) =>
      quantile(
        peers.flatMap(({ rounds }) => timeOf(rounds[at], half, counted, 0.95)),
        0,
      );
    const rows = this.#outcomes.map(({ engine, rounds, right }) => {
      const time =
        (share: number): Told =>
        (round) =>
          timeOf(round, half, counted, share)[0] ?? NaN;
      const ratio: Told = (round, at) => time(0.95)(round, at) / peer(round, at);
      const told = [...[0.5, 0.95, 0.99].map(time), ratio].map((one) => spread(rounds, one));
      const judged = answersAny(rounds[0], half) ? counted.flatMap((at) => right[half][at] ?? []) : [];
      const few =
        judged.length > 0 && judged.length < counted.length
          ? `${judged.length} of ${counted.length} queries`
          : '';
      return [nameOf(engine), ...told, figure(mean(judged)), few];
    });
    const title = half === 'typed' ? 'type-ahead, ms' : 'full text, ms';
    return table([title, 'p50', 'p95', 'p99', 'p95 × best MiniSearch', quality, ''], rows);
  }

  kinds(half: Half, kinds: readonly string[], title: string): string {
    const rows = this.#outcomes
      .filter(({ rounds: [first] }) => answersAny(first, half))
      .map(({ engine, rounds, right }) => [
        nameOf(engine),
        ...kinds.map((kind) => {
          const places = this.#places(half, (own) => own === kind);
          const p95 = quantile(
            rounds.flatMap((round) => timeOf(round, half, places, 0.95)),
            0.5,
          );
          return `${figure(p95)} / ${figure(mean(places.flatMap((at) => right[half][at] ?? [])))}`;
        }),
        '',
      ]);
    return this.#queries[half].length === 0 || rows.length === 0 ? '' : table([title, ...kinds, ''], rows);
  }

  #places(half: Half, wanted: (kind: string) => boolean): number[] {
    return this.#queries[half].flatMap(({ kind }, at) => (wanted(kind) ? at : []));
  }
}

/** What never answers does not search. */
const answersAny = (round: Measured | undefined, half: Half): boolean =>
  round?.[half].answers.some((answer) => answer.length > 0) ?? false;

/** None, or the time within which that share of the queries asked was answered. */
function timeOf(round: Measured | undefined, half: Half, places: readonly number[], share: number): number[] {
  const times = places.flatMap((at) => round?.[half].times[at] ?? []);
  return times.length === 0 ? [] : [quantile(times, share)];
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** The median of all rounds, and the least and the most. */
function spread(rounds: readonly Measured[], told: Told): string {
  const values = rounds.map(told);
  const [least, most] = [figure(Math.min(...values)), figure(Math.max(...values))];
  const median = figure(quantile(values, 0.5));
  return least === most ? median : `${median} (${least}–${most})`;
}
