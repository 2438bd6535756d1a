import { isGroup } from './citeGrammar';
import { join, opaque, type Frame, type Found, type Parsed, type Position } from './frame';
import type { InlineGrammar } from './inlineGrammar';
import { attributesEnd } from './opaque';

/** `[text](target)`, `[text][label]`, `[label]`, `[text]{.class}`; also brackets that turn out to be none of these. */
export function link(grammar: InlineGrammar, { at }: Position, frame: Frame): Parsed | undefined {
  const { text } = grammar;
  const close = labelEnd(grammar, at, frame);
  if (close < 0) return undefined;
  const attributes = attributesEnd(text, close + 1, frame.limit);
  if (attributes >= 0) return to(attributes, label(grammar, at, close, frame, frame.links));
  return frame.links ? labelled(grammar, at, close, frame, false) : undefined;
}

/** `![text](target)` and its forms with labels. Its text may hold links. */
export function image(grammar: InlineGrammar, { at }: Position, frame: Frame): Parsed | undefined {
  const close = at + 1 < frame.limit ? labelEnd(grammar, at + 1, frame) : -1;
  return close < 0 ? undefined : labelled(grammar, at + 1, close, frame, frame.links);
}

/** `^[text]`: a footnote in place. */
export function inlineNote(grammar: InlineGrammar, { at }: Position, frame: Frame): Parsed | undefined {
  const open = at + 1;
  if (open >= frame.limit || grammar.text[open] !== '[') return undefined;
  const close = grammar.index.closingBracket(open, frame.limit);
  return close < 0 ? undefined : to(close + 1, label(grammar, open, close, frame, frame.links));
}

const to = (at: number, found: Found | undefined): Parsed => ({ at, afterWord: false, found });

/** Where the label that opens at `open` closes, or -1. */
function labelEnd({ text, index }: InlineGrammar, open: number, { limit }: Frame): number {
  return text[open] !== '[' || text[open + 1] === '^' ? -1 : index.closingBracket(open, limit);
}

/** What a label holds, read as a text of its own. */
function label(
  grammar: InlineGrammar,
  open: number,
  close: number,
  frame: Frame,
  links: boolean,
): Found | undefined {
  return grammar.within(open + 1, grammar.frame(close, links, frame.quote));
}

/** What follows a label: a target, a second label, or nothing. */
function labelled(grammar: InlineGrammar, open: number, close: number, frame: Frame, links: boolean): Parsed {
  const after = close + 1;
  const target = grammar.targets.end(after, frame.limit);
  if (target >= 0) {
    const end = Math.max(target, attributesEnd(grammar.text, target, frame.limit));
    return to(end, join(label(grammar, open, close, frame, links), opaque(after, end)));
  }
  const second = isGroup(grammar, after, frame) ? -1 : secondLabelEnd(grammar, after, frame);
  const end = second < 0 ? after : second + 1;
  const name =
    second < 0 || second === after + 1
      ? grammar.text.slice(open + 1, close)
      : grammar.text.slice(after + 1, second);
  if (grammar.isDefined(name)) return to(end, label(grammar, open, close, frame, links));
  const rest = second < 0 ? undefined : grammar.within(after, grammar.frame(end, frame.links, frame.quote));
  return to(end, join(label(grammar, open, close, frame, frame.links), rest));
}

function secondLabelEnd(grammar: InlineGrammar, after: number, frame: Frame): number {
  return after < frame.limit ? labelEnd(grammar, after, frame) : -1;
}
