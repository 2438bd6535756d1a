import fc from 'fast-check';
import type { Paper } from '../../src/core/paper';
import { paperOf } from '../support/papers';

const WORDS = [
  ...[
    'Attention',
    'is',
    'All',
    'you',
    'need',
    'CrossViT:',
    'U-Net',
    'O(N)',
    'for',
    'LLMs,',
    'A*',
    '(GPT-4)',
    'BERT’s',
  ],
  ...[
    'Q&A',
    '100%',
    '$x^2$',
    '$O(n)$',
    'C#',
    'snake_case',
    '~60',
    'x^y',
    '{',
    '}',
    '{{x}}',
    '\\alpha',
    '\\',
    '<i>',
    'a<b',
  ],
  ...[
    '“quoted”',
    '"plain"',
    "it's",
    'naïve',
    'Gödel',
    'Øre',
    'Łukasz',
    '注意力',
    'внимание',
    'é',
    '—',
    '…',
    '@',
    '[1]',
    '*',
    '`',
  ],
  ...['and', 'And', ',', '#', '%', '--', 'http://x.org/a_b'],
];
const text = fc
  .array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 6 })
  .map((words) => words.join(' '));

const name = fc.oneof(
  fc.record({
    family: fc.constantFrom(
      'Vaswani',
      'Ray Chowdhury',
      "O'Neil",
      'Müller',
      'Garcia y Lopez',
      '李',
      'Smith-Jones',
    ),
    given: fc.constantFrom('A.', 'Chun-Fu', 'Élodie', '明', 'J. W.'),
  }),
  fc.record({
    family: fc.constantFrom('Gogh', 'Beauvoir', 'Alembert'),
    given: fc.constantFrom('Vincent', 'Simone'),
    'non-dropping-particle': fc.constantFrom('van', 'de', "d'"),
  }),
  fc.record({
    family: fc.constant('Goethe'),
    given: fc.constant('J. W.'),
    'dropping-particle': fc.constant('von'),
  }),
  fc.record({
    family: fc.constant('King'),
    given: fc.constant('Martin'),
    suffix: fc.constantFrom('Jr.', 'III'),
  }),
  fc.record({ literal: fc.constantFrom('OpenAI', 'Barnes and Noble', 'DeepMind, Inc.', '{Braces} & Co.') }),
  fc.record({ family: fc.constantFrom('Plato', 'Two Words') }),
);

const day = fc.oneof(
  fc.tuple(fc.integer({ min: 1500, max: 2030 })),
  fc.tuple(fc.integer({ min: 1500, max: 2030 }), fc.integer({ min: 1, max: 12 })),
  fc.tuple(
    fc.integer({ min: 1500, max: 2030 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 31 }),
  ),
);
const date = fc.record(
  { 'date-parts': fc.array(day, { minLength: 1, maxLength: 1 }), circa: fc.boolean() },
  { requiredKeys: ['date-parts'] },
);

const TYPES = [
  ...[
    'article',
    'article-journal',
    'article-magazine',
    'article-newspaper',
    'paper-conference',
    'chapter',
    'book',
  ],
  ...[
    'entry-encyclopedia',
    'report',
    'thesis',
    'webpage',
    'dataset',
    'software',
    'manuscript',
    'post-weblog',
    'speech',
    'patent',
    'pamphlet',
    'periodical',
  ],
];

const item = fc.record(
  {
    type: fc.constantFrom(...TYPES),
    title: text,
    author: fc.array(name, { minLength: 1, maxLength: 4 }),
    editor: fc.array(name, { minLength: 1, maxLength: 2 }),
    issued: fc.oneof(
      { arbitrary: date, weight: 8 },
      fc.record({ literal: fc.constantFrom('in press', 'Spring & summer') }),
    ),
    accessed: date,
    'event-date': date,
    abstract: text,
    'container-title': text,
    'container-title-short': text,
    'event-title': text,
    'event-place': text,
    'collection-title': text,
    publisher: text,
    'publisher-place': text,
    genre: fc.constantFrom('PhD thesis', "Master's thesis", 'Technical report', 'Blog post'),
    volume: fc.constantFrom('12', 3, 'IV'),
    issue: fc.constantFrom('3', 4, '1-2'),
    number: fc.constantFrom('TR-7', 8),
    'collection-number': fc.constantFrom('42', 7),
    'chapter-number': fc.constantFrom('4', 5),
    'number-of-volumes': fc.constantFrom('4', 5),
    version: fc.constantFrom('1.2', '3_b'),
    status: fc.constantFrom('in press', 'under review'),
    'container-author': fc.array(name, { minLength: 1, maxLength: 2 }),
    'original-date': date,
    ISSN: fc.constant('2307-387X'),
    edition: fc.constantFrom('2', 'second'),
    page: fc.constantFrom('1-8', 'e12', '5', '10–20', 'xi-xv'),
    note: text,
    language: fc.constantFrom('en', 'de', 'fr-FR', 'English'),
    ISBN: fc.constant('978-3-16-148410-0'),
    URL: fc.constantFrom('https://x.org/a_b%20c?d=1&e={f}#g', 'https://x.org/~me'),
  },
  { requiredKeys: ['type', 'title'] },
);

const extras = fc.record(
  {
    doi: fc.constantFrom('10.1000/a_b(c)<d>', '10.1/x#y'),
    arxiv: fc.constantFrom('2001.00001', 'cs/0102003'),
  },
  { requiredKeys: [] },
);

/** Papers that have what makes trouble in bibliographies, the same for the same seed. */
export function oddPapers(seed: number, count: number): Paper[] {
  const some = fc.sample(fc.tuple(item, extras), { seed, numRuns: count });
  return some.map(([own, ids], index) => {
    const citekey = KEYS[index] ?? `odd${index}key`;
    const year = own.issued && 'date-parts' in own.issued ? own.issued['date-parts'][0]?.[0] : undefined;
    return paperOf({ citekey, title: own.title, year, item: own, ...ids });
  });
}

/** Keys that pandoc reads in notes, and files of entries can have. */
const KEYS = ['Smith:2020', 'a_b-c.d', 'doi:10.1/x', 'müller2020', '2020first', 'a+b', 'x?y', 'a/b/c'];
