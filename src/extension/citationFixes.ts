import {
  type CancellationToken,
  CodeAction,
  type CodeActionContext,
  CodeActionKind,
  type CodeActionProvider,
  type Diagnostic,
  Range,
  type TextDocument,
  WorkspaceEdit,
  l10n,
} from 'vscode';
import { writtenKey } from '../core/insertion';
import type { Finding } from '../core/noteChecks';
import type { TextEdit } from '../core/noteText';
import { type JudgedKey, checkCitations } from './citationCheck';
import { SOURCE } from './citationProblems';
import { FINDING_WORDS, choiceLabel } from './citationWords';
import type { LibraryClient } from './libraryClient';
import type { NotesClient } from './notesClient';

/** Quick fixes of problems with citations. They are found anew when they are asked for: problems carry none. */
export class CitationFixes implements CodeActionProvider {
  static readonly metadata = { providedCodeActionKinds: [CodeActionKind.QuickFix] };

  readonly #workers: { readonly notes: NotesClient; readonly library: LibraryClient };

  constructor(notes: NotesClient, library: LibraryClient) {
    this.#workers = { notes, library };
  }

  async provideCodeActions(
    document: TextDocument,
    _range: Range,
    { diagnostics, only }: CodeActionContext,
    token: CancellationToken,
  ): Promise<CodeAction[] | undefined> {
    if (only && !only.contains(CodeActionKind.QuickFix)) return undefined;
    const ours = diagnostics.filter(
      ({ source, code }) => source === SOURCE && typeof code === 'string' && code.startsWith('citation.'),
    );
    if (ours.length === 0) return undefined;
    const check = await checkCitations(this.#workers, document, token);
    if (!check) return undefined;
    return ours.flatMap((diagnostic) => {
      const isHere = ({ start, end }: { start: number; end: number }) =>
        diagnostic.range.isEqual(rangeOf(document, start, end));
      const finding = check.findings.find((found) => found.code === diagnostic.code && isHere(found));
      if (finding) return fixesOf(document, diagnostic, finding, check.findings);
      const key = check.keys.find((cited) => isHere(cited));
      return key ? replacements(document, diagnostic, key) : [];
    });
  }
}

function fixesOf(
  document: TextDocument,
  diagnostic: Diagnostic,
  finding: Finding,
  findings: readonly Finding[],
): CodeAction[] {
  const fix = action(document, FINDING_WORDS[finding.code].fix(finding), finding.fix, diagnostic, true);
  const groups = findings.filter(
    ({ code, group }, index) =>
      code === 'citation.separator' &&
      index === findings.findIndex((other) => other.code === code && other.group.start === group.start),
  );
  if (finding.code !== 'citation.separator' || groups.length < 2) return [fix];
  const all = groups.flatMap((group) => group.fix);
  return [
    fix,
    action(document, l10n.t('Separate all citations of this note with semicolons'), all, diagnostic, false),
  ];
}

/** The key replaced by each of those that it may mean. */
function replacements(document: TextDocument, diagnostic: Diagnostic, key: JudgedKey): CodeAction[] {
  const { judgement, start, end } = key;
  if (judgement.kind === 'known') return [];
  const choices =
    'papers' in judgement
      ? judgement.papers.map((paper) => ({ citekey: paper.citekey, label: choiceLabel(paper) }))
      : [{ citekey: judgement.citekey, label: judgement.citekey }];
  const isBraced = document.getText(rangeOf(document, start, start + 2)) === '@{';
  return choices.map(({ citekey, label }) => {
    // Without the braces, what stands behind them might go on with the key.
    const text = isBraced ? `@{${citekey}}` : writtenKey(citekey);
    const isOnly = choices.length === 1;
    return action(document, l10n.t('Replace with {0}', label), [{ start, end, text }], diagnostic, isOnly);
  });
}

function action(
  document: TextDocument,
  title: string,
  edits: readonly TextEdit[],
  diagnostic: Diagnostic,
  isPreferred: boolean,
): CodeAction {
  const made = new CodeAction(title, CodeActionKind.QuickFix);
  made.edit = new WorkspaceEdit();
  for (const { start, end, text } of edits)
    made.edit.replace(document.uri, rangeOf(document, start, end), text);
  made.diagnostics = [diagnostic];
  made.isPreferred = isPreferred;
  return made;
}

const rangeOf = (document: TextDocument, start: number, end: number): Range =>
  new Range(document.positionAt(start), document.positionAt(end));
