import { readFileSync } from 'node:fs';

/** One labelled paper: any of `primary` is right, `secondary` are families it also belongs to. */
export interface Label {
  readonly title: string;
  readonly primary: readonly string[];
  readonly secondary: readonly string[];
}

/** 32-bit FNV-1a over the UTF-8 bytes of `text`, unsigned (Fowler, Noll, Vo; RFC 9923). */
export function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}

/** Whether a labelled paper belongs to the third that was frozen until it was looked at once (README.md). */
export function isFrozen(title: string): boolean {
  return fnv1a(title) % 3 === 0;
}

/** The labels of `labels.tsv`: the part that may be learnt from, or the frozen third. */
export function readLabels(part: 'open' | 'frozen'): Label[] {
  return readFileSync('test/families/labels.tsv', 'utf8')
    .split('\n')
    .slice(1)
    .filter((line) => line !== '')
    .map(parseLabel)
    .filter(({ title }) => isFrozen(title) === (part === 'frozen'));
}

function parseLabel(line: string): Label {
  const [title = '', primary = '', secondary = ''] = line.split('\t');
  return { title, primary: primary.split('|'), secondary: secondary.split(/[|,;] */).filter(Boolean) };
}
