import {
  type Disposable,
  Range,
  TabInputTextDiff,
  type TextDocument,
  type TextDocumentContentProvider,
  Uri,
  WorkspaceEdit,
  commands,
  l10n,
  window,
  workspace,
} from 'vscode';
import { showError } from './messages';

/** Documents with this scheme are texts that are about to be written, by what tells them apart. */
const SCHEME = 'attention-notes-export';

/** How a file has a text: written, the same as before, or in the editor alone, where edits are not saved. */
export type WrittenAs = 'written' | 'same' | 'unsaved';

/**
 * Writes files that may be there already: a new one at once, any other only when its difference to the new text was shown
 * and somebody said so, as an edit that can be undone.
 */
export class ExportedFiles implements TextDocumentContentProvider {
  /** Texts shown beside the files that they are to replace. */
  readonly #texts = new Map<string, string>();
  readonly #provider: Disposable;
  #shown = 0;

  constructor() {
    this.#provider = workspace.registerTextDocumentContentProvider(SCHEME, this);
  }

  provideTextDocumentContent(uri: Uri): string | undefined {
    return this.#texts.get(uri.query);
  }

  /** Resolves to how the file has the text now; undefined when it stays as it is. */
  async write(file: Uri, text: string): Promise<WrittenAs | undefined> {
    if (!(await exists(file))) {
      const creation = new WorkspaceEdit();
      creation.createFile(file, { contents: new TextEncoder().encode(text) });
      if (await workspace.applyEdit(creation)) return 'written';
      if (!(await exists(file))) {
        tellUnwritten(file);
        return undefined;
      }
    }
    try {
      return await this.#replace(await workspace.openTextDocument(file), text);
    } catch {
      tellUnwritten(file);
      return undefined;
    }
  }

  dispose(): void {
    this.#provider.dispose();
  }

  async #replace(document: TextDocument, text: string): Promise<WrittenAs | undefined> {
    for (;;) {
      const before = document.getText();
      if (withLineFeeds(before) === withLineFeeds(text)) return document.isDirty ? 'unsaved' : 'same';
      const isWanted = await this.#ask(document.uri, text);
      if (!isWanted) return undefined;
      // Edited since: what is replaced has not been shown.
      if (document.getText() !== before) continue;
      const wasDirty = document.isDirty;
      const edit = new WorkspaceEdit();
      edit.replace(document.uri, new Range(document.positionAt(0), document.positionAt(before.length)), text);
      if (!(await workspace.applyEdit(edit))) {
        tellUnwritten(document.uri);
        return undefined;
      }
      return !wasDirty && (await document.save()) ? 'written' : 'unsaved';
    }
  }

  /** Shows what would change, and asks. */
  async #ask(file: Uri, text: string): Promise<boolean> {
    const id = String(++this.#shown);
    const name = workspace.asRelativePath(file);
    const proposed = Uri.from({ scheme: SCHEME, path: file.path, query: id });
    this.#texts.set(id, text);
    try {
      const title = l10n.t('{0} ↔ What Is Cited', name);
      const options = { preview: true, preserveFocus: true };
      await commands.executeCommand('vscode.diff', file, proposed, title, options);
      const replace = l10n.t('Replace');
      // Not a notification, which would be gone before a long difference is read.
      const answer = await window.showQuickPick([replace, l10n.t('Keep')], {
        title: l10n.t('Export Cited Papers'),
        placeHolder: l10n.t('{0} exists already. Replace its text with what is cited?', name),
        ignoreFocusOut: true,
      });
      return answer === replace;
    } finally {
      await closeComparison(proposed);
      this.#texts.delete(id);
    }
  }
}

function tellUnwritten(file: Uri): void {
  void showError(l10n.t('{0} could not be written.', workspace.asRelativePath(file)));
}

/** How lines end is the file's own affair. */
const withLineFeeds = (text: string): string => text.replace(/\r\n?/g, '\n');

async function closeComparison(proposed: Uri): Promise<void> {
  const tabs = window.tabGroups.all.flatMap((group) => group.tabs);
  const own = tabs.filter(
    ({ input }) => input instanceof TabInputTextDiff && input.modified.toString() === proposed.toString(),
  );
  await window.tabGroups.close(own, true);
}

const exists = (uri: Uri): Promise<boolean> =>
  Promise.resolve(workspace.fs.stat(uri)).then(
    () => true,
    () => false,
  );
