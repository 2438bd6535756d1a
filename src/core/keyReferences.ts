import { findNodeAtLocation, parseTree } from 'jsonc-parser';
import type { TextChange } from './decisionEdit';
import { isStringList, propertiesOf } from './jsonNodes';

/** Characters looked through between two chances to pause. */
const SLICE = 1 << 18;

/** A field of a BibTeX entry that names other entries; it may be the last of a slice. */
const REFERRING =
  /(,\s{0,100}(?:crossref|xref|xdata|related|entryset)\s{0,20}=\s{0,20}[{"])([^{}"]{0,10000})[}"]/gi;
const LONGEST_FIELD = 11_000;

/**
 * How a text of BibTeX changes so that what refers to an entry by its key does so by another one. A generator: the
 * caller may pause between steps.
 */
export function* renamedReferences(
  text: string,
  key: string,
  citekey: string,
): Generator<void, TextChange[]> {
  const changes: TextChange[] = [];
  for (let from = 0; from < text.length; from += SLICE) {
    yield;
    for (const found of text.slice(from, from + SLICE + LONGEST_FIELD).matchAll(REFERRING)) {
      if (found.index >= SLICE) break;
      let at = from + found.index + (found[1] ?? '').length;
      for (const listed of (found[2] ?? '').split(',')) {
        const start = at + listed.search(/\S|$/);
        if (listed.trim() === key) changes.push({ start, end: start + key.length, text: citekey });
        at += listed.length + 1;
      }
    }
  }
  return changes;
}

/** How the text of a workspace file changes so that an entry stays told apart from others when it gets another key. */
export function renamedSeparations(text: string, key: string, citekey: string): TextChange[] {
  const root = parseTree(text, [], { allowTrailingComma: true });
  const records = propertiesOf(root && findNodeAtLocation(root, ['papers']));
  return records.flatMap(({ value }) => {
    const not = findNodeAtLocation(value, ['not']);
    const named = not && isStringList(not) ? (not.children ?? []) : [];
    return named
      .filter((other) => other.value === key)
      .map(({ offset, length }) => ({ start: offset, end: offset + length, text: JSON.stringify(citekey) }));
  });
}
