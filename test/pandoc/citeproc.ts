import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { CslItem } from '../../src/core/paper';

const run = promisify(execFile);

/** What `pandoc --citeproc` makes of notes that cite items: as HTML of few elements. */
export interface Rendered {
  /** The citations in the order of the text. */
  readonly citations: readonly string[];
  /** The reference list: entries by key, in its order. */
  readonly entries: ReadonlyMap<string, string>;
}

/** Renders a note. `style` is a file; none is pandoc's own default. */
export async function renderWithPandoc(
  note: string,
  items: readonly CslItem[],
  style: string | undefined,
): Promise<Rendered> {
  const json = await written(note, items, 'json', style === undefined ? [] : ['--csl', style]);
  const { blocks } = JSON.parse(json) as { blocks: readonly Element[] };
  return { citations: citationsIn(blocks), entries: new Map(entriesIn(blocks)) };
}

/** What `pandoc --citeproc` makes of a note, in a format of pandoc's. */
export async function written(
  note: string,
  items: readonly CslItem[],
  format: string,
  options: readonly string[] = [],
): Promise<string> {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'attention-notes-citeproc-'));
  try {
    writeFileSync(path.join(dir, 'note.md'), note);
    const library = path.join(dir, 'library.json');
    writeFileSync(library, JSON.stringify(items));
    const wanted = ['--citeproc', '-f', 'markdown', '-t', format, '--bibliography', library, ...options];
    const { stdout } = await run('pandoc', [...wanted, path.join(dir, 'note.md')], { maxBuffer: 2 ** 28 });
    return stdout;
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

interface Element {
  readonly t: string;
  readonly c?: unknown;
}

const isElement = (value: unknown): value is Element =>
  typeof value === 'object' && value !== null && 't' in value && typeof value.t === 'string';

function citationsIn(part: unknown): string[] {
  if (Array.isArray(part)) return part.flatMap(citationsIn);
  if (!isElement(part)) return [];
  if (part.t === 'Cite') return [htmlOf((part.c as [unknown, unknown])[1])];
  return citationsIn(part.c);
}

type Attributes = [id: string, classes: string[], pairs: [string, string][]];

function entriesIn(part: unknown): [string, string][] {
  if (Array.isArray(part)) return part.flatMap(entriesIn);
  if (!isElement(part)) return [];
  if (part.t === 'Div') {
    const [[id, classes], content] = part.c as [Attributes, unknown];
    if (classes.includes('csl-entry')) return [[id.replace(/^ref-/, ''), htmlOf(content).trim()]];
  }
  return entriesIn(part.c);
}

const ELEMENTS: Readonly<Record<string, string>> = {
  Emph: 'em',
  Strong: 'strong',
  Subscript: 'sub',
  Superscript: 'sup',
};

/** The text of a part of a document with the few elements that matter. */
const htmlOf = (part: unknown): string => upright(nestedHtml(part));

/** What is emphasized within emphasis set upright, as readers see it; blanks outside. */
function upright(html: string): string {
  let depth = 0;
  return html
    .replace(/<(\/?)em>/g, (_tag, slash: string) => {
      depth += slash === '' ? 1 : -1;
      return (depth % 2 === 1) === (slash === '') ? `<${slash}em>` : `<${slash === '' ? '/' : ''}em>`;
    })
    .replace(/(\s+)<\/em>/g, '</em>$1')
    .replace(/<em>(\s+)/g, '$1<em>')
    .replace(/<em><\/em>|<\/em>(\s*)<em>/g, '$1');
}

function nestedHtml(part: unknown): string {
  if (Array.isArray(part)) return part.map(nestedHtml).join('');
  if (!isElement(part)) return '';
  const { t, c } = part;
  if (t === 'Str') return c as string;
  if (t === 'Space' || t === 'SoftBreak' || t === 'LineBreak') return ' ';
  if (t === 'Quoted') {
    const [kind, content] = c as [Element, unknown];
    return kind.t === 'SingleQuote' ? `‘${nestedHtml(content)}’` : `“${nestedHtml(content)}”`;
  }
  if (t === 'Math' || t === 'RawInline' || t === 'Code') return (c as [unknown, string])[1];
  if (t === 'Span' || t === 'Link') return nestedHtml((c as [unknown, unknown])[1]);
  const element = ELEMENTS[t];
  return element === undefined ? nestedHtml(c) : `<${element}>${nestedHtml(c)}</${element}>`;
}

/** Our HTML in the same form: without links, entities as characters. */
export function plainHtml(html: string): string {
  return html
    .replace(/<\/?a\b[^>]*>/g, '')
    .replace(/&#(\d+);/g, (_entity, code: string) => String.fromCharCode(Number(code)));
}
