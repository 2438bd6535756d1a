import { type Disposable, type LogOutputChannel, Uri, commands, l10n, window, workspace } from 'vscode';
import { exportFormatOf } from '../core/exportFormats';
import { asExport } from '../core/exportMark';
import { type ExportedPapers, exportPapers } from '../worker/exportProtocol';
import { type CitedScope, type CitedSources, keysOf, pickScope, scopesOf } from './citedScopes';
import type { ExportedFiles, WrittenAs } from './exportedFiles';
import { showError, showInformation, showWarning } from './messages';
import type { LastNote } from './paperCommands';

/** What was written, and the keys that were not: nobody has them, several papers could be meant, the format cannot. */
type Outcome = Pick<ExportedPapers, 'count' | 'unknown' | 'ambiguous' | 'unwritable' | 'shared'>;

type Written = Outcome & { readonly written: WrittenAs };

/** Not the name of a file of the library's own, in any format. */
const FILE = 'cited.bib';
/** More keys than these are counted only; the log has all. */
const NAMED = 5;

/** Exports what notes cite as a file of references, which pandoc finds every key of the notes in. */
export function registerCitedExport(
  sources: CitedSources,
  files: ExportedFiles,
  lastNote: LastNote,
  log: LogOutputChannel,
): Disposable {
  const picked = async () => {
    const scope = await pickScope(lastNote.document, sources);
    return scope ? [scope] : [];
  };
  // Menus bring what they were opened on and what is selected; `target` is for those who know the file already.
  const run = async (on?: Uri, selected?: unknown, target?: Uri): Promise<Written | undefined> => {
    const { scopes, left } = on
      ? await scopesOf(chosen(on, selected), sources)
      : { scopes: await picked(), left: [] };
    const [scope] = scopes;
    if (!scope) {
      if (left.length > 0) void showError(l10n.t('{0} cannot be read as a note.', filesListed(left)));
      return undefined;
    }
    const keys = { cited: new Set<string>(), unsettled: new Set<string>() };
    for (const one of scopes) {
      const own = await keysOf(one, sources);
      if (!own) {
        void showError(l10n.t('This note cannot be analysed. The Problems view says why.'));
        return undefined;
      }
      for (const key of own.cited) keys.cited.add(key);
      for (const key of own.unsettled) keys.unsettled.add(key);
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
    const written = await files.write(file, asExport(text, format));
    if (written === undefined) return undefined;
    tell({ file, written, left, scopes }, outcome, log);
    return { ...outcome, written };
  };
  return commands.registerCommand('attentionNotes.exportCited', run);
}

/** What a menu was opened on first; all else that is selected if that is, too. */
function chosen(on: Uri, selected: unknown): Uri[] {
  const uris = Array.isArray(selected) ? selected.filter((one) => one instanceof Uri) : [];
  const others = uris.filter((uri) => uri.toString() !== on.toString());
  return others.length < uris.length ? [on, ...others] : [on];
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

/** What was asked for, and what came of it. */
interface Export {
  readonly file: Uri;
  readonly written: WrittenAs;
  readonly scopes: readonly CitedScope[];
  /** What was selected and is no note. */
  readonly left: readonly Uri[];
}

function tell(
  { file, written, scopes, left: noNotes }: Export,
  { count, unknown, ambiguous, unwritable, shared }: Outcome,
  log: LogOutputChannel,
): void {
  const name = workspace.asRelativePath(file);
  const exported =
    written === 'same'
      ? l10n.t('{0} is up to date.', name)
      : count === 1
        ? l10n.t('Exported 1 paper to {0}.', name)
        : l10n.t('Exported {0} papers to {1}.', count, name);
  const said = written === 'unsaved' ? `${exported} ${l10n.t('The file is not saved yet.')}` : exported;
  const left = [
    noNotes.length > 0 ? l10n.t('Left out, as no notes: {0}.', filesListed(noNotes)) : '',
    unknown.length > 0 ? l10n.t('Not in the library: {0}.', listed(unknown)) : '',
    ambiguous.length > 0 ? l10n.t('Could mean several papers: {0}.', listed(ambiguous)) : '',
    unwritable.length > 0
      ? l10n.t('No keys for this format, but for CSL-JSON (.json): {0}.', listed(unwritable))
      : '',
    shared.length > 0 ? l10n.t('Of several entries with one key the first: {0}.', listed(shared)) : '',
  ].filter((part) => part !== '');
  const open = l10n.t('Open File');
  const show =
    scopes.every(({ kind }) => kind === 'note') && unwritable.length === 0
      ? l10n.t('Show Problems')
      : l10n.t('Show Log');
  const all = [...unknown, ...ambiguous, ...unwritable];
  if (all.length > 0) log.warn(`${said} Not exported: ${all.map((key) => `@${key}`).join(', ')}`);
  const message = [said, ...left].join(' ');
  const shown =
    all.length + shared.length > 0 ? showWarning(message, show, open) : showInformation(message, open);
  void shown.then(async (choice) => {
    if (choice === open) await window.showTextDocument(file);
    else if (choice === l10n.t('Show Log')) log.show();
    else if (choice === show) await commands.executeCommand('workbench.actions.view.problems');
  });
}

const listed = (keys: readonly string[]): string => listedNames(keys.map((key) => `@${key}`));
const filesListed = (uris: readonly Uri[]): string =>
  listedNames(uris.map((uri) => workspace.asRelativePath(uri)));

function listedNames(names: readonly string[]): string {
  const named = names.slice(0, NAMED);
  const more = names.length - named.length;
  return more > 0 ? l10n.t('{0} and {1} more', named.join(', '), more) : named.join(', ');
}
