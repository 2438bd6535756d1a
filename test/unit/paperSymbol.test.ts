import assert from 'node:assert/strict';
import fc from 'fast-check';
import { symbolName } from '../../src/core/paperSymbol';
import { oddText, paperOf } from '../support/papers';

const TITLE = `Wide heads: ${'a rather long title, '.repeat(8)}ending in Zebras`;
const PAPER = paperOf({
  citekey: 'doe2021wide',
  title: 'Wide Heads for Attention',
  by: ['Doe', 'Østergård'],
  year: 2020,
  acronyms: ['WHA-2'],
  aliases: ['wideheads'],
  arxiv: '2103.14899',
  doi: '10.1000/xyz',
});

suite('The name of a paper among symbols', () => {
  test('is its key and title where these have the query, in any case', () => {
    for (const query of ['', ' ', 'doe', 'WIDE', 'heads for', 'attention'])
      assert.equal(symbolName(PAPER, query), 'doe2021wide · Wide Heads for Attention', query);
  });

  test('has what else is meant between them', () => {
    for (const [query, meant] of [
      ['wha-2', 'WHA-2'],
      ['wideh', 'wideheads'],
      ['2103.14', '2103.14899'],
      ['2020', '2020'],
      ['10.1000/xyz', '10.1000/xyz'],
      ['øster', 'Østergård'],
    ] as const)
      assert.equal(symbolName(PAPER, query), `doe2021wide · ${meant} · Wide Heads for Attention`, query);
  });

  test('has the end of a long title where editors still compare it', () => {
    const name = symbolName(paperOf({ citekey: 'doe2021wide', title: TITLE }), 'zebras');
    assert.equal(name, `doe2021wide · …Zebras · ${TITLE}`);
  });

  test('allows letters to be left out, and none to be wrong', () => {
    assert.equal(symbolName(PAPER, 'wdhds'), 'doe2021wide · Wide Heads for Attention');
    assert.equal(symbolName(PAPER, 'wide x'), undefined);
  });

  test('always holds the letters of the query in order, within what editors compare', () => {
    fc.assert(
      fc.property(oddText, oddText, (title, query) => {
        const name = symbolName({ ...PAPER, title }, query);
        if (name === undefined) return;
        const text = name.slice(0, 110).toLowerCase();
        let at = 0;
        for (const letter of query.toLowerCase().replace(/\s+/g, '')) {
          at = text.indexOf(letter, at) + letter.length;
          assert.ok(at >= letter.length, name);
        }
      }),
    );
  });
});
