/** How an item is cited: `[@a]`, `@a` in running text, `-@a`. The names are pandoc's and CSL's. */
export type CitationMode = 'normal' | 'authorInText' | 'suppressAuthor';

/** Half-open range of UTF-16 offsets. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A pinpoint inside the cited work: `label` is a CSL locator type ("page"), `value` the text after it ("33-35"). */
export interface Locator {
  readonly label: string;
  readonly value: string;
}

/**
 * One key in a citation, as the inline grammar finds it. `start`..`end` covers `-@key` or `@{key}`, so that the
 * ranges of items never overlap; `keyStart`..`keyEnd` is the key alone. `prefix` and `affix` are what stands
 * before and after within the item's segment of the group, trimmed, line breaks turned into spaces.
 */
export interface ScannedItem extends Span {
  readonly citekey: string;
  readonly mode: CitationMode;
  readonly keyStart: number;
  readonly keyEnd: number;
  readonly prefix: string;
  readonly affix: string;
}

/**
 * One citation: a bracketed group, a key in running text, or such a key with the bracket behind it.
 * `nested` are citations inside its prefixes and suffixes, as in `[@a, @b]`.
 */
export interface ScannedCitation extends Span {
  readonly bracketed: boolean;
  readonly items: readonly ScannedItem[];
  readonly nested: readonly ScannedCitation[];
}
