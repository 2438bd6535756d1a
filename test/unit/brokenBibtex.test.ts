import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { bibtexEntry } from '../../src/core/bibtex';
import { readBibtex } from '../../src/core/bibtex/readBibtex';
import { arxivIdOf, doiOf, readCslJson } from '../../src/core/cslJson';
import { Library } from '../../src/core/library';
import { plainMarkup } from '../../src/core/markup';
import { readListing } from '../../src/core/listing';
import type { CslItem, ReadResult } from '../../src/core/paper';
import { bibtexEntries, bibtexOf } from '../support/bibtexGenerator';
import { type Random, random } from '../support/random';

function drain<T>(steps: Generator<void, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}
const read = (text: string): ReadResult => drain(readBibtex('a.bib', text));
const plain = (item: CslItem | undefined): unknown => JSON.parse(JSON.stringify(item ?? null));
const byKey = ({ records }: ReadResult) => new Map(records.map(({ item }) => [item.id, plain(item)]));

/** An entry as a slip of the hand or a program that was stopped leaves it. */
function broken(entry: string, pick: Random): string {
  const at = pick(entry.length);
  const marks = Array.from(entry.matchAll(/[{}=,"@]/g), ({ index }) => index);
  const mark = marks[pick(marks.length)] ?? 0;
  return (
    [
      () => entry.slice(0, at),
      () => entry.slice(0, mark) + entry.slice(mark + 1),
      () => entry.slice(0, at) + '{}"=,#\\$%\0\u0007@('.charAt(pick(13)) + entry.slice(at),
      () => entry.slice(0, at) + entry.slice(at + pick(40)),
      () => entry.replace(/\n {2}(\w+)/, '\n  $1 $1'),
      () => Array.from({ length: 30 }, () => '{}"=,#\\@a \n('.charAt(pick(12))).join(''),
    ][pick(6)] ?? String
  )();
}

suite('Broken BibTeX', () => {
  test('costs no other entry, whatever is wrong with one', () => {
    for (let seed = 1; seed <= 150; seed++) {
      const pick = random(seed);
      const whole = Array.from(bibtexEntries(seed, 8), bibtexOf);
      const expected = byKey(read(whole.join('\n')));
      assert.equal(expected.size, 8);
      const victim = pick(8);
      const slip = broken(whole[victim] ?? '', pick);
      const text = whole.map((entry, index) => (index === victim ? `${slip}\n` : entry)).join('\n');
      const result = read(text);
      const found = byKey(result);
      for (const [index, [key, item]] of [...expected].entries())
        if (index !== victim) assert.deepEqual(found.get(key), item, `seed ${seed}:\n${slip}`);
      const lines = text.split('\n');
      for (const { line, column = 1, endLine = line, endColumn = column } of result.problems) {
        assert.ok(column >= 1 && column <= (lines[line - 1] ?? '').length + 1, `seed ${seed}`);
        assert.ok(endColumn <= (lines[endLine - 1] ?? '').length + 1, `seed ${seed}`);
      }
      for (const { place, endLine = 0, item } of result.records)
        if (item.id !== undefined && expected.has(item.id)) {
          const passage = lines.slice(place.line - 1, endLine).join('\n');
          assert.ok(passage.includes(`{${item.id}`), `seed ${seed}`);
        }
    }
  });

  test('is nothing that we write: every paper comes back', () => {
    const library = new Library();
    for (const name of readdirSync('seeds').sort()) {
      const text = readFileSync(`seeds/${name}`, 'utf8');
      const steps: Generator<void, ReadResult> = name.endsWith('.json')
        ? readCslJson(name, text)
        : readListing(name, text);
      library.putRecords(name, 'seed', drain(steps).records);
    }
    drain(library.update());
    assert.ok(library.papers.length > 300);
    const result = read(library.papers.map(bibtexEntry).join('\n'));
    assert.deepEqual(result.problems, []);
    const said = (item: CslItem) => ({
      title: plainMarkup(item.title).replace(/\s+/g, ' '),
      author: item.author ?? [],
      doi: doiOf(item),
      arxiv: arxivIdOf(item),
    });
    for (const [index, paper] of library.papers.entries()) {
      const item = result.records[index]?.item;
      assert.equal(item?.id, paper.citekey);
      assert.equal(item.issued?.['date-parts']?.[0]?.[0], paper.year);
      const { arxiv, doi } = paper;
      assert.deepEqual(said(item), { ...said({ ...paper.item }), arxiv, doi });
    }
  });
});
