// One process that reads files that nobody writes by accident, and says how long their longest steps are.
import { readBibtex } from '../../src/core/bibtex/readBibtex';
import { figure, table } from './table';

const MILLION = 1_000_000;
const LAST = '\n@misc{last, title = {Last}}';
const many = (count: number, entry: (n: number) => string): string =>
  Array.from({ length: count }, (_, n) => entry(n)).join('\n');

const FILES: Readonly<Record<string, () => string>> = {
  'a million tiny entries': () => many(MILLION, (n) => `@a{k${n},title=1}`),
  'a million entries of 200 keys': () => many(MILLION, (n) => `@a{k${n % 200},title=1}`),
  'a million macros': () => many(MILLION, (n) => `@string{k${n}={x}}`),
  'a million opening braces': () => `@misc{a, title = {${'{'.repeat(MILLION)}`,
  'a field of 100 MB': () => `@misc{a, title = {${'x '.repeat(50 * MILLION)}}}`,
  'a hundred fields of 1 MB': () =>
    many(100, (n) => `@misc{k${n}, title = {T}, abstract = {${'x '.repeat(500_000)}}}`),
  'a hundred thousand pieces': () => `@misc{a, title = {A}${' # jan'.repeat(100_000)}}`,
  'macros that double': () =>
    `@string{a0={xxxxxxxxxx}}${many(60, (n) => `@string{a${n + 1}=a${n} # a${n}}`)}${many(10_000, (n) => `@misc{k${n}, title = a60}`)}`,
  '100 MB of control characters': () => '\0\u0001\u0007'.repeat(33 * MILLION),
  '100 MB of empty lines in an entry': () => `@misc{a, ${'\n'.repeat(100 * MILLION)}title={A}}`,
  '100 MB of @': () => '@'.repeat(100 * MILLION),
  '100 MB of beginnings': () => '\n@a{'.repeat(25 * MILLION),
  'a chain of 100,000 parents': () => many(100_000, (n) => `@misc{k${n}, title={T}, crossref={k${n + 1}}}`),
  'a circle of 100,000': () => many(100_000, (n) => `@misc{k${n}, title={T}, xdata={k${(n + 1) % 100_000}}}`),
  'a million children of a long parent': () =>
    `@book{p, title={P}, note={${'x'.repeat(30_000)}}}\n${many(MILLION, (n) => `@misc{k${n}, title={T}, crossref={p}}`)}`,
  '15,000 authors': () => `@misc{a, title = {T}, author = {${"{\\'E}variste Galois and ".repeat(15_000)}X}}`,
};

const now = (): number => {
  // What this thread did, where that can be asked: others that run on the machine do not count.
  const { threadCpuUsage } = process as { threadCpuUsage?: () => NodeJS.CpuUsage };
  if (!threadCpuUsage) return performance.now();
  const { user, system } = threadCpuUsage.call(process);
  return (user + system) / 1000;
};

function measured(name: string, text: string): string[] {
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  const steps = readBibtex('hostile.bib', text);
  const start = now();
  let [last, longest, count, most] = [start, 0, 0, before];
  for (;;) {
    const step = steps.next();
    const end = now();
    longest = Math.max(longest, end - last);
    if (++count % 100 === 0) most = Math.max(most, process.memoryUsage().heapUsed);
    if (step.done === true) {
      const { records, problems } = step.value;
      const code = problems[0]?.code ?? '';
      const memory = (Math.max(most, process.memoryUsage().heapUsed) - before) / 2 ** 20;
      return [
        name,
        ...[text.length / 1e6, end - start, longest, memory].map(figure),
        String(records.length),
        code,
      ];
    }
    last = now();
  }
}

const rows = Object.entries(FILES).map(([name, text]) => measured(name, text() + LAST));
process.stdout.write(
  table(['', 'MB', 'CPU ms', 'longest step', 'heap MB', 'records', 'first problem'], rows),
);
