import { scanCitations } from './citation/scan';
import type { ScannedCitation } from './citation/model';

/** The YAML block at the top of a note, as far as citations need it. Offsets count from the start of the text. */
export interface FrontMatter {
  /** Behind the line that closes it; where it begins when the note has none. */
  readonly end: number;
  /** What `nocite` lists. */
  readonly citations: readonly ScannedCitation[];
  /** Whether it names a bibliography. */
  readonly hasBibliography: boolean;
  /** The files that it names as its bibliography, as they are written. */
  readonly bibliographies: readonly string[];
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
  if (!block)
    return { end: start, citations: [], hasBibliography: false, bibliographies: [], references: [] };
  const entries = topLevelEntries(block[0], start);
  return {
    end: start + block[0].length,
    citations: entries
      .filter(({ key }) => key === 'nocite')
      .flatMap(({ from, to }) => uncited(text, from, to)),
    hasBibliography: entries.some(
      ({ key, from, to }) => key === 'bibliography' && text.slice(from, to).trim() !== '',
    ),
    bibliographies: entries
      .filter(({ key }) => key === 'bibliography')
      .flatMap(({ from, to }) => listed(text.slice(from, to)))
      .slice(0, MOST_BIBLIOGRAPHIES),
    references: entries
      .filter(({ key }) => key === 'references')
      .flatMap(({ from, to }) =>
        Array.from(text.slice(from, to).matchAll(ID), ([, a, b, c]) => a ?? b ?? c ?? ''),
      ),
  };
}

const ID = /(?:^|[\s,{-])["']?id["']?[ \t]*:[ \t]*(?:"([^"\n]*)"|'([^'\n]*)'|([^\s,}]+))/g;

/** The texts of a value: one alone, in brackets with commas between them, or each on a line behind a dash. */
function listed(value: string): string[] {
  const text = value.replace(/(^|[ \t])#[^\n]*/gm, '').trim();
  const flow = /^\[([^\]]*)\]$/.exec(text)?.[1];
  return (flow?.split(',') ?? text.split('\n'))
    .map((item) => item.trim().replace(/^-[ \t]+/, ''))
    .map((item) => /^(["'])(.*)\1$/.exec(item)?.[2] ?? item)
    .filter((item) => item !== '' && item.length <= LONGEST_NAME);
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
