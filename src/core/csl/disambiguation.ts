import type { Name } from '../paper';
import type { Fields } from './fields';
import { familyOf, initialsOf, type NameDetail } from './names';
import type { AuthorDateStyle } from './style';

/** What tells an item from others that would be cited alike. */
export interface Distinction {
  readonly detail: NameDetail;
  /** "a", "b" behind the year. */
  readonly suffix: string;
}

const NONE: Distinction = { detail: {}, suffix: '' };

/**
 * What tells the items apart in citations, by id: given names of authors who share a family name, then more names,
 * then letters behind the year, given in the order of the reference list.
 */
export function distinctions(
  items: readonly Fields[],
  style: AuthorDateStyle,
): ReadonlyMap<string, Distinction> {
  const given = givenNames(items, style);
  const details = new Map<Fields, NameDetail>(
    items.map((item) => [item, { given: given.get(keyOf(firstName(item))) }]),
  );
  const cited = (item: Fields): string =>
    `${style.cited(item, details.get(item) ?? {})}\n${style.citedDate(item, '')}`;
  for (const alike of groups(items, cited)) addNames(alike, style, details);
  const suffixes = new Map<Fields, string>();
  for (const alike of groups(items, cited))
    for (const [index, item] of alike.entries()) suffixes.set(item, letters(index));
  return new Map(
    items.map((item) => [
      item.id,
      { detail: details.get(item) ?? NONE.detail, suffix: suffixes.get(item) ?? '' },
    ]),
  );
}

/** The items that share a key with others. */
function groups(items: readonly Fields[], key: (item: Fields) => string): Fields[][] {
  const byKey = new Map<string, Fields[]>();
  for (const item of items) {
    const group = byKey.get(key(item));
    if (group) group.push(item);
    else byKey.set(key(item), [item]);
  }
  return [...byKey.values()].filter((group) => group.length > 1);
}

const namesOf = (item: Fields): readonly Name[] => {
  const authors = item.names('author');
  return authors.length > 0 ? authors : item.names('editor');
};

const firstName = (item: Fields): Name | undefined => namesOf(item)[0];

const keyOf = (name: Name | undefined): string => (name?.family === undefined ? '' : JSON.stringify(name));

/** How first authors' given names are written, by name: those who share a family name have some. */
function givenNames(items: readonly Fields[], style: AuthorDateStyle): Map<string, NameDetail['given']> {
  const families = new Map<string, Map<string, string>>();
  for (const item of items) {
    const name = firstName(item);
    if (name?.family === undefined) continue;
    const family = families.get(familyOf(name).family) ?? new Map<string, string>();
    families.set(familyOf(name).family, family.set(keyOf(name), initialsOf(name.given ?? '')));
  }
  const given = new Map<string, NameDetail['given']>();
  for (const family of families.values())
    if (family.size > 1)
      for (const [name, initials] of family) {
        const isShared = [...family].some(([other, others]) => other !== name && others === initials);
        if (!isShared) given.set(name, 'initials');
        else if (style.detail === 'full') given.set(name, 'full');
      }
  return given;
}

/**
 * As many names as tell an item from all others of the group. First authors who are written with given names where
 * need be count as told apart by these.
 */
function addNames(alike: readonly Fields[], style: AuthorDateStyle, details: Map<Fields, NameDetail>): void {
  const most = Math.max(...alike.map((item) => namesOf(item).length));
  let left = [...alike];
  for (let shown = 1; shown <= most && left.length > 1; shown++) {
    const all = left.map((item) =>
      namesOf(item)
        .slice(0, shown)
        .map((name, index) => told(name, index, style))
        .join('\n'),
    );
    const apart = left.filter((_item, index) => all.filter((one) => one === all[index]).length === 1);
    for (const item of apart) details.set(item, { ...details.get(item), shown });
    left = left.filter((item) => !apart.includes(item));
  }
}

/** What tells a name from others, given its place in the list. */
function told(name: Name, index: number, style: AuthorDateStyle): string {
  if (name.family === undefined) return name.literal ?? name.given ?? '';
  const given = name.given ?? '';
  const { particle, family } = familyOf(name);
  const surname = `${particle} ${family}`;
  return index > 0 ? surname : `${surname}, ${style.detail === 'full' ? given : initialsOf(given)}`;
}

/** "a" to "z", "aa", "ab" and so on. */
function letters(index: number): string {
  const before = index >= 26 ? letters(Math.floor(index / 26) - 1) : '';
  return before + String.fromCharCode(97 + (index % 26));
}
