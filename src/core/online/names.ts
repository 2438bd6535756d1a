import type { Name } from '../paper';
import { textOf } from './answer';

const SUFFIX = /^(?:jr|sr)\.?$|^(?:ii|iii|iv)$/i;
/** Who signs with such a name is no person. */
const GROUP = /\b(?:team|collaboration|consortium|group|project|labs?|inc|university|institute|research)\b/i;
/** The lower-case words that family names begin with. */
const PARTICLES = /^((?:\p{Ll}[\p{Ll}'’]*\s+)+)(?=\S)/u;

/** A name as it is printed, given names first: "Laurens van der Maaten", "OpenAI". Nothing for what has no letter. */
export function printedName(printed: unknown): Name | undefined {
  const name = textOf(printed);
  if (name === undefined || !/\p{L}/u.test(name)) return undefined;
  const words = name.split(' ');
  if (words.length === 1 || GROUP.test(name)) return { literal: name };
  const last = words.at(-1) ?? '';
  const suffix = SUFFIX.test(last) && words.length > 2 ? last : undefined;
  const own = (suffix === undefined ? words : words.slice(0, -1)).map((word) => word.replace(/,$/, ''));
  const particle = own.findIndex((word, index) => index > 0 && /^\p{Ll}[\p{Ll}'’]*$/u.test(word));
  const from = particle > 0 && particle < own.length - 1 ? particle : own.length - 1;
  return personName(own.slice(from).join(' '), own.slice(0, from).join(' '), suffix);
}

/** A name whose parts are known; particles may still stand before the family name. */
export function personName(family: string, given?: string, suffix?: string): Name {
  const particles = PARTICLES.exec(family)?.[1];
  return {
    family: family.slice(particles?.length ?? 0),
    ...(given !== undefined && given !== '' && { given }),
    ...(particles !== undefined && { 'non-dropping-particle': particles.trim() }),
    ...(suffix !== undefined && { suffix }),
  };
}
