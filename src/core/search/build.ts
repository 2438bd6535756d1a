import { fold } from '../fold';
import { encode } from './bytes';
import { appeared } from './forms';
import { headWords } from './headWords';
import type { Head } from './port';
import { type Segment, SegmentWriter } from './segment';
import { isFunctionWord } from './words';

/** A segment of a few papers with different citation keys. */
export function buildSegment(heads: readonly Head[]): Segment {
  const dated = heads.map((head) => ({ head, date: appeared(head) }));
  dated.sort((a, b) => inOrder(b.date, a.date) || inOrder(a.head.citekey, b.head.citekey));
  const writer = new SegmentWriter(heads.length);
  const groups = new Map<string, { readonly papers: number[]; readonly words: Iterable<string> }>();
  const lists = new Map<string, List>();
  const listOf = (word: string): List => {
    const list = lists.get(word) ?? { groups: [], papers: [], keys: [] };
    lists.set(word, list);
    return list;
  };
  for (const [slot, { head, date }] of dated.entries()) {
    const { citekey, aliases } = head;
    const isRespelled = (key: string) => key !== fold(key);
    writer.addPaper(slot, date, [citekey, ...aliases].filter(isRespelled), isRespelled(citekey));
    const own = headWords(head);
    for (const { id, words } of own.groups) {
      const group = groups.get(id) ?? { papers: [], words };
      groups.set(id, group);
      // Said twice of one paper, it is in the group once.
      if (group.papers.at(-1) !== slot) group.papers.push(slot);
    }
    for (const [word, ways] of own.words) for (const how of ways) listOf(word).papers.push([slot, how]);
    listOf(fold(citekey)).keys.push(slot);
  }
  for (const [index, [id, { papers, words }]] of [...groups].sort(byName).entries()) {
    for (const slot of papers) writer.addToGroup(slot);
    writer.endGroup(id);
    for (const word of new Set(words)) listOf(word).groups.push(index);
  }
  for (const [word, list] of [...lists].sort(byName)) {
    for (const group of list.groups) writer.list.addGroup(group);
    for (const [slot, how] of list.papers) writer.list.addPaper(slot, how);
    for (const slot of list.keys) writer.setKey(slot);
    const bytes = encode(word);
    writer.endWord(bytes, bytes.length, isFunctionWord(word));
  }
  return writer.finish();
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
