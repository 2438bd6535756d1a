import type { Locator } from '../citation/model';
import type { Fields } from './fields';
import type { NameDetail } from './names';

/** A style that cites by names and year. */
export interface AuthorDateStyle {
  readonly kind: 'author-date';
  /** Who made the item, as citations name them. */
  readonly cited: (item: Fields, detail: NameDetail) => string;
  /** The year with the letter that tells it from others. */
  readonly citedDate: (item: Fields, suffix: string) => string;
  /** What stands between names and year. */
  readonly yearGap: (item: Fields) => string;
  readonly locator: (locator: Locator, item: Fields) => string;
  /** How far given names are written out where families are the same. */
  readonly detail: 'initials' | 'full';
  readonly sortsCitations: boolean;
  /** What stands for authors that the entry before has, too. */
  readonly replacesRepeated: string | undefined;
  /** The names at the head of an entry; '' where its title is. */
  readonly authors: (item: Fields) => string;
  readonly sortKey: (item: Fields) => readonly string[];
  /** What citations in one bracket are sorted by. */
  readonly citedKey: (item: Fields) => readonly string[];
  /** An entry of the reference list as marked text, with the letter behind its year and what stands for its authors. */
  readonly entry: (item: Fields, suffix: string, authors: string) => string;
}

/** A style that cites by the number of the entry, in the order of the citations. */
export interface NumericStyle {
  readonly kind: 'numeric';
  /** An entry of the reference list as marked text, without its number. */
  readonly entry: (item: Fields) => string;
}

export type Style = AuthorDateStyle | NumericStyle;
