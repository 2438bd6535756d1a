import type { CitationMode } from '../../src/core/citation/model';

/** What a citation says, told alike by pandoc and by us. */
export interface Cited {
  readonly items: readonly CitedItem[];
  /** Whether it is a group in brackets; pandoc does not tell. */
  readonly bracketed?: boolean;
  /** Citations in its prefixes and suffixes. */
  readonly inner: readonly Cited[];
}

export interface CitedItem {
  readonly key: string;
  readonly mode: CitationMode;
  /** Letters and digits of the prefix, and of all that follows the key within its item. */
  readonly before: string;
  readonly after: string;
}

/** What two readings of a document differ in, the first that does. */
export type Difference = 'keys' | 'grouping' | 'modes' | 'text';

/**
 * The letters and digits of a text: what Markdown's marks, typography and white space leave alone. Without the few that
 * pandoc's tree has under other names: tags of spans, and character references.
 */
export const letters = (text: string): string =>
  text
    .replace(/[^\p{L}\p{N}]/gu, '')
    .replace(/span/g, '')
    .replace(/amp|nbsp|59/g, '');

const flat = (citation: Cited): Cited[] => [citation, ...citation.inner.flatMap(flat)];

/** All citations, those inside others after them. */
export const all = (citations: readonly Cited[]): Cited[] => citations.flatMap(flat);

const VIEWS: Readonly<Record<Difference, (citations: readonly Cited[]) => unknown>> = {
  keys: (citations) =>
    all(citations)
      .flatMap(({ items }) => items.map(({ key }) => key))
      .sort(),
  grouping: function grouping(citations): unknown {
    return citations.map(({ items, inner }) => [items.map(({ key }) => key), grouping(inner)]);
  },
  modes: (citations) => all(citations).map(({ items }) => items.map(({ mode }) => mode)),
  text: (citations) => all(citations).map(({ items }) => items.map(({ before, after }) => [before, after])),
};

/** The first difference between two readings of a document, or undefined when they are equal. */
export function difference(a: readonly Cited[], b: readonly Cited[]): Difference | undefined {
  const kinds = Object.keys(VIEWS) as Difference[];
  return kinds.find((kind) => JSON.stringify(VIEWS[kind](a)) !== JSON.stringify(VIEWS[kind](b)));
}

const MODES: Readonly<Record<CitationMode, string>> = { normal: 'N', authorInText: 'A', suppressAuthor: 'S' };

/** `a:N b:S (c:A) | d:A`: the items of each citation, in parentheses those inside it. */
export const told = (citations: readonly Cited[]): string =>
  citations
    .map(({ items, inner }) => {
      const keys = items.map(({ key, mode }) => `${key}:${MODES[mode]}`).join(' ');
      return inner.length > 0 ? `${keys} (${told(inner)})` : keys;
    })
    .join(' | ');
