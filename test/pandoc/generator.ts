import { type Random, random } from '../support/random';

/** Documents of inline text that look random and are the same for the same seed; each key occurs in one place. */
export function inlineDocuments(seed: number, count: number): string[] {
  const below = random(seed);
  return Array.from({ length: count }, () => new Writer(below).document());
}

/** Documents of several blocks, parted by blank lines, with inline text in them. */
export function blockDocuments(seed: number, count: number): string[] {
  const below = random(seed);
  return Array.from({ length: count }, () => new Writer(below).blocks());
}

/** What a line must not begin with to go on with the paragraph, in pandoc's Markdown and in CommonMark. */
const BLOCK_START =
  /\n(?=[ \t]*(?:[-+*>#|:~=]|`{3}|\d+[.)]|\$\$|<(?!b>|\/b>|span>|\/span>|http|me@)|\\begin|\\foo|\[\^))/g;

const WORDS = [
  'x',
  'see',
  'p. 3',
  'pp. 3-5,',
  'chap. IV',
  '2017',
  'é',
  '中文',
  '🙂',
  'a_b',
  'n.b.',
  'it’s',
  "don't",
];
const MARKS = [
  ...('[](){};;,,.:!?|#=+/&$~^_*-"\'’“”‘—<>@\\`'.match(/./gu) ?? []),
  ...[
    '**',
    '***',
    '__',
    '~~',
    '``',
    '$$',
    '--',
    '---',
    '...',
    '@{',
    '-@',
    '[@',
    '][',
    '^[',
    '![',
    '[[',
    ']]',
  ],
  ...['\\[', '\\]', '\\@', '\\*', '\\`', '\\$', '\\\\', '\\\n', '  \n', '\n', '\t', ' ', ' ', ' ', ' '],
];
const PIECES = [
  ...['`c`', '`]`', '``a`b``', '$x$', '$x]$', '$$y$$', '$5', '\\foo', '\\foo{y}', '\\foo{', '\\begin{x}'],
  ...[
    '\\end{x}',
    '<b>',
    '</b>',
    '<span>',
    '</span>',
    '<b title="t">',
    '<!--',
    '-->',
    '<!-- c ] -->',
    '<?',
    '<?x ',
    '?>',
    '\\it ',
    '%',
  ],
  ...[
    '&amp;',
    '&#59;',
    '&nbsp',
    '[x]',
    '[x](u)',
    '](u)',
    '](u "t")',
    '](<u v>',
    '[x]{.y}',
    ']{.y}',
    '{.y}',
    '{=',
  ],
  ...[
    '[^1]',
    '![x](u)',
    '<http://x.y>',
    '<me@x.org>',
    'me@x.org',
    'http://x.y/z',
    'https://x.y/@',
    '{ii, A}',
    '^p. 3^',
    '~pp. ]~',
    'p. ~~',
    '^p. x;^',
  ],
];
const SHAPES = [
  ...['k#', 'k#', 'k#', 'k#', 'K#_b', 'k#.x', 'k#:x', 'k#/x-y', 'k#_', 'k#--y', 'k#..y', 'k#://y', 'k#?y=z'],
  ...[
    '#k',
    '_k#',
    'ü#',
    '中#',
    '½#',
    '𝒳#',
    'k#+y',
    'k#&z',
    'k#<y>',
    'k#%',
    'k##.',
    "k#'s",
    'k#*',
    'k#~y',
    'k#@y',
  ],
];
const BRACED = ['{k#}', '{k#{y}}', '{k# y}', '{k#;y}', '{http://k#?y=z}', '{k#', '{k#]}', '{k#-}', '{*k#}'];

/** Writes one document. */
class Writer {
  readonly #below: Random;
  #keys = 10;
  #footnotes = 0;

  constructor(below: Random) {
    this.#below = below;
  }

  /** A paragraph that begins with a word: half of them soup, half of them citations as people write them. */
  document(): string {
    const body = this.#below(2) === 0 ? this.#soup(2 + this.#below(14)) : this.#prose();
    const text = `T ${body}`.replace(BLOCK_START, '\nw ').replace(/\n(?:[ \t]*\n)+/g, '\n');
    const lineEnd = this.#below(20) === 0 ? '\r\n' : '\n';
    return `${text.trimEnd()}\n`.replaceAll('\n', lineEnd);
  }

  blocks(): string {
    const blocks = Array.from({ length: 1 + this.#below(3) }, () => this.#block());
    return `${blocks.join('\n\n')}\n`;
  }

  #pick<T>(list: readonly T[]): T {
    return list[this.#below(list.length)] as T;
  }

  /** A key with its marks; its number is in no other of the document. */
  #key(): string {
    const shape = this.#pick(this.#below(6) === 0 ? BRACED : SHAPES);
    const mark = this.#below(30) === 0 ? '-@' : '@';
    return mark + shape.replace('#', String(this.#keys++));
  }

  #soup(length: number): string {
    return Array.from({ length }, () => {
      const kind = this.#below(10);
      if (kind < 3) return this.#key();
      if (kind < 4) return this.#pick(WORDS);
      return kind < 5 ? this.#pick(PIECES) : this.#pick(MARKS);
    }).join('');
  }

  #prose(): string {
    const parts = Array.from({ length: 1 + this.#below(4) }, () => {
      const kind = this.#below(5);
      if (kind < 2) return this.#group(2);
      if (kind < 3) return `${this.#key()}${this.#pick([' ', ' ', '', '\n', '  '])}${this.#pinpoint()}`;
      if (kind < 4) return this.#wrapped(2);
      return this.#below(30) === 0 ? `[[x]{.y} ![~${this.#key()}~](u); y]` : this.#words();
    });
    return parts.join(this.#pick([' ', ' ', ', ', '', '\n']));
  }

  #group(depth: number): string {
    const items = Array.from({ length: 1 + this.#below(3) }, () => {
      const before = this.#below(3) === 0 ? `${this.#affix(depth)} ` : '';
      const after = this.#below(2) === 0 ? `${this.#pick([', ', ' ', ''])}${this.#affix(depth)}` : '';
      return before + this.#key() + after;
    });
    return `[${items.join(this.#pick(['; ', '; ', ';', ';\n', ', ', ' ']))}]`;
  }

  #pinpoint(): string {
    const kind = this.#below(4);
    if (kind === 0) return this.#group(1);
    return kind === 1
      ? this.#words()
      : `[${this.#affix(1)}${this.#below(3) === 0 ? `; ${this.#key()}` : ''}]`;
  }

  #affix(depth: number): string {
    const kind = this.#below(8);
    if (kind < 4 || depth === 0) return this.#pick(WORDS);
    if (kind < 5) return this.#soup(1 + this.#below(3));
    return kind < 6 ? this.#group(depth - 1) : this.#wrapped(depth - 1);
  }

  #wrapped(depth: number): string {
    const [open, close] = this.#pick([
      ...([
        ['*', '*'],
        ['**', '**'],
        ['_', '_'],
        ['"', '"'],
        ["'", "'"],
        ['“', '”'],
        ['(', ')'],
        ['`', '`'],
      ] as const),
      ...([
        ['$', '$'],
        ['~~', '~~'],
        ['^', '^'],
        ['~', '~'],
        ['<b>', '</b>'],
        ['<span>', '</span>'],
        ['[', ']'],
      ] as const),
      ...([
        ['[', '](u)'],
        ['![', '](u)'],
        ['[', ']{.y}'],
        ['^[', ']'],
        ['<!-- ', ' -->'],
        ['\\foo{', '}'],
      ] as const),
    ]);
    const inside = depth > 0 && this.#below(2) === 0 ? this.#affix(depth) : this.#key();
    return `${open}${inside}${close}`;
  }

  #words(): string {
    return Array.from({ length: 1 + this.#below(3) }, () => this.#pick(WORDS)).join(' ');
  }

  /** A line of text without a mark that could end a cell, and its first word. */
  #line(): string {
    const text = this.#prose().replace(/[|\n\t]|\\(?=$)/g, ' ');
    return `T ${text}`.trimEnd();
  }

  #block(): string {
    const [line, other, third, note] = [this.#line(), this.#line(), this.#line(), this.#keys];
    // Of a footnote that is defined twice, pandoc reads the last definition only.
    const label = ++this.#footnotes;
    return this.#pick([
      `## ${line}`,
      `> ${line}\n> ${other}`,
      `- ${line}\n- ${other}`,
      `1. ${line}\n2. ${other}\n   ${third}`,
      `| A | B |\n|---|---|\n| ${line} | ${other} |`,
      `${line}[^n${label}]\n\n[^n${label}]: ${other}`,
      '```\n' + `${line}\n` + '```\n\n' + other,
      `${line}\n${other}`,
      `${line} <!-- x\n\n${other} -->`,
      `@k${note}. ${line}`,
      `(@k${note}) ${line}\n\n---\nnote: '@y${note}'\n---`,
    ]);
  }
}
