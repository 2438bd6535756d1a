import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { CitationMode } from '../../src/core/citation/model';
import { type Cited, letters } from './cited';

const run = promisify(execFile);

/** How many documents one process reads. */
const BATCH = 400;
/** A paragraph of this word alone parts the documents: each is read as a file of its own, so none can swallow it. */
const SEPARATOR = 'attentionnotesseparator';
/** Longest time for a batch, ms: pandoc needs exponential time for some texts. */
const LIMIT = 60_000;

/** What pandoc makes of a document; undefined where it gives none, as for front matter that is not YAML. */
export type Verdict = readonly Cited[] | undefined;

/** The version of the pandoc that will be asked, as numbers. */
export async function pandocVersion(): Promise<readonly number[]> {
  const { stdout } = await run('pandoc', ['--version']);
  return (/^pandoc\S* ([\d.]+)/.exec(stdout)?.[1] ?? '').split('.').map(Number);
}

/** Asks pandoc what each document cites. */
export async function askPandoc(documents: readonly string[]): Promise<Verdict[]> {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'attention-notes-pandoc-'));
  try {
    writeFileSync(path.join(dir, 'separator.md'), `${SEPARATOR}\n`);
    const batches: Batch[] = [];
    for (let start = 0; start < documents.length; start += BATCH)
      batches.push({ dir, start, documents: documents.slice(start, start + BATCH) });
    const verdicts: Verdict[] = Array.from({ length: documents.length });
    const work = async () => {
      for (let batch = batches.shift(); batch; batch = batches.shift())
        for (const [index, verdict] of (await judge(batch)).entries())
          verdicts[batch.start + index] = verdict;
    };
    await Promise.all(Array.from({ length: os.availableParallelism() }, work));
    return verdicts;
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

interface Batch {
  readonly dir: string;
  /** The number of its first document. */
  readonly start: number;
  readonly documents: readonly string[];
}

/** Judges a batch; when pandoc gives up because of one document, the others are asked about without it. */
async function judge({ dir, start, documents }: Batch): Promise<Verdict[]> {
  const folder = path.join(dir, `${start}-${documents.length}`);
  mkdirSync(folder);
  const files = documents.flatMap((document, index) => {
    writeFileSync(path.join(folder, `${index}.md`), document);
    return [path.join(folder, `${index}.md`), path.join(dir, 'separator.md')];
  });
  try {
    const options = { maxBuffer: 2 ** 28, timeout: LIMIT };
    const { stdout } = await run(
      'pandoc',
      ['--file-scope', '-f', 'markdown', '-t', 'json', ...files],
      options,
    );
    return verdictsOf(JSON.parse(stdout) as Pandoc, documents.length);
  } catch (error) {
    if (documents.length > 1) {
      const half = documents.length >> 1;
      return [
        ...(await judge({ dir, start, documents: documents.slice(0, half) })),
        ...(await judge({ dir, start: start + half, documents: documents.slice(half) })),
      ];
    }
    if (/YAML/.test(String((error as { stderr?: string }).stderr))) return [undefined];
    throw error;
  }
}

interface Pandoc {
  readonly blocks: readonly Element[];
}

/** Blocks and inlines alike. */
interface Element {
  readonly t: string;
  readonly c?: unknown;
}

function verdictsOf({ blocks }: Pandoc, count: number): Verdict[] {
  const documents: Element[][] = [[]];
  for (const block of blocks)
    if (isSeparator(block)) documents.push([]);
    else documents.at(-1)?.push(block);
  if (documents.length !== count + 1)
    throw new Error(`${documents.length - 1} answers for ${count} documents`);
  return documents.slice(0, count).map((document) => citedIn(document));
}

const isSeparator = ({ t, c }: Element): boolean =>
  t === 'Para' && JSON.stringify(c) === JSON.stringify([{ t: 'Str', c: SEPARATOR }]);

interface PandocCitation {
  readonly citationId: string;
  readonly citationMode: { readonly t: 'NormalCitation' | 'AuthorInText' | 'SuppressAuthor' };
  readonly citationPrefix: readonly Element[];
  readonly citationSuffix: readonly Element[];
}

const MODES: Readonly<Record<PandocCitation['citationMode']['t'], CitationMode>> = {
  NormalCitation: 'normal',
  AuthorInText: 'authorInText',
  SuppressAuthor: 'suppressAuthor',
};

const isElement = (value: unknown): value is Element =>
  typeof value === 'object' && value !== null && 't' in value && typeof value.t === 'string';

/** The citations anywhere in a part of a document. */
function citedIn(part: unknown): Cited[] {
  if (Array.isArray(part)) return part.flatMap(citedIn);
  if (!isElement(part)) return [];
  if (part.t !== 'Cite') return citedIn(part.c);
  const citations = (part.c as [PandocCitation[]])[0];
  return [
    {
      items: citations.map(({ citationId, citationMode, citationPrefix, citationSuffix }) => ({
        key: citationId,
        mode: MODES[citationMode.t],
        before: letters(textOf(citationPrefix)),
        after: letters(textOf(citationSuffix)),
      })),
      inner: citations.flatMap(({ citationPrefix, citationSuffix }) => [
        ...citedIn(citationPrefix),
        ...citedIn(citationSuffix),
      ]),
    },
  ];
}

/** What stands in the source for a part of a document. */
function textOf(part: unknown): string {
  if (Array.isArray(part)) return part.map(textOf).join('');
  if (!isElement(part)) return '';
  const { t, c } = part;
  if (typeof c === 'string') return c;
  if (t === 'Cite') return (c as [PandocCitation[]])[0].map(citationText).join('');
  if (t === 'Math' || t === 'RawInline') return (c as [unknown, string])[1];
  if (t === 'Code') return ((content) => content[1] + attributeText(content[0]))(c as [Attributes, string]);
  if (t === 'Span')
    return ((content) => textOf(content[1]) + attributeText(content[0]))(c as [Attributes, Element[]]);
  return t === 'Link' || t === 'Image' ? linkText(c as LinkContent) : textOf(c);
}

const citationText = ({ citationId, citationPrefix, citationSuffix }: PandocCitation): string =>
  textOf(citationPrefix) + citationId + textOf(citationSuffix);

type Attributes = [id: string, classes: string[], pairs: [string, string][]];
type LinkContent = [attributes: Attributes, text: Element[], target: [url: string, title: string]];

const attributeText = ([id, classes, pairs]: Attributes): string =>
  [id, ...classes, ...pairs.flat()].join(' ');

function linkText([attributes, text, [url, title]]: LinkContent): string {
  // `<http://example.org>` is its own text.
  const isAutolink = ['uri', 'email'].includes(attributes[1][0] ?? '');
  return textOf(text) + (isAutolink ? '' : unescaped(url) + title + attributeText(attributes));
}

function unescaped(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    return url;
  }
}
