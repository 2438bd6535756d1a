import assert from 'node:assert/strict';
import fc from 'fast-check';
import { classify } from '../../src/core/families/classify';
import { FAMILIES } from '../../src/core/families/families';

const IDS: readonly string[] = FAMILIES.map(({ id }) => id);
const PIECES = [
  'We propose',
  'sparse attention',
  'KV cache.',
  'Cross-Attention',
  'unlike linear attention,',
  'Recent transformers have been',
  'İ',
  '👀',
  '. ',
  'survey',
  'multi-head',
];
const piece = fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: 'binary', maxLength: 12 }));
const anyText = fc.array(piece, { maxLength: 25 }).map((pieces) => pieces.join(' '));
const anyPaper = fc.record({ title: anyText, abstract: anyText });

/** Asserts the primary family of a paper made up for a border of the guide. */
function expectPrimary(family: string, title: string, abstract: string): void {
  const { primary, evidence } = classify({ title, abstract });
  assert.equal(primary.family, family, JSON.stringify(evidence));
}

suite('classify', () => {
  test('quotes its evidence truly and strongest first, for the families it names, whatever the text', () => {
    fc.assert(
      fc.property(anyPaper, (paper) => {
        const { primary, secondary, evidence } = classify(paper);
        const named = [primary, ...secondary].map(({ family }) => family);
        evidence.forEach(({ family, field, start, end, text, weight }, at) => {
          assert.equal(paper[field].slice(start, end), text);
          assert.ok(text.length > 0 && named.includes(family));
          assert.ok(weight > 0 && weight <= (evidence[at - 1]?.weight ?? Infinity));
        });
      }),
    );
  });

  test('names known families, at most two secondary, none twice, with confidences from 0 to 1', () => {
    fc.assert(
      fc.property(anyPaper, (paper) => {
        const { primary, secondary } = classify(paper);
        const named = [primary, ...secondary];
        assert.ok(secondary.length <= 2);
        assert.equal(new Set(named.map(({ family }) => family)).size, named.length);
        for (const { family, confidence } of named) {
          assert.ok(IDS.includes(family) && confidence > 0 && confidence < 1);
        }
        assert.ok((secondary[0]?.confidence ?? 1) >= (secondary[1]?.confidence ?? 0));
      }),
    );
  });

  test('says the same of a paper whatever was classified before', () => {
    fc.assert(
      fc.property(fc.array(anyPaper, { maxLength: 6 }), (papers) => {
        const forwards = papers.map((paper) => classify(paper));
        const backwards = papers.toReversed().map((paper) => classify(paper));
        assert.deepEqual(backwards.toReversed(), forwards);
      }),
      { numRuns: 30 },
    );
  });

  test('reads no more of an endless abstract than any paper has', () => {
    const abstract = 'We propose linear attention. '.repeat(100_000);
    const start = classify({ title: 'On attention', abstract: abstract.slice(0, 20_000) });
    assert.deepEqual(classify({ title: 'On attention', abstract }), start);
  });

  test('takes a missing and an empty abstract, and an empty title', () => {
    const title = 'Sliding Window Attention for Long Documents';
    assert.equal(classify({ title }).primary.family, 'sparse-local');
    assert.deepEqual(classify({ title, abstract: '' }), classify({ title }));
    assert.deepEqual(classify({ title: '' }).evidence, []);
    assert.equal(classify({ title: '' }).primary.family, 'other');
  });

  test('is surer of a family the more speaks for it, and less the more speaks for a rival', () => {
    const sure = (abstract: string) => classify({ title: 'Linear Attention', abstract }).primary.confidence;
    const base = sure('');
    assert.ok(sure('We propose kernelized attention of linear complexity.') > base);
    assert.ok(sure('We propose cross-attention.') < base);
  });

  test('looks words up in proportion to the length of the text', () => {
    const sentence = 'We propose cross-view and cross-attention with sparse sliding window attention maps. ';
    const lookUps = (times: number) =>
      countLookUps(() => classify({ title: 'Attention', abstract: sentence.repeat(times) }));
    const [once, more] = [lookUps(50), lookUps(2_500)];
    assert.ok(once > 500 && more <= once * 51, `${once} and ${more} look-ups`);
  });
});

