import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Paper } from '../../src/core/paper';
import type { SuggestOptions } from '../../src/core/search/port';
import { inflections } from '../../src/core/search/inflections';
import { stem } from '../../src/core/search/stem';
import type { ShortcutSizes } from '../../src/core/search/shortcuts';
import { SuggestIndex } from '../../src/core/search/suggest';
import { type PaperTraits, paperOf } from '../support/papers';
import { plainSuggest } from '../support/plainSuggest';

const CITEKEYS = [
  ...['a1', 'chen2021crossvit', 'Chen2021CrossViT', 'chen2021', 'dao2022flash', 'Wu_Sparse', 'wu_sparse'],
  ...[
    'graph',
    'Graph2020',
    'of2020the',
    '2103.14899',
    'zhou_graph',
    'linear',
    'müller2019',
    'k1',
    'k2',
    'k3',
  ],
];
const WORDS = [
  ...[
    'attention',
    'Attention',
    'attentions',
    'sparse',
    'Sparse',
    'graphs',
    'Graph',
    'CrossViT',
    'cross',
    'ViT',
  ],
  ...[
    'multi-head',
    'Multi-Query',
    'of',
    'the',
    'for',
    'with',
    'linear',
    'lineal',
    'pruning',
    'pruned',
    'prune',
  ],
  ...[
    'flash',
    'Flash',
    'FlashAttention',
    'a',
    'in',
    'x',
    'theory',
    'transformer',
    'trans',
    'former',
    'формы',
  ],
  ...[
    'внимание',
    '注意力',
    'Größe',
    '2021',
    '1',
    'KV-cache',
    'cache',
    '—',
    'need:',
    '(all)',
    'cross-attention',
  ],
];
const NAMES = ['Chen', 'Dao', 'Müller', 'Zhou', "O'Neil", 'Ray Chowdhury', 'Graph', 'Łukasik', 'Sparse'];
const FAMILIES = ['sparse-local', 'linear', 'graph', 'multi-head', 'other', 'unheard-of'];

/** A few more often than the others, so that what is typed stands somewhere. */
const FREQUENT = ['sparse', 'attention', 'Graph', 'multi-head', 'Flash', 'theory'];
const word = fc.oneof({ weight: 2, arbitrary: fc.constantFrom(...FREQUENT) }, fc.constantFrom(...WORDS));
const words = (max: number) => fc.array(word, { maxLength: max });
const paper: fc.Arbitrary<Paper> = fc
  .record({
    citekey: fc.constantFrom(...CITEKEYS),
    aliases: fc.array(fc.constantFrom(...CITEKEYS.map((key) => `${key}x`), 'ALIAS', 'alias'), {
      maxLength: 2,
    }),
    title: words(7).map((title) => title.join(' ')),
    by: fc.array(fc.constantFrom(...NAMES), { maxLength: 3 }),
    acronyms: fc.array(fc.constantFrom('CrossViT', 'Flash', 'KV', 'Graph Attention', 'IT'), { maxLength: 1 }),
    year: fc.constantFrom(undefined, 2019, 2021, 2021),
    published: fc.constantFrom(undefined, '2021-05-01', '2021-05-02', '2019'),
    venue: fc.constantFrom(undefined, 'NeurIPS 2021', 'Graph Theory', 'ICCV'),
    arxiv: fc.constantFrom(undefined, '2103.14899', '1901.00001', 'cs/0101001'),
    doi: fc.constantFrom(undefined, '10.1109/ICCV48922', '10.1/x'),
    family: fc.constantFrom(...FAMILIES),
    secondary: fc.array(fc.constantFrom(...FAMILIES), { maxLength: 2 }),
  })
  .map((traits) => paperOf(traits as PaperTraits));

const TYPED = [
  ...CITEKEYS,
  ...WORDS,
  ...NAMES,
  'neurips',
  'window',
  'kernels',
  '10.1109/iccv',
  'arXiv:2103.14899v2',
];
/** A word, or its beginning, or with a letter lost, added, swapped or replaced; now and then glued to another. */
const typedWord = fc
  .record({
    word: fc.oneof({ weight: 2, arbitrary: word }, fc.constantFrom(...TYPED)),
    other: fc.oneof({ weight: 3, arbitrary: fc.constant('') }, word),
    kept: fc.oneof(fc.constant(99), fc.nat(9)),
    typo: fc.constantFrom('', '', '', 'lost', 'added', 'swapped', 'replaced'),
    at: fc.nat(9),
  })
  .map(({ word, other, kept, typo, at }) => mistyped((word + other).slice(0, kept), typo, at));
const typed = fc
  .record({
    words: fc.array(typedWord, { minLength: 1, maxLength: 3 }),
    end: fc.constantFrom('', '', '', ' '),
    begin: fc.constantFrom('', '', '@'),
  })
  .map(({ words: all, begin, end }) => begin + all.join(' ') + end);

function mistyped(word: string, typo: string, at: number): string {
  const [before, letter, after] = [word.slice(0, at), word.slice(at, at + 1), word.slice(at + 1)];
  if (typo === 'lost') return before + after;
  if (typo === 'added') return `${before}q${letter}${after}`;
  if (typo === 'swapped') return before + after.slice(0, 1) + letter + after.slice(1);
  return typo === 'replaced' ? `${before}q${after}` : word;
}

