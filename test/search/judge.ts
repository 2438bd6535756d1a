// Judges the search by the queries beside this file: npm run judge-search [-- --held] [-- --misses]
import { readFileSync, readdirSync } from 'node:fs';
import { Library } from '../../src/core/library';
import { readCslJson } from '../../src/core/cslJson';
import { readListing } from '../../src/core/listing';
import { Concepts } from '../../src/core/search/concepts';
import { FullTextIndex } from '../../src/core/search/fullText';
import { Meanings } from '../../src/core/search/meaning';
import { SuggestIndex } from '../../src/core/search/suggest';
import { attentionConcepts } from '../../src/core/search/thesaurus';

interface Query {
  readonly kind: string;
  readonly query: string;
  readonly relevant: readonly string[];
}

const FIRST = 10;
const folder = 'test/search/queries';
const all = readdirSync(folder).flatMap(
  (file) => JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')) as Query[],
);
const held = process.argv.includes('--held');
const queries = all.filter(({ query }) => isHeld(query) === held);

const library = readLibrary();

/** Without the space of what speaks alike. */
class NotAlike extends Meanings {
  override *settle(): Generator<void, void> {}
}

const engines: Record<string, (query: string) => string[]> = {
  'type-ahead': typeAhead(),
  'words alone': fullText(undefined),
  'words, and what speaks alike': fullText(new Meanings(new Concepts(() => []))),
  'words and mechanisms': fullText(new NotAlike(new Concepts(() => attentionConcepts([])))),
  'words and thesaurus': fullText(new NotAlike(new Concepts(attentionConcepts))),
  'all together': fullText(new Meanings(new Concepts(attentionConcepts))),
};

print(
  `${queries.length} queries of the ${held ? 'half kept aside' : 'open half'}, ${library.papers.length} papers`,
);
const kinds = [...new Set(queries.map(({ kind }) => kind))].sort();
print(['engine'.padEnd(30), ...kinds.map((kind) => kind.padEnd(26))].join(''));
print([' '.repeat(30), ...kinds.map(() => 'MRR   recall found        ')].join(''));
for (const [name, search] of Object.entries(engines)) {
  const cells = kinds.map((kind) => {
    const judged = queries
      .filter((query) => query.kind === kind)
      .map((query) => judge(query, search(query.query)));
    const mean = (of: keyof (typeof judged)[0]) =>
      (judged.reduce((sum, each) => sum + each[of], 0) / judged.length).toFixed(3);
    return `${mean('reciprocal')} ${mean('recall')}  ${mean('found')}`.padEnd(26);
  });
  print([name.padEnd(30), ...cells].join(''));
}
if (process.argv.includes('--misses') && !held)
  for (const query of queries) {
    const hits = engines['all together']?.(query.query) ?? [];
    const { found, recall } = judge(query, hits);
    if (found === 0 || (query.kind === 'mechanism' && recall < 0.6))
      print(
        `\n${query.kind}: ${query.query}\n  wanted ${query.relevant.join(' ')}\n  found  ${hits.slice(0, 5).join(' ')}`,
      );
  }

/** Of the first ten: one over the place of the first that answers, the share of those that answer, whether any does. */
function judge({ relevant }: Query, hits: readonly string[]) {
  const place = hits.findIndex((hit) => relevant.includes(hit));
  const recall = relevant.filter((key) => hits.includes(key)).length / Math.min(FIRST, relevant.length);
  return { reciprocal: place < 0 ? 0 : 1 / (place + 1), recall, found: place < 0 ? 0 : 1 };
}

/** Half of all texts, by the FNV-1a hash, whose lowest bits alone are uneven. */
function isHeld(text: string): boolean {
  let hash = 2_166_136_261;
  for (const letter of text) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 16_777_619);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x2c1b3c6d);
  hash ^= hash >>> 12;
  return (hash & 1) === 1;
}

function readLibrary(): Library {
  const read = new Library();
  for (const file of readdirSync('seeds').sort()) {
    const text = readFileSync(`seeds/${file}`, 'utf8');
    const { records } = run(file.endsWith('.txt') ? readListing(file, text) : readCslJson(file, text));
    read.putRecords(file, 'seed', records);
  }
  run(read.update());
  return read;
}

function typeAhead() {
  const index = new SuggestIndex();
  index.put(library.papers);
  return (query: string) => index.suggest(query, { limit: FIRST }).map(({ citekey }) => citekey);
}

function fullText(meanings: Meanings | undefined) {
  const index = new FullTextIndex(meanings);
  run(index.put(library.papers));
  return (query: string) => index.search(query, { limit: FIRST }).map(({ citekey }) => citekey);
}

function run<T>(steps: Generator<void, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
