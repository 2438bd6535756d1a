import type { Pattern } from './patterns';
import {
  axes,
  box,
  chance,
  curve,
  line,
  matrix,
  middle,
  text,
  tokens,
  trained,
  type Point,
  type Shape,
  type Weight,
} from './shapes';

/** A map before and after an edit. */
export function steered(): Pattern {
  const EDITED = 3;
  const map = (x: number, weight: Weight, role: 'weight' | 'accent'): Shape[] => [
    ...matrix({ at: [x, 48], rows: 6, columns: 6, pitch: 13 }, (row, column) =>
      column === EDITED ? 0 : weight(row, column),
    ),
    ...matrix({ at: [x, 48], rows: 6, columns: 6, pitch: 13, role }, (row, column) =>
      column === EDITED ? weight(row, column) : 0,
    ),
    box('accent', [x + EDITED * 13 - 1, 46], 15, 82),
  ];
  return {
    title: 'Attention steering and intervention',
    description: 'A map of weights before and after an edit: one key has been given most of the weight.',
    shapes: [
      ...map(14, (row, column) => 0.1 + 0.7 * chance(row, column, 2), 'weight'),
      ...map(
        128,
        (row, column) => (column === EDITED ? 0.95 : 0.04 + 0.2 * chance(row, column, 2)),
        'accent',
      ),
      line(
        'ink',
        [
          [98, 87],
          [119, 87],
        ],
        1.8,
        'arrow',
      ),
      text([53, 38], 'A'),
      text([167, 38], 'A′'),
    ],
  };
}

/** What is read off a map: a column, and a diagonal. */
export function readMap(): Pattern {
  const grid = { at: [56, 30], rows: 12, columns: 12, pitch: 10 } as const;
  const isFound = (row: number, column: number): boolean => column === 0 || (row >= 5 && column === row - 4);
  return {
    title: 'Attention analysis and interpretability',
    description:
      'A causal map in which two things are marked: a column, the attention sink, and a shifted diagonal, an induction head.',
    shapes: [
      ...tokens({ at: [42, 30], rows: 12, columns: 1, pitch: 10, role: 'query' }),
      ...matrix(grid, (row, column) =>
        column > row || isFound(row, column) ? 0 : 0.05 + 0.12 * chance(row, column),
      ),
      ...matrix({ ...grid, role: 'accent' }, (row, column) =>
        column <= row && isFound(row, column) ? 0.9 : 0,
      ),
      line(
        'ink',
        [
          [82, 33],
          [69, 33],
        ],
        1.2,
        'arrow',
      ),
      text([86, 37], 'sink', 'start'),
      line(
        'ink',
        [
          [140, 70],
          [112, 105],
        ],
        1.2,
        'arrow',
      ),
      text([142, 66], 'induction'),
    ],
  };
}

/** Several patterns beside each other. */
export function manyPatterns(): Pattern {
  const kinds: [string, Weight][] = [
    ['dense', trained],
    ['causal', (row, column) => (column <= row ? trained(row, column) : undefined)],
    ['window', (row, column) => (Math.abs(row - column) <= 1 ? 0.8 : undefined)],
    ['blocks', (row, column) => (Math.floor(row / 2) === Math.floor(column / 2) ? 0.8 : undefined)],
    ['low rank', (row, column) => 0.1 + 0.85 * chance(row, 0, 9) * chance(0, column, 4)],
    ['top-k', (row, column) => (chance(row, column, 3) > 0.72 ? 0.8 : undefined)],
  ];
  return {
    title: 'Surveys, benchmarks and comparisons',
    description: 'Six small matrices beside each other: dense, causal, window, blocks, low rank, top-k.',
    shapes: kinds.flatMap(([name, weight], at) => {
      const [x, y] = [18 + 70 * (at % 3), 10 + 76 * Math.floor(at / 3)];
      return [...matrix({ at: [x, y], rows: 6, columns: 6, pitch: 8 }, weight), text([x + 24, y + 62], name)];
    }),
  };
}

/** A matrix without weights. */
export const nothing = (): Pattern => ({
  title: 'No attention contribution',
  description: 'An empty matrix: no pair has a weight.',
  shapes: [
    ...matrix({ at: [50, 20], rows: 12, columns: 12, pitch: 10 }, () => undefined),
    box('muted', [47, 17], 126, 126),
  ],
});

/** A field of saliency, and a scanpath over it. */
export function gaze(): Pattern {
  const fixations: readonly (readonly [...Point, radius: number])[] = [
    [118, 40, 5],
    [66, 58, 9],
    [56, 92, 6],
    [154, 98, 10],
    [168, 62, 6],
  ];
  const near = (x: number, y: number, [px, py]: Point, spread: number): number =>
    Math.exp(-((x - px) ** 2 + (y - py) ** 2) / (2 * spread ** 2));
  const grid = { at: [16, 20], rows: 12, columns: 19, pitch: 10 } as const;
  const path = fixations.slice(1).map(([x, y, radius], at): Shape => {
    const [fromX, fromY] = fixations[at] ?? [0, 0];
    const length = Math.hypot(x - fromX, y - fromY);
    const end: Point = [x - ((x - fromX) * (radius + 2)) / length, y - ((y - fromY) * (radius + 2)) / length];
    return line('accent', [[fromX, fromY], end], 2, 'arrow');
  });
  return {
    title: 'Human attention, gaze and cognition',
    description:
      'A field of saliency with two peaks, and a scanpath over it: fixations, as large as they are long, and the jumps between them.',
    shapes: [
      ...matrix(grid, (row, column) => {
        const [x, y] = middle(grid, row, column);
        const salience = near(x, y, [68, 60], 22) + 0.9 * near(x, y, [156, 96], 18);
        return salience > 0.06 ? 0.75 * Math.min(1, salience) : 0;
      }),
      box('muted', [13, 17], 196, 126),
      ...path,
      ...fixations.map(([x, y, radius]): Shape => ({ kind: 'disc', role: 'accent', at: [x, y], radius })),
    ],
  };
}

/** How fast tokens become one, with skip connections and without. */
export function collapse(): Pattern {
  const corner: Point = [34, 130];
  return {
    title: 'Theory of attention',
    description:
      'A plot over depth: in attention alone the distance of the tokens to rank one falls doubly exponentially; with skip connections it stays.',
    shapes: [
      axes(corner, 168, 104),
      curve('accent', corner, 164, 96, (along) => 0.98 * Math.exp(-0.1 * (3 ** (4 * along) - 1))),
      curve('weight', corner, 164, 96, (along) => 0.98 - 0.12 * along),
      text([30, 14], 'distance to rank one', 'start'),
      text([202, 146], 'depth', 'end'),
      text([202, 30], 'with skip connections', 'end'),
      text([41, 121], 'attention alone', 'start'),
    ],
  };
}
