/** The headings of the tree, in the order in which people read them. `label` is English: hosts localise by `id`. */
export const GROUPS = [
  { id: 'core', label: 'Core mechanisms' },
  { id: 'efficiency', label: 'Efficiency' },
  { id: 'vision', label: 'Vision features and scale' },
  { id: 'structure', label: 'Structure and memory' },
  { id: 'using', label: 'Using attention' },
  { id: 'understanding', label: 'Understanding attention' },
  { id: 'none', label: 'No mechanism' },
] as const satisfies readonly { id: string; label: string }[];

/** The id of a heading. */
export type GroupId = (typeof GROUPS)[number]['id'];

/** An attention mechanism that a paper's contribution can be about. Its words are English; hosts localise them. */
export interface Family {
  readonly id: string;
  readonly group: GroupId;
  readonly label: string;
  /** A shorter label for narrow places, where one is needed. */
  readonly short?: string;
  /** One line. */
  readonly definition: string;
}

/**
 * The attention mechanisms that a paper's contribution can be about, under their headings (`group`), `other` last.
 * `label` and the one-line `definition` are English: hosts localise by `id`.
 */
export const FAMILIES = [
  {
    id: 'self-attention',
    group: 'core',
    label: 'Dense self-attention architectures',
    short: 'Dense self-attention',
    definition: 'A Transformer as such: full attention among all tokens of one input.',
  },
  {
    id: 'cross-attention',
    group: 'core',
    label: 'Cross-attention and fusion',
    short: 'Cross-attention',
    definition: 'Queries of one sequence, image, view or modality attend to another.',
  },
  {
    id: 'multi-head',
    group: 'core',
    label: 'Head design and KV sharing',
    short: 'Heads and KV sharing',
    definition: 'How heads are made, mixed, shared and pruned: MQA, GQA, mixtures and budgets of heads.',
  },
  {
    id: 'scoring',
    group: 'core',
    label: 'Scoring, normalization and position',
    short: 'Scoring and position',
    definition: 'The score itself: alternatives to softmax, temperature, gates, positional encodings.',
  },
  {
    id: 'sparse-local',
    group: 'efficiency',
    label: 'Sparse, local and windowed attention',
    short: 'Sparse, local, windowed',
    definition: 'The same tokens, fewer pairs: windows, neighbourhoods, blocks, routing, top-k, deformable.',
  },
  {
    id: 'linear',
    group: 'efficiency',
    label: 'Linear and low-rank attention',
    short: 'Linear and low-rank',
    definition: 'Linear cost by kernel feature maps, low rank, factorization, or softmax/linear hybrids.',
  },
  {
    id: 'token-reduction',
    group: 'efficiency',
    label: 'Token pruning, merging and compression',
    short: 'Token pruning and merging',
    definition: 'Fewer tokens: dropped, merged, pooled, packed or compressed before or inside attention.',
  },
  {
    id: 'kv-cache',
    group: 'efficiency',
    label: 'KV cache and inference-time attention',
    short: 'KV cache and inference',
    definition: 'Keys, values and attention outputs kept, compressed, reused or offloaded at inference.',
  },
  {
    id: 'systems',
    group: 'efficiency',
    label: 'Kernels, hardware and distributed attention',
    short: 'Kernels and hardware',
    definition: 'How attention is executed: fused kernels, low precision, hardware, parallelism.',
  },
  {
    id: 'attention-free',
    group: 'efficiency',
    label: 'Attention-free token mixing',
    short: 'Attention-free mixing',
    definition: 'Attention replaced as the mixer: convolution, state-space models, shifts, MLPs, modulation.',
  },
  {
    id: 'channel-spatial',
    group: 'vision',
    label: 'Channel and spatial attention',
    short: 'Channel and spatial',
    definition: 'Feature maps re-weighted by channel and place inside convolutional or hybrid networks.',
  },
  {
    id: 'multi-scale',
    group: 'vision',
    label: 'Multi-scale and hierarchical attention',
    short: 'Multi-scale',
    definition: 'Attention across scales: pyramids, global plus local, coarse to fine.',
  },
  {
    id: 'spatio-temporal',
    group: 'vision',
    label: 'Spatio-temporal and sequence-structured attention',
    short: 'Spatio-temporal structure',
    definition: 'Attention over time, motion, joints, views or frames.',
  },
  {
    id: 'graph',
    group: 'structure',
    label: 'Graph and relational attention',
    short: 'Graph and relational',
    definition: 'Attention over graphs, relations, entities and feature interactions.',
  },
  {
    id: 'memory',
    group: 'structure',
    label: 'Memory, recurrence and retrieval',
    short: 'Memory and retrieval',
    definition: 'Attention as memory: associative, episodic, recurrent, slots, retrieval over long context.',
  },
  {
    id: 'pooling',
    group: 'structure',
    label: 'Attention pooling and aggregation',
    short: 'Attention pooling',
    definition: 'Many vectors gathered into one by attention: probing, multiple instances, label-wise.',
  },
  {
    id: 'steering',
    group: 'using',
    label: 'Attention steering and intervention',
    short: 'Attention steering',
    definition: 'Attention maps edited, injected, re-weighted or supervised to control what a model does.',
  },
  {
    id: 'human-attention',
    group: 'using',
    label: 'Human attention, gaze and cognition',
    short: 'Human attention',
    definition: 'Saliency and scanpaths, eye movements, comparisons with the brain and with perception.',
  },
  {
    id: 'interpretability',
    group: 'understanding',
    label: 'Attention analysis and interpretability',
    short: 'Interpretability',
    definition: 'What heads and maps do: sinks, circuits, probing, visualization, faithfulness.',
  },
  {
    id: 'theory',
    group: 'understanding',
    label: 'Theory of attention',
    definition: 'Proofs about attention: expressivity, training dynamics, in-context learning, limits.',
  },
  {
    id: 'survey',
    group: 'understanding',
    label: 'Surveys, benchmarks and comparisons',
    short: 'Surveys and benchmarks',
    definition: 'Surveys, benchmarks and broad empirical comparisons of attention methods.',
  },
  {
    id: 'other',
    group: 'none',
    label: 'No attention contribution',
    definition: 'Attention is absent or incidental: applications and other topics.',
  },
] as const satisfies readonly Family[];

/** The id of a family. */
export type FamilyId = (typeof FAMILIES)[number]['id'];
