/** What a title may be the title of, in the names of fields. */
export const TITLED = ['', 'book', 'main', 'issue', 'event', 'journal'] as const;

const NAMES = [
  ...TITLED.flatMap((of) => [`${of}title`, `${of}subtitle`, `${of}titleaddon`] as const),
  ...([
    'abstract',
    'addendum',
    'address',
    'annotation',
    'annote',
    'archiveprefix',
    'arxiv',
    'arxivid',
  ] as const),
  ...(['author', 'bookauthor', 'chapter', 'crossref', 'date', 'day', 'director', 'doi', 'edition'] as const),
  ...(['editor', 'eid', 'entryset', 'entrysubtype', 'eprint', 'eprinttype', 'eventdate', 'holder'] as const),
  ...(['howpublished', 'hyphenation', 'ids', 'institution', 'isbn', 'issn', 'issue', 'journal'] as const),
  ...(['keywords', 'langid', 'language', 'library', 'location', 'month', 'note', 'number'] as const),
  ...(['organization', 'origdate', 'origtitle', 'pages', 'pagetotal', 'pmcid', 'pmid', 'publisher'] as const),
  ...(['pubstate', 'school', 'series', 'shortjournal', 'shorttitle', 'translator', 'type', 'url'] as const),
  ...(['urldate', 'venue', 'version', 'volume', 'volumes', 'xdata', 'year'] as const),
];

/** A field that something is made of; all others are passed over. */
export type FieldName = (typeof NAMES)[number];

/** By a name in lower case: the same name, so that it need not be compared letter by letter again. */
export const FIELD_NAMES: ReadonlyMap<string, FieldName> = new Map(NAMES.map((name) => [name, name]));

/** The fields of an entry as they stand in the file, in its order. */
export type Fields = ReadonlyMap<FieldName, string>;
