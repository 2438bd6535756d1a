import { COST_MODELS, type Term } from './costModels';
import type { Source } from './mechanism';
import { fieldsOf, type Field, type FieldId, type ModelId, type Parameters } from './parameters';

/** A number, and how it came about. */
export interface Quantity {
  readonly value: number;
  /** 'n·m·p = 4·2·2': in symbols, and with what was put in. */
  readonly formula: string;
}

/** A parameter that was larger than it can be, and what was taken in its place. */
export interface CostNote {
  readonly field: FieldId;
  readonly given: number;
  readonly used: number;
}

/**
 * What the attention of a whole model costs on one sequence, forward, without projections, softmax and normalisation.
 * A multiplication and an addition are two operations.
 */
export interface Costs {
  readonly model: ModelId;
  /** Operations of scores and weighted values, in all layers. */
  readonly flops: Quantity;
  /** Bytes of the scores, or of what stands in their place, that one layer holds at a time. */
  readonly attentionMemory: Quantity;
  /** Bytes kept for later tokens after n tokens, in all layers; 0 where nothing is generated. */
  readonly kvCache: Quantity;
  /** Numbers moved between slow and fast memory in all layers, up to a constant factor. */
  readonly traffic?: Quantity;
  readonly notes: readonly CostNote[];
  readonly source: Source;
}

/** Why nothing was computed: words are the host's. */
export interface Refusal {
  readonly field: FieldId;
  readonly reason: 'notANumber' | 'notWhole' | 'tooSmall' | 'tooLarge' | 'doesNotDivide';
  /** The least or largest value, or the number to be divided. */
  readonly limit?: number;
}

/** Costs, or what is wrong with the parameters. */
export type CostResult =
  { readonly ok: true; readonly costs: Costs } | { readonly ok: false; readonly refusal: Refusal };

/** What divides what. */
const DIVISORS = [
  ['kvHeads', 'heads'],
  ['reduction', 'channels'],
] as const;

/** What cannot be larger than the sequence, or the blocks of it, by model. */
const BOUNDED: Partial<Record<ModelId, FieldId>> = {
  'sliding-window': 'window',
  'top-k': 'topK',
  'token-reduction': 'm',
  eviction: 'm',
  'low-rank': 'rank',
  graph: 'degree',
};

/**
 * Computes the costs of one way of counting. What is not given has its usual value. A parameter that is no number, no
 * whole number, out of the field's bounds, or does not divide what it must, is refused; one that only exceeds the
 * sequence (a window, a budget) is cut to it, with a note.
 */
export function costOf(model: ModelId, given: Partial<Parameters> = {}): CostResult {
  const fields = fieldsOf(model);
  const values = new Map<FieldId, number>();
  for (const field of fields) {
    const value = given[field.id] ?? byDefault(field, given, values);
    const refusal = refuse(field, value);
    if (refusal) return { ok: false, refusal };
    values.set(field.id, value);
  }
  for (const [field, of] of DIVISORS) {
    const [divisor, whole] = [values.get(field), values.get(of)];
    if (divisor !== undefined && whole !== undefined && whole % divisor !== 0)
      return { ok: false, refusal: { field, reason: 'doesNotDivide', limit: whole } };
  }
  const notes = cut(model, values);
  const { source, count } = COST_MODELS[model];
  // Models read their own fields only.
  const { flops, attentionMemory, kvCache, traffic } = count(
    Object.fromEntries(values) as unknown as Parameters,
  );
  const symbols = new Map(fields.map(({ id, symbol }) => [symbol, values.get(id) ?? 0]));
  const costs: Costs = {
    model,
    flops: quantity(flops, symbols),
    attentionMemory: quantity(attentionMemory, symbols),
    kvCache: quantity(kvCache, symbols),
    ...(traffic && { traffic: quantity(traffic, symbols) }),
    notes,
    source,
  };
  return { ok: true, costs };
}

/** Fewer key/value heads than query heads are a choice: a usual number that does not fit the heads is not taken. */
function byDefault(field: Field, given: Partial<Parameters>, values: ReadonlyMap<FieldId, number>): number {
  const heads = values.get('heads');
  if (field.id === 'kvHeads' && heads !== undefined && heads % field.default !== 0) return heads;
  if (field.id === 'reduction' && (given.channels ?? 0) % field.default !== 0) return 1;
  return field.default;
}

function refuse({ id, min, max, step }: Field, value: number): Refusal | undefined {
  if (typeof value !== 'number' || !Number.isFinite(value)) return { field: id, reason: 'notANumber' };
  if (value < min) return { field: id, reason: 'tooSmall', limit: min };
  if (value > max) return { field: id, reason: 'tooLarge', limit: max };
  return step === 1 && !Number.isInteger(value) ? { field: id, reason: 'notWhole' } : undefined;
}

function cut(model: ModelId, values: Map<FieldId, number>): CostNote[] {
  const notes: CostNote[] = [];
  const limit = (field: FieldId, used: number): void => {
    const given = values.get(field) ?? 0;
    if (given <= used) return;
    values.set(field, used);
    notes.push({ field, given, used });
  };
  const n = values.get('n') ?? Infinity;
  const bounded = BOUNDED[model];
  if (bounded) limit(bounded, n);
  if (model === 'block-sparse') {
    limit('block', n);
    limit('blocks', Math.ceil(n / (values.get('block') ?? 1)));
  }
  return notes;
}

/** Symbols are whole words, so that the letters of `min` stay. */
function quantity([symbols, value]: Term, values: ReadonlyMap<string, number>): Quantity {
  const numbers = symbols.replace(/\p{L}+/gu, (symbol) => String(values.get(symbol) ?? symbol));
  return { value, formula: numbers === symbols ? symbols : `${symbols} = ${numbers}` };
}
