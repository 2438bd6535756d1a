import { wordCharacter } from '../citekey';
import { skipSpaces, skipSpacesAndLineBreak } from './spaces';
import type { TextIndex } from './textIndex';

/**
 * Stretches of text that Markdown does not read as prose, each a function from the offset of its first character
 * to the offset behind its last, or -1. What each accepts is what pandoc's Markdown reader accepts.
 * `limit` is the offset behind the last character that may be read.
 */
type Scan = (text: string, at: number, limit: number) => number;

/** How far a quotation, a footnote label or a TeX group may reach: keeps hostile texts linear. */
const REACH = 500;

const match = (pattern: RegExp, text: string, at: number, limit: number): number => {
  pattern.lastIndex = at;
  return pattern.test(text) && pattern.lastIndex <= limit ? pattern.lastIndex : -1;
};

const ATTRIBUTE =
  /#[\p{L}\p{N}\-_:.]+|\.\p{L}[\p{L}\p{N}\-_:.]*|\p{L}[\p{L}\p{N}\-_:.]*=(?:"(?:\\.|[^"\\]){0,500}"|'(?:\\.|[^'\\]){0,500}'|(?:\\[^\p{L}\p{N}]|[^\s}"'\\])*)|-/uy;

/** `{.class #id key=value}`. */
export const attributesEnd: Scan = (text, at, limit) => {
  if (text[at] !== '{') return -1;
  for (let to = skipSpacesAndLineBreak(text, at + 1, limit); to >= 0 && to < limit;) {
    if (text[to] === '}') return to + 1;
    to = match(ATTRIBUTE, text, to, limit);
    if (to >= 0) to = skipSpacesAndLineBreak(text, to, limit);
  }
  return -1;
};

/** The attributes behind a code span, which may also be `{=format}`. */
export const codeAttributesEnd: Scan = (text, at, limit) => {
  const raw = match(/\{=[A-Za-z0-9_-]+\}/y, text, at, limit);
  return raw >= 0 ? raw : attributesEnd(text, at, limit);
};

/** `[^label]`. */
export const noteReferenceEnd: Scan = (text, at, limit) => match(/\[\^[^\s\]]{1,500}\]/y, text, at, limit);

/** `&amp;`, `&#38;`, `&#x26;`. */
export const characterReferenceEnd: Scan = (text, at, limit) =>
  match(/&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});/y, text, at, limit);

const SCHEMES =
  'https?|ftps?|mailto|file|doi|urn|data|news|irc|ircs|tel|sms|ssh|sftp|git|svn|ws|wss|geo|xmpp|magnet|javascript|gopher|ldap|nntp|sip|sips|arxiv';
/** Whatever stands behind an address before the `>` belongs to it. */
const AUTOLINK = new RegExp(`<(?:${SCHEMES}):[^\\s>]+>`, 'iy');
const MAIL_WORD = `[\\p{L}\\p{N}][\\p{L}\\p{N}!"#$%&'*+\\-/=?^_{|}~;]{0,100}`;
const AUTOLINK_EMAIL = new RegExp(
  `<${MAIL_WORD}(?:\\.${MAIL_WORD}){0,20}@-?[\\p{L}\\p{N}][^\\s>]{0,500}>`,
  'uy',
);

/** `<https://example.org>`, `<me@example.org>`. */
export const autolinkEnd: Scan = (text, at, limit) => {
  const address = match(AUTOLINK, text, at, limit);
  return address >= 0 ? address : match(AUTOLINK_EMAIL, text, at, limit);
};

const NAME = '\\p{L}[\\p{L}\\p{N}:_-]*';
const VALUE = `"[^"]*"|'[^']*'|[^\\s"'>][^\\s>]*`;
/** Behind a quoted value the next attribute may follow at once. */
const OPEN_TAG = new RegExp(
  `<${NAME}(?:(?:[ \\t\\n]+|(?<=["']))${NAME}(?:[ \\t\\n]*=[ \\t\\n]*(?:${VALUE}))?)*[ \\t\\n]*/?>`,
  'uy',
);
const CLOSE_TAG = new RegExp(`</${NAME}(?:[\\s/](?:"[^"]*"|'[^']*'|[^<>"']){0,500})?>`, 'uy');

/** An HTML tag, comment or processing instruction. */
export function htmlEnd(text: string, at: number, limit: number, index: TextIndex): number {
  if (text.startsWith('<?', at)) return instructionEnd(text, at, limit, index);
  if (!text.startsWith('<!--', at))
    return match(text[at + 1] === '/' ? CLOSE_TAG : OPEN_TAG, text, at, limit);
  if (/^-?>/.test(text.slice(at + 4, at + 6))) return -1;
  const end = index.next('-->', at + 4);
  return end < 0 || end + 3 > limit ? -1 : end + 3;
}

