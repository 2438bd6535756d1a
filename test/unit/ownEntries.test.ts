import assert from 'node:assert/strict';
import fc from 'fast-check';
import { clusterRecords } from '../../src/core/cluster';
import { finish } from '../../src/core/finish';
import type { CslItem } from '../../src/core/paper';

const people = (...names: string[]) => names.map((family) => ({ family, given: 'A.' }));
const year = (of: number): Pick<CslItem, 'issued'> => ({ issued: { 'date-parts': [[of]] } });

/** Which items are one paper; items with a key are entries of the user's, the others are shipped. */
const papers = (items: readonly CslItem[]): number[][] =>
  finish(
    clusterRecords(
      items.map((item, index) => ({
        record: { place: { file: 'refs.bib', line: index + 1 }, item },
        origin: item.id === undefined ? 'seed' : 'user',
        uri: 'refs.bib',
        index,
      })),
    ),
  )
    .map(({ records }) => records.map(({ index = 0 }) => index))
    .sort();

const areOne = (a: CslItem, b: CslItem): boolean => {
  const [one, other] = [papers([a, b]).length, papers([b, a]).length];
  assert.equal(one, other);
  return one === 1;
};

suite('Two own entries of one title', () => {
  const title = 'Attention is all you need';
  const authors = { author: people('Vaswani', 'Shazeer', 'Parmar', 'Uszkoreit') };
  const preprint: CslItem = {
    ...{ id: 'arxiv', title, ...authors, ...year(2017) },
    'container-title': 'arXiv preprint arXiv:1706.03762',
  };
  const published: CslItem = {
    ...{ id: 'nips', title, ...authors, ...year(2017), type: 'paper-conference' },
    'container-title': 'Advances in Neural Information Processing Systems',
  };

  test('are one where they are preprint and publication', () => {
    assert.ok(areOne(preprint, published));
    assert.ok(areOne(preprint, { ...published, ...year(2019) }));
    assert.ok(!areOne(preprint, { ...published, ...year(2020) }));
    const [doi, url] = [{ DOI: '10.1234/a' }, { URL: 'https://proceedings.example/1' }];
    assert.ok(areOne(preprint, { ...published, ...doi, ...url }));
    // The DOI of a preprint is none of the publication's.
    for (const DOI of ['10.48550/arXiv.1706.03762', 'https://doi.org/10.48550/arxiv.1706.03762v5'])
      assert.ok(areOne({ ...preprint, DOI }, { ...published, ...doi }), DOI);
    const URL = 'https://doi.org/10.48550/arXiv.1706.03762';
    assert.ok(
      areOne({ ...preprint, URL }, { id: 'id', title: 'Another', URL: 'https://arxiv.org/abs/1706.03762' }),
    );
    assert.ok(!areOne({ ...preprint, DOI: '10.4855/a' }, { ...published, ...doi }));
    assert.ok(areOne({ ...preprint, URL: 'https://arxiv.org/abs/1706.03762' }, { ...published, ...url }));
  });

  test('are one where their authors are cut short or begin with another one', () => {
    assert.ok(areOne(preprint, { ...published, author: people('Vaswani') }));
    assert.ok(areOne(preprint, { ...published, author: people('Shazeer', 'Vaswani', 'Roe') }));
    assert.ok(!areOne(preprint, { ...published, author: people('Vaswani', 'Roe', 'Moe', 'Doe') }));
    assert.ok(!areOne(preprint, { ...published, author: people('Roe', 'Vaswani', 'Parmar') }));
  });

  test('are one however their journal or book is written', () => {
    const inBook = (name: string, more = {}) => ({
      ...published,
      id: name,
      'container-title': name,
      ...more,
    });
    const short = { title: 'Generative Adversarial Nets', ...year(2014) };
    const full = inBook('Advances in Neural Information Processing Systems 27', short);
    for (const name of ['NIPS', 'NeurIPS', 'Adv. Neural Inf. Process. Syst.', 'Proc. NIPS 2014'])
      assert.ok(areOne(full, inBook(name, short)), name);
    assert.ok(!areOne(full, inBook('Nature', short)));
    assert.ok(!areOne(full, inBook('NIPS', { ...short, ...year(2015) })));
    // A title as long as this one is enough.
    assert.ok(areOne(published, inBook('Nature')));
    assert.ok(!areOne(published, inBook('Nature', year(2019))));
  });

  test('are two where a title as any has it is all that they share', () => {
    const docs = (id: string, URL: string) => ({ id, title: 'Documentation', URL });
    assert.ok(!areOne(docs('docs1', 'https://one.example/docs'), docs('docs2', 'https://two.example')));
    assert.ok(!areOne({ id: 'a', title: 'Documentation' }, { id: 'b', title: 'Documentation' }));
    assert.ok(
      areOne(docs('docs1', 'http://one.example/docs/'), docs('docs2', 'https://www.one.example/docs')),
    );
    const report = (of: number, ISBN?: string) => ({
      ...{ id: `oecd${of}`, title: 'Annual Report', author: [{ literal: 'OECD' }], ...year(of) },
      ...(ISBN !== undefined && { ISBN }),
    });
    assert.ok(!areOne(report(2019), report(2020)));
    assert.ok(!areOne(report(2019, '978-3-16-148410-0'), { ...report(2019, '9780262033848'), id: 'b' }));
    assert.ok(areOne(report(2019, '978-3-16-148410-0'), { ...report(2019, '3161484100'), id: 'b' }));
    const introduction = (id: string, of: number, book: string, more = {}) => ({
      ...{
        id,
        title: 'Introduction',
        author: people('Smith'),
        ...year(of),
        'container-title': book,
        ...more,
      },
    });
    assert.ok(!areOne(introduction('a', 2019, 'Book One'), introduction('b', 2021, 'Book Two')));
    assert.ok(!areOne(introduction('a', 2019, 'Book One'), introduction('b', 2019, 'Book Two')));
    const journal = 'Neural Networks';
    assert.ok(
      !areOne(
        introduction('a', 2019, journal, { page: '1-3' }),
        introduction('b', 2019, journal, { page: '7' }),
      ),
    );
    assert.ok(
      areOne(
        introduction('a', 2019, journal, { page: '1-3' }),
        introduction('b', 2019, journal, { page: '1' }),
      ),
    );
  });

  test('are two where the same key stands for other things', () => {
    const docs = (URL: string) => ({ id: 'docs', title: 'Documentation', URL });
    assert.ok(!areOne(docs('https://one.example'), docs('https://two.example')));
    assert.ok(areOne(docs('https://one.example'), docs('https://one.example')));
    assert.ok(areOne({ id: 'docs', title: 'Documentation' }, docs('https://one.example')));
  });

  test('are one without authors where the title is long and nothing contradicts', () => {
    const bare = { id: 'bare', title };
    assert.ok(areOne(bare, published));
    assert.ok(areOne(bare, { id: 'other', title }));
    assert.ok(!areOne({ ...bare, ...year(2018) }, published));
    assert.ok(!areOne({ ...bare, 'container-title': 'Nature' }, published));
    assert.ok(!areOne({ ...bare, URL: 'https://a.example' }, { ...published, URL: 'https://b.example' }));
  });

  test('are two where one is a thesis or another edition', () => {
    assert.ok(!areOne({ ...published, type: 'thesis' }, published));
    const book = (edition: string) => ({ ...published, id: edition, type: 'book', edition });
    assert.ok(!areOne(book('1'), book('2')));
  });

  test('leave a shipped paper to the one that it is, and are one with it alone', () => {
    const known = { title: 'Introduction', author: people('Smith'), ...year(2019) };
    const [own, other] = [
      { ...known, id: 'own', DOI: '10.1234/o', 'container-title': 'Book One', ...year(2019) },
      { ...known, id: 'other', author: people('Roe'), 'container-title': 'Book Two' },
    ];
    assert.deepEqual(papers([known, own]), [[0, 1]]);
    assert.deepEqual(papers([known, own, { ...other, DOI: '10.1234/r' }]), [[0, 1], [2]]);
    assert.deepEqual(papers([{ title: 'Introduction' }, { id: 'own', title: 'Introduction' }]), [[0, 1]]);
    // It could be either.
    const third = { ...own, id: 'third', DOI: '10.1234/t' };
    assert.deepEqual(papers([known, own, third]), [[0], [1], [2]]);
  });

  test('stay apart with a third that would be one with both', () => {
    const inYear = (id: string, of: number) => ({ ...preprint, id, ...year(of) });
    const all = [inYear('a', 2016), inYear('b', 2018), inYear('c', 2020)];
    assert.deepEqual(papers(all), [[0], [1], [2]]);
    assert.deepEqual(papers([...all, { ...inYear('a', 2016), id: 'a2' }]), [[0, 3], [1], [2]]);
  });

  test('are the same papers whatever their order, and in time however many there are', () => {
    const item = fc.record(
      {
        id: fc.constantFrom('a', 'b'),
        title: fc.constant('Introduction'),
        author: fc.constantFrom(people('Smith'), people('Roe', 'Smith')),
        issued: fc.constantFrom(...[2019, 2020, 2021].map((of) => ({ 'date-parts': [[of]] }))),
        'container-title': fc.constantFrom('Book One', 'Book Two', 'arXiv'),
        DOI: fc.constantFrom('10.1234/a', '10.1234/b'),
      },
      { requiredKeys: ['title'] },
    );
    const texts = (items: readonly CslItem[]) =>
      papers(items)
        .map((own) => own.map((index) => JSON.stringify(items[index])).sort())
        .map((own) => own.join())
        .sort();
    const shuffled = fc
      .array(item, { maxLength: 7 })
      .chain((items) =>
        fc.tuple(fc.constant(items), fc.shuffledSubarray(items, { minLength: items.length })),
      );
    fc.assert(
      fc.property(shuffled, ([items, order]) => assert.deepEqual(texts(order), texts(items))),
      { numRuns: 300 },
    );
    const many = Array.from({ length: 5000 }, (_, index) => ({
      ...{ id: `key${index}`, title: 'Introduction', author: people(`Smith${index}`) },
    }));
    assert.equal(papers(many).length, many.length);
    const copies = many.map((own) => ({ ...own, id: 'same', author: people('Smith') }));
    assert.equal(papers(copies).length, 1);
  });
});
