import type { ListingFacts, SourceRecord } from './paper';

/** When a paper appeared, as far as a listing tells, and whether the year was inferred. */
export interface ResolvedDate {
  /** ISO date; `--MM-DD` where the year is not known. */
  readonly published: string | undefined;
  readonly inferred: boolean;
}

const UNKNOWN: ResolvedDate = { published: undefined, inferred: false };

/**
 * The date printed under a paper in one listing. A date printed without a year takes the inferred one, unless that
 * precedes the month in the paper's arXiv id or no such day exists in that year: then it stays without a year.
 * Records that are not from listings tell nothing.
 */
export function resolveDate({ item, listing }: SourceRecord, arxiv: string | undefined): ResolvedDate {
  if (!listing) return UNKNOWN;
  const [year, month, day] = item.issued?.['date-parts']?.[0] ?? [];
  if (year !== undefined && month !== undefined && day !== undefined)
    return { published: isoDate(year, month, day), inferred: false };
  const { yearlessDate: printed } = listing;
  if (!printed) return UNKNOWN;
  const inferred = inferredDate(printed, arxivMonth(arxiv));
  // 2000 was a leap year: every day of any year passes.
  return {
    published: inferred ?? isoDate(2000, printed.month, printed.day)?.replace('2000', '-'),
    inferred: inferred !== undefined,
  };
}

function inferredDate(
  { inferredYear, month, day }: NonNullable<ListingFacts['yearlessDate']>,
  earliest: number | undefined,
): string | undefined {
  if (inferredYear === undefined || inferredYear * 12 + month < (earliest ?? 0)) return undefined;
  return isoDate(inferredYear, month, day);
}

/** Months since year 0 (month 1-based) of an arXiv id, new ("2401.01234") or old ("cs/0102003"). */
function arxivMonth(arxiv: string | undefined): number | undefined {
  const [, year, month] = /^(?:[a-z.-]+\/)?(\d{2})(\d{2})/i.exec(arxiv ?? '') ?? [];
  if (year === undefined || month === undefined) return undefined;
  // arXiv began in 1991.
  return (Number(year) + (Number(year) > 90 ? 1900 : 2000)) * 12 + Number(month);
}

function isoDate(year: number, month: number, day: number): string | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day
    ? date.toISOString().slice(0, 10)
    : undefined;
}
