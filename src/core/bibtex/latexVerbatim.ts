/** A field that LaTeX takes letter by letter, such as an address: only what people escape all the same is undone. */
export function latexVerbatim(source: string): string {
  if (!/[\\{}]/.test(source)) return source.trim();
  return source
    .replace(/\\(?:url|path|nolinkurl)(?![A-Za-z])/g, '')
    .replace(/\\text(asciitilde|underscore|backslash)(?:\{\}|\s+|(?![A-Za-z]))/g, (_, name: string) =>
      name === 'underscore' ? '_' : name === 'backslash' ? '\\' : '~',
    )
    .replace(/\\([_%&#{}$~])(?:\{\})?/g, '$1')
    .replace(/[{}]/g, '')
    .trim();
}
