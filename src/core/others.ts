import { fold } from './fold';
import type { CslItem, Name } from './paper';

/** What stands last in a list that leaves people out, as pandoc has it: BibTeX's "and others". */
export const OTHERS: Name = { literal: 'others' };

/** Whether a list goes on with people whom it does not name. */
export const hasOthers = (names: readonly Name[] | undefined): boolean => {
  const last = names?.at(-1);
  return last?.literal === OTHERS.literal && last?.family === undefined;
};

/** The people whom a list names. */
export const withoutOthers = (names: readonly Name[] = []): readonly Name[] =>
  hasOthers(names) ? names.slice(0, -1) : names;

/** Who stands for a work. */
export interface People {
  /** Those who are named. */
  readonly names: readonly Name[];
  /** Whether there are more. */
  readonly isOpen: boolean;
  readonly areEditors: boolean;
}

/** Who stands for a work: its authors, or the editors of one that names none, as an edited book. */
export function peopleOf({ author, editor }: Pick<CslItem, 'author' | 'editor'>): People {
  const names = withoutOthers(author);
  if (names.length > 0) return { names, isOpen: hasOthers(author), areEditors: false };
  const editors = withoutOthers(editor);
  return editors.length > 0
    ? { names: editors, isOpen: hasOthers(editor), areEditors: true }
    : { names, isOpen: hasOthers(author), areEditors: false };
}

/**
 * Of what is said of one paper, the best first, what names its authors: the first of which that says any, or what
 * goes on where that one leaves some out.
 */
export function namingAuthors<T>(
  all: readonly T[],
  itemOf: (one: T) => Pick<CslItem, 'author'> | undefined,
): T | undefined {
  let [best, names]: [T | undefined, readonly Name[] | undefined] = [undefined, undefined];
  for (const one of all) {
    const more = itemOf(one)?.author;
    if (more === undefined || (names !== undefined && !goesOn(names, more))) continue;
    [best, names] = [one, more];
    if (!hasOthers(more)) break;
  }
  return best;
}

/** Whether a list names those of one that leaves people out, in their order, and more. */
export function goesOn(names: readonly Name[], more: readonly Name[]): boolean {
  if (!hasOthers(names)) return false;
  const [known, all] = [withoutOthers(names), withoutOthers(more)];
  return all.length > known.length && known.every((name, at) => familyOf(name) === familyOf(all[at]));
}

/** Without particles, which some entries have elsewhere. */
export const familyOf = ({ family, literal = '' }: Name = {}): string =>
  fold(family ?? literal)
    .trim()
    .replace(/^.*\s/, '');
