import type { Phase, Rounds } from './inHost';
import type { Reading, Run } from './profiler';
import { type Series, figure, quantile, seriesTable, table } from './table';

/** The longest time a thread may be kept between two frames, ms. */
const FRAME = 16;

/** The table of several fresh starts: each is a round. */
export function activationTable(starts: readonly Readonly<Record<string, number>>[]): string {
  const names = Object.keys(starts[0] ?? {}).sort();
  const rounds = (name: string) => starts.map((times) => [times[name] ?? NaN]);
  return seriesTable(
    names.map((name) => ({
      ...{ name, rounds: rounds(name) },
      ...(name === 'activate()' ? { peer: 'activate() of Markdown' } : {}),
    })),
  );
}

/** The table of the provider, each place against VS Code's own completion of headings in the same note. */
export function providerTable(times: Rounds): string {
  const series = Object.entries(times).map(([name, rounds]): Series => {
    const [what, note = ''] = name.split(', ');
    return { name, rounds, ...(what === 'citation' ? { peer: `Markdown heading, ${note}` } : {}) };
  });
  return seriesTable(series);
}

/** The table of notes, each thing against what VS Code's own Markdown does with the same notes. */
export function notesTable(times: Rounds): string {
  const peers: readonly (readonly [RegExp, string])[] = [
    [/^all citations, notes read/, 'Markdown: references of a heading, for the first time'],
    [/^all citations again/, 'Markdown: references of a heading again'],
    [/^hover while/, 'hover when they are read'],
    [/^citations, read/, 'Markdown: outline, for the first time'],
    [/^citations, after/, 'Markdown: outline, after a letter'],
  ];
  const series = Object.entries(times).map(([name, rounds]): Series => {
    const peer = peers.find(([pattern]) => pattern.test(name))?.[1];
    const where = name.slice(name.lastIndexOf(','));
    return { name, rounds, ...(peer === undefined ? {} : { peer: peer + where }) };
  });
  return seriesTable(series);
}

/** For each phase how long our code and all code kept the thread, beside the same time without work. */
export function profileTables(phases: readonly Phase[]): string {
  const head = [
    'runs, ms',
    'n',
    'total',
    'per call',
    'p99',
    'longest',
    'seen',
    `> ${FRAME} ms`,
    'seen',
    'loop late p99',
    'longest',
  ];
  const row = (name: string, runs: readonly Run[], calls: number, loop?: Phase['loop']) => {
    const times = runs.map(({ ms }) => ms);
    const total = times.reduce((sum, ms) => sum + ms, 0);
    const seen = runs.map((run) => run.seen);
    const blocked = [times, seen].map((all) => String(all.filter((ms) => ms > FRAME).length));
    return [
      ...[name, String(times.length), figure(total), calls > 0 ? figure(total / calls) : ''],
      ...[figure(quantile(times, 0.99)), ...[times, seen].map((all) => figure(Math.max(0, ...all)))],
      ...blocked,
      ...(loop ? [figure(loop.p99), figure(loop.longest)] : ['', '']),
    ];
  };
  const rows = phases.flatMap(({ name, calls, work, idle, loop, idleLoop }) => [
    row(`${name}: ours`, work.ours, calls),
    row(`${name}: all`, work.all, calls, loop),
    row('  idle: ours', idle.ours, 0),
    row('  idle: all', idle.all, 0, idleLoop),
  ]);
  return [table(head, rows), ...phases.map(({ name, work }) => details(name, work))].join('\n\n');
}

function details(name: string, { ours, all, functions, interval }: Reading): string {
  const top = functions.slice(0, 8).map(({ name: where, ms }) => `    ${figure(ms).padStart(6)}  ${where}`);
  return [
    `  ${name}, a sample each ${figure(interval)} ms; self time of ours, ms:`,
    ...top,
    `  ${name}, longest runs of ours, ms:`,
    ...longest(ours),
    `  ${name}, longest runs of all, ms:`,
    ...longest(all),
  ].join('\n');
}

const longest = (runs: readonly Run[]): string[] =>
  [...runs]
    .sort((a, b) => b.ms - a.ms)
    .slice(0, 3)
    .map(
      ({ ms, seen, collected, stack }) =>
        `    ${figure(ms).padStart(6)}  ${figure(seen)} seen, ${figure(collected)} collecting; most in ${stack.join(' ← ')}`,
    );
