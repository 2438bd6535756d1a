import { wordCharacter } from '../citekey';
import { characterReferenceEnd, escapeLength } from './opaque';
import { skipSpaces, skipSpacesAndLineBreak } from './spaces';
import type { TextIndex } from './textIndex';

/** How far a link's title may reach: keeps hostile texts linear. */
const TITLE_REACH = 500;

/**
 * Reads the `(destination "title")` behind a link's label, as pandoc does: destinations may hold spaces and
 * balanced parentheses.
 */
export class LinkTargets {
  readonly #text: string;
  readonly #index: TextIndex;
  /** Where a destination ends, by limit and by each offset it passes: one that fails is not walked twice. */
  readonly #destinationEnds = new Map<number, Map<number, number>>();

  constructor(text: string, index: TextIndex) {
    this.#text = text;
    this.#index = index;
  }

  /** Offset behind the `)` of the target that opens at `at`, or -1. */
  end(at: number, limit: number): number {
    const text = this.#text;
    if (at >= limit || text[at] !== '(') return -1;
    let to = this.#destinationEnd(skipSpaces(text, at + 1, limit), limit);
    const title = skipSpacesAndLineBreak(text, to, limit);
    if (title >= 0) to = Math.max(to, titleEnd(text, title, limit));
    to = skipSpaces(text, to, limit);
    return to < limit && text[to] === ')' ? to + 1 : -1;
  }

  #destinationEnd(start: number, limit: number): number {
    if (this.#text[start] === '<') {
      const close = this.#angleEnd(start, limit);
      if (close >= 0) return close;
    }
    let known = this.#destinationEnds.get(limit);
    if (known === undefined) this.#destinationEnds.set(limit, (known = new Map<number, number>()));
    const passed: number[] = [];
    let at = start;
    for (let next = at; next >= 0; next = this.#chunkEnd(at, limit)) {
      at = known.get(next) ?? next;
      if (at !== next || known.has(next)) break;
      passed.push(at);
    }
    for (const offset of passed) known.set(offset, at);
    return at;
  }

  #angleEnd(start: number, limit: number): number {
    let close = this.#index.next('>', start);
    while (close > 0 && this.#text[close - 1] === '\\') close = this.#index.next('>', close + 1);
    return close < 0 || close >= limit ? -1 : close + 1;
  }

  /** One step inside a destination, or -1 where it ends. */
  #chunkEnd(at: number, limit: number): number {
    const text = this.#text;
    if (at >= limit) return -1;
    const character = text[at];
    if (character === '(') {
      const close = this.#index.closingParenthesis(at, limit);
      if (close >= 0) return close + 1;
    }
    if (character === ')') return -1;
    if (character !== ' ') return at + (escapeLength(text, at, limit) || 1);
    const to = skipSpaces(text, at, limit);
    return to < limit && /["')]/.test(text[to] ?? '') ? -1 : to;
  }
}

/** A quoted title; its closing quote is not followed by a letter or digit, and quotations may nest in it. */
function titleEnd(text: string, start: number, limit: number, depth = 0): number {
  const quote = text[start];
  if ((quote !== '"' && quote !== "'") || /\s/.test(text[start + 1] ?? ' ')) return -1;
  const reach = Math.min(limit, start + TITLE_REACH);
  for (let at = start + 1; at < reach;) {
    if (text[at] === quote) {
      if (wordCharacter(text, at + 1) === 0 || at + 1 >= limit) return at + 1;
      const nested = depth < 2 ? titleEnd(text, at, limit, depth + 1) : -1;
      if (nested < 0) return -1;
      at = nested;
    } else at += escapeLength(text, at, limit) || Math.max(1, characterReferenceEnd(text, at, limit) - at);
  }
  return -1;
}
