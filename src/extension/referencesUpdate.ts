import {
  type CancellationToken,
  CancellationTokenSource,
  type Disposable,
  Range,
  type TextDocument,
  type TextEditor,
  commands,
  l10n,
} from 'vscode';
import type { ReferencesEdit } from '../core/referencesBlock';
import { formatPapers } from '../worker/exportProtocol';
import { findReferences, writeReferences } from '../worker/notesProtocol';
import { asOfNow } from './asOfNow';
import { type JudgedKey, citesPapers, isProblem, judgedKeys } from './citationCheck';
import { citationStyle } from './citationStyle';
import type { LibraryClient } from './libraryClient';
import { showError, showInformation, showWarning } from './messages';
import type { NotesClient } from './notesClient';
import type { LastNote } from './paperCommands';

/** How often a note that is edited meanwhile is asked about anew. */
const ATTEMPTS = 5;
/** More keys than these are counted only. */
const NAMED = 5;

/** What the list of a note comes to. */
interface Update {
  readonly edit: ReferencesEdit;
  readonly papers: number;
  /** Keys that the list has no entry for. */
  readonly left: readonly string[];
  /** Whether pandoc's citeproc would add its own list to this one, which nobody was told yet. */
  readonly comesTwice: boolean;
}

/** Writes the list of what a note cites into the note, or brings the one that it has up to date; one step to undo. */
export function registerReferencesUpdate(
  library: LibraryClient,
  notes: NotesClient,
  lastNote: LastNote,
): Disposable {
  return commands.registerCommand('attentionNotes.updateReferences', async () => {
    const editor = await lastNote.editor();
    if (editor) await update(editor, { library, notes });
    else void showInformation(l10n.t('Open a note first: its references are listed in it.'));
  });
}

async function update(
  editor: TextEditor,
  workers: { readonly library: LibraryClient; readonly notes: NotesClient },
): Promise<void> {
  const { document } = editor;
  const { token } = new CancellationTokenSource();
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const found = await asOfNow(document, () => updateOf(document, workers, token)).catch(
      () => 'failed' as const,
    );
    if (found === 'edited') continue;
    if (found === 'failed') {
      void showError(l10n.t('The library does not answer.'));
      return;
    }
    if (!found) {
      void showError(l10n.t('This note cannot be analysed. The Problems view says why.'));
      return;
    }
    const { edit } = found;
    if (typeof edit === 'object') {
      const range = new Range(document.positionAt(edit.start), document.positionAt(edit.end));
      const { version } = document;
      // An editor that was closed meanwhile rejects.
      const writing = editor.edit((builder) => builder.replace(range, edit.text));
      const written = await Promise.resolve(writing).catch(() => false);
      if (!written && document.version !== version) continue;
      if (!written) {
        void showWarning(l10n.t('This note cannot be edited.'));
        return;
      }
      editor.revealRange(new Range(range.start, range.start));
    }
    tell(found);
    return;
  }
  void showWarning(l10n.t('The note changes all the time, so its references were left alone.'));
}

async function updateOf(
  document: TextDocument,
  { library, notes }: { readonly library: LibraryClient; readonly notes: NotesClient },
  token: CancellationToken,
): Promise<Update | undefined> {
  const found = await notes.ask(document, findReferences, {}, token);
  const keys = found && (await judgedKeys({ notes, library }, document, undefined, token, { own: true }));
  if (!keys) return undefined;
  const { place, comesTwice } = found;
  // What the list itself says is about to go.
  const outside = (key: JudgedKey) =>
    typeof place === 'string' || key.end <= place.start || place.end <= key.start;
  const there = keys.filter(outside);
  // In the order in which styles number them.
  const cited = [...there.filter(({ listed }) => !listed), ...there.filter(({ listed }) => listed)];
  const known = [...new Set(cited.filter(citesPapers).map(({ citekey }) => citekey))];
  const left = cited.filter((key) => !citesPapers(key) && isProblem(key)).map(({ citekey }) => citekey);
  if (known.length === 0 && place === 'none')
    return { edit: 'same', papers: 0, left: [...new Set(left)], comesTwice: false };
  const items =
    known.length === 0
      ? []
      : await library.request(formatPapers, { keys: known, style: citationStyle(document.uri) }, token);
  const entries = items.map(({ markdown, text }) => ({ markdown, text }));
  const edit = await notes.ask(document, writeReferences, { entries }, token);
  return edit && { edit, papers: items.length, left: [...new Set(left)], comesTwice };
}

function tell({ edit, papers, left, comesTwice }: Update): void {
  if (edit === 'unclosed' || edit === 'unsafe') {
    const why =
      edit === 'unclosed'
        ? l10n.t('The list of references is not closed: what follows it would be lost. Nothing was changed.')
        : l10n.t('There is no place in this note where a list of references could stand by itself.');
    void showError(why);
    return;
  }
  const listed =
    papers === 0
      ? l10n.t('This note cites no paper of the library.')
      : papers === 1
        ? l10n.t('The references list 1 paper.')
        : l10n.t('The references list {0} papers.', papers);
  const said =
    comesTwice && papers > 0
      ? `${listed} ${l10n.t('pandoc --citeproc adds a list of its own, unless the front matter says "suppress-bibliography: true".')}`
      : listed;
  if (left.length === 0) {
    void showInformation(said);
    return;
  }
  const named = left.slice(0, NAMED).map((key) => `@${key}`);
  const more = left.length > NAMED ? [...named, '…'] : named;
  const show = l10n.t('Show Problems');
  const missing = l10n.t('No single paper of the library has these keys: {0}.', more.join(', '));
  void showWarning(`${said} ${missing}`, show).then(async (choice) => {
    if (choice === show) await commands.executeCommand('workbench.actions.view.problems');
  });
}
