import { type Disposable, commands, l10n } from 'vscode';
import { markedText } from '../core/markedText';
import { type FoundPaper, findPapers } from '../worker/protocol';
import { paperCount } from './familyWords';
import type { LibraryClient } from './libraryClient';
import { PaperActions, type PaperRankedRow } from './paperActions';
import type { PapersView } from './papersView';
import { emptyRow, hintRows, problemRows, unsearchedRows } from './queryRows';
import { RankedPick, beginningWith, iconButton, nothingFound, paperLine, rankedRow } from './rankedPick';

/** Most rows of a list: what is not among them is found by typing on. */
const ROWS = 50;

/** Registers the search for papers by what their titles and abstracts say. */
export function registerPaperFinder(library: LibraryClient, papers: PapersView): Disposable {
  return commands.registerCommand('attentionNotes.findPaper', () => showFinder(library, papers));
}

function showFinder(library: LibraryClient, papers: PapersView): void {
  const actions = new PaperActions();
  const row = (paper: FoundPaper): PaperRankedRow => ({
    ...rankedRow('file-text', paper.title, foundLine(paper), actions.buttons(paper)),
    citekey: paper.citekey,
  });
  /** Whether the fields have been asked for since the list was asked for last. */
  let showsFields = false;
  const list = new RankedPick<PaperRankedRow>(async (typed, token) => {
    const fields = showsFields;
    showsFields = false;
    const query = { query: typed, limit: ROWS, fields };
    const { papers: all, total, advice, unsearched } = await library.request(findPapers, query, token);
    const isCounted = typed.trim() !== '' && total !== null && total > 0;
    const title = l10n.t('Find Paper');
    if (!token.isCancellationRequested)
      pick.title = isCounted ? `${title} — ${paperCount({ count: total, also: 0 })}` : title;
    const hints = hintRows(advice.hints);
    const rows = all.length > 0 ? all.map(row) : [emptyRow(typed, advice)];
    const first = fields || all.length === 0 ? hints[0] : undefined;
    return beginningWith(first ?? rows[0], [
      ...problemRows(typed, advice.problems),
      ...hints,
      ...rows,
      ...unsearchedRows(unsearched),
    ]);
  }, nothingFound);
  const { pick } = list;
  pick.title = l10n.t('Find Paper');
  pick.placeholder = l10n.t(
    'Title, author or idea; or family: author: year: venue: has: cited: "a phrase" -word',
  );
  pick.buttons = [iconButton('filter', l10n.t('Narrow by Family, Author, Year, Venue…'))];
  pick.onDidTriggerButton(() => {
    showsFields = true;
    list.ask();
  });
  actions.show(list, papers);
}

/** What a row says below the title: where words of the query stand in the abstract, that comes early. */
function foundLine(paper: FoundPaper): string {
  const { venue, year, byline, excerpt, beginning } = paper;
  if (!excerpt) return [paperLine(paper, venue), beginning].filter(Boolean).join(' — ');
  // Names of venues may be so long that nothing else is in sight.
  const who = [byline, year].filter(Boolean).join(' · ');
  const passage = [who, markedText(excerpt, '‹', '›')].filter(Boolean).join(' — ');
  return `${passage} · @${paper.citekey}`;
}
