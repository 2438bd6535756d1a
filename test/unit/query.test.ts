import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Condition, readQuery, withoutClause } from '../../src/core/search/query';
import { readTyped } from '../../src/core/search/typed';
import { oddText } from '../support/papers';

const conditions = (typed: string) => readQuery(typed).clauses.map(({ condition }) => condition);
const words = (typed: string) => readQuery(typed).words;
const year = (from: number, to: number): Condition => ({ kind: 'year', from, to });

/** Pieces of which queries are made, well formed and not. */
const piece = fc.oneof(
  fc.constantFrom(
    ...[
      'family:',
      'Family:sp',
      'author:"Van Gool"',
      'author:"',
      'YEAR:2021',
      'year:..2020',
      'year:abc',
      'year:20',
    ],
    ...[
      'venue:neurips',
      'auther:dao',
      'title:"a b',
      'year:>2020',
      'has:code',
      'has:x',
      'cited:no',
      '-word',
      '-',
      '--',
      '-family:linear',
      '-"a b"',
      '"',
    ],
    ...['2021-2023', '2024..2019', 'foo:bar', 'https://x.y/z', 'doi:10.1/x', ' ', '  ', '\n', '“exact', '”'],
  ),
  oddText,
);
const query = fc.array(piece, { maxLength: 10 }).map((pieces) => pieces.join(' '));

