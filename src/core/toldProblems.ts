import type { Problem } from './paper';

const MOST_TOLD = 100;

/** The problems of one file: the first hundred, and how many more there are. */
export class ToldProblems {
  readonly #more: Pick<Problem, 'code' | 'severity'>;
  readonly #told: Problem[] = [];
  #untold = 0;

  /** `code` is that of the problem, at the file's first line, which says how many are not told. */
  constructor(code: string, severity: Problem['severity'] = 'warning') {
    this.#more = { code, severity };
  }

  get isEmpty(): boolean {
    return this.#told.length === 0;
  }

  /** Whether others are only counted. */
  get isFull(): boolean {
    return this.#told.length >= MOST_TOLD;
  }

  /** Adds one. It is made only if it is told: to look up where it stands takes time. */
  add(make: () => Problem): void {
    if (this.isFull) this.#untold++;
    else this.#told.push(make());
  }

  /** Those that are told, in the order of the text, then how many are not. */
  get all(): readonly Problem[] {
    const told = [...this.#told].sort((a, b) => a.line - b.line || (a.column ?? 0) - (b.column ?? 0));
    return this.#untold === 0 ? told : [...told, { ...this.#more, line: 1, args: [this.#untold] }];
  }
}
