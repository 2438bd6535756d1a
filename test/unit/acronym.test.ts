import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { acronymsOf } from '../../src/core/acronym';
import { readListing } from '../../src/core/listing';

suite('Acronyms', () => {
  test('are the name at the head of a title', () => {
    for (const [title, acronym] of [
      ['CrossViT: Cross-Attention Multi-Scale Vision Transformer', 'CrossViT'],
      ['FlashAttention-2: Faster Attention', 'FlashAttention-2'],
      ['CA^2ST: Cross-Attention in Audio, Space, and Time', 'CA^2ST'],
      ['A-STAR: Test-time Attention', 'A-STAR'],
      ['DAT++: Spatially Dynamic Vision Transformer', 'DAT++'],
      ['Cones 2: Customizable Image Synthesis', 'Cones 2'],
      ['Medusa: Universal Feature Learning', 'Medusa'],
      ['MEDUSA: Multi-scale Encoder-Decoder', 'MEDUSA'],
      ['LLM: A Survey', 'LLM'],
    ] as const)
      assert.deepEqual(acronymsOf(title), [acronym]);
  });

  test('are not ordinary words or whole phrases before a colon', () => {
    const lower = 'We find that attention is a probability.';
    assert.deepEqual(acronymsOf('Attention: Marginal Probability is All You Need?', lower), []);
    assert.deepEqual(acronymsOf('LLM Modules: Knowledge Transfer'), []);
    assert.deepEqual(acronymsOf('See What You Are Told: Visual Attention Sink'), []);
  });

  test('are what a title has in parentheses, unless everybody uses it', () => {
    assert.deepEqual(acronymsOf('Sparse Window Attention (SWAtt) for Large Language Models (LLMs)'), [
      'SWAtt',
    ]);
    assert.deepEqual(acronymsOf('Self-Agreement in (Almost) All Scenarios (a Study)'), []);
  });

  test('are introduced in the abstract', () => {
    for (const [abstract, acronyms] of [
      ['We propose a novel Hybrid Attention Transformer (HAT).', ['HAT']],
      ['In this paper we design a family of Cross-Scale Layers (CSL) and a Long Window (LW).', ['CSL', 'LW']],
      ['We present a new method, dubbed SinkLoRA, for long contexts.', ['SinkLoRA']],
      ['We call our model Sliced Recursive Transformer (SReT), a design.', ['SReT']],
      ['We introduce FlashFoo, an IO-aware algorithm.', ['FlashFoo']],
      ['This work introduces the Object-level Attention Transformer (OAT), which predicts.', ['OAT']],
      ['Our proposed model, CrossMAE, is fast.', ['CrossMAE']],
      ['We propose an approach named IR-Diffusion.', ['IR-Diffusion']],
    ] as const)
      assert.deepEqual(acronymsOf('A Title', abstract), acronyms, abstract);
  });

  test('are not what the paper builds on', () => {
    for (const abstract of [
      'Large Language Models (LLMs) are used in Recommender Systems (RSys).',
      'We propose a method for Recommender Systems (RSys).',
      'We propose an approach that improves Masked Autoencoding (MAEnc).',
      'Recently, Foo (FooNet) was introduced.',
      'We propose BERT-based heads.',
      'Vision Transformers, called ViTs, are slow. We study them.',
    ])
      assert.deepEqual(acronymsOf('A Title', abstract), [], abstract);
  });

  test('come once, those of the title first', () => {
    const abstract = 'We introduce a Big Kernel (BK) and CrossFoo, a network.';
    assert.deepEqual(acronymsOf('CrossFoo: Kernels', abstract), ['CrossFoo', 'BK']);
  });

  test('of the seed papers include those people know them by', () => {
    const steps = readListing('000', readFileSync('seeds/000_04cec78b982bfdd9.txt', 'utf8'));
    let step = steps.next();
    while (step.done !== true) step = steps.next();
    const acronyms = step.value.records.flatMap(({ item }) => acronymsOf(item.title, item.abstract));
    for (const known of [
      'HAT',
      'Medusa',
      'CrossViT',
      'XCiT',
      'CrossMAE',
      'DCAL',
      'CARVE',
      'TransNeXt',
      'CAB',
      'Twins',
      'Atlas',
    ])
      assert.ok(acronyms.includes(known), known);
    for (const common of ['LLMs', 'ViTs', 'VLMs', 'CNNs', 'LVLMs', 'MHA'])
      assert.ok(!acronyms.includes(common), common);
  });
});
