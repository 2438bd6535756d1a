import {
  type CancellationToken,
  type DefinitionProvider,
  DocumentHighlight,
  type DocumentHighlightProvider,
  Location,
  type LocationLink,
  Position,
  Range,
  type ReferenceContext,
  type ReferenceProvider,
  type TextDocument,
  Uri,
} from 'vscode';
import type { CitesOfNote } from '../core/citedIn';
import type { Place } from '../core/paper';
import { citationAt } from '../worker/notesProtocol';
import { type KeyMeaning, findCites, listEntries, locateKey } from '../worker/protocol';
import type { LibraryClient } from './libraryClient';
import type { NotesClient } from './notesClient';
import type { OpenNotes } from './openNotes';
import { documentOf } from './seedDocuments';
import type { WorkspaceNotes } from './workspaceNotes';

/** A citation key in a note and the papers that it may mean. */
export interface MeantKey {
  readonly citekey: string;
  /** Without `@` and braces. */
  readonly range: Range;
  readonly papers: readonly KeyMeaning[];
  /** Whether it means something in the note itself, and no paper. */
  readonly isOfNote: boolean;
}

/** Where notes cite papers, and where these stand: what is asked of a citation like of a symbol of a program. */
export class CitationIndex {
  readonly #notes: NotesClient;
  readonly #library: LibraryClient;
  readonly #open: OpenNotes;
  readonly #workspace: WorkspaceNotes;

  constructor(notes: NotesClient, library: LibraryClient, open: OpenNotes, workspaceNotes: WorkspaceNotes) {
    this.#notes = notes;
    this.#library = library;
    this.#open = open;
    this.#workspace = workspaceNotes;
  }

  /** The key at a position of an open note; nothing where the note cannot be read, unless `surely`: that rejects. */
  async keyAt(
    document: TextDocument,
    position: Position,
    token: CancellationToken,
    { surely = false } = {},
  ): Promise<MeantKey | undefined> {
    // A key has its `@` on its own line: most questions end here.
    if (!document.lineAt(position).text.includes('@')) return undefined;
    const at = { offset: document.offsetAt(position) };
    const cited = surely
      ? await this.#notes.askSurely(document, citationAt, at, token)
      : await this.#notes.ask(document, citationAt, at, token);
    const [citekey] = cited?.citekeys ?? [];
    if (!cited?.key || citekey === undefined || token.isCancellationRequested) return undefined;
    const { start, end } = cited.key;
    const range = new Range(document.positionAt(start), document.positionAt(end));
    const { isOfNote = false } = cited;
    const papers = await this.#library.request(locateKey, { key: citekey }, token);
    return { citekey, range, papers, isOfNote };
  }

