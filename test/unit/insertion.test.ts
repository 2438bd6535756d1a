import assert from 'node:assert/strict';
import fc from 'fast-check';
import { placeCitations } from '../../src/core/citationPlace';
import { wordEnd } from '../../src/core/insertion';
import { readNote } from '../../src/core/note';
import { NoteText } from '../../src/core/noteText';

/** Inserts at the cursors `‸` of a note. */
function inserted(marked: string, ...keys: string[]): string {
  return place(marked, ...keys).text;
}

function place(marked: string, ...keys: string[]) {
  const offsets = [...marked.matchAll(/‸/g)].map(({ index }, earlier) => index - earlier);
  const note = marked.replaceAll('‸', '');
  const { insertions, refused } = placeCitations(new NoteText(note), offsets, keys);
  let text = note;
  for (const insertion of insertions.toReversed())
    text = text.slice(0, insertion.offset) + insertion.text + text.slice(insertion.offset);
  return { text, refused, count: insertions.length };
}

suite('Inserting citations', () => {
  test('makes a group of its own in prose', () => {
    assert.equal(inserted('See ‸.', 'a'), 'See [@a].');
    assert.equal(inserted('See ‸.', 'a', 'b'), 'See [@a; @b].');
    assert.equal(inserted('[link](x) ‸', 'a'), '[link](x) [@a]');
    assert.equal(inserted('[@a] ‸ [@b]', 'c'), '[@a] [@c] [@b]');
    assert.equal(inserted('‸', 'a'), '[@a]');
    assert.equal(inserted('(‸)', 'a'), '([@a])');
    assert.equal(inserted('‸@a says', 'b'), '[@b] @a says');
  });

  test('adds items to the group the cursor is in', () => {
    assert.equal(inserted('[@a‸]', 'b'), '[@a; @b]');
    assert.equal(inserted('[‸@a]', 'b', 'c'), '[@b; @c; @a]');
    assert.equal(inserted('[@a, p. 3‸; @c]', 'b'), '[@a, p. 3; @b; @c]');
    assert.equal(inserted('[@a; ‸@c]', 'b'), '[@a; @b; @c]');
    assert.equal(inserted('[@a;‸ @c]', 'b'), '[@a; @b; @c]');
    assert.equal(inserted('[@a;\n‸@c]', 'b'), '[@a;\n@b; @c]');
    assert.equal(inserted('> [@a;\n> see ‸@c]', 'b'), '> [@a;\n> see @c; @b]');
    assert.equal(inserted('[@a, p. 3 [sic]‸]', 'b'), '[@a, p. 3 [sic]; @b]');
    assert.equal(inserted('[@a, "x; y"‸; @c]', 'b'), '[@a, "x; y"; @b; @c]');
    assert.equal(inserted('[@a, "x‸; y"; @c]', 'b'), '[@a, "x; y"; @b; @c]');
    assert.equal(inserted('[@a, x\\ ‸; @c]', 'b'), '[@a, x\\ ; @b; @c]');
    assert.equal(inserted('[@a, like @n‸; @c]', 'b'), '[@a, like @n; @b; @c]');
  });

  test('adds items to the bracket behind a key in running text', () => {
    assert.equal(inserted('@a [p. 3‸]', 'b'), '@a [p. 3; @b]');
    assert.equal(inserted('@a‸ [p. 3]', 'b'), '@a [p. 3; @b]');
    assert.equal(inserted('@a [p. 3; ‸@c]', 'b'), '@a [p. 3; @b; @c]');
    assert.equal(inserted('@a [‸@c]', 'b'), '@a [@b; @c]');
    assert.equal(inserted('@a ‸[@c]', 'b'), '@a [@c; @b]');
  });

  test('completes a group that is being written', () => {
    assert.equal(inserted('[@a; ‸]', 'b'), '[@a; @b]');
    assert.equal(inserted('[@a;‸]', 'b'), '[@a; @b]');
    assert.equal(inserted('[@a; ‸; @c]', 'b'), '[@a; @b; @c]');
    assert.equal(inserted('[‸]', 'b'), '[@b]');
    assert.equal(inserted('[@a; ‸]', 'a', 'b'), '[@a; @b]');
    assert.equal(inserted('[@a; ‸]', 'a'), '[@a; ]');
    assert.equal(inserted('[‸](url)', 'b'), '[](url) [@b]');
    assert.equal(inserted('- [‸ ] do', 'b'), '- [[@b] ] do');
  });

  test('leaves a locator with its key, and keys and words whole', () => {
    assert.equal(inserted('[@a‸, p. 3; @c]', 'b'), '[@a, p. 3; @b; @c]');
    assert.equal(inserted('[see @lo‸ng, p. 3 ]', 'b'), '[see @long, p. 3; @b ]');
    assert.equal(inserted('As @lo‸ng. Then', 'b'), 'As @long [@b]. Then');
    assert.equal(inserted('@{lo‸ng}, then', 'b'), '@{long} [@b], then');
    assert.equal(inserted('@{a‸;b}', 'b'), '@{a;b} [@b]');
    assert.equal(inserted('atten‸tion is', 'b'), 'attention [@b] is');
    assert.equal(inserted('self-at‸tention, don‸’t', 'b'), 'self-attention [@b], don’t [@b]');
    assert.equal(inserted('attention‸', 'b'), 'attention [@b]');
    assert.equal(inserted('attention. ‸Next', 'b'), 'attention. [@b] Next');
    // Read as a link's label with a second one: two keys in running text.
    assert.equal(inserted('[@a]‸[@c]', 'b'), '[@a][@c] [@b]');
    assert.equal(inserted('at http://a.b‸/c?d. So', 'b'), 'at http://a.b/c?d [@b]. So');
    assert.equal(inserted('*‸word*', 'b'), '*[@b] word*');
    assert.equal(inserted('**wo‸rd**', 'b'), '**word [@b]**');
    assert.equal(inserted('m^‸2^ is', 'b'), 'm^2^[@b] is');
  });

  test('finds the ends of words in every script, and none in scripts without spaces', () => {
    assert.equal(inserted('sche\u0301‸ma', 'b'), 'sche\u0301ma [@b]');
    assert.equal(inserted('sche‸\u0301ma', 'b'), 'sche\u0301ma [@b]');
    assert.equal(inserted('ध्या‸न है', 'b'), 'ध्यान [@b] है');
    assert.equal(inserted('注意‸力机制。', 'b'), '注意[@b]力机制。');
    for (const word of ['ひらがな', 'カタカナ', 'ความสนใจ', 'ຄວາມ', 'ការយក', 'အာရုံ']) {
      const at = 1 + word.slice(1).search(/\P{M}/u);
      assert.equal(wordEnd(word, at), at, word);
    }
    assert.equal(wordEnd('ကို', 1), 3);
  });

  test('makes a group of its own in brackets that are none of a group', () => {
    assert.equal(inserted('[text ‸]', 'a'), '[text [@a]]');
    assert.equal(inserted('[me@x.org ‸]', 'a'), '[me@x.org [@a]]');
    assert.equal(inserted('[text ‸ see [@a]]', 'b'), '[text [@b] see [@a]]');
    assert.equal(inserted('^[See @a for more.‸]', 'b'), '^[See @a for more. [@b]]');
    assert.equal(inserted('[@a‸]{.x}', 'b'), '[@a [@b]]{.x}');
    assert.equal(inserted('\\[@a‸\\]', 'b'), '\\[@a [@b]\\]');
  });

  test('stands behind a link, and in the caption of an image', () => {
    assert.equal(inserted('[see @a‸](url).', 'b'), '[see @a](url) [@b].');
    assert.equal(inserted('[wo‸rds](url).', 'b'), '[words](url) [@b].');
    assert.equal(inserted('[words](u‸rl).', 'b'), '[words](url) [@b].');
    assert.equal(inserted('[see @a‸][r] x\n\n[r]: /u', 'b'), '[see @a][r] [@b] x\n\n[r]: /u');
    assert.equal(inserted('[see‸] x\n\n\n[see]: /u', 'b'), '[see] [@b] x\n\n\n[see]: /u');
    assert.equal(inserted('![fig @a‸](u.png)', 'b'), '![fig @a [@b]](u.png)');
    assert.equal(inserted('![fig](u‸.png)', 'b'), '![fig](u.png) [@b]');
    assert.equal(inserted('[[@a‸]] x', 'b'), '[[@a]] [@b] x');
    assert.equal(inserted('[see [@a‸] x](url)', 'b'), '[see [@a; @b] x](url)');
  });

  test('stands behind code, math and tags, but stays in blocks of code and in comments', () => {
    assert.equal(inserted('`co‸de x` y', 'b'), '`code x` [@b] y');
    assert.equal(inserted('$x‸ + y$ z', 'b'), '$x + y$ [@b] z');
    assert.equal(inserted('<b cl‸ass="x">y</b>', 'b'), '<b class="x"> [@b] y</b>');
    assert.equal(inserted('```\nco‸de\n```\n\n@a', 'b'), '```\ncode [@b]\n```\n\n@a');
    assert.equal(inserted('A <!-- to‸do --> b', 'b'), 'A <!-- todo [@b] --> b');
  });

  test('leaves lists, headings, notes and front matter what they are', () => {
    assert.equal(inserted('- a\n‸- b', 'b'), '- a\n- [@b] b');
    assert.equal(inserted('‸## Title', 'b'), '## [@b] Title');
    assert.equal(inserted('x[^1]\n\n‸[^1]: note', 'b'), 'x[^1]\n\n[^1]: [@b] note');
    assert.equal(
      inserted('| a‸ | b |\n|---|---|\n| c | ‸ |', 'b'),
      '| a [@b] | b |\n|---|---|\n| c | [@b] |',
    );
    assert.equal(inserted('---\nnocite: |\n  @a‸\n---\n', 'b'), '---\nnocite: |\n  @a [@b]\n---\n');
    assert.deepEqual(place('[r]: /u‸\n\n[r]', 'b'), { text: '[r]: /u\n\n[r]', refused: 1, count: 0 });
    assert.deepEqual(place('--‸-\ntitle: x\n---\n', 'b'), {
      text: '---\ntitle: x\n---\n',
      refused: 1,
      count: 0,
    });
    assert.equal(place('x\n\n‸```js\ny\n```\n', 'b').refused, 1);
  });

  test('cites once in a group, and nothing that is in it already', () => {
    assert.equal(inserted('[@a‸; @c‸]', 'b'), '[@a; @c; @b]');
    assert.equal(inserted('[@a‸] and [@c‸] and ‸.', 'b'), '[@a; @b] and [@c; @b] and [@b].');
    assert.equal(inserted('at‸ten‸tion', 'b'), 'attention [@b]');
    assert.equal(inserted('[@a‸; @c]', 'c', 'b'), '[@a; @b; @c]');
    assert.deepEqual(place('[@a; @c‸]', 'c', 'a'), { text: '[@a; @c]', refused: 0, count: 0 });
    assert.equal(inserted('As @a‸ says', 'a', 'b'), 'As @a [@b] says');
    assert.deepEqual(place('As @a‸ says', 'a'), { text: 'As @a says', refused: 0, count: 0 });
    assert.equal(inserted('[wo‸rds‸](url) ‸x', 'b'), '[words](url) [@b] [@b] x');
  });

  test('adds its papers and changes no other citation, wherever the cursor is', () => {
    const parts = [
      '[see @a, p. 3; @b]',
      '[@{d=e}, chap. 2, and more; -@f]',
      '@c',
      'word',
      ', ',
      '. ',
      '\n',
      ' (',
      ')',
      '^[See @g for more.]',
      '[see @h](url)',
      '[see @i][r]',
      '![fig @j](u.png)',
      '[@k]{.x}',
      '\\[@l\\]',
      '@{m;n}',
      '[@o, p. 3 [sic]]',
      '[@p, "one; two";\n@q, like @r]',
      '@s [p. 3; @t]',
      '**bold**',
      '`code`',
      '$x_1$',
      '注意力',
    ];
    const citationsOf = (text: string) =>
      readNote(text)
        .citations.flatMap(({ items }) => items)
        .map(({ citekey, mode, prefix, locator, suffix }) =>
          JSON.stringify([citekey, mode, prefix, locator, suffix]),
        )
        .sort();
    const paragraph = fc
      .array(fc.constantFrom(...parts), { minLength: 1, maxLength: 7 })
      .map((all) => `${all.join(' ')}\n\n[r]: /url`)
      .filter((text) => !/\n\s*\n[^]*\n\s*\n/.test(text));
    const added = citationsOf('[@x; @y]');
    fc.assert(
      fc.property(paragraph, fc.nat(), (text, where) => {
        const at = where % (text.indexOf('\n\n[r]') + 1);
        const result = inserted(`${text.slice(0, at)}‸${text.slice(at)}`, 'x', 'y');
        assert.deepEqual(citationsOf(result), [...citationsOf(text), ...added].sort(), result);
      }),
      { numRuns: Number(process.env['NOTE_RUNS'] ?? 150) },
    );
  });

  test('keeps a line break', () => {
    assert.equal(inserted('one ‸ \ntwo', 'b'), 'one [@b]  \ntwo');
  });

  test('puts braces where a key needs them', () => {
    assert.equal(inserted('‸', 'a=b'), '[@{a=b}]');
  });

  test('leaves the note as it was', () => {
    const note = new NoteText('See [@a] and more.');
    const { insertions } = placeCitations(note, [6, 12], ['b']);
    assert.equal(insertions.length, 2);
    assert.equal(note.text, 'See [@a] and more.');
  });
});
