import {
  type CancellationToken,
  CancellationTokenSource,
  Disposable,
  EventEmitter,
  type TextDocument,
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
const STATE = 'attentionNotes.citationsState';

/** What there is to show; with no rows, the view's welcome text says why. */
type State = 'note' | 'paper' | 'noNote' | 'citesNothing' | 'notRead' | 'notCited';

/** More notes than these are shown folded: the lines of each are read from its file. */
const UNFOLDED = 20;

interface Shown {
  readonly state: State;
  readonly description: string;
  readonly rows: readonly CitationRow[];
}

/** The sidebar's "Citations": what the note that is written in cites, or the notes that cite a paper. */
export class CitationsView implements TreeDataProvider<CitationRow> {
  readonly #notes: NotesClient;
  readonly #library: LibraryClient;
  readonly #index: CitationIndex;
  readonly #lastNote: LastNote;
  readonly #changed = new EventEmitter<void>();
  readonly #view: TreeView<CitationRow>;
  readonly #disposables: { dispose(): unknown }[];
  /** The paper whose citations are shown; those of a note when there is none. */
  #paper: string | undefined;
  /** The note that was asked for, until another one is written in. */
  #note: TextDocument | undefined;
  /** What is shown, once it was asked for. */
  #shown: Shown | undefined;
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
    const refresh = () => void this.#refresh();
    this.#disposables = [
      this.#changed,
      this.#view,
      this.#view.onDidChangeVisibility(refresh),
      library.onDidChange(refresh),
      library.onDidChangeCited(refresh),
      open.onDidRead(refresh),
      window.onDidChangeActiveTextEditor((editor) => {
        if (editor && editor.document !== this.#note) this.#note = undefined;
        refresh();
      }),
      workspace.onDidCloseTextDocument(refresh),
    ];
    setState('noNote');
  }

  /** Shows the notes that cite a paper. */
  async showPaper(citekey: string): Promise<void> {
    this.#paper = citekey;
    await this.#refresh();
    await commands.executeCommand(`${VIEW}.focus`);
  }

  /** Shows what a note cites, by its address, or the one that is written in. */
  async showNote(uri?: unknown): Promise<void> {
    this.#paper = undefined;
    this.#note = workspace.textDocuments.find((document) => document.uri.toString() === uri);
    await this.#refresh();
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
    return [...(this.#shown?.rows ?? [])];
  }

  dispose(): void {
    this.#asking.cancel();
    Disposable.from(...this.#disposables).dispose();
  }

  /** Asks anew, and tells the editor only when something else is to be shown: rows are folded and scrolled as one left them. */
  async #refresh(): Promise<void> {
    this.#asking.cancel();
    this.#asking = new CancellationTokenSource();
    const { token } = this.#asking;
    if (!this.#view.visible) return;
    const asked = this.#paper === undefined ? this.#ofNote(token) : this.#ofPaper(this.#paper, token);
    // What cannot be known now stays as it was known: another reading follows.
    const shown = await asked.catch(() => undefined);
    if (!shown || token.isCancellationRequested) return;
    const isSame = JSON.stringify(shown) === JSON.stringify(this.#shown);
    this.#shown = shown;
    if (isSame) return;
    this.#view.description = shown.description;
    setState(shown.state);
    this.#changed.fire();
  }

  async #ofNote(token: CancellationToken): Promise<Shown | undefined> {
    const document = this.#note?.isClosed === false ? this.#note : this.#lastNote.document;
    if (!document) return { state: 'noNote', description: '', rows: [] };
    const uri = document.uri.toString();
    const { version } = document;
    const references = await readReferences(document, this.#notes, this.#library, token);
    if (!references && document.version !== version) return undefined;
    const rows = (references ?? []).map(
      (reference) => ({ kind: 'paper', citekey: reference.citekey, uri, reference }) as const,
    );
    const empty = references ? 'citesNothing' : 'notRead';
    return { state: rows.length > 0 ? 'note' : empty, description: nameOf(document), rows };
  }

  async #ofPaper(citekey: string, token: CancellationToken): Promise<Shown> {
    const [paper] = await this.#library.request(locateKey, { key: citekey }, token);
    const found = await this.#index.cites(paper?.keys ?? [citekey], undefined, token);
    const isFolded = found.length > UNFOLDED;
    const rows = found.map(({ uri, cites }) => ({ kind: 'note', uri, cites, isFolded }) as const);
    return { state: rows.length > 0 ? 'paper' : 'notCited', description: `@${citekey}`, rows };
  }
}

const nameOf = ({ uri }: TextDocument): string => workspace.asRelativePath(uri);

const setState = (state: State) => void commands.executeCommand('setContext', STATE, state);

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
