import { EVERY_PAPER } from './citation/citekey';
import type { Span } from './citation/model';
import { isWikiLink, itemsInWikiLinks } from './citationPlace';
import { isOfNote } from './keyRenaming';
import { bracketsOf, endsInWord } from './insertion';
import type { NoteCitations } from './note';

/** A key where a note cites it; the range is that of `@key` or `@{key}`, without a minus before it. */
export interface CitedKey extends Span {
  readonly citekey: string;
  /** Where the key itself stands, without `@` and braces. */
  readonly keyStart: number;
  readonly keyEnd: number;
  /** Whether it is named by `nocite` alone: such papers are listed behind those that the text cites. */
  readonly listed: boolean;
  /** Whether nothing but the key of a paper can be meant here. */
  readonly certain: boolean;
  /** Whether it stands in a link to a note that is called like it: nothing is wrong with it then. */
  readonly inWikiLink: boolean;
  /** Whether the note itself has its entry. */
  readonly isOwn?: true;
}

/** The keys that a note cites, in order, less those of its own entries unless these are `wanted`. */
export function citedKeys(text: string, note: NoteCitations, wanted = false): CitedKey[] {
  const { citations, references } = note;
  const own = new Set(references);
  const keys: CitedKey[] = [];
  let [outerEnd, wordEnd] = [0, 0];
  const linked = itemsInWikiLinks(text, citations);
  for (const citation of citations) {
    const brackets = isWikiLink(text, citation) ? undefined : bracketsOf(text, citation);
    // `R[@1]` and `x[@i]`: what is behind a word at once is a part of it.
    const isBehindWord =
      citation.bracketed && endsInWord(text.slice(Math.max(0, citation.start - 20), citation.start));
    if (isBehindWord) wordEnd = Math.max(wordEnd, citation.end);
    // Nothing but `nocite` begins with a normal item without brackets.
    const listed = !citation.bracketed && citation.items[0]?.mode === 'normal';
    for (const item of citation.items) {
      const { citekey, start, end, keyStart, keyEnd } = item;
      const isInBrackets = start < outerEnd || (brackets !== undefined && brackets.start < start);
      const isWord = start < wordEnd || /^(?:\p{N}+|\p{L})$/u.test(citekey);
      const certain =
        ((isInBrackets && !isWord) || listed) && citekey !== EVERY_PAPER && !isOfNote(citekey, note);
      const from = text[start] === '-' ? start + 1 : start;
      const inWikiLink = linked.has(item);
      const key = { citekey, start: from, end, keyStart, keyEnd, listed, certain, inWikiLink };
      if (!own.has(citekey)) keys.push(key);
      else if (wanted) keys.push({ ...key, isOwn: true });
    }
    outerEnd = Math.max(outerEnd, brackets?.end ?? 0);
  }
  return keys.sort((a, b) => a.start - b.start);
}
