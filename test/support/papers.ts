import fc from 'fast-check';
import type { Name, Paper } from '../../src/core/paper';

/** What a test says of a paper; `by` lists family names, the rest is as in {@link Paper}. */
export type PaperTraits = Partial<Omit<Paper, 'families'>> & {
  readonly citekey: string;
  readonly by?: readonly string[];
  readonly family?: string;
  readonly secondary?: readonly string[];
};

const UNKNOWN = {
  aliases: [],
  abstract: undefined,
  authorCount: undefined,
  organization: undefined,
  year: undefined,
  published: undefined,
  publishedInferred: false,
  comments: undefined,
  venue: undefined,
  arxiv: undefined,
  doi: undefined,
  links: [],
  acronyms: [],
  sources: [],
};

/** A paper of which nothing is known but what is said here. */
export function paperOf({ by = [], family = 'other', secondary = [], ...traits }: PaperTraits): Paper {
  const title = traits.title ?? '';
  const authors: readonly Name[] = by.map((name) => ({ family: name }));
  const scored = (id: string) => ({ family: id, confidence: 0.5 });
  return {
    ...UNKNOWN,
    title,
    authors,
    item: { id: traits.citekey, title },
    families: { primary: scored(family), secondary: secondary.map(scored), evidence: [] },
    ...traits,
  };
}

const ODD = [
  '@',
  '[',
  '{',
  '}',
  ']',
  ';',
  '.',
  '-',
  '/',
  ':',
  '*',
  ' ',
  '\t',
  'a',
  'e',
  'V',
  '2',
  '0',
  'é',
  'ß',
  'İ',
  '漢',
];
const BROKEN = ['\u0301', '\u200d', '\ud83d', '\ude00', '\0', '😀', 'arxiv:', 'doi:', '10.1234/', '2101.'];

/** Texts that searching might stumble over. */
export const oddText = fc.string({ unit: fc.constantFrom(...ODD, ...BROKEN), maxLength: 16 });
