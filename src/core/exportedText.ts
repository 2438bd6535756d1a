import { isEntryKey } from './bibFields';
import { biblatexEntry } from './biblatex';
import { bibtexEntry } from './bibtex';
import { cslItem } from './cslWriting';
import { joinItems } from './lateText';
import type { ExportFormat } from './exportFormats';
import type { Paper } from './paper';

/** A paper and the key that it is to be written under: one of its own. */
export interface ExportedPaper {
  readonly citekey: string;
  readonly paper: Paper;
}

export interface ExportedText {
  readonly text: string;
  /** Keys that the format cannot have, in order: their papers are left out. */
  readonly unwritable: readonly string[];
}

/** Papers written between two chances to pause. */
const BATCH = 50;

/** In order of key: so equal papers make equal files. */
export const inOrderOfKey = (papers: readonly ExportedPaper[]): ExportedPaper[] =>
  [...papers].sort((a, b) => (a.citekey < b.citekey ? -1 : a.citekey > b.citekey ? 1 : 0));

/**
 * Papers as the text of a file, in the order given. BibTeX takes keys that differ by case alone for one, so that it gets the
 * first of them. A generator: the caller may pause between steps.
 */
export function* exportedText(
  papers: readonly ExportedPaper[],
  format: ExportFormat,
): Generator<void, ExportedText> {
  const unwritable: string[] = [];
  const entries: string[] = [];
  const taken = new Set<string>();
  for (const [index, { citekey, paper }] of papers.entries()) {
    if (index % BATCH === BATCH - 1) yield;
    const name = format === 'bibtex' ? citekey.toLowerCase() : citekey;
    if (format !== 'csl-json' && (!isEntryKey(citekey) || taken.has(name))) unwritable.push(citekey);
    else entries.push(entryOf({ ...paper, citekey }, format));
    taken.add(name);
  }
  return { text: format === 'csl-json' ? listOf(entries) : entries.join('\n'), unwritable };
}

function entryOf(paper: Paper, format: ExportFormat): string {
  if (format === 'csl-json') return JSON.stringify(cslItem(paper), null, 2).replace(/^|\n/g, '$&  ');
  const told = isShippedAlone(paper) ? { ...paper, item: joinItems([paper.item, { note: '' }]) } : paper;
  return format === 'bibtex' ? bibtexEntry(told) : biblatexEntry(told);
}

/** What the shipped library notes of a paper says how it knows it ("per arXiv comment"): that is not to be printed. */
const isShippedAlone = ({ sources }: Paper): boolean =>
  sources.length > 0 && sources.every(({ uri }) => uri === undefined);

const listOf = (items: readonly string[]): string =>
  items.length === 0 ? '[]\n' : `[\n${items.join(',\n')}\n]\n`;
