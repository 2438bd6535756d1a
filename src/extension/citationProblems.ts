import {
  CancellationTokenSource,
  Diagnostic,
  type DiagnosticCollection,
  DiagnosticSeverity,
  Disposable,
  Range,
  type TextDocument,
  type TextDocumentChangeEvent,
  type TextEditor,
  languages,
  window,
  workspace,
} from 'vscode';
import type { Cite } from '../core/citedIn';
import type { Finding } from '../core/noteChecks';
import { type CitationCheck, type JudgedKey, checkCitations, isProblem, isShared } from './citationCheck';
import { FINDING_WORDS, keyMessage } from './citationWords';
import type { LibraryClient } from './libraryClient';
import { isWritable } from './noteLanguages';
import type { NotesClient } from './notesClient';
import type { OpenNotesListener } from './openNotes';

/** Characters behind a key that may belong to what is typed to find it. */
const LONGEST_QUERY = 60;

const SECTION = 'attentionNotes.checks';
/** Who says it, in the Problems view and to whoever mends it. */
export const SOURCE = 'Attention Notes';

const SEVERITIES: Readonly<Record<string, DiagnosticSeverity | undefined>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** The codes of problems with keys. */
export const KEY_CODES = {
  unknown: 'citation.unknownKey',
  ambiguous: 'citation.ambiguousKey',
  alias: 'citation.alias',
} as const;

/** The setting that says how a problem is reported. */
const SETTINGS: Readonly<Record<(typeof KEY_CODES)[keyof typeof KEY_CODES] | Finding['code'], string>> = {
  'citation.unknownKey': 'unknownKeys',
  'citation.ambiguousKey': 'ambiguousKeys',
  'citation.alias': 'aliases',
  'citation.separator': 'separators',
  'citation.space': 'spaces',
  'citation.unclosed': 'unclosedGroups',
  'citation.duplicate': 'duplicates',
};

/** A problem by offsets, and the stretch in which it is still being written while the cursor is there. */
interface Found {
  readonly code: keyof typeof SETTINGS;
  readonly message: string;
  readonly start: number;
  readonly end: number;
  readonly around: { readonly start: number; readonly end: number };
}

/** Where a person typed last, and what was not reported for that reason. */
interface Typing {
  readonly document: TextDocument;
  readonly start: number;
  readonly end: number;
  held: readonly Found['around'][];
}

/**
 * Shows what is wrong with the citations of open notes. Nothing is reported before the library has answered, nor when it
 * cannot; and nothing of what is being typed, until the cursor leaves it.
 */
export class CitationProblems implements OpenNotesListener {
  readonly #workers: { readonly notes: NotesClient; readonly library: LibraryClient };
  readonly #collection: DiagnosticCollection;
  /** The open notes that can be read, and what ends the check of each that is under way. */
  readonly #open = new Map<TextDocument, CancellationTokenSource>();
  readonly #disposables: Disposable;
  #typing: Typing | undefined;

