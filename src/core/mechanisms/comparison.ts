import { costOf, type CostResult, type Quantity, type Refusal } from './costs';
import type { Formula, Mechanism, Source } from './mechanism';
import { fieldsOf, type FieldId, type ModelId, type Parameters } from './parameters';
import { readableBytes, readableCount, readableFlops } from './readable';

/** Puts arguments into a text with places `{0}`, `{1}`, in the language of the reader. */
export type Translate = (text: string, ...args: (string | number)[]) => string;

const inEnglish: Translate = (text, ...args) =>
  text.replace(/\{(\d)\}/g, (_, at: string) => String(args[Number(at)] ?? ''));

/** Fields that mean the same wherever they occur, so that two mechanisms are compared at one size. */
const SHARED: readonly FieldId[] = ['n', 'heads', 'headDim', 'layers', 'bytes'];
const NONE = '–';

/**
 * A Markdown table of one mechanism, or of several side by side: what they compute, how their costs grow, what they cost at
 * given parameters, and where that is written. Parameters that are not given have their usual values, those of the
 * first where both have one; a parameter that is wrong for a mechanism is named in place of its numbers.
 */
export function comparisonTable(
  mechanisms: readonly Mechanism[],
  parameters: Partial<Parameters> = {},
  t: Translate = inEnglish,
): string {
  const sizes = mechanisms.map(({ model }) => sizeOf(model)).reverse();
  const size = { ...Object.assign({}, ...sizes), ...parameters } as Partial<Parameters>;
  const results = mechanisms.map(({ model }) => model && costOf(model, size));
  const numbers = (
    pick: (costs: (CostResult & { ok: true })['costs']) => Quantity | undefined,
    readable: (value: number) => string,
  ): string[] =>
    results.map((result, at) => {
      if (!result) return '';
      if (!result.ok) return refusalText(result.refusal, mechanisms[at]?.model, t);
      const quantity = pick(result.costs);
      if (!quantity) return '';
      return quantity.value === 0 ? '0' : `${readable(quantity.value)} (${code(quantity.formula)})`;
    });
  const rows: [string, string[]][] = [
    [t('Formula'), mechanisms.map(({ formula }) => (formula ? formulaCell(formula) : ''))],
    [t('Time'), mechanisms.map(({ cost }) => text(cost?.time ?? ''))],
    [t('Memory'), mechanisms.map(({ cost }) => text(cost?.memory ?? ''))],
    [t('FLOPs of all layers'), numbers(({ flops }) => flops, readableFlops)],
    [t('Scores held by a layer'), numbers(({ attentionMemory }) => attentionMemory, readableBytes)],
    [t('Cache of all layers'), numbers(({ kvCache }) => kvCache, readableBytes)],
    [t('Memory traffic, in the order of'), numbers(({ traffic }) => traffic, readableCount)],
    [t('Source'), mechanisms.map((each, at) => sourceCell(each, results[at]))],
  ];
  const lines = [
    [
      '',
      ...mechanisms.map(({ name, abbreviation }) => text(abbreviation ? `${name} (${abbreviation})` : name)),
    ],
    ['---', ...mechanisms.map(() => '---')],
    ...rows
      .filter(([, cells]) => cells.some((cell) => cell !== ''))
      .map(([label, cells]) => [text(label), ...cells.map((cell) => cell || NONE)]),
  ];
  return lines.map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}

/** Why a calculation was refused, in a sentence for people. */
export function refusalText(
  { field, reason, limit = 0 }: Refusal,
  model?: ModelId,
  t: Translate = inEnglish,
): string {
  const label = t((model && fieldsOf(model).find(({ id }) => id === field)?.label) ?? field);
  switch (reason) {
    case 'notANumber':
      return t('{0} is not a number.', label);
    case 'notWhole':
      return t('{0} must be a whole number.', label);
    case 'tooSmall':
      return t('{0} must be at least {1}.', label, limit);
    case 'tooLarge':
      return t('{0} must be at most {1}.', label, limit);
    case 'doesNotDivide':
      return t('{0} must divide {1}.', label, limit);
  }
}

const sizeOf = (model: ModelId | undefined): Partial<Parameters> =>
  Object.fromEntries(
    (model ? fieldsOf(model) : [])
      .filter(({ id }) => SHARED.includes(id))
      .map((field) => [field.id, field.default]),
  );

const formulaCell = ({ text: lines }: Formula): string => lines.split('\n').map(code).join('<br>');

function sourceCell({ source, cost }: Mechanism, result: CostResult | undefined): string {
  const sources = [cost?.source, result?.ok ? result.costs.source : undefined, source];
  const places = new Map<string, Source>();
  for (const each of sources) if (each && !places.has(each.url)) places.set(each.url, each);
  return Array.from(places.values(), ({ label, url }) => `[${text(label)}](${url})`).join('; ');
}

/** A bar ends a table's cell even in code. */
const code = (formula: string): string => `\`${formula.replaceAll('|', '\\|')}\``;

const text = (words: string): string => words.replace(/[\\|]/g, '\\$&');
