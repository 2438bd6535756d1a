import {
  CancellationTokenSource,
  FileType,
  type QuickPickItem,
  QuickPickItemKind,
  type TextDocument,
  Uri,
  l10n,
  window,
  workspace,
} from 'vscode';
import { EVERY_PAPER } from '../core/citation/citekey';
import { type CitedBelow, findCitedBelow } from '../worker/exportProtocol';
import { findCites } from '../worker/protocol';
import { citesPapers, isProblem, judgedKeys } from './citationCheck';
import type { LibraryClient } from './libraryClient';
import { showInformation } from './messages';
import type { NoteLanguages } from './noteLanguages';
import type { NotesClient } from './notesClient';

/** Whose citations are meant: those of a note, or of all notes below a folder, or anywhere in the workspace. */
export type CitedScope =
  | { readonly kind: 'note'; readonly document: TextDocument }
  | { readonly kind: 'folder'; readonly uri: Uri }
  | { readonly kind: 'workspace' };

/** Reads what notes cite, as they are in the editor. */
export interface CitedSources {
  readonly library: LibraryClient;
  readonly notes: NotesClient;
  /** The languages that notes are written in. */
  readonly languages: Pick<NoteLanguages, 'includes'>;
  /** Resolves when the library knows what all notes cite now. */
  readonly settled: () => Promise<unknown>;
}

/** More notes with keys that nobody has are not looked at again: all such keys count as citations then. */
const MOST_LOOKED_AT = 100;

/**
 * What files and folders stand for, and which of them are left out because they cannot be read or are no notes. The first,
 * which a menu was opened on, is taken for a note whatever its language.
 */
export async function scopesOf(
  [first, ...others]: readonly Uri[],
  { languages }: CitedSources,
): Promise<{ readonly scopes: readonly CitedScope[]; readonly left: readonly Uri[] }> {
  const scopes: CitedScope[] = [];
  const left: Uri[] = [];
  for (const uri of first ? [first, ...others] : []) {
    const scope = await scopeOf(uri);
    const isMeant = uri === first || scope?.kind !== 'note' || languages.includes(scope.document);
    if (scope && isMeant) scopes.push(scope);
    else left.push(uri);
  }
  return { scopes, left };
}

async function scopeOf(uri: Uri): Promise<CitedScope | undefined> {
  try {
    const { type } = await workspace.fs.stat(uri);
    if ((type & FileType.Directory) !== 0) return { kind: 'folder', uri };
    return { kind: 'note', document: await workspace.openTextDocument(uri) };
  } catch {
    return undefined;
  }
}

interface ScopeItem extends QuickPickItem {
  readonly scope?: CitedScope;
}

/** Asks whose citations are meant, each choice with what there is; undefined when nobody chose, or nothing is cited. */
export async function pickScope(
  note: TextDocument | undefined,
  sources: CitedSources,
): Promise<CitedScope | undefined> {
  const nothing = new CancellationTokenSource();
  const rows = rowsFor(note, sources).then((items) => {
    if (items.length === 0) nothing.cancel();
    return items;
  });
  const picked = await window.showQuickPick<ScopeItem>(
    rows,
    { title: l10n.t('Export Cited Papers'), placeHolder: l10n.t('Whose citations?') },
    nothing.token,
  );
  if (nothing.token.isCancellationRequested)
    void showInformation(l10n.t('No note cites anything, so there is nothing to export.'));
  return picked?.scope;
}

/** What can be chosen: the note, folders around it and the workspace, as far as something is cited there. */
export async function rowsFor(note: TextDocument | undefined, sources: CitedSources): Promise<ScopeItem[]> {
  await sources.settled();
  const folders = foldersAround(note);
  const ends = [...folders.map(folderAddress), ''];
  const below = await sources.library.request(findCitedBelow, { folders: ends });
  const own = note && (await keysOfNote(note, sources));
  const notes: ScopeItem[] =
    own && own.cited.size + own.unsettled.size > 0
      ? [
          {
            ...row(
              'note',
              nameOf(note),
              own.cited.has(EVERY_PAPER) ? l10n.t('all papers of the library') : paperWords(own.cited.size),
            ),
            scope: { kind: 'note', document: note },
          },
        ]
      : [];
  const citing = (index: number): CitedBelow | undefined =>
    below.at(index)?.keys.length === 0 ? undefined : below.at(index);
  const items = folders.flatMap((uri, index): ScopeItem[] => {
    const cited = citing(index);
    const name = workspace.asRelativePath(uri, true);
    return cited ? [{ ...row('folder', name, citedWords(cited)), scope: { kind: 'folder', uri } }] : [];
  });
  const all = citing(-1);
  const around: ScopeItem[] = all
    ? [
        { label: '', kind: QuickPickItemKind.Separator },
        { ...row('root-folder', l10n.t('Workspace'), citedWords(all)), scope: { kind: 'workspace' } },
      ]
    : [];
  return [...notes, ...items, ...around];
}

