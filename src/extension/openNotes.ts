import { CancellationTokenSource, Disposable, EventEmitter, type TextDocument, workspace } from 'vscode';
import type { Cite } from '../core/citedIn';
import type { NoteLanguages } from './noteLanguages';
import type { NotesClient } from './notesClient';
import type { ProblemsView } from './problems';

/** How long typing must rest before a note is read again, ms. */
const REST_MS = 300;

/** Who is told what an open note cites and which bibliographies it names, and that it is open no longer. */
export interface OpenNotesListener {
  /** `undefined` when that cannot be known now. A promise is waited for. */
  read(
    document: TextDocument,
    cites: readonly Cite[] | undefined,
    bibliographies: readonly string[],
  ): unknown;
  closed(document: TextDocument): void;
}

/** One reading of an open note: waiting for its time, under way or done. */
interface Reading {
  readonly cancel: CancellationTokenSource;
  /** Reads now; at the second call it waits for the first. */
  readonly run: () => Promise<void>;
  readonly timer: ReturnType<typeof setTimeout>;
}

/** Follows the open notes: shows what keeps one of them from being read in full, and tells what they cite. */
export class OpenNotes {
  readonly #languages: NoteLanguages;
  readonly #notes: NotesClient;
  readonly #problems: ProblemsView;
  readonly #listeners: readonly OpenNotesListener[];
  readonly #reading = new Map<string, Reading>();
  readonly #disposables: { dispose(): unknown }[];
  readonly #didRead = new EventEmitter<TextDocument>();

  /** An open note was read, and everybody knows what it cites. */
  readonly onDidRead = this.#didRead.event;

  constructor(
    languages: NoteLanguages,
    notes: NotesClient,
    problems: ProblemsView,
    listeners: readonly OpenNotesListener[],
  ) {
    this.#languages = languages;
    this.#notes = notes;
    this.#problems = problems;
    this.#listeners = listeners;
    this.#disposables = [
      this.#didRead,
      languages.onDidChange(() => this.#sortOut()),
      workspace.onDidOpenTextDocument((document) => this.#schedule(document)),
      workspace.onDidChangeTextDocument(({ document }) => this.#schedule(document)),
      workspace.onDidCloseTextDocument((document) => this.#forget(document)),
    ];
    this.readAll();
  }

  /** Reads every open note again. */
  readAll(): void {
    for (const document of workspace.textDocuments) this.#schedule(document);
  }

  /** Reads what was to be read once typing rests; resolves when everybody knows the open notes as they are now. */
  async catchUp(): Promise<void> {
    await Promise.all(
      Array.from(this.#reading.values(), ({ timer, run }) => {
        clearTimeout(timer);
        return run();
      }),
    );
  }

  dispose(): void {
    Disposable.from(...this.#disposables).dispose();
    for (const key of [...this.#reading.keys()]) this.#stop(key);
  }

  #schedule(document: TextDocument): void {
    if (!this.#languages.includes(document)) return;
    const key = document.uri.toString();
    this.#stop(key);
    const cancel = new CancellationTokenSource();
    let reading: Promise<void> | undefined;
    const run = () => (reading ??= this.#read(document, cancel));
    this.#reading.set(key, { cancel, run, timer: setTimeout(() => void run(), REST_MS) });
  }

  async #read(document: TextDocument, { token }: CancellationTokenSource): Promise<void> {
    // No worker is started for the sake of a note that cannot cite anything.
    const isPlain = !this.#notes.knows(document) && !mayCite(document.getText());
    const read = isPlain
      ? { cites: [], bibliographies: [], problems: [] }
      : await this.#notes.readOpenNote(document, token).catch(() => undefined);
    if (!read || token.isCancellationRequested) return;
    this.#problems.show(document.uri.toString(), read.problems);
    const { cites, bibliographies = [] } = read;
    await Promise.all(this.#listeners.map((listener) => listener.read(document, cites, bibliographies)));
    this.#didRead.fire(document);
  }

  /** The languages of notes are others now. */
  #sortOut(): void {
    for (const document of workspace.textDocuments)
      if (!this.#languages.includes(document)) this.#forget(document);
    this.readAll();
  }

  #forget(document: TextDocument): void {
    const key = document.uri.toString();
    if (!this.#reading.has(key)) return;
    this.#stop(key);
    this.#problems.show(key, []);
    for (const listener of this.#listeners) listener.closed(document);
    void this.#notes.closeNote(document);
  }

  #stop(key: string): void {
    const reading = this.#reading.get(key);
    clearTimeout(reading?.timer);
    reading?.cancel.cancel();
    this.#reading.delete(key);
  }
}

/** Whether a text may cite papers or name a bibliography. */
const mayCite = (text: string): boolean => text.includes('@') || /^\ufeff?---\r?\n/.test(text);
