import type { Pattern } from './patterns';
import { attention, axes, chance, curve, line, matrix, text, tokens, trained, type Shape } from './shapes';

const SQUARE = { at: [56, 30], rows: 12, columns: 12, pitch: 10 } as const;

const amount = (count: number, least: number, most: number): number =>
  Math.max(least, Math.min(most, Math.round(count)));

/** Every query meets every key. */
export const dense = (): Pattern => ({
  title: 'Dense self-attention',
  description: 'A full square matrix: every query has a weight for every key.',
  shapes: attention(SQUARE, trained),
});

/** Every query meets the keys up to its own. */
export const causal = (): Pattern => ({
  title: 'Causal attention',
  description: 'A lower triangle: every query has a weight for the keys up to its own position.',
  shapes: attention(SQUARE, (row, column) => (column <= row ? trained(row, column) : undefined)),
});

/** Queries of one sequence meet keys of another; `share` is the length of the first by that of the second. */
export function cross(share: number): Pattern {
  const columns = share <= 1 ? 14 : amount(11 / share, 2, 10);
  const rows = share <= 1 ? amount(14 * share, 2, 11) : 11;
  const pitch = 11;
  const at = [116 - 5.5 * columns, 88 - 5.5 * rows] as const;
  return {
    title: 'Cross-attention',
    description:
      'A rectangle: the queries of one sequence have weights for the keys of another, of another length.',
    shapes: attention({ at, rows, columns, pitch }, trained),
  };
}

/** Heads over the keys and values that they share. */
export function sharedHeads(heads: number, shared: number, latent = ''): Pattern {
  const step = 204 / heads;
  const pitch = heads > 4 ? 4.4 : 8;
  const side = 5 * pitch;
  const top = heads > 4 ? 36 : 26;
  const bottom = top + pitch + 3 + side;
  const shapes: Shape[] = [];
  const groups = Array.from({ length: shared }, (): number[] => []);
  for (let head = 0; head < heads; head++) {
    const x = 8 + step * (head + 0.5) - side / 2;
    shapes.push(...tokens({ at: [x, top], rows: 1, columns: 5, pitch, role: 'query' }));
    const grid = { at: [x, top + pitch + 3], rows: 5, columns: 5, pitch } as const;
    shapes.push(...matrix(grid, (row, column) => 0.14 + 0.86 * chance(row, column, head) ** 2));
    groups[Math.floor((head * shared) / heads)]?.push(x + side / 2);
  }
  for (const group of groups) {
    const centre = group.reduce((sum, x) => sum + x, 0) / Math.max(1, group.length);
    for (const x of group)
      shapes.push(
        line(
          'muted',
          [
            [x, bottom + 2],
            [x, bottom + 10],
            [centre, bottom + 20],
            [centre, bottom + 28],
          ],
          1.2,
        ),
      );
    const at = [centre - side / 2, bottom + 31] as const;
    if (latent) {
      shapes.push(
        ...tokens({ at, rows: 1, columns: 5, pitch, role: 'accent' }),
        text([centre + side / 2 + 6, at[1] + 8], latent, 'start'),
      );
    } else {
      shapes.push(...tokens({ at, rows: 1, columns: 5, pitch, role: 'key' }));
      shapes.push(...tokens({ at: [at[0], at[1] + pitch + 1], rows: 1, columns: 5, pitch, role: 'value' }));
    }
  }
  shapes.push(text([110, 16], `${heads} query heads`));
  shapes.push(
    text(
      [110, 148],
      latent ? 'one latent for keys and values' : `${shared} key/value head${shared > 1 ? 's' : ''}`,
    ),
  );
  return {
    title: 'Head design and KV sharing',
    description: `${heads} heads, each with queries and a matrix of its own, over ${latent ? 'one latent from which keys and values are made' : `${shared} of keys and values`}.`,
    shapes,
  };
}

