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
