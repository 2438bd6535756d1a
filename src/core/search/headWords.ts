import { fold } from '../fold';
import { remembered } from '../remembered';
import { WEIGHT, identifiersOf, mechanismForms, weighedForms } from './forms';
import { MOST_PLACES } from './places';
import { Kind, posting } from './postings';
import type { Head } from './port';
import { isFunctionWord, parts, printedForms } from './words';

/** Papers that share words: those of one venue, of one family. Its words are written once for all of them. */
export interface Group {
  /** Which group it is, and as what its papers have its words. */
  readonly id: string;
  readonly words: Iterable<string>;
}

/** What a paper is found by. */
export interface HeadWords {
  /** Each word with the ways in which the paper has it, see {@link posting}. */
  readonly words: ReadonlyMap<string, ReadonlySet<number>>;
  readonly groups: readonly Group[];
}

const NO_FAMILIES = { primary: { family: '', confidence: 0 }, secondary: [], evidence: [] };
/** What the names of groups begin with: papers of a venue, of a family in the first place, and also of one. */
const GROUPS = { venue: 'v', primary: 'p', secondary: 's' };

/** As what the papers of a group have its words. */
export const kindOfGroup = (id: string): number =>
  id.startsWith(GROUPS.secondary) ? Kind.hint : Kind.context;

/** All words of a paper but what two neighbours in its title are together: their places say that. */
export function headWords(head: Head): HeadWords {
  const words = new Map<string, Set<number>>();
  const add = (word: string, how: number) => {
    const ways = words.get(word);
    if (ways) ways.add(how);
    else words.set(word, new Set([how]));
  };
  // One by one: papers have more than heads, and some of it is only made when it is asked for.
  const { citekey, aliases, acronyms, authors, year, published, arxiv, doi, organization } = head;
  const own = weighedForms({
    ...{ citekey, aliases, acronyms, authors, year, published, arxiv, doi, organization },
    ...{ title: '', venue: undefined, families: NO_FAMILIES },
  });
  for (const [word, weight] of own) add(word, kindOf(weight));
  addTitle(head.title, add);
  for (const key of [head.citekey, ...head.aliases])
    add(fold(key), key === fold(key) ? Kind.key : Kind.otherKey);
  for (const identifier of identifiersOf(head)) add(identifier, Kind.otherKey);
  for (const acronym of head.acronyms) {
    const glued = parts(acronym).join('');
    if (glued !== '') add(glued, Kind.acronym);
  }
  return { words, groups: groupsOf(head) };
}

/** Function words have a weight of their own, whatever kind they are. */
const kindOf = (weight: number): number =>
  weight >= WEIGHT.name
    ? Kind.name
    : weight >= WEIGHT.person
      ? Kind.person
      : weight >= WEIGHT.context
        ? Kind.context
        : Kind.hint;

/** The groups of the papers of a family, in the first place or also. */
export const groupsOfFamily = (id: string): readonly string[] => [GROUPS.primary + id, GROUPS.secondary + id];

function groupsOf({ venue, families }: Head): Group[] {
  const family = (kind: string, id: string) => ({ id: kind + id, words: mechanismForms(id) });
  return [
    family(GROUPS.primary, families.primary.family),
    ...families.secondary.map((scored) => family(GROUPS.secondary, scored.family)),
    { id: GROUPS.venue + (venue ?? ''), words: printedForms(venue ?? '') },
  ].filter(({ words }) => [...words].length > 0);
}

interface Chunk {
  readonly words: readonly string[];
  readonly glued: string;
  /** Where it stands, if its neighbours are to be told by that. */
  readonly place: number | undefined;
}

/** So many words' forms are kept: titles share most of their words. */
const REMEMBERED = 4096;
const chunkOf = remembered(
  (printed) => ({ words: parts(printed), forms: printedForms(printed) }),
  REMEMBERED,
);

/**
 * Adds a title's words as {@link printedForms} has them. What two neighbours are together is left out where they stand
 * at places that follow each other; where they do not, it is added as a word.
 */
function addTitle(title: string, add: (word: string, how: number) => void): void {
  let before: Chunk | undefined;
  let next = 0;
  for (const printed of title.split(/\s+/)) {
    const { words, forms } = chunkOf(printed);
    if (words.length === 0) continue;
    const glued = words.join('');
    const alone = words.length === 1 && isFunctionWord(glued);
    const together = before && !alone ? before.glued + glued : '';
    // A gap before it, where what it is with the one before must not be read from the places.
    if (before?.place !== undefined && isFunctionWord(together)) next++;
    const place = isFunctionWord(glued) || next >= MOST_PLACES ? undefined : next;
    for (const form of forms) if (form !== glued) add(form, Kind.name);
    add(glued, place === undefined ? Kind.name : posting(Kind.title, place));
    const isTold = place !== undefined && before?.place === place - 1;
    if (together !== '' && !isTold) add(together, Kind.name);
    if (before && together !== '') {
      const ends = `${before.words.at(-1) ?? ''}${words[0] ?? ''}`;
      if (ends !== together) add(ends, Kind.name);
    }
    // Behind a function word nothing is glued to what stands before it.
    next = alone ? next + 1 : (place ?? next) + 1;
    before = alone ? undefined : { words, glued, place };
  }
}
