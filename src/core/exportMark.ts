import type { ExportFormat } from './exportFormats';

/** How a file of entries begins that is an export. BibTeX, biber and pandoc take lines outside of entries for remarks. */
const MARK = '% Exported by Attention Notes';
const REMARK = `${MARK}: an export writes this file anew, so correct entries where they come from.\n\n`;

/** An export as a file. What is no list of BibTeX entries has no place for remarks. */
export const asExport = (text: string, format: ExportFormat): string =>
  format === 'csl-json' ? text : REMARK + text;

/** Whether a file of BibTeX is an export, and says nothing that is not said elsewhere. */
export const isExport = (text: string): boolean => text.startsWith(MARK, text.startsWith('\ufeff') ? 1 : 0);
