import { CancellationTokenSource, type Disposable, commands, l10n, window } from 'vscode';
import { type RelatedPaper, findRelated } from '../worker/protocol';
import type { CitationIndex, MeantKey } from './citationNavigation';
import type { LibraryClient } from './libraryClient';
import { showInformation, showWarning } from './messages';
import { PaperActions, type PaperRankedRow } from './paperActions';
import type { LastNote } from './paperCommands';
import type { PapersView } from './papersView';
import { RankedPick, nothingFound, paperLine, rankedRow } from './rankedPick';

/** Most rows of the list. */
const ROWS = 20;

/**
 * Registers the list of papers that are about the same as one paper: that of a row, or else that of the citation at the
 * cursor, or else that selected in the tree.
 */
export function registerRelatedPapers(
  library: LibraryClient,
  papers: PapersView,
  index: CitationIndex,
  lastNote: LastNote,
): Disposable {
  return commands.registerCommand(
    'attentionNotes.findRelated',
    async (paper?: { readonly citekey: string }) => {
      if (paper) {
        showRelated(paper.citekey, library, papers);
        return;
      }
      const cited = await citedAtCursor(index, lastNote).catch(() => null);
      if (cited === null) {
        void showWarning(
          l10n.t(
            'What is cited at the cursor is not known: the note cannot be read, or the library does not answer.',
          ),
        );
        return;
      }
      const [selected] = papers.selection;
      const citekey =
        cited?.papers[0]?.citekey ?? (selected?.kind === 'paper' ? selected.citekey : undefined);
      if (cited && cited.papers.length !== 1) tellNoPaper(cited);
      else if (citekey !== undefined) showRelated(citekey, library, papers);
      else
        void showInformation(
          l10n.t(
            'Put the cursor on a citation key, or select a paper in the tree, to find papers about the same.',
          ),
        );
    },
  );
}

/** The key at the cursor of the note in use. Rejects when that cannot be told. */
async function citedAtCursor(index: CitationIndex, lastNote: LastNote): Promise<MeantKey | undefined> {
  const editor = window.activeTextEditor;
  // In other languages an at sign is something else.
  if (!editor || editor.document !== lastNote.document) return undefined;
  const { token } = new CancellationTokenSource();
  return index.keyAt(editor.document, editor.selection.active, token, { surely: true });
}

function tellNoPaper({ citekey, papers, isOfNote }: MeantKey): void {
  void showInformation(
    isOfNote
      ? l10n.t('@{0} means something in this note itself, and no paper of the library.', citekey)
      : papers.length > 1
        ? l10n.t(
            '@{0} could mean {1} papers: choose one of them with a quick fix first.',
            citekey,
            papers.length,
          )
        : l10n.t('No paper of the library has the key @{0}.', citekey),
  );
}

/** What is typed leaves the papers with these words in their title, key, authors or reasons. */
function showRelated(key: string, library: LibraryClient, papers: PapersView): void {
  const actions = new PaperActions();
  const row = (paper: RelatedPaper): PaperRankedRow => ({
    ...rankedRow(
      'file-text',
      paper.title,
      [bothAbout(paper.shared), paperLine(paper)].join(' — '),
      actions.buttons(paper),
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
