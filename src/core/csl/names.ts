import { hasOthers, withoutOthers } from '../others';
import type { Name } from '../paper';
import { italic, joined, markedText, own, wrapped } from './marks';

/** How a style writes a list of names. */
export interface NameStyle {
  /** Family names alone. */
  readonly short?: boolean;
  /** Whose family name goes first. */
  readonly inverted?: 'first' | 'all';
  readonly initials?: boolean;
  readonly and: 'and' | '&';
  /** From how many names on, how many are shown. */
  readonly etAl?: { readonly min: number; readonly first: number; readonly last?: boolean };
  readonly italicEtAl?: boolean;
  /** What stands for those who are not named, if not "et al.". */
  readonly others?: string;
  /** Whether there is a comma before "and" between two names, too. */
  readonly commaAlways?: boolean;
  /** Where "van" in "van Beethoven" goes when the family name is first. */
  readonly particles: 'behind' | 'with';
}

/** What tells names apart that would read the same. */
export interface NameDetail {
  /** How many names are shown at least. */
  readonly shown?: number;
  /** The given name of the first in a short form. */
  readonly given?: 'initials' | 'full' | undefined;
}

/** A list of names, '' of none. Those whom a list leaves out count as one more. */
export function nameList(names: readonly Name[], style: NameStyle, detail: NameDetail = {}): string {
  const written = withoutOthers(names)
    .map((name, index) => own(writtenName(name, style, index, detail)))
    .filter((name) => name !== '');
  const { min, first, last } = style.etAl ?? { min: Infinity, first: Infinity };
  const shown = Math.max(first, detail.shown ?? 0);
  const isOpen = hasOthers(names);
  const count = written.length + (isOpen ? 1 : 0);
  if (count < min || shown >= count) return isOpen ? cut(written, style) : listed(written, style);
  if (last === true && !isOpen) return `${written.slice(0, shown).join(', ')}, … ${written.at(-1) ?? ''}`;
  return cut(written.slice(0, shown), style);
}

/** Names that others follow. */
function cut(written: readonly string[], { italicEtAl, others = 'et al.' }: NameStyle): string {
  if (written.length === 0) return '';
  const comma = written.length > 1 ? ', ' : ' ';
  return `${written.join(', ')}${comma}${italicEtAl === true ? italic(others) : others}`;
}

function listed(written: readonly string[], { and, commaAlways }: NameStyle): string {
  const last = written.at(-1) ?? '';
  if (written.length < 2) return last;
  const comma = commaAlways === true || written.length > 2 ? ',' : '';
  return `${written.slice(0, -1).join(', ')}${comma} ${and} ${last}`;
}

function writtenName(name: Name, style: NameStyle, index: number, detail: NameDetail): string {
  if (name.family === undefined) return markedText(name.literal ?? name.given ?? '');
  const { particle, family } = familyOf(name);
  const dropping = text(name['dropping-particle']);
  const given = text(name.given);
  const suffix = text(name.suffix);
  if (style.short === true) {
    const more = index === 0 ? detail.given : undefined;
    const before = more === undefined ? '' : more === 'full' ? given : initialsOf(given);
    return before === ''
      ? surname(particle, family)
      : joined(' ', before, surname(dropping, particle, family), suffix);
  }
  const first = style.initials === true ? initialsOf(given) : given;
  const inverted = style.inverted === 'all' || (style.inverted === 'first' && index === 0);
  if (!inverted) return joined(' ', first, surname(dropping, particle, family), suffix);
  const isBehind = style.particles === 'behind';
  const head = isBehind ? family : surname(particle, family);
  const tail = joined(' ', first, dropping, isBehind ? particle : '');
  return head + wrapped(', ', tail) + wrapped(', ', suffix);
}

/** Particles with what they stand before: "van Gogh", but "d’Alembert" and "al-Hasan". */
const surname = (...parts: readonly string[]): string =>
  parts.reduce((before, part) => (/[’-]$/.test(before) ? before + part : joined(' ', before, part)), '');

const text = (part: string | undefined): string => (part === undefined ? '' : markedText(part));

/** "van der " before a word with a capital, or "d’" and "al-" right before a capital. There is one way to read either. */
const SMALL_WORDS = /^((?:[\p{Ll}’-]+\s+)+)(?=\S*\p{Lu})(.+)$/u;
const SMALL_PREFIX = /^(\p{Ll}+[’-])(?=\p{Lu})(.+)$/u;

/** Small words before a family name are its particle, whether or not they were given apart. */
export function familyOf(name: Name): { readonly particle: string; readonly family: string } {
  const family = text(name.family);
  const particle = text(name['non-dropping-particle']);
  const inside = SMALL_WORDS.exec(family) ?? SMALL_PREFIX.exec(family);
  if (particle !== '' || inside === null) return { particle, family };
  return { particle: (inside[1] ?? '').trim(), family: inside[2] ?? family };
}

/** "Jean-Paul Q." as "J.-P. Q."; what is short already ("JB.", "Md.") stays. */
export function initialsOf(given: string): string {
  return given
    .split(/\s+|(?<=^|\s|\.)(?<=\p{Lu}\.)(?=\p{Lu})/u)
    .filter((part) => part !== '')
    .map(initials)
    .join(' ');
}

function initials(part: string): string {
  if (/^\p{Ll}/u.test(part)) return part;
  if (/^\p{L}\p{M}*\p{L}+\.$/u.test(part)) return part;
  return part
    .split(/[-‐]/)
    .filter((piece, index) => index === 0 || !/^\p{Ll}/u.test(piece))
    .map((piece) => wrapped('', /\p{L}\p{M}*/u.exec(piece)?.[0] ?? '', '.'))
    .filter((piece) => piece !== '')
    .join('-');
}

/** Names as reference lists are sorted by them: family names first, without "and". */
export function sortedBy(names: readonly Name[], style: NameStyle): string {
  const shown = names.length >= (style.etAl?.min ?? Infinity) ? (style.etAl?.first ?? 1) : names.length;
  return withoutOthers(names)
    .slice(0, shown)
    .map((name) => writtenName(name, { ...style, inverted: 'all' }, 0, {}))
    .join(' , ');
}
