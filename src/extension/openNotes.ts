import { CancellationTokenSource, Disposable, type TextDocument, languages, workspace } from 'vscode';
import type { NotesClient } from './notesClient';
import type { ProblemsView } from './problems';

/** Longest note that is read, characters. */
const LONGEST_NOTE = 5_000_000;

/** How long typing must rest before a note is read again, ms. */
const REST_MS = 300;

const NOTES = [{ language: 'markdown' }];

/** Follows the open notes and shows what keeps one of them from being read in full. A note without `@` is left alone. */
export class OpenNotes {
  readonly #notes: NotesClient;
  readonly #problems: ProblemsView;
  readonly #reading = new Map<
    string,
    { timer: ReturnType<typeof setTimeout>; cancel: CancellationTokenSource }
  >();
  readonly #disposables: { dispose(): unknown }[];

  constructor(notes: NotesClient, problems: ProblemsView) {
    this.#notes = notes;
    this.#problems = problems;
    this.#disposables = [
      workspace.onDidOpenTextDocument((document) => this.#schedule(document)),
      workspace.onDidChangeTextDocument(({ document }) => this.#schedule(document)),
      workspace.onDidCloseTextDocument((document) => this.#forget(document)),
    ];
    for (const document of workspace.textDocuments) this.#schedule(document);
  }

  dispose(): void {
    Disposable.from(...this.#disposables).dispose();
    for (const key of [...this.#reading.keys()]) this.#stop(key);
  }

  #schedule(document: TextDocument): void {
    if (languages.match(NOTES, document) === 0) return;
    const key = document.uri.toString();
    this.#stop(key);
    const cancel = new CancellationTokenSource();
    const timer = setTimeout(() => void this.#read(document, cancel), REST_MS);
    this.#reading.set(key, { timer, cancel });
  }

  async #read(document: TextDocument, cancel: CancellationTokenSource): Promise<void> {
    const text = document.getText();
    if (text.length > LONGEST_NOTE) {
      this.#problems.show(document.uri.toString(), [{ code: 'note.tooLong', severity: 'warning', line: 1 }]);
      return;
    }
    if (!text.includes('@')) {
      this.#problems.show(document.uri.toString(), []);
      return;
    }
    const problems = await this.#notes.readOpenNote(document, cancel.token).catch(() => undefined);
    if (problems && !cancel.token.isCancellationRequested)
      this.#problems.show(document.uri.toString(), problems);
  }

  #forget(document: TextDocument): void {
    const key = document.uri.toString();
    this.#stop(key);
    this.#problems.show(key, []);
    void this.#notes.closeNote(document);
  }

  #stop(key: string): void {
    const reading = this.#reading.get(key);
    clearTimeout(reading?.timer);
    reading?.cancel.cancel();
    this.#reading.delete(key);
  }
}
