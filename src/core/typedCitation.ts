/** A citation that is being typed, as far as the line's text before the cursor tells. */
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
 * Finds the citation under way at the end of `before`. This looks at the line alone and costs nothing; whether the place
 * is prose at all, only a parse can tell.
 */
export function typedCitation(before: string): TypedCitation | undefined {
  const typed = TYPED.exec(before)?.[1];
  if (typed === undefined) return undefined;
  const at = before.lastIndexOf('@');
  const bracketed = before.lastIndexOf('[', at) > before.lastIndexOf(']', at);
  // Behind a comma the locator begins; "@scope/name" is a package.
  if (typed.includes(',') || /^\s/.test(typed)) return undefined;
  // In bare text a query ends at the space too: Enter at the end of a sentence must stay a line break.
  if (!bracketed && (/\s/.test(typed) || /^[\w-]+\//.test(typed))) return undefined;
  return { at, typed, bracketed };
}
