import {
  type CancellationToken,
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
import type { CheckedBibliography, NoteBibliographies } from './noteBibliographies';
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

const BIBLIOGRAPHY_CODE = 'citation.bibliography';

type Code = (typeof KEY_CODES)[keyof typeof KEY_CODES] | Finding['code'] | typeof BIBLIOGRAPHY_CODE;

/** The setting that says how a problem is reported. */
const SETTINGS: Readonly<Record<Code, string>> = {
  'citation.unknownKey': 'unknownKeys',
  'citation.ambiguousKey': 'ambiguousKeys',
  'citation.alias': 'aliases',
  'citation.separator': 'separators',
  'citation.space': 'spaces',
  'citation.unclosed': 'unclosedGroups',
  'citation.duplicate': 'duplicates',
  [BIBLIOGRAPHY_CODE]: 'bibliographies',
};

/** A problem by offsets, and the stretch in which it is still being written while the cursor is there. */
interface Found {
  readonly code: Code;
  readonly message: string;
  readonly start: number;
  readonly end: number;
  readonly around: { readonly start: number; readonly end: number };
}

/** What is known of a note: its citations, its bibliographies, and whether the library has read these. */
interface NoteCheck extends CitationCheck {
  readonly bibliographies: readonly CheckedBibliography[];
  readonly knowsAll: boolean;
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
  readonly #bibliographies: NoteBibliographies;
  readonly #collection: DiagnosticCollection;
  /** The open notes that can be read, and what ends the check of each that is under way. */
  readonly #open = new Map<TextDocument, CancellationTokenSource>();
  /** By note, the files that it named when it was checked last. */
  readonly #named = new Map<TextDocument, ReadonlySet<string>>();
  readonly #disposables: Disposable;
  #typing: Typing | undefined;

  constructor(notes: NotesClient, library: LibraryClient, bibliographies: NoteBibliographies) {
    this.#workers = { notes, library };
    this.#bibliographies = bibliographies;
    this.#collection = languages.createDiagnosticCollection(SECTION);
    this.#disposables = Disposable.from(
      this.#collection,
      library.onDidChange(() => this.#checkAll()),
      bibliographies.onDidChange((uri) => {
        for (const [document, named] of this.#named) if (named.has(uri)) void this.#check(document);
      }),
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
    this.#named.delete(document);
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
    const check = await this.#read(document, cancel.token).catch(() => undefined);
    // An edit is followed by another check.
    if (cancel.token.isCancellationRequested || document.version !== version) return;
    // Of a note that cannot be checked now, nothing that is known is true.
    this.#collection.set(document.uri, check ? this.#diagnostics(document, check) : []);
  }

  async #read(document: TextDocument, token: CancellationToken): Promise<NoteCheck | undefined> {
    const bibliographies = await this.#bibliographies.of(document, token);
    if (!bibliographies || token.isCancellationRequested) return undefined;
    this.#named.set(document, new Set(bibliographies.flatMap(({ file }) => file?.toString() ?? [])));
    if (!document.getText().includes('@')) return { keys: [], findings: [], bibliographies, knowsAll: true };
    // Asked first: what is read in between is no unknown key.
    const knowsAll = await this.#bibliographies.areRead(bibliographies, token);
    const check = await checkCitations(this.#workers, document, token);
    return check && { ...check, bibliographies, knowsAll };
  }

  #diagnostics(
    document: TextDocument,
    { keys, findings, bibliographies, knowsAll }: NoteCheck,
  ): Diagnostic[] {
    const levels = workspace.getConfiguration(SECTION, document);
    const text = document.getText();
    const found = [
      ...bibliographies.flatMap((named) => this.#foundInName(named) ?? []),
      ...keys.flatMap((key) =>
        isShared(key) || isProblem(key, knowsAll) ? (foundInKey(key, text) ?? []) : [],
      ),
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

  #foundInName(named: CheckedBibliography): Found | undefined {
    const message = this.#bibliographies.describe(named);
    const { start, end } = named;
    return message === undefined
      ? undefined
      : { code: BIBLIOGRAPHY_CODE, message, start, end, around: { start, end } };
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
  if (kind === 'known') return undefined;
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
