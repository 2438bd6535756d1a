/** A citation that is being typed, as far as the line's text before the cursor tells. */
export interface TypedCitation {
  /** Where its `@` stands in the line, UTF-16. */
  readonly at: number;
  /** What was typed after `@` or `@{`. */
  readonly typed: string;
  /** Whether a bracket is open before it: the query then runs to `;` or `]`. */
  readonly bracketed: boolean;
}

/** In bare text a query ends after so many words. */
const MOST_WORDS = 4;
/** `@` after a letter or digit is part of an e-mail address or the like. */
const TYPED = /(?:^|[^\p{L}\p{N}@\\])@\{?([^@;[\]{}]*)$/u;

/**
 * Finds the citation under way at the end of `before`. This looks at the line alone and costs nothing; whether the place
 * is prose at all, only a parse can tell.
 */
export function typedCitation(before: string): TypedCitation | undefined {
  const typed = TYPED.exec(before)?.[1];
  if (typed === undefined) return undefined;
  const at = before.lastIndexOf('@');
  const bracketed = before.lastIndexOf('[', at) > before.lastIndexOf(']', at);
  // Behind a comma the locator begins; behind other punctuation, or as "@scope/name", bare text is no query.
  if (typed.includes(',') || /^\s/.test(typed)) return undefined;
  if (!bracketed && (/[.:!?)"'”’]\s/.test(typed) || /^[\w-]+\//.test(typed))) return undefined;
  if (!bracketed && typed.split(/\s+/).length > MOST_WORDS) return undefined;
  return { at, typed, bracketed };
}
