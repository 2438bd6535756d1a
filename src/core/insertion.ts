import { needsBraces } from './citation/citekey';

/** A citation key as it is written in a note. */
export const writtenKey = (key: string): string => (needsBraces(key) ? `@{${key}}` : `@${key}`);

/** What to write, and how far from the cursor (UTF-16, to the left when negative). */
export interface Insertion {
  readonly offset: number;
  readonly text: string;
}

/**
 * What to write near the cursor to cite papers: a group of its own, or, within the brackets of a group, further items
 * of it. No item, key or word is cut in two: a locator stays with its key. `before` and `after` are the paragraph's text on
 * both sides of the cursor.
 */
export function citationToInsert(citekeys: readonly string[], before: string, after: string): Insertion {
  const keys = citekeys.map(writtenKey).join('; ');
  return intoGroup(keys, before, after) ?? asGroup(keys, before, after);
}

function intoGroup(keys: string, before: string, after: string): Insertion | undefined {
  const left = /\[([^[\]]*)$/.exec(before)?.[1];
  const right = /^([^[\]]*)\]/.exec(after)?.[1];
  if (left === undefined || right === undefined || !/(?:^|[\s;-])@/.test(left + right)) return undefined;
  const begun = left.slice(left.lastIndexOf(';') + 1);
  const rest = /^[^;]*/.exec(right)?.[0] ?? '';
  // Behind the item in which the cursor is, or, with nothing of that before the cursor, in front of it.
  if (begun.trim() !== '') return { offset: rest.trimEnd().length, text: `; ${keys}` };
  const text = begun === '' && left !== '' ? ` ${keys}` : keys;
  return { offset: 0, text: rest.trim() === '' ? text : `${text}; ` };
}

/** Within a key or a word, at its end; apart from letters by a space. */
function asGroup(keys: string, before: string, after: string): Insertion {
  const key = /(?:^|[^\p{L}\p{N}@])@\{?[\p{L}\p{N}_:.#$%&+?<>~/-]*$/u.test(before)
    ? /^(?:[:.#$%&+?<>~/-]*[\p{L}\p{N}_])*\}?/u.exec(after)?.[0]
    : undefined;
  const word = /[\p{L}\p{N}]$/u.test(before) ? /^[\p{L}\p{N}]*/u.exec(after)?.[0] : undefined;
  const offset = (key ?? word ?? '').length;
  const [left, right] = [before + after.slice(0, offset), after.slice(offset)];
  const spaceLeft = /[\p{L}\p{N}\]}).,;:!?%*_`"”’]$/u.test(left) ? ' ' : '';
  const spaceRight = /^[\p{L}\p{N}[(]/u.test(right) ? ' ' : '';
  return { offset, text: `${spaceLeft}[${keys}]${spaceRight}` };
}
