import type { Node, Root } from 'mdast';
import { LabelUse } from './citation/labels';
import { parseWithCitations } from './citation/remarkCitations';
import type { Insertion } from './insertion';
import { splitBlocks } from './noteBlocks';
import { readFrontMatter } from './noteFrontMatter';
import { findReadableText } from './noteLimits';
import type { NoteText } from './noteText';

const ITEM = /^(?:[-+*]|\d{1,9}[.)])(?:[ \t]|$)/;

/**
 * Where a table goes that is to stand by itself: behind the block at the top level that an offset is in, with blank lines
 * around it. Each place is tried: all other blocks must be read as before, and the table as one. Where nothing behind the
 * offset will do (code or a comment that nobody closed), it goes in front of that; else there is no place.
 */
export function placeTable(note: NoteText, offset: number, table: string): Insertion | undefined {
  const { text } = note;
  const mark = text.startsWith('\ufeff') ? 1 : 0;
  const starts = splitBlocks(text, readFrontMatter(text, mark).end);
  const own = starts.findLastIndex((start) => start <= offset);
  for (const next of placesFrom(text, starts, own)) {
    const at = Math.max(mark, starts[next] ?? text.length);
    const insertion = { offset: at, text: withBlankLines(text, at, table) };
    const from = Math.max(mark, starts[Math.max(0, Math.min(own, next - 1))] ?? 0);
    const to = starts[next + 1] ?? text.length;
    if (staysItself(note, insertion, table, from, to)) return insertion;
  }
  return undefined;
}

/** Numbers of the blocks that it may stand in front of: those behind the offset, the end, and then the block itself. */
function* placesFrom(text: string, starts: readonly number[], own: number): Generator<number> {
  const isItem = (index: number) => {
    const start = starts[index];
    return start !== undefined && ITEM.test(text.slice(start, start + 12));
  };
  // Not between two items: they would become two lists.
  for (let next = own + 1; next < starts.length; next++)
    if (next === 0 || !isItem(next) || !isItem(next - 1)) {
      yield next;
      break;
    }
  yield starts.length;
  for (let before = own; before >= 0; before--) if (!isItem(before) || !isItem(before - 1)) yield before;
}

function withBlankLines(text: string, at: number, table: string): string {
  const before = text.slice(0, at);
  const space = before.slice(before.trimEnd().length).replace(/\r\n?/g, '\n');
  const lines = space.split('\n').length - 1;
  const isFirst = before.trim() === '';
  const missing = isFirst && (lines > 0 || before.length <= 1) ? 0 : Math.max(0, 2 - lines);
  return `${'\n'.repeat(missing)}${table}\n${at < text.length ? '\n' : ''}`;
}

/** Whether the table is read as a table of its own, and all that stands around it as it was. */
function staysItself(
  note: NoteText,
  { offset, text }: Insertion,
  table: string,
  from: number,
  to: number,
): boolean {
  const source = note.text.slice(from, to);
  const at = offset - from;
  const before = blocksOf(source, note);
  const after = blocksOf(source.slice(0, at) + text + source.slice(at), note);
  if (!before || !after) return false;
  const start = at + text.indexOf(table);
  const place = after.findIndex(({ position }) => position?.start.offset === start);
  const own = after[place];
  return (
    own?.type === 'table' &&
    own.position?.end.offset === start + table.length &&
    JSON.stringify(after.toSpliced(place, 1).map(says)) === JSON.stringify(before.map(says))
  );
}

const says = ({ type, position }: Node) => [
  type,
  (position?.end.offset ?? 0) - (position?.start.offset ?? 0),
];

/** The blocks at the top level; undefined where they cannot be read in reasonable time. */
function blocksOf(source: string, note: NoteText): Root['children'] | undefined {
  if (findReadableText(source, 0, 1).problem) return undefined;
  return parseWithCitations(source, new LabelUse(note.labels())).children;
}
