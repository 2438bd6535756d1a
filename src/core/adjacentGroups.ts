import type { Span } from './citation/model';
import { isWikiLink } from './citationPlace';
import type { Citation, CitationItem } from './note';
import type { Passage, TextEdit } from './noteText';

/** A group of citations, or brackets that look like one but are not read so: of `[@a][@b]` the first. */
export interface AdjacentGroup extends Span {
  readonly items: readonly CitationItem[];
  /** Whether it is read as a group. */
  readonly isRead: boolean;
}

const BLANKS_ONLY = /^[ \t]*(?:\r?\n[ \t>]*)?$/;
/** Words before a key that say that something is cited. */
export const CITING_WORDS = String.raw`(?:(?:but|also|see|compare|cf\.?|e\.g\.,?|i\.e\.,?|and)[ \t]+){0,3}`;
const ONLY_CITING_WORDS = new RegExp(`^[ \\t]*${CITING_WORDS}$`, 'i');

/** The groups of a passage in runs that stand side by side, with nothing but blanks between. Offsets count in the passage. */
export function adjacentGroups({ text, citations }: Passage): AdjacentGroup[][] {
  const runs: AdjacentGroup[][] = [];
  let end = 0;
  for (const [index, citation] of citations.entries()) {
    if (!citation.bracketed || isWikiLink(text, citation)) continue;
    const before = unreadBefore(text, citations, index);
    const groups = [...(before ? [before] : []), { ...citation, isRead: true }];
    const start = groups[0]?.start ?? 0;
    const run = runs.at(-1);
    if (run && end <= start && BLANKS_ONLY.test(text.slice(end, start))) run.push(...groups);
    else runs.push(groups);
    end = citation.end;
  }
  return runs;
}

/** The edits that make groups of a run one. */
export const mergingEdits = (groups: readonly AdjacentGroup[]): TextEdit[] =>
  groups.slice(1).flatMap(({ start }, index) => {
    const end = groups[index]?.end ?? 0;
    if (end === start) return [{ start: end - 1, end: start + 1, text: '; ' }];
    return [
      { start: end - 1, end, text: ';' },
      { start, end: start + 1, text: '' },
    ];
  });

/** Brackets with keys that are taken for words because a group follows at once. */
function unreadBefore(
  text: string,
  citations: readonly Citation[],
  index: number,
): AdjacentGroup | undefined {
  const end = citations[index]?.start ?? 0;
  if (text[end - 1] !== ']' || text[end - 2] === '\\') return undefined;
  const start = Math.max(text.lastIndexOf('[', end - 1), 0);
  if (text[start] !== '[' || /[\\![]/.test(text[start - 1] ?? '')) return undefined;
  const items: CitationItem[] = [];
  for (let at = index - 1; at >= 0; at--) {
    const citation = citations[at];
    const [item] = citation?.items ?? [];
    if (!citation || !item || citation.start < start) break;
    // What a key has brackets of its own for is read.
    if (citation.bracketed || item.end < citation.end) return undefined;
    items.unshift(item);
  }
  const [first] = items;
  if (!first || text.slice(start + 1, end - 1).includes(']')) return undefined;
  return ONLY_CITING_WORDS.test(text.slice(start + 1, first.start))
    ? { start, end, items, isRead: false }
    : undefined;
}
