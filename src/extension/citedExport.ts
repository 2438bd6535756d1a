import { type Disposable, type LogOutputChannel, Uri, commands, l10n, window, workspace } from 'vscode';
import { exportFormatOf } from '../core/exportFormats';
import { type ExportedPapers, exportPapers } from '../worker/exportProtocol';
import { type CitedScope, type CitedSources, keysOf, pickScope, scopeOf } from './citedScopes';
import type { ExportedFiles } from './exportedFiles';
import { showError, showInformation, showWarning } from './messages';
import type { LastNote } from './paperCommands';

/** What was written, and the keys that were not: nobody has them, several papers could be meant, the format cannot. */
type Outcome = Pick<ExportedPapers, 'count' | 'unknown' | 'ambiguous' | 'unwritable'>;

const FILE = 'references.bib';
/** More keys than these are counted only; the log has all. */
const NAMED = 5;

/** Exports what notes cite as a file of references, which pandoc finds every key of the notes in. */
export function registerCitedExport(
  sources: CitedSources,
  files: ExportedFiles,
  lastNote: LastNote,
  log: LogOutputChannel,
): Disposable {
  // Menus bring what they were opened on and what is selected; `target` is for those who know the file already.
  const run = async (on?: Uri, _selected?: unknown, target?: Uri): Promise<Outcome | undefined> => {
    const note = lastNote.document;
    const scope = on ? await scopeOf(on) : await pickScope(note, sources);
    if (!scope) return undefined;
    const keys = await keysOf(scope, sources);
    if (!keys) {
      void showError(l10n.t('This note cannot be analysed. The Problems view says why.'));
      return undefined;
    }
    if (keys.cited.size + keys.unsettled.size === 0) {
      void showInformation(l10n.t('Nothing is cited there, so there is nothing to export.'));
      return undefined;
    }
    const file = target ?? (await askForFile(scope));
    const format = file && exportFormatOf(file.path);
    if (!file || !format) {
      if (file) void showError(l10n.t('Name a file that ends in .bib, .bibtex or .json.'));
      return undefined;
    }
    const { text, ...outcome } = await sources.library.request(exportPapers, {
      keys: [...keys.cited, ...keys.unsettled],
      format,
    });
    const written = await files.write(file, text);
    if (written === undefined) return undefined;
    tell(file, written, outcome, scope, log);
    return outcome;
  };
  return commands.registerCommand('attentionNotes.exportCited', run);
}

function askForFile(scope: CitedScope): Thenable<Uri | undefined> {
  const folder =
    scope.kind === 'folder'
      ? scope.uri
      : scope.kind === 'note' && !scope.document.isUntitled
        ? Uri.joinPath(scope.document.uri, '..')
        : workspace.workspaceFolders?.[0]?.uri;
  return window.showSaveDialog({
    title: l10n.t('Export Cited Papers'),
    saveLabel: l10n.t('Export'),
    filters: { BibLaTeX: ['bib'], BibTeX: ['bibtex'], 'CSL-JSON': ['json'] },
    ...(folder && { defaultUri: Uri.joinPath(folder, FILE) }),
  });
}

function tell(
  file: Uri,
  written: 'written' | 'same',
  { count, unknown, ambiguous, unwritable }: Outcome,
  scope: CitedScope,
  log: LogOutputChannel,
): void {
  const name = workspace.asRelativePath(file);
  const said =
    written === 'same'
      ? l10n.t('{0} is up to date.', name)
      : count === 1
        ? l10n.t('Exported 1 paper to {0}.', name)
        : l10n.t('Exported {0} papers to {1}.', count, name);
  const left = [
    unknown.length > 0 ? l10n.t('Not in the library: {0}.', listed(unknown)) : '',
    ambiguous.length > 0 ? l10n.t('Could mean several papers: {0}.', listed(ambiguous)) : '',
    unwritable.length > 0
      ? l10n.t('No keys for this format, but for CSL-JSON (.json): {0}.', listed(unwritable))
      : '',
  ].filter((part) => part !== '');
  const open = l10n.t('Open File');
  const show =
    scope.kind === 'note' && unwritable.length === 0 ? l10n.t('Show Problems') : l10n.t('Show Log');
  const all = [...unknown, ...ambiguous, ...unwritable];
  if (all.length > 0) log.warn(`${said} Not exported: ${all.map((key) => `@${key}`).join(', ')}`);
  const message = [said, ...left].join(' ');
  const shown = all.length > 0 ? showWarning(message, show, open) : showInformation(message, open);
  void shown.then(async (choice) => {
    if (choice === open) await window.showTextDocument(file);
    else if (choice === l10n.t('Show Log')) log.show();
    else if (choice === show) await commands.executeCommand('workbench.actions.view.problems');
  });
}

function listed(keys: readonly string[]): string {
  const named = keys.slice(0, NAMED).map((key) => `@${key}`);
  const more = keys.length - named.length;
  return more > 0 ? l10n.t('{0} and {1} more', named.join(', '), more) : named.join(', ');
}
