import { TAGS } from '../markup';
import { LatexReader } from './latexReader';

/** Without any of these, text is only freed of superfluous blanks. */
const MARKUP = /[\\{}$~`]|--|''/;
const BLANKS = /[\t-\r]| {2}/;
/** What braces do not keep from being read. */
const MORE_THAN_BRACES = /[\\$~`]|--|''/;

/** The plain text of a field: LaTeX's accents, letters, dashes and quotes as Unicode, on one line. */
export function latexText(source: string): string {
  if (source === '') return source;
  const text = !MARKUP.test(source)
    ? source
    : MORE_THAN_BRACES.test(source)
      ? new LatexReader(source).read()
      : source.replace(/[{}]+/g, '');
  return onOneLine(text);
}

/**
 * The text of a title with CSL's markup: looks, words that braces protect from a change of case, formulas as they are.
 * As pandoc has it, every group protects what is in it, but for that of a command.
 */
export function latexMarkup(source: string): string {
  if (!MARKUP.test(source)) return onOneLine(source);
  return onOneLine(flatMarkup(source) ?? withoutIdleTags(new LatexReader(source, true).read()));
}

const onOneLine = (text: string): string => (BLANKS.test(text) ? text.replace(/\s+/g, ' ') : text).trim();

const [KEEP, END_KEEP] = TAGS.nocase;
const CASED = /[A-Za-z]|\p{L}/u;

/** A text in which there is no more to read than groups next to each other, as most have it that have any. */
function flatMarkup(source: string): string | undefined {
  if (MORE_THAN_BRACES.test(source)) return undefined;
  let text = '';
  let from = 0;
  for (let open = source.indexOf('{'); open >= 0;) {
    const end = source.indexOf('}', from);
    const next = source.indexOf('{', open + 1);
    if (end < open || (next >= 0 && next < end)) return undefined;
    const group = source.slice(open + 1, end);
    text += source.slice(from, open) + (CASED.test(group) ? KEEP + group + END_KEEP : group);
    [from, open] = [end + 1, next];
  }
  return source.includes('}', from) ? undefined : text + source.slice(from);
}

/** Without tags around nothing, and around what has no letters and so no case. */
function withoutIdleTags(text: string): string {
  let clean = text;
  // Nobody nests deeper.
  for (let [before, depth] = ['', 0]; before !== clean && depth < DEEPEST; depth++) {
    before = clean;
    clean = clean.replace(EMPTY, '').replace(CASELESS, '$1');
  }
  return clean;
}

const DEEPEST = 24;
const EMPTY = /<(i|b|sup|sub|span)(?: [^<>]*)?><\/\1>/g;
const CASELESS = new RegExp(`${KEEP}([^<\\p{L}]*)${END_KEEP}`, 'gu');
