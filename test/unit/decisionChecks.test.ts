import assert from 'node:assert/strict';
import { readDecisions } from '../../src/core/decisions';
import { Library } from '../../src/core/library';

const record = (id: string, title: string) => ({
  place: { file: 'a.json', line: 1 },
  item: { id, title },
});

function problems(...files: readonly string[]) {
  const library = new Library();
  library.putRecords('a.json', 'user', [
    record('one2020a', 'Linear attention with kernel feature maps'),
    record('two2021b', 'Rotary position embedding'),
  ]);
  for (const [index, text] of files.entries())
    library.putDecisions(`${index}`, readDecisions(text).decisions);
  const steps = library.update();
  while (!steps.next().done);
  return {
    library,
    found: files.map((_, index) =>
      library
        .problemsOf(`${index}`)
        .map(({ code, line, column, args }) => [code, line, column, ...(args ?? [])]),
    ),
  };
}

suite('Decisions in the light of the library', () => {
  test('tell a citation key that no paper has, unless facts say whose it is', () => {
    const { found } = problems(`{ "papers": {
  "nobody": { "family": "linear" },
  "absent": { "facts": { "DOI": "10.1/x" } },
  "one2020a": { "family": "theory" }
} }`);
    assert.deepEqual(found, [[['decisions.unknownPaper', 2, 3, 'nobody']]]);
  });

  test('tell an alias that two papers shall have, and one that cites another paper', () => {
    const { found, library } = problems(`{ "papers": {
  "one2020a": { "aliases": ["both", "two2021b"] },
  "two2021b": { "aliases": ["both"] }
} }`);
    assert.deepEqual(found, [
      [
        ['decisions.ambiguousKey', 2, 29, 'both', 'one2020a, two2021b'],
        ['decisions.aliasTaken', 2, 37, 'two2021b', 'two2021b'],
        ['decisions.ambiguousKey', 3, 29, 'both', 'one2020a, two2021b'],
      ],
    ]);
    assert.equal(library.get('two2021b')?.citekey, 'two2021b');
  });

  test('tell a family that there is not, and leave the paper where it is', () => {
    const { found, library } = problems('{ "papers": { "one2020a": { "family": "nothing" } } }');
    assert.deepEqual(found, [[['decisions.unknownFamily', 1, 39, 'nothing']]]);
    assert.equal(library.get('one2020a')?.families.primary.family, 'linear');
  });

  test('tell two decisions on one paper, also under an alias or in another folder', () => {
    const { found, library } = problems(
      `{ "papers": {
  "one2020a": { "family": "theory", "aliases": ["uno"] },
  "uno": { "family": "memory" }
} }`,
      '{ "papers": { "one2020a": { "family": "graph" }, "two2021b": { "family": "mine" } }, "families": { "mine": {} } }',
    );
    assert.deepEqual(found, [
      [['decisions.familyConflict', 3, 22, 'theory']],
      [['decisions.familyConflict', 1, 39, 'theory']],
    ]);
    assert.equal(library.get('uno')?.families.primary.family, 'theory');
    assert.equal(library.get('two2021b')?.families.primary.family, 'mine');
    assert.deepEqual(library.decisionsOn('papers', 'uno'), [
      { uri: '0', key: 'one2020a' },
      { uri: '0', key: 'uno' },
      { uri: '1', key: 'one2020a' },
    ]);
    assert.deepEqual(library.decisionsOn('families', 'mine'), [{ uri: '1', key: 'mine' }]);
  });

  test('name the family that holds, whatever stands first in the file, and pass over one that there is not', () => {
    const { found, library } = problems(
      `{ "papers": {
  "uno": { "family": "linear" },
  "one2020a": { "family": "graph", "aliases": ["uno"] },
  "two2021b": { "family": "nonsense" }
} }`,
      '{ "papers": { "two2021b": { "family": "graph" } } }',
    );
    assert.deepEqual(found, [
      [
        ['decisions.familyConflict', 2, 22, 'graph'],
        ['decisions.unknownFamily', 4, 27, 'nonsense'],
      ],
      [],
    ]);
    assert.deepEqual(
      ['uno', 'two2021b'].map((key) => library.get(key)?.families.primary.family),
      ['graph', 'graph'],
    );
  });

  test('tell a hundred problems of one file, and how many there are more', () => {
    const records = Array.from({ length: 150 }, (_, index) => `"k${index}": {}`);
    const { found } = problems(`{ "papers": { ${records.join(', ')} } }`);
    assert.equal(found[0]?.length, 101);
    assert.deepEqual(found[0][100]?.slice(0, 2).concat(found[0][100].slice(3)), [
      'decisions.moreProblems',
      1,
      50,
    ]);
  });

  test('change only the papers that they concern', () => {
    const { library } = problems('{}');
    const before = library.get('two2021b');
    library.putDecisions(
      '0',
      readDecisions('{ "families": { "mine": { "terms": ["kernel feature"] } } }').decisions,
    );
    const steps = library.update();
    let step = steps.next();
    while (!step.done) step = steps.next();
    assert.deepEqual(
      step.value.changed.map(({ citekey, families }) => [citekey, families.primary.family]),
      [['one2020a', 'mine']],
    );
    assert.equal(library.get('two2021b'), before);
  });
});
