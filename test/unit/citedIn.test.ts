import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Cite, CitedIn } from '../../src/core/citedIn';

const cite = (citekey: string, line = 1, column = 1): Cite => ({ citekey, line, column });

suite('Notes that cite', () => {
  test('are found by any key of a paper, each line once', () => {
    const cited = new CitedIn();
    cited.put('b', [cite('x', 1), cite('x', 3, 5), cite('y', 3, 9)]);
    cited.put('a', [cite('y', 7)]);
    assert.deepEqual(cited.notesCiting(['x', 'y']).notes, [
      { uri: 'a', lines: [7] },
      { uri: 'b', lines: [1, 3] },
    ]);
    assert.deepEqual(cited.notesCiting(['x', 'y'], 1), { total: 2, notes: [{ uri: 'a', lines: [7] }] });
    assert.deepEqual(cited.notesCiting(['z']), { total: 0, notes: [] });
    assert.deepEqual(cited.citesOf(['x']), [{ uri: 'b', cites: [cite('x', 1), cite('x', 3, 5)] }]);
  });

  test('say what is cited below a folder, each key once', () => {
    const cited = new CitedIn();
    cited.put('file:///a/1.md', [cite('x'), cite('y')]);
    cited.put('file:///a/b/2.md', [cite('y'), cite('z')]);
    cited.put('file:///ab/3.md', [cite('w')]);
    assert.deepEqual(cited.under('file:///a/'), { notes: 2, keys: ['x', 'y', 'z'] });
    assert.equal(cited.under('').notes, 3);
    assert.deepEqual(cited.under('file:///c/'), { notes: 0, keys: [] });
  });

  test('may be named like anything', () => {
    const cited = new CitedIn();
    cited.put('__proto__', [cite('constructor')]);
    assert.deepEqual(cited.notesCiting(['constructor']).notes, [{ uri: '__proto__', lines: [1] }]);
  });

  test('say whether other keys are cited than before', () => {
    const cited = new CitedIn();
    assert.equal(cited.put('a', []), false);
    assert.equal(cited.put('a', [cite('x')]), true);
    assert.equal(cited.put('a', [cite('x', 2), cite('x', 3)]), false);
    assert.equal(cited.put('a', [cite('y')]), true);
    assert.equal(cited.put('a', []), true);
  });

  test('are the same whatever they cited before', () => {
    const cites = fc.array(
      fc.record({
        citekey: fc.constantFrom('x', 'y', 'z'),
        line: fc.integer({ min: 1, max: 4 }),
        column: fc.integer({ min: 1, max: 9 }),
      }),
      { maxLength: 5 },
    );
    const puts = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), cites), { maxLength: 12 });
    fc.assert(
      fc.property(puts, (all) => {
        const cited = new CitedIn();
        for (const [uri, own] of all) cited.put(uri, own);
        const last = new Map(all);
        const keys = new Set([...last.values()].flat().map(({ citekey }) => citekey));
        assert.deepEqual([...cited.keys].sort(), [...keys].sort());
        for (const [uri, own] of last)
          assert.deepEqual(
            cited.in(uri),
            own.map((c) => ({ ...c })),
          );
        for (const key of ['x', 'y', 'z']) {
          const expected = [...last]
            .map(([uri, own]) => ({
              uri,
              lines: [...new Set(own.filter((c) => c.citekey === key).map((c) => c.line))],
            }))
            .filter(({ lines }) => lines.length > 0)
            .sort((a, b) => (a.uri < b.uri ? -1 : 1));
          assert.deepEqual(cited.notesCiting([key]).notes, expected);
        }
      }),
    );
  });
});
