/**
 * Divides Markdown into stretches that can be parsed one by one: `parse(a + b) = parse(a) + parse(b)` but for the labels
 * of link and footnote definitions. It cuts only where CommonMark (as micromark reads it) begins a new block at the top
 * level whatever stands before: at an unindented line behind a blank one, and at items of lists at the top level. Where
 * it cannot tell whether code or HTML is open, the rest stays whole.
 * @returns Where the stretches begin, ascending, the first at `from`.
 */
export function splitBlocks(text: string, from: number): number[] {
  const starts = [from];
  const lines = new BlockLines();
  const pattern = /([^\r\n]*)(?:\r\n|\r|\n|$)/y;
  // Micromark drops a byte order mark before the first line.
  const first = text.startsWith('\ufeff', from) ? from + 1 : from;
  for (let at = first; at < text.length && !lines.isLost; at = pattern.lastIndex) {
    pattern.lastIndex = at;
    if (lines.begins(pattern.exec(text)?.[1] ?? '') && at > first) starts.push(at);
  }
  return starts;
}

/** From four columns on an indented line is code, or belongs to what is open. */
const CODE_COLUMNS = 4;
const ITEM = /^(?:([-+*])|(\d{1,9})([.)]))(?:([ \t]+)(.*))?$/;
const THEMATIC_BREAK = /^([-*_])[ \t]*(?:\1[ \t]*){2,}$/;
/** A quote or footnote that may hold an item, or another, in its first line. */
const HOLDS_ITEM = /^(?:>|\[\^.*\]:)[ \t>]*(?:[-+*\d]|\[\^)/;
const FENCE = /^(?:(`{3,})[^`]*|(~{3,}).*)$/;
/** HTML that blank lines do not end: how it begins, what ends it, and from where in the line that counts. */
const HTML: readonly (readonly [begin: RegExp, end: RegExp, from: number])[] = [
  [/^<(?:script|pre|style|textarea)(?=[\s>]|$)/i, /<\/(?:script|pre|style|textarea)>/i, 0],
  [/^<!--/, /-->/, 2],
  [/^<\?/, /\?>/, 1],
  [/^<![a-z]/i, />/, 2],
  // Micromark ends CDATA in its own way: never taken for ended.
  [/^<!\[CDATA\[/, /(?!)/, 0],
];

/** An open list at the top level: what marks its items, and the column where the text of the last one begins. */
interface List {
  readonly marker: string;
  readonly width: number;
}

interface Item {
  readonly marker: string;
  /** Undefined when it is not worth telling: tabs, no text on the line. */
  readonly width: number | undefined;
  /** Whether it is read the same when it interrupts a paragraph (micromark then refuses some items, nested ones too). */
  readonly interrupts: boolean;
}

/** What is open at the top level, line by line. */
class BlockLines {
  /** What ends the code or HTML that is open. */
  #end: RegExp | undefined;
  #list: List | 'unknown' | undefined;
  #afterBlank = true;
  /** Whether the line before, blank ones aside, is indented: micromark may still be in indented code. */
  #afterIndented = false;
  /** Whether HTML that a blank line ends may be open. */
  #mayBeHtml = false;
  #isLost = false;

  /** Whether it cannot be told any more what is open. */
  get isLost(): boolean {
    return this.#isLost;
  }

  /** Takes the next line, without its end, and tells whether a stretch may begin with it. */
  begins(line: string): boolean {
    if (this.#end) {
      if (this.#end.test(line)) this.#end = undefined;
      this.#afterBlank = false;
      return false;
    }
    const content = line.replace(/^[ \t]+/, '');
    if (content === '') {
      this.#afterBlank = true;
      this.#mayBeHtml = false;
      return false;
    }
    const space = line.slice(0, line.length - content.length);
    const begins = this.#take(content, space.includes('\t') ? CODE_COLUMNS : space.length);
    this.#afterBlank = false;
    this.#afterIndented = space !== '';
    return begins;
  }

  #take(content: string, columns: number): boolean {
    if (typeof this.#list === 'object' && columns >= this.#list.width) return false;
    if (columns >= CODE_COLUMNS) {
      this.#doubtList();
      return false;
    }
    const item = itemOf(content);
    if (item) return this.#takeItem(item, columns);
    const isCertain = !content.startsWith('\ufeff') && !(this.#afterIndented && HOLDS_ITEM.test(content));
    const begins = columns === 0 && this.#afterBlank && isCertain;
    this.#open(content, columns);
    if (begins) this.#list = undefined;
    else this.#doubtList();
    return begins;
  }

  #takeItem(item: Item, columns: number): boolean {
    const isNext = typeof this.#list === 'object' && this.#list.marker === item.marker;
    const isCertain = isNext || item.interrupts || (this.#afterBlank && !this.#afterIndented);
    const begins = columns === 0 && !this.#mayBeHtml && isCertain;
    this.#list = begins && item.width !== undefined ? { marker: item.marker, width: item.width } : 'unknown';
    return begins;
  }

  /** The line may have gone on with the list or ended it. */
  #doubtList(): void {
    if (this.#list) this.#list = 'unknown';
  }

  /** Notes code and HTML that begin here at the top level. */
  #open(content: string, columns: number): void {
    const html = HTML.find(([begin]) => begin.test(content));
    const end = html ? openHtmlEnd(content, html) : fenceEnd(content);
    if (end) {
      this.#end = end;
      this.#isLost = this.#mayBeHtml || (columns > 0 && this.#list === 'unknown');
      this.#list = undefined;
    } else if (!html && content.startsWith('<')) this.#mayBeHtml = true;
  }
}

function itemOf(content: string): Item | undefined {
  const item = THEMATIC_BREAK.test(content) ? null : ITEM.exec(content);
  if (!item) return undefined;
  const [, bullet, number, delimiter, space = '', rest = ''] = item;
  const marker = bullet ?? delimiter ?? '';
  const hasText = rest !== '';
  const before = (number?.length ?? 0) + 1;
  const width = before + (space.length > CODE_COLUMNS ? 1 : space.length);
  return {
    marker,
    width: hasText && !space.includes('\t') ? width : undefined,
    interrupts: (number === undefined || number === '1') && /^(?![-+*>\d]|\[\^)./.test(rest),
  };
}

/** What ends the HTML, unless its first line does. */
function openHtmlEnd(content: string, [, end, from]: (typeof HTML)[number]): RegExp | undefined {
  return end.test(content.slice(from)) ? undefined : end;
}

/** What ends the code whose fence the line is. */
function fenceEnd(content: string): RegExp | undefined {
  const fence = FENCE.exec(content);
  const marks = fence?.[1] ?? fence?.[2];
  if (marks === undefined) return undefined;
  return new RegExp(`^ {0,3}${marks.charAt(0)}{${marks.length},}[ \\t]*$`);
}
