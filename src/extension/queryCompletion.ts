import { CompletionItem, CompletionItemKind, type Position, Range, l10n } from 'vscode';
import type { QueryHint } from '../core/search/queryHints';
import { typedQuery } from '../core/typedCitation';
import type { Completions, QueryAdvice } from '../worker/protocol';
import { hintPurpose, hintedValue, problemText, withoutText } from './queryRows';

/** A query behind an `@` of a note, up to the cursor. */
export interface QueryPlace {
  /** The query itself. */
  readonly typed: string;
  /** What stands there from `start`, where the `@` is, to the cursor. */
  readonly written: string;
  readonly start: Position;
  readonly cursor: Position;
  /** What belongs to it after the cursor, a closing brace included, and where that ends. */
  readonly behind: string;
  readonly end: Position;
}

/** So many papers stand above what helps on with a query: all are in sight together. */
const PAPERS_ABOVE = 5;

/**
 * Papers and what helps on with a query as they are to stand in a list: papers first, for Enter takes the first row,
 * unless a value is still to be chosen.
 */
export function inOrder(
  papers: readonly CompletionItem[],
  help: readonly CompletionItem[],
  { typed }: QueryPlace,
): CompletionItem[] {
  const above = typedQuery(typed).awaitsValue ? 0 : PAPERS_ABOVE;
  return [...papers.slice(0, above), ...help, ...papers.slice(above)];
}

/** What the library worker says beside rows for papers. */
export type QueryHelp = Pick<Completions, 'advice' | 'already'>;

/** Rows that go on with a query, and one that says what is wrong with it; nothing about what is but a key. */
export function helpingItems(place: QueryPlace, help: QueryHelp, papers: number): CompletionItem[] {
  const hints = hintsHere(place.typed, help.advice);
  const said = sayingItem(place, help, papers);
  return [...hints.map((hint) => hintItem(hint, place)), ...(said ? [said] : [])];
}

/** The hints that are offered in a note. */
export function hintsHere(typed: string, { hints }: QueryAdvice): QueryHint[] {
  const { mayBeginField } = typedQuery(typed);
  return hints.filter(({ value }) => value !== undefined || mayBeginField);
}

function hintItem(
  hint: QueryHint,
  { typed, written, start, cursor, behind, end }: QueryPlace,
): CompletionItem {
  const value = hintedValue(hint);
  const item =
    value === undefined
      ? new CompletionItem(
          { label: `${hint.field}:`, description: hintPurpose(hint) },
          CompletionItemKind.Keyword,
        )
      : new CompletionItem({ label: value, description: `${hint.field}:` }, CompletionItemKind.Value);
  item.insertText = written.slice(0, written.length - typed.length) + hint.query;
  // The query goes on, and so does the brace around it.
  const valueEnd = behind.endsWith('}') ? end.translate(0, -1) : end;
  item.range = new Range(start, value === undefined ? cursor : valueEnd);
  // Whoever takes a field wants its values next, and then papers.
  item.command = { command: 'editor.action.triggerSuggest', title: '' };
  return item;
}

/** Keys of other libraries may look like fields: a name with a year, or a field of other tools. */
const NAME_AND_YEAR = /^\p{Lu}[^:]*:\d/u;

/** A row that changes nothing: it keeps a list open that would else be filled with the note's words. */
function sayingItem(
  { typed, written, start, cursor }: QueryPlace,
  { advice: { problems, without }, already }: QueryHelp,
  papers: number,
): CompletionItem | undefined {
  const mayBeKey = NAME_AND_YEAR.test(typed);
  const problem = problems.find(({ code, meant }) => code !== 'field' || (meant !== undefined && !mayBeKey));
  if (!problem && (papers > 0 || !typedQuery(typed).hasClauses)) return undefined;
  const [label, text] = problem
    ? [l10n.t('Not understood: {0}', typed.slice(problem.start, problem.end)), problemText(problem)]
    : already.length > 0
      ? [alreadyLabel(already), l10n.t('What "{0}" finds is in the group already.', typed.trim())]
      : without
        ? [withoutLabel(without), withoutText(typed, without)]
        : [l10n.t('No paper is found'), l10n.t('No paper is found for "{0}".', typed.trim())];
  const item = new CompletionItem(label, CompletionItemKind.Issue);
  item.documentation = text;
  item.insertText = written;
  item.range = new Range(start, cursor);
  return item;
}

function alreadyLabel(citekeys: readonly string[]): string {
  return l10n.t('Already in this group: {0}', citekeys.map((citekey) => `@${citekey}`).join(', '));
}

function withoutLabel({ clause, count }: NonNullable<QueryAdvice['without']>): string {
  if (count === null) return l10n.t('No paper; without {0} many', clause);
  return l10n.t('No paper; without {0}: {1}', clause, count);
}
