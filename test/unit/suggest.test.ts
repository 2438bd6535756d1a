import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { acronymsOf } from '../../src/core/acronym';
import { arxivIdOf, readCslJson } from '../../src/core/cslJson';
import type { Paper } from '../../src/core/paper';
import { stem } from '../../src/core/search/stem';
import { SuggestIndex } from '../../src/core/search/suggest';
import { typosBetween } from '../../src/core/search/typos';
import { oddText, paperOf } from '../support/papers';
import { distance } from '../support/plainSuggest';

const CROSSVIT = paperOf({
  citekey: 'chen2021crossvit',
  aliases: ['Chen_CrossViT'],
  title: 'CrossViT: Cross-Attention Multi-Scale Vision Transformer for Image Classification',
  by: ['Chen', 'Fan', 'Panda'],
  acronyms: ['CrossViT'],
  year: 2021,
  venue: 'ICCV 2021',
  arxiv: '2103.14899',
  doi: '10.1109/ICCV48922.2021.00041',
  family: 'multi-scale',
  secondary: ['cross-attention'],
});
const HAT = paperOf({
  citekey: 'chen2023activating',
  title: 'Activating More Pixels in Image Super-Resolution Transformer',
  by: ['Chen', 'Wang', 'Zhou'],
  acronyms: ['HAT'],
  year: 2023,
  venue: 'CVPR 2023',
  arxiv: '2205.04437',
  family: 'self-attention',
});
const FLASH = paperOf({
  citekey: 'dao2022flashattention',
  title: 'FlashAttention: Fast and Memory-Efficient Exact Attention with IO-Awareness',
  by: ['Dao', 'Fu', 'Ré'],
  acronyms: ['FlashAttention'],
  year: 2022,
  family: 'systems',
});
const MULTI_QUERY = paperOf({
  citekey: 'shazeer2019fast',
  title: 'Fast Transformer Decoding: One Write-Head is All You Need for Multi-Query Tokens',
  by: ['Shazeer'],
  year: 2019,
  family: 'multi-head',
});
const PRUNING = paperOf({
  citekey: 'glueck2020pruning',
  title: 'Pruning Redundant Heads',
  by: ['Glück', 'Łukasik', "O'Neil", 'Ray Chowdhury'],
  year: 2020,
});
const ALL = [CROSSVIT, HAT, FLASH, MULTI_QUERY, PRUNING];

function indexOf(papers: readonly Paper[]): SuggestIndex {
  const index = new SuggestIndex();
  index.put(papers);
  return index;
}

const found = (index: SuggestIndex, typed: string, limit = 50) =>
  index.suggest(typed, { limit }).map(({ citekey }) => citekey);

/** Asserts that each typed text finds this paper and no other. */
function finds(paper: Paper, ...typed: string[]): void {
  const index = indexOf(ALL);
  for (const text of typed) assert.deepEqual(found(index, text), [paper.citekey], text);
}

