import { type QuickInputButton, commands, l10n } from 'vscode';
import { iconButton } from './rankedPick';

/** What can be done with a paper in the row of a pick. */
export class PaperActions {
  readonly #insert = iconButton('quote', l10n.t('Insert Citation at the Cursor'));
  readonly #copy = iconButton('copy', l10n.t('Copy Citation Key'));
  readonly #arxiv = iconButton('link-external', l10n.t('Open in arXiv'));
  readonly #related = iconButton('references', l10n.t('Find Related Papers'));
  readonly #commands: ReadonlyMap<QuickInputButton, string> = new Map([
    [this.#insert, 'attentionNotes.insertCitation'],
    [this.#copy, 'attentionNotes.copyCitekey'],
    [this.#arxiv, 'attentionNotes.openArxiv'],
    [this.#related, 'attentionNotes.findRelated'],
  ]);

  /** The buttons of a paper's row. */
  buttons({ arxiv }: { readonly arxiv?: string | null }): QuickInputButton[] {
    const all = [this.#insert, this.#copy, this.#related];
    return arxiv == null ? all : [...all, this.#arxiv];
  }

  /** Does what a pressed button says with a paper, after the pick is gone. */
  async run(button: QuickInputButton, citekey: string | undefined, hide: () => void): Promise<void> {
    const command = this.#commands.get(button);
    if (citekey === undefined || command === undefined) return;
    hide();
    await commands.executeCommand(command, { citekey });
  }
}
