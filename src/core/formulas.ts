import { plainFormula } from './bibtex/formula';

/** As people write formulas, and never sums of money: nothing blank at the ends, no digit behind. */
const FORMULA = /\$(?![\s$])((?:[^$\\]|\\.){1,500}?)(?<!\s)\$(?!\d)/gs;

/** In words without any of these, and before what begins no formula, as in "US$/CA$", dollars are dollars. */
const isFormula = (source: string): boolean => /[\\^_{]/.test(source) || !/^[/,.;:!?)\]]|\s/.test(source);

/** A text with other texts in place of its formulas, which stand between dollar signs, and of what is between these. */
export function withFormulas(
  text: string,
  formula: (source: string) => string,
  other: (text: string) => string,
): string {
  if (!text.includes('$')) return other(text);
  let result = '';
  let from = 0;
  for (const { 0: whole, 1: source = '', index } of text.matchAll(FORMULA)) {
    if (!isFormula(source)) continue;
    result += other(text.slice(from, index)) + formula(source);
    from = index + whole.length;
  }
  return result + other(text.slice(from));
}

/** Text with formulas as plain text, as far as letters and signs can tell them. */
export const plainFormulas = (text: string): string =>
  withFormulas(
    text,
    (source) => plainFormula(source) ?? `$${source}$`,
    (other) => other,
  );

/** A formula as it stands in a text, if it would be read as one there. */
export function formulaText(source: string): string | undefined {
  const text = `$${source.trim()}$`;
  const isOne =
    withFormulas(
      text,
      () => '',
      (other) => other,
    ) === '';
  return isOne ? text : undefined;
}
