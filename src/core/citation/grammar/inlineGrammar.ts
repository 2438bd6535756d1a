import { bareAddressEnd } from '../deviations';
import { wordCharacter } from '../citekey';
import { citation } from './citeGrammar';
import { emphasis, quotation, span, strikeout, superOrSubscript } from './enclosures';
import {
  Frame,
  join,
  opaque,
  slot,
  type Found,
  type Parsed,
  type Position,
  type Quote,
  type Run,
} from './frame';
import { image, inlineNote, link } from './linkGrammar';
import { LinkTargets } from './linkTarget';
import {
  autolinkEnd,
  characterReferenceEnd,
  codeAttributesEnd,
  attributesEnd,
  escapeLength,
  htmlEnd,
  mathEnd,
  noteReferenceEnd,
  texEnd,
} from './opaque';
import { skipSpaces } from './spaces';
import { TextIndex } from './textIndex';

/** How deep brackets, emphasis and quotations may nest; deeper ones are plain characters. Bounds the recursion. */
const MAX_DEPTH = 32;

/** When a run of inlines ends. `name` tells runs apart in the frame's memory. */
export interface RunRule {
  readonly name: string;
  stops(grammar: InlineGrammar, position: Position, frame: Frame): boolean;
  /** Reads the next part of the run; without it, any inline. */
  step?(grammar: InlineGrammar, position: Position, frame: Frame): Parsed | undefined;
}

type Rule = (grammar: InlineGrammar, position: Position, frame: Frame) => Parsed | undefined;

/**
 * Pandoc's grammar of inline Markdown (`Text.Pandoc.Readers.Markdown`, `inline` and below) over the text of one
 * block, as far as it decides what is a citation. A parsing expression grammar: the first rule that fits wins and
 * nothing is reconsidered, so `[@a *x]` is no group, because the `*` looks for its partner beyond the bracket.
 * Remembers results (packrat parsing, Ford 2002), which keeps it linear.
 */
export class InlineGrammar {
  readonly text: string;
  readonly index: TextIndex;
  readonly targets: LinkTargets;
  /** Whether a link label, as written, is defined somewhere in the document. */
  readonly isDefined: (label: string) => boolean;
  readonly #frames = new Map<string, Frame>();
  #depth = 0;

  constructor(text: string, isDefined: (label: string) => boolean) {
    this.text = text;
    this.isDefined = isDefined;
    this.index = new TextIndex(text);
    this.targets = new LinkTargets(text, this.index);
  }

  /** The frame with these properties (always the same one, so that its memory is shared). */
  frame(limit: number, links: boolean, quote: Quote): Frame {
    const name = `${limit} ${links ? 'links' : ''} ${quote}`;
    let frame = this.#frames.get(name);
    if (frame === undefined) this.#frames.set(name, (frame = new Frame(limit, links, quote)));
    return frame;
  }

  /** Everything found between two offsets, read as a text of its own. */
  within(start: number, frame: Frame): Found | undefined {
    const firstAt = this.index.next('@', start);
    if (firstAt < 0 || firstAt >= frame.limit) return undefined;
    const known = frame.results('within');
    if (known.has(start)) return known.get(start)?.found;
    let here: Parsed = { at: start, afterWord: false, found: undefined };
    let found: Found | undefined;
    for (let next = this.inline(here, frame); next; next = this.inline(here, frame)) {
      here = next;
      found = join(found, here.found);
    }
    known.set(start, { ...here, found });
    return found;
  }

  /** Reads inlines until the rule stops the run or the frame ends. */
  run(start: Position, frame: Frame, rule: RunRule): Run {
    const known = frame.runs(rule.name);
    const passed: Parsed[] = [];
    let here: Parsed = { ...start, found: undefined };
    let end = known.get(slot(here));
    while (end === undefined) {
      passed.push(here);
      if (rule.stops(this, here, frame)) end = { ...here, found: undefined, stopped: true };
      else {
        const next = rule.step ? rule.step(this, here, frame) : this.inline(here, frame);
        if (next === undefined) end = { ...here, found: undefined, stopped: false };
        else end = known.get(slot((here = next)));
      }
    }
    return remember(known, passed, here, end);
  }

