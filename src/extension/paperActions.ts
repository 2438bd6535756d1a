import { type QuickInputButton, commands, l10n } from 'vscode';
import type { PapersView } from './papersView';
import type { QueryRow } from './queryRows';
import { type RankedPick, iconButton } from './rankedPick';

/** The row of a paper, or one that helps on with a query. */
export interface PaperRankedRow extends QueryRow {
  readonly citekey?: string;
}

/** What can be done with a paper in the row of a pick. */
export class PaperActions {
  readonly #insert = iconButton('quote', l10n.t('Insert Citation at the Cursor'));
  readonly #copy = iconButton('copy', l10n.t('Copy Citation Key'));
  readonly #copyAs = iconButton('export', l10n.t('Copy as…'));
  readonly #arxiv = iconButton('link-external', l10n.t('Open in arXiv'));
  readonly #related = iconButton('references', l10n.t('Find Related Papers'));
  readonly #commands: ReadonlyMap<QuickInputButton, string> = new Map([
    [this.#insert, 'attentionNotes.insertCitation'],
    [this.#copy, 'attentionNotes.copyCitekey'],
    [this.#copyAs, 'attentionNotes.copyAs'],
    [this.#arxiv, 'attentionNotes.openArxiv'],
    [this.#related, 'attentionNotes.findRelated'],
  ]);

  /** The buttons of a paper's row. */
  buttons({ arxiv }: { readonly arxiv: string | null }): QuickInputButton[] {
    const all = [this.#insert, this.#copy, this.#copyAs, this.#related];
    return arxiv === null ? all : [...all, this.#arxiv];
  }

  /** Shows a list of papers: Enter shows the chosen one in the tree, the buttons do what they say; either ends the list. */
  show(list: RankedPick<PaperRankedRow>, papers: PapersView): void {
    const { pick } = list;
    pick.onDidAccept(async () => {
      const { citekey, query } = (await list.chosen()) ?? {};
      if (query !== undefined) list.retype(query);
      if (citekey === undefined) return;
      list.hide();
      await papers.reveal(citekey);
    });
    pick.onDidTriggerItemButton(async ({ button, item: { citekey } }) => {
      const command = this.#commands.get(button);
      if (citekey === undefined || command === undefined) return;
      list.hide();
      await commands.executeCommand(command, { citekey });
    });
    pick.onDidHide(() => list.dispose());
    list.ask();
    pick.show();
  }
}
