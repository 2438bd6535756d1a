import {
  type CancellationToken,
  CompletionItem,
  CompletionItemKind,
  type CompletionItemProvider,
  type Disposable,
  type Position,
  Range,
  type TextDocument,
  type TextDocumentChangeEvent,
  commands,
  l10n,
  window,
  workspace,
} from 'vscode';
import { LOCATOR_TERMS } from '../core/citation/locatorTerms';
import type { Span } from '../core/citation/model';
import { restOfTerm, typedLocator } from '../core/typedLocator';
import { takesLocator } from '../worker/notesProtocol';
import type { NoteLanguages } from './noteLanguages';
import type { NotesClient } from './notesClient';
import { paragraphBefore } from './paragraph';

/**
 * Completes what a locator begins with: the short terms for pages, chapters, sections and the like. The list opens at the
 * first letter, not before: the editor always selects a row, and Enter where nothing is typed must stay a line break.
 */
export class LocatorCompletion implements CompletionItemProvider {
  readonly #notes: NotesClient;
  readonly #languages: NoteLanguages;
  readonly #listener: Disposable;

  constructor(notes: NotesClient, languages: NoteLanguages) {
    this.#notes = notes;
    this.#languages = languages;
    this.#listener = workspace.onDidChangeTextDocument((change) => this.#open(change));
  }

  dispose(): void {
    this.#listener.dispose();
  }

  async provideCompletionItems(
    document: TextDocument,
    position: Position,
    token: CancellationToken,
  ): Promise<CompletionItem[] | undefined> {
    const { text } = document.lineAt(position);
    const typed = locatorAt(document, position);
    if (!typed) return undefined;
    const behind = text.slice(position.character);
    const rest = restOfTerm(text.slice(typed.start, typed.end), behind);
    const range = new Range(position.with({ character: typed.start }), position.translate(0, rest));
    const takes = await this.#notes.ask(
      document,
      takesLocator,
      { start: document.offsetAt(range.start), end: document.offsetAt(range.end) },
      token,
    );
    if (!takes || token.isCancellationRequested) return undefined;
    const space = /^\s/.test(behind.slice(rest)) ? '' : ' ';
    return LOCATOR_TERMS.map(({ term, word }, index) => {
      const item = new CompletionItem({ label: term, description: l10n.t(word) }, CompletionItemKind.Unit);
      item.insertText = term + space;
      item.range = range;
      // By the word too: "chapter" and "section" are what one thinks of.
      item.filterText = `${term} ${word}`;
      item.sortText = String(index).padStart(2, '0');
      return item;
    });
  }

  /** In Markdown the editor opens no list at letters by itself. */
  #open({ document, contentChanges: [change, ...others], reason }: TextDocumentChangeEvent): void {
    if (!change || others.length > 0 || reason !== undefined || !/^[\p{L}§¶]$/u.test(change.text)) return;
    if (window.activeTextEditor?.document !== document || !this.#languages.includes(document)) return;
    if (workspace.getConfiguration('editor', document).get('suggestOnTriggerCharacters') === false) return;
    const typed = locatorAt(document, document.positionAt(change.rangeOffset + change.text.length));
    if (typed && typed.end - typed.start === change.text.length)
      void commands.executeCommand('editor.action.triggerSuggest', { auto: true });
  }
}

/** From a few lines alone, so that a letter in prose costs nothing. */
function locatorAt(document: TextDocument, position: Position): Span | undefined {
  const line = document.lineAt(position).text.slice(0, position.character);
  return typedLocator(line, () => paragraphBefore(document, position.with({ character: 0 })));
}
