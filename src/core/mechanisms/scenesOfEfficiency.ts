import type { Pattern } from './patterns';
import {
  axes,
  box,
  cell,
  line,
  matrix,
  middle,
  text,
  tokens,
  trained,
  type Point,
  type Shape,
} from './shapes';

/** φ(Q) (φ(K)ᵀ V): thin factors in place of a square. */
export function linearFactors(rank: number): Pattern {
  const top = 32;
  const keysTop = top + 54 - 4.5 * rank;
  const bracket = (x: number, inwards: number): Shape =>
    line(
      'ink',
      [
        [x + inwards, 27],
        [x, 27],
        [x, 145],
        [x + inwards, 145],
      ],
      1.2,
    );
  return {
    title: 'Linear and low-rank attention',
    description:
      'Three thin factors: queries by features, features by keys, and values; keys and values are multiplied first, into a small square.',
    shapes: [
      ...tokens({ at: [14, top], rows: 12, columns: rank, pitch: 9, role: 'query' }),
      ...tokens({ at: [68, keysTop], rows: rank, columns: 12, pitch: 9, role: 'key' }),
      ...tokens({ at: [182, top], rows: 12, columns: 3, pitch: 9, role: 'value' }),
      bracket(61, 4),
      bracket(215, -4),
      line(
        'ink',
        [
          [122, keysTop + 9 * rank + 3],
          [122, keysTop + 9 * rank + 13],
        ],
        1.2,
        'arrow',
      ),
      ...tokens({ at: [108.5, keysTop + 9 * rank + 17], rows: rank, columns: 3, pitch: 9, role: 'weight' }),
      text([142, keysTop + 9 * rank + 34], 'r × d', 'start'),
      text([14 + 4.5 * rank, 20], 'φ(Q)'),
      text([122, 20], 'φ(K)ᵀ'),
      text([195.5, 20], 'V'),
    ],
  };
}

/** Twelve tokens that become m, and the matrix of those. */
export function fewerTokens(m: number): Pattern {
  const left = 110 - 7 * m;
  const pitch = Math.min(11, 56 / m);
  const joins = Array.from({ length: 12 }, (_, from): Shape => {
    const to = Math.floor((from * m) / 12);
    return line(
      'muted',
      [
        [33 + 14 * from, 31],
        [left + 14 * (to + 0.5), 61],
      ],
      1.2,
    );
  });
  return {
    title: 'Token pruning, merging and compression',
    description: `Twelve tokens are merged into ${m}, and attention is computed among those.`,
    shapes: [
      ...tokens({ at: [26, 16], rows: 1, columns: 12, pitch: 14, role: 'query' }),
      ...joins,
      ...tokens({ at: [left, 62], rows: 1, columns: m, pitch: 14, role: 'query' }),
      ...matrix({ at: [110 - (pitch * m) / 2, 90], rows: m, columns: m, pitch }, trained),
      text([198, 27], 'n', 'start'),
      text([left + 14 * m + 4, 73], 'm', 'start'),
      text([110 + (pitch * m) / 2 + 6, 122], 'm × m', 'start'),
    ],
  };
}

/** The cache at nine steps; beyond the budget the second and later tokens go, the first and the latest stay. */
export function growingCache(budget: number): Pattern {
  const shapes: Shape[] = [text([38, 16], 'Q'), text([52, 16], budget < 9 ? 'K, V kept' : 'K, V', 'start')];
  for (let step = 0; step < 9; step++) {
    const y = 29 + 14 * step;
    shapes.push(cell('query', [38, y], 10));
    for (let token = 0; token <= step; token++) {
      const x = 58 + 16 * token;
      const isKept = step < budget || token === 0 || token > step - budget + 1;
      if (isKept) shapes.push(cell('key', [x - 3.4, y], 6.4), cell('value', [x + 3.4, y], 6.4));
      else shapes.push(cell('muted', [x, y], 1.8));
    }
  }
  return {
    title: 'KV cache and inference-time attention',
    description:
      budget < 9
        ? 'Step by step the row of cached keys and values grows; then old ones are evicted, and the first and the latest stay.'
        : 'Step by step the row of cached keys and values grows by one.',
    shapes,
  };
}

