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
}

const ENGINES = ['ours', 'ours, with abstracts', 'latex-utensils', '@citation-js/plugin-bibtex'];

/** What reading a file of so many entries takes: each time in a process of its own, in turns. */
export async function measureBib({ papers, rounds, folder, peers }: Options): Promise<string> {
  mkdirSync(folder, { recursive: true });
  const whole = Array.from(corpus(papers), bibtexOf);
  const files = { whole: path.join(folder, 'whole.bib'), broken: path.join(folder, 'broken.bib') };
  writeFileSync(files.whole, whole.join('\n'));
  // Every hundredth entry lacks the brace that ends its title.
  const broken = whole.map((entry, index) => (index % 100 === 50 ? entry.replace('}},', '},') : entry));
  writeFileSync(files.broken, broken.join('\n'));
  const orders = [
    ...ENGINES.map((engine) => ({ engine, file: files.whole, name: engine })),
    ...ENGINES.filter((engine) => engine !== 'ours, with abstracts').map((engine) => ({
      ...{ engine, file: files.broken, name: `${engine}, a hundredth broken` },
    })),
  ];
  const all = new Map<string, BibMeasured[]>(orders.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round++)
    for (const { engine, file, name } of orders) all.get(name)?.push(await measured(engine, file, peers));
  const median = (name: string, value: (one: BibMeasured) => number) =>
    quantile((all.get(name) ?? []).map(value), 0.5);
  const peer = median('latex-utensils', ({ ms }) => ms);
  const rows = orders.map(({ name }) => {
    const time = median(name, ({ ms }) => ms);
    const [first] = all.get(name) ?? [];
    return [
      name,
      ...[time, median(name, ({ cpu }) => cpu), median(name, ({ megabytes }) => megabytes)].map(figure),
      String(first?.records ?? 0),
      first?.error ?? `${figure(time / peer)} × latex-utensils`,
    ];
  });
  const size = whole.reduce((sum, entry) => sum + entry.length + 1, 0);
  return `  ${figure(size / 1e6)} MB, medians of ${rounds} rounds\n${table(['', 'ms', 'CPU ms', 'MB kept', 'records', 'against'], rows)}`;
}

/** What one parser takes for a file, in a process of its own. */
export async function measured(engine: string, file: string, peers: string): Promise<BibMeasured> {
  const script = path.resolve('out/test/bench/bibRun.js');
  const { stdout } = await run(process.execPath, ['--expose-gc', script, engine, file, path.resolve(peers)], {
    timeout: 300_000,
  });
  return JSON.parse(stdout) as BibMeasured;
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
