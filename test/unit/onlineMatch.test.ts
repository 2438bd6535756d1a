import assert from 'node:assert/strict';
import { matchOf, newFacts } from '../../src/core/online/match';
import { LOOKUPS, addressOf } from '../../src/core/online/question';
import type { CslItem } from '../../src/core/paper';

const sought = (traits: object = {}) => ({
  title: 'Sparse Heads: Attention for Long Documents',
  year: 2020,
  arxiv: undefined,
  doi: undefined,
  authors: [],
  ...traits,
});
const item = (title: string, year?: number, fields: object = {}): CslItem => ({
  title,
  ...(year !== undefined && { issued: { 'date-parts': [[year]] } }),
  ...fields,
});
const ARXIV = { URL: 'https://arxiv.org/abs/2001.01234' };

const ENDPOINTS = {
  arxiv: 'https://arxiv.example/api/query',
  crossref: 'https://crossref.example/',
  openAlex: 'https://openalex.example',
};

suite('Matching what was found', () => {
  for (const [what, wanted, found, expected] of [
    ['the same title and year', {}, item('SPARSE HEADS — attention for long documents', 2020), 'sure'],
    ['the same title a year later', {}, item(sought().title, 2021), 'sure'],
    ['the same title two years later', {}, item(sought().title, 2022), 'doubtful'],
    ['the same title without a year', {}, item(sought().title), 'doubtful'],
    ['the same title where no year is known', { year: undefined }, item(sought().title, 2020), 'doubtful'],
    [
      'the same title and another arXiv id',
      { arxiv: '1901.00001' },
      item(sought().title, 2020, ARXIV),
      'doubtful',
    ],
    [
      'the same title and another DOI',
      { doi: '10.1234/a' },
      item(sought().title, 2020, { DOI: '10.1234/b' }),
      'doubtful',
    ],
    [
      'the same title and the DOI of a publication in place of arXiv’s',
      { arxiv: '2001.01234', doi: '10.48550/arxiv.2001.01234' },
      item(sought().title, 2020, { DOI: '10.1234/b' }),
      'sure',
    ],
    [
      'the same title by others',
      { authors: [{ family: 'Roe' }] },
      item(sought().title, 2020, { author: [{ family: 'Doe' }] }),
      'doubtful',
    ],
    [
      'the same title by some of these',
      { authors: [{ family: 'Roe' }, { family: 'Doe' }] },
      item(sought().title, 2020, { author: [{ literal: 'J. Doe' }] }),
      'sure',
    ],
    ['the same id and title, any year', { arxiv: '2001.01234' }, item(sought().title, 2015, ARXIV), 'sure'],
    ['the same id and another title', { arxiv: '2001.01234' }, item('Renamed', 2020, ARXIV), 'doubtful'],
    ['a title that is alike', {}, item('Sparse Heads: Attention for Very Long Documents', 2020), 'doubtful'],
    ['another paper', {}, item('Dense Heads for Images', 2020), undefined],
    ['a title of one common word', { title: 'Attention' }, item('Attention Please', 2020), undefined],
  ] as const)
    test(`${what}: ${expected ?? 'no match'}`, () => assert.equal(matchOf(sought(wanted), found), expected));

  test('only what the library does not know is completed', () => {
    const found = { ...item('T', 2020, ARXIV), author: [{ family: 'A' }], abstract: 'x', type: 'article' };
    assert.deepEqual(newFacts({ title: 'T', author: [], DOI: '10.5555/1' }, { ...found, DOI: '10.5555/2' }), {
      author: [{ family: 'A' }],
      issued: { 'date-parts': [[2020]] },
      ...ARXIV,
    });
    assert.deepEqual(newFacts(found, found), {});
  });
});

suite('What sources are asked', () => {
  test('identifiers and titles are part of no address but as text', () => {
    const [byId, byTitle, byDoiOrTitle] = LOOKUPS;
    const paper = (title: string, arxiv: string | null = null, doi: string | null = null) => ({
      title,
      arxiv,
      doi,
    });
    const papers = [
      paper('X', '2001.01234'),
      paper('A "B" OR cat:x & C'),
      paper('É-D', null, '10.5555/1'),
      paper('Y', 'math/0309136'),
    ];
    const asked = (questions: typeof byId, email = '') =>
      questions(papers, { ...ENDPOINTS, email }).map(({ address }) => address);
    assert.deepEqual(asked(byId), [
      'https://arxiv.example/api/query?id_list=2001.01234%2Cmath%2F0309136&max_results=2',
    ]);
    assert.deepEqual(asked(byTitle).map(decodeURIComponent), [
      'https://arxiv.example/api/query?search_query=ti:"a b or cat x c" OR ti:"e d"&max_results=6',
    ]);
    const works = 'https://crossref.example/works';
    assert.deepEqual(asked(byDoiOrTitle, 'me@example.org'), [
      `${works}?query.bibliographic=x&rows=3&mailto=me%40example.org`,
      `${works}?query.bibliographic=a%20b%20or%20cat%20x%20c&rows=3&mailto=me%40example.org`,
      `${works}/10.5555%2F1?mailto=me%40example.org`,
      `${works}?query.bibliographic=y&rows=3&mailto=me%40example.org`,
    ]);
    const doi = { kind: 'doi', id: '10.5555/a/../b?c#d' } as const;
    assert.equal(
      addressOf('crossref', doi, ENDPOINTS),
      'https://crossref.example/works/10.5555%2Fa%2F..%2Fb%3Fc%23d',
    );
    assert.equal(addressOf('arxiv', doi, ENDPOINTS), undefined);
    assert.equal(
      addressOf('openAlex', { kind: 'arxiv', id: '2001.01234' }, { ...ENDPOINTS, openAlexKey: 'k&y' }),
      'https://openalex.example/works/doi:10.48550%2Farxiv.2001.01234?api_key=k%26y',
    );
  });

  test('many papers are asked for in few questions, each once', () => {
    const papers = Array.from({ length: 120 }, (_, index) => ({
      title: `Title ${index}`,
      arxiv: index < 101 ? `2001.${String(index).padStart(5, '0')}` : null,
      doi: null,
    }));
    const [byId, byTitle] = LOOKUPS;
    const sizes = (questions: typeof byId) => questions(papers, ENDPOINTS).map((one) => one.papers.length);
    assert.deepEqual(sizes(byId), [50, 50, 1]);
    assert.deepEqual(sizes(byTitle), [10, 9]);
    const asked = [...byId(papers, ENDPOINTS), ...byTitle(papers, ENDPOINTS)].flatMap((one) => one.papers);
    assert.deepEqual(asked, papers);
  });
});
