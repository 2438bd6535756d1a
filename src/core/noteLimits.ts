import type { Problem } from './paper';

/**
 * What micromark reads in reasonable time, measured: 20 kB of `- ` take 30 s and of `> ` overflow the stack at some
 * nesting, 80 kB of `[a](` take 10 s, 20 kB of `_a*` 5 s (all quadratic). At these limits each takes under 0.5 s.
 */
const LIMITS = {
  /** Block quotes and list items that open on one line. */
  nesting: 100,
  /** Square brackets in one paragraph. */
  brackets: 8000,
  /** Square brackets without partner in one paragraph. */
  openBrackets: 2000,
  /** Runs of `*` or `_` in one paragraph. */
  emphasis: 4000,
} as const;

/** The part of a note that can be read, and what is wrong with the rest. */
export interface ReadableText {
  /** Offset where reading must stop. */
  readonly end: number;
  readonly problem: Problem | undefined;
}

/** Counts since the last blank line. */
interface Paragraph {
  brackets: number;
  open: number;
  stray: number;
  emphasis: number;
}

const emptyParagraph = (): Paragraph => ({ brackets: 0, open: 0, stray: 0, emphasis: 0 });

/**
 * Finds the first line that would make reading the note slow beyond measure, by counting (one pass; blocks are
 * told apart roughly, by blank lines, list items and code fences).
 * @param start Offset to begin at.
 * @param firstLine 1-based number of the line there.
 */
export function findReadableText(text: string, start: number, firstLine: number): ReadableText {
  let paragraph = emptyParagraph();
  let fence = '';
  let line = firstLine;
  for (let at = start; at < text.length; line++) {
    const end = lineEnd(text, at);
    const content = text.slice(at, end);
    const code = nesting(content) > LIMITS.nesting ? 'note.nesting' : undefined;
    const wasFence = fence;
    fence = fenceAfter(content, fence);
    if (BEGINS_ANEW.test(content)) paragraph = emptyParagraph();
    if (wasFence === '') count(content, paragraph);
    const problem = code ?? excess(paragraph);
    if (problem !== undefined && wasFence === '')
      return { end: at, problem: { code: problem, severity: 'warning', line } };
    at = end;
  }
  return { end: text.length, problem: undefined };
}

/** Blank lines, table rows, list items and headings do not go on with the paragraph before them. */
const BEGINS_ANEW = /^[\s>]*(?:$|\||[-+*][ \t]|\d{1,9}[.)][ \t]|#{1,6}[ \t])/;

function lineEnd(text: string, start: number): number {
  const lineFeed = text.indexOf('\n', start);
  return lineFeed < 0 ? text.length : lineFeed + 1;
}

const MARKER = /[ \t]*(?:>|[-+*](?=[ \t\r\n]|$)|\d{1,9}[.)](?=[ \t\r\n]|$))/y;

function nesting(line: string): number {
  let depth = 0;
  MARKER.lastIndex = 0;
  while (depth <= LIMITS.nesting && MARKER.test(line)) depth++;
  return depth;
}

/** The fence that is open behind the line, given the one open before it. */
function fenceAfter(line: string, open: string): string {
  const fence = /^[ \t>]*(?:(?:[-+*]|\d{1,9}[.)])[ \t]+)*(`{3,}|~{3,})(.*)/.exec(line);
  const marks = fence?.[1] ?? '';
  if (marks === '') return open;
  if (open === '') return marks.startsWith('`') && fence?.[2]?.includes('`') ? '' : marks;
  return marks.startsWith(open) && fence?.[2]?.trim() === '' ? '' : open;
}

function count(line: string, paragraph: Paragraph): void {
  for (const [mark] of line.matchAll(/[[\]]|\*+|_+/g)) {
    if (mark === '[') paragraph.open++;
    else if (mark !== ']') paragraph.emphasis++;
    else if (paragraph.open > 0) paragraph.open--;
    else paragraph.stray++;
    if (mark === '[' || mark === ']') paragraph.brackets++;
  }
}

function excess({ brackets, open, stray, emphasis }: Paragraph): string | undefined {
  if (brackets > LIMITS.brackets || open > LIMITS.openBrackets || stray > LIMITS.openBrackets)
    return 'note.brackets';
  return emphasis > LIMITS.emphasis ? 'note.emphasis' : undefined;
}
