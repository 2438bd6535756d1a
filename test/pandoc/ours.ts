import assert from 'node:assert/strict';
import { LabelUse } from '../../src/core/citation/labels';
import type { ScannedCitation } from '../../src/core/citation/model';
import { outerCitationsIn, parseWithCitations } from '../../src/core/citation/remarkCitations';
import { readNote } from '../../src/core/note';
import { readFrontMatter } from '../../src/core/noteFrontMatter';
import { type Cited, letters } from './cited';

/** What we make of a document. Throws when a position is not what it must be. */
export function readOurs(text: string): Cited[] {
  const from = readFrontMatter(text, 0).end;
  const labels = new LabelUse({ links: new Set(), footnotes: new Set() });
  const citations = outerCitationsIn(parseWithCitations(text.slice(from), labels));
  for (const citation of citations) checkPositions(text, citation, from);
  checkNote(text, citations, from);
  return citations.map(citedOf);
}

const citedOf = ({ bracketed, items, nested }: ScannedCitation): Cited => ({
  bracketed,
  items: items.map(({ citekey, mode, prefix, affix }) => ({
    key: citekey,
    mode,
    before: letters(prefix),
    after: letters(affix),
  })),
  inner: nested.map(citedOf),
});

/** Holds a citation's positions against the text, without any knowledge of the grammar. */
function checkPositions(text: string, citation: ScannedCitation, from: number): void {
  const at = (offset: number) => from + offset;
  const source = (start: number, end: number) => text.slice(at(start), at(end));
  const { start, end, bracketed, items, nested } = citation;
  const shown = source(start, end);
  if (bracketed) assert.ok(shown.startsWith('[') && shown.endsWith(']'), `brackets of ${shown}`);
  else assert.equal(start, items[0]?.start, `start of ${shown}`);
  let last = start;
  for (const item of items) {
    assert.equal(source(item.keyStart, item.keyEnd), item.citekey, `key in ${shown}`);
    const mark = source(item.start, item.keyStart);
    const close = source(item.keyEnd, item.end);
    assert.match(`${mark} ${close}`, /^-?(?:@ |@\{ \})$/, `marks around ${item.citekey}`);
    assert.equal(mark.startsWith('-'), item.mode === 'suppressAuthor', `mode of ${item.citekey}`);
    assert.ok(last <= item.start && item.start < item.end && item.end <= end, `order of items in ${shown}`);
    for (const said of [item.prefix, item.affix])
      assert.ok(oneLine(shown).includes(oneLine(said)), `${said} in ${shown}`);
    last = item.end;
  }
  let behind = start;
  for (const inner of nested) {
    assert.ok(behind <= inner.start && inner.end <= end, `${source(inner.start, inner.end)} in ${shown}`);
    assert.ok(
      items.every((item) => item.end <= inner.start || inner.end <= item.start),
      `items of ${shown} apart from ${source(inner.start, inner.end)}`,
    );
    checkPositions(text, inner, from);
    behind = inner.end;
  }
}

const oneLine = (text: string): string => text.replace(/[\s>]+/g, ' ');

/** What notes are read with, block by block, must come to the same. */
function checkNote(text: string, citations: readonly ScannedCitation[], from: number): void {
  const flat = (citation: ScannedCitation): ScannedCitation[] => [citation, ...citation.nested.flatMap(flat)];
  const expected = citations.flatMap(flat).map((citation) => ({
    start: citation.start + from,
    end: citation.end + from,
    bracketed: citation.bracketed,
    keys: citation.items.map(({ citekey, mode, keyStart }) => [citekey, mode, keyStart + from]),
  }));
  const actual = readNote(text)
    .citations.filter(({ start }) => start >= from)
    .map(({ start, end, bracketed, items }) => ({
      ...{ start, end, bracketed },
      keys: items.map(({ citekey, mode, keyStart }) => [citekey, mode, keyStart]),
    }));
  assert.deepEqual(actual, expected);
}
