import { needsBraces } from './citation/citekey';
import { itemsInWikiLinks } from './citationPlace';
import type { CitationItem, NoteCitations } from './note';
import type { NoteText, TextEdit } from './noteText';

/** Figures, tables, equations and sections of the note itself, as Quarto and pandoc-crossref refer to them. */
const CROSS_REFERENCE =
  /^(?:fig|tbl|lst|eq|sec|thm|lem|cor|prp|cnj|def|exm|exr|sol|rem|alg|prf|tip|nte|wrn|imp|cau)[-:]./i;

/** Whether a key means something in the note itself, and no paper of the library. */
export const isOfNote = (citekey: string, { references }: NoteCitations): boolean =>
  CROSS_REFERENCE.test(citekey) || references.includes(citekey);

/**
 * The edits that put a citation key in place of others throughout a note, in order. They are tried: nothing when the note
 * would not be read as before but for the key.
 */
export function keyEdits(
  note: NoteText,
  citekeys: readonly string[],
  citekey: string,
): TextEdit[] | undefined {
  const before = note.read();
  const { text } = note;
  const keys = new Set(citekeys.filter((key) => !isOfNote(key, before)));
  // A link to a note goes to a file, which keeps its name.
  const linked = itemsInWikiLinks(text, before.citations);
  const isRenamed = (item: CitationItem) => keys.has(item.citekey) && !linked.has(item);
  const edits = itemsOf(before)
    .filter(isRenamed)
    .sort((a, b) => a.keyStart - b.keyStart)
    .map(({ keyStart, keyEnd }) => {
      const isBraced = text[keyStart - 1] === '{';
      const written = needsBraces(citekey) && !isBraced ? `{${citekey}}` : citekey;
      return { start: keyStart, end: keyEnd, text: written };
    });
  if (edits.length === 0) return [];
  note.change(edits.toReversed());
  const after = note.read();
  note.change([{ start: 0, end: note.text.length, text }]);
  const expected = shapeOf(before, (item) => (isRenamed(item) ? citekey : item.citekey));
  return expected === shapeOf(after, (item) => item.citekey) ? edits : undefined;
}

const itemsOf = ({ citations }: NoteCitations): CitationItem[] => citations.flatMap(({ items }) => items);

const shapeOf = ({ citations }: NoteCitations, keyOf: (item: CitationItem) => string): string =>
  JSON.stringify(
    citations.map(({ bracketed, items }) => [bracketed, items.map((item) => [keyOf(item), item.mode])]),
  );
