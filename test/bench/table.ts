/** What a series of measurements comes to, in the unit it was measured in. */
export interface Summary {
  readonly count: number;
  readonly median: number;
  readonly p95: number;
  readonly p99: number;
  readonly min: number;
  readonly max: number;
}

/** The value below which that share of a series lies; NaN for an empty one. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}

/** Sums a series up. */
export function summarize(values: readonly number[]): Summary {
  const at = (share: number) => quantile(values, share);
  return { count: values.length, median: at(0.5), p95: at(0.95), p99: at(0.99), min: at(0), max: at(1) };
}

/** Three digits that count, so that columns of different magnitude can be read. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return '–';
  const size = Math.abs(value);
  return value.toFixed(size >= 100 || size === 0 ? 0 : size >= 10 ? 1 : size >= 0.1 ? 2 : 3);
}

/** How many times longer, by medians. */
export const ratio = (a: readonly number[], b: readonly number[]): string =>
  `${figure(quantile(a, 0.5) / quantile(b, 0.5))} ×`;

/** One measured thing in rounds, and what it is compared with in the same run. */
export interface Series {
  readonly name: string;
  readonly rounds: readonly (readonly number[])[];
  readonly peer?: string;
}

/**
 * A table of series, in milliseconds. Spread is that of the rounds' medians: what the noise of the machine alone
 * makes of the same work.
 */
export function seriesTable(series: readonly Series[]): string {
  const all = new Map(series.map(({ name, rounds }) => [name, rounds.flat()]));
  const rows = series.map(({ name, rounds, peer }) => {
    const values = all.get(name) ?? [];
    const { count, median, p95, min, max } = summarize(values);
    const medians = rounds.filter((round) => round.length > 0).map((round) => quantile(round, 0.5));
    const spread = `${figure(Math.min(...medians))}–${figure(Math.max(...medians))}`;
    const against = peer === undefined ? '' : `${ratio(values, all.get(peer) ?? [])} ${peer}`;
    return [name, String(count), ...[median, p95, min, max].map(figure), spread, against];
  });
  return table(['ms', 'n', 'median', 'p95', 'min', 'max', 'medians of rounds', 'against'], rows);
}

/** Lays rows out in columns: the first to the left, numbers to the right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return column === 0 || column === head.length - 1 ? cell.padEnd(width) : cell.padStart(width);
      })
      .join('  ')
      .trimEnd();
  return [head, widths.map((width) => '─'.repeat(width)), ...rows].map((row) => `  ${line(row)}`).join('\n');
}
