import type { Node } from 'mdast';
import { LabelUse } from './citation/labels';
import type { Span } from './citation/model';
import { parseWithCitations } from './citation/remarkCitations';
import { escapeMarkdown } from './markdown';
import type { NoteCitations } from './note';
import { splitBlocks } from './noteBlocks';
import { readFrontMatter } from './noteFrontMatter';
import { findReadableText } from './noteLimits';
import type { NoteText, TextEdit } from './noteText';
import { CLOSES_COMMENT, FENCE, OPENS_COMMENT, REFS } from './referencesMarks';

/** What stands between the marks of a list of references, and which marks these are. */
interface FoundList extends Span {
  readonly marks: 'comments' | 'division';
}

/** The list of references of a note; that there is none; or that one is begun and nowhere ends. */
export type FoundReferences = FoundList | 'none' | 'unclosed';

/** An entry of the list: Markdown, and the same as plain text, for where that Markdown would not do. */
export interface ReferenceEntry {
  readonly markdown: string;
  readonly text: string;
}

/** The change of a note that its list needs, none, or why there is none. */
export type ReferencesEdit = TextEdit | 'same' | 'unclosed' | 'unsafe';

const COMMENT = '<!-- references -->';
const COMMENT_END = '<!-- /references -->';

/** A line that may be one of the marks, by the offsets of its beginning and of the next line. */
interface Mark extends Span {
  readonly kind: 'comment' | 'commentEnd' | 'refs' | 'fence' | 'fenceEnd';
}

/**
 * Finds the list of references of a note: between `<!-- references -->` and `<!-- /references -->`, or in pandoc's division
 * with the identifier `refs`. The first one counts; marks in code, quotes and lists are none.
 */
export function findReferences(note: NoteText): FoundReferences {
  const open: Mark[] = [];
  let isBegun = false;
  for (const mark of marksOf(note)) {
    const isComment = mark.kind === 'comment' || mark.kind === 'commentEnd';
    // Inside the list everything else is a part of it, but what its own division holds must be closed first.
    if (open[0]?.kind === 'comment' && !isComment) continue;
    if (mark.kind === 'comment' && !open.some(({ kind }) => kind === 'refs' || kind === 'comment'))
      open.unshift(mark);
    else if (mark.kind === 'commentEnd' && open[0]?.kind === 'comment')
      return { start: open[0].end, end: mark.start, marks: 'comments' };
    else if (mark.kind === 'fence' || mark.kind === 'refs') open.push(mark);
    else if (mark.kind === 'fenceEnd') {
      const opened = open.pop();
      if (opened?.kind === 'refs') return { start: opened.end, end: mark.start, marks: 'division' };
    }
    isBegun = open.some(({ kind }) => kind === 'refs' || kind === 'comment');
  }
  return isBegun ? 'unclosed' : 'none';
}

/**
 * Whether a list that is written into a note for the first time will stand there twice when the note goes through pandoc's
 * citeproc. That adds a list of its own, in its division behind what stands there, elsewhere at the end of a note that names
 * a bibliography, unless the front matter says `suppress-bibliography: true`.
 */
export function comesTwice({ text }: NoteText, found: FoundReferences): boolean {
  if (found === 'unclosed') return false;
  const { bibliographies, suppressesList } = readFrontMatter(text, text.startsWith('\ufeff') ? 1 : 0);
  const isFirst = found === 'none' || text.slice(found.start, found.end).trim() === '';
  const isDivision = found !== 'none' && found.marks === 'division';
  return isFirst && !suppressesList && (isDivision || bibliographies.length > 0);
}

/**
 * How a note changes so that its list of references has these entries, in their order; where it has none, one is put at its
 * end. Nothing outside the list changes. It is tried: what surrounds it must be read as before, and nothing in it cites.
 */
export function writeReferences(note: NoteText, entries: readonly ReferenceEntry[]): ReferencesEdit {
  const found = findReferences(note);
  if (found === 'unclosed') return found;
  const plain = entries.map(({ text }) => escapeMarkdown(text));
  const forms = [entries.map(({ markdown }) => markdown.trim()), plain];
  for (const form of forms) {
    const edit = editFor(note.text, found, form);
    if (edit === 'same' || staysItself(note, found, edit, form)) return edit;
  }
  return 'unsafe';
}

function editFor(text: string, found: Span | 'none', entries: readonly string[]): TextEdit | 'same' {
  const eol = /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
  const list = listOf(entries, eol);
  if (found !== 'none') {
    const { start, end } = found;
    return text.slice(start, end) === list ? 'same' : { start, end, text: list };
  }
  const before = text.replace(/^\ufeff/, '');
  const lines = /(?:\r\n|\n|\r)*$/.exec(before)?.[0].split(/\r\n|\n|\r/).length ?? 1;
  const gap = before.trim() === '' ? '' : eol.repeat(Math.max(0, 3 - lines));
  return {
    start: text.length,
    end: text.length,
    text: `${gap}${COMMENT}${eol}${list}${COMMENT_END}${eol}`,
  };
}

