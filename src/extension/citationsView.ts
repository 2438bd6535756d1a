import {
  type CancellationToken,
  CancellationTokenSource,
  Disposable,
  EventEmitter,
  type TreeDataProvider,
  type TreeItem,
  type TreeView,
  Uri,
  commands,
  window,
  workspace,
} from 'vscode';
import type { Cite } from '../core/citedIn';
import { describePaper, locateKey } from '../worker/protocol';
import type { CitationIndex } from './citationNavigation';
import { type CitationRow, citationItem } from './citationRows';
import type { LibraryClient } from './libraryClient';
import { readReferences } from './noteReferences';
import type { NotesClient } from './notesClient';
import type { OpenNotes } from './openNotes';
import { paperCard } from './paperCard';
import type { LastNote } from './paperCommands';

const VIEW = 'attentionNotes.citations';
/** What the view is about: `note`, `paper`; and with nothing to show `noNote`, `citesNothing`, `notCited`. */
const STATE = 'attentionNotes.citationsState';

/** The sidebar's "Citations": what the note that is written in cites, or the notes that cite a paper. */
export class CitationsView implements TreeDataProvider<CitationRow> {
  readonly #notes: NotesClient;
  readonly #library: LibraryClient;
  readonly #index: CitationIndex;
  readonly #lastNote: LastNote;
  readonly #changed = new EventEmitter<void>();
  readonly #view: TreeView<CitationRow>;
  readonly #disposables: { dispose(): unknown }[];
  /** The paper whose citations are shown; those of the last note when there is none. */
  #paper: string | undefined;
  /** The note that was shown last. */
  #note: string | undefined;
  #asking = new CancellationTokenSource();

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(
    notes: NotesClient,
    library: LibraryClient,
    index: CitationIndex,
    open: OpenNotes,
    lastNote: LastNote,
  ) {
    this.#notes = notes;
    this.#library = library;
    this.#index = index;
    this.#lastNote = lastNote;
    this.#view = window.createTreeView(VIEW, { treeDataProvider: this, showCollapseAll: true });
    const refresh = () => this.#changed.fire();
    this.#disposables = [
      this.#changed,
      this.#view,
      library.onDidChange(refresh),
      library.onDidChangeCited(refresh),
      open.onDidRead(refresh),
      window.onDidChangeActiveTextEditor(() => this.#followNote()),
      workspace.onDidCloseTextDocument(() => this.#followNote()),
    ];
    setState('noNote');
  }

  /** Shows the notes that cite a paper. */
  async showPaper(citekey: string): Promise<void> {
    this.#paper = citekey;
    this.#changed.fire();
    await commands.executeCommand(`${VIEW}.focus`);
  }

  /** Shows what the note that is written in cites. */
  async showNote(): Promise<void> {
    this.#paper = undefined;
    this.#changed.fire();
    await commands.executeCommand(`${VIEW}.focus`);
  }

  getTreeItem(row: CitationRow): TreeItem {
    return citationItem(row);
  }

  async resolveTreeItem(item: TreeItem, row: CitationRow, token: CancellationToken): Promise<TreeItem> {
    if (row.kind !== 'paper') return item;
    const described = await this.#library.request(describePaper, { key: row.citekey }, token);
    if (described) item.tooltip = paperCard(described);
    return item;
  }

  async getChildren(row?: CitationRow): Promise<CitationRow[]> {
    if (row?.kind === 'paper') return placeRows(row.uri, row.reference.cites);
    if (row) return row.kind === 'note' ? placeRows(row.uri, row.cites) : [];
    this.#asking.cancel();
    this.#asking = new CancellationTokenSource();
    const { token } = this.#asking;
    const asked = this.#paper === undefined ? this.#references(token) : this.#citing(this.#paper, token);
    // What cannot be known now is asked again when the library or the note is read.
    return asked.catch(() => []);
  }

  dispose(): void {
    this.#asking.cancel();
    Disposable.from(...this.#disposables).dispose();
  }

  async #references(token: CancellationToken): Promise<CitationRow[]> {
    const document = this.#lastNote.document;
    this.#note = document?.uri.toString();
    this.#view.description = document ? workspace.asRelativePath(document.uri) : '';
    if (!document) return this.#showState('noNote', []);
    const references = await readReferences(document, this.#notes, this.#library, token);
    if (token.isCancellationRequested) return [];
    const uri = document.uri.toString();
    const rows = (references ?? []).map(
      (reference) => ({ kind: 'paper', citekey: reference.citekey, uri, reference }) as const,
    );
    return this.#showState(rows.length > 0 ? 'note' : 'citesNothing', rows);
  }

  async #citing(citekey: string, token: CancellationToken): Promise<CitationRow[]> {
    this.#view.description = `@${citekey}`;
    const [paper] = await this.#library.request(locateKey, { key: citekey }, token);
    const found = await this.#index.cites(paper?.keys ?? [citekey], undefined, token);
    if (token.isCancellationRequested) return [];
    const rows = found.map(({ uri, cites }) => ({ kind: 'note', uri, cites }) as const);
    return this.#showState(rows.length > 0 ? 'paper' : 'notCited', rows);
  }

  #showState(state: string, rows: CitationRow[]): CitationRow[] {
    setState(state);
    return rows;
  }

  #followNote(): void {
    if (this.#paper === undefined && this.#lastNote.document?.uri.toString() !== this.#note)
      this.#changed.fire();
  }
}

const setState = (state: string) => void commands.executeCommand('setContext', STATE, state);

/** The places with the text of their lines, as the note is now. */
async function placeRows(uri: string, cites: readonly Cite[]): Promise<CitationRow[]> {
  const lineAt = await linesOf(uri);
  return cites.map((cite) => ({ kind: 'place', uri, cite, line: lineAt(cite.line - 1) }));
}

/** Of a note that is not open its file is read, not opened: that would make it one of the open notes. */
async function linesOf(uri: string): Promise<(line: number) => string> {
  const open = workspace.textDocuments.find((document) => document.uri.toString() === uri);
  if (open) return (line) => (line < open.lineCount ? open.lineAt(line).text : '');
  const address = Uri.parse(uri, true);
  try {
    const text = await workspace.decode(await workspace.fs.readFile(address), { uri: address });
    const lines = text.split(/\r\n|\r|\n/);
    return (line) => lines[line] ?? '';
  } catch {
    return () => '';
  }
}
