import { plainFormulas, withFormulas } from './formulas';
import { shifted } from './shifted';

/**
 * Titles of CSL items (their own, and those of what they stand in) may have CSL's inline markup, as CSL-JSON has it, and
 * formulas (`formulas.ts`). What is shown, searched and compared is the plain text of these.
 */
export type Look = 'italic' | 'bold' | 'sup' | 'sub' | 'caps' | 'nocase';

/** A stretch of text between tags, or the beginning or end of a look. */
export type Piece =
  { readonly kind: 'text'; readonly text: string } | { readonly kind: 'open' | 'close'; readonly look: Look };

/** How looks are written. */
export const TAGS: Readonly<Record<Look, readonly [open: string, close: string]>> = {
  italic: ['<i>', '</i>'],
  bold: ['<b>', '</b>'],
  sup: ['<sup>', '</sup>'],
  sub: ['<sub>', '</sub>'],
  caps: ['<span style="font-variant:small-caps;">', '</span>'],
  nocase: ['<span class="nocase">', '</span>'],
};

const LOOKS: Readonly<Record<string, Look>> = {
  ...{ i: 'italic', em: 'italic', b: 'bold', sup: 'sup', sub: 'sub', sc: 'caps' },
  ...{ nocase: 'nocase', 'small-caps': 'caps' },
  // What pandoc writes for emphasis within emphasis.
  normal: 'italic',
};

const TAG =
  /<(\/?)(i|em|b|sup|sub|sc|span)(?: (?:class="(nocase)"|style="font-(?:variant: ?(small-caps)|style: ?(normal));?"))?>/g;

/** A text divided at its tags. What begins or ends nothing is text. */
export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const { start, end, kind, look } of pairedTags(text)) {
    if (start > from) pieces.push({ kind: 'text', text: text.slice(from, start) });
    pieces.push({ kind, look });
    from = end;
  }
  if (from < text.length) pieces.push({ kind: 'text', text: text.slice(from) });
  return pieces;
}

interface Tag {
  readonly start: number;
  readonly end: number;
  readonly kind: 'open' | 'close';
  readonly name: string;
  readonly look: Look;
}

/** Nobody nests deeper. */
const DEEPEST = 20;

/** The tags that have a counterpart, in order. */
function pairedTags(text: string): Tag[] {
  if (!text.includes('</')) return [];
  const open: Tag[] = [];
  const paired: Tag[] = [];
  for (const match of text.matchAll(TAG)) {
    const [all, slash, name = '', ...rest] = match;
    const attributes: readonly (string | undefined)[] = rest;
    const [start, end] = [match.index, match.index + all.length];
    if (slash === '') {
      const look = LOOKS[attributes.find((attribute) => attribute !== undefined) ?? name];
      if (look && open.length < DEEPEST) open.push({ start, end, kind: 'open', name, look });
      continue;
    }
    const at = open.findLastIndex((tag) => tag.name === name);
    const tag = open[at];
    if (!tag) continue;
    // What was begun within and not ended is text.
    open.length = at;
    paired.push(tag, { ...tag, start, end, kind: 'close' });
  }
  return paired.sort((a, b) => a.start - b.start);
}

/** With CSL's markup alone, which knows no formulas: those that are told by letters and signs keep their case. */
export const cslMarkup = (text: string): string =>
  withFormulas(
    text,
    (source) => TAGS.nocase[0] + plainFormulas(`$${source}$`) + TAGS.nocase[1],
    (other) => other,
  ).replace(KEPT_TWICE, '$1');

/** The text alone: what stands high or low is told by letters that do, where there are any. */
export function plainMarkup(text: string): string {
  const told = text.includes('$') ? plainFormulas(text) : text;
  if (!told.includes('</')) return told;
  // Most have no more than words that keep their case.
  const written = told.replace(KEPT, '$1');
  if (!written.includes('</')) return written;
  let plain = '';
  let shift: '^' | '_' | undefined;
  for (const piece of piecesOf(written)) {
    if (piece.kind === 'text') plain += (shift && shifted(piece.text, shift)) ?? piece.text;
    else shift = piece.kind === 'close' ? undefined : SHIFTS[piece.look];
  }
  return plain;
}

const KEPT_TWICE = /<span class="nocase">(<span class="nocase">[^<]*<\/span>)<\/span>/g;
const KEPT = /<span class="nocase">([^<]*)<\/span>/g;
const SHIFTS: Partial<Readonly<Record<Look, '^' | '_'>>> = { sup: '^', sub: '_' };
