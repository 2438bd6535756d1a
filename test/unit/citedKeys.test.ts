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
    assert.deepEqual(keysOf('@aa and -@bb, [@cc; -@{d/e}]; @ff [@gg]; @hh [p. 3]; [@ii, like @jj]'), [
      ...['@aa', '@bb', '@cc!', '@{d/e}!', '@ff', '@gg!', '@hh', '@ii!', '@jj!'],
    ]);
    assert.deepEqual(keysOf('---\nnocite: "@a, [@b]"\n---\n\n@c'), ['@a!', '@b!', '@c']);
  });

  test('are not certain where a number, a letter or a part of a word may be meant', () => {
    assert.deepEqual(keysOf('Hits [@1, @5; @10] R[@k10, @k20] x[@if] [@k] [@k1] (a)[@bb] [@ab]'), [
      ...['@1', '@5', '@10', '@k10', '@k20', '@if', '@k', '@k1!', '@bb!', '@ab!'],
    ]);
    // No space is written before a bracket there.
    assert.deepEqual(keysOf('注意力[@aa]和[@bb]'), ['@aa!', '@bb!']);
  });

  test('are not certain where a note, a figure or everything may be meant', () => {
    assert.deepEqual(keysOf('[[@a]] [@fig-plot] [@eq:one; @sec-intro] [@figure2020]'), [
      ...['@a', '@fig-plot', '@eq:one', '@sec-intro', '@figure2020!'],
    ]);
    assert.deepEqual(keysOf('---\nnocite: "@*"\n---\n'), ['@*']);
  });

  test('are told apart where only the front matter lists them', () => {
    const note = '---\nnocite: "@a, [@b]"\n---\n\n@c [@d]';
    const listed = citedKeys(note, readNote(note)).filter((key) => key.listed);
    assert.deepEqual(listed.map(({ citekey }) => citekey), ['a', 'b']); // prettier-ignore
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

  test('are none of the library when the note has the entry', () => {
    const references =
      '---\nreferences:\n- id: a\n  title: x\n- title: y\n  id: "b/c"\n- {id: \'d\', title: z}\n---\n\n';
    const text = `${references}[@a; @{b/c}; @d; @ee]`;
    assert.deepEqual(keysOf(text), ['@ee!']);
    assert.deepEqual(
      citedKeys(text, readNote(text), true).map(({ citekey, certain, isOwn }) => [citekey, certain, isOwn]),
      [
        ['a', false, true],
        ['b/c', false, true],
        ['d', false, true],
        ['ee', true, undefined],
      ],
    );
  });
});
