import { fold } from '../fold';
import { FULL_SCORE } from './worth';
import { Accepted, type Acceptance } from './narrowing';
import { Kind } from './postings';
import { type Ranked, Ranking } from './ranking';
import type { Segment } from './segment';
import type { Shortcuts } from './shortcuts';
import { Marks, Slots } from './slots';
import type { Typed } from './typed';
import { type Asked, type Typos, WordMatch } from './wordMatch';

/** The kinds of matches, weakest first, as {@link TypeAhead} orders them. */
const Tier = { mistyped: 0, words: 1, keyBegins: 2, acronym: 3, key: 4, keyAsTyped: 5 } as const;
/** Scores are lower. */
export const TOP_SCORE = (Tier.keyAsTyped + 1) * FULL_SCORE;
/** In place of a tier: the paper is ranked already. */
const RANKED = 255;

/** What is wanted of each shelf. */
export interface Wanted extends Acceptance {
  readonly limit: number;
  /** How near papers are to the note, by citation key. */
  readonly near: ReadonlyMap<string, number>;
  /** What near papers score as typed, those that do; undefined if that is not known of all. */
  scoresOfNear(): ReadonlyMap<string, number> | undefined;
}

/** Arrays as long as the longest shelf, for one query after the other. */
export class Scratch {
  readonly marks = new Marks();
  readonly tiers = new Marks();

  reserve(papers: number): void {
    this.marks.reserve(papers);
    this.tiers.reserve(papers);
  }
}

/** A segment of which papers may be forgotten. */
export class Shelf {
  readonly segment: Segment;
  readonly forgotten: Slots;
  /** Of a large segment, once they have been found. */
  shortcuts: Shortcuts | undefined;
  /** Slots of the citation keys that were asked for, -1 of those it does not have. */
  readonly #slots = new Map<string, number>();

  constructor(segment: Segment, forgotten = new Slots(segment.papers), shortcuts?: Shortcuts) {
    this.segment = segment;
    this.forgotten = forgotten;
    this.shortcuts = shortcuts;
  }

  /** How many papers it has, without the forgotten ones. */
  get papers(): number {
    return this.segment.papers - this.forgotten.size;
  }

  /** Forgets a paper, if it has it. */
  forget(citekey: string): void {
    const slot = this.segment.slotOf(citekey);
    if (slot >= 0) this.forgotten.add(slot);
  }

  /** Its newest papers. */
  newest(wanted: Wanted): Ranked[] {
    const near = this.#near(wanted.near);
    const accepted = this.accepted(wanted);
    const found: Ranked[] = [];
    const take = (slot: number, nearness: number) => {
      if (found.length >= wanted.limit || this.forgotten.has(slot) || accepted?.has(slot) === false) return;
      found.push({ slot, score: 0, near: nearness });
    };
    for (const [slot, nearness] of [...near].sort((a, b) => b[1] - a[1] || a[0] - b[0])) take(slot, nearness);
    const next = (from: number) => (accepted ? accepted.next(from) : from < this.segment.papers ? from : -1);
    for (let slot = next(0); slot >= 0 && found.length < wanted.limit; slot = next(slot + 1))
      if (!near.has(slot)) take(slot, 0);
    return found;
  }

  /** Which of its papers may be among an answer; nothing where all may. */
  accepted(wanted: Acceptance): Accepted | undefined {
    return wanted.accepts || wanted.bounds ? new Accepted(this.segment, wanted) : undefined;
  }

  /** What it has for a query. */
  search(query: Typed, asked: readonly Asked[], wanted: Wanted): ShelfSearch {
    return new ShelfSearch(this, query, asked, wanted);
  }

  /** A ranking of its papers, or of those that are accepted. */
  ranking(wanted: Wanted, accepted?: Accepted): Ranking {
    const accepts = accepted && ((slot: number) => accepted.has(slot));
    return new Ranking({ limit: wanted.limit, most: TOP_SCORE, near: this.#near(wanted.near), accepts });
  }

  /** What it keeps as best for a beginning, with near papers where they belong; undefined if that may not be enough. */
  kept(beginning: string, wanted: Wanted): Ranked[] | undefined {
    const shortcut = wanted.accepts || wanted.bounds ? undefined : this.shortcuts?.get(beginning);
    if (!shortcut) return undefined;
    const best = shortcut.best.filter(({ slot }) => !this.forgotten.has(slot));
    if (!shortcut.isAll && best.length < wanted.limit) return undefined;
    const ranking = this.ranking(wanted);
    for (const { slot, score } of best) ranking.add(slot, score);
    const kept = new Set(best.map(({ slot }) => slot));
    const others = [...this.#near(wanted.near).keys()].filter(
      (slot) => !shortcut.isAll && !kept.has(slot) && !this.forgotten.has(slot),
    );
    if (others.length === 0) return ranking.best();
    const scores = wanted.scoresOfNear();
    if (!scores) return undefined;
    for (const slot of others) {
      const score = scores.get(this.segment.keyOf(slot)) ?? 0;
      if (score >= Tier.words * FULL_SCORE) ranking.add(slot, score);
    }
    return ranking.best();
  }

  #near(near: ReadonlyMap<string, number>): Map<number, number> {
    const slots = new Map<number, number>();
    for (const [citekey, nearness] of near) {
      let slot = this.#slots.get(citekey);
      if (slot === undefined) this.#slots.set(citekey, (slot = this.segment.slotOf(citekey)));
      if (slot >= 0) slots.set(slot, nearness);
    }
    return slots;
  }
}

/** A query asked of one shelf. */
export class ShelfSearch {
  readonly shelf: Shelf;
  readonly #query: Typed;
  readonly #asked: readonly Asked[];
  readonly #wanted: Wanted;
  readonly #accepted: Accepted | undefined;
  #match: WordMatch | undefined;

