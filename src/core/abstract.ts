/** Dots after these do not end a sentence. */
const ABBREVIATION = /(?:^|[\s([])(?:e\.g|i\.e|et al|cf|vs|resp|approx|w\.r\.t|fig|eq|sec|no|dr|st)\.$/i;
const SENTENCE_END = /[.!?]["')\]”’]*(?=\s+["'(\[“‘]*[\p{Lu}\d])/gu;

/** No abbreviation is longer, with what stands before it. */
const MOST_ABBREVIATED = 12;

/** White space folded: what of a text is shown on one line. */
export const onOneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** Where sentences end within a text, in order; its own end is none of them. */
function* sentenceEnds(text: string): Generator<number, void> {
  for (const { 0: marks, index } of text.matchAll(SENTENCE_END)) {
    const before = text.slice(Math.max(0, index + 1 - MOST_ABBREVIATED), index + 1);
    if (!ABBREVIATION.test(before)) yield index + marks.length;
  }
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