const listOf = (entries: readonly string[], eol: string): string =>
  entries.length === 0
    ? ''
    : `${eol}${entries.map((entry) => entry.replace(/\r\n|\n|\r/g, eol)).join(eol + eol)}${eol}${eol}`;

/** Whether the list is read as one after the edit, and the rest of the note as before. */
function staysItself(
  note: NoteText,
  found: Span | 'none',
  edit: TextEdit,
  entries: readonly string[],
): boolean {
  const { text } = note;
  const removed = found === 'none' ? { start: text.length, end: text.length } : found;
  const before = [JSON.stringify(outside(note.read(), removed)), labelsOf(note)];
  note.change([edit]);
  const now = findReferences(note);
  const read = note.read();
  const after = typeof now === 'object' && [JSON.stringify(outside(read, now)), labelsOf(note)];
  const list = typeof now === 'object' ? note.text.slice(now.start, now.end) : '';
  note.change([{ start: 0, end: note.text.length, text }]);
  if (typeof now !== 'object' || !after) return false;
  const isWhole = list.trim() === listOf(entries, /\r\n|\n|\r/.exec(edit.text)?.[0] ?? '\n').trim();
  const citesNothing = !read.citations.some(({ start }) => now.start <= start && start < now.end);
  // Labels of the list that is replaced may be gone: none may come.
  return isWhole && citesNothing && after[0] === before[0] && isWithin(after[1] ?? '', before[1] ?? '');
}

/** The citations around a list, without where those behind it stand. */
const outside = ({ citations }: NoteCitations, { start, end }: Span): unknown[] =>
  citations
    .filter((citation) => citation.end <= start || citation.start >= end)
    .map(({ bracketed, items }) => [bracketed, items.map(({ citekey, mode }) => [citekey, mode])]);

function labelsOf(note: NoteText): string {
  const { links, footnotes } = note.labels();
  return [...links, ...Array.from(footnotes, (label) => `^${label}`)].join('\n');
}

function isWithin(labels: string, others: string): boolean {
  const known = new Set(others.split('\n'));
  return labels === '' || labels.split('\n').every((label) => known.has(label));
}

/** All marks of a note, in order. */
function marksOf(note: NoteText): Mark[] {
  const { text } = note;
  const mark = text.startsWith('\ufeff') ? 1 : 0;
  const starts = splitBlocks(text, readFrontMatter(text, mark).end);
  return starts.flatMap((from, index) => {
    const start = Math.max(mark, from);
    const source = text.slice(start, starts[index + 1]);
    return /:::|<!--/.test(source) ? marksIn(source, note).map((one) => shifted(one, start)) : [];
  });
}

const shifted = ({ kind, start, end }: Mark, by: number): Mark => ({
  kind,
  start: start + by,
  end: end + by,
});

function marksIn(source: string, note: NoteText): Mark[] {
  if (findReadableText(source, 0, 1).problem) return [];
  const blocks: readonly Node[] = parseWithCitations(source, new LabelUse(note.labels())).children;
  const marks: Mark[] = [];
  let at = 0;
  let isAfterBlank = true;
  for (const line of source.split(/(?<=\r\n|\n|\r(?!\n))/)) {
    const own = line.trimEnd();
    const block = blocks.find((one) => startOf(one) <= at + indentOf(line) && at < endOf(one));
    const isFirst = block !== undefined && startOf(block) >= at;
    const kind = kindOf(own, block, at, isAfterBlank || isFirst);
    if (kind) marks.push({ kind, start: at, end: at + line.length });
    isAfterBlank = own === '' || kind !== undefined;
    at += line.length;
  }
  return marks;
}

function kindOf(
  line: string,
  block: Node | undefined,
  at: number,
  isAfterBlank: boolean,
): Mark['kind'] | undefined {
  // A comment is a block of its own, whatever spaces stand around it, if the block begins in its line.
  if (block?.type === 'html' && startOf(block) >= at) {
    const comment = line.trimStart();
    if (OPENS_COMMENT.test(comment)) return 'comment';
    return CLOSES_COMMENT.test(comment) ? 'commentEnd' : undefined;
  }
  if (block?.type !== 'paragraph') return undefined;
  const fence = FENCE.exec(line);
  if (!fence) return undefined;
  if (fence[1] === undefined) return 'fenceEnd';
  if (!isAfterBlank) return undefined;
  return REFS.test(fence[1]) ? 'refs' : 'fence';
}

const indentOf = (line: string): number => /^ */.exec(line)?.[0].length ?? 0;
const startOf = ({ position }: Node): number => position?.start.offset ?? 0;
const endOf = ({ position }: Node): number => position?.end.offset ?? 0;
