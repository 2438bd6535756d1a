import {
  type CancellationToken,
  CancellationTokenSource,
  type CompletionContext,
  CompletionItem,
  CompletionItemKind,
  CompletionList,
  type CompletionItemProvider,
  type Disposable,
  type Position,
  Range,
  type TextDocument,
  type TextDocumentChangeEvent,
  commands,
  window,
  workspace,
} from 'vscode';
import { writtenKey } from '../core/insertion';
import { type TypedCitation, restOfKey, typedCitation } from '../core/typedCitation';
import { judgePlace } from '../worker/notesProtocol';
import { type Completion, complete, describePaper } from '../worker/protocol';
import { shortFamilyLabel } from './familyWords';
import type { LibraryClient } from './libraryClient';
import type { NotesClient } from './notesClient';
import { paperCard } from './paperCard';
import { paragraphBefore } from './paragraph';
import { type QueryHelp, type QueryPlace, helpingItems, hintsHere, inOrder } from './queryCompletion';

/** Most rows of a list: what is not among them is found by typing on. */
const ROWS = 50;
/**
 * Characters after which the list is asked for anew. At all but the first a word ends for the editor, which closes its
 * list there: "cross vit", "2103.14899", "multi-scale", "D'Amelio", "O(n^2)", `author:"van gool"` and `year:>2020` are one
 * query each.
 */
export const COMPLETION_TRIGGERS = Array.from('@ .-/:\'"’&+(^<>=');

class CitationItem extends CompletionItem {
  readonly citekey: string;

  constructor({ citekey, byline, year, family }: Completion) {
    const who = [byline, year].filter(Boolean).join(', ');
    // In this order: the widget is narrow, and cuts off the end.
    const description = [who, shortFamilyLabel(family)].filter(Boolean).join(' · ');
    super({ label: citekey, description }, CompletionItemKind.Reference);
    this.citekey = citekey;
  }
}

/** What is offered for what was typed. */
interface Offered {
  readonly rows: readonly Completion[];
  /** What helps on with a query; only in brackets, where one may have several words. */
  readonly help?: QueryHelp;
}

/** A list for a citation in brackets, by the version of the note and the place of the cursor that it was asked for at last. */
interface OpenList {
  readonly document: TextDocument;
  readonly at: Position;
  readonly version: number;
  readonly cursor: number;
}

/**
 * Completes citations after `@`. Matching is done in the worker, in any order of words and with typos forgiven: the
 * editor is given what was typed as every row's filter text, and asks again at each key.
 */
export class CitationCompletion implements CompletionItemProvider {
  readonly #notes: NotesClient;
  readonly #library: LibraryClient;
  readonly #listener: Disposable;
  /** Is there as far as anybody knows: the editor does not tell when one is closed. */
  #open: OpenList | undefined;
  /** The citation whose list was closed, by nothing found or by the editor. */
  #deadEnd: { readonly document: TextDocument; readonly at: Position } | undefined;
  /** Whether there is a way on from it is asked for the newest text alone. */
  #asking = new CancellationTokenSource();

  constructor(notes: NotesClient, library: LibraryClient) {
    this.#notes = notes;
    this.#library = library;
    this.#listener = workspace.onDidChangeTextDocument((change) => void this.#reopen(change));
  }

  dispose(): void {
    this.#asking.cancel();
    this.#asking.dispose();
    this.#listener.dispose();
  }

  async provideCompletionItems(
    document: TextDocument,
    position: Position,
    token: CancellationToken,
    { triggerCharacter = '@' }: CompletionContext,
  ): Promise<CompletionList | undefined> {
    const citation = citationAt(document, position);
    if (!citation) return undefined;
    const { version } = document;
    const cursor = document.offsetAt(position);
    const found = await this.#find(document, position, citation, token);
    if (!found || token.isCancellationRequested) return undefined;
    // In bare text a full stop may end the sentence, unless a key goes on like that: Enter must stay a line break.
    const isOpen = citation.bracketed || triggerCharacter === '@';
    const rows = isOpen ? found.rows : found.rows.filter(({ named }) => named);
    const start = position.with({ character: citation.at });
    const { text } = document.lineAt(position);
    const rest = restOfKey(text, citation.at, position.character);
    const query: QueryPlace = {
      ...{ typed: citation.typed, start, cursor: position, end: position.translate(0, rest) },
      written: text.slice(citation.at, position.character),
      behind: text.slice(position.character, position.character + rest),
    };
    // Typed in front of an item of the group.
    const behind = /^-?@/.test(text.slice(position.character + rest)) ? '; ' : '';
    const papers = rows.map((row) => paperItem(row, query, behind));
    const items = found.help
      ? inOrder(papers, helpingItems(query, found.help, papers.length), query)
      : papers;
    // A list with any row stays open, and the editor asks again by itself.
    this.#deadEnd = items.length === 0 ? { document, at: start } : undefined;
    if (document.version === version)
      this.#open =
        items.length > 0 && citation.bracketed ? { document, at: start, version, cursor } : undefined;
    return new CompletionList(items.map(placed(query)), true);
  }

