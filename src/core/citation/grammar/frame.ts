import type { ScannedKey } from '../citekey';
import type { CitationMode, Span } from '../model';

/** What a parse found: citations, and opaque stretches (code, math, link targets) that hold none. */
export type Found = FoundCitation | FoundOpaque | FoundPair;

/** A citation, not yet cut out of the text: most of what a parse finds on the way is thrown away again. */
export interface FoundCitation extends Span {
  readonly kind: 'citation';
  readonly bracketed: boolean;
  readonly list: ItemList | undefined;
  /** What its prefixes and suffixes hold. */
  readonly inner: Found | undefined;
}

/** One key of a citation and where its prefix and what follows it stand. */
export interface FoundItem {
  readonly key: ScannedKey;
  readonly mode: CitationMode;
  readonly prefix: Span;
  readonly affix: Span;
}

/** A stretch whose text is not prose. */
interface FoundOpaque extends Span {
  readonly kind: 'opaque';
}

/** Two finds in order: a rope, so that nothing is copied while parts of a text are read several times. */
interface FoundPair {
  readonly kind: 'pair';
  readonly first: Found;
  readonly second: Found;
}

/** Where a parse stands. `afterWord`: straight after a word or closed emphasis, where no citation may begin. */
export interface Position {
  readonly at: number;
  readonly afterWord: boolean;
}

/** A successful parse: where it ended and what it found. */
export interface Parsed extends Position {
  readonly found: Found | undefined;
}

/** The items of a bracket from one of them on, and what their prefixes and suffixes hold. `at` is behind the last. */
export interface Items {
  readonly at: number;
  readonly list: ItemList | undefined;
  readonly found: Found | undefined;
}

/** A linked list: the items behind an item are the same whichever item one starts from. */
export interface ItemList {
  readonly item: FoundItem;
  readonly next: ItemList | undefined;
}

/** A run of inlines: `stopped` when its stop condition was met, else the text ended first. */
export interface Run extends Parsed {
  readonly stopped: boolean;
}

/** Joins two finds. */
export function join(first: Found | undefined, second: Found | undefined): Found | undefined {
  if (first === undefined || second === undefined) return first ?? second;
  return { kind: 'pair', first, second };
}

/** A stretch that holds no prose. */
export function opaque(start: number, end: number): Found {
  return { kind: 'opaque', start, end };
}

/** Everything found, in order (without recursion: ropes can be as long as the text). */
export function flatten(found: Found | undefined): { citations: FoundCitation[]; opaque: Span[] } {
  const citations: FoundCitation[] = [];
  const spans: Span[] = [];
  const stack = found === undefined ? [] : [found];
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    if (top.kind === 'pair') stack.push(top.second, top.first);
    else if (top.kind === 'citation') citations.push(top);
    else spans.push(top);
  }
  return { citations, opaque: spans };
}

/** Inside which kind of quotation marks: one kind cannot open within itself. */
export type Quote = 'none' | 'single' | 'double';

/**
 * What the result of parsing at a position depends on, besides the text: where the readable text ends (a link's
 * label is read as a text of its own), whether links may be formed, the quotation around. Holds the memory that
 * keeps the grammar, which reads many stretches more than once, linear.
 */
export class Frame {
  readonly limit: number;
  readonly links: boolean;
  readonly quote: Quote;
  readonly #results = new Map<string, Map<number, Parsed | undefined>>();
  readonly #runs = new Map<string, Map<number, Run>>();
  /** Lists of items by the offset where they begin. */
  readonly items = new Map<number, Items | undefined>();

  constructor(limit: number, links: boolean, quote: Quote) {
    this.limit = limit;
    this.links = links;
    this.quote = quote;
  }

  /** What one rule gave, by `slot(position)`. */
  results(rule: string): Map<number, Parsed | undefined> {
    return memory(this.#results, rule);
  }

  /** Where runs of one kind led, by `slot(position)`. */
  runs(kind: string): Map<number, Run> {
    return memory(this.#runs, kind);
  }
}

function memory<V>(memories: Map<string, Map<number, V>>, name: string): Map<number, V> {
  let found = memories.get(name);
  if (found === undefined) memories.set(name, (found = new Map<number, V>()));
  return found;
}

/** The key of a position in a frame's memory. */
export function slot(position: Position): number {
  return position.at * 2 + (position.afterWord ? 1 : 0);
}
