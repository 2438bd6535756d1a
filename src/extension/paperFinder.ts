import { type Disposable, type QuickInputButton, commands, l10n } from 'vscode';
import { type FoundPaper, findPapers } from '../worker/protocol';
import type { LibraryClient } from './libraryClient';
import type { PapersView } from './papersView';
import { RankedPick, type RankedRow, iconButton, nothingFound, paperLine, rankedRow } from './rankedPick';

/** Most rows of a list: what is not among them is found by typing on. */
const ROWS = 50;

interface FoundRow extends RankedRow {
  readonly citekey?: string;
}

/** Registers the search for papers by what their titles and abstracts say. */
export function registerPaperFinder(library: LibraryClient, papers: PapersView): Disposable {
  return commands.registerCommand('attentionNotes.findPaper', () => showFinder(library, papers));
}

function showFinder(library: LibraryClient, papers: PapersView): void {
  const actions = new Map<QuickInputButton, string>();
  const button = (icon: string, tooltip: string, command: string): QuickInputButton => {
    const made = iconButton(icon, tooltip);
    actions.set(made, command);
    return made;
  };
  const insert = button('quote', l10n.t('Insert Citation at the Cursor'), 'attentionNotes.insertCitation');
  const copy = button('copy', l10n.t('Copy Citation Key'), 'attentionNotes.copyCitekey');
  const arxiv = button('link-external', l10n.t('Open in arXiv'), 'attentionNotes.openArxiv');
  const row = (paper: FoundPaper): FoundRow => {
    const detail = [paperLine(paper, paper.venue), paper.beginning].filter(Boolean).join(' — ');
    const buttons = paper.arxiv === null ? [insert, copy] : [insert, copy, arxiv];
    return { ...rankedRow('file-text', paper.title, detail, buttons), citekey: paper.citekey };
  };
  const list = new RankedPick<FoundRow>(async (typed, token) => {
    const found = await library.request(findPapers, { query: typed, limit: ROWS }, token);
    return { rows: found.map(row) };
  }, nothingFound);
  const run = async (command: string, { citekey }: FoundRow) => {
    if (citekey === undefined) return;
    list.hide();
    await commands.executeCommand(command, { citekey });
  };
  const { pick } = list;
  pick.title = l10n.t('Find Paper');
  pick.placeholder = l10n.t('Words of title or abstract, authors, year, family; empty: the newest papers');
  pick.onDidAccept(async () => {
    const citekey = (await list.chosen())?.citekey;
    if (citekey === undefined) return;
    list.hide();
    await papers.reveal(citekey);
  });
  pick.onDidTriggerItemButton(({ button: pressed, item }) => run(actions.get(pressed) ?? '', item));
  pick.onDidHide(() => list.dispose());
  list.ask();
  pick.show();
}
