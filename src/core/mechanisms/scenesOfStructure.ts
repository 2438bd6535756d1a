import type { Pattern } from './patterns';
import { box, cell, chance, line, matrix, middle, text, tokens, type Point, type Shape } from './shapes';

/** A node, its neighbours with their weights, and the matrix that knows only edges. */
export function graph(neighbours = 4): Pattern {
  const nodes = Array.from({ length: 7 }, (_, node): Point =>
    node === 0
      ? [68, 82]
      : [68 + 54 * Math.cos((node * Math.PI) / 3 + 0.3), 82 + 54 * Math.sin((node * Math.PI) / 3 + 0.3)],
  );
  const ring: [number, number][] = [
    [1, 2],
    [3, 4],
    [5, 6],
    [6, 1],
  ];
  const spokes = Array.from({ length: neighbours }, (_, at): [number, number] => [0, at + 1]);
  const strength = (node: number): number => 0.2 + 0.8 * chance(0, node, 8);
  const joined = new Set([...ring, ...spokes].flatMap(([a, b]) => [`${a} ${b}`, `${b} ${a}`]));
  const edge = ([a, b]: [number, number], role: 'weight' | 'muted', width: number): Shape => {
    const [[ax, ay], [bx, by]] = [nodes[a] ?? [0, 0], nodes[b] ?? [0, 0]];
    return line(
      role,
      [
        [ax, ay],
        [bx, by],
      ],
      width,
    );
  };
  return {
    title: 'Graph and relational attention',
    description:
      'A node with edges to its neighbours, as wide as their weights, and a matrix that has entries only where there are edges.',
    shapes: [
      ...ring.map((each) => edge(each, 'muted', 1.2)),
      ...spokes.map((each) => edge(each, 'weight', 1 + 5 * strength(each[1]))),
      ...nodes.map((at, node): Shape => ({
        kind: 'disc',
        role: node === 0 ? 'query' : node <= neighbours ? 'key' : 'muted',
        at,
        radius: node === 0 ? 10 : 7.5,
      })),
      ...matrix({ at: [142, 47], rows: 7, columns: 7, pitch: 10 }, (row, column) =>
        row === column || joined.has(`${row} ${column}`) ? strength(Math.max(row, column)) : undefined,
      ),
    ],
  };
}

/** Segments of a sequence, and a store that the past was written to and the present reads. */
export function memory(): Pattern {
  const slots = { at: [70, 30], rows: 1, columns: 5, pitch: 20 } as const;
  const now = middle({ at: [150, 112], pitch: 13 }, 0, 1.5);
  const reads = Array.from({ length: 5 }, (_, slot): Shape => {
    const [x, y] = middle(slots, 0, slot);
    return line(
      'weight',
      [
        [now[0], now[1] - 10],
        [x, y + 11],
      ],
      0.8 + 4.4 * chance(slot, 1, 1),
    );
  });
  return {
    title: 'Memory, recurrence and retrieval',
    description:
      'Past segments have been written into a few slots; the present segment reads the slots with different weights.',
    shapes: [
      ...tokens({ ...slots, role: 'value' }),
      ...tokens({ at: [16, 112], rows: 1, columns: 4, pitch: 13, role: 'key' }),
      ...tokens({ at: [83, 112], rows: 1, columns: 4, pitch: 13, role: 'key' }),
      ...tokens({ at: [150, 112], rows: 1, columns: 4, pitch: 13, role: 'query' }),
      box('muted', [13, 109], 58, 19),
      box('muted', [80, 109], 58, 19),
      box('query', [147, 109], 58, 19),
      line(
        'key',
        [
          [42, 104],
          [42, 40],
          [63, 40],
        ],
        1.4,
        'arrow',
      ),
      ...reads,
      text([120, 22], 'memory'),
      text([75, 144], 'past'),
      text([176, 144], 'present'),
    ],
  };
}

/** Many vectors, gathered with weights into few. */
export function pooled(m: number): Pattern {
  const vectors = { at: [20, 116], rows: 1, columns: 12, pitch: 15 } as const;
  const lines = Array.from({ length: 12 * m }, (_, at): Shape => {
    const [vector, output] = [Math.floor(at / m), at % m];
    const [x, y] = middle(vectors, 0, vector);
    return line(
      'weight',
      [
        [x, y - 9],
        [110 + 44 * (output - (m - 1) / 2), 48],
      ],
      0.6 + (5.4 / Math.sqrt(m)) * chance(vector, output, 2) ** 2,
    );
  });
  const outputs = Array.from({ length: m }, (_, output) =>
    cell('value', [110 + 44 * (output - (m - 1) / 2), 36], 20),
  );
  const left = 110 - 22 * (m - 1) - 16;
  return {
    title: 'Attention pooling and aggregation',
    description: `Twelve vectors are gathered into ${m} with different weights, which a learned query decides.`,
    shapes: [
      ...tokens({ ...vectors, role: 'value' }),
      ...lines,
      ...outputs,
      cell('query', [left - 24, 36], 10),
      line(
        'query',
        [
          [left - 16, 36],
          [left - 1, 36],
        ],
        1.4,
        'arrow',
      ),
      text([left - 34, 40], 'q', 'end'),
      text([110, 148], 'n vectors'),
    ],
  };
}
