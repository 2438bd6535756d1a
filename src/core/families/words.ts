/** A text cut into words; index `i` of each array describes the same word. */
export interface Words {
  /** Lower case, singular where a plain `s` tells the plural. */
  readonly forms: readonly string[];
  /** UTF-16 offsets: the word is `text.slice(starts[i], ends[i])`. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  /** Number of the sentence, from 0. */
  readonly sentences: readonly number[];
}

/** Cuts `text` at everything that is neither letter nor digit: "Self-attention's" is three words. One pass. */
export function splitWords(text: string): Words {
  const words = {
    forms: [] as string[],
    starts: [] as number[],
    ends: [] as number[],
    sentences: [] as number[],
  };
  let sentence = 0;
  for (let at = 0; at < text.length;) {
    const start = at;
    while (at < text.length && isWordUnit(text.charCodeAt(at))) at++;
    if (at > start) {
      words.forms.push(wordForm(text.slice(start, at)));
      words.starts.push(start);
      words.ends.push(at);
      words.sentences.push(sentence);
    }
    if (endsSentence(text, at)) sentence++;
    at++;
  }
  return words;
}

/** The form under which vocabulary and text meet. */
export function wordForm(word: string): string {
  const lower = word.toLowerCase();
  if (lower.length < 4 || !lower.endsWith('s') || lower.endsWith('ss')) return lower;
  return lower.endsWith('ies') ? `${lower.slice(0, -3)}y` : lower.slice(0, -1);
}

function isWordUnit(unit: number): boolean {
  if (unit < 0x80) return (unit >= 48 && unit <= 57) || ((unit | 32) >= 97 && (unit | 32) <= 122);
  // Latin-1 signs, general punctuation and ideographic punctuation separate; every other unit belongs to a word.
  return unit >= 0xc0 && (unit < 0x2000 || unit > 0x206f) && (unit < 0x3000 || unit > 0x303f);
}

/** A full stop counts when a space and no lower-case letter follow: "i.e. this" and "e.g., 0.5" go on. */
function endsSentence(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  if (unit === 33 || unit === 63) return true;
  if (unit !== 46) return false;
  const next = text.charCodeAt(at + 1);
  const afterSpace = text.charCodeAt(at + 2);
  return Number.isNaN(next) || (next <= 32 && !(afterSpace >= 97 && afterSpace <= 122));
}
