import { plainMarkup } from './markup';
import type { Paper, Place, SourceRecord } from './paper';

/** An entry of a library file: the paper, and the lines it takes there, 1-based. */
export interface FileEntry {
  readonly citekey: string;
  /** As it stands there, as plain text. */
  readonly title: string;
  readonly line: number;
  readonly endLine: number;
}

/** The entries of one file that became papers, in order. */
export function fileEntries(
  records: readonly { readonly record: SourceRecord }[],
  papers: readonly Paper[],
): FileEntry[] {
  const own = new Set(records.map(({ record }) => record.place));
  const citekeys = new Map<Place, string>();
  for (const { citekey, sources } of papers)
    for (const place of sources) if (own.has(place)) citekeys.set(place, citekey);
  return records.flatMap(({ record: { place, item, endLine = place.line } }) => {
    const citekey = citekeys.get(place);
    return citekey === undefined
      ? []
      : [{ citekey, title: plainMarkup(item.title), line: place.line, endLine }];
  });
}
