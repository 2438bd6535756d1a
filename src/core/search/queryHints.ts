import type { FamilyList } from '../families/familyList';
import { fold } from '../fold';
import type { Paper } from '../paper';
import { familiesMeant } from './familiesMeant';
import { nameInFull } from './filters';
import { type Clause, FIELDS, type FieldName, HAVING, readQuery } from './query';
import { parts } from './words';

/** A way to go on with a query. */
export interface QueryHint {
  /** The whole query when it is followed. */
  readonly query: string;
  readonly field: FieldName;
  /** The value as people read it; without one, the field's name is offered. */
  readonly value?: string;
}

/** What hints are made from. */
export interface Hinting {
  readonly families: FamilyList;
  /** Papers that the query as it is finds: their authors, venues, years and families are worth offering. */
  readonly papers: readonly Paper[];
}

/** More would keep the papers out of sight. */
const MOST = 5;
/** A single letter begins too much. */
const BEGUN_FIELD = /(?<=^|[\s@([{<])-?([a-z]{2,})$/i;

/** How the last word of a query can go on: as the name of a field or a value of it. */
export function hintsFor(typed: string, { families, papers }: Hinting): QueryHint[] {
  const { clauses } = readQuery(typed);
  const last = clauses.at(-1);
  if (last?.unfinished === true && last.field) {
    const before = typed.slice(0, last.valueStart);
    const values = VALUES[last.field](last, families, papers).filter(({ text }) => parts(text).length > 0);
    const hints = values.map(({ text, label = text }) => ({
      query: `${before}${quoted(text)} `,
      field: last.field ?? 'family',
      value: label,
    }));
    return hints.filter(({ query }) => query.trim() !== typed.trim()).slice(0, MOST);
  }
  const isQuoted = last?.unfinished === true && typed.slice(last.valueStart, last.end) !== last.value;
  const begun = isQuoted ? undefined : BEGUN_FIELD.exec(typed)?.[1]?.toLowerCase();
  if (begun === undefined) return [];
  const before = typed.slice(0, typed.length - begun.length);
  return FIELDS.filter((field) => field.startsWith(begun)).map((field) => ({
    query: `${before}${field}:`,
    field,
  }));
}

/** A hint for every field, behind what was typed. */
export function fieldHints(typed: string): QueryHint[] {
  const before = typed === '' || /\s$/.test(typed) ? typed : `${typed} `;
  return FIELDS.map((field) => ({ query: `${before}${field}:`, field }));
}

interface Value {
  readonly text: string;
  readonly label?: string;
}

/** What would end a query, or a citation around it. */
const ENDING = /[,;[\]{}@"“”\s]+/g;

/** A value as it is typed. No field looks at the marks that are left out, so it means the same. */
function quoted(text: string): string {
  const plain = text.replaceAll(ENDING, ' ').trim();
  return plain.includes(' ') ? `"${plain}"` : plain;
}

const VALUES: Readonly<
  Record<FieldName, (clause: Clause, families: FamilyList, papers: readonly Paper[]) => readonly Value[]>
> = {
  family: ({ value }, families, papers) => {
    const meant = value.trim() === '' ? families.all : familiesMeant(value, families);
    const counts = countOf(papers.map((paper) => paper.families.primary.family));
    const count = (id: string) => counts.get(id) ?? 0;
    return [...meant].sort((a, b) => count(b.id) - count(a.id)).map(({ id, label }) => ({ text: id, label }));
  },
  author: ({ value }, _, papers) => {
    const names = papers.flatMap(({ authors }) => authors.map(nameInFull));
    return mostCommon(names, value).map((text) => ({ text }));
  },
  venue: ({ value }, _, papers) =>
    mostCommon(
      papers.flatMap(({ venue }) => venue?.replace(/\s*\b\d{4}$/, '') ?? []),
      value,
    ).map((text) => ({ text })),
  year: ({ value }, _, papers) => {
    const years = [...new Set(papers.flatMap(({ year }) => year ?? []))].sort((a, b) => b - a);
    return years.map((year) => ({ text: String(year) })).filter(({ text }) => text.startsWith(value.trim()));
  },
  has: ({ value }) => HAVING.filter((what) => what.startsWith(fold(value.trim()))).map((text) => ({ text })),
  cited: ({ value }) =>
    ['yes', 'no'].filter((what) => what.startsWith(fold(value.trim()))).map((text) => ({ text })),
};

function countOf(texts: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}

/** Texts of which a word begins with what was typed, or words with its words, the most common first. */
function mostCommon(texts: readonly string[], typed: string): string[] {
  const wanted = parts(typed);
  const fits = (text: string) => {
    const own = parts(text);
    return wanted.every((word) => own.some((one) => one.startsWith(word)));
  };
  return [...countOf(texts)]
    .sort(([, a], [, b]) => b - a)
    .map(([text]) => text)
    .filter(fits)
    .slice(0, MOST);
}
