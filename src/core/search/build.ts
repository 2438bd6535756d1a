import { fold } from '../fold';
import { encode } from './bytes';
import { appeared } from './forms';
import { type HeadWords, headWords } from './headWords';
import type { Head } from './port';
import { type Segment, SegmentWriter } from './segment';
import { isFunctionWord } from './words';

/** How many papers, and how many of their words, are written between two chances to pause. */
const BATCH = { papers: 16, words: 250 };

interface Read {
  readonly head: Head;
  readonly date: string;
  readonly own: HeadWords;
}

/** Makes a segment of a few papers. */
export class SegmentBuilder {
  readonly #papers = new Map<string, Read>();

  /** How many papers have been added. */
  get size(): number {
    return this.#papers.size;
  }

  /** Adds a paper, in the place of one with its citation key. */
  add(head: Head): void {
    this.#papers.set(head.citekey, { head, date: appeared(head), own: headWords(head) });
  }

  citekeys(): Iterable<string> {
    return this.#papers.keys();
  }

  /** The segment of all that were added. A generator: the caller may pause between steps. */
  *finish(): Generator<void, Segment> {
    const papers = [...this.#papers.values()].sort(
      (a, b) => inOrder(b.date, a.date) || inOrder(a.head.citekey, b.head.citekey),
    );
    const writer = new SegmentWriter(papers.length);
    const lists = new Lists();
    const groups = new Map<string, { readonly papers: number[]; readonly words: Iterable<string> }>();
    for (const [slot, { head, date, own }] of papers.entries()) {
      if (slot % BATCH.papers === BATCH.papers - 1) yield;
      const { citekey, aliases } = head;
      writer.addPaper(slot, date, [citekey, ...aliases].filter(isRespelled), isRespelled(citekey));
      for (const { id, words } of own.groups) {
        const group = groups.get(id) ?? { papers: [], words };
        groups.set(id, group);
        // Said twice of one paper, it is in the group once.
        if (group.papers.at(-1) !== slot) group.papers.push(slot);
      }
      for (const [word, ways] of own.words) for (const how of ways) lists.of(word).papers.push([slot, how]);
      lists.of(fold(citekey)).keys.push(slot);
    }
    for (const [index, [id, group]] of [...groups].sort(byName).entries()) {
      for (const slot of group.papers) writer.addToGroup(slot);
      writer.endGroup(id);
      for (const word of new Set(group.words)) lists.of(word).groups.push(index);
    }
    yield* lists.writeTo(writer);
    return writer.finish();
  }
}

const isRespelled = (key: string): boolean => key !== fold(key);

/** The lists of all words. */
class Lists {
  readonly #lists = new Map<string, List>();

  of(word: string): List {
    let list = this.#lists.get(word);
    if (!list) this.#lists.set(word, (list = { groups: [], papers: [], keys: [] }));
    return list;
  }

  *writeTo(writer: SegmentWriter): Generator<void, void> {
    for (const [index, [word, { groups, papers, keys }]] of [...this.#lists].sort(byName).entries()) {
      if (index % BATCH.words === 0) yield;
      for (const group of groups) writer.list.addGroup(group);
      for (const [slot, how] of papers) writer.list.addPaper(slot, how);
      for (const slot of keys) writer.setKey(slot);
      const bytes = encode(word);
      writer.endWord(bytes, bytes.length, isFunctionWord(word));
    }
  }
}

/** What has a word: numbers of groups, papers with how they have it, and papers whose citation key it is. */
interface List {
  readonly groups: number[];
  readonly papers: (readonly [slot: number, how: number])[];
  readonly keys: number[];
}

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => inOrder(a, b);

/** The order of dates and keys. */
export const inOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
