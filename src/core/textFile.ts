import { readCslYaml } from './cslYaml';
import { readListing } from './listing';
import { readFrontMatter } from './noteFrontMatter';
import type { ReadResult } from './paper';

/**
 * Reads a file of text by what it holds: a note the entries that its front matter has under `references`, any other file as
 * a saved listing. A generator: the caller may pause between steps.
 */
export function* readTextFile(file: string, text: string): Generator<void, ReadResult> {
  const { references, end } = readFrontMatter(text, 0);
  if (references.length === 0) return yield* readListing(file, text);
  const { records, problems } = yield* readCslYaml(file, text.slice(0, end));
  // A list that is written otherwise is no mistake of a note.
  return { records, problems: problems.filter(({ code }) => code !== 'cslYaml.none') };
}
