/** One example for training: its features by name, the families accepted as right, and how much it counts. */
export interface Example {
  readonly features: ReadonlyMap<string, number>;
  readonly families: readonly string[];
  readonly weight: number;
}

/** Weights by feature, and biases, each in the order of the families. */
export interface LinearModel {
  readonly bias: Float64Array;
  readonly weights: ReadonlyMap<string, Float64Array>;
}

/** The larger, the less weights are held back. */
const FREEDOM = 5;
const ROUNDS = 200;
const STEP = 0.3;

/**
 * Multinomial logistic regression with a Gaussian prior on the weights (not the biases), over all examples at once, by Adam
 * (Kingma, Ba 2015) with a step that falls to nothing. No chance is in it: the same examples give the same weights. An
 * example with several right families is split among them.
 */
export function train(examples: readonly Example[], families: readonly string[]): LinearModel {
  const names = [...new Set(examples.flatMap(({ features }) => [...features.keys()]))].sort();
  const indexes = new Map(names.map((name, index) => [name, index]));
  const rows = examples.map(({ features }) =>
    Array.from(features, ([name, value]) => [indexes.get(name) ?? 0, value] as const),
  );
  const targets = examples.map((example) => targetOf(example, families));
  const width = families.length;
  const weights = new Adam((names.length + 1) * width);
  const gradient = new Float64Array(weights.values.length);
  const biasAt = names.length * width;
  for (let round = 1; round <= ROUNDS; round++) {
    for (let at = 0; at < biasAt; at++) gradient[at] = (weights.values[at] ?? 0) / FREEDOM;
    gradient.fill(0, biasAt);
    for (const [number, row] of rows.entries()) {
      const errors = errorsOf(
        row,
        targets[number] ?? [],
        examples[number]?.weight ?? 1,
        weights.values,
        biasAt,
        width,
      );
      for (const [feature, value] of row)
        for (let at = 0; at < width; at++) gradient[feature * width + at]! += value * (errors[at] ?? 0);
      for (let at = 0; at < width; at++) gradient[biasAt + at]! += errors[at] ?? 0;
    }
    weights.step(gradient, STEP * (1 - round / (ROUNDS + 1)), round);
  }
  return {
    bias: weights.values.slice(biasAt),
    weights: new Map(
      names.map((name, index) => [name, weights.values.slice(index * width, (index + 1) * width)]),
    ),
  };
}

function targetOf({ families: right }: Example, families: readonly string[]): number[] {
  return families.map((family) => (right.includes(family) ? 1 / right.length : 0));
}

function errorsOf(
  row: readonly (readonly [number, number])[],
  target: readonly number[],
  weight: number,
  weights: Float64Array,
  biasAt: number,
  width: number,
): number[] {
  const sums = Array.from(weights.slice(biasAt));
  for (const [feature, value] of row)
    for (let at = 0; at < width; at++) sums[at]! += value * (weights[feature * width + at] ?? 0);
  const powers = softmax(sums);
  return powers.map((power, at) => weight * (power - (target[at] ?? 0)));
}

function softmax(sums: readonly number[]): number[] {
  const most = Math.max(...sums);
  const powers = sums.map((sum) => Math.exp(sum - most));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}

/** How likely each family is. */
export function predict({ bias, weights }: LinearModel, features: ReadonlyMap<string, number>): number[] {
  const sums = Array.from(bias);
  for (const [name, value] of features)
    for (const [at, weight] of (weights.get(name) ?? new Float64Array()).entries())
      sums[at]! += value * weight;
  return softmax(sums);
}

class Adam {
  readonly values: Float64Array;
  readonly #mean: Float64Array;
  readonly #square: Float64Array;

  constructor(size: number) {
    this.values = new Float64Array(size);
    this.#mean = new Float64Array(size);
    this.#square = new Float64Array(size);
  }

  step(gradient: Float64Array, rate: number, round: number): void {
    for (let at = 0; at < gradient.length; at++) {
      const slope = gradient[at] ?? 0;
      const mean = (this.#mean[at] = 0.9 * (this.#mean[at] ?? 0) + 0.1 * slope);
      const square = (this.#square[at] = 0.99 * (this.#square[at] ?? 0) + 0.01 * slope * slope);
      const corrected = mean / (1 - 0.9 ** round);
      this.values[at]! -= (rate * corrected) / (Math.sqrt(square / (1 - 0.99 ** round)) + 1e-8);
    }
  }
}
