import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { divideSuffix } from './citation/locator';
import type { CitationMode, Locator, ScannedCitation, ScannedItem, Span } from './citation/model';
import { citationsIn, remarkCitations } from './citation/remarkCitations';
import { readFrontMatter } from './noteFrontMatter';
import { findReadableText } from './noteLimits';
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
  /** Whether the front matter names a bibliography. */
  readonly hasBibliography: boolean;
}

const BYTE_ORDER_MARK = '\ufeff';
const reader = unified().use(remarkParse).use(remarkCitations).freeze();

/** Finds the citations of a Markdown note. Never throws; a text without `@` is not parsed. */
export function readNote(text: string): NoteCitations {
  const frontMatter = readFrontMatter(text, text.startsWith(BYTE_ORDER_MARK) ? 1 : 0);
  const { hasBibliography } = frontMatter;
  if (!text.includes('@', frontMatter.end)) {
    return { citations: frontMatter.citations.map(finished), problems: [], hasBibliography };
  }
  const readable = findReadableText(text, frontMatter.end, lineAt(text, frontMatter.end));
  const tree = reader.parse(text.slice(frontMatter.end, readable.end));
  const body = citationsIn(tree).map((citation) => moved(citation, frontMatter.end));
  return {
    citations: [...frontMatter.citations, ...body].map(finished).sort((a, b) => a.start - b.start),
    problems: readable.problem ? [readable.problem] : [],
    hasBibliography,
  };
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

function moved(citation: ScannedCitation, by: number): ScannedCitation {
  if (by === 0) return citation;
  return {
    ...citation,
    start: citation.start + by,
    end: citation.end + by,
    items: citation.items.map((item) => ({
      ...item,
      start: item.start + by,
      end: item.end + by,
      keyStart: item.keyStart + by,
      keyEnd: item.keyEnd + by,
    })),
  };
}

function finished({ start, end, bracketed, items }: ScannedCitation): Citation {
  return { start, end, bracketed, items: items.map(finishedItem) };
}

function finishedItem({ affix, ...item }: ScannedItem): CitationItem {
  return { ...item, ...divideSuffix(affix) };
}
