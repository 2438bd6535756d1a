import { wordCharacter } from '../citekey';
import { join, opaque, type Frame, type Parsed, type Position, type Quote } from './frame';
import type { InlineGrammar, RunRule } from './inlineGrammar';
import { htmlEnd } from './opaque';

const isSpace = (character: string | undefined): boolean => character === ' ' || character === '\t';
const isWhite = (character: string | undefined): boolean => isSpace(character) || character === '\n';

/** Whether `count` emphasis marks at `at` can close: underscores do not before a letter or digit. */
function closes(text: string, at: number, mark: string, count: number, limit: number): boolean {
  const end = at + count;
  if (end > limit) return false;
  for (let offset = at; offset < end; offset++) if (text[offset] !== mark) return false;
  return mark === '*' || end >= limit || wordCharacter(text, end) === 0;
}

const untilMarks = (mark: string, count: number): RunRule => ({
  name: `${mark}${count}`,
  stops: ({ text }, { at }, { limit }) => closes(text, at, mark, count, limit),
});

/** Inside single marks, double ones may open strong emphasis. */
const untilSingleMark = (mark: string): RunRule => ({
  ...untilMarks(mark, 1),
  stops: (grammar, position, { limit }) =>
    closes(grammar.text, position.at, mark, 1, limit) && !opensStrong(grammar.text, position.at, mark, limit),
  step: (grammar, position, frame) =>
    closes(grammar.text, position.at, mark, 1, frame.limit)
      ? strong(grammar, { at: position.at + 2, afterWord: false }, frame, mark)
      : grammar.inline(position, frame),
});

const opensStrong = (text: string, at: number, mark: string, limit: number): boolean =>
  at + 2 <= limit && text[at] === mark && text[at + 1] === mark && !closes(text, at + 2, mark, 1, limit);

interface MarkRules {
  readonly any: RunRule;
  readonly single: RunRule;
  readonly double: RunRule;
}

const markRules = (mark: string): MarkRules => ({
  any: { ...untilMarks(mark, 1), name: `${mark}any` },
  single: untilSingleMark(mark),
  double: untilMarks(mark, 2),
});
const MARK_RULES: Readonly<Record<string, MarkRules>> = { '*': markRules('*'), _: markRules('_') };

/** Emphasis. Marks that find no partner swallow the rest of the text as their content, as in pandoc. */
export function emphasis(grammar: InlineGrammar, position: Position, frame: Frame): Parsed | undefined {
  const { text } = grammar;
  const mark = text[position.at] ?? '';
  if (mark === '_' && position.afterWord) return undefined;
  let at = position.at;
  while (at < frame.limit && text[at] === mark) at++;
  const inside = { at, afterWord: false };
  const count = at - position.at;
  if (at < frame.limit && isSpace(text[at])) return grammar.inline(inside, frame);
  if (count === 1) return single(grammar, inside, frame, mark);
  if (count === 2) return strong(grammar, inside, frame, mark);
  if (count === 3) return triple(grammar, inside, frame, mark);
  return { ...inside, found: undefined };
}

function single(grammar: InlineGrammar, inside: Position, frame: Frame, mark: string): Parsed {
  const run = grammar.run(inside, frame, (MARK_RULES[mark] ?? markRules(mark)).single);
  return run.stopped ? { at: run.at + 1, afterWord: true, found: run.found } : run;
}

function strong(grammar: InlineGrammar, inside: Position, frame: Frame, mark: string): Parsed {
  const run = grammar.run(inside, frame, (MARK_RULES[mark] ?? markRules(mark)).double);
  return run.stopped ? { at: run.at + 2, afterWord: true, found: run.found } : run;
}

function triple(grammar: InlineGrammar, inside: Position, frame: Frame, mark: string): Parsed {
  const run = grammar.run(inside, frame, (MARK_RULES[mark] ?? markRules(mark)).any);
  if (!run.stopped) return run;
  const count = [3, 2, 1].find((marks) => closes(grammar.text, run.at, mark, marks, frame.limit)) ?? 1;
  const closed = { at: run.at + count, afterWord: true, found: run.found };
  if (count === 3) return closed;
  const rest = (count === 2 ? single : strong)(grammar, closed, frame, mark);
  return { ...rest, found: join(run.found, rest.found) };
}

