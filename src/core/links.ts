import type { Paper } from './paper';

const ADDRESS = /https?:\/\/[^\s<>"'`{}|\\^]+/gi;
/** Half a character, as papers may have one, cannot be part of an address. */
const HALF_CHARACTER = /\p{Surrogate}/u;

/**
 * Web addresses in running text, in order, without repeats: punctuation that ends a sentence, and a closing bracket
 * that was opened before the address, are not part of it.
 */
export function linksIn(text: string): string[] {
  return [...new Set(Array.from(text.matchAll(ADDRESS), ([address]) => trimEnd(address)))];
}

function trimEnd(address: string): string {
  let end = address.length;
  for (;;) {
    const last = address[end - 1] ?? '';
    const unopened = ')]'.includes(last) && !address.slice(0, end).includes(last === ')' ? '(' : '[');
    if (!'.,;:!?*_'.includes(last) && !unopened) return address.slice(0, end);
    end--;
  }
}

/** The address of a paper's page: of its DOI, else on arXiv. */
export function paperPage({ doi, arxiv }: Pick<Paper, 'doi' | 'arxiv'>): string | undefined {
  if (doi !== undefined && !HALF_CHARACTER.test(doi)) return `https://doi.org/${encoded(doi)}`;
  return arxiv === undefined ? undefined : `https://arxiv.org/abs/${encoded(arxiv)}`;
}

const encoded = (id: string): string => id.split('/').map(encodeURIComponent).join('/');
