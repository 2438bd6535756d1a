/** What a shape stands for; the palette gives the colour. */
export type Role = 'query' | 'key' | 'value' | 'weight' | 'accent' | 'muted' | 'ink';

/** A place in a picture, in pixels from its upper left corner. */
export type Point = readonly [x: number, y: number];

/** A part of a picture. */
export type Shape =
  /** A square around a point. */
  | { readonly kind: 'cell'; readonly role: Role; readonly at: Point; readonly side: number }
  | {
      readonly kind: 'box';
      readonly role: Role;
      readonly at: Point;
      readonly width: number;
      readonly height: number;
    }
  | {
      readonly kind: 'disc';
      readonly role: Role;
      readonly at: Point;
      readonly radius: number;
      readonly hollow?: boolean;
    }
  | {
      readonly kind: 'line';
      readonly role: Role;
      readonly points: readonly Point[];
      readonly width: number;
      readonly ending?: 'arrow' | 'dashes';
    }
  | { readonly kind: 'text'; readonly at: Point; readonly text: string; readonly anchor?: 'start' | 'end' };

/** How strong a pair is, from 0 to 1; undefined where there is no such pair. */
export type Weight = (row: number, column: number) => number | undefined;

/** A number between 0 and 1 that looks like chance and is always the same. */
export function chance(row: number, column: number, seed = 0): number {
  let mixed =
    Math.imul(row + 1, 0x9e3779b1) ^ Math.imul(column + 1, 0x85ebca6b) ^ Math.imul(seed + 1, 0xc2b2ae35);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
  mixed = Math.imul(mixed ^ (mixed >>> 12), 0x297a2d39);
  return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
}

/** Weights as a trained head might have them: most are small, some are large. */
export const trained = (row: number, column: number): number => 0.14 + 0.86 * chance(row, column) ** 2;

export const text = (at: Point, words: string, anchor?: 'start' | 'end'): Shape => ({
  kind: 'text',
  at,
  text: words,
  ...(anchor && { anchor }),
});

export const line = (
  role: Role,
  points: readonly Point[],
  width: number,
  ending?: 'arrow' | 'dashes',
): Shape => ({
  kind: 'line',
  role,
  points,
  width,
  ...(ending && { ending }),
});

export const box = (role: Role, at: Point, width: number, height: number): Shape => ({
  kind: 'box',
  role,
  at,
  width,
  height,
});

export const cell = (role: Role, at: Point, side: number): Shape => ({ kind: 'cell', role, at, side });

interface Grid {
  /** The upper left corner. */
  readonly at: Point;
  readonly rows: number;
  readonly columns: number;
  /** From one row or column to the next. */
  readonly pitch: number;
  readonly role?: Role;
}

/** The middle of a cell of a grid. */
export const middle = (
  { at: [x, y], pitch }: Pick<Grid, 'at' | 'pitch'>,
  row: number,
  column: number,
): Point => [x + (column + 0.5) * pitch, y + (row + 0.5) * pitch];

/** A matrix whose squares grow with the weight; a dot says that a pair is left out, and 0 leaves a gap. */
export function matrix(grid: Grid, weight: Weight): Shape[] {
  const shapes: Shape[] = [];
  for (let row = 0; row < grid.rows; row++) {
    for (let column = 0; column < grid.columns; column++) {
      const strength = weight(row, column);
      if (strength === 0) continue;
      const at = middle(grid, row, column);
      if (strength === undefined) shapes.push(cell('muted', at, Math.min(1.6, grid.pitch / 4)));
      else shapes.push(cell(grid.role ?? 'weight', at, Math.max(2, (grid.pitch - 1) * Math.sqrt(strength))));
    }
  }
  return shapes;
}

/** Full squares in rows and columns: vectors, tokens. */
export const tokens = (grid: Grid): Shape[] => matrix(grid, () => 1);

/** A matrix with its queries to the left and its keys above. */
export function attention(grid: Grid, weight: Weight): Shape[] {
  const {
    at: [x, y],
    rows,
    columns,
    pitch,
  } = grid;
  const apart = pitch + 4;
  return [
    ...tokens({ at: [x - apart, y], rows, columns: 1, pitch, role: 'query' }),
    ...tokens({ at: [x, y - apart], rows: 1, columns, pitch, role: 'key' }),
    ...matrix(grid, weight),
    text([x - apart - 5, y + (rows * pitch) / 2 + 4], 'Q', 'end'),
    text([x + columns * pitch + 5, y - 5 - pitch / 2], 'K', 'start'),
  ];
}

/** Axes of a small plot, from their corner. */
export const axes = ([x, y]: Point, width: number, height: number): Shape => ({
  kind: 'line',
  role: 'muted',
  points: [
    [x, y - height],
    [x, y],
    [x + width, y],
  ],
  width: 1,
});

/** A curve over 0…1 in a plot whose corner is given. */
export const curve = (
  role: Role,
  [x, y]: Point,
  width: number,
  height: number,
  value: (along: number) => number,
  ending?: 'dashes',
): Shape =>
  line(
    role,
    Array.from({ length: 25 }, (_, at): Point => [x + (width * at) / 24, y - height * value(at / 24)]),
    2,
    ending,
  );