suite('type-ahead: what matches', () => {
  test('finds a paper by its key, whole, unfinished, or by an alias', () =>
    finds(CROSSVIT, 'chen2021crossvit', 'chen2021', 'CHEN2021cr', 'Chen_CrossViT', 'chen_cross'));

  test('passes over what surrounds a key in Markdown', () =>
    finds(
      CROSSVIT,
      '@chen2021crossvit',
      '-@chen2021crossvit',
      '@{chen2021crossvit}',
      '[@chen2021crossvit;',
      'crossvit,',
    ));

  test('finds words of the title in any order, the last one unfinished', () => {
    finds(HAT, 'pixels activating', 'transformer super pix', 'resolution im');
    assert.deepEqual(found(indexOf(ALL), 'resol im', 9), [HAT.citekey]);
  });

  test('asks for every word', () => assert.deepEqual(found(indexOf(ALL), 'pixels decoding'), []));

  test('does not ask for function words', () =>
    finds(HAT, 'pixels of the image', 'pixels for', 'activating the'));

  test('finds acronyms and titles that are split, glued or hyphenated', () => {
    finds(CROSSVIT, 'crossvit', 'cross vit', 'cross-vit', 'Cross ViT', 'vit cross', 'cross v');
    finds(FLASH, 'flash attention', 'flashattention', 'flash-attention', 'flashatt');
    finds(MULTI_QUERY, 'multi query', 'multi-query', 'multiquery', 'multiq', 'writehead', 'write head');
  });

  test('finds other inflections', () => {
    finds(PRUNING, 'pruned heads', 'prunes', 'redundant head');
    finds(HAT, 'pixel activated', 'transformers resolutions');
  });

  test('finds authors without their accents, spelled out, and as one word', () => {
    finds(PRUNING, 'gluck', 'Glück', 'glueck', 'lukasik', 'oneil', "o'neil", 'ray chowdhury', 'raychow');
    finds(FLASH, 're fu', 'ré 2022');
  });

  test('finds author and year, and the year under which a preprint appeared', () => {
    finds(CROSSVIT, 'chen 2021', '2021 chen', 'panda 202');
    finds(HAT, 'chen 2022', 'wang 2023');
  });

  test('finds venue and family', () => {
    finds(CROSSVIT, 'iccv', 'iccv 2021', 'hierarchical');
    finds(FLASH, 'kernels hardware');
  });

  test('finds arXiv ids and DOIs as people paste them', () => {
    finds(
      HAT,
      '2205.04437',
      'arXiv:2205.04437v2',
      '2205.0',
      'https://arxiv.org/abs/2205.04437',
      'arxiv 2205.04437',
    );
    finds(HAT, 'https://arxiv.org/pdf/2205.04437v1.pdf', 'chen 2205.04437');
    finds(CROSSVIT, '10.1109/iccv48922.2021.00041', 'doi:10.1109/ICCV48922.2021.00041');
    finds(CROSSVIT, 'https://doi.org/10.1109/ICCV48922.2021.00041', '10.1109/ICCV489');
  });

  test('forgives one typo from four letters on and two from eight, also in the unfinished word', () => {
    finds(HAT, 'pixals', 'piexl', 'actvating', 'actviatng', 'superr');
    finds(CROSSVIT, 'crosvit', 'clasification', 'clssifcat', 'crossvit clasif');
    assert.deepEqual(found(indexOf(ALL), 'piiels'), [HAT.citekey]);
    assert.deepEqual(found(indexOf(ALL), 'piiils'), []);
    assert.deepEqual(found(indexOf(ALL), 'hut'), []);
  });

  test('takes the first letter for wrong only when nothing else is found', () => {
    finds(HAT, 'oixels', 'ipxels', 'ixels');
    const both = indexOf([
      HAT,
      paperOf({ citekey: 'x', title: 'Pixelated' }),
      paperOf({ citekey: 'y', title: 'Mixels' }),
    ]);
    assert.deepEqual(found(both, 'mixels'), ['y']);
  });

  test('leaves typos alone where something matches as typed', () => {
    const index = indexOf([
      paperOf({ citekey: 'a', title: 'Linear' }),
      paperOf({ citekey: 'b', title: 'Lineal' }),
    ]);
    assert.deepEqual(found(index, 'lineal'), ['b']);
  });

  test('finds words in any script', () => {
    const index = indexOf([
      paperOf({ citekey: 'a', title: '注意力 机制' }),
      paperOf({ citekey: 'b', title: 'Внимание' }),
    ]);
    assert.deepEqual(found(index, '注意'), ['a']);
    assert.deepEqual(found(index, 'вним'), ['b']);
  });
});

