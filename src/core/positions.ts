import { Occurrences } from './occurrences';

/** How far apart the places are whose lines are remembered. */
const STRIDE = 1 << 16;

/**
 * Lines and columns, 1-based, of offsets that mostly ascend: it takes as long as the way from one to the next, and not
 * much for one that has been passed.
 */
export class Positions {
  readonly #newlines: Occurrences;
  #line = 1;
  /** Where the line begins. */
  #start = 0;
  /** From where on its end has to be looked for. */
  #from = 0;
  /** Lines, and where they begin, of offsets a stride apart. */
  readonly #lines: number[] = [];
  readonly #starts: number[] = [];

  constructor(text: string) {
    this.#newlines = new Occurrences(text, '\n');
  }

  at(offset: number): { line: number; column: number } {
    this.pass(offset);
    return { line: this.#line, column: offset - this.#start + 1 };
  }

  /** Goes to an offset: what is asked for next to it is then near. Gives its line. */
  pass(offset: number): number {
    this.#jump(offset);
    for (;;) {
      const end = this.#newlines.from(this.#from, offset);
      if (end >= offset) return this.#line;
      const next = end + 1;
      while (this.#lines.length * STRIDE < next) {
        this.#lines.push(this.#line);
        this.#starts.push(this.#start);
      }
      this.#line++;
      this.#start = this.#from = next;
    }
  }

  /** Goes to a place whose line is remembered, where that is nearer than the one where we are. */
  #jump(offset: number): void {
    const index = Math.min(Math.floor(offset / STRIDE), this.#lines.length - 1);
    const start = this.#starts[index];
    if (start === undefined || (offset >= this.#start && start <= this.#start)) return;
    this.#line = this.#lines[index] ?? 1;
    this.#start = start;
    this.#from = Math.max(start, index * STRIDE);
  }
}
