import { typosBetween } from '../search/typos';
import { TYPES } from './entryTypes';

/**
 * Types that people mean when they write something near: styles and programs have many more of their own, and what looks
 * like none of these may be one of them.
 */
const OFTEN_MEANT =
  'article book booklet collection conference dataset electronic inbook incollection inproceedings inreference manual mastersthesis misc online patent periodical phdthesis preprint proceedings reference report software techreport thesis unpublished'.split(
    ' ',
  );
/** A type so long may have two typos. */
const LONG = 7;
/** A file with more unknown types is none of entries. */
const MOST_KNOWN = 1000;

/** Finds entry types that look like slips. */
export class TypeSlips {
  readonly #meant = new Map<string, string | undefined>();

  /** The type that another, in lower case, is a slip of; nothing for one that is known or may be somebody's own. */
  meantBy(type: string): string | undefined {
    if (TYPES.has(type) || OTHERS.has(type)) return undefined;
    if (this.#meant.has(type) || this.#meant.size >= MOST_KNOWN) return this.#meant.get(type);
    const meant = nearestTo(type);
    this.#meant.set(type, meant);
    return meant;
  }
}

/** What says nothing of a work itself. */
const OTHERS: ReadonlySet<string> = new Set(['xdata', 'set']);

/** The first letter is seldom mistaken, and other types differ by it: "ebook". */
function nearestTo(type: string): string | undefined {
  let [nearest, least]: [string | undefined, number] = [undefined, Infinity];
  for (const known of OFTEN_MEANT) {
    const most = Math.min(known.length, type.length) >= LONG ? 2 : 1;
    if (known[0] !== type[0] || Math.abs(known.length - type.length) > most) continue;
    const { whole } = typosBetween(type, known, most);
    if (whole < least) [nearest, least] = [known, whole];
  }
  return nearest;
}
