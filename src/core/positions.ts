/** Lines and columns, 1-based, of offsets that mostly ascend: it takes as long as the way from one to the next. */
export class Positions {
  readonly #text: string;
  #line = 1;
  /** Where the line begins, and where it ends. */
  #start = 0;
  #end: number;

  constructor(text: string) {
    this.#text = text;
    this.#end = this.#endOfLine();
  }

  at(offset: number): { line: number; column: number } {
    while (offset < this.#start) {
      this.#end = this.#start - 1;
      this.#start = this.#end === 0 ? 0 : this.#text.lastIndexOf('\n', this.#end - 1) + 1;
      this.#line--;
    }
    while (offset > this.#end) {
      this.#start = this.#end + 1;
      this.#end = this.#endOfLine();
      this.#line++;
    }
    return { line: this.#line, column: offset - this.#start + 1 };
  }

  #endOfLine(): number {
    const end = this.#text.indexOf('\n', this.#start);
    return end < 0 ? this.#text.length : end;
  }
}
