import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import type { BibMeasured } from './bibRun';
import { type Entry, corpus } from './corpus';
import { figure, quantile, table } from './table';

const run = promisify(execFile);

interface Options {
  readonly papers: number;
  readonly rounds: number;
  /** Where the files go. */
  readonly folder: string;
  /** Where the packages are installed that ours is compared with. */
  readonly peers: string;
  /** The program that runs them. */
  readonly node: string;
  /** Whether to read files that nobody writes by accident as well. */
  readonly hostile: boolean;
}

const ENGINES = ['ours', 'ours, with abstracts', 'latex-utensils', '@citation-js/plugin-bibtex'];

/** What reading a file of so many entries takes: each time in a process of its own, in turns. */
export async function measureBib({ papers, rounds, folder, peers, node, hostile }: Options): Promise<string> {
  mkdirSync(folder, { recursive: true });
  const whole = Array.from(corpus(papers), bibtexOf);
  const files = ['whole', 'one', 'many'].map((name) => path.join(folder, `${name}.bib`));
  const [wholeFile = '', oneFile = '', manyFile = ''] = files;
  // An entry in the middle, and every hundredth, lacks the brace that ends its title.
  const lacking = (isBroken: (index: number) => boolean) =>
    whole.map((entry, index) => (isBroken(index) ? entry.replace('}},', '},') : entry)).join('\n');
  writeFileSync(wholeFile, whole.join('\n'));
  writeFileSync(
    oneFile,
    lacking((index) => index === Math.floor(papers / 2)),
  );
  writeFileSync(
    manyFile,
    lacking((index) => index % 100 === 50),
  );
  const others = ENGINES.filter((engine) => engine !== 'ours, with abstracts');
  const orders = [
    ...ENGINES.map((engine) => ({ engine, file: wholeFile, name: engine })),
    ...others.map((engine) => ({ engine, file: oneFile, name: `${engine}, one broken` })),
    ...others.map((engine) => ({ engine, file: manyFile, name: `${engine}, a hundredth broken` })),
  ];
  const all = new Map<string, BibMeasured[]>(orders.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round++)
    for (const { engine, file, name } of orders)
      all.get(name)?.push(await measured(engine, file, peers, node));
  const median = (name: string, value: (one: BibMeasured) => number) =>
    quantile((all.get(name) ?? []).map(value), 0.5);
  const peer = {
    ms: median('latex-utensils', ({ ms }) => ms),
    cpu: median('latex-utensils', ({ cpu }) => cpu),
  };
  const rows = orders.map(({ name }) => {
    const [time, cpu] = [median(name, ({ ms }) => ms), median(name, (one) => one.cpu)];
    const [first] = all.get(name) ?? [];
    return [
      name,
      ...[time, cpu, median(name, ({ megabytes }) => megabytes), median(name, ({ peak }) => peak)].map(
        figure,
      ),
      String(first?.records ?? 0),
      first?.error ?? `${figure(time / peer.ms)} (${figure(cpu / peer.cpu)})`,
    ];
  });
  const size = whole.reduce((sum, entry) => sum + entry.length + 1, 0);
  const head = ['', 'ms', 'CPU ms', 'MB kept', 'MB at most', 'records', '× latex-utensils (CPU)'];
  return [
    `  ${figure(size / 1e6)} MB, medians of ${rounds} rounds`,
    table(head, rows),
    '',
    hostile ? await ran(node, 'bibHostile', []) : '',
  ].join('\n');
}

/** What one parser takes for a file, in a process of its own. */
export async function measured(
  engine: string,
  file: string,
  peers: string,
  node = process.execPath,
): Promise<BibMeasured> {
  return JSON.parse(await ran(node, 'bibRun', [engine, file, path.resolve(peers)])) as BibMeasured;
}

async function ran(node: string, script: string, args: readonly string[]): Promise<string> {
  const file = path.resolve(`out/test/bench/${script}.js`);
  const { stdout } = await run(node, ['--expose-gc', file, ...args], { timeout: 600_000 });
  return stdout;
}

/** An entry as a reference manager writes it. */
export function bibtexOf({ citekey, authors, title, year, arxiv, doi, abstract }: Entry): string {
  const names = authors.map(({ family = '', given, literal }) =>
    literal === undefined ? [family, given].filter(Boolean).join(', ') : `{${literal}}`,
  );
  const fields = Object.entries({
    title: `{${escaped(title)}}`,
    author: escaped(names.join(' and ')),
    journal: `arXiv preprint arXiv:${arxiv ?? '2101.00001'}`,
    year: String(year ?? 2020),
    doi,
    abstract: escaped(abstract ?? ''),
    keywords: 'Attention, Transformers',
    file: ':Papers/paper.pdf:application/pdf',
  });
  const lines = fields.map(([name, value]) => (value ? `  ${name} = {${value}},\n` : ''));
  return `@article{${citekey},\n${lines.join('')}}\n`;
}

const escaped = (text: string): string => text.replace(/[{}\\]/g, '').replace(/[&%$#_]/g, '\\$&');
