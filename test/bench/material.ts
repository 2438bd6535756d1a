import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type PrintedPaper, writeListing } from '../support/listingGenerator';
import { random } from '../support/random';
import { readSeedTexts } from '../families/seedTexts';

/** What people type after `@`: a key, an acronym, words, author and year, an identifier, and a typo. */
export const QUERIES = ['chen2021cr', 'crossvit', 'cross vit', 'multi scale', 'ali 2021', '2103', 'crosvit'];

const SYLLABLES = 'ba ce di fo gu ka le mi no pu ra se ti vo xa zen lor vit mer net'.split(' ');

interface Item {
  readonly id: string;
  readonly author?: readonly { readonly family?: string; readonly given?: string }[];
}
const seedItems = () => JSON.parse(readFileSync('seeds/papers.json', 'utf8')) as Item[];

/**
 * Writes a folder of seeds: the shipped ones and `count` papers more, as a listing and as CSL items with authors and
 * identifiers. Titles, abstracts and names are the shipped ones' in new combinations, so that words are as frequent,
 * and queries match as much, as in a library of that size. Every title begins with a name of its own.
 */
export function writeSeeds(folder: string, count: number): void {
  rmSync(folder, { recursive: true, force: true });
  cpSync('seeds', folder, { recursive: true });
  const below = random(1);
  const texts = [...readSeedTexts()];
  const titles = texts.map(([title]) => title.replace(/^[^:]*: /, '').split(' '));
  const sentences = texts.flatMap(([, abstract]) => abstract.match(/[A-Z][^.]{40,300}\.(?= |$)/g) ?? []);
  const names = seedItems().flatMap(({ author = [] }) => author.filter(({ family }) => family !== undefined));
  const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T;
  const papers: PrintedPaper[] = [];
  const items: unknown[] = [];
  for (let index = 0; index < count; index++) {
    const [head, tail] = [pick(titles), pick(titles)];
    const words = [...head.slice(0, Math.ceil(head.length / 2)), ...tail.slice(Math.floor(tail.length / 2))];
    const title = `${nameOf(index)}: ${words.join(' ')}`;
    const year = 2017 + below(9);
    const author = Array.from({ length: 1 + below(6) }, () => pick(names));
    const abstract = Array.from({ length: 4 + below(6) }, () => pick(sentences)).join(' ');
    const date = { month: 1 + below(12), day: 1 + below(28), year };
    papers.push({ title, abstract, authors: author.length, date });
    const identifier = `${year - 2000}${String(date.month).padStart(2, '0')}.${String(20_000 + index)}`;
    items.push({
      ...{ id: `generated${index}`, type: 'article', title, author },
      ...{ issued: { 'date-parts': [[year]] }, URL: `https://arxiv.org/abs/${identifier}` },
    });
  }
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, '900_generated.txt'), writeListing('dated', papers).text);
  const lines = items.map((item) => JSON.stringify(item)).join(',\n');
  writeFileSync(path.join(folder, 'papers-generated.json'), `[\n${lines}\n]\n`);
}

function nameOf(index: number): string {
  let name = '';
  for (let rest = index + 400; rest > 0; rest = Math.floor(rest / SYLLABLES.length))
    name += SYLLABLES[rest % SYLLABLES.length] ?? '';
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** Writes a folder of notes of about 3 kB, a hundred to a folder. */
export function writeNotes(folder: string, count: number): void {
  rmSync(folder, { recursive: true, force: true });
  for (let index = 0; index < count; index++) {
    const part = path.join(folder, String(Math.floor(index / 100)));
    if (index % 100 === 0) mkdirSync(part, { recursive: true });
    writeFileSync(path.join(part, `note-${index}.md`), longNote(2000, index));
  }
}

let sources: { readonly texts: readonly string[]; readonly keys: readonly string[] } | undefined;

/** A note of about that many characters: sections of prose with citations, a list, a formula and some code. */
export function longNote(size: number, seed = 2): string {
  const below = random(seed);
  sources ??= { texts: [...readSeedTexts().values()], keys: seedItems().map(({ id }) => id) };
  const { texts, keys } = sources;
  const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T;
  const paragraph = () =>
    (pick(texts).match(/[A-Z][^.]{40,300}\.(?= |$)/g) ?? [])
      .map((sentence) => (below(2) === 0 ? sentence : sentence.replace(/\.$/, ` ${citation()}.`)))
      .join(' ');
  const citation = () =>
    pick([`[@${pick(keys)}]`, `[see @${pick(keys)}, p. 3; @${pick(keys)}]`, `as @${pick(keys)} show`]);
  let note = '# A long note\n';
  for (let section = 1; note.length < size; section++) {
    note += `\n## Windows of section ${section}\n\n${paragraph()}\n\n${paragraph()}\n\n`;
    note += `- *first*: ${citation()}\n- **second** $\\alpha_{${section}}$\n\n\`\`\`py\nkeep(${section})  # @decorated\n\`\`\`\n`;
  }
  return note;
}
