/** The lines between which a list of references stands: comments, or the fences of pandoc's division `refs`. */
export const OPENS_COMMENT = /^<!--\s*references\s*-->\s*$/i;
export const CLOSES_COMMENT = /^<!--\s*\/references\s*-->\s*$/i;
/** A fence of pandoc's divisions, which has attributes or a class where it opens one. */
export const FENCE = /^ {0,3}:{3,}[ \t]*(?:(\{[^}]*\}|[^\s{}:]+)[ \t]*:*)?[ \t]*$/;
export const REFS = /[{\s]#refs(?=[\s}])/;
