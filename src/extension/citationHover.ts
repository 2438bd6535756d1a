import {
  type CancellationToken,
  Hover,
  type HoverProvider,
  type Position,
  Range,
  type TextDocument,
  languages,
} from 'vscode';
import type { CitedHere } from '../core/citationAt';
import { citationAt } from '../worker/notesProtocol';
import { describePaper } from '../worker/protocol';
import { isProblem, judgedKeys } from './citationCheck';
import { SOURCE } from './citationProblems';
import type { LibraryClient } from './libraryClient';
import type { NoteBibliographies } from './noteBibliographies';
import type { NotesClient } from './notesClient';
import { groupCard, paperCard, unknownKeyCard } from './paperCard';

/** Cards over citations: of one paper on its key, of all papers of a group on its brackets. */
export class CitationHover implements HoverProvider {
  readonly #notes: NotesClient;
  readonly #library: LibraryClient;
  readonly #bibliographies: NoteBibliographies;

  constructor(notes: NotesClient, library: LibraryClient, bibliographies: NoteBibliographies) {
    this.#notes = notes;
    this.#library = library;
    this.#bibliographies = bibliographies;
  }

  async provideHover(
    document: TextDocument,
    position: Position,
    token: CancellationToken,
  ): Promise<Hover | undefined> {
    const { text } = document.lineAt(position);
    // A key has its `@` on its own line, and a group answers on its brackets alone: most hovers end here.
    if (
      !text.includes('@') &&
      !/[[\]]/.test(text.slice(Math.max(0, position.character - 1), position.character + 1))
    ) {
      return undefined;
    }
    const cited = await this.#notes.ask(document, citationAt, { offset: document.offsetAt(position) }, token);
    if (!cited || token.isCancellationRequested) return undefined;
    const asked = cited.citekeys.map((key) => this.#library.request(describePaper, { key }, token));
    const answers = await Promise.all(asked);
    const papers = answers.filter((described) => described !== null);
    const range = new Range(document.positionAt(cited.start), document.positionAt(cited.end));
    const [only] = papers;
    if (!only) return cited.isOfNote === true ? undefined : this.#unknown(document, cited, range, token);
    const unknown = cited.citekeys.filter((_, index) => answers[index] === null);
    const [citedAs = ''] = cited.citekeys;
    const card = cited.citekeys.length === 1 ? paperCard(only, { citedAs }) : groupCard(papers, unknown);
    return new Hover(card, range);
  }

  /** Keys that cite no paper: nothing for one in running text that may mean anything. */
  async #unknown(
    document: TextDocument,
    { start, end, citekeys }: CitedHere,
    range: Range,
    token: CancellationToken,
  ): Promise<Hover | undefined> {
    const workers = { notes: this.#notes, library: this.#library };
    const knowsAll = await this.#bibliographies.areReadOf(document, token);
    const keys = await judgedKeys(workers, document, { start, end }, token);
    const wrong = keys?.filter((key) => citekeys.includes(key.citekey) && isProblem(key, knowsAll)) ?? [];
    const [first] = wrong;
    if (!first) return undefined;
    if (citekeys.length > 1) return new Hover(groupCard([], citekeys), range);
    // Where the problem is shown, the editor puts it above the card.
    const isReported = languages
      .getDiagnostics(document.uri)
      .some(({ source, range: own }) => source === SOURCE && own.end.isEqual(range.end));
    const card = unknownKeyCard(first, isReported);
    return card && new Hover(card, range);
  }
}
