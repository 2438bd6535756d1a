import type { Pattern } from './patterns';
import { box, cell, chance, line, matrix, middle, text, tokens, type Point, type Shape } from './shapes';

/** Four channels, their gates, and the channels after them. */
export function channels(): Pattern {
  const gates = [0.9, 0.3, 0.65, 0.12];
  const shapes = gates.flatMap((gate, channel): Shape[] => {
    const x = 18 + 49 * channel;
    const content = (row: number, column: number): number => 0.3 + 0.7 * chance(row, column, channel + 3);
    return [
      ...matrix({ at: [x, 12], rows: 4, columns: 4, pitch: 9, role: 'value' }, content),
      line(
        'muted',
        [
          [x + 18, 50],
          [x + 18, 61],
        ],
        1.2,
        'arrow',
      ),
      box('muted', [x, 66], 36, 12),
      line(
        'accent',
        [
          [x + 2, 72],
          [x + 2 + 32 * gate, 72],
        ],
        8,
      ),
      line(
        'muted',
        [
          [x + 18, 81],
          [x + 18, 100],
        ],
        1.2,
        'arrow',
      ),
      ...matrix(
        { at: [x, 105], rows: 4, columns: 4, pitch: 9, role: 'value' },
        (row, column) => gate * content(row, column),
      ),
    ];
  });
  return {
    title: 'Channel and spatial attention',
    description:
      'Four channels of a feature map, a gate between 0 and 1 for each, and the channels scaled by their gates.',
    shapes: [...shapes, text([110, 155], 'channels × gates')],
  };
}

/** A query, its near keys at fine, and far ones at coarse resolution. */
export function pyramid(): Pattern {
  const fine = { at: [10, 48], rows: 8, columns: 8, pitch: 10 } as const;
  const middling = { at: [104, 60], rows: 4, columns: 4, pitch: 14 } as const;
  const coarse = { at: [172, 68], rows: 2, columns: 2, pitch: 20 } as const;
  const [x, y] = middle(fine, 4, 3);
  const isNear = (row: number, column: number): boolean =>
    Math.abs(row - 4) <= 1 && Math.abs(column - 3) <= 1;
  const isQuery = (row: number, column: number): boolean => row === 4 && column === 3;
  return {
    title: 'Multi-scale and hierarchical attention',
    description:
      'A query meets its neighbours at full resolution, places further away on a coarser map, and the whole on the coarsest.',
    shapes: [
      ...matrix({ ...fine, role: 'key' }, (row, column) =>
        isQuery(row, column) ? 0 : isNear(row, column) ? 1 : undefined,
      ),
      cell('query', [x, y], 9),
      ...matrix({ ...middling, role: 'key' }, (row, column) => (row >= 1 && column <= 2 ? 1 : undefined)),
      ...tokens({ ...coarse, role: 'key' }),
      line(
        'query',
        [
          [x, y - 16],
          [x, 32],
          [132, 32],
          [132, 55],
        ],
        1.4,
        'arrow',
      ),
      line(
        'query',
        [
          [132, 32],
          [192, 32],
          [192, 62],
        ],
        1.4,
        'arrow',
      ),
      text([50, 146], 'fine'),
      text([132, 146], 'coarser'),
      text([192, 146], 'coarsest'),
    ],
  };
}

/** A query meets its frame, and its place in other frames; with one frame, its row and its column. */
export function frames(count: number): Pattern {
  if (count === 1) {
    const grid = { at: [50, 20], rows: 9, columns: 9, pitch: 13 } as const;
    const isQuery = (row: number, column: number): boolean => row === 5 && column === 3;
    return {
      title: 'Axial attention',
      description: 'On a grid, a query meets the places of its row and of its column.',
      shapes: [
        ...matrix({ ...grid, role: 'key' }, (row, column) =>
          isQuery(row, column) ? 0 : row === 5 || column === 3 ? 0.8 : undefined,
        ),
        cell('query', middle(grid, 5, 3), 12),
      ],
    };
  }
  const step = 208 / count;
  const now = count - 2;
  const grids = Array.from({ length: count }, (_, frame) => {
    const at: Point = [6 + step * (frame + 0.5) - 22, 58];
    return { at, rows: 4, columns: 4, pitch: 11 };
  });
  const shapes = grids.flatMap((grid, frame): Shape[] => {
    const [x, y] = middle(grid, 1, 2);
    const isHere = (row: number, column: number): boolean => row === 1 && column === 2;
    const name = frame === now ? 't' : frame < now ? `t − ${now - frame}` : `t + ${frame - now}`;
    return [
      ...matrix({ ...grid, role: 'key' }, (row, column) =>
        isHere(row, column) ? 0 : frame === now ? 0.75 : undefined,
      ),
      cell(frame === now ? 'query' : 'value', [x, y], 10),
      box('muted', [grid.at[0] - 3, grid.at[1] - 3], 50, 50),
      ...(frame === now
        ? []
        : [
            line(
              'value',
              [
                [x, y - 8],
                [x, 38],
                [middle(grids[now] ?? grid, 1, 2)[0], 38],
              ],
              1.4,
            ),
          ]),
      text([grid.at[0] + 22, 124], name),
    ];
  });
  const [x] = middle(grids[now] ?? { at: [0, 0], pitch: 0 }, 1, 2);
  return {
    title: 'Spatio-temporal and sequence-structured attention',
    description:
      'Frames side by side: a query meets the other places of its own frame, and its own place in the other frames.',
    shapes: [
      ...shapes,
      line(
        'value',
        [
          [x, 38],
          [x, 66],
        ],
        1.4,
        'arrow',
      ),
      text([110, 26], 'same place, other frames'),
    ],
  };
}