suite('what counts for a family', () => {
  test('is the title before the abstract', () => {
    const { evidence } = classify({ title: 'Graph Attention', abstract: 'Graph attention.' });
    assert.equal(evidence[0]?.field, 'title');
    assert.ok(evidence[0].weight > 2 * (evidence[1]?.weight ?? 0));
  });

  test('is the contribution before the background', () => {
    const title = 'An Attention Layer';
    const linear = 'Existing work relies on linear attention. We propose sparse attention.';
    const sparse = 'Existing work relies on sparse attention. We propose linear attention.';
    assert.equal(classify({ title, abstract: linear }).primary.family, 'sparse-local');
    assert.equal(classify({ title, abstract: sparse }).primary.family, 'linear');
  });

  test('is not what the paper does without', () => {
    for (const cue of ['Unlike', 'In contrast to', 'Instead of', 'Without']) {
      const { evidence } = classify({ title: 'Attention', abstract: `${cue} linear attention, we attend.` });
      assert.deepEqual(
        evidence.filter(({ family }) => family === 'linear'),
        [],
        cue,
      );
    }
  });

  test('is not a word of the field where the paper is not about attention', () => {
    const abstract = 'We study how graph neural networks learn on a knowledge graph by message passing.';
    expectPrimary('other', 'Learning on Graphs', abstract);
    expectPrimary('graph', 'Graph Attention for Learning on Graphs', abstract);
  });

  test('is not GPU memory', () => {
    const abstract = 'The transformer halves GPU memory and memory consumption. It is memory-efficient.';
    const { evidence } = classify({ title: 'A Transformer', abstract });
    assert.ok(evidence.every(({ family }) => family !== 'memory'));
  });
});

suite('confidence', () => {
  const of = (abstract: string) => classify({ title: 'An Attention Layer', abstract }).primary;

  test('of all families together is at most one', () => {
    fc.assert(
      fc.property(anyPaper, (paper) => {
        const { primary, secondary } = classify(paper);
        const sum = [primary, ...secondary].reduce((all, { confidence }) => all + confidence, 0);
        assert.ok(sum <= 1 + 1e-9 && primary.confidence >= (secondary[0]?.confidence ?? 0));
      }),
    );
  });

  test('is low where two families have equal support, high where one is named again and again', () => {
    const torn = of('We propose sparse attention. We propose linear attention.');
    const clear = of('We propose sparse attention in windows. Sliding window attention keeps local context.');
    assert.ok(torn.confidence < 0.6, String(torn.confidence));
    assert.ok(clear.confidence > 0.85, String(clear.confidence));
    assert.equal(clear.family, 'sparse-local');
  });

  test('grows with different phrases more than with the same phrase again', () => {
    const different = of('We propose local attention, sliding window attention and dilated attention.');
    const same = of('We propose local attention, local attention and local attention.');
    assert.ok(different.confidence > same.confidence);
  });
});

