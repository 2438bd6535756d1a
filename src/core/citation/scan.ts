import { flatten, type Found, type FoundCitation, type FoundItem } from './grammar/frame';
import { InlineGrammar } from './grammar/inlineGrammar';
import type { ScannedCitation, ScannedItem, Span } from './model';

/** What the text of one block holds. `opaque`: stretches that are not prose (code, math, HTML, link targets). */
export interface InlineScan {
  readonly citations: readonly ScannedCitation[];
  readonly opaque: readonly Span[];
}

const NOTHING: InlineScan = { citations: [], opaque: [] };

/**
 * Finds the citations in the inline text of one block (paragraph, heading, table cell), lines parted by `\n`, by
 * pandoc's grammar. Offsets are UTF-16 and count from the start of `text`. Linear in the text's length.
 * @param isDefined Whether a link label, as written, has a definition: `@a [x]` is then a key and a link.
 */
export function scanCitations(text: string, isDefined: (label: string) => boolean = () => false): InlineScan {
  if (!text.includes('@')) return NOTHING;
  const grammar = new InlineGrammar(text, isDefined);
  const found = grammar.within(0, grammar.frame(text.length, true, 'none'));
  return { citations: citationsOf(text, found), opaque: flatten(found).opaque };
}

const citationsOf = (text: string, found: Found | undefined): ScannedCitation[] =>
  flatten(found).citations.map((citation) => scannedCitation(text, citation));

function scannedCitation(
  text: string,
  { start, end, bracketed, list, inner }: FoundCitation,
): ScannedCitation {
  const items: ScannedItem[] = [];
  for (let rest = list; rest; rest = rest.next) items.push(scannedItem(text, rest.item));
  return { start, end, bracketed, items, nested: citationsOf(text, inner) };
}

function scannedItem(text: string, { key, mode, prefix, affix }: FoundItem): ScannedItem {
  return {
    start: key.start,
    end: key.end,
    keyStart: key.keyStart,
    keyEnd: key.keyEnd,
    citekey: text.slice(key.keyStart, key.keyEnd),
    mode,
    prefix: oneLine(text.slice(prefix.start, prefix.end)),
    affix: oneLine(text.slice(affix.start, affix.end)),
  };
}

function oneLine(text: string): string {
  if (!text.includes('\n')) return text.trim();
  return text
    .split('\n')
    .map((line) => line.trim())
    .join(' ')
    .trim();
}
