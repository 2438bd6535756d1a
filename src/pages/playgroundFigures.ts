import type { Costs, Quantity } from '../core/mechanisms/costs';
import { readableBytes, readableCount, readableFlops } from '../core/mechanisms/readable';
import { element, worded } from './dom';
import { number } from './playgroundFields';
import type { Computed, PlaygroundWords } from './protocol';

/** A mechanism and what it costs. */
export interface Figures {
  readonly mechanism: Computed;
  readonly costs: Costs;
}

/** The costs of one mechanism, or of two beside each other, each with the formula and the numbers put in. */
export function figuresTable(figures: readonly Figures[], words: PlaygroundWords): HTMLElement {
  const head = element(
    'tr',
    { role: 'row' },
    element(
      'th',
      { scope: 'col', role: 'columnheader' },
      element('span', { class: 'spoken' }, words.quantity),
    ),
    ...figures.map(({ mechanism }) => element('th', { scope: 'col', role: 'columnheader' }, mechanism.name)),
  );
  const rows = quantities(figures, words).map(([label, cells]) =>
    row(
      label,
      cells.map((cell) => quantityOf(cell, words)),
    ),
  );
  const sources = figures.map(({ costs: { source } }) => [element('a', { href: source.url }, source.label)]);
  return element(
    'table',
    { class: figures.length > 1 ? 'figures two' : 'figures', role: 'table' },
    element('thead', { role: 'rowgroup' }, head),
    element('tbody', { role: 'rowgroup' }, ...rows, row(words.source, sources)),
  );
}

const row = (label: string, cells: readonly (readonly Node[])[]): HTMLElement =>
  element(
    'tr',
    { role: 'row' },
    element('th', { scope: 'row', role: 'rowheader' }, label),
    ...cells.map((cell) => element('td', { role: 'cell' }, ...cell)),
  );

/** The figures in one sentence for each mechanism, for people who hear the page. */
export const spokenFigures = (figures: readonly Figures[], words: PlaygroundWords): string =>
  figures
    .map(({ mechanism }, index) => {
      const told = quantities(figures, words).map(
        ([label, cells]) => `${label} ${valueOf(cells[index], words)}`,
      );
      return `${mechanism.name}: ${told.join('; ')}.`;
    })
    .join(' ');

/** What was cut to what there is. */
export const notesOf = (
  figures: readonly Figures[],
  labels: ReadonlyMap<string, string>,
  words: PlaygroundWords,
): string[] => [
  ...new Set(
    figures.flatMap(({ costs }) =>
      costs.notes.map(({ field, given, used }) =>
        worded(words.cut, labels.get(field) ?? field, number(given), number(used)),
      ),
    ),
  ),
];

interface Cell {
  readonly quantity: Quantity;
  readonly readable: (value: number) => string;
}

function quantities(
  figures: readonly Figures[],
  words: PlaygroundWords,
): [label: string, cells: (Cell | undefined)[]][] {
  const cells = (pick: (costs: Costs) => Quantity | undefined, readable: Cell['readable']) =>
    figures.map(({ costs }) => {
      const quantity = pick(costs);
      return quantity && { quantity, readable };
    });
  const rows: [string, (Cell | undefined)[]][] = [
    [words.flops, cells(({ flops }) => flops, readableFlops)],
    [words.attentionMemory, cells(({ attentionMemory }) => attentionMemory, readableBytes)],
    [words.kvCache, cells(({ kvCache }) => kvCache, readableBytes)],
    [words.traffic, cells(({ traffic }) => traffic, readableCount)],
  ];
  return rows.filter(([, row]) => row.some((cell) => cell !== undefined));
}

const valueOf = (cell: Cell | undefined, words: PlaygroundWords): string =>
  cell && cell.quantity.value > 0 ? cell.readable(cell.quantity.value) : words.none;

/** The value, and below it the formula in symbols and with numbers. */
function quantityOf(cell: Cell | undefined, words: PlaygroundWords): Node[] {
  const value = element('span', { class: 'value' }, valueOf(cell, words));
  if (!cell || cell.quantity.value === 0) return [value];
  const [symbols = '', ...numbers] = cell.quantity.formula.split(' = ');
  return [
    value,
    element('span', { class: 'working' }, symbols),
    ...numbers.map((part) => element('span', { class: 'working' }, `= ${part}`)),
  ];
}