const row = (icon: string, label: string, description: string): QuickPickItem => ({
  label: `$(${icon}) ${label}`,
  description,
});

const nameOf = ({ uri, fileName, isUntitled }: TextDocument): string =>
  isUntitled ? fileName : workspace.asRelativePath(uri);

const paperWords = (count: number): string => (count === 1 ? l10n.t('1 paper') : l10n.t('{0} papers', count));

function citedWords({ notes, papers }: CitedBelow): string {
  return notes === 1
    ? l10n.t('{0} in 1 note', paperWords(papers))
    : l10n.t('{0} in {1} notes', paperWords(papers), notes);
}

/** The folder that the note is in, and the workspace's own where there are several. */
function foldersAround(note: TextDocument | undefined): Uri[] {
  const roots = workspace.workspaceFolders ?? [];
  const own = note && workspace.getWorkspaceFolder(note.uri);
  const around = own ? [Uri.joinPath(note.uri, '..')] : [];
  const others = roots.length > 1 ? roots.map(({ uri }) => uri) : [];
  const root = roots.length === 1 ? roots[0]?.uri.toString() : undefined;
  const folders = new Map([...around, ...others].map((uri) => [folderAddress(uri), uri]));
  // It is the whole workspace.
  if (root !== undefined) folders.delete(folderAddress(Uri.parse(root, true)));
  return [...folders.values()];
}

const folderAddress = (uri: Uri): string => uri.toString().replace(/\/*$/, '/');

/** The keys of a scope, as they are written, each once. */
export interface ScopeKeys {
  /** Of papers. */
  readonly cited: ReadonlySet<string>;
  /** Those that are problems: nobody has them, or several papers could be meant. */
  readonly unsettled: ReadonlySet<string>;
}

/** What a scope cites; undefined when that cannot be known. */
export async function keysOf(scope: CitedScope, sources: CitedSources): Promise<ScopeKeys | undefined> {
  if (scope.kind === 'note') return keysOfNote(scope.document, sources);
  const { library, settled } = sources;
  await settled();
  const folder = scope.kind === 'folder' ? folderAddress(scope.uri) : '';
  const [below] = await library.request(findCitedBelow, { folders: [folder] });
  if (!below) return undefined;
  const cited = new Set(below.known);
  const left = below.keys.filter((key) => !cited.has(key));
  const found = left.length === 0 ? [] : await library.request(findCites, { keys: left });
  const uris = found.map(({ uri }) => uri).filter((uri) => uri.startsWith(folder));
  if (uris.length > MOST_LOOKED_AT) return { cited, unsettled: new Set(left) };
  const unsettled = new Set<string>();
  for (const uri of uris) {
    const document = await Promise.resolve(workspace.openTextDocument(Uri.parse(uri, true))).catch(
      () => undefined,
    );
    const own = document && (await keysOfNote(document, sources));
    for (const key of own?.unsettled ?? []) unsettled.add(key);
    if (own?.cited.has(EVERY_PAPER) === true) cited.add(EVERY_PAPER);
  }
  return { cited, unsettled };
}

/** What a note cites as it is now, without what its own entries are for; undefined when it cannot be read. */
async function keysOfNote(document: TextDocument, sources: CitedSources): Promise<ScopeKeys | undefined> {
  const { token } = new CancellationTokenSource();
  const keys = await judgedKeys(sources, document, undefined, token).catch(() => undefined);
  if (!keys) return undefined;
  const distinct = (some: typeof keys) => new Set(some.map(({ citekey }) => citekey));
  return {
    cited: distinct(keys.filter(citesPapers)),
    unsettled: distinct(keys.filter((key) => !citesPapers(key) && isProblem(key))),
  };
}
