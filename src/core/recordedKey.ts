import { findNodeAtLocation, getNodeValue, parseTree } from 'jsonc-parser';
import { scanKey } from './citation/citekey';
import { arxivIdOf, doiOf } from './cslJson';
import { type TextChange, changeRecord, smallestChange } from './decisionEdit';
import { propertiesOf } from './jsonNodes';
import { identities } from './keyWishes';
import { plainMarkup } from './markup';
import type { CslItem } from './paper';

/** What would end a table's cell, a quoted text of the front matter, or code. */
const UNSAFE = /["'`|\\]/;

/** Whether a text can be the citation key of a paper, wherever it is cited; if need be in braces. */
export function isCitekey(text: string): boolean {
  const written = `@{${text}}`;
  return text !== '' && !UNSAFE.test(text) && scanKey(written, 0)?.keyEnd === written.length - 1;
}

/**
 * How the text of a workspace file changes so that a paper is cited by another key from now on, and its present key is
 * an alias: its record is renamed where it stands, and gets what tells whose key it is. Where what the user decided of
 * the paper contradicts its sources, nothing could tell that; then the new key becomes an alias.
 * @param source What the paper's sources say, without what was decided.
 * Returns `undefined` when the file is not valid JSON: then nothing may be written.
 */
export function recordKey(
  text: string,
  before: string,
  citekey: string,
  source: CslItem,
): TextChange | undefined {
  const [old, known] = [recordIn(text, before), recordIn(text, citekey)];
  const facts = identifyingFacts({ ...objectOf(old?.['facts']), ...objectOf(known?.['facts']) }, source);
  if (!facts) return changeRecord(text, 'papers', before, { aliases: aliases(before, old, [citekey]) });
  // Of two records only one may tell whose key it is.
  const isMerged = old !== undefined && known !== undefined;
  const removal = isMerged ? changeRecord(text, 'papers', before, cleared(old)) : undefined;
  const prepared = isMerged ? applied(text, removal) : renameRecord(text, before, citekey);
  const change = changeRecord(prepared, 'papers', citekey, {
    ...(isMerged && { ...old, ...known }),
    aliases: aliases(citekey, known, old?.['aliases'], [before]),
    ...(isMerged && { not: listed(old['not'], known['not']) }),
    facts,
  });
  return change && smallestChange(text, applied(prepared, change));
}

/** All aliases of the lists, each once, but the key itself. */
function aliases(citekey: string, record: JsonObject | undefined, ...more: readonly unknown[]): unknown[] {
  return (listed(record?.['aliases'], ...more) ?? []).filter((alias) => alias !== citekey);
}

/** What the lists hold, each once; nothing for none. */
function listed(...lists: readonly unknown[]): unknown[] | undefined {
  const all = [...new Set(lists.filter((list): list is unknown[] => Array.isArray(list)).flat())];
  return all.length > 0 ? all : undefined;
}

type JsonObject = Readonly<Record<string, unknown>>;

const objectOf = (value: unknown): JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};

const cleared = (record: JsonObject) =>
  Object.fromEntries(Object.keys(record).map((field) => [field, undefined]));

const applied = (text: string, change: TextChange | undefined): string =>
  change ? text.slice(0, change.start) + change.text + text.slice(change.end) : text;

/** The same text with the record of one paper under another key; unless that has one too. */
function renameRecord(text: string, before: string, citekey: string): string {
  const root = parseTree(text, [], { allowTrailingComma: true });
  const papers = propertiesOf(root && findNodeAtLocation(root, ['papers']));
  const record = papers.findLast(({ key }) => key === before);
  if (!record || papers.some(({ key }) => key === citekey)) return text;
  const { offset, length } = record.keyNode;
  return text.slice(0, offset) + JSON.stringify(citekey) + text.slice(offset + length);
}

function recordIn(text: string, citekey: string): JsonObject | undefined {
  const root = parseTree(text, [], { allowTrailingComma: true });
  const record = root && findNodeAtLocation(root, ['papers', citekey]);
  return record?.type === 'object' ? objectOf(getNodeValue(record)) : undefined;
}

/** The facts with what they lack to tell the paper from all others; nothing when they contradict its sources. */
function identifyingFacts(facts: JsonObject, source: CslItem): JsonObject | undefined {
  const [doi, arxiv] = [doiOf(source), arxivIdOf(source)];
  const additions: readonly (readonly [field: string, value: string | undefined])[] = [
    ['DOI', doi],
    ['URL', arxiv === undefined ? undefined : `https://arxiv.org/abs/${arxiv}`],
    ['title', plainMarkup(source.title)],
  ];
  const candidates = additions.flatMap(([field, value]) =>
    value === undefined || facts[field] !== undefined ? [] : [{ ...facts, [field]: value }],
  );
  return [facts, ...candidates].find((candidate) => isOf(candidate, source));
}

function isOf(facts: JsonObject, source: CslItem): boolean {
  const { title } = facts;
  const own = identities({ ...facts, title: typeof title === 'string' ? title : '' });
  const wanted = identities(source);
  return own.some((identity) => wanted.includes(identity));
}
