import type { Source } from './mechanism';
import type { ModelId, Parameters } from './parameters';
import { arxiv } from './source';

/** An expression in the symbols of the form's fields, and its value. */
export type Term = readonly [symbols: string, value: number];

/** What one way of counting says of given parameters. */
export interface ModelCosts {
  readonly flops: Term;
  readonly attentionMemory: Term;
  readonly kvCache: Term;
  readonly traffic?: Term;
}

interface CostModel {
  readonly source: Source;
  readonly count: (p: Parameters) => ModelCosts;
}

const NOTHING: Term = ['0', 0];
const VASWANI = arxiv('Vaswani et al. 2017, section 3.2 and table 1', '1706.03762');

/** Pairs of a causal mask in which a query sees the last `reach` tokens at most, itself included. */
const causalPairs = (symbol: string, n: number, reach: number): Term =>
  symbol === 'n'
    ? ['n·(n + 1)/2', (n * (n + 1)) / 2]
    : [`(${symbol}·n − ${symbol}·(${symbol} − 1)/2)`, reach * n - (reach * (reach - 1)) / 2];

/** Two products per pair and head, of d multiplications and additions each. */
const flopsOf = ([symbols, pairs]: Term, { headDim, heads, layers }: Parameters): Term => [
  `4·${symbols}·d·h·L`,
  4 * pairs * headDim * heads * layers,
];

const scoresOf = ([symbols, scores]: Term, { heads, bytes }: Parameters): Term => [
  `h·${symbols}·p`,
  heads * scores * bytes,
];

/** Keys and values of a number of tokens. */
function cacheOf([symbols, tokens]: Term, p: Parameters, heads: 'h' | 'hₖᵥ' | '' = 'hₖᵥ'): Term {
  const count = heads === 'h' ? p.heads : heads === '' ? 1 : p.kvHeads;
  return [`2·${symbols}${heads && `·${heads}`}·d·L·p`, 2 * tokens * count * p.headDim * p.layers * p.bytes];
}

const squared = (n: number): Term => ['n²', n * n];

/** What an encoder computes whose queries meet some of the keys. */
const encoder = (pairs: Term, p: Parameters, stored: Term = pairs): ModelCosts => ({
  flops: flopsOf(pairs, p),
  attentionMemory: scoresOf(stored, p),
  kvCache: NOTHING,
});

/** What a decoder computes that reads all that came before; without fusion the whole square is stored. */
const decoder = (p: Parameters, kvCache: Term): ModelCosts => ({
  flops: flopsOf(causalPairs('n', p.n, p.n), p),
  attentionMemory: scoresOf(squared(p.n), p),
  kvCache,
});

