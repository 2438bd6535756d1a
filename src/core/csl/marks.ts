import { type Look, piecesOf } from '../markup';

/**
 * Marked text: plain text with markup as characters of the private use area, which is what entries are put together
 * from. The same string is then written as plain text, Markdown or HTML (`write.ts`).
 */
export const MARK = {
  italic: '\uE000',
  endItalic: '\uE001',
  bold: '\uE002',
  endBold: '\uE003',
  sub: '\uE004',
  endSub: '\uE005',
  sup: '\uE006',
  endSup: '\uE007',
  /** Around words whose letters keep their case. */
  keep: '\uE008',
  endKeep: '\uE009',
  /** Around an address; what stands before `linkText` is the target where that is another text. */
  link: '\uE00A',
  linkText: '\uE00B',
  endLink: '\uE00C',
} as const;

/** Before punctuation that is a field's own, and behind an apostrophe at its end: styles change what they put there alone. */
const OWN = '\uE010';

const MARKS = /[\uE000-\uE010]/g;
/** Marks that say nothing to punctuation. */
const M = '[\\uE000-\\uE00F]*';

const LOOKS: Readonly<Record<Look, readonly [open: string, close: string]>> = {
  italic: [MARK.italic, MARK.endItalic],
  bold: [MARK.bold, MARK.endBold],
  sub: [MARK.sub, MARK.endSub],
  sup: [MARK.sup, MARK.endSup],
  // Their letters keep their case, too.
  caps: [MARK.keep, MARK.endKeep],
  nocase: [MARK.keep, MARK.endKeep],
};

/** A text on one line as marked text that shows exactly this text. */
export const plainText = (text: string): string => unmarked(text).replace(/\s+/g, ' ').trim();

/** A field's text as marked text: white space made one, CSL's few tags read, quotation marks and apostrophes curved. */
export function markedText(text: string): string {
  const plain = plainText(text);
  return curved(plain.includes('</') ? withLooks(plain) : plain);
}

function withLooks(text: string): string {
  let kept = 0;
  const marks = piecesOf(text).map((piece) => {
    if (piece.kind === 'text') return piece.text;
    const [open, close] = LOOKS[piece.look];
    if (open !== MARK.keep) return piece.kind === 'open' ? open : close;
    // Within what is kept, there is nothing more to keep.
    return piece.kind === 'open' ? (kept++ === 0 ? open : '') : --kept === 0 ? close : '';
  });
  return marks.join('');
}

/** What stands in single quotation marks, which are also apostrophes within words. */
const SINGLY = '‘(?:[^‘’]|’(?=\\p{L}))*';
const MOVED_SINGLY = new RegExp(`(${SINGLY}(?<![.,:;!?]))’([.,])`, 'gu');
const ENDS_SINGLY = new RegExp(`${SINGLY}’${M}$`, 'u');
const ENDS_RAISED = new RegExp(`’${M}$`);

/** A field's marked text that styles leave as it is, but for commas and periods, which go before closing quotation marks. */
export function own(text: string): string {
  const kept = text
    .replace(/(?<![.,:;!?])”([.,])/g, '$1”')
    .replace(MOVED_SINGLY, '$1$2’')
    .replace(/[.,:;]/g, `${OWN}$&`);
  return ENDS_RAISED.test(kept) && !ENDS_SINGLY.test(kept) ? kept + OWN : kept;
}

/** Marked text without what is only for putting it together. */
export const finished = (text: string): string => text.replaceAll(OWN, '');

/** The text alone. */
export const unmarked = (text: string): string => text.replace(MARKS, '');

function curved(text: string): string {
  if (!/["']/.test(text)) return text;
  return text
    .replace(new RegExp(`(^${M}|[\\s([{“–—-]${M})"(?=\\S)`, 'g'), '$1“')
    .replace(/"/g, '”')
    .replace(
      new RegExp(
        `(^${M}|[\\s([{“–—]${M})'(?=\\S[^']*\\S'(?![\\p{L}\\p{N}])|[^\\s']'(?![\\p{L}\\p{N}]))`,
        'gu',
      ),
      '$1‘',
    )
    .replace(/'/g, '’');
}

/** Parts with a delimiter between those that are not empty. */
export function joined(delimiter: string, ...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(delimiter);
}

/** Something around a text, unless that is empty. */
export const wrapped = (before: string, text: string, after = ''): string =>
  text === '' ? '' : before + text + after;

export const italic = (text: string): string => wrapped(MARK.italic, text, MARK.endItalic);
export const bold = (text: string): string => wrapped(MARK.bold, text, MARK.endBold);

/** A text in quotation marks, its own become those within others. */
export const quoted = (text: string): string =>
  wrapped(
    '“',
    text.replace(/[“”‘’]/g, (mark) => within(mark)),
    '”',
  );

/** An apostrophe is no closing mark, and single marks within single ones stay. */
const within = (mark: string): string => (mark === '“' ? '‘' : mark === '”' ? '’' : mark);

/** A web address as a link; anything else as it is. */
export function linked(target: string, text = target): string {
  if (!/^https?:\/\/[^\s<>"\uE000-\uE00F]+$/i.test(target)) return text;
  return MARK.link + (text === target ? '' : target + MARK.linkText) + text + MARK.endLink;
}

/** By the mark before: which marks behind it are dropped. */
const SWALLOWED: readonly (readonly [RegExp, string])[] = [
  [new RegExp(`([.!?]${M}(?:[”’]${M})?)\\.`, 'g'), '$1'],
  [new RegExp(`([!?]${M}):`, 'g'), '$1'],
  [new RegExp(`([.!?:;]${M}(?:[”’]${M})?),(${M}[”’])`, 'g'), '$1$2'],
  [new RegExp(`,(${M})\\.(${M}[”’])`, 'g'), ',$1$2'],
  [new RegExp(`,(${M}),`, 'g'), ',$1'],
  [new RegExp(`([:;])(${M})[.:;]`, 'g'), '$1$2'],
];
const BEHIND_QUOTE = /([”’])([.,])/g;

/**
 * Punctuation where parts meet, as American English has it: periods and commas go before a closing quotation mark,
 * and no period follows a mark that ends a sentence.
 */
export function tidied(text: string): string {
  let result = outsideLinks(text, (part) => part.replace(BEHIND_QUOTE, '$2$1'));
  for (const [pattern, replacement] of SWALLOWED)
    result = outsideLinks(result, (part) => part.replace(pattern, replacement));
  return result.replace(/ {2,}/g, ' ').trim();
}

const LINK = new RegExp(`(${MARK.link}[^${MARK.endLink}]*${MARK.endLink})`);

/** Addresses have punctuation of their own. */
const outsideLinks = (text: string, change: (part: string) => string): string =>
  text
    .split(LINK)
    .map((part, index) => (index % 2 === 0 ? change(part) : part))
    .join('');
