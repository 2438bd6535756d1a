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

/** What a note names as its bibliography. */
export interface NamedFile {
  /** Where it would be; nothing where that cannot be said. */
  readonly file?: Uri;
  /**
   * Why it is not read for that: the note has no place in a file system, or is shown as it was; the file is no file of the
   * workspace, nor below the note's folder; it is of a kind that bibliographies are not of.
   */
  readonly refused?: 'place' | 'outside' | 'kind';
}

/**
 * The file that a note, or a cell of a notebook, names as its bibliography, relative to the note. A note may name files of
 * the workspace, or below its own folder, and itself: what it says must not make anything else be read. One that is shown as
 * it was, as in a comparison, names none.
 */
export function fileNamedBy(note: Uri, named: string, home?: string): NamedFile {
  const own = notebookOf(note)?.uri ?? note;
  const isFile = workspace.getWorkspaceFolder(own) ?? workspace.fs.isWritableFileSystem(own.scheme) === true;
  if (isFile === false || own.scheme === 'untitled') return { refused: 'place' };
  if (named === THE_NOTE) return own === note ? { file: note } : { refused: 'kind' };
  const folder = Uri.joinPath(own.with({ query: '', fragment: '' }), '..');
  const file = placeOf(folder, named, home);
  if (!file) return { refused: 'outside' };
  const isBelow = !ABSOLUTE.test(named) && file.path.startsWith(folder.path.replace(/\/?$/, '/'));
  if (!isBelow && !workspace.getWorkspaceFolder(file)) return { file, refused: 'outside' };
  return BIBLIOGRAPHY.test(named) ? { file } : { file, refused: 'kind' };
}

function placeOf(folder: Uri, named: string, home: string | undefined): Uri | undefined {
  if (ABSOLUTE.test(named)) return folder.with({ path: Uri.file(named).path });
  if (!/^(?:~|[a-z][\w+.-]*:)/i.test(named)) return Uri.joinPath(folder, named);
  const outside = patternOutside(named, home);
  return outside && fileNamed(outside);
}

/** The file that a note may have read as its bibliography; nothing for any other. */
export function bibliographyOf(note: Uri, named: string): Uri | undefined {
  const { file, refused } = fileNamedBy(note, named);
  return refused === undefined ? file : undefined;
}
