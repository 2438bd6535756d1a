import { fold } from '../../src/core/fold';
import { appeared, identifiersOf, weighedForms } from '../../src/core/search/forms';
import type { Head, Hit, SuggestOptions } from '../../src/core/search/port';
import { stem } from '../../src/core/search/stem';
import { type TypedWord, readTyped } from '../../src/core/search/typed';
import { isFunctionWord, parts, printedForms } from '../../src/core/search/words';

/**
 * What type-ahead answers, after its description and one paper at a time: no index, nothing left out, nothing clever.
 * Slow, and so plain that it is right.
 */
export function plainSuggest(heads: readonly Head[], typed: string, options: SuggestOptions): Hit[] {
  const query = readTyped(typed);
  const papers = heads.map((head) => new PlainPaper(head));
  const scored =
    query.whole === '' ? papers.map((paper) => ({ paper, score: 0 })) : score(papers, query, options);
  const nearness = ({ citekey }: Head) =>
    options.citedInNote?.has(citekey) ? 2 : options.citedInWorkspace?.has(citekey) ? 1 : 0;
  const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return scored
    .filter(({ paper }) => options.accepts?.(paper.head.citekey) ?? true)
    .sort(
      (a, b) =>
        b.score - a.score ||
        nearness(b.paper.head) - nearness(a.paper.head) ||
        compare(appeared(b.paper.head), appeared(a.paper.head)) ||
        compare(a.paper.head.citekey, b.paper.head.citekey),
    )
    .slice(0, options.limit)
    .map(({ paper, score: total }) => ({ citekey: paper.head.citekey, score: total / 60_000 }));
}

type Query = ReturnType<typeof readTyped>;
type Typos = 'none' | 'behind the first letter' | 'anywhere';

function score(papers: readonly PlainPaper[], query: Query, options: SuggestOptions) {
  const { words } = query;
  const isAccepted = (paper: PlainPaper) => options.accepts?.(paper.head.citekey) ?? true;
  const known = words.map((_, at) => papers.some((paper) => paper.asTyped(words, at) > 0));
  const steps: ((at: number) => Typos)[] = [
    () => 'none',
    (at) => (known[at] ? 'none' : 'behind the first letter'),
    () => 'behind the first letter',
    (at) => (known[at] ? 'none' : 'anywhere'),
  ];
  for (const [step, typos] of steps.entries()) {
    const found = papers.flatMap((paper) => {
      const tier = paper.tier(query);
      const ofWords = paper.match(
        words,
        words.map((_, at) => typos(at)),
      );
      if (tier > 2) return [{ paper, score: tier * 10_000 }];
      if (tier === 2) return [{ paper, score: tier * 10_000 + ofWords }];
      return ofWords > 0 ? [{ paper, score: (step === 0 ? 10_000 : 0) + ofWords }] : [];
    });
    if (found.some(({ paper }) => isAccepted(paper))) return found;
  }
  return [];
}

/** Two words of a title next to each other. */
interface Pair {
  readonly first: string;
  readonly second: string;
}

class PlainPaper {
  readonly head: Head;
  readonly #forms: ReadonlyMap<string, number>;
  readonly #pairs: readonly Pair[];

  constructor(head: Head) {
    this.head = head;
    this.#pairs = neighbours(head.title);
    const inTitle = [
      ...head.title.split(/\s+/).flatMap((chunk) => [...printedForms(chunk)]),
      ...endsGlued(head.title),
    ];
    const forms = weighedForms({ ...head, title: '' });
    for (const form of inTitle) forms.set(form, isFunctionWord(form) ? 1 : 4);
    this.#forms = forms;
  }

  /** 5 and 4: exactly a key; 3: an acronym; 2: a key begins so; 0: none of these. */
  tier({ whole, glued }: Query): number {
    const { citekey, aliases, acronyms } = this.head;
    const [folded, keys] = [fold(whole), [citekey, ...aliases]];
    const names = [...keys.map(fold), ...identifiersOf(this.head)];
    if (keys.includes(whole)) return 5;
    if (names.includes(folded)) return 4;
    if (glued !== '' && acronyms.some((acronym) => parts(acronym).join('') === glued)) return 3;
    return names.some((name) => name.startsWith(folded) || (glued !== '' && name.startsWith(glued))) ? 2 : 0;
  }

