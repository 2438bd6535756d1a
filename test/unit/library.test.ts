import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readBibtex } from '../../src/core/bibtex/readBibtex';
import { clusterRecords } from '../../src/core/cluster';
import { readDecisions } from '../../src/core/decisions';
import { exportedText } from '../../src/core/exportedText';
import { asExport } from '../../src/core/exportMark';
import { finish } from '../../src/core/finish';
import { Library } from '../../src/core/library';
import type { LibraryChange } from '../../src/core/madePapers';
import { addLate } from '../../src/core/lateText';
import { separableKeys } from '../../src/core/origins';
import { type CslItem, type SourceRecord, UNREAD_FAMILY } from '../../src/core/paper';

const arxiv = (id: string) => `https://arxiv.org/abs/${id}`;
const chen = { family: 'Chen', given: 'Chun-Fu' };
const crossvit = {
  title: 'CrossViT: Cross-Attention Multi-Scale Vision Transformer',
  author: [chen],
  issued: { 'date-parts': [[2021]] },
};

const record = (item: CslItem, line = 1, listing?: SourceRecord['listing']): SourceRecord => ({
  place: { file: 'list.txt', line },
  item,
  ...(listing && { listing }),
});

function update(library: Library): LibraryChange {
  const steps = library.update();
  for (;;) {
    const step = steps.next();
    if (!step.done) continue;
    while (!library.isRead) finish(library.readOn());
    return step.value;
  }
}

function libraryOf(
  files: Record<string, { origin?: 'seed' | 'user'; items: CslItem[] }>,
  decisions = '',
): Library {
  const library = new Library();
  for (const [uri, { origin = 'user', items }] of Object.entries(files)) {
    library.putRecords(
      uri,
      origin,
      items.map((item, index) => record(item, index + 1)),
    );
  }
  library.putDecisions('decisions', readDecisions(decisions).decisions);
  update(library);
  return library;
}

const keysOf = (library: Library) => library.papers.map(({ citekey }) => citekey);

