import assert from 'node:assert/strict';
import fc from 'fast-check';
import { itemsInWikiLinks } from '../../src/core/citationPlace';
import { keyEdits } from '../../src/core/keyRenaming';
import type { CitationItem } from '../../src/core/note';
import { NoteText } from '../../src/core/noteText';
import { CITED_TEXTS } from '../support/citedTexts';

const TEXTS = Object.values(CITED_TEXTS).flatMap((texts) => texts.map(([text]) => text));

/** The note with the key `a` renamed to `citekey`; undefined when it is refused. */
function renamed(text: string, citekey: string, keys = ['a']): string | undefined {
  const note = new NoteText(text);
  const edits = keyEdits(note, keys, citekey);
  assert.equal(note.text, text);
  return edits?.reduceRight(
    (all, { start, end, text: put }) => all.slice(0, start) + put + all.slice(end),
    text,
  );
}

suite('Renaming of keys in a note', () => {
  test('changes keys and nothing else', () => {
    const text =
      '---\nnocite: "@a"\n---\n\n[see -@a, p. 3; @{a}] `@a` me@a a @ab @a.\n\n| x |\n|---|\n| [@a] |\n\nT[^1]\n\n[^1]: @a\n';
    assert.equal(
      renamed(text, 'new'),
      '---\nnocite: "@new"\n---\n\n[see -@new, p. 3; @{new}] `@a` me@a a @ab @new.\n\n| x |\n|---|\n| [@new] |\n\nT[^1]\n\n[^1]: @new\n',
    );
  });

  test('writes braces where the new key needs them', () => {
    assert.equal(renamed('[@a; @{a}] @a', 'x(y)'), '[@{x(y)}; @{x(y)}] @{x(y)}');
  });

  test('leaves the note’s own entries and cross-references alone', () => {
    assert.equal(
      renamed('---\nreferences:\n- id: a\n---\n\n[@a]', 'new'),
      '---\nreferences:\n- id: a\n---\n\n[@a]',
    );
    assert.equal(renamed('@fig-x', 'new', ['fig-x']), '@fig-x');
  });

  test('leaves links to notes alone', () => {
    assert.equal(
      renamed('[[@a]] [@a] [[@a|Text]] [[@b|like @a]] ![[@a]] @a', 'new'),
      '[[@a]] [@new] [[@a|Text]] [[@b|like @a]] ![[@a]] @new',
    );
    assert.deepEqual(renamed('[[@a]]', 'new'), '[[@a]]');
  });

  test('is refused where the note would be read otherwise', () => {
    assert.equal(renamed('| a |\n|---|\n| [@a] |\n', 'x|y'), undefined);
  });

  test('is read with the new key in place of the old one, whatever the note', () => {
    const key = fc.constantFrom('a', 'b', 'k2017', 'new.key', 'x(y)', 'ü');
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...TEXTS, '\n\n', ' '), { maxLength: 6 }),
        key,
        (parts, citekey) => {
          const text = parts.join('');
          const { citations } = new NoteText(text).read();
          const linked = itemsInWikiLinks(text, citations);
          const now = renamed(text, citekey, ['a', 'k']);
          if (now === undefined) return;
          const is = new NoteText(now)
            .read()
            .citations.flatMap(({ items }) => items.map((item) => item.citekey));
          const isRenamed = (own: CitationItem) => ['a', 'k'].includes(own.citekey) && !linked.has(own);
          assert.deepEqual(
            is,
            citations.flatMap(({ items }) => items.map((own) => (isRenamed(own) ? citekey : own.citekey))),
          );
        },
      ),
    );
  });
});