const STRIKEOUT: RunRule = {
  name: '~~',
  stops: ({ text }, { at }, { limit }) => text.startsWith('~~', at) && at + 2 <= limit,
  // Space straight before the closing marks makes it no strikeout.
  step(grammar, position, frame) {
    if (!isWhite(grammar.text[position.at])) return grammar.inline(position, frame);
    if (grammar.text[position.at] === '\n') return grammar.inline(position, frame);
    const next = grammar.inline(position, frame);
    return next && grammar.text.startsWith('~~', next.at) ? undefined : next;
  },
};

/** `~~text~~`. */
export function strikeout(grammar: InlineGrammar, { at }: Position, frame: Frame): Parsed | undefined {
  const { text } = grammar;
  if (!text.startsWith('~~', at) || at + 2 >= frame.limit) return undefined;
  if (text[at + 2] === '~' || isWhite(text[at + 2])) return undefined;
  const run = grammar.run({ at: at + 2, afterWord: false }, frame, STRIKEOUT);
  return run.stopped ? { at: run.at + 2, afterWord: false, found: run.found } : undefined;
}

const raised = (mark: string): RunRule => ({
  name: `${mark} ${mark}`,
  stops: ({ text }, { at }, { limit }) => at < limit && text[at] === mark,
  step: (grammar, position, frame) =>
    isWhite(grammar.text[position.at]) ? undefined : grammar.inline(position, frame),
});
const RAISED: Readonly<Record<string, RunRule>> = { '^': raised('^'), '~': raised('~') };

/** `^text^` and `~text~`, neither empty nor with spaces. */
export function superOrSubscript(grammar: InlineGrammar, { at }: Position, frame: Frame): Parsed | undefined {
  const mark = grammar.text[at] ?? '';
  const rule = RAISED[mark];
  if (rule === undefined || grammar.text[at + 1] === mark) return undefined;
  const run = grammar.run({ at: at + 1, afterWord: false }, frame, rule);
  return run.stopped ? { at: run.at + 1, afterWord: false, found: run.found } : undefined;
}

const untilQuote = (name: string, marks: string, wordMayFollow: boolean): RunRule => ({
  name,
  stops: ({ text }, { at }, { limit }) =>
    at < limit &&
    marks.includes(text[at] ?? ' ') &&
    (wordMayFollow || at + 1 >= limit || wordCharacter(text, at + 1) === 0),
});
const QUOTATIONS: Readonly<Record<Exclude<Quote, 'none'>, RunRule>> = {
  single: untilQuote("'", "'’", false),
  double: untilQuote('"', '"”', true),
};

/** Quotations in `"` or `'`, straight or curly: a bracket or semicolon inside one does not end a citation. */
export function quotation(grammar: InlineGrammar, position: Position, frame: Frame): Parsed | undefined {
  const { text } = grammar;
  const quote = '"“'.includes(text[position.at] ?? ' ') ? 'double' : 'single';
  const inside = { at: position.at + 1, afterWord: false };
  if (frame.quote === quote || position.afterWord) return undefined;
  if (inside.at >= frame.limit || isWhite(text[inside.at])) return undefined;
  const rule = QUOTATIONS[quote];
  const inner = grammar.frame(frame.limit, frame.links, quote);
  const run = rule.stops(grammar, inside, inner) ? undefined : grammar.run(inside, inner, rule);
  return run?.stopped
    ? { at: run.at + 1, afterWord: false, found: run.found }
    : { ...inside, found: undefined };
}

const SPAN_CLOSE = /<\/span[ \t\n]*>/iy;
function spanCloseEnd(text: string, at: number, limit: number): number {
  SPAN_CLOSE.lastIndex = at;
  return text[at] === '<' && SPAN_CLOSE.test(text) && SPAN_CLOSE.lastIndex <= limit
    ? SPAN_CLOSE.lastIndex
    : -1;
}
const SPAN: RunRule = {
  name: 'span',
  stops: ({ text }, { at }, { limit }) => spanCloseEnd(text, at, limit) >= 0,
};

/** `<span>text</span>`: its brackets and semicolons are its own. */
export function span(grammar: InlineGrammar, { at }: Position, frame: Frame): Parsed | undefined {
  const { text, index } = grammar;
  if (!/^<span[\s>/]/i.test(text.slice(at, at + 6))) return undefined;
  const open = htmlEnd(text, at, frame.limit, index);
  if (open < 0) return undefined;
  const run = grammar.run({ at: open, afterWord: false }, frame, SPAN);
  if (!run.stopped) return undefined;
  const end = spanCloseEnd(text, run.at, frame.limit);
  const found = join(join(opaque(at, open), run.found), opaque(run.at, end));
  return { at: end, afterWord: false, found };
}
