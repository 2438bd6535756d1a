import assert from 'node:assert/strict';
import fc from 'fast-check';
import { arxivIdOf, doiOf, readCslJson, venueOf } from '../../src/core/cslJson';
import { finish } from '../../src/core/finish';
import type { CslDate, CslItem, ReadResult } from '../../src/core/paper';

function drain<T>(steps: Generator<void, T>): { result: T; pauses: number } {
  for (let pauses = 0; ; pauses++) {
    const step = steps.next();
    if (step.done === true) return { result: step.value, pauses };
  }
}
const read = (text: string): ReadResult => drain(readCslJson('a.json', text)).result;
const places = ({ records }: ReadResult) => records.map(({ item, place }) => `${item.title}:${place.line}`);
const told = ({ problems }: ReadResult) =>
  problems.map(({ code, line, column }) =>
    [code.replace('cslJson.', ''), line, ...(column ? [column] : [])].join(':'),
  );

suite('CSL-JSON', () => {
  test('is read item by item, each at the line of its brace', () => {
    const text =
      '[\n  {"id": "a", "title": "A"},\n\n  {\n    "title": "B {[",\n    "author": [{"family": "\\"}"}]\n  }, {"title": "C"}\n]\n';
    const result = read(text);
    assert.deepEqual(places(result), ['A:2', 'B {[:4', 'C:7']);
    assert.deepEqual(result.problems, []);
    assert.deepEqual(result.records[1]?.item, { title: 'B {[', author: [{ family: '"}' }] });
    assert.equal(result.records[0]?.listing, undefined);
  });

  test('may be wrapped in an object, be a single item, or begin with a byte-order mark', () => {
    assert.deepEqual(places(read('{"items": [{"title": "A"},\n{"title": "B"}], "more": {"x": 1}}')), [
      'A:1',
      'B:2',
    ]);
    assert.deepEqual(places(read('{\n"url": "x", "references": [\n{"title": "A"}]}')), ['A:3']);
    assert.deepEqual(places(read('\ufeff{"title": "A"}\n{"title": "B"}\n')), ['A:1', 'B:2']);
  });

  test('gives back every item of any list, however it is printed', () => {
    const items = fc.array(
      fc.record({
        title: fc.string({ minLength: 1 }).filter((title) => title.trim() !== ''),
        x: fc.jsonValue(),
      }),
    );
    fc.assert(
      fc.property(items, fc.constantFrom(undefined, 1, '\t'), (list, indent) => {
        const { records, problems } = read(JSON.stringify(list, undefined, indent));
        assert.deepEqual(
          records.map(({ item }) => item),
          JSON.parse(JSON.stringify(list)),
        );
        assert.deepEqual(problems, []);
      }),
    );
  });

  test('tells where it is broken, and goes on with the next item', () => {
    const lines = (second: string) => `[\n{"title": "A"},\n${second}\n{"title": "C"}\n]`;
    for (const [second, problem] of [
      ['{"title": "B",},', 'syntax:3:15'],
      ['{"title": "B" "x": 1},', 'syntax:3:15'],
      ['{"title": B},', 'syntax:3:11'],
      ['{title: "B"},', 'syntax:3:2'],
      ['{"title": "B', 'syntax:3:11'],
      ['{"title": "B\\q"},', 'syntax:3:11'],
      ['{"title": "B"', 'syntax:4:1'],
      ['{"title": "B", "x": [1, 2}},', 'syntax:3:26'],
      ['{"title": "B", "x": 01},', 'syntax:3:22'],
      ['nonsense,', 'syntax:3:1'],
      ['{"id": "b"},', 'noTitle:3:1'],
      ['{"title": " "},', 'noTitle:3:1'],
      ['{"title": ["B"]},', 'noTitle:3:1'],
    ] as const) {
      const result = read(lines(second));
      assert.deepEqual(told(result), [problem], second);
      assert.deepEqual(places(result), ['A:2', 'C:4'], second);
    }
  });

  test('loses one pretty-printed item to a missing brace, not those behind it', () => {
    const list = JSON.stringify(
      ['A', 'B', 'C', 'D'].map((title) => ({ title, author: [{ family: 'X' }] })),
      undefined,
      2,
    );
    const broken = list.replace(/("title": "B",[^}]*\}\s*\])\s*\}/, '$1');
    assert.deepEqual(
      places(read(broken)),
      ['A:2', 'C:17', 'D:25'].map((place) => place),
    );
    assert.equal(read(broken).problems.length, 1);
  });

  test('tells where a key stands a second time, and keeps both items', () => {
    const result = read('[\n{"id":"a","title":"A"},{"id":"b","title":"B"},\n{"id":"a","title":"C"}]');
    assert.equal(result.records.length, 3);
    assert.deepEqual(told(result), ['duplicateKey:3:1']);
    assert.deepEqual(result.problems[0]?.args, ['a', 2]);
  });

  test("knows an item by Zotero's citation key, and by its address all the same", () => {
    const keys = (...items: object[]) =>
      read(JSON.stringify(items)).records.map(({ item, aliases = [] }) => [item.id, ...aliases]);
    const [id, key] = ['http://zotero.org/users/1/items/ABC', { 'citation-key': 'beltagy2020' }];
    assert.deepEqual(keys({ id, ...key, title: 'A' }), [['beltagy2020', id]]);
    assert.deepEqual(keys({ id: 'mine', ...key, title: 'A' }), [['mine', 'beltagy2020']]);
    assert.deepEqual(keys({ ...key, title: 'A' }), [['beltagy2020']]);
    assert.deepEqual(keys({ id, title: 'A', 'citation-key': 'two words' }), [[id]]);
  });

  test('says what is no list at all', () => {
    assert.deepEqual(told(read(' \n')), ['empty:1']);
    assert.deepEqual(told(read('title,year')), ['none:1']);
    assert.deepEqual(told(read('{"name": "x"}')), ['noTitle:1:1']);
    assert.deepEqual(told(read('[]')), []);
    assert.deepEqual(told(read('[{"title": "A"},\n')), ['syntax:2:1']);
  });

  test('keeps unknown fields, and leaves out what has the wrong type', () => {
    const item = {
      id: 7,
      title: 'A',
      author: ['Plato', { family: 'Xu', given: 3 }, 4, {}],
      issued: { 'date-parts': [['2021', 5, 'x']] },
      DOI: ['x'],
      URL: null,
      abstract: {},
      tags: [1],
    };
    assert.deepEqual(read(JSON.stringify([item])).records[0]?.item, {
      id: '7',
      title: 'A',
      author: [{ literal: 'Plato' }, { family: 'Xu' }],
      issued: { 'date-parts': [[2021, 5]] },
      tags: [1],
    });
    const dates = [
      { raw: '2020-03' },
      { literal: '2019 or so' },
      { 'date-parts': 'x' },
      5,
      { 'date-parts': [[]] },
    ];
    const years = dates.map(
      (issued) => read(JSON.stringify([{ title: 'A', issued }])).records[0]?.item.issued?.['date-parts'],
    );
    assert.deepEqual(years, [[[2020, 3]], [[2019]], undefined, undefined, undefined]);
  });

  test('has dates as people type them', () => {
    const cases: [raw: string, parts: readonly number[] | undefined][] = [
      ['2019', [2019]],
      ['2019-04-03', [2019, 4, 3]],
      ['2019-4-3', [2019, 4, 3]],
      ['2019/04', [2019, 4]],
      ['04/2019', [2019, 4]],
      ['April 2019', [2019, 4]],
      ['3 Sept. 2019', [2019, 9, 3]],
      ['June 3rd, 2019', [2019, 6, 3]],
      ['2019 May', [2019, 5]],
      ['Fall 2019', [2019]],
      ['2019, revised', [2019]],
      ['13/2019', undefined],
      ['4/3/2019', undefined],
      ['3 2019', undefined],
      ['April', undefined],
      ['April 2019 2020', undefined],
      ['in press', undefined],
    ];
    for (const [raw, parts] of cases) {
      const { issued } = read(JSON.stringify([{ title: 'A', issued: { raw } }])).records[0]?.item ?? {};
      assert.deepEqual(issued?.['date-parts'], parts && [parts], raw);
      assert.equal(issued?.season, raw === 'Fall 2019' ? 3 : undefined);
    }
  });

  test('is not misled by fields named like what every object has', () => {
    const text = '[{"title": "A", "__proto__": {"abstract": 5}, "constructor": 1, "toString": "x"}]';
    const { records, problems } = read(text);
    assert.deepEqual(problems, []);
    assert.deepEqual(records[0]?.item, JSON.parse('{"title": "A", "constructor": 1, "toString": "x"}'));
  });

  test('never fails on text of any kind', () => {
    const pieces = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      '"',
      ',',
      ':',
      '\\',
      '\n',
      ' ',
      '"title"',
      '"a"',
      '1',
      'null',
      '\0',
    );
    fc.assert(
      fc.property(fc.array(pieces), (list) => assert.ok(read(`[${list.join('')}`))),
      { numRuns: 500 },
    );
  });

  test('is read in slices, and given up where errors abound', () => {
    const { result, pauses } = drain(readCslJson('a.json', `[${'{"title":"A"},\n'.repeat(100_000)}]`));
    assert.equal(result.records.length, 100_000);
    assert.equal(pauses, 2000);
    const broken = read(`[${'{"title":"A"\n'.repeat(50_000)}${'}'.repeat(50_000)}]`);
    assert.ok(broken.problems.length <= 101);
  });
});

