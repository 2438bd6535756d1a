import { readdirSync, readFileSync } from 'node:fs';
import { readListing } from '../../src/core/listing';

/** Title and abstract of every seed paper, by title. */
export function readSeedTexts(): Map<string, string> {
  const texts = new Map<string, string>();
  for (const file of readdirSync('seeds').filter((name) => name.endsWith('.txt'))) {
    for (const { item } of readRecords(file)) texts.set(item.title, item.abstract ?? '');
  }
  return texts;
}

function readRecords(file: string) {
  const steps = readListing(file, readFileSync(`seeds/${file}`, 'utf8'));
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  return step.value.records;
}
