import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { baseCitekey, suffixedCitekey } from '../../src/core/citekey';
import { arxivIdOf } from '../../src/core/cslJson';
import { fold, titleIdentity } from '../../src/core/fold';
import type { CslItem } from '../../src/core/paper';

const keyOf = (family: string, year: number, title: string) =>
  baseCitekey({ authors: [{ family }], year, title });
/** What pandoc reads as a citation key without braces. */
const SIMPLE = /^[a-z0-9]+(?:[-.][a-z0-9]+)*$/;

suite('Citation keys', () => {
  test('are those that Google Scholar gives', () => {
    for (const [family, year, title, key] of [
      ['Vaswani', 2017, 'Attention is all you need', 'vaswani2017attention'],
      ['Chen', 2021, 'CrossViT: Cross-Attention Multi-Scale Vision Transformer', 'chen2021crossvit'],
      ['Papi', 2025, 'Cross-Attention is Half Explanation in Speech-to-Text Models', 'papi2025cross'],
      ['Michel', 2019, 'Are Sixteen Heads Really Better than One?', 'michel2019sixteen'],
      ['Clark', 2019, 'What Does BERT Look At?', 'clark2019does'],
      ['Madry', 2017, 'Towards deep learning models resistant to adversarial attacks', 'madry2017towards'],
      ['Ovadia', 2019, "Can you trust your model's uncertainty?", 'ovadia2019can'],
      ['Wu', 2016, "Google's Neural Machine Translation System", 'wu2016google'],
      ['Raghu', 2021, 'Do Vision Transformers See Like CNNs?', 'raghu2021vision'],
    ] as const)
      assert.equal(keyOf(family, year, title), key);
  });

  test('take a name as one word without particles, accents and marks', () => {
    for (const [family, word] of [
      ['van der Maaten', 'maaten'],
      ['de Charette', 'charette'],
      ['Van Gool', 'vangool'],
      ['Ray Chowdhury', 'raychowdhury'],
      ['Diaz-Arias', 'diazarias'],
      ["D'Amelio", 'damelio'],
      ['Libovický', 'libovicky'],
      ['Łukasiewicz', 'lukasiewicz'],
      ['Groß', 'gross'],
      ['Ørsted', 'orsted'],
      ['de', 'de'],
    ] as const)
      assert.equal(keyOf(family, 2024, 'Attention'), `${word}2024attention`);
    assert.equal(
      baseCitekey({ authors: [{ literal: 'DeepSeek-AI' }], year: 2024, title: 'V3' }),
      'deepseekai2024v3',
    );
    assert.equal(baseCitekey({ authors: [{ literal: 'Kimi Team' }], year: 2025, title: 'K2' }), 'kimi2025k2');
  });

  test('take the first significant title word, and not a letter or a number alone', () => {
    for (const [title, word] of [
      ['A-STAR: Test-time Attention', 'astar'],
      ['8-bit Optimizers', '8bit'],
      ['CA^2ST: Cross-Attention', 'ca2st'],
      ['DAT++: Spatially Dynamic', 'dat'],
      ["What's in the Image?", 'image'],
      ["Don't stop", 'don'],
      ['On the Benefits of Rank', 'benefits'],
      ['1000 Layers', 'layers'],
      ['1984', '1984'],
      ['The', 'the'],
      ['Über Attention', 'uber'],
      ['“Why” – a question', 'question'],
      ['注意力', ''],
    ] as const)
      assert.equal(keyOf('Smith', 2024, title), `smith2024${word}`);
  });

  test('do without authors, year or Latin letters', () => {
    const none = { authors: [], year: undefined };
    assert.equal(baseCitekey({ ...none, title: 'MEDUSA: Multi-scale Encoder' }), 'medusamulti');
    assert.equal(
      baseCitekey({ ...none, year: 2024, title: 'On Attention' }),
      '2024'.replace(/^/, 'attention'),
    );
    assert.equal(baseCitekey({ ...none, year: 2024, title: '注意力' }), 'paper2024');
    assert.equal(
      baseCitekey({ authors: [{ family: '王' }], year: 2024, title: 'Sparse Heads' }),
      'sparse2024heads',
    );
  });

  test('of newcomers get a suffix from arXiv id, else DOI, else title', () => {
    assert.equal(
      suffixedCitekey('smith2024sparse', { arxiv: '2401.01234', doi: '10.1/x', title: 'T' }),
      'smith2024sparse-2401.01234',
    );
    assert.equal(
      suffixedCitekey('smith1999on', { arxiv: 'hep-th/9901001', title: 'T' }),
      'smith1999on-hep.th.9901001',
    );
    assert.equal(
      suffixedCitekey('smith2024sparse', { doi: '10.1007/978-3-030_58610-2', title: 'T' }),
      'smith2024sparse-10.1007.978.3.030.58610.2',
    );
    const [one, two] = ['Sparse heads', 'SPARSE HEADS', 'Sparse tails'].map((title) =>
      suffixedCitekey('a', { title }),
    );
    assert.equal(one, two);
    assert.notEqual(one, suffixedCitekey('a', { title: 'Sparse tails' }));
  });

  test('need no braces in pandoc, whatever they are made from', () => {
    const name = fc.record({ family: fc.string({ unit: 'grapheme' }) });
    const facts = fc.record({
      authors: fc.array(name, { maxLength: 1 }),
      year: fc.option(fc.integer({ min: 1900, max: 2100 }), { nil: undefined }),
      title: fc.string({ unit: 'grapheme' }),
    });
    fc.assert(
      fc.property(facts, fc.string({ unit: 'grapheme' }), (given, id) => {
        const base = baseCitekey(given);
        assert.match(base, SIMPLE);
        assert.match(suffixedCitekey(base, { arxiv: id, title: given.title }), SIMPLE);
      }),
    );
  });

  test('of the seed papers are unique, ASCII, and follow the rule; of two equal ones the older paper keeps it', () => {
    const items = JSON.parse(readFileSync('seeds/papers.json', 'utf8')) as CslItem[];
    const ids = items.map(({ id = '' }) => id);
    assert.equal(new Set(ids).size, 331);
    assert.ok(ids.includes('chen2021crossvit'));
    const base = ({ author = [], issued, title }: CslItem) =>
      baseCitekey({ authors: author, year: issued?.['date-parts']?.[0]?.[0], title });
    const papers = items.map((item) => ({ item, base: base(item), arxiv: arxivIdOf(item) ?? '' }));
    for (const paper of papers) {
      const older = papers.some((other) => other.base === paper.base && other.arxiv < paper.arxiv);
      const title = paper.item.title;
      assert.equal(
        paper.item.id,
        older ? suffixedCitekey(paper.base, { arxiv: paper.arxiv, title }) : paper.base,
      );
    }
    assert.deepEqual(
      ids.filter((id) => id.includes('-')),
      ['zhang2024attention-2403.18551'],
    );
  });
});

suite('Folding', () => {
  test('forgets case, accents, ligatures and width', () => {
    assert.equal(fold('Jürgen ŁUKASZ Øre ﬁne ＡＢ ß İ'), 'jurgen lukasz ore fine ab ss i');
    assert.equal(fold('Жук 注意'), 'жук 注意');
  });

  test('is its own fixed point', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => assert.equal(fold(fold(text)), fold(text))),
    );
  });

  test('makes titles equal that differ in marks alone', () => {
    assert.equal(titleIdentity('CA^2ST: Cross-Attention'), titleIdentity('CA2ST — cross attention'));
    assert.equal(titleIdentity('?!'), '');
  });
});
