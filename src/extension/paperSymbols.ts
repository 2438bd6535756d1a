import {
  type CancellationToken,
  DocumentSymbol,
  type DocumentSymbolProvider,
  Location,
  Position,
  Range,
  SymbolInformation,
  SymbolKind,
  type TextDocument,
  type Uri,
  type WorkspaceSymbolProvider,
} from 'vscode';
import { escapeIcons } from '../core/markdown';
import { findSymbols, listEntries } from '../worker/protocol';
import { shortFamilyLabel } from './familyWords';
import type { LibraryClient } from './libraryClient';
import { documentOf } from './seedDocuments';

/** How many papers stand there before anything is typed. */
const UNASKED = 50;
/** Of several words the editor sends the first, and goes by the others itself: it must be given most of what there is. */
const ASKED = 500;

/** Finds papers among the symbols of the workspace; each leads to its entry in a library file. */
export class PaperSymbols implements WorkspaceSymbolProvider {
  readonly #library: LibraryClient;

  constructor(library: LibraryClient) {
    this.#library = library;
  }

  async provideWorkspaceSymbols(query: string, token: CancellationToken): Promise<SymbolInformation[]> {
    const limit = query.trim() === '' ? UNASKED : ASKED;
    const found = await this.#library.request(findSymbols, { query, limit }, token);
    return found.map(({ name, byline, year, family, place }) => {
      const who = [byline, year].filter(Boolean).join(', ');
      const about = [who, shortFamilyLabel(family)].filter(Boolean).join(' · ');
      const location = new Location(documentOf(place), new Position(place.line - 1, 0));
      return new SymbolInformation(escapeIcons(name), SymbolKind.File, escapeIcons(about), location);
    });
  }
}

/** The outline of a document that the library was read from: its entries. */
export class ListingSymbols implements DocumentSymbolProvider {
  readonly #library: LibraryClient;
  readonly #libraryFile: (document: Uri) => Uri;

  /** `libraryFile` tells as which file the library has read a document. */
  constructor(library: LibraryClient, libraryFile: (document: Uri) => Uri) {
    this.#library = library;
    this.#libraryFile = libraryFile;
  }

  async provideDocumentSymbols(document: TextDocument, token: CancellationToken): Promise<DocumentSymbol[]> {
    const uri = this.#libraryFile(document.uri).toString();
    const entries = await this.#library.request(listEntries, { uri }, token);
    return entries
      .filter(({ endLine }) => endLine <= document.lineCount)
      .map(({ citekey, title, line, endLine }) => {
        const titled = document.lineAt(line - 1);
        // A button may be glued to the title.
        const start = titled.range.start.translate(0, Math.max(0, titled.text.indexOf(title)));
        const selection = new Range(start, titled.range.end);
        const range = new Range(start, document.lineAt(endLine - 1).range.end);
        return new DocumentSymbol(title, citekey, SymbolKind.File, range, selection);
      });
  }
}
