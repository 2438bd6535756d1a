/**
 * Where citations differ from pandoc's on purpose, and where they do not although one might expect it. This is the
 * only place that decides it.
 *
 * 1. Bare addresses. `http://example.org/@name` holds a citation in pandoc's eyes, since pandoc's Markdown does not
 *    link bare addresses. VS Code's preview does, so an `@` inside one is part of the address. (`bareAddressEnd`)
 * 2. Example lists. `(@good)`, `@good.` and `@good)` at the start of a block open a numbered example in pandoc. VS Code
 *    knows no example lists, and a paragraph that opens with a key is common in notes: it is a citation.
 * 3. Blocks. Which text is code, HTML, a heading, a table or a footnote, and what defines a link's label, is decided as
 *    VS Code's Markdown does (CommonMark with GFM tables and footnotes); inside a block the grammar is pandoc's. No
 *    bracket, tag or comment goes on in the next block, nor code in the next cell.
 * 4. Front matter is silent except for `nocite`, and only at the top of the note. (pandoc: also further down)
 * 5. `-@key` in running text suppresses the author, as in pandoc from version 2.18 on.
 * 6. Accidents of pandoc's own are not followed: that an old TeX command for a font (`\it`) swallows what follows it, that a
 *    backslash at a line's end in a TeX argument makes it read on in the wrong place, that an abbreviation is one with the
 *    word behind it (`^p. 3^`), and that a key may be taken for a part of a word in an earlier bracket.
 *
 * The tests against pandoc hold a class for each of these, and fail on any other difference.
 *
 * Not different: `@types/node` and `@media` are citations of unknown keys, as in pandoc; that nobody is nagged
 * about a bare key that resembles no paper is up to the checks. `[[@key]]` is a citation in brackets, so that a
 * link to a literature note called `@key` gets the paper's card.
 */

const ADDRESS = /(?:https?|ftp):\/\/(?:\([^\s()<>]*\)|\[[^\s[\]<>]*\]|[^\s()[\]<>"'`])*/iy;
/** Tried from the first of a row only: a row that does not end the address costs no more than its length. */
const TRAILING_PUNCTUATION = /(?<![.,:;!?*_~-])[.,:;!?*_~-]+$/;

/**
 * The end of the bare web address that begins at `at`, if it holds an `@` (others need no care), else -1.
 * Brackets count when balanced; punctuation at the end does not belong to it.
 */
export function bareAddressEnd(text: string, at: number, limit: number): number {
  if (!'hfHF'.includes(text[at] ?? ' ')) return -1;
  ADDRESS.lastIndex = at;
  const address = ADDRESS.exec(text)?.[0]
    .slice(0, limit - at)
    .replace(TRAILING_PUNCTUATION, '');
  return address?.includes('@') ? at + address.length : -1;
}
