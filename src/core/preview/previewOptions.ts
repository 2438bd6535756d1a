/** What a note's front matter says of its references. */
export interface PreviewOptions {
  /** A heading above the list. */
  readonly title: string | undefined;
  readonly suppressed: boolean;
  readonly linked: boolean;
  /** The style that it asks for, which is not read. */
  readonly csl: string | undefined;
}

const LINE = /^(reference-section-title|suppress-bibliography|link-citations|csl)[ \t]*:[ \t]*(.*?)[ \t]*$/gm;

/** Reads the options from the text of a front matter; citations are linked unless it says otherwise. */
export function readPreviewOptions(frontMatter: string): PreviewOptions {
  const values = new Map(
    Array.from(frontMatter.matchAll(LINE), ([, key = '', value = '']) => [
      key,
      value.replace(/^(["'])(.*)\1$/, '$2'),
    ]),
  );
  const isTrue = (key: string): boolean => /^(?:true|yes|on)$/i.test(values.get(key) ?? '');
  const isFalse = (key: string): boolean => /^(?:false|no|off)$/i.test(values.get(key) ?? '');
  const textOf = (key: string): string | undefined => (values.get(key) ?? '') || undefined;
  return {
    title: textOf('reference-section-title'),
    suppressed: isTrue('suppress-bibliography'),
    linked: !isFalse('link-citations'),
    csl: textOf('csl'),
  };
}
