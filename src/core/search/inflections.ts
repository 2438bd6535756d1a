import { stem } from './stem';

const DOUBLED = /[bdfgmnprt]$/;
const HISSING = /(?:sh|ch|ss|x|z)$/;

/** All words, whether they exist or not, that have the stem of `word`, itself among them: {@link stem} backwards. */
export function inflections(word: string): Set<string> {
  const shared = stem(word);
  const found = new Set([word]);
  const add = (form: string) => {
    if (!found.has(form) && stem(form) === shared) found.add(form);
  };
  for (const base of [shared, `${shared}e`]) {
    const participles = ['ing', 'ed'].map((ending) => base + ending);
    if (DOUBLED.test(base))
      participles.push(...['ing', 'ed'].map((ending) => base + base.slice(-1) + ending));
    // Endings in other order: "ings" is a plural of a participle, and there are words in "eed" and "sing".
    for (const form of [base, ...participles, ...participles.map((participle) => `${participle}e`)]) {
      add(form);
      add(`${form}s`);
      if (HISSING.test(form)) add(`${form}es`);
      if (form.endsWith('y')) add(`${form.slice(0, -1)}ies`);
    }
  }
  return found;
}
