import { findNodeAtLocation, getNodeValue, parseTree } from 'jsonc-parser';
import { scanKey } from './citation/citekey';
import { arxivIdOf, doiOf } from './cslJson';
import { type TextChange, changeRecord, smallestChange } from './decisionEdit';
import { propertiesOf } from './jsonNodes';
import type { CslItem, Paper } from './paper';

/** Whether a text can be a citation key at all, if need be in braces. */
export function isCitekey(text: string): boolean {
  const written = `@{${text}}`;
  return text !== '' && scanKey(written, 0)?.keyEnd === written.length - 1;
}

/**
 * How the text of a workspace file changes so that a paper is cited by another key from now on, and its present key is
 * an alias. The paper's record is renamed where it stands, and gets what tells whose key it is.
 * Returns `undefined` when the file is not valid JSON: then nothing may be written.
 */
export function recordKey(
  text: string,
  { citekey: before, item }: Pick<Paper, 'citekey' | 'item'>,
  citekey: string,
): TextChange | undefined {
  const renamed = renameRecord(text, before, citekey);
  const record = recordIn(renamed, citekey);
  const aliases: readonly unknown[] = Array.isArray(record['aliases']) ? record['aliases'] : [];
  const facts = typeof record['facts'] === 'object' ? (record['facts'] as Partial<CslItem>) : {};
  const change = changeRecord(renamed, 'papers', citekey, {
    aliases: [...new Set([...aliases, before])].filter((alias) => alias !== citekey),
    facts: isIdentifying(facts) ? facts : { ...facts, ...identity(item) },
  });
  if (!change) return undefined;
  return smallestChange(text, renamed.slice(0, change.start) + change.text + renamed.slice(change.end));
}

/** The same text with the record of one paper under another key; unless that has one too. */
function renameRecord(text: string, before: string, citekey: string): string {
  const root = parseTree(text, [], { allowTrailingComma: true });
  const papers = propertiesOf(root && findNodeAtLocation(root, ['papers']));
  const record = papers.findLast(({ key }) => key === before);
  if (!record || papers.some(({ key }) => key === citekey)) return text;
  const { offset, length } = record.keyNode;
  return text.slice(0, offset) + JSON.stringify(citekey) + text.slice(offset + length);
}

function recordIn(text: string, citekey: string): Readonly<Record<string, unknown>> {
  const root = parseTree(text, [], { allowTrailingComma: true });
  const record = root && findNodeAtLocation(root, ['papers', citekey]);
  return record?.type === 'object' ? (getNodeValue(record) as Record<string, unknown>) : {};
}

const isIdentifying = (facts: Partial<CslItem>): boolean => {
  const item = { ...facts, title: facts.title ?? '' };
  return arxivIdOf(item) !== undefined || doiOf(item) !== undefined || item.title !== '';
};

/** What tells a paper from all others, as CSL has it. */
function identity(item: CslItem): Partial<CslItem> {
  const [doi, arxiv] = [doiOf(item), arxivIdOf(item)];
  if (doi !== undefined) return { DOI: doi };
  return arxiv === undefined ? { title: item.title } : { URL: `https://arxiv.org/abs/${arxiv}` };
}
