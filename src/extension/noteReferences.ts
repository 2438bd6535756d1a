import type { CancellationToken, TextDocument } from 'vscode';
import { type NoteReference, referencesOf } from '../core/references';
import { type CitedPaper, describeCited } from '../worker/protocol';
import type { LibraryClient } from './libraryClient';
import type { NotesClient } from './notesClient';

export type Reference = NoteReference<CitedPaper>;

/** What an open note cites now, in order of citation; nothing when it cannot be read. */
export async function readReferences(
  document: TextDocument,
  notes: NotesClient,
  library: LibraryClient,
  token: CancellationToken,
): Promise<readonly Reference[] | undefined> {
  const { cites } = await notes.readOpenNote(document, token);
  if (!cites || token.isCancellationRequested) return undefined;
  const citekeys = [...new Set(cites.map(({ citekey }) => citekey))];
  const papers = await library.request(describeCited, { citekeys }, token);
  const byKey = new Map(citekeys.map((citekey, index) => [citekey, papers[index] ?? undefined]));
  return referencesOf(cites, (citekey) => byKey.get(citekey));
}
