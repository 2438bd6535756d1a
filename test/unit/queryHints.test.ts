import assert from 'node:assert/strict';
import fc from 'fast-check';
import { FamilyList } from '../../src/core/families/familyList';
import { readQuery } from '../../src/core/search/query';
import { fieldHints, hintsFor } from '../../src/core/search/queryHints';
import { parts } from '../../src/core/search/words';
import { typedCitation } from '../../src/core/typedCitation';
import { oddText, paperOf } from '../support/papers';

const PAPERS = [
  {
    ...paperOf({ citekey: 'a', family: 'linear', year: 2024, venue: 'NeurIPS 2024' }),
    authors: [
      { given: 'Luc', family: 'Gool', 'non-dropping-particle': 'Van' },
      { given: 'Tri', family: 'Dao' },
    ],
  },
  {
    ...paperOf({ citekey: 'b', family: 'linear', year: 2021, venue: 'ICML 2021' }),
    authors: [{ family: 'Dao', given: 'Tri' }],
  },
  paperOf({ citekey: 'c', family: 'memory', year: 2024, venue: 'NeurIPS 2023' }),
];
const hinting = { families: new FamilyList(), papers: PAPERS };
const queries = (typed: string) => hintsFor(typed, hinting).map(({ query }) => query);

suite('Hints on how a query goes on', () => {
  test('name the fields that the last word begins', () => {
    assert.deepEqual(queries('fam'), ['family:']);
    assert.deepEqual(queries('sparse -YE'), ['sparse -year:']);
    assert.deepEqual(queries('family:linear ha'), ['family:linear has:']);
    for (const typed of ['', 'f', 'sparse ', 'family', 'fam ', '"fam', '-fam x', 'myfam x', 'foo:fam'])
      assert.deepEqual(queries(typed), typed === 'family' ? ['family:'] : [], typed);
  });

  test('name families by what was typed of them, those of the papers found first', () => {
    assert.deepEqual(queries('x family:'), [
      ...['x family:linear ', 'x family:memory ', 'x family:self-attention ', 'x family:cross-attention '],
      'x family:multi-head ',
    ]);
    assert.deepEqual(hintsFor('family:lin', hinting), [
      { query: 'family:linear ', field: 'family', value: 'Linear and low-rank attention' },
    ]);
    assert.deepEqual(queries('family:linear'), []);
  });

  test('name authors, venues and years of the papers found, quoted where they have spaces', () => {
    assert.deepEqual(hintsFor('author:', hinting), [
      { query: 'author:"Tri Dao" ', field: 'author', value: 'Tri Dao' },
      { query: 'author:"Luc Van Gool" ', field: 'author', value: 'Luc Van Gool' },
    ]);
    assert.deepEqual(queries('author:"van g'), ['author:"Luc Van Gool" ']);
    assert.deepEqual(queries('-venue:'), ['-venue:NeurIPS ', '-venue:ICML ']);
    assert.deepEqual(queries('year:20'), ['year:2024 ', 'year:2021 ']);
  });

  test('name what can be had, and yes and no', () => {
    assert.deepEqual(queries('has:a'), ['has:abstract ', 'has:arxiv ']);
    assert.deepEqual(queries('cited:'), ['cited:yes ', 'cited:no ']);
    assert.deepEqual(queries('cited:yes '), []);
  });

  test('name every field where that is asked for', () => {
    assert.deepEqual(
      fieldHints('sparse').map(({ query }) => query),
      ['family', 'author', 'year', 'venue', 'has', 'cited'].map((field) => `sparse ${field}:`),
    );
    assert.equal(fieldHints('')[0]?.query, 'family:');
  });

  test('never fail, keep what was typed before, and are read as what they say', () => {
    const typed = fc.tuple(
      oddText,
      fc.constantFrom('fam', 'year:', 'year:2', 'author:"', 'venue:n', '-has:', 'cited:y', 'family:s'),
    );
    fc.assert(
      fc.property(typed, ([before, last]) => {
        for (const { query, field, value } of hintsFor(`${before} ${last}`, hinting)) {
          assert.ok(query.startsWith(`${before} `));
          const clause = readQuery(query).clauses.at(-1);
          assert.equal(clause?.field, field);
          if (value !== undefined) assert.ok(clause.condition && !clause.unfinished);
        }
      }),
    );
  });

  test('offer any name so that the citation it is typed in goes on, and the name still means the same', () => {
    const piece = fc.constantFrom(
      ...[
        ',',
        ';',
        '[',
        ']',
        '{',
        '}',
        '@',
        '"',
        '“',
        '”',
        '\\',
        '`',
        "'",
        '-',
        ':',
        '.',
        '..',
        ' ',
        '\t',
        '\n',
      ],
      ...['Gool', 'van', 'é', '漢', 'x', 'ACM, Inc.', '[Ed.]', '{Bib}', 'a@b.org', ' {', '"The" '],
    );
    const name = fc.array(piece, { minLength: 1, maxLength: 8 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(name, fc.constantFrom('author', 'venue'), (nasty, field) => {
        const paper = { ...paperOf({ citekey: 'a', venue: nasty }), authors: [{ literal: nasty }] };
        const hints = hintsFor(`cross ${field}:`, { families: new FamilyList(), papers: [paper] });
        assert.equal(hints.length, parts(nasty).length > 0 ? 1 : 0);
        for (const { query } of hints) {
          const typed = typedCitation(`See [@${query}`, () => '');
          assert.deepEqual([typed?.typed, typed?.bracketed], [query, true]);
          const [clause, ...others] = readQuery(query).clauses;
          assert.deepEqual([clause?.field, others.length, readQuery(query).words], [field, 0, 'cross ']);
          assert.deepEqual(parts(clause?.value ?? ''), parts(nasty));
        }
      }),
    );
  });
});
