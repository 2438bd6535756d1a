/** Dots after these do not end a sentence. */
const ABBREVIATION = /(?:^|[\s([])(?:e\.g|i\.e|et al|cf|vs|resp|approx|w\.r\.t|fig|eq|sec|no|dr|st)\.$/i;
const SENTENCE_END = /[.!?]["')\]”’]*(?=\s+["'(\[“‘]*[\p{Lu}\d])/gu;

/** White space folded: what of a text is shown on one line. */
export const onOneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** Where sentences end within a text, in order; its own end is none of them. */
function* sentenceEnds(text: string): Generator<number, void> {
  for (const match of text.matchAll(SENTENCE_END))
    if (!ABBREVIATION.test(text.slice(0, match.index + 1))) yield match.index + match[0].length;
}

/** The sentences of a text on one line, without the white space between them. */
export function sentencesOf(text: string): string[] {
  const ends = [...sentenceEnds(text), text.length];
  return ends.map((end, index) => text.slice(ends[index - 1] ?? 0, end).trim()).filter(Boolean);
}

/**
 * The beginning of an abstract, at most `limit` UTF-16 units long, ended where a sentence ends; where the first sentence
 * is longer than that, at a word's end with an ellipsis. White space is folded.
 */
export function shortAbstract(abstract: string, limit: number): string {
  const text = onOneLine(abstract);
  if (text.length <= limit) return text;
  let end = 0;
  for (const at of sentenceEnds(text)) {
    if (at > limit) break;
    end = at;
  }
  if (end > 0) return text.slice(0, end);
  const space = text.lastIndexOf(' ', limit - 1);
  return `${text.slice(0, space > 0 ? space : limit - 1).replace(/[\s,;:–—-]+$/, '')}…`;
}
