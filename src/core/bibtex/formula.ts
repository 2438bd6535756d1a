import { shifted } from '../shifted';
import { FUNCTIONS, SYMBOLS } from './latexLetters';

/** Commands that change how their group looks, which plain text cannot say. */
const LOOKS: ReadonlySet<string> = new Set(
  'mathrm mathbf mathcal mathit mathsf mathtt mathbb mathfrak mathscr text textrm textbf textit texttt textsf operatorname boldsymbol bm rm bf it left right big Big'.split(
    ' ',
  ),
);
const SPACES = /^[,;:!> ]$/;
/** A longer formula stays as it is written. */
const LONGEST = 200;
const TOKEN = /\\([A-Za-z]+)\s*|\\(.)|[_^]\s*(?:\{([^{}\\^_]*)\}|([^\s{}\\^_]))|[{}]|\s+|[^\\{}\s^_]+|./gsu;

/** Commands that build formulas of others. */
const BUILDING: ReadonlySet<string> = new Set(
  (
    'frac dfrac tfrac sqrt binom bar hat tilde vec dot ddot widehat widetilde overline underline overset underset stackrel' +
    ' limits nolimits quad qquad ldots cdots dots vdots ddots langle rangle lfloor rfloor lceil rceil lVert rVert lvert rvert' +
    ' mid middle bigl bigr biggl biggr Bigl Bigr bmod pmod mod not displaystyle textstyle'
  ).split(' '),
);
const COMMANDS = /\\(?:([A-Za-z]+)|([^A-Za-z])|$)|[%&#]|\^\^/gs;

/**
 * Whether a formula from anywhere can stand in a file for LaTeX: it says nothing but what formulas are made of, where any
 * other command would be done when the file is read.
 */
export const isHarmless = (source: string): boolean =>
  Array.from(source.matchAll(COMMANDS)).every(([, command, sign]) =>
    command === undefined
      ? sign !== undefined && /[,;:!> %&#_${}|]/.test(sign)
      : [LOOKS, FUNCTIONS, BUILDING, SYMBOLS].some((known) => known.has(command)),
  );

/** What a formula of letters, symbols and single indexes says as plain text; nothing for one that says more. */
export function plainFormula(source: string): string | undefined {
  if (source.length > LONGEST) return undefined;
  let plain = '';
  for (const match of source.matchAll(TOKEN)) {
    const piece = plainPiece(match);
    if (piece === undefined) return undefined;
    plain += FUNCTIONS.has(match[1] ?? '') && /[\p{L}\p{N}]$/u.test(plain) ? ` ${piece}` : piece;
  }
  return plain.replace(/\s+/g, ' ').trim();
}

function plainPiece([token, command, sign, group, single]: RegExpMatchArray): string | undefined {
  const indexed = group ?? single;
  if (indexed !== undefined) return shifted(indexed.trim(), token.startsWith('^') ? '^' : '_');
  if (command !== undefined) {
    if (LOOKS.has(command)) return '';
    if (command === 'quad' || command === 'qquad') return ' ';
    if (FUNCTIONS.has(command)) return `${command} `;
    return command === 'sqrt' ? undefined : SYMBOLS.get(command);
  }
  if (sign !== undefined)
    return SPACES.test(sign) ? (sign === '!' ? '' : ' ') : /[%&#_$]/.test(sign) ? sign : undefined;
  if (token === '{' || token === '}') return '';
  return token === '\\' || token === '^' || token === '_' ? undefined : token.replace(/~/g, ' ');
}
