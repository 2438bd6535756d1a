import { GROUPS } from '../families/families';
import type { FamilyInfo, FamilyList } from '../families/familyList';
import { stem } from './stem';
import { parts } from './words';

/**
 * The families that a text names: by id, label or short label in full; else those under the heading of that name; else
 * by words of them or their beginnings, in any order; else those under a heading with such words.
 */
export function familiesMeant(text: string, families: FamilyList): FamilyInfo[] {
  const wanted = parts(text);
  const glued = wanted.join('');
  if (glued === '') return [];
  const all = families.all.map((family) => {
    const names = [family.id, family.label, family.short ?? ''].map(parts);
    return { family, glued: names.map((words) => words.join('')), words: names.flat() };
  });
  const headings = GROUPS.map(({ id, label }) => {
    const names = [id, label].map(parts);
    return { id, glued: names.map((words) => words.join('')), words: names.flat() };
  });
  interface Named {
    readonly glued: readonly string[];
    readonly words: readonly string[];
  }
  const isExact = (one: Named) => one.glued.includes(glued);
  const isMeant = (one: Named) =>
    one.glued.some((name) => name.startsWith(glued)) ||
    wanted.every((word) => one.words.some((own) => own.startsWith(word) || stem(own) === stem(word)));
  const under = (is: (one: Named) => boolean) => {
    const groups = new Set<string>(headings.filter(is).map(({ id }) => id));
    return all.filter(({ family }) => groups.has(family.group));
  };
  const ways = [
    () => all.filter(isExact),
    () => under(isExact),
    () => all.filter(isMeant),
    () => under(isMeant),
  ];
  for (const way of ways) {
    const meant = way();
    if (meant.length > 0) return meant.map(({ family }) => family);
  }
  return [];
}
