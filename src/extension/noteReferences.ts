import type { CancellationToken, TextDocument } from 'vscode';
import type { Cite } from '../core/citedIn';
import { type NoteReference, referencesOf } from '../core/references';
import { type CitedPaper, describeCited } from '../worker/protocol';
import { type JudgedKey, isProblem, judgedKeys } from './citationCheck';
import type { LibraryClient } from './libraryClient';
import type { NotesClient } from './notesClient';

/** A paper that a note cites, or a key that cites none, with the places. */
export interface Reference extends NoteReference<CitedPaper> {
  /** Of a key that cites no paper: whether it could mean several. */
  readonly isAmbiguous: boolean;
}

/**
 * What an open note cites now, in order of citation; nothing when it cannot be read. A key that cites no paper is among
 * them only where it is a problem.
 */
export async function readReferences(
  document: TextDocument,
  notes: NotesClient,
  library: LibraryClient,
  token: CancellationToken,
): Promise<readonly Reference[] | undefined> {
  const { version } = document;
  const judged = await judgedKeys({ notes, library }, document, undefined, token, { own: true });
  if (!judged || token.isCancellationRequested || document.version !== version) return undefined;
  const keys = judged.filter((key) => isKnown(key) || isProblem(key));
  const cites = keys.map((key) => citeOf(document, key));
  const citekeys = [...new Set(keys.filter(isKnown).map(({ citekey }) => citekey))];
  const papers = await library.request(describeCited, { citekeys }, token);
  const byKey = new Map(citekeys.map((citekey, index) => [citekey, papers[index] ?? undefined]));
  const ambiguous = new Set(
    keys.filter(({ judgement }) => judgement.kind === 'ambiguous').map(({ citekey }) => citekey),
  );
  return referencesOf(cites, (citekey) => byKey.get(citekey)).map((reference) => ({
    ...reference,
    isAmbiguous: ambiguous.has(reference.citekey),
  }));
}

const isKnown = ({ judgement: { kind } }: JudgedKey): boolean => kind === 'known' || kind === 'alias';

function citeOf(document: TextDocument, { citekey, keyStart }: JudgedKey): Cite {
  const { line, character } = document.positionAt(keyStart);
  return { citekey, line: line + 1, column: character + 1 };
}
