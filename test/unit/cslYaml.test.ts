import assert from 'node:assert/strict';
import { readCslYaml } from '../../src/core/cslYaml';
import type { ReadResult } from '../../src/core/paper';

function read(text: string): ReadResult {
  const steps = readCslYaml('a.yaml', text);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}
const places = ({ records }: ReadResult) =>
  records.map(({ item, place, endLine }) => `${item.title}:${place.line}-${endLine ?? 0}`);
const told = ({ problems }: ReadResult) =>
  problems.map(({ code, line, column }) => [code.replace('cslYaml.', ''), line, column].join(':'));

suite('CSL-YAML', () => {
  test('is read item by item, each at the line of its dash', () => {
    const text = [
      '---',
      'title: Not this',
      'references:',
      '# a comment',
      '- id: vaswani2017',
      '  type: paper-conference',
      '  title: "Attention: all"',
      '  author:',
      '  - family: Vaswani',
      '    given: Ashish',
      '  issued: 2017-06',
      '  abstract: |',
      '    First line.',
      '    - second',
      '',
      '-',
      '  id: 12',
      '  title: B',
      '  issued:',
      '  - year: 2020',
      '    month: 5',
      '...',
      '- id: not this',
    ].join('\n');
    const result = read(text);
    assert.deepEqual(result.problems, []);
    assert.deepEqual(places(result), ['Attention: all:5-14', 'B:16-21']);
    assert.deepEqual(
      result.records.map(({ item }) => item),
      [
        {
          id: 'vaswani2017',
          type: 'paper-conference',
          title: 'Attention: all',
          author: [{ family: 'Vaswani', given: 'Ashish' }],
          issued: { 'date-parts': [[2017, 6]] },
          abstract: 'First line.\n- second\n',
        },
        { id: '12', title: 'B', issued: { 'date-parts': [[2020, 5]] } },
      ],
    );
  });

  test('may be a bare list, indented under its name, or JSON', () => {
    assert.deepEqual(places(read('- title: A\n- title: B\n')), ['A:1-1', 'B:2-2']);
    assert.deepEqual(places(read('references:\n  - title: A\n    x: y\n  - title: B\nother: 1\n')), [
      'A:2-3',
      'B:4-4',
    ]);
    assert.deepEqual(
      read('[{"title": "A"}, {"title": "B"}]').records.map(({ item }) => item.title),
      ['A', 'B'],
    );
    assert.deepEqual(places(read('- title: A\r\n- title: B\r\n')), ['A:1-1', 'B:2-2']);
  });

  test('dates are read in all their forms', () => {
    for (const [issued, date] of [
      ['2021', { 'date-parts': [[2021]] }],
      ["'2021-05-03'", { 'date-parts': [[2021, 5, 3]] }],
      [
        '2021-05/2021-06',
        {
          'date-parts': [
            [2021, 5],
            [2021, 6],
          ],
        },
      ],
      ['2021~', { 'date-parts': [[2021]], circa: true }],
      ['{date-parts: [[2021, 5]]}', { 'date-parts': [[2021, 5]] }],
      ['{year: 2021, month: 5, circa: true}', { 'date-parts': [[2021, 5]], circa: true }],
      ['[{year: 2021}, {year: 2022}]', { 'date-parts': [[2021], [2022]] }],
      ['soon', { literal: 'soon' }],
    ] as const)
      assert.deepEqual(read(`- title: A\n  issued: ${issued}\n`).records[0]?.item.issued, date, issued);
  });

  test('loses nothing but the item that is broken, and tells where', () => {
    for (const [broken, problem] of [
      ['- title: "X', 'syntax:2:'],
      ['- title: X\n bad: [', 'syntax:'],
      ['- title: X: y: z', 'syntax:2:'],
      ['- id: x', 'noTitle:2:1'],
      ['- just text', 'noTitle:2:1'],
      ['-', 'noTitle:2:1'],
      ['- title: *nobody', 'syntax:2:'],
      [`- title: ${'['.repeat(100_000)}`, 'syntax:2:'],
      [`- ${'- '.repeat(20_000)}x`, 'syntax:2:'],
    ] as const) {
      const result = read(`- title: A\n${broken}\n- title: C\n`);
      assert.ok(told(result)[0]?.startsWith(problem), `${broken.slice(0, 80)}: ${told(result).join(' ')}`);
      assert.deepEqual(
        result.records.map(({ item }) => item.title),
        ['A', 'C'],
      );
    }
  });

  test('gives up items whose aliases stand for more than anybody can read', () => {
    const levels = Array.from({ length: 8 }, (_, level) => {
      const names = Array.from({ length: 10 }, () => (level === 0 ? 'x' : `*a${level - 1}`));
      return `  l${level}: &a${level} [${names.join(', ')}]`;
    });
    const result = read(`- title: A\n${levels.join('\n')}\n- title: B\n`);
    assert.deepEqual(told(result), ['syntax:1:1']);
    assert.deepEqual(places(result), ['B:10-10']);
  });

  test('says so when there is no list', () => {
    assert.deepEqual(told(read(' \n')), ['empty:1:']);
    assert.deepEqual(told(read('title: x\nauthor:\n- a\n')), ['none:1:']);
  });

  test('gives up items of more parts than can be read in one step, but no long text', () => {
    const lines = (count: number, line: (index: number) => string) =>
      Array.from({ length: count }, (_, index) => line(index)).join('\n');
    const text = `- title: A\n  abstract: |\n${lines(15_000, () => '    Attention is all that it needs.')}`;
    for (const [kind, part] of [
      ['fields', lines(20_000, (index) => `  k${index}: ${index}`)],
      ['values', `  list: [${'1,'.repeat(50_000)}]`],
      ['aliases', lines(101, (index) => `  k${index}: &a${index} x\n  m${index}: *a${index}`)],
    ] as const) {
      const result = read(`${text}\n- title: B\n${part}\n- title: C\n`);
      assert.deepEqual(
        result.records.map(({ item }) => [item.title, item.abstract?.length]),
        [
          ['A', 15_000 * 32],
          ['C', undefined],
        ],
        kind,
      );
      assert.equal(told(result).length, 1);
    }
  });

  test('tells where a name stands a second time', () => {
    const result = read(
      '- title: A\n  note: x\n  "note": y\n- title: B\n  author: [{family: C, family: D}]\n',
    );
    assert.deepEqual(told(result), ['syntax:3:3', 'syntax:5:24']);
  });

  test('tells where a key stands a second time, and keeps both entries', () => {
    const result = read('- id: a\n  title: A\n- id: b\n  title: B\n- id: a\n  title: C\n');
    assert.deepEqual(result.records.length, 3);
    assert.deepEqual(told(result), ['duplicateKey:5:1']);
    assert.deepEqual(result.problems[0]?.args, ['a', 1]);
  });

  test('pauses after each item: one may take as long as twenty', () => {
    const steps = readCslYaml('a.yaml', '- title: A\n- title: B\n- title: C\n');
    for (let pauses = 0; ; pauses++)
      if (steps.next().done) {
        assert.equal(pauses, 3);
        return;
      }
  });
});
