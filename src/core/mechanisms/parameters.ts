/** What a calculation takes. All are counts, but for `bytes` and `bits`. */
export interface Parameters {
  /** Sequence length: tokens, nodes or places. */
  readonly n: number;
  /** The other length: tokens attended to, tokens that remain, the cache's budget, or reading queries. */
  readonly m: number;
  readonly heads: number;
  readonly kvHeads: number;
  /** Dimension of a head. */
  readonly headDim: number;
  readonly layers: number;
  /** Keys of a window, or places of a convolution's kernel. */
  readonly window: number;
  /** Side of a block of the matrix of scores. */
  readonly block: number;
  /** Blocks of keys for each block of queries. */
  readonly blocks: number;
  /** Keys kept for each query. */
  readonly topK: number;
  /** Features, projected rows, latent dimensions or state size. */
  readonly rank: number;
  /** Dimensions of the rotary key that is cached beside a latent. */
  readonly ropeDim: number;
  readonly channels: number;
  /** Of channel attention: the bottleneck is channels / reduction. */
  readonly reduction: number;
  readonly height: number;
  readonly width: number;
  readonly frames: number;
  /** Tokens of one frame. */
  readonly patches: number;
  /** Neighbours of a node, itself included. */
  readonly degree: number;
  /** Bytes of a number. */
  readonly bytes: number;
  /** Bits of a number in a quantised cache. */
  readonly bits: number;
  /** Numbers that share a scale and an offset in a quantised cache. */
  readonly group: number;
  /** Fast memory of a processor, in kB. */
  readonly sram: number;
}

/** The name of a parameter. */
export type FieldId = keyof Parameters;

/** One input of a form. Words are English: hosts localise them. */
export interface Field {
  readonly id: FieldId;
  readonly label: string;
  /** The letter it has in formulas. */
  readonly symbol: string;
  readonly unit: string;
  readonly min: number;
  readonly max: number;
  readonly default: number;
  readonly step: number;
}

const FIELD_ROWS: Readonly<
  Record<
    FieldId,
    readonly [
      label: string,
      symbol: string,
      unit: string,
      min: number,
      max: number,
      byDefault: number,
      step?: number,
    ]
  >
> = {
  n: ['Sequence length', 'n', 'tokens', 1, 16_777_216, 4096],
  m: ['Other length', 'm', 'tokens', 1, 16_777_216, 1024],
  heads: ['Query heads', 'h', 'heads', 1, 1024, 32],
  kvHeads: ['Key/value heads', 'hₖᵥ', 'heads', 1, 1024, 8],
  headDim: ['Head dimension', 'd', 'dimensions', 1, 8192, 128],
  layers: ['Layers', 'L', 'layers', 1, 1024, 32],
  window: ['Window', 'w', 'tokens', 1, 16_777_216, 1024],
  block: ['Block size', 'b', 'tokens', 1, 65_536, 64],
  blocks: ['Key blocks per query block', 'g', 'blocks', 1, 262_144, 8],
  topK: ['Keys per query', 'k', 'tokens', 1, 16_777_216, 256],
  rank: ['Rank', 'r', 'dimensions', 1, 65_536, 128],
  ropeDim: ['Rotary key dimension', 'dᵣ', 'dimensions', 0, 8192, 64],
  channels: ['Channels', 'C', 'channels', 1, 1_048_576, 256],
  reduction: ['Reduction ratio', 'r', '', 1, 1024, 16],
  height: ['Height', 'H', 'tokens', 1, 65_536, 64],
  width: ['Width', 'W', 'tokens', 1, 65_536, 64],
  frames: ['Frames', 'T', 'frames', 1, 65_536, 8],
  patches: ['Tokens per frame', 'S', 'tokens', 1, 1_048_576, 196],
  degree: ['Neighbours per node', 'δ', 'nodes', 1, 16_777_216, 16],
  bytes: ['Precision', 'p', 'bytes', 0.5, 8, 2, 0.5],
  bits: ['Cached precision', 'β', 'bits', 1, 32, 4],
  group: ['Quantization group', 'γ', 'numbers', 1, 65_536, 32],
  sram: ['Fast memory', 'M', 'kB', 1, 1_048_576, 192],
};