suite('Identifiers and venues', () => {
  const item = (fields: object): CslItem => ({ title: 'T', ...fields });

  test('an arXiv id is found in address, number, DOI or eprint, without its version', () => {
    for (const fields of [
      { URL: 'https://arxiv.org/abs/2205.04437' },
      { URL: 'http://www.arxiv.org/pdf/2205.04437v2.pdf' },
      { URL: 'https://example.org', number: 'arXiv:2205.04437' },
      { number: 'arXiv:2205.04437v3 [cs.CV]' },
      { DOI: '10.48550/arXiv.2205.04437' },
      { URL: 'https://doi.org/10.48550/arXiv.2205.04437' },
      { note: 'arXiv: 2205.04437 [cs]' },
      { eprint: '2205.04437', eprinttype: 'arXiv' },
      { archive: 'arXiv', archive_location: '2205.04437' },
      { arxiv: '2205.04437' },
    ])
      assert.equal(arxivIdOf(item(fields)), '2205.04437', JSON.stringify(fields));
    assert.equal(arxivIdOf(item({ URL: 'https://arxiv.org/abs/hep-th/9901001v2' })), 'hep-th/9901001');
    for (const fields of [
      {},
      { URL: 'https://example.org/2205.04437' },
      { number: '2205.04437' },
      { eprint: '2205.04437' },
      { DOI: '10.1/x' },
    ])
      assert.equal(arxivIdOf(item(fields)), undefined, JSON.stringify(fields));
  });

  test('a DOI loses its resolver and its case', () => {
    assert.equal(
      doiOf(item({ DOI: 'https://doi.org/10.1109/CVPR52729.2023.02142' })),
      '10.1109/cvpr52729.2023.02142',
    );
    assert.equal(doiOf(item({ DOI: 'doi:10.1109/A' })), '10.1109/a');
    assert.equal(doiOf(item({ URL: 'https://dx.doi.org/10.1109/A' })), '10.1109/a');
    assert.equal(doiOf(item({ URL: 'https://example.org/10.1109/A' })), undefined);
    assert.equal(doiOf(item({})), undefined);
  });

  test('a venue is short and has its own year', () => {
    const issued = { 'date-parts': [[2021]] };
    for (const [fields, venue] of [
      [{ 'container-title-short': 'NeurIPS', 'container-title': 'Advances in …', issued }, 'NeurIPS 2021'],
      [
        { 'container-title-short': 'TPAMI', issued, 'event-date': { 'date-parts': [['2025']] } },
        'TPAMI 2025',
      ],
      [{ 'container-title': 'Conference on Vision (CVPR)', issued }, 'CVPR 2021'],
      [{ 'event-title': 'ICML 2021', issued }, 'ICML 2021'],
      [{ 'container-title': 'Nature' }, 'Nature'],
      [{ issued }, undefined],
    ] as const)
      assert.equal(venueOf(item(fields)), venue);
  });

  test('reads dates of access in every form, and ranges without end as their beginning', () => {
    const text = JSON.stringify([
      { id: 'a', title: 'A', accessed: { raw: '2021-05-03' }, issued: { 'date-parts': [[2019], [0]] } },
    ]);
    const [record] = finish(readCslJson('a.json', text)).records;
    assert.deepEqual(record?.item.issued, { 'date-parts': [[2019]] });
    assert.deepEqual((record.item['accessed'] as CslDate)['date-parts'], [[2021, 5, 3]]);
  });
});
