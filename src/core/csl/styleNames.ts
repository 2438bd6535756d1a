/** The names of the styles in which references are written, the default first. */
export const STYLE_NAMES = ['chicago-author-date', 'ieee', 'apa'] as const;

export type StyleName = (typeof STYLE_NAMES)[number];
