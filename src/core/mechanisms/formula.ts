import type { Formula } from './mechanism';

/** An expression in both notations. `loose` ones need parentheses beside a fraction's bar or an exponent. */
interface Part {
  readonly text: string;
  readonly mathml: string;
  readonly loose?: boolean;
  /** Words in quotes, always apart from what is beside them. */
  readonly words?: boolean;
}

const TOKEN = /"[^"]*"|[\p{L}]+|\d+(?:\.\d+)?|[{}^_]|\n|\S/gu;
const SPACE = '<mspace width="0.25em"/>';
const THIN_SPACE = '<mspace width="0.17em"/>';
const OPERATORS = new Set('+−=≈≤≥≫<>∈∝∼←→×∗,:|;∀≠');
const BRACKETS: ReadonlyMap<string, string> = new Map([
  ['(', ')'],
  ['[', ']'],
  ['⌈', '⌉'],
]);
const CLOSING: ReadonlySet<string> = new Set(BRACKETS.values());
const SUPERSCRIPTS = toMap('0123456789+−()niTjkt⊤′∗', '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿⁱᵀʲᵏᵗᵀ′*');
const SUBSCRIPTS = toMap('0123456789+−()aehijklmnoprstuvx', '₀₁₂₃₄₅₆₇₈₉₊₋₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ');

/**
 * An equation in Unicode and MathML from one source. In the source, single letters are variables, longer words are
 * names of functions, `^` and `_` take a letter, a number or `{…}`, `frac{…}{…}`, `sqrt{…}`, `hat{…}` and `tilde{…}`
 * are what they say, text stands in straight quotes, and several equations have a line each. In MathML, variables have
 * the class `variable` and are not slanted: the slanted letters of Unicode are missing from many systems, so that a page
 * must slant them by its style.
 */
export function formula(source: string): Formula {
  // Read when it is first shown: there are many, and few are.
  let made: Formula | undefined;
  return {
    get text() {
      return (made ??= notated(source)).text;
    },
    get mathml() {
      return (made ??= notated(source)).mathml;
    },
  };
}

function notated(source: string): Formula {
  const lines = source.split('\n').map((line) => new FormulaReader(line).read());
  const rows = lines.map(({ mathml }) => `<mtr><mtd>${mathml}</mtd></mtr>`).join('');
  const [only] = lines;
  const body =
    lines.length === 1 && only
      ? only.mathml
      : `<mtable columnalign="left" displaystyle="true">${rows}</mtable>`;
  return {
    text: lines.map(({ text }) => text).join('\n'),
    mathml: `<math xmlns="http://www.w3.org/1998/Math/MathML" display="block">${body}</math>`,
  };
}

class FormulaReader {
  readonly #tokens: string[];
  #at = 0;

  constructor(source: string) {
    this.#tokens = source.match(TOKEN) ?? [];
  }

  read(): Part {
    return this.#row('');
  }

  #row(end: string): Part {
    const parts: Part[] = [];
    for (
      let token = this.#tokens[this.#at];
      token !== undefined && token !== end;
      token = this.#tokens[this.#at]
    )
      parts.push(this.#scripted());
    if (end) this.#next();
    return joined(parts);
  }

  #scripted(): Part {
    const base = this.#atom();
    let below: Part | undefined;
    let above: Part | undefined;
    for (;;) {
      const mark = this.#tokens[this.#at];
      if (mark !== '_' && mark !== '^') break;
      this.#at++;
      const script = this.#atom();
      if (mark === '_') below = script;
      else above = script;
    }
    return below || above ? withScripts(base, below, above) : base;
  }

  #atom(): Part {
    const token = this.#next();
    if (token === '{') return this.#row('}');
    if (token === 'frac') return fraction(this.#atom(), this.#atom());
    if (token === 'sqrt') {
      const inner = this.#atom();
      return { text: `√${inParentheses(inner)}`, mathml: `<msqrt>${inner.mathml}</msqrt>` };
    }
    if (token === 'hat' || token === 'tilde') return accented(this.#atom(), token);
    const end = BRACKETS.get(token);
    if (end) return enclosed(token, this.#row(end), end);
    if (token === '}' || CLOSING.has(token)) throw new Error(`Not a formula: ${this.#tokens.join(' ')}`);
    return leaf(token);
  }

  #next(): string {
    const token = this.#tokens[this.#at++];
    if (token === undefined) throw new Error(`Not a formula: ${this.#tokens.join(' ')}`);
    return token;
  }
}

/** A group of its own, so that its brackets are no taller than it is; only what is truly tall makes them grow. */
function enclosed(start: string, inner: Part, end: string): Part {
  const bracket = /<(?:mfrac|munder)/.test(inner.mathml) ? '<mo>' : '<mo stretchy="false">';
  return {
    text: `${start}${inner.text}${end}`,
    mathml: `<mrow>${bracket}${start}</mo>${inner.mathml}${bracket}${end}</mo></mrow>`,
  };
}

