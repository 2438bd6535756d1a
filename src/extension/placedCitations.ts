import { type CancellationToken, CancellationTokenSource, type TextDocument, l10n } from 'vscode';
import { type Insertion, ownGroup, wordEnd } from '../core/insertion';
import { placeCitations } from '../worker/notesProtocol';
import { showInformation, showWarning } from './messages';
import type { NotesClient } from './notesClient';

/** How often a note that is edited meanwhile is asked about anew. */
const ATTEMPTS = 5;

/**
 * What to write into a note to cite papers at the cursors, given as offsets; says so when that is nothing. The answer is for
 * the document as it is when this resolves: whoever edits must do so at once.
 */
export async function citationsFor(
  document: TextDocument,
  cursors: () => readonly number[],
  citekeys: readonly string[],
  notes: NotesClient,
  token: CancellationToken = new CancellationTokenSource().token,
): Promise<readonly Insertion[]> {
  for (let attempt = 0; attempt < ATTEMPTS && !token.isCancellationRequested; attempt++) {
    const { version } = document;
    const offsets = cursors();
    // Rejected when the note was edited since.
    const placed = await notes
      .ask(document, placeCitations, { offsets, citekeys }, token)
      .catch(() => 'edited' as const);
    if (placed === 'edited' || document.version !== version) continue;
    // A note that cannot be analysed can be written in all the same.
    if (!placed) return besideWords(document.getText(), offsets, citekeys);
    if (placed.refused > 0)
      void showWarning(l10n.t('A citation here would break what stands at the cursor.'));
    else if (placed.insertions.length === 0) void showInformation(l10n.t('Already cited here.'));
    return placed.insertions;
  }
  return token.isCancellationRequested ? [] : besideWords(document.getText(), cursors(), citekeys);
}

function besideWords(text: string, offsets: readonly number[], citekeys: readonly string[]): Insertion[] {
  const ends = new Set(offsets.map((offset) => wordEnd(text, offset)));
  return [...ends].map((end) => ownGroup(text, end, citekeys));
}