suite('borders of the families', () => {
  test('a field that often studies attention is "other" where the paper does not', () => {
    expectPrimary(
      'other',
      'Checking Reports of Radiology with Retrieval',
      'Language models make findings up. We retrieve similar reports to mitigate hallucination. Errors halve.',
    );
    expectPrimary(
      'other',
      'Forecasting Bike Rental from Weather',
      'We compare boosted trees on time series of rentals in eight cities. Forecasting gains from holidays.',
    );
    expectPrimary(
      'other',
      'Fine-Tuning with Fewer Parameters',
      'We study low-rank adaptation of language models and share its matrices between tasks.',
    );
  });

  test('a replaced mixer is attention-free whatever adjective stands before attention', () => {
    for (const way of ['replaces softmax attention', 'an alternative to attention']) {
      expectPrimary(
        'attention-free',
        'Long Filters for Audio Tagging',
        `We propose a convolutional token mixer as ${way}. It is trained on two corpora of sounds.`,
      );
    }
  });

  test('the title of a survey decides, though the abstract speaks of one mechanism throughout', () => {
    expectPrimary(
      'survey',
      'Window Attention in Image Restoration: A Review',
      'Window attention, shifted windows and deformable attention restore images. Sliding windows are frequent.',
    );
  });

  test('attention as one word among many is "other", a named attention module its family', () => {
    const start = 'Potholes cost money. We collect road images in five countries';
    expectPrimary('other', 'Detecting Potholes from Buses', `${start} and draw attention to rural roads.`);
    expectPrimary(
      'channel-spatial',
      'Detecting Potholes with Channel Attention',
      `${start} and propose a squeeze-and-excitation attention module for a convolutional detector.`,
    );
  });

  test('a mitigation is steering, a finding interpretability', () => {
    expectPrimary(
      'steering',
      'Reweighting Attention to Reduce Hallucination in Vision-Language Models',
      'We propose a training-free decoding method that amplifies attention to image tokens to mitigate hallucination.',
    );
    expectPrimary(
      'interpretability',
      'Where Attention Sinks Come From',
      'We analyze attention heads of language models and find that attention sinks follow from massive activations.',
    );
  });

  test('manipulated maps in diffusion are steering, a newly trained layer is cross-attention', () => {
    expectPrimary(
      'steering',
      'Editing Images by Attention Injection',
      'We propose to manipulate the cross-attention maps of a text-to-image diffusion model at inference time.',
    );
    expectPrimary(
      'cross-attention',
      'A Reference Encoder for Portrait Generation',
      'We propose to train cross-attention layers by which a diffusion transformer attends to the reference image. ' +
        'The cross-attention fuses features of both images.',
    );
  });

  test('reuse across steps is kv-cache, the choice of blocks sparse-local', () => {
    expectPrimary(
      'kv-cache',
      'Reusing Keys and Values Across Layers',
      'We share the KV cache between layers and reuse attention outputs across denoising steps.',
    );
    expectPrimary(
      'sparse-local',
      'Choosing Blocks of Keys',
      'We propose block-sparse attention in which every query selects its top-k blocks of keys.',
    );
  });

  test('fewer tokens, fewer pairs and factorized kernels are three families', () => {
    expectPrimary('token-reduction', 'Merging Tokens', 'We propose token merging before self-attention.');
    expectPrimary('sparse-local', 'Fewer Pairs', 'We propose dilated attention in a local window.');
    expectPrimary('linear', 'Kernels for Attention', 'We propose kernelized attention of linear complexity.');
  });

  test('windows with a global branch are multi-scale', () => {
    expectPrimary(
      'multi-scale',
      'Global-Local Attention for Dense Prediction',
      'We propose local window attention joined by a coarse-to-fine global branch over a pyramid of scales.',
    );
  });

  test('a replaced mixer is attention-free, also where the abstract says attention', () => {
    expectPrimary(
      'attention-free',
      'Large Kernels for Vision Backbones',
      'We propose large kernel attention, a convolution that replaces self-attention as the token mixer.',
    );
    expectPrimary('attention-free', 'A Mamba Backbone', 'We mix state space models with window attention.');
  });

  test('proofs are theory, a mechanism that follows from them is the mechanism', () => {
    expectPrimary(
      'theory',
      'On the Expressivity of Self-Attention',
      'We prove a lower bound on the width that one attention layer needs. The theorem is tight.',
    );
    expectPrimary(
      'scoring',
      'Sigmoid Attention with a Learned Temperature',
      'A theoretical analysis motivates it: we propose sigmoid attention as an alternative to softmax.',
    );
  });

  test('a skeleton graph is graph, space and time spatio-temporal', () => {
    expectPrimary(
      'graph',
      'Graph Attention over Body Joints for Pose Estimation',
      'We propose graph attention whose nodes are joints, with graph convolution over the skeleton.',
    );
    expectPrimary(
      'spatio-temporal',
      'Divided Space-Time Attention for Video',
      'We propose temporal attention followed by spatial attention in a video transformer.',
    );
  });

  test('gaze and brains are human attention', () => {
    expectPrimary(
      'human-attention',
      'Predicting Scanpaths with Transformers',
      'We predict where people look, compare self-attention with eye tracking, and find fixations explained.',
    );
  });

  test('a survey of one mechanism is a survey', () => {
    expectPrimary(
      'survey',
      'Efficient Attention: A Survey',
      'This survey reviews sparse attention, linear attention and KV cache compression and gives a taxonomy.',
    );
  });

  test('head pruning is head design, what heads do interpretability', () => {
    expectPrimary('multi-head', 'Pruning Heads', 'We propose head pruning: redundant heads are removed.');
    expectPrimary(
      'interpretability',
      'What Attention Heads Do',
      'We study induction heads by activation patching and explain circuits of attention heads.',
    );
  });
});

/** How many look-ups in maps `action` makes: a measure of work that no clock disturbs. */
function countLookUps(action: () => void): number {
  const original: TypedPropertyDescriptor<(key: unknown) => unknown> =
    Object.getOwnPropertyDescriptor(Map.prototype, 'get') ?? {};
  let count = 0;
  Map.prototype.get = function (key: unknown): unknown {
    count++;
    return original.value?.call(this, key);
  };
  try {
    action();
  } finally {
    Object.defineProperty(Map.prototype, 'get', original);
  }
  return count;
}
