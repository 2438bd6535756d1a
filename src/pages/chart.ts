/** A year of the chart. */
export interface YearColumn {
  readonly year: number;
  readonly count: number;
  /** Of the greatest count, 0 to 1. */
  readonly share: number;
}

/** Longest gap between two years whose empty columns are shown: one wrong year must not make a thousand. */
const LONGEST_GAP = 10;

/** The columns of a chart of papers per year; years without papers between others have empty ones. */
export function yearColumns(perYear: readonly (readonly [year: number, count: number])[]): YearColumn[] {
  const most = perYear.reduce((greatest, [, count]) => Math.max(greatest, count), 1);
  const columns: YearColumn[] = [];
  for (const [year, count] of perYear) {
    const before = columns.at(-1)?.year ?? year;
    if (year - before <= LONGEST_GAP)
      for (let empty = before + 1; empty < year; empty++) columns.push({ year: empty, count: 0, share: 0 });
    columns.push({ year, count, share: count / most });
  }
  return columns;
}
