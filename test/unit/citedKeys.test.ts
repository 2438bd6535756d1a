import assert from 'node:assert/strict';
import { citedKeys } from '../../src/core/citedKeys';
import { readNote } from '../../src/core/note';

/** The keys of a note as their range covers them, those with `!` that can be nothing but a paper's. */
const keysOf = (note: string) =>
  citedKeys(note, readNote(note)).map(
    ({ start, end, certain }) => note.slice(start, end) + (certain ? '!' : ''),
  );

suite('Keys that a note cites', () => {
  test('are certain in brackets and nocite, not in running text', () => {
    assert.deepEqual(keysOf('@a and -@b, [@c; -@{d/e}]; @f [@g]; @h [p. 3]; [@i, like @j]'), [
      ...['@a', '@b', '@c!', '@{d/e}!', '@f', '@g!', '@h', '@i!', '@j!'],
    ]);
    assert.deepEqual(keysOf('---\nnocite: "@a, [@b]"\n---\n\n@c'), ['@a!', '@b!', '@c']);
  });

  test('are not certain where a note, a figure or everything may be meant', () => {
    assert.deepEqual(keysOf('[[@a]] [@fig-plot] [@eq:one; @sec-intro] [@figure2020]'), [
      ...['@a', '@fig-plot', '@eq:one', '@sec-intro', '@figure2020!'],
    ]);
    assert.deepEqual(keysOf('---\nnocite: "@*"\n---\n'), ['@*']);
  });

  test('are told apart where they name a note', () => {
    const note = '[[@a]] [@b] [[@c|Text]] [[@d|like @e]] ![[@f]] @g [see [[@h]]]';
    assert.deepEqual(
      citedKeys(note, readNote(note))
        .filter(({ inWikiLink }) => inWikiLink)
        .map(({ citekey }) => citekey),
      ['a', 'c', 'd', 'e', 'f', 'h'],
    );
  });

  test('are not certain in a note with a bibliography, and none of the library when the note has the entry', () => {
    assert.deepEqual(keysOf('---\nbibliography: x.bib\n---\n\n[@a]'), ['@a']);
    const references =
      '---\nreferences:\n- id: a\n  title: x\n- title: y\n  id: "b/c"\n- {id: \'d\', title: z}\n---\n\n';
    assert.deepEqual(keysOf(`${references}[@a; @{b/c}; @d; @e]`), ['@e!']);
  });
});