/** Weights that fall with distance, and by how much in two heads. */
export function distanceBias(): Pattern {
  const grid = { at: [40, 36], rows: 11, columns: 11, pitch: 9 } as const;
  const corner = [156, 126] as const;
  return {
    title: 'Scoring, normalization and position',
    description:
      'A matrix whose weights fall with distance, and beside it the fall in two heads, steep and gentle.',
    shapes: [
      ...attention(grid, (row, column) =>
        column <= row ? Math.max(0.03, 0.95 * Math.exp((column - row) / 3.2)) : undefined,
      ),
      axes(corner, 52, 76),
      curve('weight', corner, 50, 70, (along) => Math.exp(-3.4 * along)),
      curve('accent', corner, 50, 70, (along) => Math.exp(-0.9 * along)),
      text([182, 140], 'distance'),
      text([156, 42], 'weight', 'start'),
    ],
  };
}

/** A band, and blocks away from it. */
export const sparse = (): Pattern => ({
  title: 'Sparse, local and windowed attention',
  description: 'A band along the diagonal and two blocks away from it; all other pairs are left out.',
  shapes: attention(SQUARE, (row, column) => {
    const band = Math.abs(row - column) <= 1;
    const block =
      (row >= 7 && row <= 9 && column >= 1 && column <= 3) ||
      (row >= 2 && row <= 4 && column >= 8 && column <= 10);
    return band || block ? 0.3 + 0.7 * trained(row, column) : undefined;
  }),
});

/** The last keys before each query. */
export function slidingWindow(share: number): Pattern {
  const width = amount(12 * share, 1, 12);
  return {
    title: 'Sliding-window attention',
    description: 'A band below the diagonal: every query has weights for the last keys only.',
    shapes: attention(SQUARE, (row, column) =>
      column <= row && row - column < width ? 0.3 + 0.7 * trained(row, column) : undefined,
    ),
  };
}

/** The block of each block of queries, and some others. */
export function blocks(share: number): Pattern {
  const kept = amount(4 * share, 1, 4);
  const isKept = (row: number, column: number): boolean =>
    row === column ||
    [0, 1, 2, 3]
      .filter((each) => each !== row)
      .sort((a, b) => chance(row, a, 5) - chance(row, b, 5))
      .indexOf(column) >=
      4 - kept;
  return {
    title: 'Block-sparse attention',
    description: 'A matrix of blocks of which some are computed and the others left out.',
    shapes: attention(SQUARE, (row, column) =>
      isKept(Math.floor(row / 3), Math.floor(column / 3)) ? 0.3 + 0.7 * trained(row, column) : undefined,
    ),
  };
}

/** The highest weights of each row. */
export function topKeys(share: number): Pattern {
  const kept = amount(12 * share, 1, 12);
  return {
    title: 'Top-k attention',
    description: 'A lower triangle in which every query keeps its highest weights.',
    shapes: attention(SQUARE, (row, column) => {
      if (column > row) return undefined;
      const own = trained(row, column);
      const higher = Array.from({ length: row + 1 }, (_, other) => trained(row, other)).filter(
        (w) => w > own,
      ).length;
      return higher < kept ? 0.3 + 0.7 * own : undefined;
    }),
  };
}

/** Keys projected to fewer rows before they are met. */
export function projectedKeys(share: number): Pattern {
  const rank = amount(12 * share, 2, 8);
  const left = 118 - 4.5 * rank;
  const lines = Array.from({ length: 12 * rank }, (_, at): Shape => {
    const [from, to] = [Math.floor(at / rank), at % rank];
    return line(
      'muted',
      [
        [68.5 + 9 * from, 22],
        [left + 9 * (to + 0.5), 42],
      ],
      0.6,
    );
  });
  return {
    title: 'Low-rank attention',
    description: 'All keys are projected to a few rows, and every query has weights for those.',
    shapes: [
      ...tokens({ at: [64, 12], rows: 1, columns: 12, pitch: 9, role: 'key' }),
      ...lines,
      ...attention({ at: [left, 57], rows: 10, columns: rank, pitch: 9 }, trained),
    ],
  };
}
