import type { Node, Parent } from 'mdast';
import { type KnownLabels, LabelUse } from './citation/labels';
import { parseWithCitations } from './citation/remarkCitations';
import { scanCitations } from './citation/scan';
import { splitBlocks } from './noteBlocks';
import { readFrontMatter } from './noteFrontMatter';
import { findReadableText } from './noteLimits';
import type { NoteText } from './noteText';

/** A part of a note's running text; `start` is its offset in the note. */
export interface Prose {
  readonly start: number;
  readonly text: string;
}

/** The neighbourhood of an offset in a note: its block and the next, parsed. */
export class NoteStructure {
  readonly #text: string;
  readonly #offset: number;
  readonly #start: number;
  readonly #end: number;
  readonly #labels: KnownLabels;
  readonly #tree: Node | undefined;

  constructor(note: NoteText, offset: number) {
    const { text } = note;
    this.#text = text;
    this.#offset = offset;
    const mark = text.startsWith('\ufeff') ? 1 : 0;
    const body = readFrontMatter(text, mark).end;
    const starts = splitBlocks(text, body);
    const index = starts.findLastIndex((start) => start <= offset);
    // The mark is no text for the parser.
    this.#start = Math.max(mark, starts[index] ?? 0);
    this.#end = starts[index + 2] ?? text.length;
    this.#labels = note.labels();
    if (index >= 0) this.#tree = this.#parse(text.slice(this.#start, this.#end));
  }

  /** Whether the offset is in an HTML comment: what is written there stays there. */
  get isInComment(): boolean {
    return this.#around().some((node) => node.type === 'html' && this.#source(node).startsWith('<!--'));
  }

  /**
   * The offset, or the end of what is no prose, and of a link: a citation in its text would be a link in a link. An image's
   * description is its caption, which may cite.
   */
  get outside(): number {
    const around = this.#around();
    const [block, ...inlines] = around.slice(around.findLastIndex(({ type }) => TEXT_BLOCKS.has(type)));
    if (!block || !TEXT_BLOCKS.has(block.type)) return this.#offset;
    const closed = inlines.find((node) => ATOMS.has(node.type) || this.#isInTarget(node));
    return Math.max(closed ? this.#endOf(closed) : this.#offset, this.#opaqueEnd(block));
  }

  /**
   * The running text that the offset is in, with no more than `reach` characters to either side; nothing in citations, code,
   * math, HTML, links and images, nor between blocks.
   */
  prose(reach: number): Prose | undefined {
    const nodes = this.#touching();
    const text = nodes.at(-1);
    const block = nodes.find(({ type }) => TEXT_BLOCKS.has(type));
    if (text?.type !== 'text' || !block || nodes.some(({ type }) => ATOMS.has(type))) return undefined;
    if (this.#opaqueEnd(block) > this.#offset) return undefined;
    const start = Math.max(this.#startOf(text), this.#offset - reach);
    const end = Math.min(this.#endOf(text), this.#offset + reach);
    return { start, text: this.#text.slice(start, end) };
  }

  /**
   * What an insertion must leave as it is, in JSON: the kinds of blocks and inlines in order, and what they say as far as it is
   * no prose: addresses, labels, code. Nothing where a part of it cannot be read.
   */
  get shape(): string | undefined {
    return this.#tree && shapeOf(this.#tree);
  }

  /** Its shape when `length` characters were inserted into the note, whose text then is `changed`. */
  shapeAfter(changed: string, length: number): string | undefined {
    const tree = this.#tree && this.#parse(changed.slice(this.#start, this.#end + length));
    return tree && shapeOf(tree);
  }

  #parse(source: string): Node | undefined {
    if (findReadableText(source, 0, 1).problem) return undefined;
    return parseWithCitations(source, new LabelUse(this.#labels));
  }

  /** The nodes that the offset is inside of, from the outermost. */
  #around(): Node[] {
    const nodes: Node[] = [];
    for (let node = this.#tree; node;) {
      const children: readonly Node[] = 'children' in node ? (node as Parent).children : [];
      node = children.find(
        (child) => this.#startOf(child) < this.#offset && this.#offset < this.#endOf(child),
      );
      // At either end of a text its block counts: what is opaque there is found in it.
      node ??= children.find(
        (child) =>
          TEXT_BLOCKS.has(child.type) &&
          this.#startOf(child) <= this.#offset &&
          this.#offset <= this.#endOf(child),
      );
      if (node) nodes.push(node);
    }
    return nodes;
  }

  /** The nodes that the offset is in or at the end of, from the outermost; where two meet, the later one. */
  #touching(): Node[] {
    const nodes: Node[] = [];
    for (let node = this.#tree; node;) {
      const children: readonly Node[] = 'children' in node ? (node as Parent).children : [];
      node = children.findLast(
        (child) => this.#startOf(child) <= this.#offset && this.#offset <= this.#endOf(child),
      );
      if (node) nodes.push(node);
    }
    return nodes;
  }

  /** Math, HTML, code and the like: whatever the grammar of citations takes for no prose. */
  #opaqueEnd(block: Node): number {
    const source = this.#source(block);
    const at = this.#offset - this.#startOf(block);
    // Without any citation nothing would be scanned.
    const { opaque } = scanCitations(`${source} @x`);
    const span = opaque.find(({ start, end }) => start < at && at < end && end <= source.length);
    return span ? this.#startOf(block) + span.end : this.#offset;
  }

  #isInTarget(node: Node): boolean {
    if (node.type !== 'image' && node.type !== 'imageReference') return false;
    const target = this.#source(node).lastIndexOf(node.type === 'image' ? '](' : '][');
    return target >= 0 && this.#offset > this.#startOf(node) + target;
  }

  #source = (node: Node): string => this.#text.slice(this.#startOf(node), this.#endOf(node));
  #startOf = ({ position }: Node): number => this.#start + (position?.start.offset ?? 0);
  #endOf = ({ position }: Node): number => this.#start + (position?.end.offset ?? 0);
}

/** Blocks that hold text with inlines. */
const TEXT_BLOCKS: ReadonlySet<string> = new Set(['paragraph', 'heading', 'tableCell']);
/** Inlines with nothing in them that could cite. */
const ATOMS: ReadonlySet<string> = new Set([
  'link',
  'linkReference',
  'inlineCode',
  'html',
  'footnoteReference',
]);
/** Prose may come and go. */
const PROSE: ReadonlySet<string> = new Set(['text', 'citation', 'paragraph']);

/** Its blocks and inlines but prose and citations, with what they say as far as it is no prose. */
export function shapeOf(tree: Node): string {
  const shape: unknown[] = [];
  const stack: Node[] = [tree];
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (!PROSE.has(node.type)) {
      const { depth, url, identifier, value } = node as Node & Record<string, unknown>;
      shape.push([node.type, depth, url, identifier, value]);
    }
    if ('children' in node) for (const child of (node as Parent).children.toReversed()) stack.push(child);
  }
  return JSON.stringify(shape);
}
