import type { Node } from 'jsonc-parser';
import type { Problem } from './paper';
import { ToldProblems } from './toldProblems';

/** Where something stands in a text; lines and columns 1-based. */
export type TextSpan = Required<Pick<Problem, 'line' | 'column' | 'endLine' | 'endColumn'>>;

type Range = Pick<Node, 'offset' | 'length'>;

/** Collects the problems of one JSON text, each at its line and column, up to a bound. */
export class JsonProblems {
  readonly #told = new ToldProblems('decisions.moreProblems', 'error');
  readonly #text: string;
  /** Offsets at which lines start; made when they are first asked for. */
  #lines: readonly number[] | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  /** In the order of the text, then how many are not told (`decisions.moreProblems`). */
  get all(): readonly Problem[] {
    return this.#told.all;
  }

  add(code: string, range: Range, ...args: string[]): void {
    this.#add('error', code, range, args);
  }

  /** Something that may be meant as it stands. */
  warn(code: string, range: Range, ...args: string[]): void {
    this.#add('warning', code, range, args);
  }

  span({ offset, length }: Range): TextSpan {
    const start = this.#position(offset);
    const end = this.#position(Math.min(this.#text.length, offset + length));
    return { ...start, endLine: end.line, endColumn: end.column };
  }

  #add(severity: Problem['severity'], code: string, range: Range, args: readonly string[]): void {
    this.#told.add(() => ({ code, severity, ...this.span(range), args }));
  }

  #position(offset: number): { line: number; column: number } {
    const lines = (this.#lines ??= [0, ...Array.from(this.#text.matchAll(/\n/g), ({ index }) => index + 1)]);
    let [low, high] = [0, lines.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((lines[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return { line: low + 1, column: offset - (lines[low] ?? 0) + 1 };
  }
}
