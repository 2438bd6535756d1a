import { type FormattedItem, References, type StyleName } from '../core/csl/format';
import { cslItem } from '../core/cslWriting';
import { type ExportFormat, type ExportedPaper, exportedText, inOrderOfKey } from '../core/exportFormats';
import type { Library } from '../core/library';
import type { ExportedPapers } from './exportProtocol';

/** The papers of keys as a text, each key once. A generator: the caller may pause between steps. */
export function* exportedPapers(
  library: Library,
  wanted: { keys: readonly string[]; format: ExportFormat; inOrderGiven?: boolean },
): Generator<void, ExportedPapers> {
  const papers: ExportedPaper[] = [];
  const unknown: string[] = [];
  const ambiguous: string[] = [];
  for (const citekey of new Set(wanted.keys)) {
    const paper = library.get(citekey);
    if (paper) papers.push({ citekey, paper });
    else (library.meanings(citekey).length > 0 ? ambiguous : unknown).push(citekey);
  }
  const ordered = wanted.inOrderGiven === true ? papers : inOrderOfKey(papers);
  const { text, unwritable } = yield* exportedText(ordered, wanted.format);
  return { text, count: papers.length - unwritable.length, unknown, ambiguous, unwritable };
}

/** The papers of keys as references of a style. A generator: the caller may pause between steps. */
export function* formattedPapers(
  library: Library,
  { keys, style }: { keys: readonly string[]; style: StyleName },
): Generator<void, readonly FormattedItem[]> {
  const papers = new Set(keys.flatMap((key) => library.get(key) ?? []));
  return yield* (yield* References.of(Array.from(papers, cslItem), style)).list();
}