/** `<?name … >`: a `>` in quotes does not end it. */
function instructionEnd(text: string, at: number, limit: number, index: TextIndex): number {
  if (!/^\p{L}[^\s>/]*(?<!:)(?:[\s>/]|$)/u.test(text.slice(at + 2, at + 102))) return -1;
  for (let to = at + 2; to < Math.min(limit, at + REACH); to++) {
    const character = text[to] ?? '';
    if (character === '>') return to + 1;
    if (!(character === '"' || character === "'") || !/[\s=]/.test(text[to - 1] ?? '')) continue;
    to = index.next(character, to + 1);
    if (to < 0) return -1;
  }
  return -1;
}

/** TeX math in dollars, as pandoc's `tex_math_dollars` has it: "costs $5 or $6" is not math. */
export function mathEnd(text: string, at: number, limit: number, index: TextIndex): number {
  if (text[at + 1] === '$' && at + 1 < limit) {
    const close = index.next('$$', at + 3);
    if (close >= 0 && close + 2 <= limit) return close + 2;
  }
  return inlineMathEnd(text, at, limit, index);
}

function inlineMathEnd(text: string, open: number, limit: number, index: TextIndex): number {
  if (/[\s$]/.test(text[open + 1] ?? ' ')) return -1;
  let at = open + 1;
  let last = at;
  for (; at < limit && text[at] !== '$'; at = mathStep(text, at, limit, index)) last = at;
  // White space may stand before the closing dollar only when it is escaped.
  const closed = at < limit && !(at - last === 1 && /[ \t\n]/.test(text[last] ?? ''));
  return closed && !/[0-9]/.test(text[at + 1] ?? '') ? at + 1 : -1;
}

function mathStep(text: string, at: number, limit: number, index: TextIndex): number {
  if (text[at] !== '\\') return at + 1;
  if (text.startsWith('\\text{', at)) {
    const close = index.closingBrace(at + 5, Math.min(limit, at + REACH));
    if (close >= 0) return close + 1;
  }
  return at + 2;
}

/** A TeX command with its arguments, or an environment. */
export function texEnd(text: string, at: number, limit: number, index: TextIndex): number {
  let end = match(/\\(?!(?:and|end)(?![\p{L}@]))\p{L}[\p{L}@]*\*?/uy, text, at, limit);
  if (end < 0) return -1;
  if (text.startsWith('\\begin{', at)) return environmentEnd(text, at, limit, index);
  const verbatim = match(/\\verb\*?([^A-Za-z\s*])[^\n]{0,500}?\1/y, text, at, limit);
  if (verbatim >= 0) return verbatim;
  end = optionsEnd(text, end, limit, index);
  end = Math.max(end, match(DIMENSION, text, end, limit));
  for (let open = skipSpaces(text, end, limit); open < limit && text[open] === '{'; open = end) {
    const close = index.closingTexBrace(open, limit);
    if (close < 0) break;
    end = close + 1;
  }
  return end;
}

const DIMENSION = /[ \t]*=?-?\d+(?:\.\d+)?(?:pt|pc|in|bp|cm|mm|dd|cc|sp|ex|em)?(?![A-Za-z])/y;

/** TeX knows no nested options: the first bracket that is not escaped closes. */
function closingBracket(text: string, open: number, index: TextIndex): number {
  const reach = open + REACH;
  let close = index.next(']', open);
  while (close > 0 && close < reach && text[close - 1] === '\\') close = index.next(']', close + 1);
  return close;
}

/** The end of a command's options in square or, for slides, angle brackets. */
function optionsEnd(text: string, start: number, limit: number, index: TextIndex): number {
  for (let end = start; ;) {
    const open = skipSpacesAndLineBreak(text, end, limit);
    const overlay = match(/<[^<>\n/A-Za-z][^<>\n]{0,100}>/y, text, end, limit);
    const bracket = open >= 0 && open < limit && text[open] === '[' ? closingBracket(text, open, index) : -1;
    const close = bracket < limit ? bracket : -1;
    if (close < 0 && overlay < 0) return end;
    end = close < 0 ? overlay : skipSpaces(text, close + 1, limit);
  }
}

function environmentEnd(text: string, at: number, limit: number, index: TextIndex): number {
  const name = /^\\begin(\{[A-Za-z*]{1,50}\})/.exec(text.slice(at, at + 60))?.[1];
  if (name === undefined) return -1;
  const closing = `\\end${name}`;
  const close = index.next(closing, at);
  return close < 0 || close + closing.length > limit ? -1 : close + closing.length;
}

/** Length of the escape `\x` at `at` (any character but letters and digits may be escaped), or 0. */
export function escapeLength(text: string, at: number, limit: number): number {
  if (text[at] !== '\\' || at + 1 >= limit || wordCharacter(text, at + 1) > 0) return 0;
  return (text.codePointAt(at + 1) ?? 0) > 0xffff ? 3 : 2;
}
