/** The characters that BibTeX is made of. */
export const TAB = 9;
export const LINE_FEED = 10;
export const CARRIAGE_RETURN = 13;
export const SPACE = 32;
export const QUOTE = 34;
export const HASH = 35;
export const OPENING = 40;
export const CLOSING = 41;
export const COMMA = 44;
export const EQUALS = 61;
export const AT = 64;
export const OPENING_BRACE = 123;
export const CLOSING_BRACE = 125;

const ASCII = 128;
const BARRED = new Uint8Array(ASCII).map((_, code) =>
  code <= SPACE || '"#%\'(),={}@'.includes(String.fromCharCode(code)) ? 1 : 0,
);

/** Whether a character may stand in the name of a type, of a field, or of a macro, or in a number. */
export const isOfName = (code: number): boolean => (code < ASCII ? BARRED[code] === 0 : code >= ASCII);

/** Whether it is one of the letters that names of entry types begin with. */
export const isLetter = (code: number): boolean => (code | 32) >= 97 && (code | 32) <= 122;
