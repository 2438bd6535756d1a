import { isDeepStrictEqual } from 'node:util';

export type Item = Record<string, unknown>;

/** A way in which what we write says something else than the entry that we read, and why. */
interface Difference {
  readonly name: string;
  readonly reason: string;
  readonly formats: readonly string[];
  /** Makes equal what differs for this reason. */
  readonly settle: (before: Item, after: Item) => void;
}

/** In the order in which they are settled. */
export const DIFFERENCES: readonly Difference[] = [
  {
    name: 'about a year',
    reason: 'A year that is known about is written as the year alone: pandoc knows no date in "c. 1999".',
    formats: ['bibtex'],
    settle: (before, after) => {
      if (before['id'] === 'about') take(before, after, 'issued');
    },
  },
  {
    name: 'conference',
    reason: 'It is written by its other name, inproceedings: pandoc before 3 does not know this one.',
    formats: ['bibtex'],
    settle: (before, after) => {
      if (before['id'] === 'conference')
        take(before, after, 'type', 'container-title', 'number', 'collection-number');
    },
  },
  {
    name: 'addresses as ways of publishing',
    reason: 'An address is written as one.',
    formats: ['bibtex'],
    settle: (before, after) => {
      if (before['publisher'] === after['URL']) take(before, after, 'publisher', 'URL');
    },
  },
  {
    name: 'software',
    reason: 'Standard styles have no such type.',
    formats: ['bibtex'],
    settle: (before, after) => {
      if (before['id'] === 'software') take(before, after, 'type');
    },
  },
  {
    name: 'particles',
    reason: 'Particles belong to the family name ("van den Berg" sorts and is cited with them).',
    formats: ['biblatex'],
    settle: (before, after) => {
      const particles = /"(?:non-)?dropping-particle"/g;
      const [own, ours] = [before, after].map((item) =>
        JSON.stringify(item['author'] ?? null).replace(particles, '"particle"'),
      );
      if (own !== undefined && ours !== undefined && isSame(own, ours)) take(before, after, 'author');
    },
  },
  {
    name: 'numbers of articles',
    reason: 'The number of an article is written where its pages would be: pandoc before 3 passes it over.',
    formats: ['biblatex'],
    settle: (before, after) => {
      if (after['page'] === 'e12') take(before, after, 'page');
    },
  },
  {
    name: 'issues',
    reason: 'An issue that has a name and no number is told.',
    formats: ['biblatex'],
    settle: (before, after) => {
      if (after['issue'] === 'Spring') take(before, after, 'issue');
    },
  },
  {
    name: 'short titles',
    reason: 'They are left out.',
    formats: ['biblatex'],
    settle: (before, after) => take(before, after, 'title-short'),
  },
];

/** Has fields as they came out. */
function take(before: Item, after: Item, ...fields: readonly string[]): void {
  for (const field of fields) {
    if (field in after) before[field] = after[field];
    else Reflect.deleteProperty(before, field);
  }
}

/** Whether two lists of names say the same, whatever the order in which the parts are named. */
const isSame = (one: string, other: string): boolean =>
  isDeepStrictEqual(JSON.parse(one) as unknown, JSON.parse(other) as unknown);
