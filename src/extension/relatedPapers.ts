import { type Disposable, commands, l10n } from 'vscode';
import { type RelatedPaper, findRelated } from '../worker/protocol';
import type { LibraryClient } from './libraryClient';
import { PaperActions, type PaperRankedRow } from './paperActions';
import type { PapersView } from './papersView';
import { RankedPick, nothingFound, paperLine, rankedRow } from './rankedPick';

/** Most rows of the list. */
const ROWS = 20;

/** Registers the list of papers that are about the same as one paper. */
export function registerRelatedPapers(library: LibraryClient, papers: PapersView): Disposable {
  return commands.registerCommand('attentionNotes.findRelated', (paper?: { readonly citekey: string }) => {
    const [selected] = papers.selection;
    const citekey = paper?.citekey ?? (selected?.kind === 'paper' ? selected.citekey : undefined);
    if (citekey !== undefined) showRelated(citekey, library, papers);
  });
}

/** What is typed leaves the papers with these words in their title, key, authors or reasons. */
function showRelated(key: string, library: LibraryClient, papers: PapersView): void {
  const actions = new PaperActions();
  const row = (paper: RelatedPaper): PaperRankedRow => ({
    ...rankedRow(
      'file-text',
      paper.title,
      [bothAbout(paper.shared), paperLine(paper)].join(' — '),
      actions.buttons({}),
    ),
    citekey: paper.citekey,
  });
  const found = library.request(findRelated, { key, limit: ROWS });
  // Whether it failed is for the list to say.
  found.catch(() => undefined);
  const list = new RankedPick<PaperRankedRow>(
    async (typed) => {
      const related = await found;
      const words = typed.toLowerCase().split(/\s+/);
      const says = (paper: RelatedPaper) =>
        [paper.title, paperLine(paper), ...paper.shared].join(' ').toLowerCase();
      return { rows: related.filter((paper) => words.every((word) => says(paper).includes(word))).map(row) };
    },
    (typed, failed) => {
      const words = typed.trim();
      if (failed) return nothingFound(words, failed);
      return rankedRow(
        'info',
        words === ''
          ? l10n.t('No paper of the library is about the same.')
          : l10n.t('No related paper has "{0}".', words),
      );
    },
  );
  const { pick } = list;
  pick.title = l10n.t('Papers Related to @{0}', key);
  pick.placeholder = l10n.t('Words of title, authors or what both are about');
  actions.show(list, papers);
}

/** "both: KV cache eviction, long context" */
export const bothAbout = (shared: readonly string[]): string => l10n.t('both: {0}', shared.join(', '));
