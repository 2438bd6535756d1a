import type { OwnedRecord } from './cluster';
import { titleIdentity } from './fold';
import { plainMarkup } from './markup';

/** How many records are looked at between two chances to pause. */
const BATCH = 250;

/**
 * Entries of exports by what they repeat: an own entry of the same key, be its title or identifiers corrected since then.
 * Of several that have the key, one of the same title, or the first.
 */
export function* copiesOf(records: readonly OwnedRecord[]): Generator<void, ReadonlyMap<number, number>> {
  const exported: number[] = [];
  for (const [index, { record }] of records.entries()) if (record.isExported) exported.push(index);
  const copies = new Map<number, number>();
  if (exported.length === 0) return copies;
  yield;
  const originals = new Map<string, number>();
  const withTitle = (key: string, title: string) => `${key}\n${titleIdentity(plainMarkup(title))}`;
  for (const [index, { record, origin }] of records.entries()) {
    if (index % BATCH === 0) yield;
    const { id, title } = record.item;
    if (origin !== 'user' || id === undefined || record.isExported) continue;
    for (const name of [id, withTitle(id, title)]) if (!originals.has(name)) originals.set(name, index);
  }
  for (const [count, index] of exported.entries()) {
    if (count % BATCH === 0) yield;
    const { id = '', title = '' } = records[index]?.record.item ?? {};
    const original = originals.get(withTitle(id, title)) ?? originals.get(id);
    if (original !== undefined) copies.set(index, original);
  }
  return copies;
}
