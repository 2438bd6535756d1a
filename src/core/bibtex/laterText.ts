import { latexText } from './latexText';
import { ownText } from './ownText';

/** A longer text is left as it is written: decoding it would take too long. */
const LONGEST_DECODED = 1 << 16;

/** A text that is decoded when it is first asked for. */
class LaterText {
  #source: string;
  #isRead = false;

  constructor(source: string) {
    this.#source = source;
  }

  read(): string {
    if (!this.#isRead) {
      const text = this.#source.length > LONGEST_DECODED ? this.#source.trim() : latexText(this.#source);
      this.#source = ownText(text);
      this.#isRead = true;
    }
    return this.#source;
  }
}

type Item = Record<string | symbol, unknown>;

const property = (field: string) => {
  const text = Symbol(field);
  const read = {
    enumerable: true,
    configurable: true,
    get(this: Item) {
      return (this[text] as LaterText).read();
    },
  };
  return { text, read };
};

/** The same for all items: each with a getter of its own would be an object of its own kind, slow and large. */
const LATER = { abstract: property('abstract'), annote: property('annote') };

/**
 * Adds a text that is decoded when it is first asked for. An enumerable property of the item's own: copying, merging
 * and JSON ask for it like any other, after which it is plain data.
 */
export function addLater(item: Record<string, unknown>, field: keyof typeof LATER, source: string): void {
  if (source.trim() === '') return;
  const { text, read } = LATER[field];
  Object.defineProperty(item, text, { value: new LaterText(source) });
  Object.defineProperty(item, field, read);
}
