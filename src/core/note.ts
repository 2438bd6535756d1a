import type { CitationMode, Locator, Span } from './citation/model';
import type { NamedBibliography } from './noteFrontMatter';
import { NoteText } from './noteText';
import type { Problem } from './paper';

/**
 * One key of a citation. `start`..`end` covers `-@key` or `@{key}` (never prefix, locator or suffix, so that the
 * items of a group and citations inside a suffix do not overlap), `keyStart`..`keyEnd` the key alone.
 * `prefix` and `suffix` are source text, trimmed, line breaks turned into spaces; the suffix keeps its comma.
 */
export interface CitationItem extends Span {
  readonly citekey: string;
  readonly mode: CitationMode;
  readonly keyStart: number;
  readonly keyEnd: number;
  readonly prefix: string;
  readonly locator: Locator | undefined;
  readonly suffix: string;
}

/**
 * One citation: a group in brackets (`bracketed`), or a key in running text with the bracket behind it, if any. The
 * keys of `nocite` count as citations of one item each. At least one item.
 */
export interface Citation extends Span {
  readonly bracketed: boolean;
  readonly items: readonly CitationItem[];
}

/** What a note cites. Offsets are UTF-16 and count from the start of the text as given (byte order mark included). */
export interface NoteCitations {
  /** By where they start; one inside another's prefix or suffix follows it. */
  readonly citations: readonly Citation[];
  /** Why a part of the note was not read: `note.nesting`, `note.brackets`, `note.emphasis`. */
  readonly problems: readonly Problem[];
  /** The files that the front matter names as its bibliography. */
  readonly bibliographies: readonly NamedBibliography[];
  /** The keys of the entries that the note's front matter holds itself. */
  readonly references: readonly string[];
}

/** Finds the citations of a Markdown note. Never throws; a text without `@` is not parsed. */
export function readNote(text: string): NoteCitations {
  return new NoteText(text).read();
}
