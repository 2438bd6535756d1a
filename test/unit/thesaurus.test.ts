import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { readCslJson } from '../../src/core/cslJson';
import { Library } from '../../src/core/library';
import { readListing } from '../../src/core/listing';
import { type Concept, Concepts } from '../../src/core/search/concepts';
import { FullTextIndex } from '../../src/core/search/fullText';
import { Meanings } from '../../src/core/search/meaning';
import { relatedPapers } from '../../src/core/search/related';
import { attentionConcepts } from '../../src/core/search/thesaurus';

/** A word that marks more papers than this is either what very many papers are about, or no name. */
const CEILING = 5;
/** Words that mark more: why they may. */
const COMMON: Readonly<Record<string, string>> = {
  ViT: 'vision transformers are what a third of these papers are about',
  LLM: 'language models are what many of these papers are about',
  MLLM: 'means multimodal language models wherever it stands',
  LVLM: 'means multimodal language models wherever it stands',
  VLM: 'means multimodal language models wherever it stands',
  MoE: 'means mixtures of experts wherever it stands',
  DiT: 'means diffusion transformers wherever it stands',
  BERT: 'is named where it is studied or built on',
  ADE20K: 'is named where segmentation is tested',
  mIoU: 'is named where segmentation is tested',
  hallucination: 'means what models make up wherever it stands',
  interpretable: 'is a goal of whoever says so',
  robustness: 'is a goal of whoever says so',
  perplexity: 'is told where language is modelled',
  neuroscience: 'is named where attention is likened to the brain',
  distillation: 'means that of knowledge in all of these papers',
};

function run<T>(steps: Generator<void, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

function seedLibrary(): Library {
  const library = new Library();
  for (const file of readdirSync('seeds')) {
    const text = readFileSync(`seeds/${file}`, 'utf8');
    const { records } = run(file.endsWith('.txt') ? readListing(file, text) : readCslJson(file, text));
    library.putRecords(file, 'seed', records);
  }
  run(library.update());
  return library;
}

function knowing(concepts: readonly Concept[]): Concepts {
  const known = new Concepts(() => concepts);
  run(known.learn());
  return known;
}

suite('names of the thesaurus', () => {
  const concepts = attentionConcepts();
  const known = knowing(concepts);
  const { papers } = seedLibrary();
  /** Whether a text names a concept, which must be one. */
  const names = (text: string, id: string) => {
    const concept = concepts.find((one) => one.id === id);
    assert.ok(concept, id);
    return known.mentionedIn(text).has(concept);
  };

  test('of one word mark few papers, but for those that mean the same wherever they stand', () => {
    const single = concepts.flatMap((concept) =>
      concept.names
        .filter((name) => /^[\p{L}\p{N}]+$/u.test(name))
        .map((name) => ({ ...concept, id: name, names: [name] })),
    );
    const alone = knowing(single);
    const marks = new Map<string, Set<string>>();
    for (const { citekey, title, abstract = '' } of papers)
      for (const { id } of alone.mentionedIn(`${title}. ${abstract}`).keys())
        marks.set(id, (marks.get(id) ?? new Set()).add(citekey));
    const isCommon = (name: string) => name in COMMON || name.toLowerCase() in COMMON;
    const tooMany = [...marks].filter(([name, { size }]) => size > CEILING && !isCommon(name));
    assert.deepEqual(
      tooMany.map(([name, { size }]) => `${name}: ${size}`),
      [],
    );
    assert.ok(marks.size > 100, 'the names were looked for');
  });

  test('are not taken for what other papers are called, or speak of in passing', () => {
    for (const [text, concept] of [
      ['MEDUSA: Multi-scale Encoder-Decoder for Medical Image Analysis', 'speculative-decoding'],
      ['Medusa: Universal Feature Learning via Attentional Multitasking', 'speculative-decoding'],
      ['Test-time Attention Segregation and Retention for Text-to-image Synthesis', 'retention'],
      ['CrossFormer: A Versatile Vision Transformer', 'time-series'],
      ['Recurrence was abandoned in favor of attention', 'performer'],
      ['The top-k indices of a layer', 'multilingual'],
      ['Our source code is publicly available', 'code'],
      ['U-Net as the denoiser of diffusion', 'medical-image-segmentation'],
      ['Topic aware neural response generation', 'neuroscience'],
      ['It fits within a memory capacity of 16 GB', 'memory'],
      ['The cost grows with high-resolution images', 'adaptive-patch'],
      ['A watermark and a training recipe', 'safety-jailbreak'],
    ] as const)
      assert.ok(!names(text, concept), `${concept}: ${text}`);
  });

  test('are found in papers on them', () => {
    for (const [text, concept] of [
      ['We accelerate Medusa decoding', 'speculative-decoding'],
      ['The Retentive Network is a successor', 'retention'],
      ['FAVOR+ estimates softmax kernels', 'performer'],
      ['Shifted window attention as in the Swin Transformer', 'shifted-window-attention'],
      ['A corpus of Arabic news', 'multilingual'],
    ] as const)
      assert.ok(names(text, concept), `${concept}: ${text}`);
  });

  test('of mechanisms do not count with a capital where a paper only compares with them', () => {
    assert.ok(names('We extend Mamba and others.', 'mamba'));
    assert.ok(!names('It outperforms Mamba by 2%.', 'mamba'));
    assert.ok(!names('It surpasses the Swin Transformer.', 'shifted-window-attention'));
    assert.ok(names('It outperforms others. Mamba is what it extends.', 'mamba'));
    assert.ok(names('It is small. Mamba outperforms it.', 'mamba'));
    assert.ok(names('It outperforms deformable attention.', 'deformable-attention'));
    assert.ok(names('It outperforms others on ADE20K.', 'semantic-segmentation'));
  });

  test('may be typed in lower case, whatever they need in print', () => {
    for (const typed of ['arabic', 'favor+', 'detr']) assert.ok(known.isName(typed), typed);
    assert.ok(!known.isName('indices'), 'is no form of Indic');
    for (const [typed, meant] of [
      ['arabic', 'multilingual'],
      ['medusa', 'speculative-decoding'],
      ['retention', 'retention'],
      ['swin', 'shifted-window-attention'],
    ] as const)
      assert.ok(
        known.meantBy(typed).some(({ concept: { id } }) => id === meant),
        typed,
      );
  });

  test('give no false reasons: papers on MEDUSA are not related by speculative decoding', () => {
    const meanings = new Meanings(new Concepts(attentionConcepts));
    run(new FullTextIndex(meanings).put(papers));
    const called = papers.filter(({ title }) => /^medusa:/i.test(title));
    assert.equal(called.length, 2);
    const speculative = concepts.find(({ id }) => id === 'speculative-decoding')?.label;
    assert.ok(speculative);
    for (const { citekey } of called) {
      const related = relatedPapers(citekey, meanings, 10);
      assert.ok(related.length > 0, citekey);
      for (const { shared } of related)
        assert.ok(!shared.includes(speculative), `${citekey}: ${shared.join()}`);
    }
  });
});
