import { scanKey } from './citation/citekey';
import { readQuery } from './search/query';

/** A citation that is being typed, as far as the text before the cursor tells. */
export interface TypedCitation {
  /** Where its `@` stands in the line, UTF-16. */
  readonly at: number;
  /** What was typed after `@` or `@{`. */
  readonly typed: string;
  /** Whether a bracket is open before it: the query then runs to `;` or `]`. */
  readonly bracketed: boolean;
}

/** `@` after a letter or digit is part of an e-mail address or the like. */
const TYPED = /(?:^|[^\p{L}\p{N}@\\])@\{?([^@;[\]{}]*)$/u;

/**
 * Finds the citation under way at the end of `line`, the text from its line's start to the cursor. `above` gives the
 * text of the paragraph before that line; it is asked for only when an open bracket may stand there. This looks at a few
 * lines alone and costs nothing; whether the place is prose at all, only a parse can tell.
 */
export function typedCitation(line: string, above: () => string): TypedCitation | undefined {
  const typed = TYPED.exec(line)?.[1];
  if (typed === undefined) return undefined;
  // Behind a comma the locator begins; "@scope/name" is a package.
  if (typed.includes(',') || /^\s/.test(typed)) return undefined;
  const at = line.lastIndexOf('@');
  const bracketed = opensBracket(line.slice(0, at)) ?? opensBracket(above()) ?? false;
  // In bare text a query ends at the space too: Enter at the end of a sentence must stay a line break.
  if (!bracketed && (/\s/.test(typed) || /^[\w-]+\//.test(typed))) return undefined;
  return { at, typed, bracketed };
}

/**
 * How much of a key stands behind the cursor, when its `@` stands at `at` in the line: what completing replaces. A key ends
 * as pandoc ends it: marks belong to it only when it goes on behind them, a brace only when it began with one. The value
 * of a field goes on to the space, or to the quote that closes it.
 */
export function restOfKey(line: string, at: number, cursor: number): number {
  const typed = line.slice(at + 1, cursor);
  const value = restOfValue(typed, line.slice(cursor));
  const whole = scanKey(line, at);
  if (value === undefined && whole && whole.end >= cursor) return whole.end - cursor;
  // Several words were typed: the last goes on as if it were a key.
  const word = /[^\s{]$/.test(typed) ? (scanKey(`@x${line.slice(cursor)}`, 0)?.end ?? 2) - 2 : 0;
  const last = value ?? word;
  return typed.startsWith('{') && line[cursor + last] === '}' ? last + 1 : last;
}

/** How far what was typed is a query, rather than words or a key. */
export interface TypedQuery {
  /** Whether it has fields, phrases or words that are not to be there. */
  readonly hasClauses: boolean;
  /** Whether it ends with a field's name and colon: a value is to come. */
  readonly awaitsValue: boolean;
  /** Whether its last word has enough letters to be taken for the beginning of a field's name. */
  readonly mayBeginField: boolean;
}

/** Fewer letters begin too much. */
const FIELD_BEGUN = /\p{L}{3}$/u;

/** Says how far a text typed behind `@` is a query. */
export function typedQuery(typed: string): TypedQuery {
  const { clauses } = readQuery(typed);
  const last = clauses.at(-1);
  return {
    hasClauses: clauses.some(({ field, condition }) => field !== undefined || condition),
    awaitsValue: last?.unfinished === true && last.field !== undefined && last.value.trim() === '',
    mayBeginField: FIELD_BEGUN.test(typed),
  };
}

const QUOTED_REST = /^[^"“”;[\]{}]*["“”]/;
const VALUE_REST = /^[^\s"“”;,[\]{}]*/;

/** How much of a field's value, or of a phrase, that is under way stands behind the cursor. */
function restOfValue(typed: string, behind: string): number | undefined {
  const last = readQuery(typed).clauses.at(-1);
  if (!last || last.end < typed.length) return undefined;
  // Both ends of the value are seen only without a quote.
  const isOpen = last.end - last.valueStart === last.value.length + 1;
  if (isOpen) return QUOTED_REST.exec(behind)?.[0].length ?? 0;
  if (!last.unfinished || !last.field) return undefined;
  return (VALUE_REST.exec(behind)?.[0] ?? '').replace(/[^\p{L}\p{N}]+$/u, '').length;
}

/** Whether the last bracket of a text opens; undefined without any. Brackets in code or behind a backslash are none. */
function opensBracket(text: string): boolean | undefined {
  const bare = text.replace(/\\.|(`+)[^`]*\1/g, '');
  const [open, close] = [bare.lastIndexOf('['), bare.lastIndexOf(']')];
  return open === close ? undefined : open > close;
}
