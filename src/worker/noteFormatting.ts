import { EVERY_PAPER } from '../core/citation/citekey';
import { References } from '../core/csl/format';
import { cslItem } from '../core/cslWriting';
import type { Library } from '../core/library';
import type { CslItem } from '../core/paper';
import type { FormattedNote, PreviewPart } from '../core/preview/previewHtml';
import type { NoteToFormat } from './protocol';

/** Of all papers no more are listed: nobody reads them, and the preview lays them out at every change. */
const MOST_OF_ALL = 1000;
/** How many citations are formatted between two chances to pause. */
const BATCH = 20;

/**
 * Formats what a note cites. An alias cites its paper; a key that nobody has is shown as such. A generator: the caller may
 * pause between steps.
 */
export function* formattedNote(
  library: Pick<Library, 'get' | 'papers'>,
  { style, citations, uncited }: NoteToFormat,
): Generator<void, FormattedNote> {
  const items = new Map<string, CslItem>();
  const idOf = (key: string): string | undefined => {
    const paper = library.get(key);
    if (paper) items.set(paper.citekey, cslItem(paper));
    return paper?.citekey;
  };
  const cited = citations.map((citation) => citation.map((item) => ({ ...item, paper: idOf(item.id) })));
  for (const key of uncited) if (key !== EVERY_PAPER) idOf(key);
  const others = uncited.includes(EVERY_PAPER)
    ? library.papers.filter(({ citekey }) => !items.has(citekey))
    : [];
  for (const { citekey } of others.slice(0, MOST_OF_ALL)) idOf(citekey);
  const references = yield* References.of([...items.values()], style);
  const formatted: (readonly PreviewPart[])[] = [];
  for (const citation of cited) {
    if (formatted.length % BATCH === BATCH - 1) yield;
    const { parts } = references.citation(
      citation.map(({ paper, ...item }) => ({ ...item, id: paper ?? item.id })),
    );
    formatted.push(
      parts.map(({ id, html }) => ({
        html,
        key: id ?? null,
        entry: id === undefined || !items.has(id) ? null : id,
      })),
    );
  }
  const entries = (yield* references.list()).map(({ id, html, text }) => ({ id, html, text }));
  return { citations: formatted, entries, unlisted: Math.max(0, others.length - MOST_OF_ALL) };
}
