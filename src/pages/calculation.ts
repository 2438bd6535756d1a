import { type Costs, type Refusal, costOf } from '../core/mechanisms/costs';
import {
  type Field,
  type FieldId,
  type ModelId,
  type Parameters,
  fieldsOf,
} from '../core/mechanisms/parameters';

/** The inputs that one or two ways of counting need, each once. */
export function fieldsOfBoth(models: readonly ModelId[]): readonly Field[] {
  const fields = new Map<FieldId, Field>();
  for (const field of models.flatMap(fieldsOf)) {
    const known = fields.get(field.id);
    if (!known) fields.set(field.id, field);
    // The same letter, but another thing: both are named.
    else if (!known.label.split(' / ').includes(field.label))
      fields.set(field.id, { ...known, label: `${known.label} / ${field.label}` });
  }
  // Precision is said last, whatever the second way of counting adds.
  return [...fields.values()].sort((a, b) => Number(a.id === 'bytes') - Number(b.id === 'bytes'));
}

/** What comes of what stands in the inputs. */
export interface Calculation {
  /** In the order of the models; nothing when an input is refused. */
  readonly costs: readonly Costs[] | undefined;
  readonly refusals: ReadonlyMap<FieldId, Refusal>;
  readonly parameters: Partial<Parameters>;
}

/** Computes the costs of all models with what stands in the inputs, or says of every input what is wrong with it. */
export function calculate(models: readonly ModelId[], typed: ReadonlyMap<FieldId, string>): Calculation {
  // What nobody typed is given, too: two mechanisms are compared at one size, whatever is usual for the second.
  const parameters: Partial<Parameters> = Object.fromEntries(
    fieldsOfBoth(models).map((field) => {
      const text = typed.get(field.id) ?? String(field.default);
      return [field.id, text.trim() === '' ? NaN : Number(text)];
    }),
  );
  const refusals = new Map<FieldId, Refusal>();
  const costs = models.flatMap((model) => {
    // A field that is refused hides what is wrong with those behind it: it is left out, and the rest is read again.
    for (const rest = { ...parameters }; ;) {
      const result = costOf(model, rest);
      if (result.ok) return [result.costs];
      const { refusal } = result;
      const isDefault = !(refusal.field in rest);
      if (!refusals.has(refusal.field)) refusals.set(refusal.field, refusal);
      if (isDefault) return [];
      Reflect.deleteProperty(rest, refusal.field);
    }
  });
  return { costs: refusals.size > 0 ? undefined : costs, refusals, parameters };
}
