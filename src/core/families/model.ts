import { FAMILIES, type FamilyId } from './families';
import { type Features, type GramNames, gramNames } from './features';
import trained from './model.json';

/** A linear model: what a feature adds to each family, in hundredths; families not named get nothing. */
interface TrainedModel {
  readonly bias: Readonly<Partial<Record<FamilyId, number>>>;
  readonly weights: Readonly<Record<string, Readonly<Partial<Record<FamilyId, number>>>>>;
  /** Features that add nothing, and yet count among the words of a passage. */
  readonly silent: readonly string[];
}

const MODEL: TrainedModel = trained;
const IDS: readonly FamilyId[] = FAMILIES.map(({ id }) => id);
const PLACES: ReadonlyMap<FamilyId, number> = new Map(IDS.map((id, place) => [id, place]));

/** What a feature adds: the places of the families, and the weights there. */
interface Weights {
  readonly places: readonly number[];
  readonly values: readonly number[];
}

const WEIGHTS: ReadonlyMap<string, Weights> = new Map(
  Object.entries(MODEL.weights).map(([name, byFamily]) => [name, weightsOf(byFamily)]),
);
const BIAS = IDS.map((id) => (MODEL.bias[id] ?? 0) / 100);

/** The names of the features for words and pairs of words that the model knows. */
export const GRAM_NAMES: GramNames = gramNames([...WEIGHTS.keys(), ...MODEL.silent]);

function weightsOf(byFamily: Readonly<Partial<Record<FamilyId, number>>>): Weights {
  const places = IDS.flatMap((id, place) => (byFamily[id] === undefined ? [] : [place]));
  return { places, values: places.map((place) => (byFamily[IDS[place] ?? 'other'] ?? 0) / 100) };
}

/** How likely each family is, in the order of the families; together 1. */
export function likelihoods(features: Features): number[] {
  const sums = [...BIAS];
  for (const [name, value] of features) {
    const weights = WEIGHTS.get(name);
    if (!weights) continue;
    const { places, values } = weights;
    for (let at = 0; at < places.length; at++) {
      const place = places[at] ?? 0;
      sums[place] = (sums[place] ?? 0) + value * (values[at] ?? 0);
    }
  }
  const most = Math.max(...sums);
  const powers = sums.map((sum) => Math.exp(sum - most));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}

/** What one feature adds to one family. */
export function contribution(name: string, value: number, family: FamilyId): number {
  const weights = WEIGHTS.get(name);
  return value * (weights?.values[weights.places.indexOf(PLACES.get(family) ?? -1)] ?? 0);
}
