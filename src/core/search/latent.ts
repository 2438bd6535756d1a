/** A text as weights by word, words by number. */
export interface Row {
  readonly words: Uint32Array;
  readonly weights: Float32Array;
}

/** Most dimensions of a space: more keep more of the words themselves. */
const MOST_DIMENSIONS = 64;
/** Papers for each dimension: with as many dimensions as papers, nothing would be brought together. */
const PAPERS_EACH = 4;
/** How often the space is turned towards where the papers spread most. */
const TURNS = 3;
/** A word of fewer papers connects none. */
const LEAST_PAPERS = 2;
/** Papers between two chances to pause. */
const BATCH = 50;
/** The same in rows of one column. */
const COLUMN_BATCH = 20_000;

/**
 * Papers and words as directions in one space of few dimensions, where words that stand in the same papers lie near each
 * other: latent semantic analysis (Deerwester et al., "Indexing by Latent Semantic Analysis", 1990), by subspace
 * iteration on the matrix of papers and words, rarer words weighing more. Cosines do not depend on which basis of the
 * space is found, so no singular values are computed. Deterministic: the start is drawn from a fixed seed.
 */
export class LatentSpace {
  /** By word: how rare it is, 0 for words that the space does not know. */
  readonly #rarity: Float64Array;
  /** By word: where its coordinates begin. */
  readonly #at: Uint32Array;
  readonly #dimensions: number;
  #axes: Float64Array;

  private constructor(rarity: Float64Array, at: Uint32Array, dimensions: number, size: number) {
    this.#rarity = rarity;
    this.#at = at;
    this.#dimensions = dimensions;
    this.#axes = new Float64Array(size);
  }

  /** The space of some texts, whose words have numbers below `words`. A generator: the caller may pause between steps. */
  static *of(texts: readonly Row[], words: number): Generator<void, LatentSpace> {
    const papers = new Uint32Array(words);
    for (const [index, text] of texts.entries()) {
      if (index % (BATCH * 10) === 0) yield;
      for (const word of text.words) papers[word] = (papers[word] ?? 0) + 1;
    }
    const dimensions = Math.max(2, Math.min(MOST_DIMENSIONS, Math.floor(texts.length / PAPERS_EACH)));
    const rarity = new Float64Array(words);
    const at = new Uint32Array(words);
    let size = 0;
    for (const [word, count] of papers.entries()) {
      if (count < LEAST_PAPERS || count > texts.length / 2) continue;
      rarity[word] = Math.log(texts.length / count);
      at[word] = size;
      size += dimensions;
    }
    const space = new LatentSpace(rarity, at, dimensions, size);
    yield* draw(space.#axes);
    for (let turn = 0; turn < TURNS; turn++) {
      const next = new Float64Array(size);
      for (const [index, text] of texts.entries()) {
        if (index % BATCH === 0) yield;
        space.#spread(text, space.#project(text), next);
      }
      yield* orthonormalise(next, dimensions);
      space.#axes = next;
    }
    return space;
  }

  /** Where a text lies, of length 1; all zeros when it has no word that the space knows. */
  place(text: Row): Float32Array {
    const place = this.#project(text);
    const length = Math.hypot(...place);
    return Float32Array.from(place, (coordinate) => (length > 0 ? coordinate / length : 0));
  }

  /** The sum of its words' directions, as if the text had length 1. */
  #project({ words, weights }: Row): Float64Array {
    const place = new Float64Array(this.#dimensions);
    let square = 0;
    for (let index = 0; index < words.length; index++) {
      const word = words[index] ?? 0;
      const weight = (weights[index] ?? 0) * (this.#rarity[word] ?? 0);
      if (weight === 0) continue;
      square += weight * weight;
      const at = this.#at[word] ?? 0;
      for (let axis = 0; axis < this.#dimensions; axis++)
        place[axis] = (place[axis] ?? 0) + weight * (this.#axes[at + axis] ?? 0);
    }
    const length = Math.sqrt(square) || 1;
    return place.map((coordinate) => coordinate / length);
  }

  #spread({ words, weights }: Row, place: Float64Array, into: Float64Array): void {
    for (let index = 0; index < words.length; index++) {
      const word = words[index] ?? 0;
      const weight = (weights[index] ?? 0) * (this.#rarity[word] ?? 0);
      if (weight === 0) continue;
      const at = this.#at[word] ?? 0;
      for (let axis = 0; axis < this.#dimensions; axis++)
        into[at + axis] = (into[at + axis] ?? 0) + weight * (place[axis] ?? 0);
    }
  }
}

/** The cosine of two places of length 1. */
export function cosine(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let axis = 0; axis < a.length; axis++) sum += (a[axis] ?? 0) * (b[axis] ?? 0);
  return sum;
}

/** Directions drawn evenly, the same every time (Lehmer's generator, constants of Park and Miller 1988). */
function* draw(axes: Float64Array): Generator<void, void> {
  let state = 20_171;
  for (let index = 0; index < axes.length; index++) {
    if (index % COLUMN_BATCH === 0) yield;
    state = (state * 48_271) % 2_147_483_647;
    axes[index] = state / 2_147_483_647 - 0.5;
  }
}

/** Gram and Schmidt's method, modified, on the columns of a matrix that lies row by row. */
function* orthonormalise(matrix: Float64Array, columns: number): Generator<void, void> {
  for (let axis = 0; axis < columns; axis++) {
    for (let other = 0; other < axis; other++) {
      let sum = 0;
      for (let at = 0; at < matrix.length; at += columns)
        sum += (matrix[at + axis] ?? 0) * (matrix[at + other] ?? 0);
      for (let at = 0; at < matrix.length; at += columns)
        matrix[at + axis] = (matrix[at + axis] ?? 0) - sum * (matrix[at + other] ?? 0);
      if ((other * matrix.length) / columns > COLUMN_BATCH) yield;
    }
    let square = 0;
    for (let at = axis; at < matrix.length; at += columns) square += (matrix[at] ?? 0) ** 2;
    const length = Math.sqrt(square);
    for (let at = axis; at < matrix.length; at += columns)
      matrix[at] = length > 1e-9 ? (matrix[at] ?? 0) / length : 0;
    yield;
  }
}
