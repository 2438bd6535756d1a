import type { Cite } from './citedIn';

/** A paper, or an unknown key, and the places of a note that cite it. */
export interface NoteReference<P> {
  /** The paper's citation key, or the key that no paper has. */
  readonly citekey: string;
  readonly paper: P | undefined;
  readonly cites: readonly Cite[];
}

/**
 * What a note cites in order of first citation, every paper once, by whichever keys.
 * @param paperOf The paper of a key as it is written.
 */
export function referencesOf<P extends { readonly citekey: string }>(
  cites: readonly Cite[],
  paperOf: (citekey: string) => P | undefined,
): NoteReference<P>[] {
  const references = new Map<string, { citekey: string; paper: P | undefined; cites: Cite[] }>();
  for (const cite of cites) {
    const paper = paperOf(cite.citekey);
    const citekey = paper?.citekey ?? cite.citekey;
    const known = references.get(citekey);
    if (known) known.cites.push(cite);
    else references.set(citekey, { citekey, paper, cites: [cite] });
  }
  return [...references.values()];
}

/** A line of a note cut down around a citation in it. */
export interface Excerpt {
  readonly text: string;
  /** Where the citation key stands in the text. */
  readonly start: number;
  readonly end: number;
}

/** How much of a line is shown in front of a key, characters, and from how many on it is cut. */
const BEFORE = 16;
/** Longest excerpt, characters. */
const LONGEST = 200;

/** The line around a citation, from a word's beginning, without what sets it off as a list, quote or heading. */
export function excerptOf(line: string, { citekey, column }: Cite): Excerpt {
  const key = column - 1;
  const begin = /^(?:\s|>|[-+*]\s|#{1,6}\s|\d+[.)]\s|\|)*/.exec(line.slice(0, key))?.[0].length ?? 0;
  const isCut = key - begin > BEFORE + BEFORE / 2;
  const word = isCut ? line.slice(key - BEFORE, key).search(/(?<=\s)\S/) : -1;
  const start = isCut ? key - BEFORE + Math.max(0, word) : begin;
  const lead = isCut ? '…' : '';
  const text = lead + line.slice(start, start + LONGEST).trimEnd();
  return { text, start: key - start + lead.length, end: key - start + lead.length + citekey.length };
}