  /** Reads one inline, or nothing at the frame's end. */
  inline(position: Position, frame: Frame): Parsed | undefined {
    if (position.at >= frame.limit) return undefined;
    const rules = RULES[this.text[position.at] ?? ''];
    return (rules && this.#first(rules, position, frame)) ?? this.#plain(position, frame);
  }

  #first(rules: readonly Rule[], position: Position, frame: Frame): Parsed | undefined {
    const known = frame.results('inline');
    const key = slot(position);
    if (known.has(key)) return known.get(key);
    if (this.#depth >= MAX_DEPTH) return undefined;
    this.#depth++;
    let parsed: Parsed | undefined;
    for (const rule of rules) if ((parsed = rule(this, position, frame))) break;
    this.#depth--;
    known.set(key, parsed);
    return parsed;
  }

  /** Words, spaces and single characters. */
  #plain({ at }: Position, frame: Frame): Parsed {
    if (isSpace(this.text[at])) return plainTo(skipSpaces(this.text, at + 1, frame.limit));
    const address = bareAddressEnd(this.text, at, frame.limit);
    if (address >= 0) return { at: address, afterWord: true, found: opaque(at, address) };
    const word = wordEnd(this.text, at, frame.limit);
    if (word > at) return { at: word, afterWord: true, found: undefined };
    const length = (this.text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
    return { at: Math.min(at + length, frame.limit), afterWord: false, found: undefined };
  }
}

/** Stores for every place a run passed where it led and what it found from there on. */
function remember(known: Map<number, Run>, passed: readonly Parsed[], last: Parsed, end: Run): Run {
  let run = end;
  let following = passed.at(-1) === last ? undefined : last.found;
  for (let index = passed.length - 1; index >= 0; index--) {
    const here = passed[index];
    if (here === undefined) break;
    if (following) run = { ...run, found: join(following, run.found) };
    known.set(slot(here), run);
    following = here.found;
  }
  return run;
}

/** A run of letters, digits and single dots. */
function wordEnd(text: string, start: number, limit: number): number {
  let at = start;
  while (at < limit) {
    const step = text[at] === '.' && text[at + 1] !== '.' ? 1 : wordCharacter(text, at);
    if (step === 0) break;
    at += step;
  }
  return Math.min(at, limit);
}

const isSpace = (character: string | undefined): boolean =>
  character === ' ' || character === '\t' || character === '\n';
const plainTo = (at: number, found?: Found): Parsed => ({ at, afterWord: false, found });
const opaqueTo = (from: number, end: number): Parsed | undefined =>
  end < 0 ? undefined : plainTo(end, opaque(from, end));

const code: Rule = ({ text, index }, { at }, { limit }) => {
  const end = index.codeEnd(at, limit);
  return end < 0 ? undefined : opaqueTo(at, Math.max(end, codeAttributesEnd(text, end, limit)));
};

const math: Rule = ({ text, index }, { at }, { limit }) => {
  const end = mathEnd(text, at, limit, index);
  // An apostrophe straight behind math does not open a quotation.
  const apostrophe =
    end >= 0 && end < limit && /^['’](?![\s\p{P}]|$)/u.test(text.slice(end, end + 3)) ? 1 : 0;
  return end < 0 ? undefined : plainTo(end + apostrophe, opaque(at, end));
};

const autolink: Rule = ({ text }, { at }, { limit, links }) => {
  const end = links ? autolinkEnd(text, at, limit) : -1;
  return end < 0 ? undefined : opaqueTo(at, Math.max(end, attributesEnd(text, end, limit)));
};

const html: Rule = ({ text, index }, { at }, { limit }) => opaqueTo(at, htmlEnd(text, at, limit, index));
const tex: Rule = ({ text, index }, { at }, { limit }) => opaqueTo(at, texEnd(text, at, limit, index));
const noteReference: Rule = ({ text, index }, { at }, { limit }) =>
  index.next(']', at) < 0 ? undefined : opaqueTo(at, noteReferenceEnd(text, at, limit));

const escape: Rule = ({ text }, { at }, { limit }) => {
  const length = escapeLength(text, at, limit);
  // An escaped line break leaves the break itself to be read.
  return length === 0 ? undefined : plainTo(at + (text[at + 1] === '\n' ? 1 : length));
};

const characterReference: Rule = ({ text }, { at }, { limit }) => {
  const end = characterReferenceEnd(text, at, limit);
  return end < 0 ? undefined : plainTo(end);
};

const literal =
  (characters: string): Rule =>
  ({ text }, { at }, { limit }) =>
    text.startsWith(characters, at) && at + characters.length <= limit
      ? plainTo(at + characters.length)
      : undefined;

/** `@word` that may not be a citation, as in an address: pandoc's reference to a numbered example. */
const exampleReference: Rule = ({ text }, { at }, { limit }) => {
  let to = at + 1;
  for (let step = labelStep(text, to); to < limit && step > 0; step = labelStep(text, to)) to += step;
  return to > at + 1 ? plainTo(Math.min(to, limit)) : undefined;
};

/** The length of the next part of an example's label: a letter or digit, or one mark with such behind it. */
function labelStep(text: string, at: number): number {
  const mark = text[at] === '-' || text[at] === '_' ? 1 : 0;
  const word = wordCharacter(text, at + mark);
  return word === 0 ? 0 : mark + word;
}

/** By its first character, the rules for an inline, in order of precedence. */
const RULES: Readonly<Record<string, readonly Rule[]>> = {
  '`': [code],
  _: [emphasis],
  '*': [emphasis],
  '^': [superOrSubscript, inlineNote],
  '[': [noteReference, citation, link],
  '!': [image],
  $: [math],
  '~': [strikeout, superOrSubscript],
  '<': [autolink, span, html],
  '\\': [escape, tex],
  '@': [citation, exampleReference],
  '-': [citation, literal('---'), literal('--')],
  '"': [quotation],
  "'": [quotation],
  '‘': [quotation],
  '“': [quotation],
  '.': [literal('...')],
  '&': [characterReference],
};
