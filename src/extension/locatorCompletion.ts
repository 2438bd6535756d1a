import {
  type CancellationToken,
  CompletionItem,
  CompletionItemKind,
  type CompletionItemProvider,
  type Position,
  Range,
  type TextDocument,
  l10n,
} from 'vscode';
import { LOCATOR_TERMS } from '../core/citation/locator';
import { restOfTerm, typedLocator } from '../core/typedLocator';
import type { NotesClient } from './notesClient';
import { paragraphBefore } from './paragraph';

/** The space behind the comma of a key. */
export const LOCATOR_TRIGGERS = [' '];

/** Completes what a locator begins with: the short terms for pages, chapters, sections and the like. */
export class LocatorCompletion implements CompletionItemProvider {
  readonly #notes: NotesClient;

  constructor(notes: NotesClient) {
    this.#notes = notes;
  }

  async provideCompletionItems(
    document: TextDocument,
    position: Position,
    token: CancellationToken,
  ): Promise<CompletionItem[] | undefined> {
    const { text } = document.lineAt(position);
    const typed = typedLocator(text.slice(0, position.character), () =>
      paragraphBefore(document, position.with({ character: 0 })),
    );
    if (!typed) return undefined;
    const behind = text.slice(position.character);
    const rest = restOfTerm(text.slice(typed.start, typed.end), behind);
    const range = new Range(position.with({ character: typed.start }), position.translate(0, rest));
    const takes = await this.#notes.takesLocator(
      document,
      document.offsetAt(range.start),
      document.offsetAt(range.end),
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
}
