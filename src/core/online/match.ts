import { authorshipOf } from '../authorship';
import { arxivIdOf, doiOf, publishedDoiOf } from '../cslJson';
import { fold, titleIdentity } from '../fold';
import { plainMarkup } from '../markup';
import { goesOn } from '../others';
import type { CslItem, Name } from '../paper';

/** What is known of a paper that is looked up. */
export interface Sought {
  readonly title: string;
  readonly year: number | undefined;
  readonly arxiv: string | undefined;
  readonly doi: string | undefined;
  readonly authors: readonly Name[];
}

/** How sure it is that a paper was found. */
export type Certainty = 'sure' | 'doubtful';

/** Titles that share this part of their words may be one. */
const ALIKE = 0.6;

/**
 * Whether an item is the paper that was sought. `sure`: the same title, and the same identifier or a year at most one away.
 * `doubtful`: the same identifier and another title, or a title that is the same or alike; so is what has another
 * identifier of a kind, or nobody in common among its authors.
 */
export function matchOf(sought: Sought, found: CslItem): Certainty | undefined {
  const arxiv = arxivIdOf(found);
  const doi = doiOf(found);
  const own: CslItem = {
    ...{ title: sought.title, author: sought.authors },
    ...(sought.doi !== undefined && { DOI: sought.doi }),
  };
  const isIdentified =
    (arxiv !== undefined && arxiv === sought.arxiv) || (doi !== undefined && doi === sought.doi);
  const isOther =
    areOther(arxiv, sought.arxiv) ||
    areOther(publishedDoiOf(found), publishedDoiOf(own)) ||
    !haveInCommon(authorshipOf(own).names, authorshipOf(found).names);
  const title = plainMarkup(found.title);
  const hasTitle = titleIdentity(title) === titleIdentity(sought.title);
  if (isIdentified) return hasTitle ? 'sure' : 'doubtful';
  if (!hasTitle) return isAlike(sought.title, title) ? 'doubtful' : undefined;
  const year = found.issued?.['date-parts']?.[0]?.[0];
  const isNear = year !== undefined && sought.year !== undefined && Math.abs(year - sought.year) <= 1;
  return isNear && !isOther ? 'sure' : 'doubtful';
}

/** Whether one has written both, as far as is known. */
const haveInCommon = (names: readonly string[], others: readonly string[]): boolean =>
  names.length === 0 || others.length === 0 || names.some((name) => others.includes(name));
const areOther = (a: string | undefined, b: string | undefined): boolean =>
  a !== undefined && b !== undefined && a !== b;

function isAlike(a: string, b: string): boolean {
  const [words, others] = [wordsOf(a), wordsOf(b)];
  const shared = [...words].filter((word) => others.has(word)).length;
  return shared > 1 && shared / (words.size + others.size - shared) >= ALIKE;
}

const wordsOf = (title: string): Set<string> => new Set(fold(title).match(/[\p{L}\p{N}]+/gu) ?? []);

/** The fields that are completed, where the library does not have them. */
const COMPLETED = ['author', 'issued', 'container-title', 'volume', 'issue', 'page', 'DOI', 'URL'] as const;

/** What an item says of a paper that its own item does not. */
export function newFacts(own: CslItem, found: CslItem): Partial<CslItem> {
  const isKnown = (field: string) => {
    const value = own[field];
    if (field === 'author' && goesOn(own.author ?? [], found.author ?? [])) return false;
    return value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0);
  };
  return Object.fromEntries(
    COMPLETED.flatMap((field) => {
      const value = found[field];
      return value === undefined || isKnown(field) ? [] : [[field, value]];
    }),
  );
}