  /** From 0 to 10,000. */
  match(words: readonly TypedWord[], typos: readonly Typos[]): number {
    let sum = 0;
    for (const [at, word] of words.entries()) {
      const own = Math.max(this.asTyped(words, at), this.#mistyped(word, typos[at] ?? 'none'));
      if (own === 0 && !word.optional) return 0;
      sum += own + (at > 0 && this.#together(words, at) > 0 ? 1 : 0);
    }
    return words.length === 0 ? 0 : Math.round((Math.round(sum * 40) / (200 * words.length)) * 10_000);
  }

  asTyped(words: readonly TypedWord[], at: number): number {
    const { text, unfinished } = words[at]!;
    const beginning = unfinished ? 0.7 : text.length >= 3 ? 0.5 : 0;
    return Math.max(
      this.#best(text, beginning, undefined),
      at > 0 ? this.#together(words, at) : 0,
      at + 1 < words.length ? this.#together(words, at + 1) : 0,
    );
  }

  /** A word with the one before it, as one. */
  #together(words: readonly TypedWord[], at: number): number {
    const [before, { text, unfinished }] = [words[at - 1]!.text, words[at]!];
    return this.#best(before + text, unfinished ? 0.7 : 0, before.length);
  }

  #best(text: string, beginning: number, split: number | undefined): number {
    let best = 0;
    for (const [form, weight] of this.#forms)
      best = Math.max(best, weight * asWord(form, text, form.startsWith(text) ? beginning : 0));
    for (const { first, second } of this.#pairs) {
      const inBoth = text.length > first.length && (first + second).startsWith(text);
      const ends = [first.length, text.length - first.length];
      const begins = inBoth && (first.length === split || ends.every((length) => length >= 3));
      best = Math.max(best, 4 * asWord(first + second, text, begins ? beginning : 0));
    }
    return best;
  }

  #mistyped({ text, unfinished }: TypedWord, where: Typos): number {
    const most = text.length < 4 || text.length > 62 || !/\p{L}/u.test(text) ? 0 : text.length < 8 ? 1 : 2;
    if (most === 0 || where === 'none') return 0;
    let best = 0;
    for (const [form, weight] of this.#forms) {
      const [first, second] = text;
      const isOther = form[1] === second || form[1] === first || form[0] === second;
      if (where === 'anywhere' ? !isOther : form[0] !== text[0]) continue;
      const ends = Array.from({ length: form.length + 1 }, (_, end) => distance(text, form.slice(0, end)));
      const asWhole = [0, 0.5, 0.3][ends.at(-1)! <= most ? ends.at(-1)! : 3] ?? 0;
      const nearest = Math.min(...ends);
      const asBeginning = unfinished ? ([0, 0.4, 0.2][nearest <= most ? nearest : 3] ?? 0) : 0;
      best = Math.max(best, weight * Math.max(asWhole, asBeginning));
    }
    return best;
  }
}

const asWord = (form: string, text: string, beginning: number): number =>
  form === text ? 1 : stem(form) === stem(text) ? 0.85 : beginning;

const chunksOf = (title: string) =>
  title
    .split(/\s+/)
    .map(parts)
    .filter((words) => words.length > 0);

const isAlone = (words: readonly string[]) => words.length === 1 && isFunctionWord(words[0]!);

/** What stands together in a title and is no word otherwise; function words part what is around them. */
function neighbours(title: string): Pair[] {
  const glued = chunksOf(title).map((words) => words.join(''));
  return glued.slice(1).flatMap((second, at) => {
    const first = glued[at]!;
    return isFunctionWord(first) || isFunctionWord(second) ? [] : [{ first, second }];
  });
}

/** The last word before a space with the first behind it, where hyphens make these less than what stands there. */
function endsGlued(title: string): string[] {
  const chunks = chunksOf(title);
  return chunks.slice(1).flatMap((words, at) => {
    const before = chunks[at]!;
    if (isAlone(before) || isAlone(words)) return [];
    return before.length + words.length > 2 ? [before.at(-1)! + words[0]!] : [];
  });
}

/** Optimal string alignment by its recursive definition. */
export function distance(a: string, b: string): number {
  const rows = [...Array(a.length + 1).keys()].map((i) =>
    [...Array(b.length + 1).keys()].map((j) => (i === 0 ? j : i)),
  );
  for (let i = 1; i <= a.length; i++)
    for (let j = 1; j <= b.length; j++) {
      const replaced = rows[i - 1]![j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped =
        i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
          ? rows[i - 2]![j - 2]! + 1
          : Infinity;
      rows[i]![j] = Math.min(replaced, rows[i - 1]![j]! + 1, rows[i]![j - 1]! + 1, swapped);
    }
  return rows[a.length]![b.length]!;
}
