import { FAMILIES } from '../families/families';
import { fold } from '../fold';
import type { Name } from '../paper';
import { remembered } from '../remembered';
import type { Head } from './port';
import { isFunctionWord, parts, printedForms, spelledOut } from './words';

/** What a word is worth by the field it stands in. Few and coarse, so that equals stay equal. */
export const WEIGHT = { name: 4, person: 3, context: 2, hint: 1.5, functionWord: 1 } as const;

/** The best word weight there is. */
export const BEST_WEIGHT = WEIGHT.name;

/** So many names' forms are kept. */
const REMEMBERED_NAMES = 4096;

/** Every folded word under which a paper is to be found, with the weight of the best field it stands in. */
export function weighedForms(head: Head): Map<string, number> {
  const forms = new Map<string, number>();
  const add = (words: Iterable<string>, weight: number) => {
    for (const word of words) {
      const own = isFunctionWord(word) ? WEIGHT.functionWord : weight;
      if (own > (forms.get(word) ?? 0)) forms.set(word, own);
    }
  };
  const [first, ...others] = head.authors;
  add([...namingForms(head), ...printedForms(head.title)], WEIGHT.name);
  if (first) add(familyNameForms(first), WEIGHT.name);
  add(others.flatMap(familyNameForms), WEIGHT.person);
  if (head.year !== undefined) add([String(head.year)], WEIGHT.person);
  add(nameForms(head.organization ?? ''), WEIGHT.person);
  add(head.authors.flatMap(givenNameForms), WEIGHT.context);
  add([...printedForms(head.venue ?? ''), ...mechanismForms(head.families.primary.family)], WEIGHT.context);
  add(
    head.families.secondary.flatMap(({ family }) => mechanismForms(family)),
    WEIGHT.hint,
  );
  add(otherYears(head), WEIGHT.hint);
  return forms;
}

/** What a paper is called for short: its keys, acronyms, arXiv id and DOI. */
export const namingForms = (head: Head): string[] => [
  ...[head.citekey, ...head.aliases].flatMap(keyForms),
  ...head.acronyms.flatMap((acronym) => [...printedForms(acronym)]),
  ...identifiersOf(head),
];

/** Authors' names, family names and given names alike. */
export const personForms = ({ authors, organization = '' }: Head): string[] => [
  ...authors.flatMap((name) => [...familyNameForms(name), ...givenNameForms(name)]),
  ...nameForms(organization),
];

/** When and where a paper appeared and which mechanisms it is about. */
export const contextForms = (head: Head): string[] => [
  ...(head.year === undefined ? [] : [String(head.year)]),
  ...otherYears(head),
  ...printedForms(head.venue ?? ''),
  ...[head.families.primary, ...head.families.secondary].flatMap(({ family }) => mechanismForms(family)),
];

/** arXiv id and DOI as they are typed. */
export const identifiersOf = ({ arxiv, doi }: Head): string[] =>
  [arxiv, doi].flatMap((id) => (id === undefined ? [] : fold(id)));

/** When a paper appeared, for comparing: an ISO date, or the month of its arXiv id, or its year; empty if unknown. */
export function appeared({ published, arxiv, year }: Head): string {
  const month = /^(\d\d)(\d\d)\./.exec(arxiv ?? '');
  return published ?? (month ? `20${month[1] ?? ''}-${month[2] ?? ''}` : String(year ?? ''));
}

/** `chen2021crossvit` → itself, `chen`, `2021`, `crossvit`. */
const keyForms = (key: string): string[] =>
  parts(key).flatMap((part) => [part, ...(part.match(/\p{L}+|\p{N}+/gu) ?? [])]);

const familyNameForms = ({ family, literal }: Name): readonly string[] => nameForms(family ?? literal ?? '');

/** With all that belongs to a name; initials are left out: as words they would match everything. */
const givenNameForms = (name: Name): string[] =>
  [name.given, name['dropping-particle'], name['non-dropping-particle'], name.suffix].flatMap((part) =>
    nameForms(part ?? '').filter((form) => form.length > 1),
  );

/** Names come again and again. */
const nameForms = remembered(
  (name): readonly string[] => [...printedForms(name), ...parts(spelledOut(name))],
  REMEMBERED_NAMES,
);

/** By family, for there are few and every paper has some. */
const MECHANISMS: ReadonlyMap<string, readonly string[]> = new Map(
  FAMILIES.map(({ id, label }) => [id, [...printedForms(id), ...printedForms(label)]]),
);

/** The words of a family's name. */
export const mechanismForms = (id: string): readonly string[] => MECHANISMS.get(id) ?? [];

/** The year in which a paper first appeared, where it counts under a later one. */
function otherYears({ published, arxiv }: Head): string[] {
  const preprint = /^(\d\d)\d\d\./.exec(arxiv ?? '')?.[1];
  return [published?.slice(0, 4), preprint === undefined ? undefined : `20${preprint}`].filter(
    (year) => year !== undefined,
  );
}
