import { Position, Selection, Uri, commands, env, l10n, window, workspace } from 'vscode';
import type { Disposable, TextDocument, TextEditor } from 'vscode';
import { citationToInsert } from '../core/insertion';
import type { Paper } from '../core/paper';
import { type PaperNode, citekeysInOrder } from '../core/tree';
import { getPaper, writeBibtex } from '../worker/protocol';
import type { LibraryClient } from './libraryClient';
import type { NoteLanguages } from './noteLanguages';
import { paragraphAround } from './paragraph';
import { seedDocument } from './seedDocuments';

/** Registers what can be done with a paper of the tree. Selected rows come as the commands' second argument. */
export function registerPaperCommands(library: LibraryClient, lastNote: LastNote): { dispose(): unknown }[] {
  const paperOf = async (node: Chosen): Promise<Paper | undefined> =>
    (await library.request(getPaper, { key: node.citekey })) ?? undefined;
  return [
    commands.registerCommand('attentionNotes.insertCitation', (node: Chosen, all?: readonly PaperNode[]) =>
      insertCitation(chosen(node, all), lastNote),
    ),
    commands.registerCommand('attentionNotes.copyCitekey', (node: Chosen, all?: readonly PaperNode[]) =>
      env.clipboard.writeText(chosen(node, all).join('; ')),
    ),
    commands.registerCommand(
      'attentionNotes.copyBibtex',
      async (node: Chosen, all?: readonly PaperNode[]) => {
        const entries = await library.request(writeBibtex, { citekeys: chosen(node, all) });
        if (entries !== '') await env.clipboard.writeText(entries);
      },
    ),
    commands.registerCommand('attentionNotes.openArxiv', async (node: Chosen) => {
      const paper = await paperOf(node);
      if (paper?.arxiv !== undefined)
        await env.openExternal(Uri.parse(`https://arxiv.org/abs/${paper.arxiv}`));
      else void window.showInformationMessage(l10n.t('No arXiv id is known of this paper.'));
    }),
    commands.registerCommand('attentionNotes.showSource', async (node: Chosen) => {
      const paper = await paperOf(node);
      if (paper) await showSource(paper);
    }),
  ];
}

/** What a command is called with: a row of the tree, or a paper's key alone. */
type Chosen = Pick<PaperNode, 'citekey'>;

const chosen = (node: Chosen, all: readonly PaperNode[] = []): string[] =>
  all.some((row) => row === node) ? citekeysInOrder(all) : [node.citekey];

/** Remembers the note that was written in last: a click on a paper may have put its listing in front of it. */
export class LastNote {
  readonly #languages: NoteLanguages;
  #document: TextDocument | undefined;
  readonly #listener: Disposable;

  constructor(languages: NoteLanguages) {
    this.#languages = languages;
    this.#remember(window.activeTextEditor);
    this.#listener = window.onDidChangeActiveTextEditor((editor) => this.#remember(editor));
  }

  /** The editor of that note, shown again where it was if need be. */
  async editor(): Promise<TextEditor | undefined> {
    const active = window.activeTextEditor;
    if (active && this.#languages.includes(active.document)) return active;
    return this.#document && !this.#document.isClosed ? window.showTextDocument(this.#document) : undefined;
  }

  dispose(): void {
    this.#listener.dispose();
  }

  #remember(editor: TextEditor | undefined): void {
    if (editor && this.#languages.includes(editor.document)) this.#document = editor.document;
  }
}

/** Writes the citation at every cursor of the note that was last active, as one step to undo. */
export async function insertCitation(citekeys: readonly string[], lastNote: LastNote): Promise<void> {
  if (citekeys.length === 0) return;
  const editor = await lastNote.editor();
  if (!editor) {
    adviseToOpenNote();
    return;
  }
  const { document } = editor;
  const written = await editor.edit((edit) => {
    for (const { active } of editor.selections) {
      const { before, after } = paragraphAround(document, active);
      const { offset, text } = citationToInsert(citekeys, before, after);
      edit.insert(document.positionAt(document.offsetAt(active) + offset), text);
    }
  });
  if (!written) void window.showWarningMessage(l10n.t('This note cannot be edited.'));
  await window.showTextDocument(document, editor.viewColumn);
}

/** Says where a citation could be inserted. */
export function adviseToOpenNote(): void {
  const advice = l10n.t('Open a Markdown note and put the cursor where the citation shall stand.');
  void window.showInformationMessage(advice);
}

/** Opens the listing that a paper stands in, at its line. */
async function showSource({ sources }: Paper): Promise<void> {
  const [place] = sources;
  if (!place) return;
  const document = await workspace.openTextDocument(seedDocument(place));
  const start = new Position(place.line - 1, 0);
  await window.showTextDocument(document, {
    preview: true,
    preserveFocus: true,
    selection: new Selection(start, start),
  });
}
