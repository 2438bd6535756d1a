import type { Paper } from './paper';

/** Editors compare what was typed with no more than the beginning of a symbol's name, characters. */
const COMPARED = 110;
/** How much of a title is looked at, characters. */
const TITLE = 400;
const SEPARATOR = ' · ';

/**
 * The name under which a paper stands among the symbols of a workspace: its key and title, and between them what `query`
 * means where these do not say it (an author, an identifier, the end of a long title). Editors drop a symbol unless the
 * letters of the query follow one another in its name; nothing for a paper that would be dropped.
 */
export function symbolName(paper: Paper, query: string): string | undefined {
  const wanted = query.trim().toLowerCase();
  for (const meant of meanings(paper)) {
    const name = named(paper, meant);
    if (compared(name).includes(wanted)) return name;
  }
  const name = named(paper, []);
  return follow(compared(name), wanted.replace(/\s+/g, '')) ? name : undefined;
}

const compared = (name: string): string => name.slice(0, COMPARED).toLowerCase();

const named = ({ citekey, title }: Paper, meant: readonly (string | number)[]): string =>
  [citekey, ...meant, title.slice(0, TITLE)].join(SEPARATOR);

/** What a query may mean beside key and title, the surest first. */
function* meanings(paper: Paper): Generator<(string | number)[]> {
  yield [];
  const { acronyms, aliases, arxiv, year, doi, authors, organization, venue } = paper;
  const people = authors.map(
    ({ given, family, literal }) => literal ?? [given, family].filter(Boolean).join(' '),
  );
  for (const meant of [...acronyms, ...aliases, arxiv, year, doi, ...people, organization, venue])
    if (meant !== undefined && meant !== '') yield [meant];
  const title = paper.title.slice(0, TITLE);
  // From its end: the word that is meant shall come first.
  const words = [...title.matchAll(/(?<=\s)\S/g)];
  for (const { index } of words.reverse()) yield [`…${title.slice(index, index + COMPARED)}`];
}

/** Whether the letters occur in the text, one behind the other. */
function follow(text: string, letters: string): boolean {
  let at = -1;
  for (const letter of letters) {
    at = text.indexOf(letter, at + 1);
    if (at < 0) return false;
  }
  return true;
}
