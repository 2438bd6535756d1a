import { type Arrangement, dependsOnCited } from '../core/arrangement';
import type { Library } from '../core/library';
import { PapersTree } from '../core/tree';
import type { Found, PaperSearch } from './paperSearch';
import type { QueryAdvice } from './protocol';

/** The library's papers as somebody wants to see them. Rows are asked for group by group: the last tree is kept. */
export class ArrangedPapers {
  readonly #library: Library;
  readonly #search: PaperSearch;
  readonly #cited: () => ReadonlySet<string>;
  #last: { readonly key: string; readonly arrangement: Arrangement; readonly tree: PapersTree } | undefined;
  /** What the last filter left: the tree asks for that, and whoever types it for advice. */
  #left: { readonly typed: string; readonly found: Found } | undefined;

  constructor(library: Library, search: PaperSearch, cited: () => ReadonlySet<string>) {
    this.#library = library;
    this.#search = search;
    this.#cited = cited;
  }

  tree(arrangement: Arrangement): PapersTree {
    const { groupBy, sortBy, filter } = arrangement;
    const key = JSON.stringify([groupBy, sortBy, filter]);
    if (this.#last?.key === key) return this.#last.tree;
    const tree = new PapersTree(this.#papersLeft(filter), arrangement, {
      cited: this.#cited(),
      families: this.#library.families,
    });
    this.#last = { key, arrangement, tree };
    return tree;
  }

  /** What helps on with a filter. */
  adviceOn(filter: string): QueryAdvice {
    return this.#search.adviceOn(this.#leftBy(filter));
  }

  /** To be called when papers have changed and are indexed. */
  forget(): void {
    this.#last = this.#left = undefined;
  }

  /** To be called when abstracts are indexed, which filters ask for; whether somebody sees such a tree. */
  forgetFiltered(): boolean {
    this.#left = undefined;
    const isFiltered = this.#last !== undefined && this.#last.arrangement.filter !== '';
    if (isFiltered) this.#last = undefined;
    return isFiltered;
  }

  /** To be called when other papers are cited than before. */
  forgetCited(): void {
    this.#left = undefined;
    if (this.#last && dependsOnCited(this.#last.arrangement)) this.#last = undefined;
  }

  #papersLeft(filter: string) {
    if (filter === '') return this.#library.papers;
    return this.#leftBy(filter).hits.flatMap(({ citekey }) => this.#library.get(citekey) ?? []);
  }

  #leftBy(typed: string): Found {
    if (this.#left?.typed !== typed) this.#left = { typed, found: this.#search.filter(typed) };
    return this.#left.found;
  }
}
