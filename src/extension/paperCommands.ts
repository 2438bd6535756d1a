import {
  Disposable,
  Position,
  Selection,
  type TextDocument,
  type TextEditor,
  type TextEditorEdit,
  Uri,
  ViewColumn,
  WorkspaceEdit,
  commands,
  env,
  l10n,
  window,
  workspace,
} from 'vscode';
import { type Insertion, writtenItems } from '../core/insertion';
import type { Paper } from '../core/paper';
import { type PaperNode, type TreeNode, citekeysInOrder } from '../core/tree';
import { getPaper } from '../worker/protocol';
import type { LibraryClient } from './libraryClient';
import { showInformation, showWarning } from './messages';
import { type NoteLanguages, isWritable } from './noteLanguages';
import type { NotesClient } from './notesClient';
import { citationsFor } from './placedCitations';
import { documentOf } from './seedDocuments';

/**
 * Registers what can be done with papers of the tree. Selected rows come as the commands' second argument; a keybinding
 * brings no row at all and means those that are selected.
 */
export function registerPaperCommands(
  library: LibraryClient,
  notes: NotesClient,
  lastNote: LastNote,
  tree: SelectedRows,
): { dispose(): unknown }[] {
  const withKeys = onChosenPapers(tree);
  const withPaper = (run: (paper: Paper | undefined) => Promise<void>) => async (node?: Chosen) => {
    const [key] = chosen(tree, node);
    if (key !== undefined) await run((await library.request(getPaper, { key })) ?? undefined);
  };
  const insert = withKeys((citekeys) => insertCitation(citekeys, lastNote, notes));
  const copyKeys = withKeys((citekeys) =>
    env.clipboard.writeText(citekeys.length > 1 ? writtenItems(citekeys) : citekeys.join()),
  );
  const openArxiv = withPaper(async (paper) => {
    if (paper?.arxiv !== undefined) await env.openExternal(Uri.parse(`https://arxiv.org/abs/${paper.arxiv}`));
    else void showInformation(l10n.t('No arXiv id is known of this paper.'));
  });
  const show = withPaper(async (paper) => {
    if (paper) await showSource(paper);
  });
  return [
    commands.registerCommand('attentionNotes.insertCitation', insert),
    commands.registerCommand('attentionNotes.copyCitekey', copyKeys),
    commands.registerCommand('attentionNotes.openArxiv', openArxiv),
    commands.registerCommand('attentionNotes.showSource', show),
  ];
}

/** What a command is called with: a row of the tree, or a paper's key alone. */
type Chosen = Pick<PaperNode, 'citekey'>;

/** Whose rows are selected. */
export interface SelectedRows {
  readonly selection: readonly TreeNode[];
}

/**
 * A command's handler for papers of the tree, in its order: all that are selected when the menu was opened on one of
 * them, else the one it was opened on. It is not run for none.
 */
export const onChosenPapers =
  (tree: SelectedRows) =>
  (run: (citekeys: readonly string[]) => PromiseLike<void>) =>
  async (node?: Chosen, all?: readonly PaperNode[]): Promise<void> => {
    const citekeys = chosen(tree, node, all);
    if (citekeys.length > 0) await run(citekeys);
  };

function chosen(tree: SelectedRows, node?: Chosen, all: readonly PaperNode[] = []): string[] {
  if (!node) return citekeysInOrder(tree.selection);
  return all.some((row) => row === node) ? citekeysInOrder(all) : [node.citekey];
}

/** Remembers the note that was written in last: a click on a paper may have put its listing in front of it. */
export class LastNote {
  readonly #languages: NoteLanguages;
  /** Its editor; one that is no longer shown still tells where it was and where its cursors stood. */
  #last: TextEditor | undefined;
  readonly #listener: Disposable;