const SHAPE = ['heads', 'headDim', 'layers'] as const;
const DECODER = ['n', 'heads', 'kvHeads', 'headDim', 'layers'] as const;

/** What each way of counting needs, in the order of a form. */
const MODEL_FIELDS = {
  dense: ['n', ...SHAPE, 'bytes'],
  causal: ['n', ...SHAPE, 'bytes'],
  cross: ['n', 'm', ...SHAPE, 'bytes'],
  'multi-query': ['n', ...SHAPE, 'bytes'],
  'grouped-query': [...DECODER, 'bytes'],
  latent: ['n', ...SHAPE, 'rank', 'ropeDim', 'bytes'],
  'sliding-window': [...DECODER, 'window', 'bytes'],
  'block-sparse': ['n', ...SHAPE, 'block', 'blocks', 'bytes'],
  'top-k': [...DECODER, 'topK', 'bytes'],
  linear: ['n', ...SHAPE, 'rank', 'bytes'],
  'low-rank': ['n', ...SHAPE, 'rank', 'bytes'],
  'token-reduction': ['n', 'm', ...SHAPE, 'bytes'],
  eviction: ['n', 'm', 'heads', 'kvHeads', 'headDim', 'layers', 'bytes'],
  'quantized-cache': [...DECODER, 'bits', 'group', 'bytes'],
  fused: [...DECODER, 'sram', 'bytes'],
  convolution: ['n', ...SHAPE, 'window', 'bytes'],
  'state-space': ['n', ...SHAPE, 'rank', 'bytes'],
  channel: ['height', 'width', 'channels', 'layers', 'reduction', 'bytes'],
  pooling: ['n', 'm', ...SHAPE, 'bytes'],
  axial: ['height', 'width', ...SHAPE, 'bytes'],
  'space-time': ['frames', 'patches', ...SHAPE, 'bytes'],
  graph: ['n', 'degree', ...SHAPE, 'bytes'],
} as const satisfies Record<string, readonly FieldId[]>;

/** A way of counting costs; many mechanisms share one. */
export type ModelId = keyof typeof MODEL_FIELDS;

/** All ways of counting. */
export const MODELS = Object.keys(MODEL_FIELDS) as readonly ModelId[];

/** What a parameter means, and usually is, in one model, where that differs. */
const SPECIAL: Partial<Record<ModelId, Partial<Record<FieldId, Partial<Field>>>>> = {
  cross: { n: { label: 'Queries' }, m: { label: 'Keys' } },
  latent: {
    heads: { default: 128 },
    rank: { label: 'Latent dimension', default: 512 },
    layers: { default: 60 },
  },
  linear: { rank: { label: 'Features' } },
  'low-rank': { rank: { label: 'Projected length', unit: 'tokens', default: 256 } },
  'token-reduction': { m: { label: 'Tokens that remain' } },
  eviction: { m: { label: 'Cache budget' } },
  convolution: { window: { label: 'Kernel size', symbol: 'k', unit: 'places', default: 7 } },
  'state-space': { rank: { label: 'State size', symbol: 'N', unit: 'numbers per channel', default: 16 } },
  pooling: { m: { label: 'Reading queries', unit: 'queries', default: 1 } },
  graph: { n: { label: 'Nodes', unit: 'nodes' } },
};

/** The inputs of a form for one way of counting, in order. */
export function fieldsOf(model: ModelId): readonly Field[] {
  return MODEL_FIELDS[model].map((id) => {
    const [label, symbol, unit, min, max, byDefault, step = 1] = FIELD_ROWS[id];
    return { id, label, symbol, unit, min, max, default: byDefault, step, ...SPECIAL[model]?.[id] };
  });
}
