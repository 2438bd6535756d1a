/** What `nocite` names when all papers are to be listed, and none of them need be cited. */
export const EVERY_PAPER = '*';

/** A citation key found at `@`: `start`..`end` includes `@` and braces, `keyStart`..`keyEnd` is the key alone. */
export interface ScannedKey {
  readonly start: number;
  readonly end: number;
  readonly keyStart: number;
  readonly keyEnd: number;
}

const WORD_CHARACTER = /^[\p{L}\p{N}]$/u;
const BRACE_OR_WHITE_SPACE = /[{}\p{Zs}\t\n\r\f\v]/gu;
/** Characters allowed inside a key when a letter, digit or `_` follows. */
const INNER_PUNCTUATION = new Set(':.#$%&-+?<>~/');

/** The length of the letter or digit (any script, not combining marks) at `at`: 0 (none), 1 or 2 UTF-16 units. */
export function wordCharacter(text: string, at: number): 0 | 1 | 2 {
  const code = text.codePointAt(at);
  if (code === undefined) return 0;
  if (code < 128) return isAsciiWord(code) ? 1 : 0;
  if (!WORD_CHARACTER.test(String.fromCodePoint(code))) return 0;
  return code > 0xffff ? 2 : 1;
}

function isAsciiWord(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}

/**
 * The citation key whose `@` stands at `at`, or undefined: pandoc's `simpleCiteIdentifier`, or `@{…}` with balanced
 * braces and no white space. Whether a citation may begin here (not straight after a word) is the caller's affair.
 * @param limit Offset behind the last character that may be read.
 * @param closer Where the brace at an offset closes, or -1; for callers that know (`closeBraces`).
 */
export function scanKey(
  text: string,
  at: number,
  limit = text.length,
  closer = (open: number): number => open + (closeBraces(text.slice(open, limit)).get(0) ?? -1 - open),
): ScannedKey | undefined {
  if (text[at] !== '@' || at >= limit) return undefined;
  const simple = simpleKeyEnd(text, at + 1, limit);
  if (simple > at + 1) return { start: at, end: simple, keyStart: at + 1, keyEnd: simple };
  const close = text[at + 1] === '{' && at + 1 < limit ? closer(at + 1) : -1;
  if (close < 0 || close >= limit) return undefined;
  return { start: at, end: close + 1, keyStart: at + 2, keyEnd: close };
}

/** Whether a key must be written `@{…}` because pandoc would not read all of it after a plain `@`. */
export function needsBraces(key: string): boolean {
  return simpleKeyEnd(key, 0, key.length) !== key.length || key === '';
}

function simpleKeyEnd(text: string, start: number, limit: number): number {
  let at = start + (text[start] === '*' && start < limit ? 1 : keyCharacter(text, start, limit));
  if (at === start) return start;
  for (;;) {
    const step = keyCharacter(text, at, limit) || innerPunctuation(text, at, limit);
    if (step === 0) return at;
    at += step;
  }
}

function keyCharacter(text: string, at: number, limit: number): number {
  if (at >= limit) return 0;
  return text[at] === '_' ? 1 : wordCharacter(text, at);
}

function innerPunctuation(text: string, at: number, limit: number): number {
  const character = text[at];
  if (character === undefined || at >= limit || !INNER_PUNCTUATION.has(character)) return 0;
  if (keyCharacter(text, at + 1, limit) > 0) return 1;
  // Lets the `://` of an address through.
  return (character === ':' || character === '/') && text[at + 1] === '/' && at + 1 < limit ? 1 : 0;
}

/** For every brace the one that closes it; braces around white space do not count. */
export function closeBraces(text: string): Map<number, number> {
  const closers = new Map<number, number>();
  let open: number[] = [];
  for (const { 0: character, index } of text.matchAll(BRACE_OR_WHITE_SPACE)) {
    if (character === '{') open.push(index);
    else if (character !== '}') open = [];
    else {
      const opener = open.pop();
      if (opener !== undefined) closers.set(opener, index);
    }
  }
  return closers;
}
