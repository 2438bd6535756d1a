import { type Disposable, type QuickPickItem, ThemeIcon, commands, l10n, window } from 'vscode';
import type { GroupBy, SortBy } from '../core/arrangement';
import { DEFAULT_ARRANGEMENT, type PaperArrangement } from './paperArrangement';
import type { PapersView } from './papersView';

/** How long a person may pause between two keys before the papers are filtered, milliseconds. */
const PAUSE = 150;

/** Registers how the papers tree is grouped, sorted and filtered. */
export function registerArrangementCommands(arrangement: PaperArrangement, view: PapersView): Disposable[] {
  return [
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
    commands.registerCommand('attentionNotes.filterPapers', () => askForFilter(arrangement)),
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

/** Filters while a person types; closing the box with Escape brings back what was shown before. */
function askForFilter(arrangement: PaperArrangement): void {
  const before = arrangement.current.filter;
  const box = window.createInputBox();
  box.title = l10n.t('Filter Papers');
  box.placeholder = l10n.t('Key, acronym, words of the title, authors, year, family');
  box.prompt = l10n.t('Papers that match every word stay.');
  box.value = before;
  box.valueSelection = [0, before.length];
  // A look at the tree or a scroll in it must not take the filter back.
  box.ignoreFocusOut = true;
  let accepted = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  box.onDidChangeValue((filter) => {
    clearTimeout(timer);
    timer = setTimeout(() => arrangement.change({ filter }), PAUSE);
  });
  box.onDidAccept(() => {
    accepted = true;
    box.hide();
  });
  box.onDidHide(() => {
    clearTimeout(timer);
    arrangement.change({ filter: accepted ? box.value : before });
    box.dispose();
  });
  box.show();
}
