import type { Source } from './mechanism';

/** A paper on arXiv, with the place in it where there is a narrower one. */
export const arxiv = (label: string, id: string): Source => ({ label, url: `https://arxiv.org/abs/${id}` });
