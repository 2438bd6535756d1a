/** Dots after these do not end a sentence. */
const ABBREVIATION = /(?:^|[\s([])(?:e\.g|i\.e|et al|cf|vs|resp|approx|w\.r\.t|fig|eq|sec|no|dr|st)\.$/i;
const SENTENCE_END = /[.!?]["')\]”’]*(?=\s+["'(\[“‘]*[\p{Lu}\d])/gu;

/**
 * The beginning of an abstract, at most `limit` UTF-16 units long, ended where a sentence ends; where the first sentence
 * is longer than that, at a word's end with an ellipsis. White space is folded.
 */
export function shortAbstract(abstract: string, limit: number): string {
  const text = abstract.replace(/\s+/g, ' ').trim();
  if (text.length <= limit) return text;
  let end = 0;
  for (const match of text.matchAll(SENTENCE_END)) {
    const at = match.index + match[0].length;
    if (at > limit) break;
    if (!ABBREVIATION.test(text.slice(0, match.index + 1))) end = at;
  }
  if (end > 0) return text.slice(0, end);
  const space = text.lastIndexOf(' ', limit - 1);
  return `${text.slice(0, space > 0 ? space : limit - 1).replace(/[\s,;:–—-]+$/, '')}…`;
}
