import { fold } from '../fold';
import type { Source } from './answer';
import type { Identifier } from './identify';

/** Where each source answers, as an address without the question; Crossref is told whom to write to, OpenAlex a key. */
export interface Endpoints {
  readonly arxiv: string;
  readonly crossref: string;
  readonly openAlex: string;
  readonly email?: string;
  readonly openAlexKey?: string;
}

/** The most papers that arXiv is asked for at once by their ids. */
const MOST_IDS = 50;
/** The same by their titles: addresses have an end. */
const MOST_TITLES = 10;

/** Where to ask a source for one paper by what identifies it; nothing where it does not know such identifiers. */
export function addressOf(
  source: Source,
  { kind, id }: Identifier,
  endpoints: Endpoints,
): string | undefined {
  if (source === 'arxiv') return kind === 'arxiv' ? arxivIds([id], endpoints) : undefined;
  const doi = kind === 'doi' ? id : `10.48550/arxiv.${id}`;
  if (source === 'crossref')
    return address(endpoints.crossref, `works/${encodeURIComponent(doi)}`, { mailto: endpoints.email });
  return address(endpoints.openAlex, `works/doi:${encodeURIComponent(doi)}`, {
    api_key: endpoints.openAlexKey,
  });
}

/** Where to ask arXiv for papers by their ids. */
const arxivIds = (ids: readonly string[], { arxiv }: Endpoints): string =>
  address(arxiv, '', { id_list: ids.join(','), max_results: String(ids.length) });

/** Where to ask arXiv for papers by their titles, all at once. */
function arxivTitles(titles: readonly string[], { arxiv }: Endpoints): string {
  const phrases = titles.map((title) => `ti:"${words(title)}"`);
  return address(arxiv, '', {
    search_query: phrases.join(' OR '),
    max_results: String(3 * titles.length),
  });
}

/** Where to ask Crossref for a paper by its title. */
const crossrefTitle = (title: string, { crossref, email }: Endpoints): string =>
  address(crossref, 'works', { 'query.bibliographic': words(title), rows: '3', mailto: email });

/** Letters and digits: anything else would be read as part of the question. */
const words = (title: string): string => (fold(title).match(/[\p{L}\p{N}]+/gu) ?? []).slice(0, 40).join(' ');

function address(
  endpoint: string,
  path: string,
  fields: Readonly<Record<string, string | undefined>>,
): string {
  const query = Object.entries(fields).flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : `${name}=${encodeURIComponent(value)}`,
  );
  const base = path === '' ? endpoint : `${endpoint.replace(/\/+$/, '')}/${path}`;
  return query.length > 0 ? `${base}?${query.join('&')}` : base;
}

/** What a paper is looked up by. */
interface LookedUpPaper {
  readonly title: string;
  readonly arxiv: string | null;
  readonly doi: string | null;
}

/** A question to one service about some papers. */
export interface Question<T> {
  readonly source: Source;
  readonly address: string;
  readonly papers: readonly T[];
}

/**
 * The questions to look papers up, in rounds, each for the papers that those before have not surely found: at arXiv by
 * their ids, many at once; there by their titles; at Crossref one by one.
 */
export const LOOKUPS = [byId, byTitle, byDoiOrTitle] as const;

function byId<T extends LookedUpPaper>(papers: readonly T[], endpoints: Endpoints): Question<T>[] {
  const known = papers.filter(({ arxiv }) => arxiv !== null);
  return inBatches(known, MOST_IDS).map((batch) => ({
    source: 'arxiv',
    address: arxivIds(
      batch.flatMap(({ arxiv }) => arxiv ?? []),
      endpoints,
    ),
    papers: batch,
  }));
}

function byTitle<T extends LookedUpPaper>(papers: readonly T[], endpoints: Endpoints): Question<T>[] {
  const unknown = papers.filter(({ arxiv }) => arxiv === null);
  return inBatches(unknown, MOST_TITLES).map((batch) => ({
    source: 'arxiv',
    address: arxivTitles(
      batch.map(({ title }) => title),
      endpoints,
    ),
    papers: batch,
  }));
}

/** Crossref knows none of arXiv's own papers: one with an arXiv id alone may still have been published since. */
function byDoiOrTitle<T extends LookedUpPaper>(papers: readonly T[], endpoints: Endpoints): Question<T>[] {
  return papers.map((paper) => {
    const { doi, title } = paper;
    const address = doi === null ? undefined : addressOf('crossref', { kind: 'doi', id: doi }, endpoints);
    return { source: 'crossref', address: address ?? crossrefTitle(title, endpoints), papers: [paper] };
  });
}

function inBatches<T>(all: readonly T[], size: number): T[][] {
  const batches: T[][] = [];
  for (let at = 0; at < all.length; at += size) batches.push(all.slice(at, at + size));
  return batches;
}
