import { l10n } from 'vscode';
import type { FieldName, QueryProblem } from '../core/search/query';
import type { QueryHint } from '../core/search/queryHints';
import type { FoundPapers, QueryAdvice } from '../worker/protocol';
import { type RankedRow, nothingFound, rankedRow } from './rankedPick';

/** A row that helps on with a query: chosen, it puts another query in place of what was typed. */
export interface QueryRow extends RankedRow {
  readonly query?: string;
}

/** What each field is for, in half a line. */
const purposeOf: Readonly<Record<FieldName, () => string>> = {
  family: () => l10n.t('papers of a family, as in family:linear'),
  author: () => l10n.t('papers by a person, as in author:vaswani or author:"van gool"'),
  year: () => l10n.t('papers of a year or range, as in year:2023, year:2021..2024 or year:>2020'),
  venue: () => l10n.t('papers of a venue, as in venue:neurips'),
  has: () => l10n.t('papers that have code, abstract, arxiv or doi, as in has:code'),
  cited: () => l10n.t('papers that your notes cite, or do not: cited:yes, cited:no'),
};

/** Rows that go on with a query as it is typed. */
export const hintRows = (hints: readonly QueryHint[]): QueryRow[] =>
  hints.map((hint) => ({ ...rankedRow('filter', hintText(hint)), query: hint.query }));

/** A field and what it is for, or with a value of it. */
export function hintText(hint: QueryHint): string {
  const name = hintedValue(hint);
  return name === undefined ? `${hint.field}: — ${hintPurpose(hint)}` : `${hint.field}: ${name}`;
}

/** The value that a hint offers, as people read it. */
export const hintedValue = ({ field, value }: QueryHint): string | undefined =>
  field === 'family' && value !== undefined ? l10n.t(value) : value;

/** What the field of a hint is for. */
export const hintPurpose = ({ field }: QueryHint): string => purposeOf[field]();

/** What can be typed to go on with a query, in one line: a field with what it is for, or values of one. */
export function hintsLine(hints: readonly QueryHint[]): string {
  const values = hints.flatMap(({ query, field, value }) =>
    value === undefined ? [] : [query.slice(query.lastIndexOf(`${field}:`) + field.length + 1).trim()],
  );
  return values.length > 0
    ? `${hints[0]?.field ?? ''}: ${values.join(', ')}`
    : hints.map(hintText).join('; ');
}

/** One row for each thing that cannot be read; that of a mistyped field mends it. */
export const problemRows = (typed: string, problems: readonly QueryProblem[]): QueryRow[] =>
  problems.map((problem) => {
    const { start, value, meant } = problem;
    const row = rankedRow('warning', problemText(problem));
    if (!meant) return row;
    const name = start + (typed.charAt(start) === '-' ? 1 : 0);
    return { ...row, query: typed.slice(0, name) + meant + typed.slice(name + value.length) };
  });

/** A row that says why abstracts were not searched, where that is so. */
export function unsearchedRows(unsearched: FoundPapers['unsearched']): QueryRow[] {
  switch (unsearched) {
    case 'tooMany':
      return [rankedRow('info', l10n.t('Abstracts are not searched: the library has too many papers.'))];
    case 'stopped':
      return [
        rankedRow(
          'info',
          l10n.t('Abstracts are not searched: reading was stopped until the library is restarted.'),
        ),
      ];
    case null:
      return [];
  }
}

/** What is wrong with a query. */
export function problemText({ code, value, meant }: QueryProblem): string {
  switch (code) {
    case 'field':
      return meant
        ? l10n.t('There is no field {0}: — did you mean {1}:?', value, meant)
        : l10n.t('There is no field {0}: — type its words alone, they are looked for everywhere.', value);
    case 'year':
      return l10n.t('year: needs a year or a range such as 2021..2024, not "{0}".', value);
    case 'has':
      return l10n.t('has: needs code, abstract, arxiv or doi, not "{0}".', value);
    case 'cited':
      return l10n.t('cited: needs yes or no, not "{0}".', value);
    case 'family':
      return l10n.t('family: no family is called "{0}".', value);
  }
}

/** The row that says why there is no paper, and what of the query to give up. */
export function emptyRow(typed: string, advice: QueryAdvice | undefined): QueryRow {
  const without = advice?.without;
  if (!without) return nothingFound(typed, !advice);
  return { ...rankedRow('info', withoutText(typed, without)), query: without.query };
}

/** Why there is no paper, and without what there would be some. */
export function withoutText(
  typed: string,
  { clause, count }: Pick<NonNullable<QueryAdvice['without']>, 'clause' | 'count'>,
): string {
  const asked = typed.trim();
  return count === null
    ? l10n.t('No paper is found for "{0}"; without {1} there are many.', asked, clause)
    : count === 1
      ? l10n.t('No paper is found for "{0}"; without {1} there is one.', asked, clause)
      : l10n.t('No paper is found for "{0}"; without {1} there are {2}.', asked, clause, count);
}