type Step = { readonly put: Paper[] } | { readonly remove: string[] } | { readonly reload: true };
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.record({ put: fc.array(paper, { maxLength: 3 }) }) },
    { weight: 2, arbitrary: fc.record({ put: fc.array(paper, { maxLength: 20 }) }) },
    { weight: 2, arbitrary: fc.record({ remove: fc.array(fc.constantFrom(...CITEKEYS), { maxLength: 2 }) }) },
    { weight: 1, arbitrary: fc.constant({ reload: true } as const) },
  ),
  { maxLength: 12 },
);
const asked = fc.record({
  typed,
  limit: fc.constantFrom(1, 3, 10, Infinity),
  citedInNote: fc.array(fc.constantFrom(...CITEKEYS), { maxLength: 2 }),
  citedInWorkspace: fc.array(fc.constantFrom(...CITEKEYS), { maxLength: 4 }),
  accepted: fc.option(fc.array(fc.constantFrom(...CITEKEYS)), { nil: undefined, freq: 3 }),
});

/** An index that has gone through some steps, and what it should know. */
function grown(all: readonly Step[], shortcuts: ShortcutSizes | undefined, isToldHeads: boolean) {
  const papers = new Map<string, Paper>();
  const options = {
    ...(shortcuts ? { shortcuts } : {}),
    ...(isToldHeads ? { headOf: (citekey: string) => papers.get(citekey) } : {}),
  };
  let index = new SuggestIndex(options);
  for (const step of all) {
    if ('put' in step) {
      index.put(step.put);
      for (const put of step.put) papers.set(put.citekey, put);
    } else if ('remove' in step) {
      index.remove(step.remove);
      for (const key of step.remove) papers.delete(key);
    } else {
      const loaded = SuggestIndex.load(index.save(), options);
      assert.ok(loaded);
      index = loaded;
    }
  }
  return { index, papers: [...papers.values()] };
}

const sizes = fc.option(fc.record({ heavy: fc.constantFrom(0, 40), kept: fc.constantFrom(1, 3, 100) }), {
  nil: undefined,
});
const questions = fc.array(asked, { minLength: 1, maxLength: 8 });

suite('type-ahead: the packed index', () => {
  test('answers what a plain look at every paper answers, after any changes', () => {
    fc.assert(
      fc.property(steps, questions, sizes, fc.boolean(), (all, queries, shortcuts, isTold) => {
        const { index, papers } = grown(all, shortcuts, isTold);
        for (const { typed: text, limit, accepted, citedInNote, citedInWorkspace } of queries) {
          const options: SuggestOptions = {
            limit,
            citedInNote: new Set(citedInNote),
            citedInWorkspace: new Set(citedInWorkspace),
            ...(accepted ? { accepts: (citekey: string) => accepted.includes(citekey) } : {}),
          };
          assert.deepEqual(index.suggest(text, options), plainSuggest(papers, text, options), text);
        }
      }),
      { numRuns: 50 },
    );
  });

  test('finds the inflections of a word, and no others', () => {
    const beginnings = ['map', 'prun', 'quer', 'pass', 'box', 'sing', 'fe', 'a', 'need', 'string', 'class'];
    const endings = [
      '',
      's',
      'es',
      'e',
      'ed',
      'ing',
      'ings',
      'y',
      'ies',
      'ped',
      'ping',
      'pings',
      'eds',
      'inges',
    ];
    const all = beginnings.flatMap((beginning) => endings.map((ending) => beginning + ending));
    for (const word of all) {
      const found = inflections(word);
      for (const other of all) assert.equal(found.has(other), stem(word) === stem(other), `${word} ${other}`);
    }
  });
});

suite('type-ahead: saved and loaded', () => {
  const papers = [
    paperOf({
      citekey: 'Chen2021',
      aliases: ['Other'],
      title: 'Sparse Attention',
      year: 2021,
      venue: 'ICCV',
    }),
    paperOf({ citekey: 'dao2022', title: 'Flash Attention', published: '2022-05-01' }),
  ];
  const saved = () => {
    const index = new SuggestIndex();
    index.put(papers);
    index.put([paperOf({ citekey: 'new', title: 'New' })]);
    index.remove(['dao2022']);
    return index.save();
  };

  test('bytes come back at any place of a buffer', () => {
    const bytes = saved();
    for (const offset of [0, 1, 4, 7]) {
      const place = new Uint8Array(bytes.length + offset);
      place.set(bytes, offset);
      const index = SuggestIndex.load(place.subarray(offset));
      assert.deepEqual(
        index?.suggest('', { limit: 9 }).map(({ citekey }) => citekey),
        ['Chen2021', 'new'],
      );
    }
  });

  test('what is put in or removed afterwards does not change the bytes', () => {
    const bytes = saved();
    const before = bytes.slice();
    const index = SuggestIndex.load(bytes);
    index?.put([paperOf({ citekey: 'Chen2021', title: 'Something Else' })]);
    index?.remove(['new']);
    assert.deepEqual(bytes, before);
  });

  test('damaged bytes are refused: any one flipped, any number cut off or added', () => {
    const bytes = saved();
    for (let at = 0; at < bytes.length; at++)
      for (const bit of [1, 16, 128]) {
        const damaged = bytes.slice();
        damaged[at] = (damaged[at] ?? 0) ^ bit;
        assert.equal(SuggestIndex.load(damaged), undefined, String(at));
      }
    for (let length = 0; length < bytes.length; length++)
      assert.equal(SuggestIndex.load(bytes.slice(0, length)), undefined, String(length));
    for (const added of [1, 4, 64]) {
      const longer = new Uint8Array(bytes.length + added);
      longer.set(bytes);
      assert.equal(SuggestIndex.load(longer), undefined);
    }
  });

  test('other bytes are refused', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => SuggestIndex.load(bytes) === undefined),
    );
  });
});
