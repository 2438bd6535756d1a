import { comparisonTable } from '../core/mechanisms/comparison';
import { costOf } from '../core/mechanisms/costs';
import { MECHANISMS, mechanismOf } from '../core/mechanisms/mechanism';
import type { Parameters } from '../core/mechanisms/parameters';
import type { FamilyMechanisms } from './familyProtocol';

/** The named mechanisms of a family, and which mechanisms have costs that can be computed. */
export function describeMechanisms(family: string): FamilyMechanisms {
  return {
    named: MECHANISMS.filter((each) => each.family === family && each.id !== family),
    computed: MECHANISMS.flatMap((each) =>
      each.model ? [{ id: each.id, family: each.family, name: each.name, model: each.model }] : [],
    ),
  };
}

/** A Markdown table of one mechanism's costs, or of two beside each other; nothing for ids or numbers without any. */
export function writeComparison(ids: readonly string[], parameters: Partial<Parameters>): string | null {
  const found = ids.flatMap((id) => mechanismOf(id) ?? []);
  if (found.length === 0 || found.length !== ids.length || found.length > 2) return null;
  if (!found.every(({ model }) => model && costOf(model, parameters).ok)) return null;
  return comparisonTable(found, parameters).trimEnd();
}
