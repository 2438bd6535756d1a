import { finish } from '../finish';
import type { CslItem } from '../paper';
import { APA } from './apa';
import { CHICAGO } from './chicago';
import { authorDateCitation, type CitedItem, numericCitation } from './cite';
import { type Distinction, distinctions } from './disambiguation';
import { Fields } from './fields';
import { IEEE } from './ieee';
import { tidied } from './marks';
import { inOrder } from './order';
import type { Style } from './style';
import type { StyleName } from './styleNames';
import { type Formatted, formatted } from './write';

export type { CitedItem } from './cite';
export type { StyleName } from './styleNames';

const STYLES: Readonly<Record<StyleName, Style>> = { 'chicago-author-date': CHICAGO, ieee: IEEE, apa: APA };

/** An entry of a reference list. Entries of a numeric style begin with their number. */
export interface FormattedItem extends Formatted {
  readonly id: string;
}

/** A citation, and the parts it is made of: `id` of what stands for an item, none of what stands between. */
export interface FormattedCitation extends Formatted {
  readonly parts: readonly (Formatted & { readonly id: string | undefined })[];
}

const UNDISTINGUISHED: Distinction = { detail: {}, suffix: '' };

/** How many entries are written between two chances to pause. */
const BATCH = 20;

/**
 * The references of one text: items in the order in which they are cited first. What citations say of an item
 * depends on the others (numbers, letters behind the year, given names).
 */
export class References {
  readonly #style: Style;
  readonly #items: ReadonlyMap<string, Fields>;
  /** In the style's order. */
  readonly #listed: readonly Fields[];
  readonly #numbers: ReadonlyMap<string, number>;
  readonly #distinctions: ReadonlyMap<string, Distinction>;

  private constructor(
    style: Style,
    items: ReadonlyMap<string, Fields>,
    listed: readonly Fields[],
    distinguished: ReadonlyMap<string, Distinction>,
  ) {
    this.#style = style;
    this.#items = items;
    this.#listed = listed;
    this.#numbers = new Map(Array.from(items.keys(), (id, index) => [id, index + 1]));
    this.#distinctions = distinguished;
  }

  /** Of items in the order in which they are cited. A generator: the caller may pause between steps. */
  static *of(items: readonly CslItem[], style: StyleName): Generator<void, References> {
    const chosen = STYLES[style];
    const own = new Map(items.map((item) => [item.id ?? '', new Fields(item)]));
    const cited = [...own.values()];
    if (chosen.kind === 'numeric') return new References(chosen, own, cited, new Map());
    const listed = yield* inOrder(cited, chosen.sortKey);
    return new References(chosen, own, listed, yield* distinctions(listed, chosen));
  }

  /** The reference list in the style's order. A generator: the caller may pause between steps. */
  *list(): Generator<void, FormattedItem[]> {
    const list: FormattedItem[] = [];
    let last = '';
    for (const item of this.#listed) {
      if (list.length % BATCH === BATCH - 1) yield;
      if (this.#style.kind === 'numeric') {
        const marked = `[${this.#numbers.get(item.id) ?? 0}] ${this.#style.entry(item)}`;
        list.push({ id: item.id, ...formatted(marked) });
        continue;
      }
      const authors = this.#style.authors(item);
      const { replacesRepeated } = this.#style;
      const isRepeated = replacesRepeated !== undefined && authors !== '' && authors === last;
      last = authors;
      const behind = /(?:,? et al\.)?(?:, (?:eds?|trans)\.)?$/.exec(authors)?.[0] ?? '';
      const shown = isRepeated ? replacesRepeated + behind : authors;
      const { suffix } = this.#distinction(item);
      list.push({ id: item.id, ...formatted(this.#style.entry(item, suffix, shown)) });
    }
    return list;
  }

  /** One citation; keys that are not among the items are shown as such. */
  citation(cited: readonly CitedItem[]): FormattedCitation {
    const parts =
      this.#style.kind === 'numeric'
        ? numericCitation(cited, this.#numbers)
        : authorDateCitation(cited, this.#items, this.#style, (item) => this.#distinction(item));
    return {
      ...formatted(tidied(parts.map(({ marked }) => marked).join(''))),
      parts: parts.map(({ id, marked }) => ({ id, ...formatted(marked) })),
    };
  }

  #distinction(item: Fields): Distinction {
    return this.#distinctions.get(item.id) ?? UNDISTINGUISHED;
  }
}

/** The reference list of these items, given in the order in which they are cited. */
export function formatBibliography(items: readonly CslItem[], style: StyleName): readonly FormattedItem[] {
  return finish(finish(References.of(items, style)).list());
}

/** One citation in a text that cites these items, given in the order in which they are cited. */
export function formatCitation(
  cited: readonly CitedItem[],
  items: readonly CslItem[],
  style: StyleName,
): FormattedCitation {
  return finish(References.of(items, style)).citation(cited);
}
