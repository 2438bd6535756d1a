import { type Disposable, type TextDocument, type TextDocumentChangeEvent, workspace } from 'vscode';
import type { TextEdit } from '../core/noteText';
import type { NoteState } from '../worker/notesProtocol';

/** More edits than this, and the text is sent anew. */
const MOST_EDITS = 500;

interface Sent {
  /** Not only its address: an untitled document may get that of one that was closed, and begins with the same version. */
  readonly document: TextDocument;
  /** The version the worker was sent last. */
  from: number;
  /** The version that `edits` lead to. */
  version: number;
  eol: TextDocument['eol'];
  edits: TextEdit[];
}

/** Remembers what the notes worker knows of each open note, so that a key press sends one letter and not the whole text. */
export class SentNotes {
  readonly #sent = new Map<string, Sent>();
  readonly #listener: Disposable;

  constructor() {
    this.#listener = workspace.onDidChangeTextDocument((event) => this.#follow(event));
  }

  /** What to send so that the worker has the note as it is now; it counts as sent. */
  state(document: TextDocument): NoteState {
    const [uri, version] = [document.uri.toString(), document.version];
    const sent = this.#sent.get(uri);
    this.#sent.set(uri, { document, from: version, version, eol: document.eol, edits: [] });
    const isCurrent = sent?.document === document && sent.version === version && sent.eol === document.eol;
    const change = isCurrent ? { from: sent.from, edits: sent.edits } : { text: document.getText() };
    return { uri, version, change };
  }

  has(document: TextDocument): boolean {
    return this.#sent.get(document.uri.toString())?.document === document;
  }

  /** The worker does not know the note, or no longer. */
  forget(document: TextDocument): void {
    this.#sent.delete(document.uri.toString());
  }

  dispose(): void {
    this.#listener.dispose();
  }

  #follow({ document, contentChanges }: TextDocumentChangeEvent): void {
    const sent = this.#sent.get(document.uri.toString());
    if (sent?.document !== document) return;
    // All ranges of one event count in the text before it: from the last to the first, none moves another.
    const edits = contentChanges
      .map(({ rangeOffset, rangeLength, text }) => ({
        start: rangeOffset,
        end: rangeOffset + rangeLength,
        text,
      }))
      .sort((a, b) => b.start - a.start);
    sent.edits.push(...edits);
    sent.version = document.version;
    if (sent.edits.length > MOST_EDITS) this.forget(document);
  }
}
