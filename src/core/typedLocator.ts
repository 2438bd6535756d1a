import type { Span } from './citation/model';

/** `@key` or `@{key}`, in rough: what is a key, only a parse can tell. */
const KEY = String.raw`@(?:\{[^\s{}]*\}|[^\s@;,[\]{}]+)`;
const TYPED = String.raw`((?:[\p{L}.]*|[§¶]*))$`;
/** Behind a line break the marks of quotes may stand. */
const BEHIND_COMMA = new RegExp(String.raw`${KEY},[\s>]+${TYPED}`, 'u');
const BEHIND_BRACKET = new RegExp(String.raw`${KEY}[ \t]*(?:\r?\n[ \t>]*)?\[[\s>]*${TYPED}`, 'u');
/** How a line may end there; most lines do not. */
const LINE = /(?:^[ \t>]*|,[ \t]+|\[[ \t]*)(?:[\p{L}.]*|[§¶]*)$/u;

/**
 * The term of a locator under way at the end of `line`, the text from its line's start to the cursor: right behind
 * `@key,` and a blank, or at the beginning of the bracket behind a key in running text. By offsets in the line. `above` gives
 * the text of the paragraph before that line; it is asked for only where a locator may begin.
 */
export function typedLocator(line: string, above: () => string): Span | undefined {
  if (!LINE.test(line)) return undefined;
  const text = line.includes('@') ? line : above() + line;
  const typed = (BEHIND_COMMA.exec(text) ?? BEHIND_BRACKET.exec(text))?.[1];
  return typed === undefined ? undefined : { start: line.length - typed.length, end: line.length };
}

/** How much of a term stands behind the cursor, when some of it stands before: what completing replaces. */
export const restOfTerm = (typed: string, behind: string): number =>
  typed === '' ? 0 : (/^(?:\p{L}*\.?|[§¶]+)/u.exec(behind)?.[0].length ?? 0);
