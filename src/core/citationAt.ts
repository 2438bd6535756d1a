import type { Span } from './citation/model';
import { isOfNote } from './keyRenaming';
import type { NoteCitations } from './note';

/** What of a citation stands at a position: the range it takes, and the keys of the papers meant. */
export interface CitedHere extends Span {
  readonly citekeys: readonly string[];
  /** Where the key itself stands, without `@` and braces; not for a group. */
  readonly key?: Span;
  /** Whether the key means something in the note itself: a figure, an entry of its own. */
  readonly isOfNote?: boolean;
}

/**
 * What is cited at an offset: one item on its key (`-@key`, `@{key}`), the whole group on either of its brackets,
 * nothing in between. The position behind a last character counts, as it does for the word under a cursor.
 */
export function citedAt(note: NoteCitations, offset: number): CitedHere | undefined {
  const { citations } = note;
  for (const { items } of citations) {
    const item = items.find(({ start, end }) => start <= offset && offset <= end);
    if (item) {
      const { start, end, citekey, keyStart, keyEnd } = item;
      const key = { start: keyStart, end: keyEnd };
      return { start, end, citekeys: [citekey], key, isOfNote: isOfNote(citekey, note) };
    }
  }
  const group = citations.find(
    ({ bracketed, start, end }) => bracketed && (offset === start || offset === end - 1 || offset === end),
  );
  if (!group) return undefined;
  return { start: group.start, end: group.end, citekeys: group.items.map(({ citekey }) => citekey) };
}
