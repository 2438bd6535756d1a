import type { CslItem } from '../paper';
import {
  type Answer,
  type Fields,
  MOST_ITEMS,
  MOST_NAMES,
  abstractOf,
  dateParts,
  isFields,
  itemOf,
  readJson,
  textOf,
  titleOf,
} from './answer';
import { identify } from './identify';
import { printedName } from './names';

const TYPES: Readonly<Record<string, string>> = {
  preprint: 'article',
  'book-chapter': 'chapter',
  book: 'book',
  dissertation: 'thesis',
  dataset: 'dataset',
  report: 'report',
  review: 'article-journal',
  'reference-entry': 'entry-encyclopedia',
};

/** Abstracts end here, words. */
const MOST_WORDS = 5000;

/** Reads what OpenAlex's API answers: one work, or a list of them. */
export function readOpenAlexAnswer(text: string): Answer {
  const answer = readJson(text);
  if ('problem' in answer) return answer as Answer;
  if (typeof answer['error'] === 'string')
    return { problem: 'refused', says: textOf(answer['message']) ?? textOf(answer['error']) ?? '' };
  const works: unknown = 'results' in answer ? answer['results'] : [answer];
  if (!Array.isArray(works) || !('results' in answer || 'id' in answer)) return { problem: 'unexpected' };
  return {
    items: works
      .slice(0, MOST_ITEMS)
      .flatMap((work: unknown) => (isFields(work) ? (itemOfWork(work) ?? []) : [])),
  };
}

function itemOfWork(work: Fields): CslItem | undefined {
  const title = titleOf(work['title']) ?? titleOf(work['display_name']);
  if (title === undefined) return undefined;
  const doi = identify(textOf(work['doi']) ?? '');
  const place = isFields(work['primary_location']) ? work['primary_location'] : {};
  const venue = isFields(place['source']) ? place['source'] : {};
  const inArchive = venue['type'] === 'repository';
  const arxiv = doi?.kind === 'arxiv' ? doi.id : arxivOf(work['locations']);
  const biblio = isFields(work['biblio']) ? work['biblio'] : {};
  const issued = dateParts(work['publication_date']) ?? yearOf(work['publication_year']);
  const pages = [biblio['first_page'], biblio['last_page']].flatMap((page) => textOf(page) ?? []);
  return itemOf(title, {
    type: typeOf(work, venue),
    author: namesOf(work['authorships']),
    issued: issued && { 'date-parts': [issued] },
    'container-title': inArchive ? undefined : textOf(venue['display_name']),
    volume: textOf(biblio['volume']),
    issue: textOf(biblio['issue']),
    page: textOf([...new Set(pages)].join('-')),
    abstract: abstractOf(wordsInOrder(work['abstract_inverted_index'])),
    DOI: doi?.kind === 'doi' ? doi.id : undefined,
    URL:
      doi?.kind === 'doi'
        ? `https://doi.org/${doi.id}`
        : arxiv !== undefined
          ? `https://arxiv.org/abs/${arxiv}`
          : undefined,
    ...(arxiv !== undefined && { archive: 'arXiv', archive_location: arxiv }),
  });
}

function typeOf(work: Fields, venue: Fields): string {
  const own = TYPES[textOf(work['type']) ?? ''];
  if (own !== undefined) return own;
  return venue['type'] === 'conference'
    ? 'paper-conference'
    : venue['type'] === 'journal'
      ? 'article-journal'
      : 'article';
}

const yearOf = (year: unknown): number[] | undefined =>
  typeof year === 'number' && Number.isInteger(year) ? [year] : undefined;

function namesOf(authorships: unknown) {
  if (!Array.isArray(authorships)) return [];
  return authorships
    .slice(0, MOST_NAMES)
    .flatMap((authorship: unknown) =>
      isFields(authorship) && isFields(authorship['author'])
        ? (printedName(authorship['author']['display_name'] ?? authorship['raw_author_name']) ?? [])
        : [],
    );
}

function arxivOf(locations: unknown): string | undefined {
  for (const place of Array.isArray(locations) ? locations.slice(0, MOST_ITEMS) : []) {
    const found = isFields(place) ? identify(textOf(place['landing_page_url']) ?? '') : undefined;
    if (found?.kind === 'arxiv') return found.id;
  }
  return undefined;
}

/** Abstracts come as words with their positions. */
function wordsInOrder(index: unknown): string | undefined {
  if (!isFields(index)) return undefined;
  const words: string[] = [];
  for (const [word, positions] of Object.entries(index))
    for (const position of Array.isArray(positions) ? (positions as unknown[]) : [])
      if (
        typeof position === 'number' &&
        Number.isInteger(position) &&
        position >= 0 &&
        position < MOST_WORDS
      )
        words[position] = word;
  return Object.values(words).join(' ');
}
