import type { Paper } from '../../src/core/paper';

/** What can be measured: something that finds citation keys. Of papers nothing else is kept. */
export interface Engine {
  /** Takes what type-ahead needs of all papers; nothing where one index has everything. */
  putHeads?(papers: readonly Paper[]): void;
  /** Takes what full-text search needs, batch by batch. */
  putTexts(papers: readonly Paper[]): void | Promise<void>;
  /** Called after the last papers. */
  finish?(): Promise<void>;
  suggest(typed: string, limit: number): Answer;
  search(query: string, limit: number): Answer;
  /** What it takes outside this thread's heap, bytes; NaN where nobody knows. */
  outside?(): number;
  end?(): Promise<void>;
}

type Answer = readonly string[] | Promise<readonly string[]>;

/** Why an engine cannot be measured here. */
export class Unavailable extends Error {}