suite('type-ahead: order', () => {
  const order = (typed: string, ...papers: Paper[]) => found(indexOf(papers.toReversed()), typed);

  test('exact key, exact acronym, beginning of a key, title, other authors, family', () => {
    const papers = [
      paperOf({ citekey: 'graph' }),
      paperOf({ citekey: 'b', acronyms: ['GRAPH'], year: 1990 }),
      paperOf({ citekey: 'graph2001x', year: 2001 }),
      paperOf({ citekey: 'd', title: 'A Graph', year: 2001 }),
      paperOf({ citekey: 'e', title: 'Graphs', year: 2005 }),
      paperOf({ citekey: 'f', by: ['Someone', 'Graph'], year: 2010 }),
      paperOf({ citekey: 'h', title: 'Graphical', year: 2010 }),
      paperOf({ citekey: 'g', family: 'graph', year: 2020 }),
    ];
    assert.deepEqual(
      order('graph', ...papers),
      papers.map(({ citekey }) => citekey),
    );
  });

  test('papers that are not accepted are left out before the limit counts; only those that match are asked for', () => {
    const index = indexOf(ALL);
    const asked = new Set<string>();
    const without = (gone: string, typed: string, limit: number) =>
      index.suggest(typed, {
        limit,
        accepts: (citekey) => {
          asked.add(citekey);
          return citekey !== gone;
        },
      });
    for (const typed of ['', 'transformer', 'chen', 'crossvit']) {
      const all = index.suggest(typed, { limit: 50 });
      const [first] = all;
      assert.ok(first);
      assert.deepEqual(without('', typed, 1), [first]);
      if (all.length > 1) assert.deepEqual(without(first.citekey, typed, 1), [all[1]]);
    }
    asked.clear();
    without('', 'crossvit', 50);
    assert.deepEqual([...asked], ['chen2021crossvit']);
  });

  test('a key in the typed case before one in another', () => {
    const papers = [paperOf({ citekey: 'Medusa', year: 2020 }), paperOf({ citekey: 'MEDUSA', year: 2021 })];
    assert.deepEqual(order('Medusa', ...papers), ['Medusa', 'MEDUSA']);
    assert.deepEqual(order('MEDUSA', ...papers), ['MEDUSA', 'Medusa']);
  });

  test('words that stand together before the same words apart', () => {
    const apart = paperOf({ citekey: 'a', title: 'Sparse Graph Attention', year: 2022 });
    const together = paperOf({ citekey: 'b', title: 'Sparse Attention on a Graph', year: 2020 });
    assert.deepEqual(order('sparse attention', apart, together), ['b', 'a']);
  });

  test('fewer typos first', () => {
    const papers = [
      paperOf({ citekey: 'a', title: 'Transformer' }),
      paperOf({ citekey: 'b', title: 'Transfermer' }),
    ];
    assert.deepEqual(order('transfomer', ...papers), ['a', 'b']);
  });

  test('equals: cited in this note, cited in the workspace, newer, key', () => {
    const papers = ['k1', 'k2', 'k3', 'k4', 'k5'].map((citekey, index) =>
      paperOf({ citekey, title: 'Attention', year: [2019, 2018, 2024, 2025, 2024][index] }),
    );
    const options = { limit: 9, citedInNote: new Set(['k2']), citedInWorkspace: new Set(['k1', 'k2']) };
    const expected = ['k2', 'k1', 'k4', 'k3', 'k5'];
    for (const typed of ['', '@', 'att', 'attention'])
      assert.deepEqual(
        indexOf(papers)
          .suggest(typed, options)
          .map(({ citekey }) => citekey),
        expected,
        typed,
      );
  });

  test('dates: the day, else the month of the arXiv id, else the year', () => {
    const papers = [
      paperOf({ citekey: 'day', published: '2024-05-20', arxiv: '2405.00001', year: 2025 }),
      paperOf({ citekey: 'month', arxiv: '2405.00002', year: 2026 }),
      paperOf({ citekey: 'year', year: 2024 }),
      paperOf({ citekey: 'never' }),
    ];
    assert.deepEqual(order('', ...papers), ['day', 'month', 'year', 'never']);
  });

  test('scores fall from at most 1 to at least 0', () => {
    for (const typed of ['', 'chen', 'chen2021crossvit', 'a', 'transformr']) {
      const scores = indexOf(ALL)
        .suggest(typed, { limit: 9 })
        .map(({ score }) => score);
      assert.deepEqual(
        scores,
        scores.toSorted((a, b) => b - a),
      );
      assert.ok(scores.every((score) => score >= 0 && score <= 1));
    }
  });
});

