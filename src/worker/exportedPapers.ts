import { EVERY_PAPER } from '../core/citation/citekey';
import { type FormattedItem, References, type StyleName } from '../core/csl/format';
import { cslItem } from '../core/cslWriting';
import { type ExportedPaper, exportedText, inOrderOfKey } from '../core/exportedText';
import type { ExportFormat } from '../core/exportFormats';
import type { Library } from '../core/library';
import type { ExportedPapers } from './exportProtocol';

/** The papers of keys as a text, each key once; of `*`, all others too, under their own keys. A generator: the caller may pause between steps. */
export function* exportedPapers(
  library: Library,
  wanted: { keys: readonly string[]; format: ExportFormat; inOrderGiven?: boolean },
): Generator<void, ExportedPapers> {
  const papers: ExportedPaper[] = [];
  const unknown: string[] = [];
  const ambiguous: string[] = [];
  for (const citekey of new Set(wanted.keys)) {
    if (citekey === EVERY_PAPER) continue;
    const paper = library.get(citekey);
    if (paper) papers.push({ citekey, paper });
    else (library.meanings(citekey).length > 0 ? ambiguous : unknown).push(citekey);
  }
  if (wanted.keys.includes(EVERY_PAPER)) {
    const named = new Set(papers.map(({ paper }) => paper));
    for (const paper of library.papers) if (!named.has(paper)) papers.push({ citekey: paper.citekey, paper });
  }
  const ordered = wanted.inOrderGiven === true ? papers : inOrderOfKey(papers);
  const { text, unwritable } = yield* exportedText(ordered, wanted.format);
  const count = papers.length - unwritable.length;
  const shared = papers.map(({ citekey }) => citekey).filter((key) => library.othersWith(key).length > 0);
  return { text, count, unknown, ambiguous, unwritable, shared };
}

/** The papers of keys, and all others for `*`, as references of a style. A generator: the caller may pause between steps. */
export function* formattedPapers(
  library: Library,
  { keys, style }: { keys: readonly string[]; style: StyleName },
): Generator<void, readonly FormattedItem[]> {
  const papers = new Set(
    keys.flatMap((key) => (key === EVERY_PAPER ? library.papers : (library.get(key) ?? []))),
  );
  return yield* (yield* References.of(Array.from(papers, cslItem), style)).list();
}
