import { wordForm } from './words';

/** One step of the trie: the words that may follow, and what ends here. */
interface Node<T> {
  readonly next: Map<string, Node<T>>;
  /** Where any one word leads. */
  any?: Node<T>;
  values?: T[];
}

/** A phrase found: words `start` (inclusive) to `end` (exclusive). */
export interface PhraseMatch<T> {
  readonly start: number;
  readonly end: number;
  readonly values: readonly T[];
}

/**
 * Finds many phrases in one pass: a trie over words. A phrase is words separated by blanks; `a/b` is either word and
 * `*` any one word (not the first). A phrase inside a longer one that was found does not count: "attention map" is not
 * looked for inside "cross-attention map".
 */
export class PhraseTrie<T> {
  readonly #root: Node<T> = { next: new Map() };
  readonly #form: (word: string) => string;

  /** `form` is what words of phrases and texts have in common; those of texts are given in it. */
  constructor(form: (word: string) => string = wordForm) {
    this.#form = form;
  }

  add(phrase: string, value: T): void {
    let nodes = [this.#root];
    for (const part of phrase.split(' ')) {
      const words = part.split('/');
      nodes = nodes.flatMap((node) => words.map((word) => this.#child(node, word)));
    }
    for (const node of nodes) (node.values ??= []).push(value);
  }

  /** In order of their start. At most a constant number of look-ups per word. */
  find(words: readonly string[]): PhraseMatch<T>[] {
    const matches: PhraseMatch<T>[] = [];
    let covered = 0;
    for (const [start, word] of words.entries()) {
      const first = this.#root.next.get(word);
      const match = first && longest(first, words, start, start + 1);
      if (!match || match.end <= covered) continue;
      covered = match.end;
      matches.push(match);
    }
    return matches;
  }

  /** Every phrase, also those inside longer ones, in order of their start. */
  findAll(words: readonly string[]): PhraseMatch<T>[] {
    const matches: PhraseMatch<T>[] = [];
    for (const [start, word] of words.entries()) {
      const first = this.#root.next.get(word);
      if (first) collect(first, words, start, start + 1, matches);
    }
    return matches;
  }

  #child(node: Node<T>, word: string): Node<T> {
    if (word === '*') return (node.any ??= { next: new Map() });
    const form = this.#form(word);
    const known = node.next.get(form);
    if (known) return known;
    const created: Node<T> = { next: new Map() };
    node.next.set(form, created);
    return created;
  }
}

function collect<T>(
  node: Node<T>,
  words: readonly string[],
  start: number,
  end: number,
  into: PhraseMatch<T>[],
): void {
  if (node.values) into.push({ start, end, values: node.values });
  const word = words[end];
  if (word === undefined) return;
  for (const step of [node.next.get(word), node.any]) if (step) collect(step, words, start, end + 1, into);
}

function longest<T>(
  node: Node<T>,
  words: readonly string[],
  start: number,
  end: number,
): PhraseMatch<T> | undefined {
  let best: PhraseMatch<T> | undefined = node.values && { start, end, values: node.values };
  const word = words[end];
  if (word === undefined) return best;
  for (const step of [node.next.get(word), node.any]) {
    const further = step && longest(step, words, start, end + 1);
    if (further && (!best || further.end > best.end)) best = further;
  }
  return best;
}
