import type { Root } from 'mdast';
import { type KnownLabels, LabelUse } from './citation/labels';
import { divideSuffix } from './citation/locator';
import type { ScannedCitation, ScannedItem } from './citation/model';
import { citationsIn, parseWithCitations } from './citation/remarkCitations';
import type { Citation, CitationItem, NoteCitations } from './note';
import { splitBlocks } from './noteBlocks';
import { type FrontMatter, readFrontMatter } from './noteFrontMatter';
import { findReadableText } from './noteLimits';
import type { Problem } from './paper';

/** Replaces `start`..`end` (UTF-16 offsets) by `text`. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A part of a note that is parsed by itself, as it is read there. */
export interface Passage {
  /** Its offset in the note. */
  readonly start: number;
  readonly text: string;
  /** What stands behind it, up to the end of the next part. */
  readonly next: string;
  /** By offsets in the passage; the same array as long as the passage is read the same. */
  readonly citations: readonly Citation[];
  /** The labels that the note defines. */
  readonly labels: KnownLabels;
}

const BYTE_ORDER_MARK = '\ufeff';
const NO_LABELS: KnownLabels = { links: new Set(), footnotes: new Set() };

/**
 * A note that is read again and again while it is edited. It is parsed in stretches (`splitBlocks`), and a stretch is parsed
 * again only when its text is new, or when a label it refers to has become defined or is no longer: the result is
 * that of parsing the note as a whole. A stretch without `@` is parsed only if it may hold definitions.
 */
