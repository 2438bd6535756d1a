import { References } from '../core/csl/format';
import type { Library } from '../core/library';
import type { CslItem } from '../core/paper';
import type { FormattedNote } from '../core/preview/previewHtml';
import type { NoteToFormat } from './protocol';

/** Every paper of the library listed without being cited: `nocite: "@*"`. */
const ALL = '*';

/** Formats what a note cites. An alias cites its paper; a key that nobody has is shown as such. */
export function formatNote(
  library: Pick<Library, 'get' | 'papers'>,
  { style, citations, uncited }: NoteToFormat,
): FormattedNote {
  const items = new Map<string, CslItem>();
  const idOf = (key: string): string | undefined => {
    const paper = library.get(key);
    if (paper) items.set(paper.citekey, { ...paper.item, id: paper.citekey });
    return paper?.citekey;
  };
  const cited = citations.map((citation) => citation.map((item) => ({ ...item, paper: idOf(item.id) })));
  for (const key of uncited)
    if (key === ALL) for (const { citekey } of library.papers) idOf(citekey);
    else idOf(key);
  const references = new References([...items.values()], style);
  return {
    citations: cited.map((citation) =>
      references
        .citation(citation.map(({ paper, ...item }) => ({ ...item, id: paper ?? item.id })))
        .parts.map(({ id, html }) => ({
          html,
          key: id ?? null,
          entry: id === undefined || !items.has(id) ? null : id,
        })),
    ),
    entries: references.list().map(({ id, html, text }) => ({ id, html, text })),
  };
}