suite('Reading a query', () => {
  test('takes fields, phrases and exclusions out of words, in any order and case', () => {
    const { clauses, words: left } = readQuery('sparse Family:linear "top k" vision -video AUTHOR:dao fast');
    assert.equal(left, 'sparse vision fast');
    assert.deepEqual(
      clauses.map(({ condition, negated }) => [condition, negated]),
      [
        [{ kind: 'family', text: 'linear' }, false],
        [{ kind: 'phrase', words: ['top', 'k'], inflected: false }, false],
        [{ kind: 'phrase', words: ['video'], inflected: true }, true],
        [{ kind: 'author', text: 'dao' }, false],
      ],
    );
  });

  test('reads years and ranges of years, also backwards and under way', () => {
    assert.deepEqual(conditions('year:2023'), [year(2023, 2023)]);
    assert.deepEqual(conditions('year:2021..2024 '), [year(2021, 2024)]);
    assert.deepEqual(conditions('year:2024-2021 '), [year(2021, 2024)]);
    assert.deepEqual(conditions('year:2021.. '), [year(2021, 9999)]);
    assert.deepEqual(conditions('year:..2020'), [year(0, 2020)]);
    assert.deepEqual(conditions('2021-2023 x 2021..2024'), [year(2021, 2023), year(2021, 2024)]);
    for (const [typed, condition] of [
      ['year:202', year(2020, 2029)],
      ['year:2021.', year(2021, 9999)],
      ['year:2021..20', year(2021, 9999)],
      ['year:2021-', year(2021, 9999)],
      ['year:..20', undefined],
      ['year:', undefined],
    ] as const) {
      assert.deepEqual(conditions(typed), [condition], typed);
      assert.deepEqual(readQuery(typed).problems, [], typed);
    }
  });

  test('reads values in quotes, closed or not', () => {
    assert.deepEqual(conditions('author:"Van Gool" x'), [{ kind: 'author', text: 'Van Gool' }]);
    assert.deepEqual(conditions('x author:“Van Gool'), [{ kind: 'author', text: 'Van Gool' }]);
    assert.deepEqual(conditions('"exact Phrase of'), [
      { kind: 'phrase', words: ['exact', 'phrase', 'of'], inflected: false },
    ]);
    assert.equal(words('a "b c'), 'a ');
  });

  test('reads what a paper has and whether it is cited by the beginning of the value', () => {
    assert.deepEqual(conditions('has:code has:a has:doi'), [
      { kind: 'has', any: ['code'] },
      { kind: 'has', any: ['abstract', 'arxiv'] },
      { kind: 'has', any: ['doi'] },
    ]);
    assert.deepEqual(conditions('cited:yes cited:n'), [
      { kind: 'cited', cited: true },
      { kind: 'cited', cited: false },
    ]);
  });

  test('says which value cannot be read, and where; the rest still counts', () => {
    const {
      problems,
      clauses,
      words: left,
    } = readQuery('fast year:abc has:wings cited:maybe year:202 family:linear');
    assert.deepEqual(problems, [
      { code: 'year', value: 'abc', start: 5, end: 13 },
      { code: 'has', value: 'wings', start: 14, end: 23 },
      { code: 'cited', value: 'maybe', start: 24, end: 35 },
      { code: 'year', value: '202', start: 36, end: 44 },
    ]);
    assert.equal(clauses.filter(({ condition }) => condition).length, 1);
    assert.equal(left, 'fast ');
  });

  test('reads years after and before one', () => {
    for (const [typed, from, to] of [
      ['year:>2023', 2024, 9999],
      ['year:>=2023 ', 2023, 9999],
      ['year:≥2023 ', 2023, 9999],
      ['year:<2020', 0, 2019],
      ['year:<=2020 x', 0, 2020],
      ['year:"> 2019"', 2020, 9999],
      ['year:2023-2024 ', 2023, 2024],
    ] as const)
      assert.deepEqual(conditions(typed), [year(from, to)], typed);
    for (const typed of ['year:>', 'year:>=20', 'year:<202']) {
      assert.deepEqual(conditions(typed), [undefined], typed);
      assert.deepEqual(readQuery(typed).problems, [], typed);
    }
    assert.equal(readQuery('year:>20 x').problems[0]?.value, '>20');
  });

  test('tells mistyped fields, and those of other tools, and takes no word out of them', () => {
    const told = (typed: string) =>
      readQuery(typed).problems.map(({ code, value, meant = '' }) => [code, value, meant].join(' '));
    assert.deepEqual(told('auther:vaswani fast'), ['field auther author']);
    assert.equal(words('auther:vaswani fast'), 'fast');
    assert.deepEqual(readQuery('x -Famly:"a b" y').problems, [
      { code: 'field', value: 'Famly', meant: 'family', start: 2, end: 14 },
    ]);
    assert.deepEqual(told('yaer:2021 venu:icml cite:yes journal:nature'), [
      ...['field yaer year', 'field venu venue', 'field cite cited', 'field journal venue'],
    ]);
    assert.deepEqual(told('title:attention tag:"to read" key:smith'), [
      'field title ',
      'field tag ',
      'field key ',
    ]);
    for (const typed of [
      'title:',
      'title: x',
      'key:2020',
      'has2:x',
      'hash:x',
      'foo:bar',
      'Year: One',
      'auther:',
    ])
      assert.deepEqual(told(typed), [], typed);
  });

  test('leaves ordinary words alone, whatever marks are in them', () => {
    for (const typed of [
      ...[
        '',
        ' ',
        'sparse attention',
        'attention ',
        'foo:bar',
        'FlashAttention: Fast and',
        'doi:10.1000/xyz',
      ],
      ...[
        'arxiv:2103.14899',
        'https://arxiv.org/abs/2103.14899',
        'O(n^2)',
        "D'Amelio",
        'multi-head',
        '-@key',
      ],
      ...[
        '5" x',
        'vision - language',
        'a -- b',
        '2021-03',
        '2021-20',
        'myfamily:x',
        'title:',
        '@key',
        '{key}',
      ],
    ])
      assert.deepEqual({ ...readQuery(typed) }, { typed, words: typed, clauses: [], problems: [] }, typed);
  });

  test('keeps the last word unfinished, and finishes one that a clause follows', () => {
    const unfinished = (typed: string) => readTyped(words(typed)).words.at(-1)?.unfinished;
    assert.equal(unfinished('family:linear spar'), true);
    assert.equal(unfinished('family:linear spar '), false);
    assert.equal(unfinished('spar family:linear'), false);
    assert.equal(readQuery('author:da').clauses[0]?.unfinished, true);
    for (const typed of ['author:da ', 'author:da x', 'author:"da"', 'author:"da '])
      assert.equal(readQuery(typed).clauses[0]?.unfinished, false, typed);
  });

  test('reads a field straight behind an at sign', () => {
    assert.deepEqual(conditions('@year:2021'), [year(2021, 2021)]);
    assert.equal(readTyped(words('@{year:2021')).whole, '');
  });

  test('covers what was typed with words and clauses, and never fails', () => {
    const fragments = (text: string) => text.split(/\s+/).filter(Boolean);
    fc.assert(
      fc.property(query, (typed) => {
        const { clauses, problems, words: left } = readQuery(typed);
        let [at, rest] = [0, ''];
        for (const { start, end, valueStart } of clauses) {
          assert.ok(at <= start && start <= valueStart && valueStart <= end && end <= typed.length);
          rest += `${typed.slice(at, start)} `;
          at = end;
        }
        assert.deepEqual(fragments(left), fragments(rest + typed.slice(at)));
        for (const { start, end } of problems)
          assert.ok(clauses.some((clause) => clause.start === start && clause.end === end));
        if (clauses.length === 0) assert.equal(left, typed);
      }),
      { numRuns: 2000 },
    );
  });

  test('reads words that are left as words again', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', 'b:c', 'foo:"x', 'e-f', "g'h", '2021'), { maxLength: 6 }),
        (own) => {
          const typed = own.join(' ');
          assert.equal(words(typed), typed);
        },
      ),
    );
  });

  test('takes bounded time over texts of any length', () => {
    const long = 'family:x "y z '.repeat(20_000);
    const { clauses, words: left } = readQuery(long);
    assert.ok(clauses.length <= 24);
    assert.ok(left.length > 0);
  });

  test('can be typed again without one of its clauses', () => {
    const asked = readQuery('sparse year:2030 "a b" ');
    const [first, second] = asked.clauses;
    assert.ok(first && second);
    assert.equal(withoutClause(asked, first), 'sparse "a b" ');
    assert.equal(withoutClause(asked, second).trim(), 'sparse year:2030');
  });
});
