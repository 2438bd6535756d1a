import type { Code, Construct, Effects, Point, State, TokenizeContext } from 'micromark-util-types';
import type { ScannedCitation, ScannedItem } from './model';
import { scanCitations } from './scan';

/** What one text (of a paragraph, heading, cell) holds, by offset in the document. */
export interface Plan {
  readonly citations: ReadonlyMap<number, ScannedCitation>;
  readonly opaqueStarts: ReadonlySet<number>;
}

const NO_PLAN: Plan = { citations: new Map(), opaqueStarts: new Set() };
/** Micromark's codes: -5 to -3 are line endings, -2 a tab, -1 a column of a tab that is no character. */
const LAST_LINE_ENDING = -3;
const TAB = -2;

const plans = new WeakMap<TokenizeContext, Plan>();

/** The plan of the text being tokenized, once `withPlan` has made it. */
export function planOf(context: TokenizeContext): Plan | undefined {
  return plans.get(context);
}

/** A state that goes on with `next` when the text has a plan: if need be it reads ahead to the end to make one. */
export function withPlan(context: TokenizeContext, effects: Effects, next: State): State {
  if (plans.has(context)) return next;
  const reader: Construct = { partial: true, tokenize: (inner, ok) => readToEnd(context, inner, ok) };
  return effects.check(reader, next, next);
}

function readToEnd(context: TokenizeContext, effects: Effects, ok: State): State {
  const start = context.events[0]?.[1].start ?? context.now();
  const lineStarts = knownLineStarts(context, start);
  const read: State = (code) => {
    if (isLineEnding(context.previous)) noteLine(lineStarts, context.now());
    if (code === null) {
      plans.set(context, makePlan(context, start, lineStarts));
      return ok(code);
    }
    effects.consume(code);
    return read;
  };
  return read;
}

const isLineEnding = (code: Code): boolean => code !== null && code <= LAST_LINE_ENDING;

function noteLine(lineStarts: Map<number, number>, { line, offset }: Point): void {
  if (!lineStarts.has(line)) lineStarts.set(line, offset);
}

/** Offsets of the lines already tokenized: containers (`> `) make them jump, so they cannot be counted. */
function knownLineStarts(context: TokenizeContext, start: Point): Map<number, number> {
  const lineStarts = new Map<number, number>([[start.line, start.offset]]);
  for (const [, token] of context.events) noteLine(lineStarts, token.start);
  noteLine(lineStarts, context.now());
  return lineStarts;
}

function makePlan(context: TokenizeContext, start: Point, lineStarts: ReadonlyMap<number, number>): Plan {
  const { text, offsetAt } = read(context, start, lineStarts);
  if (!text.includes('@')) return NO_PLAN;
  const { citations, opaque } = scanCitations(text, (label) => isDefined(context, label));
  return {
    citations: new Map(citations.map((citation) => [offsetAt(citation.start), placed(citation, offsetAt)])),
    opaqueStarts: new Set(opaque.map((span) => offsetAt(span.start))),
  };
}

interface ReadText {
  readonly text: string;
  /** From an offset in the text to the one in the document. */
  readonly offsetAt: (at: number) => number;
}

/** The text from `start` to here, with `\n` between lines. */
function read(context: TokenizeContext, start: Point, lineStarts: ReadonlyMap<number, number>): ReadText {
  let text = '';
  let line = start.line;
  const lines = [{ at: 0, offset: start.offset }];
  for (const chunk of context.sliceStream({ start, end: context.now() })) {
    if (typeof chunk === 'string') text += chunk;
    else if (chunk === TAB) text += '\t';
    else if (chunk !== null && chunk >= 0) text += String.fromCharCode(chunk);
    else if (isLineEnding(chunk)) {
      text += '\n';
      lines.push({ at: text.length, offset: lineStarts.get(++line) ?? 0 });
    }
  }
  return { text, offsetAt: (at) => offsetIn(lines, at) };
}

function offsetIn(lines: readonly { readonly at: number; readonly offset: number }[], at: number): number {
  let low = 0;
  for (let high = lines.length; high - low > 1;) {
    const middle = (low + high) >> 1;
    if ((lines[middle]?.at ?? 0) <= at) low = middle;
    else high = middle;
  }
  const line = lines[low];
  return line ? line.offset + at - line.at : at;
}

function isDefined(context: TokenizeContext, label: string): boolean {
  const identifier = label
    .replace(/[\t\n\r ]+/g, ' ')
    .replace(/^ | $/g, '')
    .toLowerCase()
    .toUpperCase();
  return identifier !== '' && context.parser.defined.includes(identifier);
}

/** The same citation with offsets in the document. */
function placed(citation: ScannedCitation, offsetAt: (at: number) => number): ScannedCitation {
  return {
    ...citation,
    start: offsetAt(citation.start),
    end: offsetAt(citation.end),
    items: citation.items.map((item) => placedItem(item, offsetAt)),
    nested: citation.nested.map((inner) => placed(inner, offsetAt)),
  };
}

function placedItem(item: ScannedItem, offsetAt: (at: number) => number): ScannedItem {
  return {
    ...item,
    start: offsetAt(item.start),
    end: offsetAt(item.end),
    keyStart: offsetAt(item.keyStart),
    keyEnd: offsetAt(item.keyEnd),
  };
}
