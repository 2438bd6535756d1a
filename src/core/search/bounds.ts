import type { FilterSurroundings } from './filters';
import { familiesMeant } from './familiesMeant';
import type { HeadWord, Narrowing } from './port';
import type { Clause, Condition, Query } from './query';
import { parts, spelledOut } from './words';
import type { WordRow } from './wordRows';

/** Longer ranges of years are not looked up year by year. */
const MOST_YEARS = 120;

/** Of these a paper has one: asked for several, it has one of them. Of the others it can have all. */
export const ALTERNATIVES: ReadonlySet<Condition['kind']> = new Set(['year', 'cited', 'family', 'venue']);

/** What all papers that meet a query's conditions are within, as far as that can be looked up. */
export function narrowingsOf(query: Query, surroundings: FilterSurroundings): Narrowing[] {
  const demanding = query.clauses.filter(({ condition, negated }) => condition && !negated);
  const alternatives = [...ALTERNATIVES].flatMap((kind) => {
    const own = demanding.filter(({ condition }) => condition?.kind === kind);
    return oneOf(own.map((clause) => narrowingOf(clause, surroundings)));
  });
  const others = demanding.filter(({ condition }) => condition && !ALTERNATIVES.has(condition.kind));
  return [...alternatives, ...others.flatMap((clause) => narrowingOf(clause, surroundings) ?? [])];
}

/** Narrowings of which any may hold, as one; none if nothing is known of one of them. */
function oneOf(all: readonly (Narrowing | undefined)[]): Narrowing[] {
  const known = all.filter((narrowing) => narrowing !== undefined);
  if (known.length < all.length || known.length === 0) return [];
  // Each of these kinds has words in one list only, if any.
  const words = known.flatMap(({ words: lists = [] }) => lists.flat());
  return [
    {
      ...(words.length > 0 && { words: [words] }),
      families: known.flatMap(({ families = [] }) => families),
      others: known.flatMap(({ others = [] }) => others),
    },
  ];
}

function narrowingOf(
  { condition, unfinished }: Clause,
  { families, cited, having }: FilterSurroundings,
): Narrowing | undefined {
  switch (condition?.kind) {
    case 'author': {
      const words = wordsOfName(condition.text, unfinished);
      return words && { words: [words] };
    }
    case 'phrase':
      return phraseNarrowing({ ...condition, unfinished }, having);
    case 'year': {
      const { from, to } = condition;
      if (to - from >= MOST_YEARS) return undefined;
      return { words: [Array.from({ length: to - from + 1 }, (_, at) => whole(String(from + at)))] };
    }
    case 'cited':
      return condition.cited ? { others: [...cited()] } : undefined;
    case 'family': {
      const meant = familiesMeant(condition.text, families);
      // Of those that a user made the index knows nothing.
      const isKnown = meant.length > 0 && !meant.some(({ own }) => own);
      return isKnown ? { families: meant.map(({ id }) => id) } : undefined;
    }
    default:
      return undefined;
  }
}

const whole = (text: string): HeadWord => ({ text, unfinished: false });

/** Shorter beginnings of names are of too many to be looked up. */
const SHORTEST_BEGINNING = 3;

/**
 * Words of which a name has one if it has the typed ones: the longest, or a part of that where it is two words glued. No
 * initials, which are no words of a head.
 */
function wordsOfName(text: string, unfinished: boolean): HeadWord[] | undefined {
  const found: HeadWord[] = [];
  for (const words of [parts(text), parts(spelledOut(text))]) {
    const longest = words.reduce((a, b) => (b.length > a.length ? b : a), '');
    const isOpen = unfinished && longest === words.at(-1);
    if (longest.length < (isOpen ? SHORTEST_BEGINNING : 2)) return undefined;
    found.push({ text: longest, unfinished: isOpen }, { text: longest.slice(1), unfinished: isOpen });
    for (let at = 2; at < longest.length; at++) found.push(whole(longest.slice(0, at)));
  }
  return found;
}

/** Where a phrase is in a head, that has its words; the others have it in their abstracts. */
function phraseNarrowing(row: WordRow, having: FilterSurroundings['having']): Narrowing | undefined {
  const { words, unfinished } = row;
  // Initials are no words of a head.
  const inHead = words.flatMap((text, index) =>
    text.length === 1 ? [] : [{ text, unfinished: unfinished && index === words.length - 1 }],
  );
  const others = inHead.length > 0 ? having(row) : undefined;
  return others && { words: inHead.map((word) => [word]), others };
}
