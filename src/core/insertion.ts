import { needsBraces } from './citation/citekey';

/** A citation key as it is written in a note. */
export const writtenKey = (key: string): string => (needsBraces(key) ? `@{${key}}` : `@${key}`);

/**
 * What to write at the cursor to cite papers: a group of its own, or, inside the brackets of a group on the same line,
 * further items of it. `before` and `after` are the line's text on both sides of the cursor.
 */
export function citationToInsert(citekeys: readonly string[], before: string, after: string): string {
  const keys = citekeys.map(writtenKey).join('; ');
  const group = /\[([^[\]]*)$/.exec(before)?.[1];
  const inside =
    group !== undefined &&
    after.includes(']') &&
    /(?:^|[\s;-])@/.test(group + after.slice(0, after.indexOf(']')));
  if (!inside) return `[${keys}]`;
  const left = group.trim() === '' || /;\s*$/.test(group) ? (/;$/.test(group) ? ' ' : '') : '; ';
  const right = /^\s*(?:\]|;)/.test(after) ? '' : '; ';
  return `${left}${keys}${right}`;
}
