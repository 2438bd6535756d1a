import type { FieldName, Fields } from './fieldNames';

/** What no entry takes over from another, as biber has it; and what says how an entry itself is called. */
const OWN: ReadonlySet<FieldName> = new Set<FieldName>([
  'entryset',
  'entrysubtype',
  'keywords',
  'shorttitle',
]);

/**
 * What a part does not take from its whole, though biber and pandoc hand it on: who looks a paper up by the identifier or
 * the address of its proceedings does not find it, and papers with one identifier would be one.
 */
const IDENTIFYING: ReadonlySet<FieldName> = new Set<FieldName>([
  'doi',
  'eprint',
  'eprinttype',
  'archiveprefix',
  'arxiv',
  'arxivid',
  'pmid',
  'pmcid',
  'url',
  'urldate',
  'abstract',
]);

/** Where addresses and identifiers stand in text. */
const REMARKS: ReadonlySet<FieldName> = new Set<FieldName>(['note', 'howpublished']);
const ADDRESS = /arxiv|doi|https?:/i;

type Titles = 'book' | 'main' | 'journal';
interface Rule {
  readonly parents: string;
  readonly children: string;
  /** Of what the parent's title is the title in its children. */
  readonly titles?: Titles;
  /** The author of the whole is that of its parts, and that of the book. */
  readonly isAuthor?: boolean;
}

/** Biber's table of what becomes something else in the entries that take it over. */
const RULES: readonly Rule[] = [
  { parents: 'mvbook book', children: 'inbook bookinbook suppbook', isAuthor: true },
  { parents: 'mvbook', children: 'book inbook bookinbook suppbook', titles: 'main' },
  {
    parents: 'mvcollection mvreference',
    children: 'collection reference incollection inreference suppcollection',
    titles: 'main',
  },
  { parents: 'mvproceedings', children: 'proceedings inproceedings', titles: 'main' },
  { parents: 'book', children: 'inbook bookinbook suppbook', titles: 'book' },
  { parents: 'collection reference', children: 'incollection inreference suppcollection', titles: 'book' },
  { parents: 'proceedings', children: 'inproceedings', titles: 'book' },
  { parents: 'periodical', children: 'article suppperiodical', titles: 'journal' },
];

interface Renaming {
  readonly titles?: Titles;
  readonly isAuthor?: boolean;
}

/** By the types of both. */
const RENAMINGS = new Map<string, Renaming>();
for (const { parents, children, ...renaming } of RULES)
  for (const parent of parents.split(' '))
    for (const child of children.split(' ')) {
      const name = `${parent} ${child}`;
      RENAMINGS.set(name, { ...RENAMINGS.get(name), ...renaming });
    }

/** What has no rule of biber's is named all the same: a part of some other whole, as people mix them. */
const PART = /^(?:in|bookin|supp)(?!periodical)/;
const WHOLE = /^(?:book|collection|proceedings|reference|manual|report|misc)$/;
const AS_BOOK: Renaming = { titles: 'book' };
const PLAIN: Renaming = {};

function renamingOf(child: string, parent: string): Renaming {
  const type = child === 'conference' ? 'inproceedings' : child;
  return (
    RENAMINGS.get(`${parent} ${type}`) ??
    (parent.startsWith('mv') && (PART.test(type) || WHOLE.test(type))
      ? { titles: 'main' }
      : PART.test(type) && WHOLE.test(parent)
        ? AS_BOOK
        : PLAIN)
  );
}

/** The name that a field of a whole has in its part. */
function renamed(name: FieldName, titles: Titles | undefined): FieldName {
  if (titles === undefined) return name;
  if (name === 'title') return `${titles}title`;
  if (name === 'subtitle') return `${titles}subtitle`;
  return name === 'titleaddon' && titles !== 'journal' ? `${titles}titleaddon` : name;
}

/** Completes an entry's fields with those of the one that its `crossref` names. Gives how much it took. */
export function inherit(
  type: string,
  fields: Map<FieldName, string>,
  parentType: string,
  parent: Fields,
): number {
  const { titles, isAuthor } = renamingOf(type, parentType);
  const taken = new Map<FieldName, string>();
  for (const [name, value] of parent) {
    if (OWN.has(name) || IDENTIFYING.has(name) || (REMARKS.has(name) && ADDRESS.test(value))) continue;
    const own = renamed(name, titles);
    // The whole may say itself under which title its parts name it.
    if (own === name || !parent.has(own)) taken.set(own, value);
    if (isAuthor && name === 'author') taken.set('bookauthor', value);
  }
  return addMissing(fields, taken);
}

/** Completes an entry's fields with those of a container of shared data, as they are. Gives how much it took. */
export function takeData(fields: Map<FieldName, string>, data: Fields): number {
  return addMissing(fields, data);
}

function addMissing(fields: Map<FieldName, string>, more: Fields): number {
  let taken = 0;
  for (const [name, value] of more) {
    if (NAMING.has(name) || fields.has(name)) continue;
    fields.set(name, value);
    taken += value.length;
  }
  return taken;
}

/** What names other entries, each in its own turn. */
const NAMING: ReadonlySet<FieldName> = new Set<FieldName>(['ids', 'crossref', 'xdata']);

/** More keys in one field are passed over. */
const MOST_KEYS = 1000;

/** The keys that a field lists. */
export const listedKeys = (field: string | undefined): string[] =>
  field === undefined
    ? []
    : field.split(',', MOST_KEYS).flatMap((key) => (key.trim() === '' ? [] : [key.trim()]));
