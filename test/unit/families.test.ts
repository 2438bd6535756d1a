import assert from 'node:assert/strict';
import fc from 'fast-check';
import { FAMILIES, GROUPS } from '../../src/core/families/families';
import { PhraseTrie } from '../../src/core/families/phrases';
import { VOCABULARY } from '../../src/core/families/vocabulary';
import { splitWords } from '../../src/core/families/words';

suite('families', () => {
  test('are 22, each with its own id and label, a heading and a definition of one line', () => {
    assert.equal(FAMILIES.length, 22);
    assert.equal(new Set(FAMILIES.map(({ id }) => id)).size, 22);
    assert.equal(new Set(FAMILIES.map(({ label }) => label)).size, 22);
    for (const { definition } of FAMILIES) assert.match(definition, /^[A-Z].{20,100}\.$/);
  });

  test('stand together under their headings, in the order of the headings, "other" last', () => {
    const groups = FAMILIES.map(({ group }) => group);
    const inOrder = groups.filter((group, at) => group !== groups[at - 1]);
    assert.deepEqual(
      inOrder,
      GROUPS.map(({ id }) => id),
    );
    assert.equal(FAMILIES.at(-1)?.id, 'other');
  });
});

suite('the vocabulary of the families', () => {
  test('covers every family but "other"', () => {
    const ids = FAMILIES.map(({ id }) => id).filter((id) => id !== 'other');
    assert.deepEqual(Object.keys(VOCABULARY).sort(), [...ids].sort());
  });

  test('says every phrase once in a family, in lower case and single blanks', () => {
    for (const [family, { terms, topics = {} }] of Object.entries(VOCABULARY)) {
      const phrases = [...Object.values(terms), ...Object.values(topics)].flatMap((p = '') => p.split(', '));
      assert.deepEqual(
        phrases.filter((phrase, at) => phrases.indexOf(phrase) !== at),
        [],
        family,
      );
      for (const phrase of phrases) assert.match(phrase, /^[a-z0-9/]+( ([a-z0-9/]+|\*))*$/, family);
    }
  });
});

suite('words', () => {
  test('are what stands between signs, lower case, plurals made singular', () => {
    const { forms } = splitWords("Multi-Head attention's KV caches: O(n²) queries, 3×3 mass");
    assert.deepEqual(forms, 'multi head attention s kv cache o n query 3 3 mass'.split(' '));
  });

  test('know their sentence, undisturbed by abbreviations and decimals', () => {
    const { sentences } = splitWords('We gain 3.5 points, e.g. on X. Next! Done.');
    assert.deepEqual(sentences, [0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2]);
  });

  test('have ranges that hold no separator, in any text', () => {
    const { forms, starts, ends } = splitWords('İSTANBUL attention');
    assert.deepEqual([forms[1], starts[1], ends[1]], ['attention', 9, 18]);
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const words = splitWords(text);
        words.starts.forEach((start, at) => {
          const end = words.ends[at]!;
          assert.ok(start >= (words.ends[at - 1] ?? 0) && end > start && end <= text.length);
          assert.ok(!/[\s.,;!?]/u.test(text.slice(start, end)));
        });
      }),
    );
  });
});

suite('a trie of phrases', () => {
  const find = (phrases: readonly string[], text: string) => {
    const trie = new PhraseTrie<string>();
    for (const phrase of phrases) trie.add(phrase, phrase);
    const { forms } = splitWords(text);
    return trie.find(forms).map(({ start, end, values }) => [forms.slice(start, end).join(' '), ...values]);
  };

  test('finds the longest phrase and nothing inside it', () => {
    const phrases = ['attention', 'attention map', 'cross attention map', 'map'];
    assert.deepEqual(find(phrases, 'cross-attention maps and attention'), [
      ['cross attention map', 'cross attention map'],
      ['attention', 'attention'],
    ]);
  });

  test('takes alternatives and one word for any', () => {
    const phrases = ['prune/merge tokens', 'cross * attention'];
    assert.deepEqual(find(phrases, 'Merge tokens by cross-view attention, not cross attention'), [
      ['merge token', 'prune/merge tokens'],
      ['cross view attention', 'cross * attention'],
    ]);
  });

  test('keeps phrases that overlap', () => {
    assert.equal(find(['a b', 'b c'], 'a b c').length, 2);
  });
});
