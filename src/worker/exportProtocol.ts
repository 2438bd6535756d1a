/** What the library worker is asked about papers that go out of the product: files of references, and lists of them. */
import { RequestType } from 'vscode-jsonrpc';
import type { FormattedItem, StyleName } from '../core/csl/format';
import type { ExportFormat } from '../core/exportFormats';

/** The papers of some keys as a text for another program. */
export interface ExportedPapers {
  readonly text: string;
  /** How many entries it has. */
  readonly count: number;
  /** Keys that are left out: no paper has them, several could be meant, or the format cannot have them. */
  readonly unknown: readonly string[];
  readonly ambiguous: readonly string[];
  readonly unwritable: readonly string[];
  /** Keys under which the user has entries of several papers; that of the first is written. */
  readonly shared: readonly string[];
}
/** Every entry stands under the key that was asked for, be it an alias; in order of key, unless in the order given. */
export const exportPapers = new RequestType<
  { keys: readonly string[]; format: ExportFormat; inOrderGiven?: boolean },
  ExportedPapers,
  void
>('library/export');

/** What the notes below a folder cite. */
export interface CitedBelow {
  readonly notes: number;
  /** As they are written, each once. */
  readonly keys: readonly string[];
  /** Those of them that a paper has, and how many papers these are. */
  readonly known: readonly string[];
  readonly papers: number;
}
/** Folders are addresses that end in a slash; an empty one stands for all notes of the workspace. */
export const findCitedBelow = new RequestType<{ folders: readonly string[] }, readonly CitedBelow[], void>(
  'library/citedBelow',
);

/** Papers as entries of a list of references in the style's order, each paper once; unknown keys have none. */
export const formatPapers = new RequestType<
  { keys: readonly string[]; style: StyleName },
  readonly FormattedItem[],
  void
>('library/format');