  constructor(shelf: Shelf, query: Typed, asked: readonly Asked[], wanted: Wanted) {
    this.shelf = shelf;
    this.#query = query;
    this.#asked = asked;
    this.#wanted = wanted;
    this.#accepted = shelf.accepted(wanted);
  }

  /** Whether it is known that none of its papers is accepted. */
  get isVain(): boolean {
    return this.#accepted?.isNone === true;
  }

  get #words(): WordMatch {
    const { segment, forgotten } = this.shelf;
    return (this.#match ??= new WordMatch(segment, forgotten, this.#asked));
  }

  /** Whether some paper has a word of the query as typed. */
  knows(word: number): boolean {
    return this.#words.knows(word);
  }

  /** The best papers that match as typed. */
  asTyped({ marks, tiers }: Scratch): Ranked[] {
    const { whole, glued, words } = this.#query;
    const isBeginning = words.length === 1 && words[0]?.unfinished === true && whole === words[0].text;
    const kept = isBeginning && whole === glued ? this.shelf.kept(whole, this.#wanted) : undefined;
    if (kept) return kept;
    const ranking = this.shelf.ranking(this.#wanted, this.#accepted);
    this.#name(tiers);
    this.#words.match([], marks, (slot, score) => {
      const tier = tiers.values[slot] ?? 0;
      if (tier > Tier.keyBegins) return;
      ranking.add(slot, (tier || Tier.words) * FULL_SCORE + score);
      if (tier > 0) tiers.values[slot] = RANKED;
    });
    for (const slot of tiers.touched) {
      const tier = tiers.values[slot] ?? 0;
      if (tier !== RANKED) ranking.add(slot, tier * FULL_SCORE);
    }
    tiers.clear();
    return ranking.best();
  }

  /** The best papers that match with typos, which are looked for as said by word. */
  mistyped(typos: readonly Typos[], { marks }: Scratch): Ranked[] {
    const ranking = this.shelf.ranking(this.#wanted, this.#accepted);
    this.#words.match(typos, marks, (slot, score) => ranking.add(slot, Tier.mistyped * FULL_SCORE + score));
    return ranking.best();
  }

  /** Marks the papers that are meant by the whole text with their tiers. */
  #name(tiers: Marks): void {
    const { whole, glued } = this.#query;
    const folded = fold(whole);
    for (const text of new Set([folded, glued])) if (text !== '') this.#nameBeginning(text, tiers);
    const { words } = this.shelf.segment;
    if (glued !== '')
      this.#nameList(words.indexOf(glued), tiers, (kind) => (kind === Kind.acronym ? Tier.acronym : 0));
    const isSpelled = whole === folded;
    this.#nameList(words.indexOf(folded), tiers, (kind, slot) => {
      if (kind === Kind.key) return isSpelled ? Tier.keyAsTyped : this.#keyTier(slot);
      return kind === Kind.otherKey ? this.#keyTier(slot) : 0;
    });
  }

  #keyTier(slot: number): number {
    const { whole } = this.#query;
    for (const spelling of this.shelf.segment.spellingsOf(slot))
      if (spelling === whole) return Tier.keyAsTyped;
    return Tier.key;
  }

  #nameBeginning(text: string, tiers: Marks): void {
    const { segment, forgotten } = this.shelf;
    const { from, to } = segment.words.beginning(text);
    if (from >= to) return;
    const list = segment.lists(from);
    for (let word = from; word < to; word++) {
      list.nextList();
      if (!list.hasNames) continue;
      while (list.nextPaper())
        if ((list.kind === Kind.key || list.kind === Kind.otherKey) && !forgotten.has(list.slot))
          tiers.raise(list.slot, Tier.keyBegins);
    }
  }

  #nameList(word: number, tiers: Marks, tierOf: (kind: number, slot: number) => number): void {
    if (word < 0) return;
    const { segment, forgotten } = this.shelf;
    const list = segment.lists(word);
    list.nextList();
    if (!list.hasNames) return;
    while (list.nextPaper())
      if (!forgotten.has(list.slot)) tiers.raise(list.slot, tierOf(list.kind, list.slot));
  }
}
