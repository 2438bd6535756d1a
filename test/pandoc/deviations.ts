import { all, type Cited } from './cited';

/** Documents that we read otherwise than pandoc, and why. */
export interface Deviation {
  readonly name: string;
  readonly reason: string;
  /** Whether a document is one of them; the text alone decides. */
  readonly holds: (text: string) => boolean;
  /** What the readings must have in common besides. */
  readonly excuses?: (pandoc: readonly Cited[], ours: readonly Cited[]) => boolean;
  /** Where it is known exactly what pandoc makes of it: our reading as that; whatever still differs has another reason. */
  readonly translate?: (ours: readonly Cited[]) => Cited[];
  /** Only versions of pandoc before this one differ. */
  readonly before?: readonly number[];
  readonly fixture: { readonly text: string; readonly pandoc: string; readonly ours: string };
}

const keysOf = (citations: readonly Cited[]): string[] =>
  all(citations).flatMap(({ items }) => items.map(({ key }) => key));

const hasAllKeysOf = (citations: readonly Cited[], others: readonly Cited[]): boolean => {
  const keys = new Set(keysOf(citations));
  return keysOf(others).every((key) => keys.has(key));
};

/** As pandoc before 2.18 read `-@key` in running text: the dash was lost. */
const withoutDashes = (citations: readonly Cited[]): Cited[] =>
  citations.map(({ bracketed = false, items, inner }) => ({
    bracketed,
    items: items.map((item, index) => (index === 0 && !bracketed ? { ...item, mode: 'authorInText' } : item)),
    inner: withoutDashes(inner),
  }));

