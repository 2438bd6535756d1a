import {
  type Disposable,
  type InputBox,
  InputBoxValidationSeverity,
  type QuickPickItem,
  ThemeIcon,
  commands,
  l10n,
  window,
} from 'vscode';
import type { GroupBy, SortBy } from '../core/arrangement';
import { escapeLinks } from '../core/markdown';
import { judgeQuery } from '../worker/protocol';
import type { LibraryClient } from './libraryClient';
import { DEFAULT_ARRANGEMENT, type PaperArrangement } from './paperArrangement';
import type { PapersView } from './papersView';
import { hintsLine, problemText, withoutText } from './queryRows';

/** How long a person may pause between two keys before the papers are filtered, milliseconds. */
const PAUSE = 150;

/** Registers how the papers tree is grouped, sorted and filtered. */
export function registerArrangementCommands(
  arrangement: PaperArrangement,
  view: PapersView,
  library: LibraryClient,
): { dispose(): unknown }[] {
  const filterBox = new FilterBox(arrangement, library);
  return [
    filterBox,
    commands.registerCommand('attentionNotes.groupPapers', async () => {
      const { groupBy } = arrangement.current;
      const chosen = await choose(
        l10n.t('Group papers by'),
        groupings(),
        groupBy,
        DEFAULT_ARRANGEMENT.groupBy,
      );
      if (chosen) await view.rearrange({ groupBy: chosen });
    }),
    commands.registerCommand('attentionNotes.sortPapers', async () => {
      const { sortBy } = arrangement.current;
      const chosen = await choose(l10n.t('Sort papers by'), sortings(), sortBy, DEFAULT_ARRANGEMENT.sortBy);
      if (chosen) await view.rearrange({ sortBy: chosen });
    }),
    commands.registerCommand('attentionNotes.filterPapers', () => filterBox.show()),
    commands.registerCommand('attentionNotes.clearFilter', () => view.rearrange({ filter: '' })),
  ];
}

interface Choice<T> {
  readonly value: T;
  readonly label: string;
  readonly icon: string;
}

const groupings = (): Choice<GroupBy>[] => [
  { value: 'family', label: l10n.t('Family'), icon: 'target' },
  { value: 'year', label: l10n.t('Year'), icon: 'calendar' },
  { value: 'venue', label: l10n.t('Venue'), icon: 'mortar-board' },
  { value: 'source', label: l10n.t('Source File'), icon: 'files' },
  { value: 'cited', label: l10n.t('Cited in This Workspace'), icon: 'quote' },
];

const sortings = (): Choice<SortBy>[] => [
  { value: 'newest', label: l10n.t('Newest First'), icon: 'arrow-down' },
  { value: 'oldest', label: l10n.t('Oldest First'), icon: 'arrow-up' },
  { value: 'title', label: l10n.t('Title'), icon: 'case-sensitive' },
];

/** Lets a person choose one of a few; the present choice is named and stands ready. */
function choose<T extends string>(
  placeholder: string,
  choices: readonly Choice<T>[],
  current: T,
  preset: T,
): Promise<T | undefined> {
  const pick = window.createQuickPick<QuickPickItem & { readonly value: T }>();
  pick.placeholder = placeholder;
  pick.items = choices.map(({ value, label, icon }) => {
    const notes = [value === current ? l10n.t('Current') : '', value === preset ? l10n.t('Default') : ''];
    return { value, label, iconPath: new ThemeIcon(icon), description: notes.filter(Boolean).join(', ') };
  });
  pick.activeItems = pick.items.filter(({ value }) => value === current);
  return new Promise((resolve) => {
    pick.onDidAccept(() => {
      resolve(pick.activeItems[0]?.value);
      pick.hide();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}

/**
 * Filters the papers while a person types. There is one box at a time, and however it is closed, the filter stays: nobody
 * can tell Escape from another pick that takes the box's place.
 */
class FilterBox {
  readonly #arrangement: PaperArrangement;
  readonly #library: LibraryClient;
  readonly #following: Disposable;
  #box: InputBox | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The filter as this box last gave or took it. */
  #filter = '';

  constructor(arrangement: PaperArrangement, library: LibraryClient) {
    this.#arrangement = arrangement;
    this.#library = library;
    this.#following = arrangement.onDidChange(() => this.#follow());
  }

  /** Shows the box with the present filter; one that is open already is ready to be typed in again. */
  show(): void {
    this.#close();
    this.#filter = this.#arrangement.current.filter;
    const box = window.createInputBox();
    box.title = l10n.t('Filter Papers');
    box.placeholder = l10n.t(
      'Words of title, authors, key; family:linear, year:2021.., has:code, cited:no, -word',
    );
    box.value = this.#filter;
    box.valueSelection = [0, box.value.length];
    // A look at the tree or a scroll in it must not close the box.
    box.ignoreFocusOut = true;
    box.onDidChangeValue(() => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#apply(box), PAUSE);
    });
    box.onDidAccept(() => box.hide());
    box.onDidHide(() => {
      if (box === this.#box) this.#close();
    });
    this.#box = box;
    void this.#judge(box);
    box.show();
  }

  dispose(): void {
    this.#following.dispose();
    clearTimeout(this.#timer);
    const box = this.#box;
    this.#box = undefined;
    box?.dispose();
  }

  #close(): void {
    const box = this.#box;
    if (!box) return;
    this.#box = undefined;
    this.#apply(box);
    box.dispose();
  }

  #apply(box: InputBox): void {
    const { value } = box;
    clearTimeout(this.#timer);
    this.#filter = value;
    this.#arrangement.change({ filter: value });
    void this.#judge(box);
  }

  /** Says what is wrong with the filter, how it can go on, or what it does. */
  async #judge(box: InputBox): Promise<void> {
    const { value } = box;
    const asked = value === '' ? undefined : this.#library.request(judgeQuery, { query: value });
    // Without an answer there is nothing to say against it.
    const advice = await Promise.resolve(asked).catch(() => undefined);
    if (box !== this.#box || box.value !== value) return;
    const { problems = [], without = null, hints = [] } = advice ?? {};
    const wrong = problems.map(problemText).join(' ') || (without ? withoutText(value, without) : '');
    // To a prompt, VS Code would add that Escape cancels.
    box.validationMessage = {
      message: escapeLinks(
        wrong ||
          hintsLine(hints) ||
          l10n.t('Papers that match every word stay. The filter is kept until the box is emptied.'),
      ),
      severity: wrong ? InputBoxValidationSeverity.Warning : InputBoxValidationSeverity.Info,
    };
  }

  /** Takes over a filter that was changed elsewhere, as by Clear Filter. */
  #follow(): void {
    const { filter } = this.#arrangement.current;
    if (!this.#box || filter === this.#filter || this.#filter.trim() === filter) return;
    clearTimeout(this.#timer);
    this.#filter = filter;
    this.#box.value = filter;
  }
}
