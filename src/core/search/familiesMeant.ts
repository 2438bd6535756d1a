import type { FamilyInfo, FamilyList } from '../families/familyList';
import { stem } from './stem';
import { parts } from './words';

/**
 * The families that a text names: by id, label or short label in full; else by words of them or their beginnings, in any
 * order.
 */
export function familiesMeant(text: string, families: FamilyList): FamilyInfo[] {
  const wanted = parts(text);
  const glued = wanted.join('');
  if (glued === '') return [];
  const all = families.all.map((family) => {
    const names = [family.id, family.label, family.short ?? ''].map(parts);
    return { family, glued: names.map((words) => words.join('')), words: names.flat() };
  });
  const exact = all.filter((one) => one.glued.includes(glued));
  const isMeant = (one: (typeof all)[number]) =>
    one.glued.some((name) => name.startsWith(glued)) ||
    wanted.every((word) => one.words.some((own) => own.startsWith(word) || stem(own) === stem(word)));
  return (exact.length > 0 ? exact : all.filter(isMeant)).map(({ family }) => family);
}
