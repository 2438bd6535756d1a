import { XmlElement, parseXml } from '@rgrove/parse-xml';
import type { CslItem } from '../paper';
import {
  type Answer,
  LONGEST_ANSWER,
  MOST_ITEMS,
  MOST_NAMES,
  abstractOf,
  asWritten,
  dateParts,
  itemOf,
  textOf,
  titleOf,
} from './answer';
import { identify } from './identify';
import { printedName } from './names';

/** Reads what arXiv's API answers: an Atom feed, in which an error is an entry with that title. */
export function readArxivAnswer(text: string): Answer {
  if (text.length > LONGEST_ANSWER) return { problem: 'tooLong' };
  let root: XmlElement | null;
  try {
    // Entities other than XML's own five end the reading: nothing expands. So does nesting beyond the stack.
    ({ root } = parseXml(text));
  } catch {
    return { problem: /^\s*<(?:!doctype html|html)\b/i.test(text) ? 'unexpected' : 'malformed' };
  }
  if (root?.name !== 'feed') return { problem: 'unexpected' };
  const entries = elements(root, 'entry').slice(0, MOST_ITEMS);
  const error = entries.find(isError);
  if (error) return { problem: 'refused', says: textOf(within(error, 'summary')) ?? '' };
  return { items: entries.flatMap((entry) => itemOfEntry(entry) ?? []) };
}

const isError = (entry: XmlElement): boolean =>
  textOf(within(entry, 'title')) === 'Error' && (within(entry, 'id') ?? '').includes('/errors');

function itemOfEntry(entry: XmlElement): CslItem | undefined {
  const title = titleOf(within(entry, 'title'), asWritten);
  const address = within(entry, 'id')?.trim() ?? '';
  const identifier = identify(address);
  if (title === undefined || identifier?.kind !== 'arxiv') return undefined;
  const { id } = identifier;
  const names = elements(entry, 'author').slice(0, MOST_NAMES);
  const issued = dateParts(within(entry, 'published')?.trim());
  const categories = elements(entry, 'category').flatMap(({ attributes }) => attributes['term'] ?? []);
  return itemOf(title, {
    type: 'article',
    author: names.flatMap((name) => printedName(within(name, 'name')) ?? []),
    issued: issued && { 'date-parts': [issued] },
    abstract: abstractOf(within(entry, 'summary'), asWritten),
    DOI: textOf(within(entry, 'arxiv:doi'))?.split(' ')[0],
    number: `arXiv:${id}`,
    publisher: 'arXiv',
    archive: 'arXiv',
    archive_location: id,
    URL: `https://arxiv.org/abs/${id}`,
    // Where it was published, in the authors' words, which nobody can take apart.
    note: textOf(within(entry, 'arxiv:journal_ref')),
    keyword: textOf([...new Set(categories)].join(', ')),
  });
}

function elements(parent: XmlElement, name: string): XmlElement[] {
  return parent.children.filter(
    (child): child is XmlElement => child instanceof XmlElement && child.name === name,
  );
}

/** The text of a child, as its authors wrote it: `<` in it begins no markup. */
const within = (parent: XmlElement, name: string): string | undefined => elements(parent, name)[0]?.text;
