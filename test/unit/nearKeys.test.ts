import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import fc from 'fast-check';
import { readCslJson } from '../../src/core/cslJson';
import { Library } from '../../src/core/library';
import { readListing } from '../../src/core/listing';
import { NearKeys } from '../../src/core/nearKeys';
import type { Paper } from '../../src/core/paper';
import { oddText, paperOf } from '../support/papers';

function finish<T>(steps: Generator<unknown, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

const PAPERS = [
  paperOf({
    citekey: 'vaswani2017attention',
    title: 'Attention Is All You Need',
    by: ['Vaswani', 'Shazeer'],
    year: 2017,
    arxiv: '1706.03762',
  }),
  paperOf({
    citekey: 'chen2021crossvit',
    title: 'CrossViT: Cross-Attention Multi-Scale Vision Transformer for Image Classification',
    by: ['Chen', 'Fan'],
    year: 2021,
    acronyms: ['CrossViT'],
    aliases: ['crossvit-paper'],
    doi: '10.1109/ICCV48922.2021.00041',
  }),
  paperOf({ citekey: 'chen2021deep', title: 'Deep Layers', by: ['Chen'], year: 2021 }),
  paperOf({ citekey: 'li2022gqa', title: 'Grouped Queries', by: ['Li'], year: 2022, acronyms: ['GQA'] }),
];

const found = (key: string, papers: readonly Paper[] = PAPERS) =>
  finish(finish(NearKeys.of(papers)).near(key));
const near = (key: string, papers?: readonly Paper[]) => found(key, papers).map(({ paper }) => paper.citekey);
const isLikeKey = (key: string) => found(key).some(({ likeKey }) => likeKey);

suite('Keys that no paper has', () => {
  test('mean papers whose keys differ by typos, case and punctuation', () => {
    for (const key of [
      'vaswani2017attenton',
      'vaswani2018attention',
      'vasvani2017atention',
      'Vaswani2017Attention',
      'vaswani_2017_attention',
      'vaswani:2017:attention',
      'vaswani-2017-attention',
    ])
      assert.deepEqual(near(key), ['vaswani2017attention'], key);
    assert.deepEqual(near('crosvit-paper'), ['chen2021crossvit']);
  });

  test('mean papers by author, year and words in any spelling of keys', () => {
    for (const key of [
      'vaswani2017',
      'Vaswani17',
      'vaswani2017a',
      'vaswaniEtAl2017',
      'vaswani_etal_2017',
      'VaswaniAttention2017',
      'vaswaniAttentionAllYou2017',
      'Vaswani2017AttentionIA',
      'vaswani2018need',
      'vaswani-attention',
    ])
      assert.deepEqual(near(key), ['vaswani2017attention'], key);
    assert.deepEqual(near('chen2021'), ['chen2021crossvit', 'chen2021deep']);
    assert.deepEqual(near('chen2021vision'), ['chen2021crossvit']);
  });

  test('mean papers by acronym, title, arXiv id and DOI', () => {
    for (const key of ['CrossViT', 'cross-vit', 'crossvit2021', 'crossvt', 'cross-attention-multi-scale'])
      assert.deepEqual(near(key), ['chen2021crossvit'], key);
    for (const key of ['AttentionIsAllYouNeed', 'attention-is-all-you', 'atention_is_all_you_need'])
      assert.deepEqual(near(key), ['vaswani2017attention'], key);
    for (const key of ['1706.03762', 'arXiv:1706.03762v5', '10.48550/arXiv.1706.03762', 'foo2017-1706.03762'])
      assert.deepEqual(near(key), ['vaswani2017attention'], key);
    assert.deepEqual(near('doi:10.1109/iccv48922.2021.00041'), ['chen2021crossvit']);
  });

  test('mean nothing where nothing is near', () => {
    const keys =
      'media types/node a * smith2020other vaswani vaswani2012 chen gqx chen2019crossing vaswani2017convolution transformer ' +
      'attention self-attention import TODO 2021';
    for (const key of keys.split(' ')) assert.deepEqual(near(key), [], key);
  });

  test('mean nothing where too many are as near', () => {
    const many = Array.from({ length: 4 }, (_, index) =>
      paperOf({ citekey: `wang2024${'abcd'[index] ?? ''}xyz`, title: `T${index}`, by: ['Wang'], year: 2024 }),
    );
    assert.deepEqual(near('wang2024', many), []);
    assert.equal(near('wang2024', many.slice(1)).length, 3);
  });

  test('look like keys where a key was meant wherever they stand', () => {
    for (const key of ['vaswani2017', 'chen2021crossvt', '1706.03762', 'Vaswani2018attention'])
      assert.ok(isLikeKey(key), key);
    for (const key of ['crossvit', 'gqa', 'GQA', 'attention-is-all-you-need', 'vaswani-attention', 'media'])
      assert.ok(!isLikeKey(key), key);
  });

  test('are compared with a few papers at a time, and those asked for lately not at all', () => {
    const many = Array.from({ length: 1000 }, (_, index) =>
      paperOf({ citekey: `wang2024x${index}`, title: `T${index}`, by: ['Wang'], year: 2024 }),
    );
    const keys = finish(NearKeys.of(many));
    const pauses = (key: string) => {
      let count = 0;
      for (const steps = keys.near(key); !steps.next().done;) count++;
      return count;
    };
    assert.ok(pauses('wang2024') >= 10);
    assert.equal(pauses('wang2024'), 0);
    for (let index = 0; index < 1000; index++) pauses(`li${index}`);
    assert.equal(pauses('li999'), 0);
    assert.ok(pauses('wang2024') >= 10, 'what was typed once is kept for ever');
  });

  test('mean nothing when nobody would write them', () => {
    assert.deepEqual(near(`vaswani2017${'attention'.repeat(100_000)}`), []);
  });

  test('never throw, and are answered by at most three papers', () => {
    const keys = finish(NearKeys.of(PAPERS));
    fc.assert(fc.property(oddText, (key) => finish(keys.near(key)).length <= 3));
  });
});

suite('Mistaken keys of the seed library', () => {
  const library = new Library();
  for (const name of readdirSync('seeds')) {
    const text = readFileSync(`seeds/${name}`, 'utf8');
    const read = finish(name.endsWith('.json') ? readCslJson(name, text) : readListing(name, text));
    library.putRecords(name, 'seed', read.records);
  }
  finish(library.update());
  const keys = finish(NearKeys.of(library.papers));

  test('with one letter gone mean their paper first', () => {
    const wrong = library.papers.flatMap(({ citekey }) =>
      [2, citekey.length - 2].flatMap((at) => {
        const key = citekey.slice(0, at) + citekey.slice(at + 1);
        const [first] = finish(keys.near(key));
        return library.get(key) || first?.paper.citekey === citekey
          ? []
          : [`${key} → ${first?.paper.citekey ?? 'none'}`];
      }),
    );
    assert.ok(wrong.length <= 6, wrong.join('\n'));
  });

  test('do not arise from what people write behind an @ for other reasons', () => {
    const words =
      'media import types/node angular/core babel/preset-env charset keyframes supports font-face param returns deprecated override ' +
      'gmail everyone channel here john alice openai google huggingface github deepmind property staticmethod dataclass ' +
      'user123 team42 todo page figure section table example home work noon';
    for (const word of words.split(' '))
      assert.deepEqual(
        finish(keys.near(word)).filter(({ likeKey }) => likeKey),
        [],
        word,
      );
  });
});
