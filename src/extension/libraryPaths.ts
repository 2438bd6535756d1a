import { type NotebookDocument, RelativePattern, Uri, type WorkspaceFolder, workspace } from 'vscode';
import { THE_NOTE } from '../worker/notesProtocol';
import type { LibraryFileKind } from '../worker/protocol';

/** What tells the kind of a library file by the end of its name; other files are saved listings. */
const KINDS: readonly (readonly [end: RegExp, kind: LibraryFileKind])[] = [
  [/\.(?:bib|bibtex)$/i, 'bibtex'],
  [/\.json$/i, 'csl-json'],
  [/\.ya?ml$/i, 'csl-yaml'],
];

/** How a library file is to be read, by its name. */
export const kindOf = ({ path }: Uri): LibraryFileKind =>
  KINDS.find(([end]) => end.test(path))?.[1] ?? 'listing';

const GLOB = /[*?[\]{}]/;
const ABSOLUTE = /^(?:[/\\]|[a-z]:[/\\])/i;

/** What a setting names within a folder; nothing for what would lead out of it. */
export function patternIn(folder: WorkspaceFolder, glob: string): RelativePattern | undefined {
  const path = glob.trim().replace(/^\.\//, '');
  const leadsOut = ABSOLUTE.test(path) || path.startsWith('~') || path.split(/[/\\]/).includes('..');
  return path === '' || leadsOut ? undefined : new RelativePattern(folder, path);
}

/**
 * What a setting names by an absolute path, which may begin with `~` and end in a glob; nothing where there is no such
 * place: hosts in browsers have neither a home folder nor a disk.
 */
export function patternOutside(path: string, home: string | undefined): RelativePattern | undefined {
  const given = path.trim();
  const absolute = /^~(?=$|[/\\])/.test(given) && home !== undefined ? home + given.slice(1) : given;
  if (!ABSOLUTE.test(absolute) || home === undefined) return undefined;
  const parts = Uri.file(absolute).path.split('/');
  const first = parts.findIndex((part) => GLOB.test(part));
  const end = first < 0 ? parts.length - 1 : first;
  const base = Uri.file(parts.slice(0, end).join('/') || '/');
  return new RelativePattern(base, parts.slice(end).join('/'));
}

/** The one file that a pattern names; nothing for a glob. */
export const fileNamed = ({ baseUri, pattern }: RelativePattern): Uri | undefined =>
  GLOB.test(pattern) ? undefined : Uri.joinPath(baseUri, pattern);

/** A path below the home folder as people write it; nothing for any other. */
export function pathFromHome(path: string, home: string | undefined): string | undefined {
  const folder = home?.replace(/[/\\]+$/, '') ?? '';
  const rest = folder !== '' && path.startsWith(folder) ? path.slice(folder.length) : '';
  return /^[/\\]/.test(rest) ? `~${rest}` : undefined;
}

/** A path as a glob that means nothing else. */
export const globOf = (path: string): string => path.replace(/[*?[\]{}]/g, '[$&]');

const NOTEBOOK_CELL = 'vscode-notebook-cell';
const BIBLIOGRAPHY = /\.(?:bib|bibtex|json|ya?ml)$/i;

/** The notebook that a document is a cell of. */
export const notebookOf = (document: Uri): NotebookDocument | undefined =>
  document.scheme === NOTEBOOK_CELL
    ? workspace.notebookDocuments.find((notebook) =>
        notebook.getCells().some((cell) => String(cell.document.uri) === String(document)),
      )
    : undefined;

/**
 * The file that a note, or a cell of a notebook, names as its bibliography, relative to the note. A note may name files of
 * the workspace, or below its own folder, and itself: what it says must not make anything else be read. One that is shown as
 * it was, as in a comparison, names none.
 */
export function bibliographyOf(note: Uri, named: string): Uri | undefined {
  const own = notebookOf(note)?.uri ?? note;
  const isFile = workspace.getWorkspaceFolder(own) ?? workspace.fs.isWritableFileSystem(own.scheme) === true;
  if (isFile === false || own.scheme === 'untitled') return undefined;
  if (named === THE_NOTE) return own === note ? note : undefined;
  if (ABSOLUTE.test(named) || /^(?:~|[a-z][\w+.-]*:)/i.test(named) || !BIBLIOGRAPHY.test(named))
    return undefined;
  const folder = Uri.joinPath(own.with({ query: '', fragment: '' }), '..');
  const file = Uri.joinPath(folder, named);
  const isBelow = file.path.startsWith(folder.path.replace(/\/?$/, '/'));
  return isBelow || workspace.getWorkspaceFolder(file) ? file : undefined;
}
