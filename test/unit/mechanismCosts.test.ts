import assert from 'node:assert/strict';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { costOf, type Costs } from '../../src/core/mechanisms/costs';
import { MECHANISMS } from '../../src/core/mechanisms/mechanism';
import { fieldsOf, MODELS, type ModelId, type Parameters } from '../../src/core/mechanisms/parameters';

function costs(model: ModelId, given: Partial<Parameters> = {}): Costs {
  const result = costOf(model, given);
  if (!result.ok) assert.fail(JSON.stringify(result.refusal));
  return result.costs;
}

const figures = (model: ModelId, given: Partial<Parameters>): number[] => {
  const { flops, attentionMemory, kvCache } = costs(model, given);
  return [flops.value, attentionMemory.value, kvCache.value];
};

/** Computes what stands behind the sign of equality of a formula. */
function evaluate(formula: string): number {
  const right = formula.slice(formula.lastIndexOf('=') + 1);
  const arithmetic = right
    .replace(/·/g, '*')
    .replace(/−/g, '-')
    .replace(/²/g, '**2')
    .replace(/\b(min|max)\(/g, 'Math.$1(');
  assert.match(arithmetic, /^(?:Math\.(?:min|max)|[\d\s.,()*/+-])+$/, formula);
  return Number(runInNewContext(arithmetic));
}

suite('mechanism costs: worked by hand', () => {
  const small = { n: 4, heads: 2, kvHeads: 1, headDim: 3, layers: 5, bytes: 2 };

  test('dense: 16 pairs', () => {
    // 16 pairs · 2 products · 2·3 operations · 2 heads · 5 layers = 1920; 2 heads · 16 scores · 2 bytes = 64.
    assert.deepEqual(figures('dense', small), [1920, 64, 0]);
  });

  test('causal: 1 + 2 + 3 + 4 pairs', () => {
    // 10 pairs · 12 · 2 · 5 = 1200; keys and values: 2 · 4 tokens · 2 heads · 3 · 5 layers · 2 bytes = 480.
    assert.deepEqual(figures('causal', small), [1200, 64, 480]);
  });

  test('shared heads: as many products, a smaller cache', () => {
    assert.deepEqual(figures('grouped-query', small), [1200, 64, 240]);
    assert.deepEqual(figures('multi-query', small), [1200, 64, 240]);
  });

  test('cross: 4 queries and 3 keys', () => {
    // 12 pairs · 12 · 2 · 5 = 1440; 2 · 12 · 2 = 48; cache of 3 tokens: 2 · 3 · 2 · 3 · 5 · 2 = 360.
    assert.deepEqual(figures('cross', { ...small, m: 3 }), [1440, 48, 360]);
  });

  test('latent: scores have the rotary dimensions too', () => {
    // Per pair 2·(3 + 1) for the score and 2·3 for the value = 14; 10 pairs · 14 · 2 · 5 = 1400.
    // Cache: 4 tokens · (2 + 1) · 5 layers · 2 bytes = 120.
    assert.deepEqual(figures('latent', { ...small, rank: 2, ropeDim: 1 }), [1400, 64, 120]);
  });

  test('a window of 2: 1 + 2 + 2 + 2 pairs', () => {
    // 7 · 12 · 2 · 5 = 840; 2 · 4 · 2 · 2 = 32; cache of 2 tokens: 2 · 2 · 1 · 3 · 5 · 2 = 120.
    assert.deepEqual(figures('sliding-window', { ...small, window: 2 }), [840, 32, 120]);
  });

  test('one of two blocks for each query: half the pairs', () => {
    assert.deepEqual(figures('block-sparse', { ...small, block: 2, blocks: 1 }), [960, 32, 0]);
  });

  test('top-2: all scores, few values', () => {
    // Scores: 10 · 2·3; values: 7 · 2·3; together 102 · 2 heads · 5 layers = 1020.
    assert.deepEqual(figures('top-k', { ...small, topK: 2 }), [1020, 32, 240]);
  });

  test('linear: two products with the summary, whose size knows no n', () => {
    // φ(K)ᵀV: 4·2·3 products, φ(Q)(…): as many; 48 · 2 operations · 2 · 5 = 960.
    // Summary: 2·3 of values and 2 of normalisers, 8 · 2 heads · 2 bytes = 32, in 5 layers 160.
    assert.deepEqual(figures('linear', { ...small, rank: 2 }), [960, 32, 160]);
    assert.deepEqual(figures('linear', { ...small, n: 400, rank: 2 }).slice(1), [32, 160]);
  });

  test('low rank: project keys and values, then attend to 2 rows', () => {
    // E·K and F·V: 2 · 2·(2·4·3) = 96; scores and values: 4 · 4·2·3 = 96; 192 · 2 · 5 = 1920.
    assert.deepEqual(figures('low-rank', { ...small, rank: 2 }), [1920, 32, 0]);
  });

  test('half the tokens: a quarter of the pairs', () => {
    assert.deepEqual(figures('token-reduction', { ...small, m: 2 }), [480, 16, 0]);
  });

  test('a budget of 3 tokens', () => {
    // 1 + 2 + 3 + 3 = 9 pairs · 12 · 2 · 5 = 1080; 2 · 4 · 3 · 2 = 48; 2 · 3 · 1 · 3 · 5 · 2 = 180.
    assert.deepEqual(figures('eviction', { ...small, m: 3 }), [1080, 48, 180]);
  });

  test('4 bits with a scale and an offset of 16 bits for 32 numbers: 5 bits', () => {
    // 2 · 4 · 1 · 3 · 5 = 120 numbers · 5 bits = 600 bits = 75 bytes.
    assert.deepEqual(figures('quantized-cache', { ...small, bits: 4, group: 32 }), [1200, 64, 75]);
  });

  test('fused: the arithmetic of causal attention, no scores, less traffic than the square', () => {
    assert.deepEqual(figures('fused', small), [1200, 0, 240]);
    // With M = 100 kB = 51,200 numbers: 1 head, 1 layer, 4096² · 64² / 51,200 = 1,342,177.28 numbers.
    const traffic = costs('fused', {
      n: 4096,
      heads: 1,
      kvHeads: 1,
      headDim: 64,
      layers: 1,
      bytes: 2,
      sram: 100,
    }).traffic?.value;
    assert.equal(traffic, 1_342_177.28);
    assert.ok(traffic < 4096 ** 2);
  });

  test('fast memory that holds the whole head: every number is read once', () => {
    const { traffic } = costs('fused', { ...small, sram: 100 });
    // n·d = 12 numbers a head; 4²·3²/12 = 12; 2 heads, 5 layers.
    assert.equal(traffic?.value, 120);
  });

  test('convolution, state space, channels, pooling, axes, frames, graph', () => {
    // 4 places · 3 taps · 2 · 6 channels · 5 layers = 720; the last 2 places of 6 channels, 5 layers, 2 bytes = 120.
    assert.deepEqual(figures('convolution', { ...small, window: 3 }), [720, 0, 120]);
    // Per token, channel and state number: decay, input, sum, output, sum = 5; 5 · 4 · 6 · 2 · 5 = 1200; 2·6·5·2 = 120.
    assert.deepEqual(figures('state-space', { ...small, rank: 2 }), [1200, 0, 120]);
    // 2 · 2·3·8 + 4 · 64/4 = 96 + 64 = 160 per layer.
    const channel = { height: 2, width: 3, channels: 8, reduction: 4, layers: 5, bytes: 2 };
    assert.deepEqual(figures('channel', channel), [800, 16, 0]);
    // 4 pairs · 12 · 2 · 5 = 480; 2 · 4 · 2 = 16.
    assert.deepEqual(figures('pooling', { ...small, m: 1 }), [480, 16, 0]);
    // 6 places, 5 keys each = 30 pairs · 120 = 3600; rows and columns one after the other: 2 · 6 · 3 · 2 = 72.
    assert.deepEqual(figures('axial', { ...small, height: 2, width: 3 }), [3600, 72, 0]);
    assert.deepEqual(figures('space-time', { ...small, frames: 2, patches: 3 }), [3600, 72, 0]);
    // 4 nodes, 3 neighbours: 12 pairs · 120 = 1440; 2 · 12 · 2 = 48.
    assert.deepEqual(figures('graph', { ...small, degree: 3 }), [1440, 48, 0]);
  });
});

suite('mechanism costs: published figures', () => {
  const cachePerToken = (model: ModelId, given: Partial<Parameters>): number =>
    costs(model, { n: 1, bytes: 2, ...given }).kvCache.value;

  test('KV cache of a token in 16 bits', () => {
    const llama7 = { heads: 32, kvHeads: 32, headDim: 128, layers: 32 };
    assert.equal(cachePerToken('grouped-query', llama7), 524_288, 'Llama 2 7B: 0.5 MiB');
    assert.equal(cachePerToken('causal', llama7), 524_288);
    const llama70 = { heads: 64, kvHeads: 8, headDim: 128, layers: 80 };
    assert.equal(cachePerToken('grouped-query', llama70), 327_680, 'Llama 2 70B, 8 key/value heads');
    const mistral = { heads: 32, kvHeads: 8, headDim: 128, layers: 32 };
    assert.equal(cachePerToken('grouped-query', mistral), 131_072, 'Mistral 7B');
    // vLLM (Kwon et al. 2023, section 3): OPT-13B takes 800 kB: 2 · 5120 · 40 · 2 bytes.
    assert.equal(cachePerToken('causal', { heads: 40, headDim: 128, layers: 40 }), 800 * 1024, 'OPT 13B');
  });

  test('the latent of DeepSeek-V2: (512 + 64) numbers in 60 layers, 9/2·d a layer', () => {
    const deepseek = { heads: 128, headDim: 128, layers: 60, rank: 512, ropeDim: 64 };
    assert.equal(cachePerToken('latent', deepseek), 69_120);
    assert.equal(cachePerToken('latent', deepseek), (9 / 2) * 128 * 60 * 2, 'its table 1');
  });

  test('a window of 4096 bounds the cache of Mistral 7B at 512 MiB: an eighth of that at 32,768 tokens', () => {
    const mistral = { n: 32_768, heads: 32, kvHeads: 8, headDim: 128, layers: 32, window: 4096 };
    assert.equal(costs('sliding-window', mistral).kvCache.value, 512 * 2 ** 20);
    assert.equal(costs('grouped-query', mistral).kvCache.value, 8 * 512 * 2 ** 20);
  });

  test('the count of the FlashAttention benchmarks: 4·n²·d·h forward, half of it when causal', () => {
    const shape = { n: 16_384, heads: 16, headDim: 128, layers: 1, bytes: 2 };
    const published = 4 * 16_384 ** 2 * 128 * 16;
    assert.equal(costs('dense', shape).flops.value, published);
    // The benchmark leaves the diagonal's other half out: 1/n of the whole.
    assert.equal(costs('causal', shape).flops.value, (published / 2) * (1 + 1 / 16_384));
    assert.equal(costs('fused', { ...shape, kvHeads: 16 }).flops.value, costs('causal', shape).flops.value);
  });

  test('windows of M × M cost what equation 2 of Swin says: 2·M²·h·w·C multiply-adds', () => {
    const stage = { n: 56 * 56, heads: 3, headDim: 32, layers: 1, block: 49, blocks: 1 };
    assert.equal(costs('block-sparse', stage).flops.value, 2 * (2 * 49 * 56 * 56 * 96));
    assert.equal(costs('dense', stage).flops.value, 2 * (2 * (56 * 56) ** 2 * 96), 'its equation 1');
  });

  test('TimeSformer: N + F comparisons a patch, class token aside, in place of N·F', () => {
    const video = { frames: 8, patches: 196, heads: 12, headDim: 64, layers: 12 };
    const divided = costs('space-time', video).flops.value;
    const joint = costs('dense', { ...video, n: 8 * 196 }).flops.value;
    assert.equal(divided / joint, (196 + 8) / (196 * 8));
  });

  test('squeeze-and-excitation: two layers of C²/r weights each', () => {
    const place = { height: 1, width: 1, channels: 2048, layers: 1 };
    const [wide = 0] = figures('channel', { ...place, reduction: 16 });
    // A weight is a multiplication and an addition; 2·C for squeezing and scaling one place.
    assert.equal((wide - 2 * 2048) / 2, (2 * 2048 ** 2) / 16);
  });

  test('a state of 16 numbers for each of 5120 channels: Mamba 2.8B, whatever the length', () => {
    const mamba = { heads: 1, headDim: 5120, layers: 64, rank: 16, bytes: 4 };
    assert.equal(costs('state-space', { ...mamba, n: 1 }).kvCache.value, 16 * 5120 * 64 * 4);
    assert.equal(costs('state-space', { ...mamba, n: 10_000 }).kvCache.value, 16 * 5120 * 64 * 4);
  });
});

suite('mechanism costs: laws', () => {
  const whole = (max: number): fc.Arbitrary<number> => fc.integer({ min: 1, max });
  const shape = fc
    .record({ n: whole(500), kvHeads: whole(8), share: whole(8), headDim: whole(128), layers: whole(8) })
    .map(({ share, ...rest }) => ({ ...rest, heads: rest.kvHeads * share }));

  test('a window, a budget, a choice or a block of everything is dense attention', () => {
    fc.assert(
      fc.property(shape, whole(500), (p, more) => {
        const all = figures('grouped-query', p);
        assert.deepEqual(figures('sliding-window', { ...p, window: p.n + more }), all);
        assert.deepEqual(figures('eviction', { ...p, m: p.n + more }), all);
        assert.deepEqual(figures('top-k', { ...p, topK: p.n + more }), all);
        const dense = figures('dense', p);
        assert.deepEqual(figures('block-sparse', { ...p, block: p.n + more, blocks: 1 }), dense);
        assert.deepEqual(figures('token-reduction', { ...p, m: p.n }), dense);
        assert.deepEqual(figures('graph', { ...p, degree: p.n }), dense);
      }),
    );
  });

  test('as many key/value heads as heads is multi-head, one is multi-query', () => {
    fc.assert(
      fc.property(shape, (p) => {
        assert.deepEqual(figures('grouped-query', { ...p, kvHeads: p.heads }), figures('causal', p));
        assert.deepEqual(figures('grouped-query', { ...p, kvHeads: 1 }), figures('multi-query', p));
      }),
    );
  });

  test('nothing becomes cheaper with a longer sequence or a deeper model', () => {
    fc.assert(
      fc.property(fc.constantFrom(...MODELS), shape, whole(100), (model, p, more) => {
        for (const grown of [
          { ...p, n: p.n + more },
          { ...p, layers: p.layers + more },
        ]) {
          const before = figures(model, p);
          figures(model, grown).forEach((value, at) => assert.ok(value >= (before[at] ?? 0), model));
        }
      }),
    );
  });

  test('every formula, computed from its text, gives the number beside it', () => {
    fc.assert(
      fc.property(fc.constantFrom(...MODELS), shape, (model, p) => {
        const { flops, attentionMemory, kvCache, traffic } = costs(model, p);
        for (const { value, formula } of [flops, attentionMemory, kvCache, ...(traffic ? [traffic] : [])])
          assert.ok(Math.abs(evaluate(formula) - value) <= 1e-9 * value, `${formula} is not ${value}`);
      }),
    );
  });
});

suite('mechanism costs: bad input', () => {
  const refusal = (model: ModelId, given: Partial<Parameters>): unknown => {
    const result = costOf(model, given);
    return result.ok ? undefined : result.refusal;
  };

  test('is refused by the name of the field', () => {
    const numbers = { field: 'n', reason: 'notANumber' };
    for (const n of [NaN, Infinity, '12' as unknown as number])
      assert.deepEqual(refusal('dense', { n }), numbers);
    assert.deepEqual(refusal('dense', { n: 0 }), { field: 'n', reason: 'tooSmall', limit: 1 });
    assert.deepEqual(refusal('dense', { layers: -1 }), { field: 'layers', reason: 'tooSmall', limit: 1 });
    assert.deepEqual(refusal('dense', { heads: 2.5 }), { field: 'heads', reason: 'notWhole' });
    assert.deepEqual(refusal('dense', { bytes: 9 }), { field: 'bytes', reason: 'tooLarge', limit: 8 });
    const divide = { field: 'kvHeads', reason: 'doesNotDivide', limit: 32 };
    assert.deepEqual(refusal('grouped-query', { heads: 32, kvHeads: 5 }), divide);
    assert.deepEqual(refusal('channel', { channels: 100, reduction: 16 }), {
      field: 'reduction',
      reason: 'doesNotDivide',
      limit: 100,
    });
  });

  test('concerns only the fields that the model has', () => {
    assert.equal(refusal('dense', { window: NaN, kvHeads: 7 }), undefined);
    assert.equal(refusal('dense', { bytes: 0.5 }), undefined);
  });

  test('is cut to the sequence, with a note, where it only exceeds it', () => {
    assert.deepEqual(costs('sliding-window', { n: 10, window: 20 }).notes, [
      { field: 'window', given: 20, used: 10 },
    ]);
    assert.deepEqual(costs('block-sparse', { n: 10, block: 4, blocks: 9 }).notes, [
      { field: 'blocks', given: 9, used: 3 },
    ]);
    assert.deepEqual(costs('sliding-window', { n: 20, window: 20 }).notes, []);
  });

  test('is not made of a usual value that does not fit', () => {
    assert.equal(refusal('grouped-query', { heads: 12 }), undefined);
    assert.equal(refusal('channel', { channels: 100 }), undefined);
  });
});

suite('mechanism fields', () => {
  test('of every model have usual values that can be computed with, within bounds, each once', () => {
    for (const model of MODELS) {
      const fields = fieldsOf(model);
      assert.equal(new Set(fields.map(({ id }) => id)).size, fields.length, model);
      assert.equal(new Set(fields.map(({ symbol }) => symbol)).size, fields.length, model);
      for (const { min, max, default: usual } of fields) assert.ok(min <= usual && usual <= max, model);
      assert.deepEqual(costs(model).notes, [], model);
    }
  });

  test('of every mechanism that has a model exist', () => {
    const models = new Set(MECHANISMS.flatMap(({ model }) => model ?? []));
    for (const model of models) assert.ok(MODELS.includes(model));
    assert.ok(models.size >= 20);
  });
});