  /** Every place where any of the keys stands, in all notes as they are now, and in an open one outside the workspace. */
  async cites(
    keys: readonly string[],
    document: TextDocument | undefined,
    token: CancellationToken,
  ): Promise<readonly CitesOfNote[]> {
    const settled = Promise.all([this.#open.catchUp(), this.#workspace.settled()]);
    await Promise.race([settled, cancellation(token)]);
    if (token.isCancellationRequested) return [];
    const found = await this.#library.request(findCites, { keys }, token);
    if (!document) return found;
    const uri = document.uri.toString();
    if (found.some((note) => note.uri === uri)) return found;
    const cites = await this.citesIn(document, keys, token);
    return cites.length > 0 ? [...found, { uri, cites }] : found;
  }

  /** The same in one open note. */
  async citesIn(
    document: TextDocument,
    keys: readonly string[],
    token: CancellationToken,
  ): Promise<CitesOfNote['cites']> {
    const { cites = [] } = await this.#notes.readOpenNote(document, token);
    const wanted = new Set(keys);
    return cites.filter(({ citekey }) => wanted.has(citekey));
  }
}

const cancellation = (token: CancellationToken) =>
  new Promise<void>((resolve) => {
    if (token.isCancellationRequested) resolve();
    else token.onCancellationRequested(() => resolve());
  });

/** All keys of the paper that is meant; of a key that means none or several, itself. */
export const keysOf = ({ citekey, papers: [paper, ...others] }: MeantKey): readonly string[] =>
  paper && others.length === 0 ? paper.keys : [citekey];

/** Where a citation key stands. */
export const rangeOf = ({ citekey, line, column }: CitesOfNote['cites'][number]): Range =>
  new Range(line - 1, column - 1, line - 1, column - 1 + citekey.length);

const locationOf = (place: Place): Location =>
  new Location(documentOf(place), new Position(place.line - 1, 0));

/** From a citation to the user's own entries of the paper, or else to those that are shipped; of an ambiguous key, to all that it may mean. */
export class CitationDefinition implements DefinitionProvider {
  readonly #index: CitationIndex;

  constructor(index: CitationIndex) {
    this.#index = index;
  }

  async provideDefinition(
    document: TextDocument,
    position: Position,
    token: CancellationToken,
  ): Promise<LocationLink[]> {
    const key = await this.#index.keyAt(document, position, token);
    if (!key) return [];
    return key.papers
      .flatMap(({ places }) => {
        // Not both: the editor puts them into an order of its own.
        const own = places.filter((place) => place.uri !== undefined);
        return own.length > 0 ? own : places;
      })
      .map((place) => {
        const { uri, range } = locationOf(place);
        return { originSelectionRange: key.range, targetUri: uri, targetRange: range };
      });
  }
}

/** All citations of a paper in the notes of the workspace, by whichever of its keys. */
export class CitationReferences implements ReferenceProvider {
  readonly #index: CitationIndex;

  constructor(index: CitationIndex) {
    this.#index = index;
  }

  async provideReferences(
    document: TextDocument,
    position: Position,
    { includeDeclaration }: ReferenceContext,
    token: CancellationToken,
  ): Promise<Location[]> {
    const key = await this.#index.keyAt(document, position, token);
    if (!key) return [];
    const places = includeDeclaration ? key.papers.flatMap((paper) => paper.places.map(locationOf)) : [];
    const notes = key.isOfNote
      ? [{ uri: document.uri.toString(), cites: await this.#index.citesIn(document, [key.citekey], token) }]
      : await this.#index.cites(keysOf(key), document, token);
    return [...places, ...locationsOf(notes)];
  }
}

const locationsOf = (notes: readonly CitesOfNote[]): Location[] =>
  notes.flatMap(({ uri, cites }) => cites.map((cite) => new Location(Uri.parse(uri, true), rangeOf(cite))));

/** All citations of the paper whose entry in a library file the cursor is in. */
export class EntryReferences implements ReferenceProvider {
  readonly #index: CitationIndex;
  readonly #library: LibraryClient;
  readonly #libraryFile: (document: Uri) => Uri;

  /** `libraryFile` tells as which file the library has read a document. */
  constructor(index: CitationIndex, library: LibraryClient, libraryFile: (document: Uri) => Uri) {
    this.#index = index;
    this.#library = library;
    this.#libraryFile = libraryFile;
  }

  async provideReferences(
    document: TextDocument,
    { line }: Position,
    _context: ReferenceContext,
    token: CancellationToken,
  ): Promise<Location[]> {
    const uri = this.#libraryFile(document.uri).toString();
    const entries = await this.#library.request(listEntries, { uri }, token);
    const entry = entries.find((one) => one.line <= line + 1 && line + 1 <= one.endLine);
    if (!entry) return [];
    const [paper] = await this.#library.request(locateKey, { key: entry.citekey }, token);
    return locationsOf(await this.#index.cites(paper?.keys ?? [], undefined, token));
  }
}

/** All citations of the paper under the cursor in the same note. */
export class CitationHighlights implements DocumentHighlightProvider {
  readonly #index: CitationIndex;

  constructor(index: CitationIndex) {
    this.#index = index;
  }

  async provideDocumentHighlights(
    document: TextDocument,
    position: Position,
    token: CancellationToken,
  ): Promise<DocumentHighlight[] | undefined> {
    const key = await this.#index.keyAt(document, position, token);
    // Elsewhere the editor highlights words of its own accord.
    if (!key) return undefined;
    const cites = await this.#index.citesIn(document, keysOf(key), token);
    return cites.map((cite) => new DocumentHighlight(rangeOf(cite)));
  }
}