export class NoteText {
  #text: string;
  #stretches: ReadonlyMap<string, Stretch> = new Map();
  #parsed = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get text(): string {
    return this.#text;
  }

  /** The keys of the note's own entries. */
  get references(): readonly string[] {
    return frontMatterOf(this.#text).references;
  }

  /** How many stretches have been parsed so far. */
  get parsed(): number {
    return this.#parsed;
  }

  /** Applies edits one after the other: each counts offsets in the text that the one before it left. */
  change(edits: readonly TextEdit[]): void {
    for (const { start, end, text } of edits)
      this.#text = this.#text.slice(0, start) + text + this.#text.slice(end);
  }

  /** What the note cites. Never throws. */
  read(): NoteCitations {
    return atOnce(this.readSteps());
  }

  /**
   * As `read`, but pauses after every stretch parsed. It reads the text as it is at the first step; whoever changes it
   * later may drop the steps that are left: what has been parsed is kept.
   */
  *readSteps(): Generator<void, NoteCitations> {
    const text = this.#text;
    const frontMatter = frontMatterOf(text);
    if (!text.includes('@', frontMatter.end)) return noteCitations(frontMatter, []);
    const { placed, problem } = this.#place(text, frontMatter.end);
    const known = yield* this.#define(placed);
    const body: Citation[] = [];
    for (const { start, stretch } of placed) {
      if (stretch.parse(known)) {
        this.#parsed++;
        yield;
      }
      for (const citation of stretch.citations) body.push(moved(citation, start));
    }
    return noteCitations(frontMatter, body, problem);
  }

  /** The labels that the note defines, whether it cites or not. */
  labels(): KnownLabels {
    return atOnce(this.#define(this.#place(this.#text, frontMatterOf(this.#text).end).placed));
  }

  /** The parts of the note's body that have an `@`. */
  passages(): Passage[] {
    const { end } = frontMatterOf(this.#text);
    if (!this.#text.includes('@', end)) return [];
    const { placed } = this.#place(this.#text, end);
    const labels = atOnce(this.#define(placed));
    return placed.flatMap(({ start, stretch }, index) => {
      if (!stretch.text.includes('@')) return [];
      if (stretch.parse(labels)) this.#parsed++;
      const next = placed[index + 1]?.stretch.text ?? '';
      return [{ start, text: stretch.text, next, citations: stretch.citations, labels }];
    });
  }

  /** Finds the stretches of the text, up to the first that cannot be read to its end. */
  #place(text: string, from: number): { placed: Placed[]; problem?: Problem } {
    const stretches = new Map<string, Stretch>();
    const add = (source: string): Stretch => {
      const stretch = stretches.get(source) ?? this.#stretches.get(source) ?? new Stretch(source);
      stretches.set(stretch.text, stretch);
      return stretch;
    };
    const placed: Placed[] = [];
    const starts = splitBlocks(text, from);
    for (const [index, start] of starts.entries()) {
      const stretch = add(text.slice(start, starts[index + 1]));
      const { end, problem } = stretch.readable;
      placed.push({ start, stretch: problem ? add(stretch.text.slice(0, end)) : stretch });
      if (!problem) continue;
      this.#stretches = stretches;
      return { placed, problem: { ...problem, line: lineAt(text, start) + problem.line - 1 } };
    }
    this.#stretches = stretches;
    return { placed };
  }

  /** The labels defined anywhere in the note. */
  *#define(placed: readonly Placed[]): Generator<void, KnownLabels> {
    const links = new Set<string>();
    const footnotes = new Set<string>();
    for (const { stretch } of placed) {
      if (stretch.parseDefinitions()) {
        this.#parsed++;
        yield;
      }
      for (const label of stretch.defined.links) links.add(label);
      for (const label of stretch.defined.footnotes) footnotes.add(label);
    }
    return { links, footnotes };
  }
}

function atOnce<T>(steps: Generator<void, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

interface Placed {
  readonly start: number;
  readonly stretch: Stretch;
}

/** A part of the text that is parsed by itself, wherever in the note it stands. */
class Stretch {
  readonly text: string;
  readonly #isCiting: boolean;
  #readable: ReturnType<typeof findReadableText> | undefined;
  #defined: KnownLabels | undefined;
  #use: LabelUse | undefined;
  #citations: readonly Citation[] = [];

  constructor(text: string) {
    // A copy: engines keep the whole note alive for the sake of a part.
    this.text = ` ${text}`.slice(1);
    this.#isCiting = text.includes('@');
    if (!text.includes(']:')) this.#defined = NO_LABELS;
  }

  get readable(): ReturnType<typeof findReadableText> {
    return (this.#readable ??= findReadableText(this.text, 0, 1));
  }

  get defined(): KnownLabels {
    return this.#defined ?? NO_LABELS;
  }

  /** By offsets in the stretch. */
  get citations(): readonly Citation[] {
    return this.#citations;
  }

  /** Finds what the stretch defines, and tells whether that took a parse. */
  parseDefinitions(): boolean {
    if (this.#defined) return false;
    this.#defined = this.#parse(NO_LABELS).defined;
    return true;
  }

  /** Finds the citations if need be, given all labels of the note, and tells whether that took a parse. */
  parse(known: KnownLabels): boolean {
    if (!this.#isCiting || this.#use?.isSameWith(known)) return false;
    this.#parse(known);
    return true;
  }

  #parse(known: KnownLabels): LabelUse {
    const use = new LabelUse(known);
    this.#citations = citationsOf(this.text, use);
    return (this.#use = use);
  }
}

/** Reads a note with one parse of the whole, without limits: what `NoteText` must come to. */
export function readWhole(text: string): NoteCitations {
  const frontMatter = frontMatterOf(text);
  const body = citationsOf(text.slice(frontMatter.end), new LabelUse(NO_LABELS));
  return noteCitations(
    frontMatter,
    body.map((citation) => moved(citation, frontMatter.end)),
  );
}

/** Parses a text by itself: what it cites, by offsets in the text, and its syntax tree. */
export function parsePassage(
  text: string,
  labels: LabelUse,
): { readonly citations: readonly Citation[]; readonly tree: Root } {
  const tree = parseWithCitations(text, labels);
  const citations = citationsIn(tree).map(finished);
  // Micromark drops the mark and does not count it.
  const isMarked = text.startsWith(BYTE_ORDER_MARK);
  return { tree, citations: isMarked ? citations.map((citation) => moved(citation, 1)) : citations };
}

const citationsOf = (text: string, labels: LabelUse) => parsePassage(text, labels).citations;

const frontMatterOf = (text: string): FrontMatter =>
  readFrontMatter(text, text.startsWith(BYTE_ORDER_MARK) ? 1 : 0);

function noteCitations(
  { citations, bibliographies, references }: FrontMatter,
  body: readonly Citation[],
  problem?: Problem,
): NoteCitations {
  return {
    citations: [...citations.map(finished), ...body].sort((a, b) => a.start - b.start),
    problems: problem ? [problem] : [],
    bibliographies,
    references,
  };
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

function moved(citation: Citation, by: number): Citation {
  return {
    ...citation,
    start: citation.start + by,
    end: citation.end + by,
    items: citation.items.map((item) => ({
      ...item,
      start: item.start + by,
      end: item.end + by,
      keyStart: item.keyStart + by,
      keyEnd: item.keyEnd + by,
    })),
  };
}

function finished({ start, end, bracketed, items }: ScannedCitation): Citation {
  return { start, end, bracketed, items: items.map(finishedItem) };
}

function finishedItem({ affix, ...item }: ScannedItem): CitationItem {
  return { ...item, ...divideSuffix(affix) };
}
