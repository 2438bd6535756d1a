/** Offset of the first character from `at` on that is neither space nor tab. */
export function skipSpaces(text: string, at: number, limit: number): number {
  let to = at;
  while (to < limit && (text[to] === ' ' || text[to] === '\t')) to++;
  return to;
}

/** As `skipSpaces`, over at most one line break; -1 where a second one follows. */
export function skipSpacesAndLineBreak(text: string, at: number, limit: number): number {
  let to = skipSpaces(text, at, limit);
  if (to < limit && text[to] === '\n') to = skipSpaces(text, to + 1, limit);
  return to < limit && text[to] === '\n' ? -1 : to;
}
