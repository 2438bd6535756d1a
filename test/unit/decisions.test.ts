import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type TextChange, changeRecord } from '../../src/core/decisionEdit';
import { readDecisions } from '../../src/core/decisions';

const apply = (text: string, change: TextChange | undefined): string => {
  assert.ok(change, 'the change was refused');
  return text.slice(0, change.start) + change.text + text.slice(change.end);
};

suite('Workspace file', () => {
  test('reads aliases and facts by citation key', () => {
    const { decisions, problems } = readDecisions(
      '{ "papers": { "chen2021crossvit": { "aliases": ["crossvit"], "facts": { "title": "CrossViT" }, "status": "read" } } }',
    );
    assert.deepEqual(problems, []);
    assert.deepEqual(decisions.papers.get('chen2021crossvit')?.aliases, ['crossvit']);
    assert.equal(decisions.papers.get('chen2021crossvit')?.facts?.title, 'CrossViT');
  });

  test('names line and column of what is wrong and keeps the other records', () => {
    const text =
      '{\n  "papers": {\n    "a": 1,\n    "b": { "aliases": "x" },\n    "c": { "aliases": ["d"] }\n  }\n}\n';
    const { decisions, problems } = readDecisions(text);
    assert.deepEqual(
      problems.map(({ code, line, column }) => [code, line, column]),
      [
        ['decisions.notAnObject', 3, 10],
        ['decisions.aliases', 4, 23],
      ],
    );
    assert.deepEqual([...decisions.papers.keys()], ['b', 'c']);
  });

  test('tells a syntax error and still reads what it can', () => {
    const { decisions, problems } = readDecisions('{\n "papers": {\n  "a": { "aliases": ["x"] }\n');
    assert.ok(problems.some(({ code }) => code === 'decisions.syntax'));
    assert.deepEqual(decisions.papers.get('a')?.aliases, ['x']);
  });

  test('names each fact of the wrong type and keeps the others', () => {
    const text = `{ "papers": {
  "a": { "facts": { "title": null, "abstract": 5, "DOI": {}, "note": [1] } },
  "b": { "facts": { "author": "Smith", "title": "B", "__proto__": { "abstract": 5 }, "toString": "x" } }
} }`;
    const { decisions, problems } = readDecisions(text);
    assert.deepEqual(
      problems.map(({ code, line, column, args }) => [code, line, column, ...(args ?? [])]),
      [
        ['decisions.fact', 2, 30, 'title'],
        ['decisions.fact', 2, 58, 'DOI'],
        ['decisions.fact', 3, 31, 'author'],
        ['decisions.fact', 3, 67, '__proto__'],
      ],
    );
    assert.deepEqual(decisions.papers.get('a')?.facts, { abstract: '5', note: [1] });
    assert.deepEqual(decisions.papers.get('b')?.facts, { title: 'B', toString: 'x' });
  });

  test('tells a hundred problems and how many more there are', () => {
    const records = Array.from({ length: 30_000 }, (_, index) => `"k${index}": 1`);
    const { problems } = readDecisions(`{ "papers": {\n${records.join(',\n')}\n} }`);
    assert.equal(problems.length, 101);
    assert.deepEqual([problems[99]?.line, problems[99]?.column], [101, 8]);
    const { code, args } = problems[100] ?? {};
    assert.deepEqual([code, args], ['decisions.moreProblems', [29_900]]);
  });

  test('starts an empty file', () => {
    const text = apply('', changeRecord('', 'papers', 'a2020b', { family: 'linear' }));
    assert.equal(text, '{\n  "papers": {\n    "a2020b": { "family": "linear" }\n  }\n}\n');
  });

  test('adds records sorted, one per line', () => {
    let text = '';
    for (const key of ['m', 'z', 'a', 'k'])
      text = apply(text, changeRecord(text, 'papers', key, { rating: 3 }));
    const lines = text.split('\n').filter((line) => line.includes('rating'));
    assert.deepEqual(
      lines.map((line) => line.trim().charAt(1)),
      ['a', 'k', 'm', 'z'],
    );
  });

  test('keeps unknown fields, unknown sections and every other line as they are', () => {
    const before =
      '{\n  "own": [1,  2],\n  "papers": {\n    "a": {"x":1,   "family":"linear"},\n    "b": { "odd":  true }\n  }\n}\n';
    const after = apply(before, changeRecord(before, 'papers', 'a', { family: 'theory', rating: 4 }));
    assert.equal(
      after,
      before.replace('{"x":1,   "family":"linear"}', '{ "x": 1, "family": "theory", "rating": 4 }'),
    );
  });

  test('takes a field and an empty record away', () => {
    const before =
      '{\n  "papers": {\n    "a": { "family": "linear" },\n    "b": { "rating": 1, "family": "x" }\n  }\n}\n';
    const without = apply(before, changeRecord(before, 'papers', 'a', { family: undefined }));
    assert.deepEqual(JSON.parse(without), { papers: { b: { rating: 1, family: 'x' } } });
    const last = apply(
      without,
      changeRecord(without, 'papers', 'b', { rating: undefined, family: undefined }),
    );
    assert.deepEqual(JSON.parse(last), { papers: {} });
  });

  test('refuses to write into a file that is not valid JSON', () => {
    assert.equal(changeRecord('{ "papers": { ', 'papers', 'a', { rating: 1 }), undefined);
    assert.equal(changeRecord('[]', 'papers', 'a', { rating: 1 }), undefined);
  });

  test('writes what it reads back, whatever the order of changes', () => {
    const change = fc.record({
      key: fc.string({ minLength: 1, maxLength: 4 }).filter((key) => key !== '__proto__'),
      aliases: fc.array(fc.string({ minLength: 1 }), { maxLength: 2 }),
    });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 8 }), (changes) => {
        let text = '';
        const expected = new Map<string, string[]>();
        for (const { key, aliases } of changes) {
          text = apply(text, changeRecord(text, 'papers', key, { aliases }));
          expected.set(key, aliases);
        }
        const { decisions, problems } = readDecisions(text);
        assert.deepEqual(problems, []);
        assert.deepEqual(
          new Map([...decisions.papers].map(([key, { aliases }]) => [key, aliases])),
          expected,
        );
        const keys = [...decisions.papers.keys()];
        assert.deepEqual(
          keys,
          [...keys].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)),
        );
      }),
    );
  });
});
