import { fold } from '../fold';

/** Words so common in titles that nobody is expected to remember them exactly. */
const FUNCTION_WORDS = new Set(
  'a an and are as at be by can do for from how in into is it its of on or that the their this to via we what with'.split(
    ' ',
  ),
);

/** Words in which questions are put, whatever they are about. */
const QUESTION_WORDS = new Set(
  (
    'about actually after all allow also always am any anything back be because become been before being best better between' +
    ' both but called can cannot come could did does doing done each else enough even ever every everything find found get gets' +
    ' getting give given go goes going good got had happen happens has have having help helps here him his i if instead' +
    ' just keep keeps kind know less let lets like look looks lot lots made make makes making many may me mean might more most much' +
    ' must my need needed needs never new no not now one only or other others our out over own paper papers part put' +
    ' rather really same say see should show shows so some someone something still stop such take takes taking tell than them' +
    ' then there these they thing things this those through together too toward towards try trying under until up us use used' +
    ' useful uses using very want wants was way ways well were what when where whether which while who whole why will' +
    ' without work works would you your'
  ).split(' '),
);

const PART = /[\p{L}\p{N}]+/gu;
const APOSTROPHES = /['’ʼ]/g;
const INNER_CAPITAL = /(?<=\p{Ll})\p{Lu}/gu;
/** Shorter tails of a CamelCase word are letters, not words. */
const SHORTEST_TAIL = 3;

/** Whether a folded word carries no meaning of its own. */
export const isFunctionWord = (word: string): boolean => FUNCTION_WORDS.has(word);

/** Whether a folded word says how something is asked, and not what. */
export const isQuestionWord = (word: string): boolean => FUNCTION_WORDS.has(word) || QUESTION_WORDS.has(word);

/** A text in which words are looked for: folded as they are. */
export const plainText = (text: string): string => fold(text.replace(APOSTROPHES, ''));

/** The folded words between which a printed text has spaces or punctuation. */
export const parts = (text: string): string[] => plainText(text).match(PART) ?? [];

/**
 * Every folded form under which a printed text is to be found: its words, the tails of CamelCase words ("CrossViT" →
 * `crossvit`, `vit`), hyphenated words glued ("multi-query" → `multiquery`), and neighbours glued ("Flash Attention" →
 * `flashattention`), unless one of these is a function word.
 */
export function printedForms(text: string): Set<string> {
  const forms = new Set<string>();
  let before: readonly string[] = [];
  for (const chunk of text.split(/\s+/)) {
    const words = parts(chunk);
    if (words.length === 0) continue;
    const glued = words.join('');
    for (const form of [...words, ...tails(chunk), ...neighboursGlued(words), glued]) forms.add(form);
    const alone = words.length === 1 && isFunctionWord(glued);
    if (before.length > 0 && !alone)
      for (const form of [`${before.at(-1) ?? ''}${words[0] ?? ''}`, before.join('') + glued])
        forms.add(form);
    before = alone ? [] : words;
  }
  return forms;
}

const neighboursGlued = (words: readonly string[]): string[] =>
  words.slice(1).map((word, index) => `${words[index] ?? ''}${word}`);

/** The folded words of running text in order, and its hyphenated words glued. */
export const runningForms = (text: string): string[] =>
  text.split(/\s+/).flatMap((chunk) => {
    const words = parts(chunk);
    return words.length > 1 ? [...words, words.join('')] : words;
  });

function tails(chunk: string): string[] {
  return (chunk.match(PART) ?? []).flatMap((part) =>
    Array.from(part.matchAll(INNER_CAPITAL), ({ index }) => fold(part.slice(index))).filter(
      (tail) => tail.length >= SHORTEST_TAIL,
    ),
  );
}

/** Letters that German and Nordic writers spell with two where accents are not at hand. */
const SPELLED: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ø: 'oe', å: 'aa' };

/** A name as it is spelled without accents: "Glück" → "Glueck". */
export const spelledOut = (name: string): string =>
  name.toLowerCase().replace(/[äöüøå]/g, (letter) => SPELLED[letter] ?? letter);