  constructor(languages: NoteLanguages) {
    this.#languages = languages;
    this.#remember(window.activeTextEditor);
    this.#listener = Disposable.from(
      window.onDidChangeActiveTextEditor((editor) => this.#remember(editor)),
      // A document whose language changes is opened anew.
      workspace.onDidOpenTextDocument((document) => {
        if (window.activeTextEditor?.document === document) this.#remember(window.activeTextEditor);
      }),
    );
  }

  /** That note; undefined while none was written in, or when it was closed. */
  get document(): TextDocument | undefined {
    return this.#last?.document.isClosed === false ? this.#last.document : undefined;
  }

  /** The editor of that note where it is in sight, or shown again where it was, with its cursors. */
  async editor(): Promise<TextEditor | undefined> {
    const active = window.activeTextEditor;
    if (active && this.#isNote(active.document)) return active;
    const visible = window.visibleTextEditors;
    const last = this.#last;
    if (!last || last.document.isClosed) return visible.find(({ document }) => this.#isNote(document));
    if (visible.includes(last)) return last;
    const others = visible.filter(({ document }) => document === last.document);
    return others.find(({ viewColumn }) => viewColumn === last.viewColumn) ?? others[0] ?? showAgain(last);
  }

  dispose(): void {
    this.#listener.dispose();
  }

  #remember(editor: TextEditor | undefined): void {
    if (editor && this.#isNote(editor.document)) this.#last = editor;
  }

  /** Whatever its language, what nobody can write in is no note. */
  #isNote(document: TextDocument): boolean {
    return this.#languages.includes(document) && isWritable(document);
  }
}

async function showAgain({ document, viewColumn, selections }: TextEditor): Promise<TextEditor> {
  const isThere = window.tabGroups.all.some((group) => group.viewColumn === viewColumn);
  const column = viewColumn !== undefined && isThere ? viewColumn : ViewColumn.Active;
  const editor = await window.showTextDocument(document, column);
  editor.selections = selections;
  return editor;
}

/** Writes the citation at every cursor of the note that was last active, as one step to undo. */
export async function insertCitation(
  citekeys: readonly string[],
  lastNote: LastNote,
  notes: NotesClient,
): Promise<void> {
  if (citekeys.length === 0) return;
  const editor = await lastNote.editor();
  if (!editor) {
    adviseToOpenNote();
    return;
  }
  const { document } = editor;
  const placed = await citationsFor(
    document,
    () => editor.selections.map(({ active }) => document.offsetAt(active)),
    citekeys,
    notes,
  );
  if (placed.length > 0) {
    const written = await write(editor, placed);
    if (!written) void showWarning(l10n.t('This note cannot be edited.'));
  }
  await window.showTextDocument(document, editor.viewColumn);
}

/** Writes into a note, at once and as one step; whether it could be edited. */
async function write(editor: TextEditor, placed: readonly Insertion[]): Promise<boolean> {
  const { document } = editor;
  const { version } = document;
  const insertions = placed.map(({ offset, text }) => ({ at: document.positionAt(offset), text }));
  const insert = (edit: TextEditorEdit) => {
    for (const { at, text } of insertions) edit.insert(at, text);
  };
  // Rejected when another tab came in front of the note meanwhile: then it is edited behind that.
  const written = await editor.edit(insert).then(undefined, () => undefined);
  if (written !== undefined) return written;
  if (document.version !== version) return false;
  const edit = new WorkspaceEdit();
  for (const { at, text } of insertions) edit.insert(document.uri, at, text);
  return workspace.applyEdit(edit);
}

/** Says where a citation could be inserted. */
export function adviseToOpenNote(): void {
  const advice = l10n.t('Open a Markdown note and put the cursor where the citation shall stand.');
  void showInformation(advice);
}

/** Opens the file that a paper stands in, at its line. */
async function showSource({ sources }: Paper): Promise<void> {
  const [place] = sources;
  if (!place) return;
  const document = await workspace.openTextDocument(documentOf(place));
  const start = new Position(place.line - 1, 0);
  await window.showTextDocument(document, {
    preview: true,
    preserveFocus: true,
    selection: new Selection(start, start),
  });
}
