import { familyOf, withoutOthers } from './others';
import type { CslItem } from './paper';

/** Who wrote a paper and when, as far as entries say so: what tells papers of one title apart. */
export interface Authorship {
  /** Folded family names, that of the first author first. */
  readonly names: readonly string[];
  readonly years: readonly number[];
}

/** So many years may lie between a preprint and its publication. */
const MOST_YEARS = 3;

/** What one entry says. */
export function authorshipOf(item: CslItem): Authorship {
  const names = withoutOthers(item.author)
    .map(familyOf)
    .filter((name) => name !== '');
  const year = item.issued?.['date-parts']?.[0]?.[0];
  return { names, years: year === undefined ? [] : [year] };
}

/** What entries of one paper say together. */
export const together = (all: readonly Authorship[]): Authorship => ({
  names: [...new Set(all.flatMap(({ names }) => names))],
  years: all.flatMap(({ years }) => years),
});

/**
 * Whether nothing here says that these are several papers: all that name authors share one of them, and no two are of years
 * far apart. In time linear in their number.
 */
export function agree(all: readonly Authorship[]): boolean {
  const named = all.map(({ names }) => new Set(names)).filter(({ size }) => size > 0);
  const [first, ...others] = named;
  if (first && ![...first].some((name) => others.every((names) => names.has(name)))) return false;
  const dated = all.filter(({ years }) => years.length > 0);
  const latest = dated.reduce((most, { years }) => Math.max(most, years.reduce(lesser)), -Infinity);
  const earliest = dated.reduce((least, { years }) => Math.min(least, years.reduce(greater)), Infinity);
  return latest - earliest <= MOST_YEARS;
}

// By turns: of one paper there may be more entries than a call can take.
const lesser = (a: number, b: number): number => Math.min(a, b);
const greater = (a: number, b: number): number => Math.max(a, b);