  async resolveCompletionItem(item: CompletionItem, token: CancellationToken): Promise<CompletionItem> {
    if (!(item instanceof CitationItem)) return item;
    const described = await this.#library.request(describePaper, { key: item.citekey }, token);
    if (described) item.documentation = paperCard(described);
    return item;
  }

  /** Rows for what was typed; nothing where citations are silent. */
  async #find(
    document: TextDocument,
    position: Position,
    { at, typed, bracketed }: TypedCitation,
    token: CancellationToken,
  ): Promise<Offered | undefined> {
    const place = await this.#notes.ask(
      document,
      judgePlace,
      { at: document.offsetAt(position.with({ character: at })) },
      token,
    );
    if (!place || token.isCancellationRequested) return undefined;
    const query = { typed, cited: place.cited, without: place.group, limit: ROWS };
    const { rows, ...help } = await this.#library.request(complete, query, token);
    if (bracketed) return { rows, help };
    // A finished key needs no list, and Enter behind it must stay a line break.
    if (rows.some(({ exact }) => exact)) return { rows: [] };
    // A bare `@` in a note without citations may be anything: only a name that was typed speaks.
    return { rows: place.cites ? rows : rows.filter(({ named }) => named) };
  }

  /**
   * A list that ran empty is closed, and the editor does not ask again while the same citation is typed on or taken
   * back: in Markdown it opens lists at trigger characters only. Nor is it asked to while there is nothing to go on with:
   * it would show a list of the note's words instead, where Enter is to break the line.
   */
  async #reopen(event: TextDocumentChangeEvent): Promise<void> {
    this.#followDeletion(event);
    const [change, ...others] = event.contentChanges;
    const { document } = event;
    const deadEnd = this.#deadEnd;
    if (deadEnd?.document !== document) return;
    const editor = window.activeTextEditor;
    if (!change || others.length > 0 || editor?.document !== document) return;
    this.#asking.cancel();
    this.#asking.dispose();
    const cursor = document.positionAt(change.rangeOffset + change.text.length);
    const citation = cursor.line === deadEnd.at.line ? citationAt(document, cursor) : undefined;
    if (citation?.at !== deadEnd.at.character) {
      this.#deadEnd = undefined;
      return;
    }
    const { token } = (this.#asking = new CancellationTokenSource());
    const found = await this.#find(document, cursor, citation, token).catch(() => undefined);
    if (!found || token.isCancellationRequested || window.activeTextEditor?.document !== document) return;
    const leadsOn = found.help !== undefined && hintsHere(citation.typed, found.help.advice).length > 0;
    if (found.rows.length === 0 && !leadsOn) return;
    await commands.executeCommand('editor.action.triggerSuggest', { auto: true });
  }

  /**
   * While letters are taken back, the editor asks again as long as the cursor stands behind a word, and closes the list
   * where it does not, in the middle of a query.
   */
  #followDeletion({ document, contentChanges: [change, ...others], reason }: TextDocumentChangeEvent): void {
    const open = this.#open;
    if (!change || open?.document !== document) return;
    this.#open = undefined;
    const { version } = document;
    const { text, rangeOffset: cursor, rangeLength } = change;
    const isNext = version === open.version + 1 && cursor + rangeLength === open.cursor;
    if (!isNext || text !== '' || others.length > 0 || reason !== undefined) return;
    const position = document.positionAt(cursor);
    const isInWord = document.getWordRangeAtPosition(position)?.start.isBefore(position) === true;
    if (isInWord) this.#open = { ...open, version, cursor };
    else this.#deadEnd = { document, at: open.at };
  }
}

/** From a few lines alone, so that a space in prose costs nothing. */
function citationAt(document: TextDocument, position: Position): TypedCitation | undefined {
  const line = document.lineAt(position).text.slice(0, position.character);
  return typedCitation(line, () => paragraphBefore(document, position.with({ character: 0 })));
}

function paperItem(row: Completion, { start, end }: QueryPlace, behind: string): CitationItem {
  const item = new CitationItem(row);
  item.insertText = writtenKey(row.citekey) + behind;
  item.range = new Range(start, end);
  return item;
}

/** Rows stay in their order, whatever the editor thinks of their names. */
const placed =
  ({ written }: QueryPlace) =>
  (item: CompletionItem, index: number): CompletionItem => {
    item.filterText = written;
    item.sortText = String(index).padStart(3, '0');
    item.preselect = index === 0;
    return item;
  };
