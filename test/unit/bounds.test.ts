import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import fc from 'fast-check';
import { FamilyList } from '../../src/core/families/familyList';
import { readCslJson } from '../../src/core/cslJson';
import { Library } from '../../src/core/library';
import { readListing } from '../../src/core/listing';
import type { Name, Paper } from '../../src/core/paper';
import { filterOf } from '../../src/core/search/filters';
import { FullTextIndex } from '../../src/core/search/fullText';
import { readQuery } from '../../src/core/search/query';
import { SuggestIndex } from '../../src/core/search/suggest';
import { oddText, paperOf } from '../support/papers';

function finish<T>(steps: Generator<unknown, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

function seeds(): readonly Paper[] {
  const library = new Library();
  for (const name of readdirSync('seeds')) {
    const read = name.endsWith('.json') ? readCslJson : readListing;
    library.putRecords(name, 'seed', finish(read(name, readFileSync(`seeds/${name}`, 'utf8'))).records);
  }
  finish(library.update());
  return library.papers;
}

/** What is known of abstracts: all, that they are not searched, or nothing yet. */
type Abstracts = 'indexed' | 'unsearched' | 'unknown';

/** Papers as they are searched: with what is known beforehand of those that a filter accepts, and without. */
class Searched {
  abstracts: Abstracts = 'indexed';
  readonly #papers: readonly Paper[];
  readonly #byKey: ReadonlyMap<string, Paper>;
  readonly #heads = new SuggestIndex();
  readonly #fullText = new FullTextIndex();
  asked = 0;
  /** How many papers the filter looked at. */
  looked = 0;

  constructor(papers: readonly Paper[]) {
    this.#papers = papers;
    this.#byKey = new Map(papers.map((paper) => [paper.citekey, paper]));
    this.#heads.put(papers);
    finish(this.#fullText.put(papers));
  }

  find(typed: string, isBounded: boolean, limit = Infinity): string[] {
    const query = readQuery(typed);
    const { accepts = () => true, bounds } = filterOf(query, {
      paper: (citekey) => {
        this.looked++;
        return this.#byKey.get(citekey);
      },
      families: new FamilyList(),
      cited: () => new Set(['chen2021crossvit', 'nobody']),
      papers: () => this.#papers,
      having: (row) => {
        if (this.abstracts === 'unknown') return undefined;
        return this.abstracts === 'unsearched' ? [] : this.#fullText.having(row);
      },
    });
    this.asked = this.looked = 0;
    const counted = (citekey: string) => {
      this.asked++;
      return accepts(citekey);
    };
    const known = isBounded && bounds ? { bounds } : {};
    return this.#heads.suggest(query.words, { limit, accepts: counted, ...known }).map((hit) => hit.citekey);
  }

  same(typed: string): string[] {
    const found = this.find(typed, true);
    assert.deepEqual(found, this.find(typed, false), typed);
    return found;
  }
}

suite('What is known of the papers that a filter accepts', () => {
  const papers = seeds();
  const searched = new Searched(papers);

  test('changes no answer, and spares most questions', () => {
    const few = [
      ...[
        'author:vaswani ',
        'author:vasw',
        'author:"A. Vaswani" ',
        'author:nobody ',
        'cited:yes',
        'year:2017',
      ],
      ...['"all you need"', '"multi-head attention', 'author:chen year:2021', 'family:linear'],
      ...['attention author:vaswani', 'sparse "sparse attention"', 'year:2017 year:2018..2019', 'year:1999'],
    ];
    for (const typed of few) {
      const found = searched.same(typed);
      assert.equal(found.length > 0, !/nobody|1999/.test(typed), typed);
      searched.find(typed, false);
      const unbounded = searched.asked;
      searched.find(typed, true);
      assert.ok(searched.asked < unbounded / 2, `${typed} asks for ${searched.asked}`);
    }
    for (const typed of [
      'year:..2019',
      'cited:no',
      '-attention',
      'has:code',
      'venue:cvpr',
      '"the',
      '"is all',
    ])
      searched.same(typed);
    const [{ abstract = '' } = paperOf({ citekey: 'none' })] = papers;
    const phrase = abstract.split(/\s+/).slice(3, 8).join(' ');
    assert.ok(searched.same(`"${phrase}"`).length > 0, phrase);
  });

  const PHRASES = [
    ...['"state of the art" ', '"state of the art', '"long sequences" ', '"long sequ', '"attention is al'],
    ...['"a" ', '"zqx', '"the', '"self attention" "long sequences"', '-"long sequences" ', '-attention '],
    ...['transformer -model ', 'attention "we propose a" '],
  ];

  test('finds the same phrases in abstracts that are indexed and in such as are read', () => {
    for (const typed of PHRASES) {
      searched.abstracts = 'indexed';
      const indexed = searched.same(typed);
      searched.abstracts = 'unknown';
      assert.deepEqual(searched.same(typed), indexed, typed);
    }
    searched.abstracts = 'indexed';
    assert.ok(searched.same('"state of the art" ').length > 50);
  });

  test('finds the same phrases whatever marks and letters are in texts', () => {
    const piece = fc.oneof(
      oddText,
      fc.constantFrom('heads', 'Head', 'heading', 'naïve', 'a', 'multi-head', 'it’s'),
    );
    const text = fc.array(fc.tuple(piece, fc.constantFrom(' ', '-', ', ', '\u00a0')), { maxLength: 8 });
    const joined = text.map((all) => all.flat().join(''));
    let found = 0;
    fc.assert(
      fc.property(
        fc.array(joined, { minLength: 1, maxLength: 4 }),
        joined,
        fc.nat(20),
        (texts, typed, from) => {
          const own = new Searched(
            texts.map((abstract, index) => ({ ...paperOf({ citekey: `key${index}`, title: '' }), abstract })),
          );
          const words = (texts[0]?.slice(from) ?? '').replace(/["“”]/g, '');
          for (const query of [
            `"${words}`,
            `"${words}" `,
            `-"${words}" `,
            `"${typed.replace(/["“”]/g, '')}`,
          ]) {
            own.abstracts = 'indexed';
            const indexed = own.same(query);
            if (!query.startsWith('-')) found += indexed.length;
            own.abstracts = 'unknown';
            assert.deepEqual(own.same(query), indexed, query);
          }
        },
      ),
      { numRuns: 200 },
    );
    assert.ok(found > 0, 'phrases were found');
  });

  test('finds phrases by heads alone where abstracts are not searched, few or many', () => {
    const bare = new Searched(papers.map((paper) => ({ ...paper, abstract: undefined })));
    searched.abstracts = 'unsearched';
    for (const typed of PHRASES) {
      const found = searched.same(typed);
      assert.deepEqual(found, bare.same(typed), typed);
      assert.deepEqual(searched.find(typed, true, 5), found.slice(0, 5), typed);
    }
    assert.ok(searched.same('"long sequ').length > 0);
    searched.abstracts = 'indexed';
  });

  test('looks at few papers for a phrase, from the first letters of its first word on', () => {
    for (const typed of ['"zqx', '"attention is al', '"vasw', '"kolmog'])
      assert.ok((searched.find(typed, true, 50), searched.looked) < papers.length / 5, typed);
  });

  test('changes no answer whatever people are called', () => {
    const piece = fc.constantFrom(
      'T.',
      'Tri',
      'Li',
      'van',
      'Gool',
      "O'Neil",
      'Jean-Pierre',
      'Glück',
      'DeLong',
      'V',
    );
    const name: fc.Arbitrary<Name> = fc.record(
      {
        given: fc.array(piece, { minLength: 1, maxLength: 2 }).map((all) => all.join(' ')),
        family: piece,
        'non-dropping-particle': fc.constantFrom('van', 'de la'),
        suffix: fc.constantFrom('Jr.', 'III'),
      },
      { requiredKeys: ['family'] },
    );
    const typedWord = fc
      .record({ a: piece, b: fc.oneof(fc.constant(''), piece), to: fc.integer({ min: 1, max: 9 }) })
      .map(({ a, b, to }) => (a + b).replace(/[^\p{L}]/gu, '').slice(0, to));
    const typed = fc
      .record({ words: fc.array(typedWord, { minLength: 1, maxLength: 2 }), end: fc.constantFrom('', ' ') })
      .map(({ words, end }) => (words.length > 1 ? `"${words.join(' ')}"` : `${words.join('')}${end}`));
    let found = 0;
    fc.assert(
      fc.property(
        fc.array(fc.array(name, { maxLength: 2 }), { minLength: 1, maxLength: 5 }),
        fc.option(piece, { nil: undefined }),
        fc.array(typed, { minLength: 1, maxLength: 6 }),
        (lists, organization, queries) => {
          const named = lists.map((authors, index) => {
            const paper = paperOf({ citekey: `key${index}`, title: 'On heads' });
            return { ...paper, authors, organization: index === 0 ? organization : undefined };
          });
          const own = new Searched(named);
          for (const query of queries) {
            found += own.same(`author:${query}`).length;
            own.same(query.startsWith('"') ? query : `"${query}"`);
          }
        },
      ),
      { numRuns: 150 },
    );
    assert.ok(found > 0, 'people were found');
  });

  test('takes the place of questions where very many were in vain', () => {
    const many = Array.from({ length: 6000 }, (_, index) =>
      paperOf({
        citekey: `paper${index}`,
        title: 'Heads',
        published: `2021-01-01T${String(index).padStart(5, '0')}`,
        ...(index % 1500 === 7 && { doi: `10.1/${index}` }),
      }),
    );
    const own = new Searched(many);
    for (const typed of ['has:doi', 'heads has:doi']) {
      assert.deepEqual(own.same(typed), ['paper4507', 'paper3007', 'paper1507', 'paper7']);
      own.find(typed, true);
      assert.ok(own.asked < 2100, `${typed} asks for ${own.asked}`);
    }
  });

  test('is not asked for again where it is known to be too many', () => {
    const many = Array.from({ length: 10 }, (_, index) =>
      paperOf({ citekey: `paper${index}`, title: 'Heads', year: index < 6 ? 2020 : 2021 }),
    );
    let listed = 0;
    const { bounds } = filterOf(readQuery('year:2020'), {
      paper: () => undefined,
      families: new FamilyList(),
      cited: () => new Set(),
      papers: () => (listed++, many),
      having: () => undefined,
    });
    const count = (most: number) => bounds?.all(most)?.length;
    assert.deepEqual([count(3), count(3), count(2), listed], [undefined, undefined, undefined, 1]);
    assert.deepEqual([count(6), count(9), count(5), listed], [6, 6, undefined, 2]);
  });

  test('may be all that is wanted', () => {
    const heads = new SuggestIndex();
    heads.put(papers);
    const bounds = {
      narrowings: () => [{ words: [[{ text: 'vaswani', unfinished: false }]] }],
      all: () => undefined,
    };
    const found = heads.suggest('', { limit: Infinity, bounds }).map(({ citekey }) => citekey);
    assert.ok(found.length > 0);
    assert.deepEqual(found, searched.find('author:vaswani ', true));
  });
});
