/**
 * Where the braces of TeX arguments close: as in TeX, `%` hides the rest of its line. Whether a `%` is a comment depends on
 * the brace that one starts from, so braces cannot be paired once for the whole text; what is learnt on the way is
 * remembered by line and by brace, and no line is walked twice from the same place.
 */
export class TexBraces {
  readonly #text: string;
  /** By where a line or an argument begins, the brace that closes the argument, or -1. */
  readonly #ends = new Map<number, number>();

  constructor(text: string) {
    this.#text = text;
  }

  /** The `}` that closes the `{` at `open`, or -1. */
  closing(open: number): number {
    const text = this.#text;
    // For each argument that is open, the places whose end is its end.
    const pending: number[][] = [];
    const close = (end: number) => {
      for (const start of pending.pop() ?? []) this.#ends.set(start, end);
    };
    let at = open;
    do {
      const character = text[at++];
      if (character === undefined) while (pending.length > 0) close(-1);
      else if (character === '\\') at++;
      else if (character === '}') close(at - 1);
      else if (character === '%') at = this.#lineEnd(at);
      else if (character === '{') pending.push([]);
      const known = character === '{' || character === '\n' ? this.#ends.get(at) : undefined;
      if (known === -1) while (pending.length > 0) close(-1);
      else if (known !== undefined) {
        close(known);
        at = known + 1;
      } else if (character === '{' || character === '\n') pending.at(-1)?.push(at);
    } while (pending.length > 0);
    return this.#ends.get(open + 1) ?? -1;
  }

  #lineEnd(at: number): number {
    const end = this.#text.indexOf('\n', at);
    return end < 0 ? this.#text.length : end;
  }
}
