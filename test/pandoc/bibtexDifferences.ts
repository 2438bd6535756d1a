import type { GeneratedEntry } from '../support/bibtexGenerator';

export type Item = Record<string, unknown>;

/** A way in which we read entries otherwise than pandoc, and why. */
interface Difference {
  readonly name: string;
  readonly reason: string;
  /** Makes equal what differs for this reason; the entry alone decides whether it may. */
  readonly settle: (theirs: Item, ours: Item, entry: GeneratedEntry) => void;
}

const NAMES = ['author', 'editor', 'translator', 'container-author'];

const texts = (item: Item, change: (text: string) => string): void => {
  for (const [field, value] of Object.entries(item))
    if (typeof value === 'string') item[field] = change(value);
};
const namesOf = (item: Item): Record<string, string>[] =>
  NAMES.flatMap((field) => (item[field] as Record<string, string>[] | undefined) ?? []);
const drop = (item: Item, ...fields: readonly string[]): void => {
  for (const field of fields) Reflect.deleteProperty(item, field);
};

/** In the order in which they are settled. */
export const DIFFERENCES: readonly Difference[] = [
  {
    name: 'words that keep their case',
    reason:
      'We mark them, as CSL has it, and leave the case of the others: pandoc changes that and needs no marks.',
    settle: (_, ours) =>
      texts(ours, (text) => text.replace(/<span class="nocase">((?:(?!<\/?span).)*)<\/span>/g, '$1')),
  },
  {
    name: 'markup of other fields',
    reason: 'Titles alone have markup: other texts are plain.',
    settle: (theirs) => {
      for (const [field, value] of Object.entries(theirs))
        if (typeof value === 'string' && !/title|event$/.test(field))
          theirs[field] = value.replace(/<\/?(?:span|i|b|sup|sub)\b[^>]*>/g, '');
    },
  },
  {
    name: 'case of titles',
    reason: 'A title keeps its capitals: what pandoc makes of English ones loses those of unmarked names.',
    settle: (theirs, ours) => {
      for (const item of [theirs, ours])
        for (const field of Object.keys(item).filter((name) => /title|event/.test(name)))
          if (typeof item[field] === 'string') item[field] = item[field].toLowerCase();
    },
  },
  {
    name: 'apostrophes and blanks',
    reason:
      'Apostrophes stay as typed, and no blank is a special one: both are searched for as on the keyboard.',
    settle: (theirs) => {
      for (const item of [theirs, ...namesOf(theirs)])
        texts(item, (text) => text.replace(/’/g, "'").replace(/\u00a0/g, ' '));
    },
  },
  {
    name: 'apostrophes of our own',
    reason: 'The same in words that we put in ourselves.',
    settle: (_, ours) => texts(ours, (text) => text.replace(/’/g, "'")),
  },
  {
    name: 'dotless i',
    reason: 'An accent on \\i makes the letter that has it, not a dotless i with an accent behind.',
    settle: (theirs) => texts(theirs, (text) => text.replace(/ı\u0308/g, 'ï')),
  },
  {
    name: 'formulas',
    reason:
      'Formulas stay so in titles, and elsewhere Greek letters are read: pandoc leaves the commands alone.',
    settle: (theirs, ours) => {
      texts(ours, (text) => text.replace(/\$([^$]*)\$/g, '$1'));
      for (const item of [theirs, ours])
        texts(item, (text) => text.replace(/\\(alpha|gamma)/g, (_, name) => (name === 'alpha' ? 'α' : 'γ')));
    },
  },
  {
    name: 'particles',
    reason: 'Particles belong to the family name ("van den Berg" sorts and is cited with them).',
    settle: (theirs, ours) => {
      for (const name of [...namesOf(theirs), ...namesOf(ours)]) {
        const particle = name['dropping-particle'] ?? name['non-dropping-particle'];
        if (particle === undefined) continue;
        drop(name, 'dropping-particle', 'non-dropping-particle');
        name['particle'] = particle;
      }
    },
  },
  {
    name: 'letters in braces as particles',
    reason: "A name that begins with an accented capital is no particle, as BibTeX has it: {\\'E}variste.",
    settle: (theirs) => {
      for (const name of namesOf(theirs)) {
        if (name['particle'] !== 'Évariste') continue;
        drop(name, 'particle');
        name['given'] = 'Évariste';
      }
    },
  },
  {
    name: 'particles in braces',
    reason: 'What braces hold together is one name: {van Gogh}.',
    settle: (theirs) => {
      for (const name of namesOf(theirs)) {
        if (name['family'] !== 'Gogh') continue;
        drop(name, 'particle');
        name['family'] = 'van Gogh';
      }
    },
  },
  {
    name: 'wholes',
    reason: 'Identifiers, address and abstract of a whole are none of its parts.',
    settle: (theirs, ours, { fields }) => {
      if (!fields.has('crossref')) return;
      const inherited = { DOI: '10.1000/whole', URL: 'https://whole.example/', abstract: 'All papers.' };
      for (const [field, value] of Object.entries(inherited))
        if (theirs[field] === value && ours[field] !== value) drop(theirs, field);
    },
  },
  {
    name: 'arXiv',
    reason: 'We say in which archive it lies, and link to its newest version.',
    settle: (theirs, ours) => {
      drop(ours, 'archive', 'archive_location');
      if (typeof theirs['URL'] === 'string')
        theirs['URL'] = theirs['URL'].replace(/(arxiv\.org\/abs\/\d{4}\.\d{5})v\d$/, '$1');
      const url = ours['URL'];
      if (theirs['URL'] === undefined && typeof url === 'string' && url.includes('arxiv.org/abs/'))
        drop(ours, 'URL');
    },
  },
  {
    name: 'escaped addresses',
    reason: 'Backslashes that people write into addresses all the same are none of the address.',
    settle: (theirs) => {
      if (typeof theirs['URL'] === 'string') theirs['URL'] = theirs['URL'].replace(/\\_/g, '_');
    },
  },
  {
    name: 'addresses as publishers',
    reason: 'An address given as the way of publishing is an address.',
    settle: (theirs, ours, { fields }) => {
      if (!fields.get('howpublished')?.includes('\\url')) return;
      const publisher = typeof theirs['publisher'] === 'string' ? theirs['publisher'] : '';
      const others = publisher.replace(/(?:^|;? )https:\/\/x\.y\/z/, '').replace(/^; /, '');
      if (others === '') drop(theirs, 'publisher');
      else theirs['publisher'] = others;
      if (!fields.has('url')) {
        drop(ours, 'URL');
        drop(theirs, 'URL');
      }
    },
  },
  {
    name: 'events',
    reason:
      'Names of events stand where CSL 1.0.2 has them; pandoc before 2.18 has them where CSL 1.0.1 did.',
    settle: (theirs) => {
      if (theirs['event'] === undefined) return;
      theirs['event-title'] = theirs['event'];
      drop(theirs, 'event');
    },
  },
  {
    name: 'short titles',
    reason: 'A title before its colon is no short title that anybody gave it.',
    settle: (theirs, ours, { fields }) => {
      if (!fields.has('shorttitle')) drop(theirs, 'title-short');
      else if (theirs['title-short'] === undefined) drop(ours, 'title-short');
    },
  },
  {
    name: 'numbers of series',
    reason: 'A series that is a number is told as it is written: pandoc makes it "3rd series".',
    settle: (theirs) => {
      if (theirs['collection-title'] === '3rd series') theirs['collection-title'] = '3';
    },
  },
  {
    name: 'uncertain dates',
    reason: '"2001?" is said to be about then.',
    settle: (theirs, ours) => {
      for (const field of ['issued', 'event-date', 'original-date'])
        for (const item of [theirs, ours]) if (item[field]) drop(item[field] as Item, 'circa');
    },
  },
  {
    name: 'types',
    reason: 'Types that pandoc before 3 does not know have the nearest of CSL.',
    settle: (theirs, ours, { type }) => {
      const known: Readonly<Record<string, string>> = {
        conference: 'paper-conference',
        software: 'software',
        misc: 'document',
        letter: 'personal_communication',
        audio: 'song',
        video: 'motion_picture',
        artwork: 'graphic',
      };
      const isPreprint = ours['type'] === 'article' && known[type] === 'document';
      if (ours['type'] === known[type] || isPreprint) theirs['type'] = ours['type'];
      if (type === 'conference' && theirs['number'] !== undefined) {
        theirs['collection-number'] = theirs['number'];
        drop(theirs, 'number');
      }
    },
  },
  {
    name: 'volumes',
    reason:
      'A volume, and anything else, is called by its own title and is in the larger work: pandoc calls all volumes by the title of that.',
    settle: (theirs, ours, { fields }) => {
      const own = theirs['volume-title'];
      if (!fields.has('maintitle') || typeof own !== 'string' || typeof ours['title'] !== 'string') return;
      if (theirs['title'] === ours['title'] || !ours['title'].startsWith(own)) return;
      theirs['title'] = ours['title'];
      for (const item of [theirs, ours]) drop(item, 'volume-title', 'container-title');
    },
  },
  {
    name: 'periodicals',
    reason: 'An issue of a periodical is called by its title, not by that of the issue or a note.',
    settle: (theirs, ours, { type }) => {
      if (type !== 'periodical') return;
      for (const item of [theirs, ours])
        drop(item, 'title', 'container-title', 'container-title-short', 'type', 'note');
    },
  },
  {
    name: 'issues',
    reason: 'An issue that has a name and no number is told.',
    settle: (theirs, ours, { fields }) => {
      if (fields.has('issue') && !fields.has('number') && theirs['issue'] === undefined) drop(ours, 'issue');
    },
  },
  {
    name: 'jurisdictions',
    reason: 'A place is told as a place, of patents too.',
    settle: (theirs, _, { type }) => {
      if (type !== 'patent' || theirs['jurisdiction'] === undefined) return;
      theirs['publisher-place'] ??= theirs['jurisdiction'];
      drop(theirs, 'jurisdiction');
    },
  },
  {
    name: 'books of anything',
    reason:
      'Of all types that are part of something the book is told that they name; of those of books before a journal.',
    settle: (theirs, ours, { fields }) => {
      if (!fields.has('booktitle') || theirs['container-title'] === ours['container-title']) return;
      drop(theirs, 'container-title');
      drop(ours, 'container-title');
    },
  },
];