suite('Library', () => {
  test('joins a listing and its facts by title, and keeps every place', () => {
    const library = new Library();
    const bare = {
      title: 'CrossViT: cross-attention multi-scale vision transformer',
      abstract: 'We combine image patches.',
    };
    library.putRecords('a.txt', 'seed', [record(bare, 3, { comments: 2 }), record(bare, 9, {})]);
    library.putRecords('b.json', 'seed', [record({ ...crossvit, id: 'chen2021crossvit' })]);
    update(library);
    assert.equal(library.papers.length, 1);
    const paper = library.get('chen2021crossvit');
    assert.ok(paper);
    assert.equal(paper.citekey, 'chen2021crossvit');
    assert.equal(paper.abstract, 'We combine image patches.');
    assert.equal(paper.comments, 2);
    assert.deepEqual(
      paper.sources.map(({ line }) => line),
      [3, 9],
    );
  });

  test('keeps two papers with one title apart when identifiers say so', () => {
    const title = 'Attention';
    const library = libraryOf({
      a: { items: [{ title, URL: arxiv('2101.00001') }, { title, URL: arxiv('2101.00002') }, { title }] },
    });
    assert.equal(library.papers.length, 3);
  });

  test('keeps the papers of one proceedings apart that say by crossref where they are from', () => {
    const library = new Library();
    const bib = `
      @inproceedings{a, crossref = {p}, title = {First paper}, author = {A, B}}
      @inproceedings{b, crossref = {p}, title = {Second paper}, author = {C, D}, doi = {10.1000/b}}
      @proceedings{p, title = {Proc}, year = 2001, doi = {10.1000/p}, url = {https://doi.org/10.1000/p}, publisher = {Pub},
        eprint = {1706.03762}, archiveprefix = {arXiv}, note = {arXiv:1706.03762}, pmid = {3}, abstract = {All}}`;
    library.putRecords('a.bib', 'user', finish(readBibtex('a.bib', bib)).records);
    update(library);
    assert.deepEqual(keysOf(library).sort(), ['a', 'b', 'p']);
    const { item } = library.get('a') ?? {};
    assert.deepEqual(item, {
      ...{ id: 'a', type: 'paper-conference', title: 'First paper', author: [{ family: 'A', given: 'B' }] },
      ...{ issued: { 'date-parts': [[2001]] }, 'container-title': 'Proc', publisher: 'Pub' },
    });
    assert.equal(library.get('b')?.doi, '10.1000/b');
    assert.equal(library.get('p')?.doi, '10.1000/p');
  });

  suite('with an export', () => {
    const source = (fields: string) => `@article{vit, title = {On rest}, doi = {10.1000/x}, ${fields}}`;
    const old = source('author = {Chen, C.}, volume = 1');
    const corrected = source('author = {Chen, Chun-Fu}, volume = 2');
    const seed = [{ ...crossvit, id: 'seed', title: 'On rest', DOI: '10.1000/x', volume: '3' }];
    const libraryWith = (files: Record<string, string>, seeds: CslItem[] = [], decisions = ''): Library => {
      const library = new Library();
      for (const [uri, text] of Object.entries(files))
        library.putRecords(uri, 'user', finish(readBibtex(uri, text)).records);
      library.putRecords(
        'seed',
        'seed',
        seeds.map((item) => record(item)),
      );
      library.putDecisions('decisions', readDecisions(decisions).decisions);
      update(library);
      return library;
    };
    const exportOf = (library: Library): string => {
      const papers = library.papers.map((paper) => ({ citekey: paper.citekey, paper }));
      return asExport(finish(exportedText(papers, 'biblatex')).text, 'biblatex');
    };
    const stale = exportOf(libraryWith({ 'z.bib': old }));
    const said = (library: Library) => {
      const [paper, ...more] = library.papers;
      assert.ok(paper && more.length === 0);
      return [paper.citekey, paper.item['volume'], paper.authors[0]?.given];
    };

    test('takes what its source says, so that a further export brings the correction', () => {
      const library = libraryWith({ 'cited.bib': stale, 'z.bib': corrected });
      assert.deepEqual(said(library), ['vit', '2', 'Chun-Fu']);
      assert.deepEqual(
        library.papers[0]?.sources.map(({ file }) => file),
        ['z.bib', 'cited.bib'],
      );
      assert.match(exportOf(library), /volume = \{2\}/);
      assert.deepEqual(
        library.originsOf('vit')?.entries.map(({ isCopy, place }) => [place.file, isCopy]),
        [
          ['z.bib', undefined],
          ['cited.bib', true],
        ],
      );
    });

    test('follows its source by the key, and says nothing that this says no more', () => {
      const other = `@article{vit, title = {On unrest}, doi = {10.1000/y}, author = {Chen, Chun-Fu}}`;
      const library = libraryWith({ 'cited.bib': stale, 'z.bib': other });
      assert.deepEqual(said(library), ['vit', undefined, 'Chun-Fu']);
      assert.equal(library.papers[0]?.doi, '10.1000/y');
      // In whatever order they come and go.
      library.remove('z.bib');
      update(library);
      assert.deepEqual(said(library), ['vit', '1', 'C.']);
      library.putRecords('z.bib', 'user', finish(readBibtex('z.bib', other)).records);
      update(library);
      assert.deepEqual(said(library), ['vit', undefined, 'Chun-Fu']);
    });

    test('takes the shipped word and key, and what was decided, before it', () => {
      const library = libraryWith({ 'cited.bib': stale }, seed);
      assert.deepEqual(said(library), ['seed', '3', 'Chun-Fu']);
      assert.equal(library.get('vit')?.citekey, 'seed');
      const decided = JSON.stringify({ papers: { seed: { facts: { volume: '4' } } } });
      assert.deepEqual(said(libraryWith({ 'cited.bib': stale }, seed, decided)), ['seed', '4', 'Chun-Fu']);
    });

    test('adds nothing to what another file says, not even of a shipped paper', () => {
      const more = `${stale.trimEnd().slice(0, -1)},\n  publisher = {Nobody},\n  langid = {german}\n}\n`;
      const shipped = libraryWith({}, seed).papers.map(({ item }) => item);
      const { papers } = libraryWith({ 'cited.bib': more }, seed);
      assert.deepEqual(
        papers.map(({ item }) => item),
        shipped,
      );
      assert.equal(libraryWith({ 'cited.bib': more }).papers[0]?.item['publisher'], 'Nobody');
    });

    test('is no entry that could be another paper, nor a second one of its source', () => {
      const library = libraryWith({ 'cited.bib': stale, 'z.bib': corrected, 'more.bib': corrected }, seed);
      const keys = separableKeys(library.originsOf('vit') ?? { entries: [] });
      assert.deepEqual(
        keys.map(({ key, entries }) => [key, ...entries.map(({ place }) => place.file)]),
        [
          ['vit', 'more.bib', 'z.bib'],
          ['seed', 'list.txt'],
        ],
      );
    });

    test('alone is as any other file', () => {
      const library = libraryWith({ 'cited.bib': stale });
      assert.deepEqual(said(library), ['vit', '1', 'C.']);
      assert.equal(exportOf(library), stale);
    });
  });

  suite('with a list of authors that leaves some out', () => {
    const others = { literal: 'others' };
    const [fan, panda] = [
      { family: 'Fan', given: 'Quanfu' },
      { family: 'Panda', given: 'Rameswar' },
    ];
    const own = { ...crossvit, id: 'own', author: [chen, others] };
    const authorsOf = (library: Library) => {
      const [paper, ...more] = library.papers;
      assert.ok(paper && more.length === 0);
      return [paper.authors, paper.authorCount, paper.item.author];
    };

    test('names those whom it names', () => {
      assert.deepEqual(authorsOf(libraryOf({ a: { items: [own] } })), [[chen], 1, own.author]);
      const { item } = { item: { ...crossvit, author: [others] } };
      assert.deepEqual(keysOf(libraryOf({ a: { items: [item] } })), ['crossvit2021cross']);
    });

    test('is completed by another entry that goes on, and by no other', () => {
      const seed = (author: CslItem['author'] & object): CslItem[] => [{ ...crossvit, id: 'seed', author }];
      const withSeed = (author: CslItem['author'] & object, decisions = '') =>
        libraryOf({ a: { items: [own] }, b: { origin: 'seed', items: seed(author) } }, decisions);
      const all = [{ family: 'Chen', given: 'C.-F.' }, fan, panda];
      assert.deepEqual(authorsOf(withSeed(all)), [all, 3, all]);
      const open = [chen, fan, others];
      assert.deepEqual(authorsOf(withSeed(open)), [[chen, fan], 2, open]);
      for (const author of [[chen], [fan, chen, panda], [chen, others]])
        assert.deepEqual(authorsOf(withSeed(author)), [[chen], 1, own.author]);
      const decided = JSON.stringify({ papers: { own: { facts: { author: all } } } });
      assert.deepEqual(authorsOf(libraryOf({ a: { items: [own] } }, decided)), [all, 3, all]);
      const [seeds] =
        withSeed(all)
          .originsOf('own')
          ?.fields.filter(({ fields }) => fields.includes('author')) ?? [];
      assert.deepEqual(seeds, { fields: ['author'] });
    });

    test('says as little of who wrote it as is named', () => {
      const title = 'Introduction';
      const items = ['Adams', 'Baker'].map((family) => ({ id: family, title, author: [{ family }, others] }));
      assert.equal(libraryOf({ a: { items } }).papers.length, 2);
    });
  });

  suite('with two entries of one title', () => {
    const title = 'Attention in the wild';
    const entry = (family: string, year: number, more: Partial<CslItem> = {}) => ({
      title,
      author: [{ family, given: 'A.' }, { family: 'Both' }],
      issued: { 'date-parts': [[year]] },
      ...more,
    });
    const groups = (...items: CslItem[]) => {
      const steps = clusterRecords(items.map((item) => ({ record: record(item), origin: 'user' })));
      for (;;) {
        const { done, value } = steps.next();
        if (done)
          return value.map(({ records }) => records.map(({ record: own }) => items.indexOf(own.item))).sort();
      }
    };

    test('takes them for one paper unless authors or years contradict', () => {
      assert.deepEqual(groups(entry('Li', 2020), entry('Li', 2021)), [[0, 1]]);
      assert.deepEqual(groups(entry('Li', 2020), { title }), [[0, 1]]);
      assert.deepEqual(groups(entry('van Lï', 2020), entry('Li', 2020)), [[0, 1]]);
      assert.deepEqual(groups(entry('Li', 2012), entry('Li', 2021)), [[0], [1]]);
      const [li, kim] = [[{ family: 'Li' }], [{ literal: 'A. Kim' }]];
      assert.deepEqual(groups({ title, author: li }, { title, author: kim }), [[0], [1]]);
      // It could be of either.
      assert.deepEqual(groups({ title, author: li }, { title, author: kim }, { title }), [[0], [1], [2]]);
    });

    test('joins an entry without identifiers to the only paper of its first author and year', () => {
      const [one, other] = [
        entry('Li', 2020, { DOI: '10.1234/a' }),
        entry('Kim', 2020, { DOI: '10.1234/b' }),
      ];
      assert.deepEqual(groups(one, other, entry('Kim', 2021)), [[0], [1, 2]]);
      assert.deepEqual(groups(one, other, entry('Kim', 2009)), [[0], [1], [2]]);
      assert.deepEqual(groups(one, other, entry('Both', 2020)), [[0], [1], [2]]);
    });

    test('follows an identifier whatever authors and years say', () => {
      const DOI = '10.1234/a';
      const [li, kim] = [entry('Li', 2010, { DOI }), { ...entry('Kim', 2020), author: [{ family: 'Kim' }] }];
      assert.deepEqual(groups(li, { ...kim, DOI }, { title }), [[0, 1, 2]]);
    });

    test('gives the same papers whatever the order', () => {
      const items: CslItem[] = [
        entry('Li', 2020),
        entry('Li', 2021, { DOI: '10.1234/a' }),
        entry('Kim', 2020),
        entry('Kim', 2010),
        { title, author: [{ family: 'Roe' }] },
        { title },
        entry('Kim', 2020, { URL: arxiv('2001.00001') }),
      ];
      const named = (order: CslItem[]) =>
        JSON.stringify(
          groups(...order)
            .map((own) => own.map((index) => items.findIndex((item) => item === order[index])).sort())
            .sort(),
        );
      fc.assert(
        fc.property(fc.shuffledSubarray(items, { minLength: items.length }), (order) =>
          assert.equal(named(order), named(items)),
        ),
      );
    });
  });

  test('changes nothing but an entry that comes or goes, whatever lines those below it are moved to', () => {
    const entry = (index: number, line: number): SourceRecord => ({
      place: { file: 'refs.bib', line },
      endLine: line + 3,
      item: { id: `key${index}`, title: `Paper number ${index}` },
    });
    const library = new Library();
    const all = Array.from({ length: 2000 }, (_, index) => index);
    const put = (indexes: readonly number[], from: number) => {
      library.putRecords(
        'file:///refs.bib',
        'user',
        indexes.map((index, place) => entry(index, from + 5 * place)),
      );
      return update(library);
    };
    put(all, 1);
    const kept = library.get('key1999');
    const { changed, removed } = put([5000, ...all.filter((index) => index !== 1000)], 3);
    assert.deepEqual(
      changed.map(({ citekey }) => citekey),
      ['key5000'],
    );
    assert.deepEqual(removed, ['key1000']);
    assert.equal(library.get('key1999'), kept);
    assert.deepEqual(kept?.sources, [{ file: 'refs.bib', line: 3 + 5 * 1999, uri: 'file:///refs.bib' }]);
    const entries = library.entriesOf('file:///refs.bib');
    assert.deepEqual(
      entries.map(({ line, endLine }) => [line, endLine]),
      all.map((place) => [3 + 5 * place, 6 + 5 * place]),
    );
    assert.deepEqual(
      put([5000, 2, 1], 3).changed.map(({ citekey }) => citekey),
      ['key1'],
    );
  });

  test('knows an entry by the further keys that it says, unless they are keys of others', () => {
    const library = new Library();
    library.putRecords('file:///refs.bib', 'user', [
      { ...record({ ...crossvit, id: 'mine' }), aliases: ['old', 'theirs'] },
      record({ title: 'Another paper', id: 'theirs' }, 2),
    ]);
    update(library);
    assert.equal(library.get('old')?.citekey, 'mine');
    assert.equal(library.get('theirs')?.title, 'Another paper');
    assert.deepEqual(library.meanings('theirs'), ['mine', 'theirs']);
  });

  test('says of a paper what of it is whose, and why its entries are one', () => {
    const DOI = '10.1234/x';
    const library = libraryOf({
      'file:///a.bib': { items: [{ title: 'As I say', id: 'mine', DOI }] },
      'seed:': { origin: 'seed', items: [{ ...crossvit, id: 'theirs', DOI, abstract: 'Long.' }] },
    });
    const { fields, reason, entries } = library.originsOf('mine') ?? {};
    assert.deepEqual(
      fields?.map(({ fields: own, place }) => [own.join(), place?.uri]),
      [
        ['title', 'file:///a.bib'],
        ['author,issued,abstract', undefined],
      ],
    );
    assert.equal(reason, 'doi');
    assert.deepEqual(
      entries?.map(({ key, isOwn }) => [key, isOwn]),
      [
        ['mine', true],
        ['theirs', false],
      ],
    );
    assert.equal(library.originsOf('nobody'), undefined);
  });

  test('says of a completed paper which facts are recorded in the workspace file', () => {
    const facts = { author: [chen], issued: { 'date-parts': [[2022]] } };
    const decisions = `{\n  "papers": {\n    "theirs": ${JSON.stringify({ facts })}\n  }\n}`;
    const whose = (files: Parameters<typeof libraryOf>[0]) => {
      const library = libraryOf(files, decisions);
      const told = library.originsOf(library.get('theirs')?.citekey ?? '')?.fields ?? [];
      return told.map(({ fields, place, isRecorded }) => [
        fields.join(),
        place && `${place.file}:${place.line}`,
        isRecorded,
      ]);
    };
    const seed = { ...crossvit, id: 'theirs', author: [{ literal: 'Someone' }], DOI: '10.1234/x' };
    assert.deepEqual(whose({ seed: { origin: 'seed', items: [seed] } }), [
      ['title', undefined, undefined],
      ['author,issued', 'attention-notes.json:3', true],
    ]);
    // The user's own entry says it first.
    const mine = { title: 'As I say', id: 'mine', DOI: '10.1234/x', author: [chen] };
    assert.deepEqual(whose({ seed: { origin: 'seed', items: [seed] }, mine: { items: [mine] } }), [
      ['title,author', 'list.txt:1', undefined],
      ['issued', 'attention-notes.json:3', true],
    ]);
  });

  test('tells at the entries of the user which keys are those of other papers, too', () => {
    const library = libraryOf({
      'file:///a.bib': {
        items: [
          { title: 'One', id: 'own' },
          { title: 'Two', id: 'same' },
        ],
      },
      'file:///b.bib': { items: [{ title: 'Three', id: 'same' }] },
      'seed:': { origin: 'seed', items: [{ title: 'Four', id: 'own', URL: arxiv('2001.00001') }] },
    });
    const told = [...library.keyProblems()].map(([uri, problems]) => [
      uri,
      ...problems.map(({ code, line, args = [] }) => [code, line, ...args].join(' ')).sort(),
    ]);
    assert.deepEqual(told.sort(), [
      ['file:///a.bib', 'file.ambiguousKey 1 own Four 1', 'file.ambiguousKey 2 same Three 1 list.txt 1'],
      ['file:///b.bib', 'file.ambiguousKey 1 same Two 0 list.txt 2'],
    ]);
    assert.equal(library.get('same')?.title, 'Two');
  });

  test('keeps apart what the user has told apart, until that is taken back', () => {
    const seed = { ...crossvit, id: 'chen2021crossvit', DOI: '10.1234/x' };
    const files = {
      seed: { origin: 'seed' as const, items: [seed, { title: crossvit.title }] },
      mine: { items: [{ ...crossvit, id: 'mine', DOI: '10.1234/x' }] },
    };
    const one = libraryOf(files);
    assert.deepEqual(keysOf(one), ['mine']);
    assert.equal(one.get('chen2021crossvit')?.citekey, 'mine');
    const decided = (text: string) => {
      one.putDecisions('decisions', readDecisions(text).decisions);
      update(one);
    };
    decided('{ "papers": { "mine": { "not": ["chen2021crossvit"] } } }');
    assert.deepEqual(keysOf(one), ['chen2021crossvit', 'mine']);
    // Both ways is once.
    decided(
      '{ "papers": { "mine": { "not": ["chen2021crossvit"] }, "chen2021crossvit": { "not": ["mine"] } } }',
    );
    assert.equal(one.papers.length, 2);
    // Of a changed file alone it holds, too.
    one.putRecords('mine', 'user', [record({ ...crossvit, id: 'mine', DOI: '10.1234/x', note: 'read' })]);
    update(one);
    assert.deepEqual(keysOf(one), ['chen2021crossvit', 'mine']);
    decided('');
    assert.deepEqual(keysOf(one), ['mine']);
  });

  test('keeps apart what the user has told apart, whatever keys that is given since', () => {
    const DOI = '10.1234/x';
    const entry = (id: string) => ({ ...crossvit, id, DOI });
    const files = (...ids: string[]) => ({ mine: { items: ids.map(entry) } });
    const decided = (papers: object) => JSON.stringify({ papers });
    const facts = { title: crossvit.title, DOI };
    assert.equal(libraryOf(files('A1', 'B1'), decided({ A1: { not: ['B1'] } })).papers.length, 2);
    const renamed = libraryOf(files('A1', 'B1'), decided({ A2: { not: ['B1'], aliases: ['A1'], facts } }));
    assert.equal(renamed.papers.length, 2);
    // The other one is, or both are.
    const other = { B2: { aliases: ['B1'] } };
    assert.equal(libraryOf(files('A1', 'B1'), decided({ A1: { not: ['B2'] }, ...other })).papers.length, 2);
    const both = { A2: { not: ['B1'], aliases: ['A1'] }, B2: { not: ['A1'], aliases: ['B1'] } };
    assert.deepEqual(keysOf(libraryOf(files('A1', 'B1'), decided(both))), ['A1', 'B1']);
    // Entries of one record stay together.
    const two = libraryOf(
      files('A1', 'A3', 'B1', 'C1'),
      decided({ A1: { not: ['B1', 'C1'], aliases: ['A3'] } }),
    );
    assert.equal(two.papers.length, 2);
    assert.equal(two.get('A3'), two.get('A1'));
    assert.equal(two.get('C1'), two.get('B1'));
  });

  test('joins a preprint and its publication by arXiv id although the titles differ', () => {
    const a = { title: 'Old title', URL: arxiv('2101.00001v2') };
    const b = { title: 'New title', URL: arxiv('2101.00001'), DOI: '10.1/x' };
    assert.equal(libraryOf({ a: { items: [a, b] } }).papers.length, 1);
  });

  test('makes a key from author, year and title for a paper that brings none', () => {
    assert.deepEqual(keysOf(libraryOf({ a: { items: [crossvit] } })), ['chen2021crossvit']);
  });

  test('a newcomer whose key is taken gets a suffix from its own identity', () => {
    const seed = { ...crossvit, id: 'chen2021crossvit', URL: arxiv('2103.14899') };
    const other = { ...crossvit, title: 'CrossViT revisited', URL: arxiv('2104.00001') };
    const library = libraryOf({ seed: { origin: 'seed', items: [seed] }, mine: { items: [other] } });
    assert.deepEqual(keysOf(library), ['chen2021crossvit', 'chen2021crossvit-2104.00001']);
  });

  test('gives the same keys whatever the order of files and records', () => {
    const items = [
      { ...crossvit, URL: arxiv('2103.14899') },
      { ...crossvit, title: 'CrossViT again', URL: arxiv('2104.00001') },
      { ...crossvit, title: 'CrossViT without identifier' },
      { ...crossvit, title: 'Something else', id: 'own2020key' },
      { title: 'No author at all' },
    ];
    const keysInOrder = (order: readonly CslItem[]) =>
      new Map(
        libraryOf({ a: { items: order.slice(0, 2) }, b: { items: order.slice(2) } }).papers.map((p) => [
          p.title,
          p.citekey,
        ]),
      );
    const expected = keysInOrder(items);
    fc.assert(
      fc.property(fc.shuffledSubarray(items, { minLength: items.length }), (order) => {
        assert.deepEqual([...keysInOrder(order)].sort(), [...expected].sort());
      }),
      { numRuns: 30 },
    );
  });

  test("a user's entry takes a shipped key; the shipped paper answers to key-arxivid and the key is ambiguous", () => {
    const seed = { ...crossvit, id: 'chen2021crossvit', URL: arxiv('2103.14899') };
    const own = { title: 'A paper of mine', id: 'chen2021crossvit' };
    const library = libraryOf({ seed: { origin: 'seed', items: [seed] }, mine: { items: [own] } });
    assert.equal(library.get('chen2021crossvit')?.title, 'A paper of mine');
    assert.equal(library.get('chen2021crossvit-2103.14899')?.title, crossvit.title);
    assert.deepEqual(library.meanings('chen2021crossvit'), [
      'chen2021crossvit',
      'chen2021crossvit-2103.14899',
    ]);
    assert.deepEqual(library.meanings('chen2021crossvit-2103.14899'), []);
  });

  test("a user's entry for a shipped paper wins, and both keys stay valid", () => {
    const seed = { ...crossvit, id: 'chen2021crossvit', URL: arxiv('2103.14899'), 'event-title': 'ICCV' };
    const own = {
      title: crossvit.title,
      id: 'crossvit',
      URL: arxiv('2103.14899'),
      issued: { 'date-parts': [[2020]] },
    };
    const library = libraryOf({ seed: { origin: 'seed', items: [seed] }, mine: { items: [own] } });
    const paper = library.papers[0];
    assert.deepEqual(
      [library.papers.length, paper?.citekey, paper?.aliases, paper?.year],
      [1, 'crossvit', ['chen2021crossvit'], 2020],
    );
    assert.deepEqual(paper?.authors, [chen]);
    assert.equal(library.get('chen2021crossvit'), paper);
  });

  test('a paper whose facts arrive later keeps its old key as an alias', () => {
    const bare = { title: 'CrossViT revisited' };
    assert.deepEqual(keysOf(libraryOf({ list: { items: [bare] } })), ['crossvitrevisited']);
    const facts = { ...crossvit, title: 'CrossViT Revisited', id: 'chen2021crossvit' };
    const library = libraryOf({ list: { items: [bare] }, facts: { items: [facts] } });
    assert.equal(library.get('crossvitrevisited')?.citekey, 'chen2021crossvit');
  });

  test('reads recorded keys and aliases from the workspace file', () => {
    const decisions = JSON.stringify({
      papers: {
        mykey: { facts: { URL: arxiv('2104.00001') }, aliases: ['vit'] },
        chen2021crossvit: { aliases: ['cv'] },
      },
    });
    const items = [
      { ...crossvit, id: 'chen2021crossvit' },
      { ...crossvit, title: 'CrossViT again', URL: arxiv('2104.00001') },
    ];
    const library = libraryOf({ a: { items } }, decisions);
    assert.deepEqual(keysOf(library), ['chen2021crossvit', 'mykey']);
    assert.equal(library.get('vit')?.citekey, 'mykey');
    assert.equal(library.get('cv')?.citekey, 'chen2021crossvit');
  });

  test('an alias that two papers claim means neither', () => {
    const decisions = JSON.stringify({ papers: { a: { aliases: ['x'] }, b: { aliases: ['x'] } } });
    const library = libraryOf(
      {
        f: {
          items: [
            { id: 'a', title: 'One' },
            { id: 'b', title: 'Two' },
          ],
        },
      },
      decisions,
    );
    assert.equal(library.get('x'), undefined);
    assert.deepEqual(library.meanings('x'), ['a', 'b']);
  });

  test('makes only those papers again whose records or keys changed, and names them', () => {
    const library = new Library();
    const [one, two] = [record({ id: 'a', title: 'One' }), record({ id: 'b', title: 'Two' })];
    library.putRecords('f', 'user', [one, two]);
    assert.deepEqual(
      update(library).changed.map(({ citekey }) => citekey),
      ['a', 'b'],
    );
    const before = library.get('a');
    library.putRecords('f', 'user', [one, record({ id: 'b', title: 'Two, revised' })]);
    assert.deepEqual(
      update(library).changed.map(({ citekey }) => citekey),
      ['b'],
    );
    assert.equal(library.get('a'), before);
    library.remove('f');
    assert.deepEqual(update(library), { changed: [], removed: ['a', 'b'] });
  });

  test('every paper has a key of its own, whatever its entries are called, in any order', () => {
    const id = 'x';
    const items: CslItem[] = [
      { id, title: 'One' },
      { id, title: 'Two', URL: arxiv('2401.00001') },
      { id: 'x-2401.00001', title: 'Three' },
      { title: '???' },
      { title: '???' },
      { ...crossvit, title: 'CrossViT!' },
      { ...crossvit, title: 'CrossViT, too' },
    ];
    const keysInOrder = (order: readonly CslItem[]) =>
      libraryOf(
        Object.fromEntries(order.map((item) => [`file ${items.indexOf(item)}`, { items: [item] }])),
      ).papers.map(({ citekey, title }) => [citekey, title]);
    const expected = keysInOrder(items);
    assert.equal(expected.length, items.length);
    fc.assert(
      fc.property(fc.shuffledSubarray(items, { minLength: items.length }), (order) =>
        assert.deepEqual(keysInOrder(order), expected),
      ),
      { numRuns: 50 },
    );
  });

  test('a key that two entries of one file have cites the first, also when their order changes', () => {
    const [one, two] = [
      { id: 'x', title: 'One' },
      { id: 'x', title: 'Two', DOI: '10.1234/a' },
    ];
    const library = libraryOf({ a: { items: [one, two] } });
    assert.equal(library.get('x')?.title, 'One');
    assert.deepEqual([...library.keyProblems()], []);
    library.putRecords('a', 'user', [record(two, 1), record(one, 2)]);
    update(library);
    assert.equal(library.get('x')?.title, 'Two');
    assert.equal(library.papers.length, 2);
  });

  test('a key that would be made for two papers means neither, and names both', () => {
    const items = [
      { ...crossvit, URL: arxiv('2101.00001') },
      { ...crossvit, URL: arxiv('2101.00002') },
    ];
    const library = libraryOf({ a: { items } });
    assert.equal(library.get('chen2021crossvit'), undefined);
    assert.deepEqual(library.meanings('chen2021crossvit'), [
      'chen2021crossvit-2101.00001',
      'chen2021crossvit-2101.00002',
    ]);
  });

  test('what was decided under any key of a paper holds, under its citation key first', () => {
    const decisions = JSON.stringify({
      papers: {
        chen2021crossvit: { aliases: ['cv'], facts: { abstract: 'Old.', DOI: '10.1000/old' } },
        cv: { aliases: ['c'] },
        crossvit: { aliases: ['own'], facts: { abstract: 'New.' } },
      },
    });
    const URL = arxiv('2103.14899');
    const library = libraryOf(
      {
        seed: { origin: 'seed', items: [{ ...crossvit, id: 'chen2021crossvit', URL }] },
        mine: { items: [{ id: 'crossvit', title: crossvit.title, URL }] },
      },
      decisions,
    );
    const paper = library.get('crossvit');
    assert.deepEqual([paper?.abstract, paper?.doi], ['New.', '10.1000/old']);
    assert.deepEqual([...(paper?.aliases ?? [])].sort(), ['c', 'chen2021crossvit', 'cv', 'own']);
  });

  test("leaves decisions under another paper's citation key to that paper", () => {
    const items = [
      { id: 'x', title: 'One', URL: arxiv('2101.00001') },
      { id: 'x', title: 'Two', URL: arxiv('2101.00002') },
    ];
    const library = libraryOf(
      { a: { items } },
      '{"papers": {"x": {"aliases": ["y"], "facts": {"note": "n"}}}}',
    );
    assert.equal(library.get('y')?.title, 'One');
    assert.equal(library.get('x-2101.00002')?.item['note'], undefined);
  });

  test('joins no record with a DOI to a paper that has another one, whatever joined that paper', () => {
    const items: CslItem[] = [
      { title: 'Old title', URL: arxiv('2101.00001') },
      { title: 'New title', URL: arxiv('2101.00001'), DOI: '10.1000/e' },
      { title: 'Old title', DOI: '10.1000/d' },
      { title: 'New title' },
    ];
    assert.deepEqual(
      libraryOf({ a: { items } })
        .papers.map(({ doi }) => doi)
        .sort(),
      ['10.1000/d', '10.1000/e'],
    );
  });

  test('is the same whatever the order in which files come', () => {
    const item = fc.record(
      {
        title: fc.constantFrom('A', 'B', 'C'),
        URL: fc.constantFrom(arxiv('2101.00001'), arxiv('2101.00002')),
        DOI: fc.constantFrom('10.1000/d', '10.1000/e'),
      },
      { requiredKeys: ['title'] },
    );
    const decided = fc.record({ aliases: fc.subarray(['p', 'q']), facts: fc.record({ note: fc.string() }) });
    const file = fc.tuple(fc.array(item, { maxLength: 3 }), decided);
    const loaded = (files: readonly (readonly [string, CslItem[], object])[]) => {
      const library = new Library();
      for (const [uri, items, decision] of files) {
        library.putRecords(
          uri,
          'user',
          items.map((own) => record(own)),
        );
        library.putDecisions(uri, readDecisions(JSON.stringify({ papers: { a: decision } })).decisions);
      }
      update(library);
      return library;
    };
    fc.assert(
      fc.property(fc.array(file, { maxLength: 4 }), (list) => {
        const files = list.map(([items, decision], index) => [`f${index}`, items, decision] as const);
        const [one, other] = [loaded(files), loaded([...files].reverse())];
        assert.deepEqual(one.papers, other.papers);
      }),
      { numRuns: 200 },
    );
  });

  test('groups the same records whatever their order, and never two identifiers of a kind by title', () => {
    const ids = ['2101.00001', '2101.00002'];
    const item = fc.record(
      {
        title: fc.constantFrom('A', 'B', 'C'),
        URL: fc.constantFrom(...ids.map(arxiv)),
        DOI: fc.constantFrom('10.1000/d', '10.1000/e'),
      },
      { requiredKeys: ['title'] },
    );
    const grouped = (items: readonly CslItem[]) => {
      const steps = clusterRecords(items.map((own) => ({ record: record(own), origin: 'user' })));
      let step = steps.next();
      while (!step.done) step = steps.next();
      return step.value
        .map(({ records, ...identity }) => [
          records.map((own) => JSON.stringify(own.record.item)).sort(),
          identity,
        ])
        .map((cluster) => JSON.stringify(cluster))
        .sort();
    };
    const shuffled = fc
      .array(item, { maxLength: 7 })
      .chain((items) =>
        fc.tuple(fc.constant(items), fc.shuffledSubarray(items, { minLength: items.length })),
      );
    fc.assert(
      fc.property(shuffled, ([items, order]) => assert.deepEqual(grouped(order), grouped(items))),
      { numRuns: 300 },
    );
  });

  test('a paper that cannot be made costs no other', () => {
    const broken = { title: 'Broken', id: 'b', abstract: 5 } as unknown as CslItem;
    const library = libraryOf({ a: { items: [broken, { title: 'Sound', id: 's' }] } });
    assert.deepEqual(keysOf(library), ['b', 's']);
    const { abstract, item } = library.get('b') ?? {};
    assert.deepEqual([abstract, item?.abstract], [undefined, undefined]);
  });

  test('tells many papers by their heads first, and reads their abstracts after that', () => {
    const library = new Library();
    const asked: number[] = [];
    const records = Array.from({ length: 600 }, (_, index) => {
      const item: CslItem = { id: `key${index}`, title: `Paper number ${index}` };
      const abstract =
        'We propose MyNet, a linear attention with kernel feature maps. https://example.org/code';
      addLate(item as Record<string, unknown>, 'abstract', abstract, (source) => {
        asked.push(index);
        return source;
      });
      return record(item, index + 1);
    });
    library.putRecords('own.bib', 'user', records);
    library.putDecisions('decisions', readDecisions('{"papers": {"key7": {"family": "memory"}}}').decisions);
    finish(library.update());
    assert.deepEqual([library.papers.length, library.isRead, asked], [600, false, []]);
    const head = library.get('key42');
    assert.deepEqual(
      [head?.title, head?.families.primary.family, head?.acronyms, head?.links],
      ['Paper number 42', UNREAD_FAMILY, [], []],
    );
    assert.equal(library.get('key7')?.families.primary.family, 'memory');
    assert.match(head?.abstract ?? '', /linear attention/);
    assert.deepEqual(asked, [42]);
    const told = new Set<string>();
    const read = () => {
      while (!library.isRead) {
        for (const { citekey } of finish(library.readOn()).changed) told.add(citekey);
      }
    };
    read();
    assert.deepEqual([told.size, asked.length], [600, 600]);
    const paper = library.get('key42');
    assert.deepEqual(
      [paper?.families.primary.family, paper?.acronyms, paper?.links],
      ['linear', ['MyNet'], ['https://example.org/code']],
    );
    assert.equal(
      library.papers.find(({ citekey }) => citekey === 'key42'),
      paper,
    );
    // Terms that put all of them into a family are read in the same way, and they stay where they are until then.
    library.putDecisions(
      'decisions',
      readDecisions('{"families": {"mine": {"label": "Mine", "terms": ["feature maps", "paper"]}}}')
        .decisions,
    );
    finish(library.update());
    assert.deepEqual([library.isRead, library.get('key42')?.families.primary.family], [false, 'linear']);
    read();
    assert.equal(library.get('key42')?.families.primary.family, 'mine');
  });

  test('merges in short steps, and not again when only decisions change', () => {
    const library = new Library();
    const items = Array.from({ length: 5000 }, (_, index) => record({ title: `Attention ${index}` }));
    library.putRecords('a', 'user', items);
    const count = () => {
      const steps = library.update();
      for (let pauses = 0; ; pauses++) if (steps.next().done) return pauses;
    };
    const first = count();
    library.putDecisions('d', readDecisions('{"papers": {"attention": {"aliases": ["x"]}}}').decisions);
    assert.ok(count() < first - 100);
    library.putRecords('b', 'user', []);
    assert.ok(count() < 10);
  });

  test('merges only what a changed file has to do with', () => {
    const library = new Library();
    const items = Array.from({ length: 3000 }, (_, index) => ({
      id: `key${index}`,
      title: `Attention of kind number ${index}`,
    }));
    const put = (all: CslItem[]) =>
      library.putRecords(
        'a',
        'user',
        all.map((item) => record(item)),
      );
    put(items);
    update(library);
    const [before] = library.papers;
    put([...items.slice(0, -1), { id: 'key7', title: 'Other' }, { id: 'new', title: items[7]?.title ?? '' }]);
    const steps = library.update();
    let pauses = 0;
    let step = steps.next();
    for (; !step.done; step = steps.next()) pauses++;
    assert.ok(pauses < 100, String(pauses));
    const change = step.value;
    assert.deepEqual(change.removed, ['key2999']);
    assert.equal(library.papers[0], before);
    assert.equal(library.papers.length, 3000);
    assert.equal(library.get('new'), library.get('key7'));
    assert.equal(change.changed.length, 2);
  });

  test('is after any changes what it would be if all files came at once', () => {
    const item: fc.Arbitrary<CslItem> = fc.record(
      {
        id: fc.constantFrom('a', 'b', 'moe2020a', 'moe2020a-2', 'A'),
        title: fc.constantFrom('A', 'B', 'A b', 'a', ''),
        author: fc.constantFrom([{ family: 'Moe' }], [{ family: 'Roe' }]),
        issued: fc.constant({ 'date-parts': [[2020]] }),
        type: fc.constantFrom('chapter', 'article-journal'),
        'container-title': fc.constantFrom('Here', 'There'),
        URL: fc.constantFrom(arxiv('2101.00001'), arxiv('2101.00002')),
        DOI: fc.constantFrom('10.1000/d', '10.1000/e'),
      },
      { requiredKeys: ['title', 'author', 'issued'], noNullPrototype: true },
    );
    const uri = fc.constantFrom('f1', 'f2', 'f3', 'f4', 'f5', 'f6');
    const decision = fc.record(
      {
        aliases: fc.subarray(['p', 'moe2020a']),
        facts: fc.record(
          { title: fc.constantFrom('A', 'B'), DOI: fc.constant('10.1000/d') },
          { requiredKeys: [] },
        ),
      },
      { requiredKeys: [] },
    );
    type Step =
      | { readonly uri: string; readonly items: CslItem[]; readonly isSeed: boolean }
      | { readonly gone: string }
      | { readonly a?: object; readonly b?: object };
    const step: fc.Arbitrary<Step> = fc.oneof(
      {
        weight: 8,
        arbitrary: fc.record({ uri, items: fc.array(item, { maxLength: 2 }), isSeed: fc.boolean() }),
      },
      { weight: 3, arbitrary: fc.record({ gone: uri }) },
      { weight: 1, arbitrary: fc.record({ a: decision, b: decision }, { requiredKeys: [] }) },
    );
    const apply = (library: Library, files: Map<string, Step>, own: Step): void => {
      if ('gone' in own) {
        files.delete(own.gone);
        library.remove(own.gone);
      } else if ('uri' in own) {
        files.set(own.uri, own);
        library.putRecords(
          own.uri,
          own.isSeed ? 'seed' : 'user',
          own.items.map((each, index) => record(each, index)),
        );
      } else {
        files.set('decisions', own);
        library.putDecisions('decisions', readDecisions(JSON.stringify({ papers: own })).decisions);
      }
    };
    const facts = (library: Library) => ({
      papers: library.papers,
      byKey: ['a', 'b', 'A', 'p', 'moe2020a', 'moe2020a-2'].map((key) => [
        library.get(key),
        library.meanings(key),
      ]),
      ambiguous: [...library.ambiguous].sort(),
      files: ['f1', 'f2', 'f3'].map((file) => library.entriesOf(file)),
    });
    fc.assert(
      fc.property(fc.array(fc.tuple(step, fc.boolean()), { maxLength: 14 }), (all) => {
        const library = new Library();
        const files = new Map<string, Step>();
        let known = new Map<string, unknown>();
        for (const [own, isUpdated] of all) {
          apply(library, files, own);
          if (!isUpdated) continue;
          const { changed, removed } = update(library);
          const fresh = new Library();
          for (const each of files.values()) apply(fresh, new Map(), each);
          update(fresh);
          assert.deepEqual(facts(library), facts(fresh));
          const now = new Map<string, unknown>(library.papers.map((paper) => [paper.citekey, paper]));
          const sorted = (keys: string[]) => keys.sort();
          assert.deepEqual(
            sorted(changed.map(({ citekey }) => citekey)),
            sorted([...now.keys()].filter((key) => known.get(key) !== now.get(key))),
          );
          assert.deepEqual(sorted([...removed]), sorted([...known.keys()].filter((key) => !now.has(key))));
          known = now;
        }
      }),
      { numRuns: 300 },
    );
  });

  test('a file that comes during an update counts in the next one', () => {
    const library = new Library();
    library.putRecords('a', 'user', [record({ title: 'One' })]);
    const steps = library.update();
    steps.next();
    library.putRecords('b', 'user', [record({ title: 'Two' })]);
    while (!steps.next().done);
    update(library);
    assert.equal(library.papers.length, 2);
  });
});
