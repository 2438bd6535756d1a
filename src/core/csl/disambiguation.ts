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

/** How many items are looked at between two chances to pause. */
const BATCH = 100;

/**
 * What tells the items apart in citations, by id: given names of authors who share a family name, then more names,
 * then letters behind the year, given in the order of the reference list. In time linear in their number.
 *
 * A generator: the caller may pause between steps.
 */
export function* distinctions(
  items: readonly Fields[],
  style: AuthorDateStyle,
): Generator<void, ReadonlyMap<string, Distinction>> {
  const given = yield* givenNames(items, style);
  const details = new Map<Fields, NameDetail>(
    items.map((item) => [item, { given: given.get(keyOf(firstName(item))) }]),
  );
  const cited = (item: Fields): string =>
    `${style.cited(item, details.get(item) ?? {})}\n${style.citedDate(item, '')}`;
  for (const alike of yield* groups(items, cited)) yield* addNames(alike, style, details);
  const suffixes = new Map<Fields, string>();
  for (const alike of yield* groups(items, cited))
    for (const [index, item] of alike.entries()) suffixes.set(item, letters(index));
  return new Map(
    items.map((item) => [
      item.id,
      { detail: details.get(item) ?? NONE.detail, suffix: suffixes.get(item) ?? '' },
    ]),
  );
}

/** The items that share a key with others. */
function* groups(items: readonly Fields[], keyOf: (item: Fields) => string): Generator<void, Fields[][]> {
  const byKey = new Map<string, Fields[]>();
  for (const [index, item] of items.entries()) {
    if (index % BATCH === 0) yield;
    const key = keyOf(item);
    const group = byKey.get(key);
    if (group) group.push(item);
    else byKey.set(key, [item]);
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
function* givenNames(
  items: readonly Fields[],
  style: AuthorDateStyle,
): Generator<void, Map<string, NameDetail['given']>> {
  const families = new Map<string, Map<string, string>>();
  for (const [index, item] of items.entries()) {
    if (index % BATCH === 0) yield;
    const name = firstName(item);
    if (name?.family === undefined) continue;
    const family = families.get(familyOf(name).family) ?? new Map<string, string>();
    families.set(familyOf(name).family, family.set(keyOf(name), initialsOf(name.given ?? '')));
  }
  const given = new Map<string, NameDetail['given']>();
  for (const family of families.values()) {
    if (family.size < 2) continue;
    const shared = countsOf([...family.values()]);
    for (const [name, initials] of family)
      if (shared.get(initials) === 1) given.set(name, 'initials');
      else if (style.detail === 'full') given.set(name, 'full');
  }
  return given;
}

/**
 * As many names as tell an item from all others of the group. First authors who are written with given names where
 * need be count as told apart by these.
 */
function* addNames(
  alike: readonly Fields[],
  style: AuthorDateStyle,
  details: Map<Fields, NameDetail>,
): Generator<void, void> {
  // Those that are not told apart by the names before this one have one number.
  let left = alike.map((item) => ({ item, names: namesOf(item), number: 0 }));
  for (let index = 0; left.length > 1 && left.some(({ names }) => index < names.length); index++) {
    const keys: string[] = [];
    for (const { names, number } of left) {
      if (keys.length % BATCH === 0) yield;
      const name = names[index];
      keys.push(`${number}\n${name === undefined ? '' : told(name, index, style)}`);
    }
    const counts = countsOf(keys);
    const numbers = new Map(Array.from(counts.keys(), (key, number) => [key, number]));
    const still: typeof left = [];
    for (const [place, { item, names }] of left.entries()) {
      const key = keys[place] ?? '';
      if (counts.get(key) === 1) details.set(item, { ...details.get(item), shown: index + 1 });
      else still.push({ item, names, number: numbers.get(key) ?? 0 });
    }
    left = still;
  }
}

function countsOf(texts: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
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
