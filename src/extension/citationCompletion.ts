import {
  type CancellationToken,
  CompletionItem,
  CompletionItemKind,
  CompletionList,
  type CompletionItemProvider,
  type Position,
  Range,
  type TextDocument,
  l10n,
} from 'vscode';
import { FAMILIES } from '../core/families/families';
import { writtenKey } from '../core/insertion';
import { typedCitation } from '../core/typedCitation';
import { type Completion, complete, getPaper } from '../worker/protocol';
import type { LibraryClient } from './libraryClient';
import type { NotesClient } from './notesClient';
import { paperCard } from './paperCard';

/** Most rows of a list: what is not among them is found by typing on. */
const ROWS = 50;
/** The rest of a key behind the cursor, which completing replaces. */
const REST_OF_KEY = /^[\p{L}\p{N}_:.#$%&+?<>~/-]*\}?/u;

class CitationItem extends CompletionItem {
  readonly citekey: string;

  constructor({ citekey, title, byline, year, family }: Completion) {
    const label = l10n.t(FAMILIES.find(({ id }) => id === family)?.label ?? family);
    const description = [byline, year].filter(Boolean).join(', ');
    super({ label: citekey, description }, CompletionItemKind.Reference);
    this.citekey = citekey;
    this.detail = `${title} · ${label}`;
  }
}

/**
 * Completes citations after `@`. Matching is done in the worker, in any order of words and with typos forgiven: the
 * editor is given what was typed as every row's filter text, and asks again at each key.
 */
export class CitationCompletion implements CompletionItemProvider<CitationItem> {
  readonly #notes: NotesClient;
  readonly #library: LibraryClient;

  constructor(notes: NotesClient, library: LibraryClient) {
    this.#notes = notes;
    this.#library = library;
  }

  async provideCompletionItems(
    document: TextDocument,
    position: Position,
    token: CancellationToken,
  ): Promise<CompletionList<CitationItem> | undefined> {
    const { text } = document.lineAt(position);
    // From the line alone, so that a space in prose costs nothing.
    const citation = typedCitation(text.slice(0, position.character));
    if (!citation) return undefined;
    const at = document.offsetAt(position.with({ character: citation.at }));
    const place = await this.#notes.judgePlace(document, at, token);
    if (!place || token.isCancellationRequested) return undefined;
    const query = { typed: citation.typed, cited: place.cited, limit: ROWS };
    const found = await this.#library.request(complete, query, token);
    // A bare `@` in a note without citations may be anything: only a name that was typed speaks.
    const rows = citation.bracketed || place.cites ? found : found.filter(({ named }) => named);
    const rest = REST_OF_KEY.exec(text.slice(position.character))?.[0].length ?? 0;
    const range = {
      inserting: new Range(position.with({ character: citation.at }), position),
      replacing: new Range(position.with({ character: citation.at }), position.translate(0, rest)),
    };
    const items = rows.map((row, index) =>
      completionItem(row, index, range, document.getText(range.inserting)),
    );
    const [first] = items;
    if (first) first.preselect = true;
    return new CompletionList(items, true);
  }

  async resolveCompletionItem(item: CitationItem, token: CancellationToken): Promise<CitationItem> {
    const paper = await this.#library.request(getPaper, { key: item.citekey }, token);
    if (paper) item.documentation = paperCard(paper);
    return item;
  }
}

function completionItem(
  row: Completion,
  index: number,
  range: { inserting: Range; replacing: Range },
  typed: string,
): CitationItem {
  const item = new CitationItem(row);
  item.insertText = writtenKey(row.citekey);
  item.range = range.replacing;
  item.filterText = typed;
  item.sortText = String(index).padStart(3, '0');
  return item;
}
