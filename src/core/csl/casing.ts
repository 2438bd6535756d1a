/** Words that stay small within a title. */
const SMALL = new Set(
  'a an and as at but by down for from in into nor of on onto or over so the till to up via with yet'.split(
    ' ',
  ),
);

const MARKS = '\\uE000-\\uE00F';
const LETTER = `[\\p{L}\\p{M}\\p{N}${MARKS}]`;
/** From a letter to the last one before what divides words, so that "node.js" and "std::vector" are one. */
const WORD = new RegExp(`${LETTER}(?:[^\\s/–—-]*${LETTER})?`, 'gu');
const MARK = new RegExp(`[${MARKS}]`, 'g');
/** What stands high or low is no part of the word that it stands at. */
const SHIFTED = /\uE004[^\uE005]*\uE005|\uE006[^\uE007]*\uE007/g;
const KEPT = /\uE008[^\uE009]*\uE009/g;

/** The first letter capital, unless the first word has its own case. */
export function capitalFirst(text: string): string {
  return text.replace(
    new RegExp(`^([^\\p{L}\\p{N}]*)(\\p{Ll})(?=[^\\p{Lu}]*(?:\\s|$))`, 'u'),
    (_all, before: string, letter: string) => before + letter.toUpperCase(),
  );
}

/**
 * Headline case: the first letter of every word capital, but of small words only at the ends of the title and behind
 * what ends a part of it. Words with a capital inside keep their case, and so do those that are marked so.
 */
export function titleCase(text: string): string {
  const kept: (readonly [number, number])[] = [...text.matchAll(KEPT)].map((match) => [
    match.index,
    match.index + match[0].length,
  ]);
  const words = [...text.matchAll(WORD)];
  const last = words.at(-1);
  let result = '';
  let end = 0;
  let next = 0;
  for (const [index, match] of words.entries()) {
    const word = match[0];
    const gap = text.slice(end, match.index);
    result += gap;
    while (match.index >= (kept[next]?.[1] ?? Infinity)) next++;
    const isKept = match.index >= (kept[next]?.[0] ?? Infinity);
    const starts = index === 0 || (/[.:?!–—]\s/.test(`${gap} `) && gap !== ' ');
    result += isKept ? word : cased(word, starts, starts || match === last);
    end = match.index + word.length;
  }
  return result + text.slice(end);
}

function cased(word: string, isFirst: boolean, atEdge: boolean): string {
  const bare = word.replace(SHIFTED, '').replace(MARK, '');
  if (/\p{Lu}/u.test(bare)) return word;
  // A single letter within a title is a symbol more often than a word.
  if (!isFirst && (bare.length === 1 || (!atEdge && SMALL.has(bare)))) return word;
  return word.replace(/\p{Ll}/u, (letter) => letter.toUpperCase());
}
