import { type Authorship, agree, together } from './authorship';

/** First authors of more papers with one title tell none of them. */
const MOST_ALIKE = 20;

/** Those records of one title that are one paper all the same, where the title alone does not say so. */
export function setsOf(
  members: readonly number[],
  isUnknown: (index: number) => boolean,
  rootOf: (index: number) => number,
  authorship: (index: number) => Authorship,
): number[][] {
  const papers = new Map<number, Authorship>();
  for (const [root, own] of byRoot(
    members.filter((index) => !isUnknown(index)),
    rootOf,
  ))
    papers.set(root, together(own.map(authorship)));
  const byName = new Map<string, number[]>();
  for (const [root, { names }] of papers)
    for (const name of names) byName.set(name, [...(byName.get(name) ?? []).slice(0, MOST_ALIKE), root]);
  const sets = new Map<string | number, number[]>();
  for (const index of members.filter(isUnknown)) {
    const own = authorship(index);
    const [name = ''] = own.names;
    const alike = byName.get(name) ?? [];
    const meant = alike.filter((root) => agree([own, papers.get(root) ?? own]));
    const [only] = alike.length > MOST_ALIKE || meant.length > 1 ? [] : meant;
    const set = sets.get(only ?? name);
    if (set) set.push(index);
    else sets.set(only ?? name, only === undefined ? [index] : [only, index]);
  }
  return Array.from(sets).flatMap(([of, set]) =>
    typeof of === 'number' || agree(set.map(authorship)) ? [set] : [],
  );
}

/** Members by the paper that identifiers have made them part of. */
export function byRoot(members: readonly number[], rootOf: (index: number) => number): Map<number, number[]> {
  const roots = new Map<number, number[]>();
  for (const index of members) {
    const own = roots.get(rootOf(index));
    if (own) own.push(index);
    else roots.set(rootOf(index), [index]);
  }
  return roots;
}