/** A matrix in tiles, walked row by row; only the present one exists. */
export function tiles(): Pattern {
  const [x, y, side] = [48, 28, 30];
  const centre = (row: number, column: number): Point => [x + side * (column + 0.5), y + side * (row + 0.5)];
  const shapes: Shape[] = [
    ...tokens({ at: [x - 14, y], rows: 12, columns: 1, pitch: 10, role: 'query' }),
    ...tokens({ at: [x, y - 14], rows: 1, columns: 12, pitch: 10, role: 'key' }),
  ];
  for (let tile = 0; tile < 16; tile++) {
    const [row, column] = [Math.floor(tile / 4), tile % 4];
    if (tile !== 9)
      shapes.push(box('muted', [x + side * column + 2, y + side * row + 2], side - 4, side - 4));
  }
  shapes.push(
    ...matrix({ at: [x + side + 1.5, y + 2 * side + 1.5], rows: 3, columns: 3, pitch: 9 }, trained),
    box('accent', [x + side + 0.5, y + 2 * side + 0.5], side - 1, side - 1),
  );
  for (const row of [0, 1]) shapes.push(line('ink', [centre(row, 0), centre(row, 3)], 1.4, 'arrow'));
  shapes.push(
    line('ink', [centre(2, 0), [x + side - 3, y + 2.5 * side]], 1.4, 'arrow'),
    line(
      'accent',
      [
        [174, 103],
        [x + 2 * side + 3, 103],
      ],
      1.4,
      'arrow',
    ),
    text([177, 107], 'SRAM', 'start'),
    text([177, 47], 'not', 'start'),
    text([177, 60], 'stored', 'start'),
  );
  return {
    title: 'Kernels, hardware and distributed attention',
    description:
      'The matrix is walked tile by tile, row by row; only the present tile lies in fast memory, and no tile is stored.',
    shapes,
  };
}

/** One kernel, laid at every place. */
export function kernel(taps: number): Pattern {
  const inputs = { at: [26, 122], rows: 1, columns: 12, pitch: 15 } as const;
  const outputs = { ...inputs, at: [26, 66] } as const;
  const strength = (tap: number): number => Math.exp(-tap / Math.max(1, taps / 2.2));
  const fan = (output: number, role: 'weight' | 'muted'): Shape[] =>
    Array.from({ length: Math.min(taps, output + 1) }, (_, tap): Shape => {
      const [x, y] = middle(outputs, 0, output);
      const [toX, toY] = middle(inputs, 0, output - tap);
      return line(
        role,
        [
          [x, y + 8],
          [toX, toY - 8],
        ],
        role === 'weight' ? 0.8 + 3.6 * strength(tap) : 1,
      );
    });
  const bars = Array.from({ length: taps }, (_, tap): Shape => {
    const x = 203 - 15 * tap - 1.5;
    return line(
      'weight',
      [
        [x, 46],
        [x, 46 - 32 * strength(tap)],
      ],
      8,
    );
  });
  return {
    title: 'Attention-free token mixing',
    description:
      'Every output is a sum of the inputs before it with the same falling weights at every place; no token is compared with another.',
    shapes: [
      axes([209 - 15 * taps - 4, 46], 15 * taps + 1, 34),
      ...bars,
      ...tokens({ ...inputs, role: 'value' }),
      ...tokens({ ...outputs, role: 'query' }),
      ...fan(4, 'muted'),
      ...fan(10, 'weight'),
      text([16, 78], 'y'),
      text([16, 134], 'x'),
      text([196 - 15 * taps, 26], 'h', 'end'),
    ],
  };
}