  constructor(notes: NotesClient, library: LibraryClient) {
    this.#workers = { notes, library };
    this.#collection = languages.createDiagnosticCollection(SECTION);
    this.#disposables = Disposable.from(
      this.#collection,
      library.onDidChange(() => this.#checkAll()),
      library.onDidChangeState((state) => {
        if (state === 'failed') this.#collection.clear();
      }),
      workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration(SECTION)) this.#checkAll();
      }),
      workspace.onDidChangeTextDocument((change) => this.#follow(change)),
      window.onDidChangeTextEditorSelection(({ textEditor }) => this.#release(textEditor)),
      window.onDidChangeActiveTextEditor((editor) => this.#release(editor)),
    );
  }

  /** Checks a note that was read; one that cannot be is left alone. */
  read(document: TextDocument, cites: readonly Cite[] | undefined): void {
    // What cannot be written, as an older version of a file, cannot be mended.
    if (cites && isWritable(document)) void this.#check(document);
    else this.closed(document);
  }

  closed(document: TextDocument): void {
    this.#open.get(document)?.cancel();
    this.#open.delete(document);
    this.#collection.delete(document.uri);
    if (this.#typing?.document === document) this.#typing = undefined;
  }

  dispose(): void {
    this.#disposables.dispose();
    for (const cancel of this.#open.values()) cancel.cancel();
  }

  #checkAll(): void {
    for (const document of this.#open.keys()) void this.#check(document);
  }

  #follow({ document, contentChanges: [change, ...others], reason }: TextDocumentChangeEvent): void {
    if (!change) return;
    const isTyped =
      others.length === 0 && reason === undefined && window.activeTextEditor?.document === document;
    const start = change.rangeOffset;
    if (isTyped) this.#typing = { document, start, end: start + change.text.length, held: [] };
    else if (this.#typing?.document === document) this.#typing = undefined;
  }

  /** What was held back is reported when the cursor is elsewhere. */
  #release(editor: TextEditor | undefined): void {
    const typing = this.#typing;
    if (!typing || typing.held.length === 0) return;
    const cursor =
      editor?.document === typing.document ? editor.document.offsetAt(editor.selection.active) : -1;
    if (typing.held.some((around) => touches(around, cursor))) return;
    this.#typing = undefined;
    void this.#check(typing.document);
  }

  async #check(document: TextDocument): Promise<void> {
    this.#open.get(document)?.cancel();
    const cancel = new CancellationTokenSource();
    this.#open.set(document, cancel);
    if (this.#workers.library.state === 'failed') return;
    const { version } = document;
    const isPlain = !document.getText().includes('@');
    const check = isPlain
      ? { keys: [], findings: [] }
      : await checkCitations(this.#workers, document, cancel.token).catch(() => undefined);
    // An edit is followed by another check.
    if (cancel.token.isCancellationRequested || document.version !== version) return;
    // Of a note that cannot be checked now, nothing that is known is true.
    this.#collection.set(document.uri, check ? this.#diagnostics(document, check) : []);
  }

  #diagnostics(document: TextDocument, { keys, findings }: CitationCheck): Diagnostic[] {
    const levels = workspace.getConfiguration(SECTION, document);
    const text = document.getText();
    const found = [
      ...keys.flatMap((key) => foundInKey(key, text) ?? []),
      ...findings.map((finding) => foundInForm(finding, text)),
    ];
    const held = found.filter((problem) => this.#isBeingTyped(document, problem));
    if (this.#typing?.document === document) this.#typing.held = held.map(({ around }) => around);
    return found
      .filter((problem) => !held.includes(problem))
      .flatMap(({ code, message, start, end }) => {
        const severity = SEVERITIES[levels.get<string>(SETTINGS[code], '')];
        if (severity === undefined) return [];
        const range = new Range(document.positionAt(start), document.positionAt(end));
        const shown = new Diagnostic(range, message, severity);
        shown.source = SOURCE;
        shown.code = code;
        return [shown];
      });
  }

  #isBeingTyped(document: TextDocument, { around }: Found): boolean {
    const typing = this.#typing;
    const editor = window.activeTextEditor;
    if (typing?.document !== document || editor?.document !== document) return false;
    const cursor = document.offsetAt(editor.selection.active);
    return touches(around, cursor) && typing.start <= around.end && around.start <= typing.end;
  }
}

const touches = ({ start, end }: Found['around'], offset: number): boolean =>
  start <= offset && offset <= end;

function foundInKey(key: JudgedKey, text: string): Found | undefined {
  const { start, end, judgement } = key;
  if (isShared(key)) return { code: KEY_CODES.ambiguous, message: keyMessage(key), start, end, around: key };
  const { kind } = judgement;
  if (kind === 'known' || !isProblem(key)) return undefined;
  const around = key.certain ? withQuery(key, text) : key;
  return { code: KEY_CODES[kind], message: keyMessage(key), start, end, around };
}

/** Of several words that are typed to find a paper, the first is read as a key: with the others. */
function withQuery({ start, end }: Found['around'], text: string): Found['around'] {
  const others = /^[^;,\]\r\n]*/.exec(text.slice(end, end + LONGEST_QUERY))?.[0].length ?? 0;
  return { start, end: end + others };
}

const foundInForm = (finding: Finding, text: string): Found => {
  const { code, start, end, group } = finding;
  return {
    code,
    message: FINDING_WORDS[code].message(finding),
    start,
    end,
    around: code === 'citation.unclosed' ? withQuery(group, text) : group,
  };
};
