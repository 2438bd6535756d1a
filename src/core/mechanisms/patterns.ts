import type { FamilyId } from '../families/families';
import { fieldsOf, MODELS, type ModelId, type Parameters } from './parameters';
import * as efficiency from './scenesOfEfficiency';
import * as matrices from './scenesOfMatrices';
import * as structure from './scenesOfStructure';
import * as use from './scenesOfUse';
import * as vision from './scenesOfVision';
import type { Shape } from './shapes';

/** Every picture has this size. */
export const WIDTH = 220;
export const HEIGHT = 160;

/** What a picture shows, before it is drawn. */
export interface Pattern {
  readonly title: string;
  /** For people who do not see it. English: hosts localise it. */
  readonly description: string;
  readonly shapes: readonly Shape[];
}

/** The picture of each family, as its mechanism differs from dense attention. */
const FAMILY_SCENES: Readonly<Record<FamilyId, () => Pattern>> = {
  'self-attention': matrices.dense,
  'cross-attention': () => matrices.cross(0.36),
  'multi-head': () => matrices.sharedHeads(4, 2),
  scoring: matrices.distanceBias,
  'sparse-local': matrices.sparse,
  linear: () => efficiency.linearFactors(3),
  'token-reduction': () => efficiency.fewerTokens(5),
  'kv-cache': () => efficiency.growingCache(5),
  systems: efficiency.tiles,
  'attention-free': () => efficiency.kernel(6),
  'channel-spatial': vision.channels,
  'multi-scale': vision.pyramid,
  'spatio-temporal': () => vision.frames(4),
  graph: () => structure.graph(),
  memory: structure.memory,
  pooling: () => structure.pooled(1),
  steering: use.steered,
  'human-attention': use.gaze,
  interpretability: use.readMap,
  theory: use.collapse,
  survey: use.manyPatterns,
  other: use.nothing,
};

type ValueOf = (field: keyof Parameters) => number;

/** Pictures of ways of counting keep the proportions of their parameters. */
const MODEL_SCENES: Readonly<Record<ModelId, (of: ValueOf) => Pattern>> = {
  dense: matrices.dense,
  causal: matrices.causal,
  cross: (of) => matrices.cross(of('n') / of('m')),
  'multi-query': () => matrices.sharedHeads(4, 1),
  'grouped-query': (of) => {
    const share = Math.min(1, of('kvHeads') / of('heads'));
    const heads = share >= 0.5 || share <= 0.125 ? 4 : 8;
    return matrices.sharedHeads(heads, cells(heads * share, 1, heads));
  },
  latent: () => matrices.sharedHeads(4, 1, 'c'),
  'sliding-window': (of) => matrices.slidingWindow(of('window') / of('n')),
  'block-sparse': (of) => matrices.blocks((of('block') * of('blocks')) / of('n')),
  'top-k': (of) => matrices.topKeys(of('topK') / of('n')),
  linear: (of) => efficiency.linearFactors(cells((3 * of('rank')) / of('headDim'), 1, 4)),
  'low-rank': (of) => matrices.projectedKeys(of('rank') / of('n')),
  'token-reduction': (of) => efficiency.fewerTokens(cells((12 * of('m')) / of('n'), 1, 12)),
  eviction: (of) => efficiency.growingCache(cells((9 * of('m')) / of('n'), 2, 9)),
  'quantized-cache': () => efficiency.growingCache(9),
  fused: efficiency.tiles,
  convolution: (of) => efficiency.kernel(cells(of('window'), 1, 9)),
  'state-space': () => efficiency.kernel(9),
  channel: vision.channels,
  pooling: (of) => structure.pooled(cells(of('m'), 1, 3)),
  axial: () => vision.frames(1),
  'space-time': (of) => vision.frames(cells(of('frames'), 2, 4)),
  graph: (of) => structure.graph(cells((7 * of('degree')) / of('n') - 1, 2, 6)),
};

/**
 * The picture of a family, or of a way of counting at certain parameters. It is always the same for the same input;
 * proportions are kept as far as a dozen squares can show them, and parameters that are not given, or are no numbers,
 * have their usual values.
 */
export function patternOf(id: FamilyId | ModelId, given: Partial<Parameters> = {}): Pattern {
  if (isFamily(id) && Object.keys(given).length === 0) return FAMILY_SCENES[id]();
  if (!isModel(id)) return FAMILY_SCENES[id]();
  const usual = new Map(fieldsOf(id).map((field) => [field.id, field.default]));
  return MODEL_SCENES[id]((field) => {
    const value = given[field];
    return value !== undefined && Number.isFinite(value) && value > 0 ? value : (usual.get(field) ?? 1);
  });
}

const isFamily = (id: string): id is FamilyId => id in FAMILY_SCENES;

const isModel = (id: string): id is ModelId => (MODELS as readonly string[]).includes(id);

const cells = (count: number, least: number, most: number): number =>
  Math.max(least, Math.min(most, Math.round(count)));