function leaf(token: string): Part {
  if (token.startsWith('"')) {
    const words = token.slice(1, -1);
    const isWords = /\p{L}/u.test(words);
    const mathml = `<mtext>${escaped(words)}</mtext>`;
    return { text: words, mathml: isWords ? `${SPACE}${mathml}${SPACE}` : mathml, words: isWords };
  }
  if (/^[\d½]/u.test(token)) return { text: token, mathml: `<mn>${token}</mn>` };
  if (/^\p{L}$/u.test(token))
    return { text: token, mathml: `<mi mathvariant="normal" class="variable">${token}</mi>` };
  if (/^\p{L}+$/u.test(token)) return { text: token, mathml: `<mi>${token}</mi>` };
  // Norms and absolute values have no left and right: their bars must not stretch over the whole line.
  if (token === '‖' || token === '|') return { text: token, mathml: `<mo stretchy="false">${token}</mo>` };
  return { text: token, mathml: `<mo>${escaped(token)}</mo>` };
}

function accented(base: Part, accent: 'hat' | 'tilde'): Part {
  const [combining, spacing] = accent === 'hat' ? ['\u0302', '^'] : ['\u0303', '~'];
  return {
    text: `${base.text}${combining}`.normalize(),
    mathml: `<mover accent="true"><mrow>${base.mathml}</mrow><mo>${spacing}</mo></mover>`,
  };
}

const fraction = (above: Part, below: Part): Part => ({
  text: `${inParentheses(above)} / ${inParentheses(below, true)}`,
  mathml: `<mfrac><mrow>${above.mathml}</mrow><mrow>${below.mathml}</mrow></mfrac>`,
  loose: true,
});

function withScripts(base: Part, below: Part | undefined, above: Part | undefined): Part {
  const limits = /^(?:∑|∏|max|min|argmax|argmin|⋃)$/.test(base.text);
  const [under, over, both] = limits
    ? ['munder', 'mover', 'munderover']
    : (['msub', 'msup', 'msubsup'] as const);
  const tag = below && above ? both : below ? under : over;
  const scripts = [below, above].flatMap((each) => (each ? [`<mrow>${each.mathml}</mrow>`] : []));
  return {
    text: `${base.text}${below ? script(below.text, '_', SUBSCRIPTS) : ''}${above ? script(above.text, '^', SUPERSCRIPTS) : ''}`,
    mathml: `<${tag}><mrow>${base.mathml}</mrow>${scripts.join('')}</${tag}>`,
  };
}

/** Raised or lowered characters where Unicode has them all, and otherwise the mark of plain text. */
function script(text: string, mark: string, characters: ReadonlyMap<string, string>): string {
  const bare = text.replaceAll(' ', '');
  const small = Array.from(bare, (char) => characters.get(char));
  if (!small.includes(undefined)) return small.join('');
  return Array.from(bare).length === 1 || /^\p{L}+$/u.test(bare) ? `${mark}${bare}` : `${mark}(${text})`;
}

/** Factors side by side; spaces around operators, and between names and what they are not applied to. */
function joined(parts: readonly Part[]): Part {
  const [only] = parts;
  if (parts.length === 1 && only) return only;
  let text = '';
  let mathml = '';
  parts.forEach((part, at) => {
    const left = parts[at - 1];
    const sign = left?.text === '−' && /(?:^|[([⌈=≈≤<>,;·^+])\s*−$/u.test(text);
    const isApart = left?.words === true || part.words === true;
    const space =
      left && !sign && !/^[,;:)\]]/.test(part.text) && (isApart || needsSpace(left.text, part.text));
    text += `${space ? ' ' : ''}${part.text}`;
    // Operators bring their own space, names do not.
    mathml += `${space && isName(left.text, part.text) ? THIN_SPACE : ''}${part.mathml}`;
  });
  return { text, mathml: `<mrow>${mathml}</mrow>`, loose: true };
}

/** Whether one of two neighbours is the name of a function, and neither an operator. */
const isName = (left: string, right: string): boolean =>
  ![left, right].some((each) => OPERATORS.has(each)) && (/\p{L}{2}$/u.test(left) || /^\p{L}{2}/u.test(right));

function needsSpace(left: string, right: string): boolean {
  if (/^[)\]⌉}/·∘⊙]/u.test(right) || /[([⌈{/·∘⊙]$/u.test(left)) return false;
  if (OPERATORS.has(left) || OPERATORS.has(right) || /^[∑∏]/u.test(left) || /^[∑∏]/u.test(right)) return true;
  if (right === '‖' || left.endsWith('‖') || /^[\d½]+$/u.test(left)) return false;
  if (/^[([]/.test(right)) return false;
  const isWord = (text: string): boolean => /^[A-Za-z]{2}/.test(text) || text.includes(' ');
  return isWord(left) || isWord(right) || (!/^\p{L}\p{M}?$/u.test(left) && /^[\p{L}\p{N}]/u.test(right));
}

/** A product may stand above a bar bare; below it, and under a root, it may not. */
const inParentheses = ({ text, loose = false }: Part, productsToo = false): string =>
  loose && (productsToo || /[+−,∑]/u.test(text)) ? `(${text})` : text;

const escaped = (text: string): string => text.replace(/[<>&]/g, (char) => `&#${char.charCodeAt(0)};`);

function toMap(plain: string, small: string): ReadonlyMap<string, string> {
  const characters = Array.from(small);
  return new Map(Array.from(plain, (char, at) => [char, characters[at] ?? char]));
}
