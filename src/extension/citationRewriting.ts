import {
  type CancellationToken,
  CodeAction,
  type CodeActionContext,
  CodeActionKind,
  type CodeActionProvider,
  CodeActionTriggerKind,
  Range,
  SnippetString,
  SnippetTextEdit,
  type TextDocument,
  TextEdit,
  WorkspaceEdit,
} from 'vscode';
import type { Rewrite } from '../core/citationRewrites';
import { rewriteCitation, sortCitation } from '../worker/notesProtocol';
import { judgeKeys } from '../worker/protocol';
import { REWRITE_WORDS } from './citationWords';
import type { LibraryClient } from './libraryClient';
import type { NotesClient } from './notesClient';

const KIND = CodeActionKind.RefactorRewrite.append('citation');
/** Lines around the cursor that may hold the rest of its citation. */
const NEARBY = 2;

/** Other ways to write the citation at the cursor, in the refactoring menu. */
export class CitationRewriting implements CodeActionProvider {
  static readonly metadata = { providedCodeActionKinds: [KIND] };

  readonly #notes: NotesClient;
  readonly #library: LibraryClient;

  constructor(notes: NotesClient, library: LibraryClient) {
    this.#notes = notes;
    this.#library = library;
  }

  async provideCodeActions(
    document: TextDocument,
    range: Range,
    { only, triggerKind }: CodeActionContext,
    token: CancellationToken,
  ): Promise<CodeAction[] | undefined> {
    // Only when asked for: otherwise a light bulb would follow the cursor through every citation.
    if (only ? !only.contains(KIND) : triggerKind !== CodeActionTriggerKind.Invoke) return undefined;
    const nearby = new Range(Math.max(0, range.start.line - NEARBY), 0, range.end.line + NEARBY + 1, 0);
    if (!document.getText(nearby).includes('@')) return undefined;
    const { version } = document;
    const selection = { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
    const here = await this.#notes.ask(document, rewriteCitation, { selection }, token);
    if (!here) return undefined;
    const sorted = await this.#sorted(document, selection, here.sortable, token);
    if (token.isCancellationRequested || document.version !== version) return undefined;
    return [...here.rewrites, ...(sorted ? [sorted] : [])].map((rewrite) => action(document, rewrite));
  }

  async #sorted(
    document: TextDocument,
    selection: { start: number; end: number },
    keys: readonly string[],
    token: CancellationToken,
  ): Promise<Rewrite | undefined> {
    if (keys.length === 0 || token.isCancellationRequested) return undefined;
    // Without the library there is no order of years, but all else that can be made of the citation.
    const judged = await this.#library.request(judgeKeys, { keys }, token).catch(() => undefined);
    if (!judged) return undefined;
    const years = keys.flatMap((key, index) => {
      const judgement = judged[index];
      return judgement && 'year' in judgement && judgement.year !== null
        ? [[key, judgement.year] as const]
        : [];
    });
    if (years.length === 0) return undefined;
    return (await this.#notes.ask(document, sortCitation, { selection, years }, token)) ?? undefined;
  }
}

function action(document: TextDocument, { kind, citekey, edits, cursor }: Rewrite): CodeAction {
  const made = new CodeAction(REWRITE_WORDS[kind](citekey), KIND.append(kind));
  made.edit = new WorkspaceEdit();
  made.edit.set(
    document.uri,
    edits.map(({ start, end, text }) => {
      const range = new Range(document.positionAt(start), document.positionAt(end));
      if (cursor === undefined) return TextEdit.replace(range, text);
      const snippet = new SnippetString().appendText(text.slice(0, cursor)).appendTabstop(0);
      return SnippetTextEdit.replace(range, snippet.appendText(text.slice(cursor)));
    }),
  );
  return made;
}
