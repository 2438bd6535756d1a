import type { CslItem, Name } from '../paper';
import {
  type Answer,
  type Fields,
  MOST_ITEMS,
  MOST_NAMES,
  abstractOf,
  isFields,
  itemOf,
  readJson,
  textOf,
  titleOf,
} from './answer';
import { identify } from './identify';
import { personName, printedName } from './names';

/** Crossref's types as CSL has them. */
const TYPES: Readonly<Record<string, string>> = {
  'journal-article': 'article-journal',
  'proceedings-article': 'paper-conference',
  'posted-content': 'article',
  'book-chapter': 'chapter',
  'book-section': 'chapter',
  'book-part': 'chapter',
  book: 'book',
  monograph: 'book',
  'edited-book': 'book',
  'reference-book': 'book',
  'reference-entry': 'entry-encyclopedia',
  dissertation: 'thesis',
  report: 'report',
  'report-component': 'report',
  dataset: 'dataset',
  standard: 'standard',
  'peer-review': 'review',
};

/** Reads what Crossref's API answers: one work, or a list of them. */
export function readCrossrefAnswer(text: string): Answer {
  const answer = readJson(text);
  if ('problem' in answer) return answer as Answer;
  const { status, message } = answer;
  if (status !== 'ok') return { problem: 'refused', says: refusal(message) };
  if (!isFields(message)) return { problem: 'unexpected' };
  const works: unknown = answer['message-type'] === 'work-list' ? message['items'] : [message];
  if (!Array.isArray(works)) return { problem: 'unexpected' };
  return {
    items: works
      .slice(0, MOST_ITEMS)
      .flatMap((work: unknown) => (isFields(work) ? (itemOfWork(work) ?? []) : [])),
  };
}

/** "validation-failure": a list of what was wrong with the question. */
function refusal(message: unknown): string {
  const said = Array.isArray(message) && isFields(message[0]) ? message[0]['message'] : message;
  return textOf(said) ?? '';
}

function itemOfWork(work: Fields): CslItem | undefined {
  const doi = textOf(work['DOI']);
  const name = titleOf(work['title']);
  if (name === undefined || doi === undefined) return undefined;
  const subtitle = titleOf(work['subtitle']);
  const title =
    subtitle === undefined || name.includes(subtitle) ? name : `${name.replace(/:$/, '')}: ${subtitle}`;
  const type = textOf(work['type']);
  const arxiv = arxivOf(work['relation']);
  const issued = dateOf(work['issued']) ?? dateOf(work['published']);
  return itemOf(title, {
    type: TYPES[type ?? ''] ?? 'document',
    author: namesOf(work['author']),
    editor: namesOf(work['editor']),
    issued: issued && { 'date-parts': [issued] },
    'container-title': textOf(work['container-title']),
    'container-title-short': textOf(work['short-container-title']),
    'event-title': isFields(work['event']) ? textOf(work['event']['name']) : undefined,
    volume: textOf(work['volume']),
    issue: textOf(work['issue']),
    page: textOf(work['page']) ?? textOf(work['article-number']),
    publisher: textOf(work['publisher']),
    abstract: abstractOf(work['abstract']),
    DOI: doi,
    URL: `https://doi.org/${doi}`,
    ...(arxiv !== undefined && { archive: 'arXiv', archive_location: arxiv }),
  });
}

function namesOf(list: unknown): Name[] {
  if (!Array.isArray(list)) return [];
  return list.slice(0, MOST_NAMES).flatMap((name: unknown): Name[] => {
    if (!isFields(name)) return [];
    const family = textOf(name['family']);
    const organization = textOf(name['name']);
    if (family !== undefined) return [personName(family, textOf(name['given']), textOf(name['suffix']))];
    const printed = organization === undefined ? printedName(name['given']) : { literal: organization };
    return printed ? [printed] : [];
  });
}

/** Where Crossref knows no date, it says `[[null]]`. */
function dateOf(value: unknown): number[] | undefined {
  const parts: unknown = isFields(value) ? value['date-parts'] : undefined;
  const first: unknown = Array.isArray(parts) ? parts[0] : undefined;
  if (!Array.isArray(first) || !Number.isInteger(first[0])) return undefined;
  return first.slice(0, 3).filter((part: unknown): part is number => Number.isInteger(part));
}

/** The preprint on arXiv that a work is said to have or to be. */
function arxivOf(relation: unknown): string | undefined {
  if (!isFields(relation)) return undefined;
  for (const kind of ['has-preprint', 'is-version-of', 'is-same-as', 'is-identical-to']) {
    const related: unknown = relation[kind];
    for (const other of Array.isArray(related) ? related.slice(0, MOST_ITEMS) : []) {
      const identifier = isFields(other) ? identify(textOf(other['id']) ?? '') : undefined;
      if (identifier?.kind === 'arxiv') return identifier.id;
    }
  }
  return undefined;
}
