import type { Arrivals } from '../core/arrivals';
import type { Library } from '../core/library';
import { NearKeys } from '../core/nearKeys';
import type { Paper } from '../core/paper';
import { byline } from '../core/tree';
import type { KeyJudgement, PaperChoice } from './protocol';

/** Judges the keys that notes cite: at once, unless one of them is to be compared with all papers there are. */
export class KeyJudge {
  readonly #library: Library;
  readonly #arrivals: Arrivals;
  /** For the papers it was made of; those of the library may be others since. */
  #near: { readonly papers: readonly Paper[]; readonly keys: NearKeys } | undefined;

  constructor(library: Library, arrivals: Arrivals) {
    this.#library = library;
    this.#arrivals = arrivals;
  }

  /** One judgement for each key; nothing when there is one that no paper has. */
  judgeKnown(keys: readonly string[]): KeyJudgement[] | undefined {
    const judgements: KeyJudgement[] = [];
    for (const key of keys) {
      const judgement = this.#judgeKnown(key);
      if (!judgement) return undefined;
      judgements.push(judgement);
    }
    return judgements;
  }

  /** One judgement for each key; nothing when it is no longer wanted. A generator: the caller may pause between steps. */
  *judge(keys: readonly string[], isCancelled: () => boolean): Generator<void, KeyJudgement[] | undefined> {
    for (;;) {
      const { papers } = this.#library;
      const judgements = yield* this.#judgeAll(keys, isCancelled);
      // Papers that changed at a pause: no answer may be true of both.
      if (!judgements || papers === this.#library.papers) return judgements;
    }
  }

  *#judgeAll(
    keys: readonly string[],
    isCancelled: () => boolean,
  ): Generator<void, KeyJudgement[] | undefined> {
    const judgements: KeyJudgement[] = [];
    for (const key of keys) {
      if (isCancelled()) return undefined;
      judgements.push(this.#judgeKnown(key) ?? (yield* this.#judgeUnknown(key)));
    }
    return judgements;
  }

  #judgeKnown(key: string): KeyJudgement | undefined {
    const paper = this.#library.get(key);
    if (paper) {
      const { citekey, year = null } = paper;
      const others = this.#library.othersWith(key).map(choice);
      const kind = citekey === key ? 'known' : 'alias';
      return { kind, citekey, year, ...(others.length > 0 && { others }) };
    }
    const papers = this.#library.meanings(key).flatMap((citekey) => this.#library.get(citekey) ?? []);
    if (papers.length > 0) return { kind: 'ambiguous', papers: papers.map(choice) };
    const arrival = this.#arrivals.get(key);
    return arrival && { kind: 'known', citekey: key, year: arrival.year ?? null };
  }

  *#judgeUnknown(key: string): Generator<void, KeyJudgement> {
    const { papers } = this.#library;
    if (this.#near?.papers !== papers) this.#near = { papers, keys: yield* NearKeys.of(papers) };
    const near = yield* this.#near.keys.near(key);
    yield;
    return {
      kind: 'unknown',
      papers: near.map(({ paper }) => choice(paper)),
      likeKey: near.some(({ likeKey }) => likeKey),
    };
  }
}

function choice(paper: Paper): PaperChoice {
  const { citekey, title, year = null } = paper;
  return { citekey, title, byline: byline(paper), year };
}