/** The start of a block as far as lines tell: behind a blank line, quote marks and a list's mark. */
const BLOCK = String.raw`(?:^|\n[ \t>]*\n)[ \t>]*(?:(?:[-+*]|\d+[.)])[ \t]+)*`;
const FENCE = /^([ \t>]*(?:(?:[-+*]|\d+[.)])[ \t]+)*)(`{3,}|~{3,})[ \t]*(.*?)[ \t]*$/;

/** A fence with more than a word behind it, or not closed by its like before its block ends. */
function hasUnusualFence(text: string): boolean {
  let quotes = 0;
  let open = '';
  for (const line of text.split('\n')) {
    const [, before = '', marks = '', info = ''] = FENCE.exec(line) ?? [];
    const depth = /^[ \t>]*/.exec(line)?.[0].replace(/[^>]/g, '').length ?? 0;
    if (open !== '' && depth < quotes) return true;
    if (open === '' && marks !== '') {
      if (/\s/.test(info)) return true;
      [quotes, open] = [before.replace(/[^>]/g, '').length, marks];
    } else if (marks !== '' && marks.startsWith(open) && info === '') open = '';
  }
  return open !== '';
}

/** A bracket, tag or comment that closes in another block, or code that does in another cell of a table. */
function crossesBlocks(text: string): boolean {
  const open: number[] = [];
  for (const { 0: mark, index } of text.matchAll(/\\.|[[\]]/g)) {
    if (mark === '[') open.push(index);
    else if (mark === ']') {
      const opener = open.pop();
      if (opener !== undefined && BETWEEN_BLOCKS.test(text.slice(opener, index))) return true;
    }
  }
  const tags = [...text.matchAll(/<!--[^]*?-->|<[?/\p{L}](?:[^>"']|"[^"]*"|'[^']*')*>/gu)];
  const rows = text.split('\n').filter((line) => line.startsWith('|'));
  return (
    tags.some(([tag]) => BETWEEN_BLOCKS.test(tag) || tag.includes(' | ')) ||
    rows.some((row) => row.split('|').some((cell) => (cell.match(/`+/g) ?? []).length % 2 === 1))
  );
}
const BETWEEN_BLOCKS = /\n[ \t>]*\n|\n(?=[-#|>\d])/;

/** A key that begins where, counted from its bracket, the last word of an earlier bracket ended, counted from that one. */
function hasStaleWord(text: string): boolean {
  const characters = Array.from(withoutTabs(text));
  const ends = new Set<string>();
  const open: number[] = [];
  const place = (start: number, at: number): string => {
    const lines = characters
      .slice(start + 1, at)
      .join('')
      .split('\n');
    return `${lines.length}:${Array.from(lines.at(-1) ?? '').length}`;
  };
  let word = 0;
  for (const [at, character] of characters.entries()) {
    if (/[\p{L}\p{N}.]/u.test(character)) word = at + 1;
    else if (character === '[') open.push(at);
    else if (character === ']') {
      for (const start of open) if (word > start) ends.add(place(start, word));
      open.pop();
    } else if (character === '@') {
      const starts = characters[at - 1] === '-' ? [at - 1, at] : [at];
      if (open.some((bracket) => starts.some((start) => ends.has(place(bracket, start))))) return true;
    }
  }
  return false;
}

const withoutTabs = (text: string): string =>
  text
    .split('\n')
    .map((line) => {
      let spaced = '';
      for (const character of line)
        spaced += character === '\t' ? ' '.repeat(4 - (spaced.length % 4)) : character;
      return spaced;
    })
    .join('\n');

/** All there are: a document that differs for another reason is an error. */
export const DEVIATIONS: readonly Deviation[] = [
  {
    name: 'bare address',
    reason: 'VS Code links bare web addresses, so an at sign inside one is part of it.',
    holds: (text) => /(?:https?|ftp):\/\/[^\s<>"'`]*@/i.test(text),
    fixture: { text: 'See http://a.b/@c here.\n', pandoc: 'c:A', ours: '' },
  },
  {
    name: 'author suppressed in running text',
    reason: 'Pandoc before 2.18 lost the dash of a key in running text.',
    holds: (text) => text.includes('-@'),
    translate: withoutDashes,
    before: [2, 18],
    fixture: { text: 'As -@a wrote.\n', pandoc: 'a:A', ours: 'a:S' },
  },
  {
    name: 'example list',
    reason: 'VS Code has no numbered examples, and paragraphs of notes do begin with a key.',
    holds: (text) =>
      new RegExp(String.raw`${BLOCK}(?:\(@[\p{L}\p{N}_-]*\)|@[\p{L}\p{N}_-]*[.)])\s`, 'u').test(text),
    fixture: { text: '@a. Next.\n', pandoc: '', ours: 'a:A' },
  },
  {
    name: 'TeX that pandoc runs',
    reason:
      "Pandoc reads on as TeX behind an old command for a font, and loses count at a backslash at a line's end.",
    holds: (text) => /\\(?:bf|em|it|rm|sc|sl|tt)(?!\p{L})|\\\p{L}+[^\n]*\{[^}]*\\\n/u.test(text),
    fixture: { text: 'So \\it @a and\n', pandoc: '', ours: 'a:A' },
  },
  {
    name: 'abbreviation',
    reason:
      'Pandoc joins an abbreviation to the next word, so that marks that bear no spaces may surround both.',
    holds: (text) =>
      /\p{L}\.\s+~~|([~^])(?:[^\s~^]|\p{L}\.[ \t]+)*\p{L}\.\s+(?:[^\s~^]|\p{L}\.[ \t]+)*\1/u.test(text),
    fixture: { text: 'T [@a ^p. 3;b^; @c]\n', pandoc: 'a:N c:N', ours: 'a:A | c:A' },
  },
  {
    name: 'word before a bracket',
    reason:
      'Pandoc takes a key for a part of the last word of an earlier bracket that ended at the same place in its own.',
    holds: hasStaleWord,
    excuses: (pandoc, ours) => hasAllKeysOf(ours, pandoc),
    fixture: { text: 'T [[é]{.y} ![~@a~](u); b]\n', pandoc: '', ours: 'a:A' },
  },
  {
    name: 'inline across blocks',
    reason:
      'Blocks and cells come first in VS Code: no bracket, tag, comment or code goes on in the next one.',
    holds: crossesBlocks,
    fixture: { text: 'T <!-- @a\n\nb -->\n', pandoc: '', ours: 'a:A' },
  },
  {
    name: 'front matter',
    reason: 'Only the top of a note is front matter, and there all that stands between the marks.',
    holds: (text) => /(?:^|\n[ \t>]*\n)---[ \t]*\n/.test(text),
    fixture: { text: 'a\n\n---\nb: "@c"\n---\n\nd\n', pandoc: '', ours: 'c:A' },
  },
  {
    name: 'indented code',
    reason: 'Where indented code begins and ends beside other text is as in CommonMark.',
    holds: (text) =>
      /[^\n]\n[ >]*(?: {4}|\t)[ \t]*\S|(?:^|\n)[ >]*(?: {4}|\t)[^\n]*\n[ >]{0,3}[^\s>]/.test(text),
    fixture: { text: '    a @b\n---\n', pandoc: 'b:A', ours: '' },
  },
  {
    name: 'code fence',
    reason: 'What opens a code fence, and that its block ends an unclosed one, is as in CommonMark.',
    holds: hasUnusualFence,
    fixture: { text: '```\na @b\n', pandoc: 'b:A', ours: '' },
  },
  {
    name: 'HTML block',
    reason: 'HTML that begins a line is a block as in CommonMark, and nothing in it is Markdown.',
    holds: (text) => /^[ \t>]*(?:(?:[-+*]|\d+[.)])[ \t]+)*<(?:[!?]|\/?\p{L})/mu.test(text),
    fixture: { text: '<div>\n*a* @b\n</div>\n', pandoc: 'b:A', ours: '' },
  },
  {
    name: 'link definition',
    reason: "What defines a link's label is as in CommonMark: pandoc allows spaces in addresses.",
    holds: (text) => /^[ \t>]*(?:(?:[-+*]|\d+[.)])[ \t]+)*\[(?!\^)(?:[^\n]|\n(?!\n))*?\]:/m.test(text),
    fixture: { text: '[a]: /b @c\n', pandoc: '', ours: 'c:A' },
  },
];
