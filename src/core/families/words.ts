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

const EXCLAMATION = 33;
const FULL_STOP = 46;
const QUESTION = 63;
const TIMES = 0xd7;
const DIVIDED = 0xf7;
/** Which ASCII units belong to a word, by their code. */
const ASCII_WORD = Array.from({ length: 0x80 }, (_, unit) => /[a-z\d]/i.test(String.fromCharCode(unit)));

/** Cuts `text` at everything that is neither letter nor digit: "Self-attention's" is three words. One pass. */
export function splitWords(text: string): Words {
  const forms: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  const sentences: number[] = [];
  // Lower case at once is faster; "İ" grows by it, and then the ranges would be wrong.
  const lower = text.toLowerCase();
  const source = lower.length === text.length ? lower : text;
  let sentence = 0;
  for (let at = 0; at < text.length; at++) {
    const start = at;
    while (at < text.length && isWordUnit(source.charCodeAt(at))) at++;
    if (at > start) {
      const word = source.slice(start, at);
      forms.push(source === lower ? singular(word) : wordForm(word));
      starts.push(start);
      ends.push(at);
      sentences.push(sentence);
    }
    if (endsSentence(text, at)) sentence++;
  }
  return { forms, starts, ends, sentences };
}

/** The form under which vocabulary and text meet. */
export function wordForm(word: string): string {
  return singular(word.toLowerCase());
}

function singular(word: string): string {
  const { length } = word;
  if (length < 4 || word[length - 1] !== 's' || word[length - 2] === 's') return word;
  return word.endsWith('ies') ? `${word.slice(0, -3)}y` : word.slice(0, -1);
}

function isWordUnit(unit: number): boolean {
  if (unit < 0x80) return ASCII_WORD[unit] === true;
  if (unit < 0xc0 || unit === TIMES || unit === DIVIDED) return false;
  // General and ideographic punctuation separate; every other unit belongs to a word.
  return (unit < 0x2000 || unit > 0x206f) && (unit < 0x3000 || unit > 0x303f);
}

/** A full stop counts when a space and no lower-case letter follow: "i.e. this" and "e.g., 0.5" go on. */
function endsSentence(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  if (unit === EXCLAMATION || unit === QUESTION) return true;
  if (unit !== FULL_STOP) return false;
  const next = text.charCodeAt(at + 1);
  const afterSpace = text.charCodeAt(at + 2);
  return Number.isNaN(next) || (next <= 32 && !(afterSpace >= 97 && afterSpace <= 122));
}