suite('type-ahead: changes', () => {
  test('a paper put again is known by its new words only', () => {
    const index = indexOf(ALL);
    index.put([paperOf({ citekey: HAT.citekey, title: 'Something Else' })]);
    assert.deepEqual(found(index, 'pixels'), []);
    assert.deepEqual(found(index, 'something'), [HAT.citekey]);
  });

  test('a removed paper is gone; an unknown key does not matter', () => {
    const index = indexOf(ALL);
    index.remove([HAT.citekey, 'nobody']);
    assert.deepEqual(found(index, 'pixels'), []);
    assert.equal(found(index, '').length, ALL.length - 1);
  });

  const word = fc.constantFrom('attention', 'linear', 'graphs', 'CrossViT', 'multi-head', 'of', 'pruning');
  const paper = fc.record({
    citekey: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    words: fc.array(word, { maxLength: 4 }),
  });
  const change = fc.oneof(paper, fc.record({ gone: fc.constantFrom('a', 'b', 'c', 'd', 'e') }));

  test('answers as if it had been made anew after any changes', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 12 }), fc.array(word, { maxLength: 3 }), (changes, typed) => {
        const index = new SuggestIndex();
        const papers = new Map<string, Paper>();
        for (const step of changes) {
          if ('gone' in step) {
            index.remove([step.gone]);
            papers.delete(step.gone);
            continue;
          }
          const made = paperOf({ citekey: step.citekey, title: step.words.join(' ') });
          index.put([made]);
          papers.set(step.citekey, made);
          index.suggest('att', { limit: 1 });
        }
        const query = typed.join(' ').slice(0, -1);
        assert.deepEqual(
          index.suggest(query, { limit: 9 }),
          indexOf([...papers.values()]).suggest(query, { limit: 9 }),
        );
      }),
    );
  });
});

suite('type-ahead: the shipped papers', () => {
  const papers = shippedPapers();
  const index = indexOf(papers);

  test('every paper comes first for its key and its arXiv id', () => {
    for (const { citekey, arxiv } of papers)
      for (const typed of [citekey, `@${citekey.toUpperCase()}`, `arXiv:${arxiv ?? citekey}`])
        assert.equal(found(index, typed, 1)[0], citekey, typed);
  });

  test('every paper is among the first ten for the first words of its title, the last one backwards and unfinished', () => {
    for (const { citekey, title } of papers) {
      const [last = '', ...others] = title.split(/\s+/).slice(0, 6);
      const typed = [...others.toReversed(), last.slice(0, Math.max(4, last.length - 2))].join(' ');
      assert.ok(found(index, typed, 10).includes(citekey), typed);
    }
  });

  test('every acronym finds its paper, glued or split at its capitals', () => {
    for (const { citekey, acronyms } of papers)
      for (const acronym of acronyms)
        for (const typed of [acronym.toLowerCase(), acronym.replace(/(?<=[a-z])(?=[A-Z])/g, ' ')])
          assert.ok(found(index, typed, 10).includes(citekey), typed);
  });

  test('no text breaks it, and no answer is longer than asked for or names a paper twice', () => {
    fc.assert(
      fc.property(oddText, fc.nat(20), (typed, limit) => {
        const hits = found(index, typed, limit);
        assert.ok(hits.length <= limit);
        assert.equal(new Set(hits).size, hits.length);
      }),
    );
  });
});

suite('type-ahead: words', () => {
  test('inflections meet, other words do not', () => {
    for (const words of [
      'prune prunes pruned pruning',
      'map maps mapped mapping',
      'query queries',
      'scale scaling scaled',
    ])
      assert.equal(new Set(words.split(' ').map(stem)).size, 1, words);
    for (const word of ['analysis', 'loss', 'focus', 'string', 'spring', 'need', 'gas'])
      assert.equal(stem(word), word);
    assert.notEqual(stem('attention'), stem('attentive'));
  });

  test('counts typos as the plain table of Damerau and Levenshtein does', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(letters, letters, fc.constantFrom(1, 2), (typed, word, most) => {
        const cut = (typos: number) => (typos > most ? Infinity : typos);
        const beginnings = Array.from({ length: word.length + 1 }, (_, end) =>
          distance(typed, word.slice(0, end)),
        );
        const beginning = cut(Math.min(...beginnings));
        assert.deepEqual(typosBetween(typed, word, most), {
          whole: cut(distance(typed, word)),
          beginning,
        });
      }),
      { numRuns: 500 },
    );
  });
});

function shippedPapers(): Paper[] {
  const reading = readCslJson('papers.json', readFileSync('seeds/papers.json', 'utf8'));
  let step = reading.next();
  while (!step.done) step = reading.next();
  return step.value.records.map(({ item }) =>
    paperOf({
      citekey: item.id ?? '',
      title: item.title,
      authors: item.author ?? [],
      year: item.issued?.['date-parts']?.[0]?.[0],
      arxiv: arxivIdOf(item),
      acronyms: acronymsOf(item.title),
    }),
  );
}