/** All ways of counting, each with where its formula can be checked. */
export const COST_MODELS: Readonly<Record<ModelId, CostModel>> = {
  dense: { source: VASWANI, count: (p) => encoder(squared(p.n), p) },
  causal: { source: VASWANI, count: (p) => decoder(p, cacheOf(['n', p.n], p, 'h')) },
  cross: {
    source: VASWANI,
    count: (p) => ({ ...encoder(['n·m', p.n * p.m], p), kvCache: cacheOf(['m', p.m], p, 'h') }),
  },
  'multi-query': {
    source: arxiv('Shazeer 2019, section 3', '1911.02150'),
    count: (p) => decoder(p, cacheOf(['n', p.n], p, '')),
  },
  'grouped-query': {
    source: arxiv('Ainslie et al. 2023, section 2.2', '2305.13245'),
    count: (p) => decoder(p, cacheOf(['n', p.n], p)),
  },
  latent: {
    source: arxiv('DeepSeek-AI 2024, section 2.1 and table 1', '2405.04434'),
    count: (p) => ({
      flops: [
        '2·n·(n + 1)/2·(2·d + dᵣ)·h·L',
        p.n * (p.n + 1) * (2 * p.headDim + p.ropeDim) * p.heads * p.layers,
      ],
      attentionMemory: scoresOf(squared(p.n), p),
      kvCache: ['n·(r + dᵣ)·L·p', p.n * (p.rank + p.ropeDim) * p.layers * p.bytes],
    }),
  },
  'sliding-window': {
    source: arxiv('Jiang et al. 2023, section 2; Beltagy et al. 2020, section 3.1', '2310.06825'),
    count: (p) => ({
      flops: flopsOf(causalPairs('w', p.n, p.window), p),
      attentionMemory: scoresOf(['n·w', p.n * p.window], p),
      kvCache: cacheOf(['w', p.window], p),
    }),
  },
  'block-sparse': {
    source: arxiv('Child et al. 2019, section 5; windows: Liu et al. 2021, equation 2', '1904.10509'),
    count: (p) => encoder(['n·min(n, b·g)', p.n * Math.min(p.n, p.block * p.blocks)], p),
  },
  'top-k': {
    source: arxiv('Gupta et al. 2021, section 2', '2106.06899'),
    count: (p) => {
      const [kept, values] = causalPairs('k', p.n, p.topK);
      const scores = (p.n * (p.n + 1)) / 2;
      return {
        flops: [`2·(n·(n + 1)/2 + ${kept})·d·h·L`, 2 * (scores + values) * p.headDim * p.heads * p.layers],
        attentionMemory: scoresOf(['n·k', p.n * p.topK], p),
        kvCache: cacheOf(['n', p.n], p),
      };
    },
  },
  linear: {
    source: arxiv('Katharopoulos et al. 2020, sections 3.2 to 3.4', '2006.16236'),
    count: (p) => {
      const state = p.rank * (p.headDim + 1) * p.heads * p.bytes;
      return {
        flops: ['4·n·r·d·h·L', 4 * p.n * p.rank * p.headDim * p.heads * p.layers],
        attentionMemory: ['r·(d + 1)·h·p', state],
        kvCache: ['r·(d + 1)·h·L·p', state * p.layers],
      };
    },
  },
  'low-rank': {
    source: arxiv('Wang et al. 2020, section 4', '2006.04768'),
    count: (p) => ({
      flops: ['8·n·r·d·h·L', 8 * p.n * p.rank * p.headDim * p.heads * p.layers],
      attentionMemory: scoresOf(['n·r', p.n * p.rank], p),
      kvCache: NOTHING,
    }),
  },
  'token-reduction': { source: VASWANI, count: (p) => encoder(['m²', p.m * p.m], p) },
  eviction: {
    source: arxiv('Zhang et al. 2023', '2306.14048'),
    count: (p) => ({
      flops: flopsOf(causalPairs('m', p.n, p.m), p),
      attentionMemory: scoresOf(['n·m', p.n * p.m], p),
      kvCache: cacheOf(['m', p.m], p),
    }),
  },
  'quantized-cache': {
    source: arxiv('Liu et al. 2024, section 3', '2402.02750'),
    count: (p) =>
      decoder(p, [
        '2·n·hₖᵥ·d·L·(β + 32/γ)/8',
        (2 * p.n * p.kvHeads * p.headDim * p.layers * (p.bits + 32 / p.group)) / 8,
      ]),
  },
  fused: {
    source: arxiv('Dao et al. 2022, theorems 1 and 2', '2205.14135'),
    count: (p) => ({
      ...decoder(p, cacheOf(['n', p.n], p)),
      attentionMemory: NOTHING,
      traffic: [
        'h·L·n²·d²/min(1024·M/p, n·d)',
        (p.heads * p.layers * p.n ** 2 * p.headDim ** 2) /
          Math.min((1024 * p.sram) / p.bytes, p.n * p.headDim),
      ],
    }),
  },
  convolution: {
    source: arxiv('Vaswani et al. 2017, section 4 (separable convolutions)', '1706.03762'),
    count: (p) => ({
      flops: ['2·n·k·d·h·L', 2 * p.n * p.window * p.headDim * p.heads * p.layers],
      attentionMemory: NOTHING,
      kvCache: ['(k − 1)·d·h·L·p', (p.window - 1) * p.headDim * p.heads * p.layers * p.bytes],
    }),
  },
  'state-space': {
    source: arxiv('counted from Gu and Dao 2023, equation 2', '2312.00752'),
    count: (p) => {
      const state = p.rank * p.headDim * p.heads;
      return {
        flops: ['5·n·N·d·h·L', 5 * p.n * state * p.layers],
        attentionMemory: NOTHING,
        kvCache: ['N·d·h·L·p', state * p.layers * p.bytes],
      };
    },
  },
  channel: {
    source: arxiv('counted from Hu et al. 2018, equations 2 to 4', '1709.01507'),
    count: ({ height, width, channels, reduction, layers, bytes }) => ({
      flops: [
        '(2·H·W·C + 4·C²/r)·L',
        (2 * height * width * channels + (4 * channels ** 2) / reduction) * layers,
      ],
      attentionMemory: ['C·p', channels * bytes],
      kvCache: NOTHING,
    }),
  },
  pooling: {
    source: arxiv('Lee et al. 2019, section 3', '1810.00825'),
    count: (p) => encoder(['m·n', p.m * p.n], p),
  },
  axial: {
    source: arxiv('Ho et al. 2019', '1912.12180'),
    count: (p) => {
      const places = p.height * p.width;
      const stored: Term = ['H·W·max(H, W)', places * Math.max(p.height, p.width)];
      return encoder(['H·W·(H + W)', places * (p.height + p.width)], p, stored);
    },
  },
  'space-time': {
    source: arxiv('Bertasius et al. 2021, section 3', '2102.05095'),
    count: (p) => {
      const tokens = p.frames * p.patches;
      const stored: Term = ['T·S·max(T, S)', tokens * Math.max(p.frames, p.patches)];
      return encoder(['T·S·(T + S)', tokens * (p.frames + p.patches)], p, stored);
    },
  },
  graph: {
    source: arxiv(
      'Veličković et al. 2018, section 2.2; dot products as in Vaswani et al. 2017',
      '1710.10903',
    ),
    count: (p) => encoder(['n·δ', p.n * p.degree], p),
  },
};
