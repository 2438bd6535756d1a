import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type TextChange, changeRecord, changeRecords, extendRecords } from '../../src/core/decisionEdit';
import { mergeDecisions, readDecisions } from '../../src/core/decisions';

const apply = (text: string, change: TextChange | undefined): string => {
  assert.ok(change, 'the change was refused');
  return text.slice(0, change.start) + change.text + text.slice(change.end);
};

const changed = (...args: Parameters<typeof changeRecords>) => finished(changeRecords(...args));
const extended = (...args: Parameters<typeof extendRecords>) => finished(extendRecords(...args));

function finished(steps: Generator<void, TextChange | undefined>): TextChange | undefined {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

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

  test('reads to which family a paper was moved, and what was decided about families', () => {
    const { decisions, problems } = readDecisions(`{
  "papers": { "a": { "family": "linear" } },
  "families": {
    "mine": { "label": "Mine", "definition": "My own.", "group": "using", "terms": ["x y"] },
    "other": { "hidden": true }
  }
}`);
    assert.deepEqual(problems, []);
    assert.equal(decisions.papers.get('a')?.family, 'linear');
    assert.deepEqual(
      [...decisions.families],
      [
        ['mine', { label: 'Mine', definition: 'My own.', group: 'using', terms: ['x y'], hidden: false }],
        ['other', { terms: [], hidden: true }],
      ],
    );
  });

  test('names line and column of what is wrong with families and keeps the rest of them', () => {
    const { decisions, problems } = readDecisions(`{
  "papers": { "a": { "family": 5 }, "a": {} },
  "famillies": {},
  "families": {
    "x": { "label": " ", "group": "vison", "terms": ["a b", "–"], "hidden": 1 },
    "y": { "labl": "Y", "terms": ["A-B", "c"], "definition": "Y." },
    "z": { "label": "Theory of attention", "terms": "c" },
    "w": 1
  }
}`);
    assert.deepEqual(
      problems.map(({ code, severity, line, column }) => [code, severity, line, column]),
      [
        ['decisions.repeated', 'warning', 2, 37],
        ['decisions.unknownField', 'warning', 3, 3],
        ['decisions.text', 'error', 5, 21],
        ['decisions.group', 'error', 5, 35],
        ['decisions.emptyTerm', 'error', 5, 61],
        ['decisions.hidden', 'error', 5, 77],
        ['decisions.unknownField', 'warning', 6, 12],
        ['decisions.sameTerm', 'error', 6, 35],
        ['decisions.sameLabel', 'warning', 7, 21],
        ['decisions.terms', 'error', 7, 53],
        ['decisions.notAnObject', 'error', 8, 10],
      ],
    );
    assert.deepEqual(decisions.families.get('x'), { terms: ['a b'], hidden: false });
    assert.deepEqual(decisions.families.get('y'), { definition: 'Y.', terms: ['c'], hidden: false });
    assert.equal(decisions.papers.get('a')?.family, undefined);
  });

  test('of several folders, the first wins in what two decide', () => {
    const read = (text: string) => readDecisions(text).decisions;
    const { papers, families } = mergeDecisions([
      read(
        '{ "papers": { "a": { "family": "linear" } }, "families": { "m": { "label": "One", "terms": ["x"] } } }',
      ),
      read(
        '{ "papers": { "a": { "family": "theory", "aliases": ["b"] } }, "families": { "m": { "label": "Two", "terms": ["y"], "hidden": true } } }',
      ),
    ]);
    assert.deepEqual([papers.get('a')?.family, papers.get('a')?.aliases], ['linear', ['b']]);
    assert.deepEqual(families.get('m'), { label: 'One', terms: ['x', 'y'], hidden: true });
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

  test('gains fields of many records as if they came one by one', () => {
    const keys = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'), { maxLength: 7 });
    const line = (key: string, index: number) =>
      `"${key}":${index % 3 === 1 ? ' // note\n   ' : ''} { "x": 1,${index % 3 === 2 ? ' /* mine */' : ''} "y": 2 }`;
    const file = fc.tuple(keys, fc.boolean(), fc.boolean()).map(([own, isTrailing, isNoted]) => {
      const lines = own.toSorted().map(line);
      const ends = lines.length > 0 ? `${isTrailing ? ',' : ''}${isNoted ? ' // last' : ''}\n` : '';
      return `{\n  "papers": {\n${lines.join(',\n')}${ends}  }\n}\n`;
    });
    const texts = fc.oneof(file, fc.constantFrom('', '{}', '{ "families": {} }', '// mine\n{\n}\n'));
    fc.assert(
      fc.property(texts, keys, (text, wanted) => {
        let one = text;
        for (const key of wanted) one = apply(one, changeRecord(one, 'papers', key, { y: 3, z: [4] }));
        const fields = () => ({ y: 3, z: [4] });
        const all = apply(text, extended(text, 'papers', new Map(wanted.map((key) => [key, fields]))));
        assert.equal(all, one);
        assert.deepEqual(readDecisions(all).problems, []);
      }),
      { numRuns: 300 },
    );
  });

  test('gains nothing when it is not valid, or when a record says otherwise', () => {
    const add = (text: string, fields: object | undefined) =>
      extended(text, 'papers', new Map([['a', () => fields]]));
    for (const text of ['{ "papers": { ', '[]', '{ "papers": [] }', '{ "papers": { "a": 1 } }'])
      assert.equal(add(text, { x: 1 }), undefined);
    assert.equal(add('{ "papers": { "a": {} } }', undefined), undefined);
    let known: unknown;
    extended('{ "papers": { "a": { "n": 1 }, "a": { "n": 2 } } }', 'papers', new Map([['a', (own) => (known = { ...own })]])); // prettier-ignore
    assert.deepEqual(known, { n: 2 });
  });

  test('changes a record with comments field by field, and keeps them', () => {
    const text = `{
  "papers": {
    "a": {
      // read again
      "family": "linear", /* why? */
      "tags": ["x"]
    }
  }
}`;
    const after = apply(text, changeRecord(text, 'papers', 'a', { family: 'theory', rating: 2 }));
    assert.match(after, /\/\/ read again\n {6}"family": "theory", \/\* why\? \*\//);
    const { decisions, problems } = readDecisions(after);
    assert.deepEqual([decisions.papers.get('a')?.family, problems], ['theory', []]);
    const without = apply(after, changeRecord(after, 'papers', 'a', { family: undefined }));
    assert.match(without, /\/\/ read again[^]*"tags": \[\s*"x"\s*\]/);
    assert.doesNotMatch(without, /theory/);
  });

  test('refuses a record that is no object', () => {
    assert.equal(changeRecord('{ "papers": { "a": 1 } }', 'papers', 'a', { family: 'x' }), undefined);
    assert.equal(changeRecord('{ "papers": [] }', 'papers', 'a', { family: 'x' }), undefined);
  });

  test('changes the last of two records with one key: that one counts', () => {
    const text = '{ "papers": { "a": { "family": "x" }, "a": { "family": "y" } } }';
    const after = apply(text, changeRecord(text, 'papers', 'a', { family: 'theory' }));
    assert.equal(readDecisions(after).decisions.papers.get('a')?.family, 'theory');
  });

  test('makes several changes at once, as one replacement', () => {
    const text = '{\n  "papers": {\n    "b": { "rating": 3 }\n  }\n}\n';
    const change = changed(text, [
      { section: 'families', key: 'mine', fields: { label: 'Mine' } },
      { section: 'papers', key: 'a', fields: { family: 'mine' } },
      { section: 'papers', key: 'b', fields: { family: 'mine', rating: null } },
    ]);
    const { decisions } = readDecisions(apply(text, change));
    assert.deepEqual(
      [...decisions.papers].map(([key, { family }]) => [key, family]),
      [
        ['a', 'mine'],
        ['b', 'mine'],
      ],
    );
    assert.equal(decisions.families.get('mine')?.label, 'Mine');
    assert.doesNotMatch(apply(text, change), /rating/);
    assert.equal(changed('{', [{ section: 'papers', key: 'a', fields: {} }]), undefined);
  });

  test('keeps every comment in its place whatever is added or taken away', () => {
    const move = (text: string, key: string, family: string | undefined) =>
      apply(text, changeRecord(text, 'papers', key, { family }));
    assert.equal(
      move('{ // my decisions\n}', 'a', 'x'),
      '{ // my decisions\n  "papers": {\n    "a": { "family": "x" }\n  }\n}',
    );
    const one = '{\n  "papers": {\n    "a": { "family": "x" } // about a\n  }\n}';
    assert.equal(
      move(one, 'b', 'y'),
      '{\n  "papers": {\n    "a": { "family": "x" }, // about a\n    "b": { "family": "y" }\n  }\n}',
    );
    const three = `{
  "papers": {
    // about a
    "a": { "family": "x" }, // a again
    // about c
    "c": { "family": "x" }, // c again
    "d": { "family": "x" }
  }
}`;
    const added = move(three, 'b', 'y');
    assert.match(added, /\{ "family": "x" \}, \/\/ a again\n {4}"b": \{ "family": "y" \},\n {4}\/\/ about c/);
    for (const key of ['a', 'c', 'd']) {
      const without = move(three, key, undefined);
      for (const comment of ['about a', 'a again', 'about c', 'c again'])
        assert.ok(without.includes(comment));
      const { decisions, problems } = readDecisions(without);
      assert.deepEqual(problems, []);
      assert.deepEqual(
        [...decisions.papers.keys()],
        ['a', 'c', 'd'].filter((other) => other !== key),
      );
    }
  });

  test('writes nothing where there is nothing to take back, and never takes away a family of one’s own', () => {
    for (const text of ['', '{}', '{ "papers": {} }', '{ "papers": { "b": {} } }'])
      assert.equal(apply(text, changeRecord(text, 'papers', 'a', { family: undefined })), text);
    const own = '{ "families": { "mine": { "hidden": true } } }';
    const shown = apply(own, changeRecord(own, 'families', 'mine', { hidden: undefined }));
    assert.ok(readDecisions(shown).decisions.families.has('mine'));
  });

  test('never replaces half a character', () => {
    const text = '{ "families": { "m": { "label": "A 😀" } } }';
    const change = changed(text, [{ section: 'families', key: 'm', fields: { label: 'A 😁' } }]);
    assert.doesNotMatch(change?.text ?? '', /^[\udc00-\udfff]|[\ud800-\udbff]$/);
    assert.equal(readDecisions(apply(text, change)).decisions.families.get('m')?.label, 'A 😁');
  });
});
