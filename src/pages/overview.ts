import { yearColumns } from './chart';
import { drawn, element, indexed, worded } from './dom';
import type { FamilyPage, FamilyPageWords, PageMechanism } from './protocol';

/** Name, heading, definition and number of papers. */
export function titleOf({ name, heading, definition, counted }: FamilyPage): HTMLElement {
  return element(
    'header',
    {},
    element('p', { class: 'kicker' }, heading),
    element('h1', {}, name),
    definition === '' ? undefined : element('p', { class: 'definition' }, definition),
    element('p', { class: 'count' }, counted),
  );
}

/** What the family does: two sentences beside a picture, its formula, its cost. */
export function mechanismOf(
  { what, formula, cost }: PageMechanism,
  picture: Element | undefined,
  words: FamilyPageWords,
): HTMLElement {
  return element(
    'div',
    { class: 'lead' },
    element(
      'div',
      {},
      element('p', { class: 'what' }, ...indexed(what)),
      formula && element('h2', {}, words.formula),
      formula && formulaOf(formula.mathml),
      cost && element('h2', {}, words.cost),
      cost && costOf(cost, words),
    ),
    picture && element('figure', { class: 'pattern' }, picture),
  );
}

/** The named mechanisms of a family. */
export function namedMechanisms(named: readonly PageMechanism[], words: FamilyPageWords): HTMLElement {
  return element(
    'section',
    {},
    element('h2', {}, words.mechanisms),
    ...named.map(({ name, abbreviation, what, formula, cost, source }) =>
      element(
        'article',
        { class: 'mechanism' },
        element(
          'h3',
          {},
          name,
          abbreviation === undefined ? undefined : element('span', { class: 'abbreviation' }, abbreviation),
        ),
        element('p', {}, ...indexed(what)),
        formula && formulaOf(formula.mathml),
        cost
          ? costOf(cost, words)
          : source && element('p', { class: 'source' }, `${words.source}: `, linkTo(source)),
      ),
    ),
  );
}

/** How many papers there are of each year: bars for the eye, a list for the ear. */
export function yearChart(perYear: FamilyPage['perYear'], words: FamilyPageWords): HTMLElement {
  const columns = yearColumns(perYear);
  const bars = columns.map(({ year, count, share }) => {
    const bar = element('span', { class: 'bar' });
    // By script: the page's policy refuses styles that stand in markup.
    bar.style.setProperty('--share', String(share));
    const spoken = worded(count === 1 ? words.paperOfYear : words.papersOfYear, year, count);
    const number = element('span', { class: 'number' }, String(count));
    return element(
      'li',
      {},
      element('span', { class: 'spoken' }, spoken),
      element('span', { class: 'year', 'aria-hidden': 'true' }, String(year)),
      element('span', { class: 'track', 'aria-hidden': 'true' }, number, bar),
    );
  });
  const shape = columns.length > MOST_COLUMNS ? 'chart long' : 'chart';
  return element(
    'section',
    {},
    element('h2', {}, words.perYear),
    element('ol', { class: shape, role: 'list' }, ...bars),
  );
}

/** More years than these stand below each other, on every screen. */
const MOST_COLUMNS = 16;

function formulaOf(mathml: string): HTMLElement {
  return element('div', { class: 'formula' }, drawn(mathml));
}

function costOf({ time, memory, source }: NonNullable<PageMechanism['cost']>, words: FamilyPageWords) {
  const entry = (term: string, ...value: (Node | string)[]) =>
    element('div', {}, element('dt', {}, term), element('dd', {}, ...value));
  return element(
    'dl',
    { class: 'cost' },
    entry(words.time, element('span', { class: 'math' }, ...indexed(time))),
    entry(words.memory, element('span', { class: 'math' }, ...indexed(memory))),
    entry(words.source, linkTo(source)),
  );
}

const linkTo = ({ label, url }: { label: string; url: string }): HTMLAnchorElement =>
  element('a', { href: url }, label);
