import type { Uri } from 'vscode';
import {
  ConfigurationTarget,
  type Disposable,
  type QuickPickItem,
  type WorkspaceFolder,
  commands,
  l10n,
  window,
  workspace,
} from 'vscode';
import { type SeparableKey, separableKeys } from '../core/origins';
import { describePaper, separateKeys } from '../worker/protocol';
import { decisionsFile, writeDecisions } from './decisionFiles';
import type { LibraryClient } from './libraryClient';
import { globOf } from './libraryPaths';
import type { LibrarySources } from './librarySources';
import { showInformation, showWarning } from './messages';
import { type LastNote, type SelectedRows, onChosenPapers } from './paperCommands';

const SETTINGS = 'attentionNotes.library';

/** Registers how a person adds files to the library, and tells papers apart that were taken for one. */
export function registerLibraryCommands(
  library: LibraryClient,
  sources: LibrarySources,
  lastNote: LastNote,
  tree: SelectedRows,
): Disposable[] {
  const split = onChosenPapers(tree)(async ([citekey = '']) => splitPaper(citekey, library, lastNote));
  return [
    commands.registerCommand('attentionNotes.addToLibrary', () => addToLibrary(sources)),
    commands.registerCommand('attentionNotes.splitPaper', split),
  ];
}

/** Lets people choose files, and names them in the settings: of the folder, or else in their own. */
async function addToLibrary(sources: LibrarySources): Promise<void> {
  const files = await window.showOpenDialog({
    canSelectMany: true,
    openLabel: l10n.t('Add to Library'),
    filters: {
      [l10n.t('Bibliographies')]: ['bib', 'bibtex', 'json', 'yaml', 'yml'],
      [l10n.t('Saved listings')]: ['txt', 'html', 'htm'],
    },
  });
  if (files) await addFiles(files, sources);
}

/** Names files in the settings that the library does not have yet, and says what became of each. */
export async function addFiles(
  files: readonly Uri[],
  sources: Pick<LibrarySources, 'has' | 'readsOutside'>,
): Promise<void> {
  const known = files.filter((file) => sources.has(file));
  const beyond = files.filter(
    (file) => !known.includes(file) && !workspace.getWorkspaceFolder(file) && !sources.readsOutside(file),
  );
  const added = files.filter((file) => !known.includes(file) && !beyond.includes(file));
  const outside: string[] = [];
  const inside = new Map<WorkspaceFolder, string[]>();
  for (const file of added) {
    const folder = workspace.getWorkspaceFolder(file);
    if (folder)
      inside.set(folder, [...(inside.get(folder) ?? []), globOf(workspace.asRelativePath(file, false))]);
    else outside.push(globOf(file.fsPath));
  }
  for (const [folder, globs] of inside)
    await append('files', globs, folder.uri, ConfigurationTarget.WorkspaceFolder);
  if (outside.length > 0) await append('external', outside, undefined, ConfigurationTarget.Global);
  const names = (uris: readonly Uri[]) => uris.map((uri) => workspace.asRelativePath(uri)).join(', ');
  const said = [
    added.length > 0 ? l10n.t('Added to the library: {0}.', names(added)) : '',
    known.length > 0 ? l10n.t('Already part of the library: {0}.', names(known)) : '',
  ];
  if (added.length + known.length > 0) void showInformation(said.join(' ').trim());
  if (beyond.length > 0)
    void showWarning(
      l10n.t('Only files in the folders of this window can be read here. Not added: {0}.', names(beyond)),
    );
}

/** Adds to a list of the settings what it holds there, or else by default. */
async function append(
  setting: string,
  more: readonly string[],
  scope: Uri | undefined,
  target: ConfigurationTarget,
): Promise<void> {
  const settings = workspace.getConfiguration(SETTINGS, scope);
  const known = settings.get<readonly string[]>(setting, []);
  await settings.update(setting, [...new Set([...known, ...more])], target);
}

interface KeyItem extends QuickPickItem {
  readonly key: string;
}

/** Records that an entry is another paper than those that it was united with. */
async function splitPaper(citekey: string, library: LibraryClient, lastNote: LastNote): Promise<void> {
  const { origins } = (await library.request(describePaper, { key: citekey })) ?? {};
  const keys = origins ? separableKeys(origins) : [];
  const key = await chooseKey(keys);
  if (key === undefined) return;
  const file = await decisionsFile(lastNote);
  if (file === undefined) return;
  const from = keys.map((other) => other.key).filter((other) => other !== key);
  const not = await library.request(separateKeys, { key, from });
  await writeDecisions(file, [{ section: 'papers', key, fields: { not } }], library);
}

/** The key of the entries that people say are another paper. */
async function chooseKey(keys: readonly SeparableKey[]): Promise<string | undefined> {
  const [first, second] = keys;
  if (!first || !second) {
    void showInformation(
      first && first.entries.length > 1
        ? l10n.t(
            'All entries of this paper have the key "{0}". Give one another key to tell it apart.',
            first.key,
          )
        : l10n.t('This paper has only one entry with a key: there is nothing to tell apart.'),
    );
    return undefined;
  }
  const items = keys.map(({ key, entries }): KeyItem => {
    const places = entries.map(({ isOwn, place }) =>
      isOwn ? l10n.t('{0}, line {1}', place.file, place.line) : l10n.t('Attention Notes'),
    );
    return { label: key, description: places.join('; '), detail: entries[0]?.title ?? '', key };
  });
  const picked = await window.showQuickPick(items, {
    title: l10n.t('These Are Different Papers'),
    placeHolder: l10n.t('Which entry is another paper?'),
  });
  return picked?.key;
}
