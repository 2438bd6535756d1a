import { scanCitations } from './citation/scan';
import type { ScannedCitation, Span } from './citation/model';

/** A file that a note names as its bibliography, as it is written, and where, without quotation marks. */
export interface NamedBibliography extends Span {
  readonly name: string;
}

/** The YAML block at the top of a note, as far as citations need it. Offsets count from the start of the text. */
export interface FrontMatter {
  /** Behind the line that closes it; where it begins when the note has none. */
  readonly end: number;
  /** What `nocite` lists. */
  readonly citations: readonly ScannedCitation[];
  /** The files that it names as its bibliography. */
  readonly bibliographies: readonly NamedBibliography[];
  /** Whether pandoc is told to write no list of references. */
  readonly suppressesList: boolean;
  /** The keys of the entries under `references`. */
  readonly references: readonly string[];
}

/** More bibliographies of one note, and names that are longer, are none. */
const MOST_BIBLIOGRAPHIES = 50;
const LONGEST_NAME = 1000;

const BLOCK = /^---[ \t]*\r?\n(?:[^\n]*\n)*?(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/;
const TOP_LEVEL_KEY = /^(?:"([^"]+)"|'([^']+)'|([\w-]+))[ \t]*:/;

/**
 * Reads the front matter that begins at `start`. Line by line: a key in the first column owns the lines up to the next one.
 */
export function readFrontMatter(text: string, start: number): FrontMatter {
  const block = text.startsWith('---', start) ? BLOCK.exec(text.slice(start)) : null;
  if (!block) return { end: start, citations: [], bibliographies: [], suppressesList: false, references: [] };
  const entries = topLevelEntries(block[0], start);
  return {
    end: start + block[0].length,
    citations: entries
      .filter(({ key }) => key === 'nocite')
      .flatMap(({ from, to }) => uncited(text, from, to)),
    bibliographies: entries
      .filter(({ key }) => key === 'bibliography')
      .flatMap(({ from, to }) => listed(text.slice(from, to), from))
      .slice(0, MOST_BIBLIOGRAPHIES),
    suppressesList: entries.some(
      ({ key, from, to }) =>
        key === 'suppress-bibliography' && TRUE.test(withoutComments(text.slice(from, to)).trim()),
    ),
    references: entries
      .filter(({ key }) => key === 'references')
      .flatMap(({ from, to }) =>
        Array.from(text.slice(from, to).matchAll(ID), ([, a, b, c]) => a ?? b ?? c ?? ''),
      ),
  };
}

/** What pandoc takes for true in YAML. */
const TRUE = /^(["']?)(?:true|yes|on|y)\1$/i;
const ID = /(?:^|[\s,{-])["']?id["']?[ \t]*:[ \t]*(?:"([^"\n]*)"|'([^'\n]*)'|([^\s,}]+))/g;

/** The same with spaces for comments, which do not begin in quotation marks. */
const withoutComments = (value: string): string =>
  value.replace(QUOTED_OR_COMMENT, (part) => (/^["']/.test(part) ? part : ' '.repeat(part.length)));
const QUOTED_OR_COMMENT = /(?<=^|[\s,:[{-])(?:"[^"\n]*"|'[^'\n]*')|(?<=^|[ \t])#[^\n]*/gm;

const FLOW_ITEM = /"([^"\n]*)"|'([^'\n]*)'|([^\s,[\]"'][^,[\]\n]*)/g;
/** A name with what is named in braces. */
const FLOW_PAIR = /[{,]\s*[\w.-]+\s*:\s*(?:"([^"\n]*)"|'([^'\n]*)'|([^\s,{}"'][^,{}\n]*))/dg;
/** What stands before an item that has a line of its own: a dash, or the name of one of several lists of references. */
const BEFORE_ITEM = /^[ \t]*(?:-[ \t]+)?(?:[\w.-]+:[ \t]+)?/;
/** Nothing, a dash or a name with nothing behind it, and the mark of a text that begins on the next line. */
const NO_ITEM = /^(?:|-|~|null|[\w.-]+:|[|>][\d+-]*)$/i;

/** The texts of a value that begins at `start`: one alone, in brackets with commas between them, or each on a line. */
function listed(value: string, start: number): NamedBibliography[] {
  const text = withoutComments(value);
  const items: NamedBibliography[] = [];
  const add = (name: string, at: number) => {
    if (!NO_ITEM.test(name) && name.length <= LONGEST_NAME)
      items.push({ name, start: start + at, end: start + at + name.length });
  };
  if (text.trimStart().startsWith('[')) {
    for (const { index, 1: double, 2: single, 3: plain } of text.matchAll(FLOW_ITEM))
      if (plain === undefined) add(double ?? single ?? '', index + 1);
      else add(plain.trimEnd(), index);
    return items;
  }
  if (text.trimStart().startsWith('{')) {
    for (const { indices, 1: double, 2: single, 3: plain = '' } of text.matchAll(FLOW_PAIR)) {
      const at = indices?.[1] ?? indices?.[2] ?? indices?.[3];
      add(double ?? single ?? plain.trimEnd(), at?.[0] ?? 0);
    }
    return items;
  }
  let at = 0;
  for (const line of text.split(/(?<=\n)/)) {
    const before = BEFORE_ITEM.exec(line)?.[0].length ?? 0;
    const item = line.slice(before).trimEnd();
    const quoted = /^(["'])(.*)\1$/.exec(item)?.[2];
    if (quoted === undefined) add(item, at + before);
    else add(quoted, at + before + 1);
    at += line.length;
  }
  return items;
}

interface Entry {
  readonly key: string;
  /** Where its value begins and ends. */
  readonly from: number;
  readonly to: number;
}

function topLevelEntries(block: string, start: number): Entry[] {
  const entries: Entry[] = [];
  let at = start;
  for (const line of block.split(/(?<=\n)/)) {
    const key = TOP_LEVEL_KEY.exec(line);
    const name = key?.[1] ?? key?.[2] ?? key?.[3];
    const last = entries.at(-1);
    if (key && name !== undefined)
      entries.push({ key: name, from: at + key[0].length, to: at + line.length });
    else if (last && !/^(?:---|\.\.\.|#)/.test(line))
      entries[entries.length - 1] = { ...last, to: at + line.length };
    at += line.length;
  }
  return entries;
}

/** Every key in `nocite` is a citation of its own: how it is written there means nothing. */
function uncited(text: string, from: number, to: number): ScannedCitation[] {
  const { citations } = scanCitations(text.slice(from, to).replace(/\r/g, ' '));
  return citations.flatMap(function flat(citation): ScannedCitation[] {
    const own = citation.items.map((item) => alone(item, from));
    return [...own, ...citation.nested.flatMap(flat)];
  });
}

function alone(item: ScannedCitation['items'][number], by: number): ScannedCitation {
  const moved = {
    ...item,
    mode: 'normal' as const,
    prefix: '',
    affix: '',
    start: item.start + by,
    end: item.end + by,
    keyStart: item.keyStart + by,
    keyEnd: item.keyEnd + by,
  };
  return { start: moved.start, end: moved.end, bracketed: false, items: [moved], nested: [] };
}
