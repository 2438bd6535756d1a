/** What a line of text is, or `facts` for what stands under an abstract (authors, date). */
export type Role = 'title' | 'abstract' | 'facts';

/** What alignment sees of a line. */
export interface Alignable {
  readonly text: string;
  /** Whether it is what stands under an abstract. */
  readonly facts: boolean;
  /** No blank line stands before it. */
  readonly adjacent: boolean;
}

const ROLES: readonly Role[] = ['title', 'abstract', 'facts'];
const [TITLE, ABSTRACT, FACTS] = [0, 1, 2];
const NEVER = 1e9;
const NO_ABSTRACT = 3;
const ANOTHER_PARAGRAPH = 3;
/** Where blank lines separate, lines of one block belong together. */
const SAME_BLOCK = 0.5;

const ABSTRACT_LENGTH = 250;
const TITLE_LENGTH = 160;
const SENTENCE_BREAK = /[.!?]["')\]]?\s+["'(]?\p{Lu}/gu;
const CLOSED = /[.!?:;)\]"'”’…]$/;

/** 0 when a text may well be a title, up to 4 when it can hardly be one. */
export function titleCost(text: string): number {
  if (text.length > ABSTRACT_LENGTH) return 4;
  const breaks = text.match(SENTENCE_BREAK)?.length ?? 0;
  return (text.length > TITLE_LENGTH ? 1 : 0) + (text.endsWith('.') ? 1 : 0) + (breaks > 1 ? 2 : 0);
}

/** 1 when a text looks like a title rather than an abstract, else 0: a short abstract proves nothing. */
export const abstractCost = (text: string): number =>
  text.length <= TITLE_LENGTH && !CLOSED.test(text) && text.search(SENTENCE_BREAK) < 0 ? 1 : 0;

/**
 * Tells titles from abstracts where nothing but order does. Titles and abstracts alternate, and facts end an entry;
 * a missing abstract or one of several paragraphs breaks the rhythm. The reading with the least total of oddities
 * wins (the Viterbi algorithm), so that a text that merely looks odd does not upset the rhythm, and a break in it
 * does not spoil what follows. The first text, and the first after facts, is a title.
 */
export function align(lines: readonly Alignable[], spaced: boolean): Role[] {
  const from = new Uint8Array(lines.length * 3);
  let costs: readonly number[] = [NEVER, NEVER, 0];
  lines.forEach((line, index) => {
    const own = line.facts ? [NEVER, NEVER, 0] : [titleCost(line.text), abstractCost(line.text), NEVER];
    const before = costs;
    costs = own.map((cost, role) => {
      const previous = cheapest(
        before.map((total, earlier) => total + transition(earlier, role, line, spaced)),
      );
      from[index * 3 + role] = previous.index;
      return Math.min(NEVER, cost + previous.cost);
    });
  });
  return trace(from, cheapest(costs).index, lines.length);
}

function transition(earlier: number, role: number, { adjacent }: Alignable, spaced: boolean): number {
  if (role === ABSTRACT) {
    if (earlier === FACTS) return NEVER;
    return earlier === TITLE ? 0 : spaced && adjacent ? SAME_BLOCK : ANOTHER_PARAGRAPH;
  }
  return earlier === TITLE ? NO_ABSTRACT : 0;
}

function cheapest(costs: readonly number[]): { index: number; cost: number } {
  const cost = Math.min(...costs);
  return { index: costs.indexOf(cost), cost };
}

function trace(from: Uint8Array, last: number, length: number): Role[] {
  const roles = new Array<Role>(length);
  for (let index = length - 1, role = last; index >= 0; index--) {
    roles[index] = ROLES[role] ?? 'facts';
    role = from[index * 3 + role] ?? FACTS;
  }
  return roles;
}
