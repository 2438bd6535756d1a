import {
  type CancellationToken,
  CodeLens,
  type CodeLensProvider,
  Disposable,
  EventEmitter,
  Range,
  type TextDocument,
  type WorkspaceConfiguration,
  l10n,
  workspace,
} from 'vscode';
import type { LibraryClient } from './libraryClient';
import { isWritable } from './noteLanguages';
import { type Reference, readReferences } from './noteReferences';
import type { NotesClient } from './notesClient';

const SETTING = 'attentionNotes.noteLens';
const CHECKS = 'attentionNotes.checks';

/** The line above a note that says what it cites, and leads to it. */
export class NoteLens implements CodeLensProvider {
  readonly #notes: NotesClient;
  readonly #library: LibraryClient;
  readonly #changed = new EventEmitter<void>();
  readonly #listeners: Disposable;

  readonly onDidChangeCodeLenses = this.#changed.event;

  constructor(notes: NotesClient, library: LibraryClient) {
    this.#notes = notes;
    this.#library = library;
    this.#listeners = Disposable.from(
      library.onDidChange(() => this.#changed.fire()),
      workspace.onDidChangeConfiguration((change) => {
        if ([SETTING, CHECKS].some((setting) => change.affectsConfiguration(setting))) this.#changed.fire();
      }),
    );
  }

  async provideCodeLenses(document: TextDocument, token: CancellationToken): Promise<CodeLens[]> {
    if (!isWritable(document)) return [];
    const isOn = workspace.getConfiguration('', document).get<boolean>(SETTING, true);
    // No worker is started for the sake of a note that cannot cite anything.
    if (!isOn || (!this.#notes.knows(document) && !document.getText().includes('@'))) return [];
    const references = await readReferences(document, this.#notes, this.#library, token);
    const title = references && summary(references, workspace.getConfiguration(CHECKS, document));
    if (title === undefined) return [];
    return [
      new CodeLens(new Range(0, 0, 0, 0), {
        title,
        command: 'attentionNotes.showNoteCitations',
        arguments: [document.uri.toString()],
        tooltip: l10n.t('Show what this note cites'),
      }),
    ];
  }

  dispose(): void {
    this.#listeners.dispose();
    this.#changed.dispose();
  }
}

/**
 * "Cites 12 papers in 5 families; 2 unknown keys; 1 ambiguous key"; nothing of a note that cites nothing. Keys that shall
 * not be reported are not counted either.
 */
function summary(references: readonly Reference[], checks: WorkspaceConfiguration): string | undefined {
  const papers = references.flatMap(({ paper }) => paper ?? []);
  const families = new Set(papers.map(({ family }) => family.id)).size;
  const keys = references.filter(({ paper }) => !paper);
  const counted = (setting: string, isAmbiguous: boolean) =>
    checks.get(setting) === 'off' ? 0 : keys.filter((key) => key.isAmbiguous === isAmbiguous).length;
  const unknown = counted('unknownKeys', false);
  const ambiguous = counted('ambiguousKeys', true);
  const parts = [
    ...(papers.length > 0 ? [citesPapers(papers.length, families)] : []),
    ...(unknown > 0 ? [unknown === 1 ? l10n.t('1 unknown key') : l10n.t('{0} unknown keys', unknown)] : []),
    ...(ambiguous > 0
      ? [ambiguous === 1 ? l10n.t('1 ambiguous key') : l10n.t('{0} ambiguous keys', ambiguous)]
      : []),
  ];
  return parts.length > 0 ? parts.join('; ') : undefined;
}

function citesPapers(papers: number, families: number): string {
  if (papers === 1) return l10n.t('Cites 1 paper');
  return families === 1
    ? l10n.t('Cites {0} papers in 1 family', papers)
    : l10n.t('Cites {0} papers in {1} families', papers, families);
}
