import { fold } from '../fold';
import { Dictionary, type Term } from './dictionary';
import { appeared, identifiersOf, weighedForms } from './forms';
import type { Head, Hit, SuggestOptions, TypeAhead } from './port';
import { Ranking } from './ranking';
import { type Typed, readTyped } from './typed';
import { type Lenience, WordMatch } from './wordMatch';
import { parts } from './words';

/** The kinds of matches, weakest first, as {@link TypeAhead} orders them. */
const Tier = { mistyped: 0, words: 1, keyBegins: 2, acronym: 3, key: 4, keyAsTyped: 5 } as const;
const TIERS = 6;

/** What is tried in turn until something is found. */
const LENIENCE: readonly Lenience[] = ['none', 'unknown', 'all', 'unknown from the first letter'];

/** Type-ahead over all heads, held in memory: see {@link TypeAhead} for what matches and in which order. */
export class SuggestIndex implements TypeAhead {
  readonly #slots = new Map<string, number>();
  readonly #heads: (Head | undefined)[] = [];
  readonly #free: number[] = [];
  readonly #words = new Dictionary();
  /** Keys, aliases, arXiv ids and DOIs, folded. */
  readonly #keys = new Dictionary();
  /** Acronyms, folded and glued. */
  readonly #acronyms = new Dictionary();
  /** By slot: its place among all papers, newest first; undefined when out of date. */
  #places: Int32Array | undefined;

  put(heads: readonly Head[]): void {
    for (const head of heads) {
      this.remove([head.citekey]);
      this.#add(head);
    }
  }

  remove(citekeys: readonly string[]): void {
    for (const citekey of citekeys) {
      const slot = this.#slots.get(citekey);
      if (slot === undefined) continue;
      for (const dictionary of [this.#words, this.#keys, this.#acronyms]) dictionary.delete(slot);
      this.#slots.delete(citekey);
      this.#heads[slot] = undefined;
      this.#free.push(slot);
      this.#places = undefined;
    }
  }

  suggest(typed: string, options: SuggestOptions): Hit[] {
    const query = readTyped(typed);
    const { limit, accepts } = options;
    const isAccepted = accepts && ((slot: number) => accepts(this.#heads[slot]?.citekey ?? ''));
    const ranking = new Ranking(limit, this.#orderOfEquals(options), isAccepted);
    if (query.whole === '') for (const slot of this.#slots.values()) ranking.add(slot, 0);
    else this.#rank(query, ranking);
    return ranking.best.map(({ slot, score }) => ({ citekey: this.#heads[slot]?.citekey ?? '', score }));
  }

  #add(head: Head): void {
    const slot = this.#free.pop() ?? this.#heads.length;
    const flat = (words: readonly string[]) => new Map(words.map((word) => [word, 1]));
    this.#slots.set(head.citekey, slot);
    this.#heads[slot] = head;
    this.#words.add(slot, weighedForms(head));
    this.#keys.add(slot, flat([...[head.citekey, ...head.aliases].map(fold), ...identifiersOf(head)]));
    this.#acronyms.add(slot, flat(head.acronyms.map((acronym) => parts(acronym).join(''))));
    this.#places = undefined;
  }

  #rank(query: Typed, ranking: Ranking): void {
    const named = this.#named(query);
    const words = new WordMatch(this.#words, query.words, this.#heads.length);
    for (const lenience of LENIENCE) {
      const scores = words.match(lenience);
      const base = lenience === 'none' ? Tier.words : Tier.mistyped;
      scores.forEach((score, slot) => {
        if (score > 0 && !named.has(slot)) ranking.add(slot, (base + score) / TIERS);
      });
      for (const [slot, tier] of named)
        ranking.add(slot, (tier + (tier === Tier.keyBegins ? (scores[slot] ?? 0) : 0)) / TIERS);
      if (ranking.best.length > 0) return;
    }
  }

  /** The papers that are meant by the whole text, with their tiers. */
  #named({ whole, glued }: Typed): Map<number, number> {
    const tiers = new Map<number, number>();
    const raise = (term: Term | undefined, tier: number) => {
      for (const slot of term?.slots ?? []) tiers.set(slot, Math.max(tier, tiers.get(slot) ?? 0));
    };
    const folded = fold(whole);
    for (const text of new Set([folded, glued]))
      if (text !== '') for (const term of this.#keys.beginning(text)) raise(term, Tier.keyBegins);
    raise(this.#acronyms.exact(glued), Tier.acronym);
    const exact = this.#keys.exact(folded);
    raise(exact, Tier.key);
    for (const slot of exact?.slots ?? []) if (this.#hasKey(slot, whole)) tiers.set(slot, Tier.keyAsTyped);
    return tiers;
  }

  #hasKey(slot: number, key: string): boolean {
    const head = this.#heads[slot];
    return head !== undefined && (head.citekey === key || head.aliases.includes(key));
  }

  /** Cited in this note, cited in the workspace, newer, key. */
  #orderOfEquals({ citedInNote, citedInWorkspace }: SuggestOptions): (a: number, b: number) => number {
    const places = (this.#places ??= this.#placesByDate());
    const near = new Uint8Array(this.#heads.length);
    const mark = (citekeys: Iterable<string>, level: number) => {
      for (const citekey of citekeys) {
        const slot = this.#slots.get(citekey);
        if (slot !== undefined) near[slot] = level;
      }
    };
    mark(citedInWorkspace ?? [], 1);
    mark(citedInNote ?? [], 2);
    return (a, b) => (near[b] ?? 0) - (near[a] ?? 0) || (places[a] ?? 0) - (places[b] ?? 0);
  }

  #placesByDate(): Int32Array {
    const dated = Array.from(this.#slots, ([citekey, slot]) => {
      const head = this.#heads[slot];
      return { citekey, slot, date: head ? appeared(head) : '' };
    });
    dated.sort((a, b) => compare(b.date, a.date) || compare(a.citekey, b.citekey));
    const places = new Int32Array(this.#heads.length);
    for (const [place, { slot }] of dated.entries()) places[slot] = place;
    return places;
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
