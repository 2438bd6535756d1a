/** Letters that no Unicode decomposition turns into their base letters. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ħ: 'h',
  ı: 'i',
  ł: 'l',
  ŋ: 'n',
  þ: 'th',
  ŧ: 't',
};
const UNDECOMPOSED = /[ßæœøđðħıłŋþŧ]/g;
const MARKS = /\p{M}+/gu;
const NON_ASCII = /[^\0-\x7f]/;

/**
 * Lower case, without accents, full-width and ligature forms resolved: what searching and comparing see of a text.
 * Lengths may change: positions in the folded text say nothing of the original.
 */
export function fold(text: string): string {
  if (!NON_ASCII.test(text)) return text.toLowerCase();
  const lower = text.normalize('NFKD').toLowerCase();
  return lower.replace(MARKS, '').replace(UNDECOMPOSED, (letter) => LETTERS[letter] ?? letter);
}

/** What two printings of one title share: its folded letters and digits. Empty when a title has none. */
export function titleIdentity(title: string): string {
  return fold(title).replace(/[^\p{L}\p{N}]+/gu, '');
}
