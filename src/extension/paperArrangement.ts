import { EventEmitter, type Memento, commands } from 'vscode';
import { type Arrangement, GROUPINGS, SORTINGS } from '../core/arrangement';

/** How the papers are shown to somebody who has chosen nothing. */
export const DEFAULT_ARRANGEMENT: Arrangement = { groupBy: 'family', sortBy: 'newest', filter: '' };

const GROUP_BY = 'papers.groupBy';
const SORT_BY = 'papers.sortBy';
const FILTERING = 'attentionNotes.filtering';

/** How the papers are to be shown: grouping and sorting as last chosen in this workspace, and the filter. */
export class PaperArrangement {
  readonly #memory: Memento;
  readonly #changed = new EventEmitter<void>();
  #current: Arrangement;

  readonly onDidChange = this.#changed.event;

  constructor(memory: Memento) {
    this.#memory = memory;
    const { groupBy, sortBy, filter } = DEFAULT_ARRANGEMENT;
    // Another version may have remembered what this one does not know.
    this.#current = {
      groupBy: GROUPINGS.find((known) => known === memory.get(GROUP_BY)) ?? groupBy,
      sortBy: SORTINGS.find((known) => known === memory.get(SORT_BY)) ?? sortBy,
      filter,
    };
    // VS Code keeps what an extension host has set, also when it ends without a farewell.
    this.#tell();
  }

  /** A new object after each change. */
  get current(): Arrangement {
    return this.#current;
  }

  change(change: Partial<Arrangement>): void {
    const before = this.#current;
    const next = { ...before, ...change };
    if (next.filter.trim() === '') next.filter = '';
    const { groupBy, sortBy, filter } = next;
    if (groupBy === before.groupBy && sortBy === before.sortBy && filter === before.filter) return;
    this.#current = next;
    if (groupBy !== before.groupBy) void this.#memory.update(GROUP_BY, groupBy);
    if (sortBy !== before.sortBy) void this.#memory.update(SORT_BY, sortBy);
    this.#tell();
    this.#changed.fire();
  }

  dispose(): void {
    this.#changed.dispose();
    this.#current = { ...this.#current, filter: '' };
    this.#tell();
  }

  #tell(): void {
    void commands.executeCommand('setContext', FILTERING, this.#current.filter !== '');
  }
}
