const VOWEL = /[aeiouy]/;
/** Doubled by an ending ("mapped"); `l`, `s` and `z` are doubled in their own right ("pooling" aside, "passing"). */
const DOUBLED = /([bdfgmnprt])\1$/;
const SHORTEST = 3;

/**
 * What the inflections of an English word have in common: plural, -ing and -ed taken off, and the silent `e` that
 * these replace, so that "prune", "prunes", "pruned" and "pruning" meet. After Porter's steps 1a, 1b and 5a ("An
 * algorithm for suffix stripping", 1980), without the derivations that make different words alike.
 */
export function stem(word: string): string {
  const singular = withoutPlural(word);
  const base = withoutParticiple(singular);
  return base.length > SHORTEST && base.endsWith('e') ? base.slice(0, -1) : base;
}

function withoutPlural(word: string): string {
  if (word.length <= SHORTEST || !word.endsWith('s') || /(?:ss|us|is)$/.test(word)) return word;
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`;
  return /(?:sh|ch|ss|x|z)es$/.test(word) ? word.slice(0, -2) : word.slice(0, -1);
}

function withoutParticiple(word: string): string {
  const base = /^(.+?)(?:ing|ed)$/.exec(word)?.[1];
  if (base === undefined || base.length < SHORTEST || !VOWEL.test(base)) return word;
  return DOUBLED.test(base) ? base.slice(0, -1) : base;
}

/** What all inflections of a word begin with is at most so long. */
const COMMON_BEGINNING = 4;

/** What all inflections of a word begin with, from its stem: a cheap look before a close one. */
export const commonBeginning = (stemmed: string): string =>
  stemmed.slice(0, Math.max(1, Math.min(COMMON_BEGINNING, stemmed.length - 1)));

/** Endings that make one word of another, longest first, each with what stands in its place. */
const DERIVATIONS: readonly (readonly [ending: RegExp, place: string])[] = [
  [/(?:iz|is)(?:ation|er|able)$/, ''],
  [/(?:iz|is)e?$/, ''],
  [/(?:ibil|abil)ity$/, ''],
  [/ifi(?:cation|er)$/, 'ify'],
  [/ational$/, ''],
  [/ation$/, ''],
  [/(?<=[st])ion$/, ''],
  [/ative$/, ''],
  [/(?<=[st])ive$/, ''],
  [/(?:ful|less|ous|al)?ness$/, ''],
  [/(?:e)?ment$/, ''],
  [/(?:ab|ib)l[ey]?$/, ''],
  [/ical(?:ly)?$/, 'ic'],
  [/(?:al)?ity$/, ''],
  [/(?:al)?ly$/, ''],
  [/(?:ant|ent|ance|ence|ancy|ency)$/, ''],
  [/(?:at)?or$/, ''],
  [/er$/, ''],
  [/at$/, ''],
  [/al$/, ''],
];
const SHORTEST_ROOT = 4;

/**
 * What the words have in common that are derived from one another, so that "compress", "compressor" and "compression"
 * meet: the stem without one derivational ending, after Porter's steps 2 to 4, where a root of four letters is left.
 * Coarser than {@link stem}: for comparing what texts are about, not for finding a word.
 */
export function root(word: string): string {
  const known = ROOTS.get(word);
  if (known !== undefined) return known;
  if (ROOTS.size >= MOST_ROOTS) ROOTS.clear();
  const found = findRoot(word);
  ROOTS.set(word, found);
  return found;
}

/** Texts use few words often: finding a root takes twenty times as long as looking it up. */
const ROOTS = new Map<string, string>();
const MOST_ROOTS = 50_000;

function findRoot(word: string): string {
  const base = stem(word);
  for (const [ending, place] of DERIVATIONS) {
    const shorter = base.replace(ending, place);
    if (shorter === base) continue;
    return shorter.length >= SHORTEST_ROOT ? withoutLast(shorter) : base;
  }
  return withoutLast(base);
}

const withoutLast = (word: string): string =>
  word.length > SHORTEST_ROOT ? word.replace(/(?:e|y|i)$/, '').replace(DOUBLED, '$1') : word;
