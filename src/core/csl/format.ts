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

  constructor(items: readonly CslItem[], style: StyleName) {
    const chosen = STYLES[style];
    this.#style = chosen;
    this.#items = new Map(items.map((item) => [item.id ?? '', new Fields(item)]));
    const cited = [...this.#items.values()];
    this.#listed = chosen.kind === 'numeric' ? cited : inOrder(cited, chosen.sortKey);
    this.#numbers = new Map(cited.map(({ id }, index) => [id, index + 1]));
    this.#distinctions = chosen.kind === 'numeric' ? new Map() : distinctions(this.#listed, chosen);
  }

  /** The reference list in the style's order. */
  list(): FormattedItem[] {
    let last = '';
    return this.#listed.map((item) => {
      if (this.#style.kind === 'numeric') {
        const marked = `[${this.#numbers.get(item.id) ?? 0}] ${this.#style.entry(item)}`;
        return { id: item.id, ...formatted(marked) };
      }
      const authors = this.#style.authors(item);
      const { replacesRepeated } = this.#style;
      const isRepeated = replacesRepeated !== undefined && authors !== '' && authors === last;
      last = authors;
      const role = /, (?:eds?|trans)\.$/.exec(authors)?.[0] ?? '';
      const shown = isRepeated ? replacesRepeated + role : authors;
      return { id: item.id, ...formatted(this.#style.entry(item, this.#distinction(item).suffix, shown)) };
    });
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
  return new References(items, style).list();
}

/** One citation in a text that cites these items, given in the order in which they are cited. */
export function formatCitation(
  cited: readonly CitedItem[],
  items: readonly CslItem[],
  style: StyleName,
): FormattedCitation {
  return new References(items, style).citation(cited);
}
