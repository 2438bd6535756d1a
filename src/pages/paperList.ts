import { button, drawn, element, worded } from './dom';
import type { FamilyPageWords, PagePaper } from './protocol';

/** Two quotation marks, as on the tree's rows. */
const QUOTE =
  '<svg viewBox="0 0 16 16" width="16" height="16" fill="currentColor" aria-hidden="true">' +
  '<path d="M3 9.5c0-2.6 1-4.4 3.2-5.5l.6 1C5.4 5.9 4.8 6.9 4.8 8h1.7v4H3zM9.2 9.5c0-2.6 1-4.4 3.2-5.5l.6 1c-1.4.9-2 1.9-2 3h1.7v4H9.2z"/></svg>';

/** What can be done with a paper of a list. */
export interface PaperActions {
  reveal(citekey: string): void;
  insertCitation(citekey: string): void;
}

interface Row {
  readonly element: HTMLLIElement;
  /** What it shows. */
  readonly says: string;
}

/** A list of papers. What it shows anew leaves rows that stay in place: focus and selection are kept. */
export class PaperList {
  readonly element = element('ul', { class: 'papers', role: 'list' });
  readonly #actions: PaperActions;
  #rows = new Map<string, Row>();

  constructor(actions: PaperActions) {
    this.#actions = actions;
  }

  show(papers: readonly PagePaper[], words: FamilyPageWords): void {
    const rows = new Map<string, Row>();
    for (const paper of papers) {
      const says = JSON.stringify(paper);
      const known = this.#rows.get(paper.citekey);
      rows.set(paper.citekey, known?.says === says ? known : { element: this.#row(paper, words), says });
    }
    const kept = new Set([...rows.values()].map((row) => row.element));
    for (const row of this.#rows.values()) if (!kept.has(row.element)) row.element.remove();
    let place = this.element.firstElementChild;
    for (const row of kept) {
      if (row === place) place = place.nextElementSibling;
      else this.element.insertBefore(row, place);
    }
    this.#rows = rows;
  }

  /** Moves the focus to the title of the row with that number. */
  focus(index: number): void {
    this.element.children[index]?.querySelector('button')?.focus();
  }

  #row({ citekey, title, byline, year }: PagePaper, words: FamilyPageWords): HTMLLIElement {
    const shown = title === '' ? citekey : title;
    const insert = worded(words.insertCitationOf, shown);
    return element(
      'li',
      {},
      element(
        'div',
        { class: 'paper' },
        button({ class: 'link', title: words.showInTree }, () => this.#actions.reveal(citekey), shown),
        element('p', { class: 'byline' }, [byline, year].filter(Boolean).join(', ')),
      ),
      button(
        { class: 'quiet', 'aria-label': insert, title: words.insertCitation },
        () => this.#actions.insertCitation(citekey),
        drawn(QUOTE),
      ),
    );
  }
}
