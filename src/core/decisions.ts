import { type Node, type ParseError, findNodeAtLocation, getNodeValue, parseTree } from 'jsonc-parser';
import { cslFields } from './cslJson';
import { readDecidedFamilies } from './decidedFamilies';
import { type FamilyDecision, FamilyList } from './families/familyList';
import { type JsonProperty, isStringList, propertiesOf } from './jsonNodes';
import { JsonProblems, type TextSpan } from './jsonProblems';
import type { CslItem, Problem } from './paper';

/** What a user decided about one paper. Fields the product does not know are kept in the file. */
export interface PaperDecision {
  /** Other citation keys that shall cite this paper. */
  readonly aliases: readonly string[];
  /** CSL fields that complete the library's own. With an identifier or a title they also record whose key this is. */
  readonly facts: Partial<CslItem> | undefined;
  /** Id of the family that the paper was moved to; there may be no such family. */
  readonly family?: string;
  /** Keys of entries that are another paper, whatever they have in common with those of this key. */
  readonly not?: readonly string[];
  /** Where the key, each alias, the family and each key that is not meant stand in the file. */
  readonly at: {
    readonly key: TextSpan;
    readonly aliases: readonly TextSpan[];
    readonly family?: TextSpan;
    readonly not?: readonly TextSpan[];
  };
}

/** The content of a workspace file `attention-notes.json`. */
export interface Decisions {
  readonly papers: ReadonlyMap<string, PaperDecision>;
  readonly families: ReadonlyMap<string, FamilyDecision>;
}

/** What a key is told apart from, and the key of the record that says so: an entry may have been given another key since. */
export interface Separation {
  readonly record: string;
  readonly not: ReadonlySet<string>;
}

const NO_DECISIONS: Decisions = { papers: new Map(), families: new Map() };

/** Name of the workspace file, at the root of each workspace folder. */
export const DECISIONS_FILE = 'attention-notes.json';

/** One slip makes many errors for a parser. */
const MOST_SYNTAX_PROBLEMS = 20;

const SECTIONS: ReadonlySet<string> = new Set(['$schema', 'papers', 'families']);

/**
 * Reads a workspace file. Something wrong costs the record or field it stands in, and nothing else.
 *
 * Problems, each with its range: `decisions.syntax`, `decisions.notAnObject` (args: the citation key or the name of
 * what is none), `decisions.aliases`, `decisions.not`, `decisions.fact` (args: the field of the wrong type), `decisions.family`,
 * `decisions.unknownField` and `decisions.repeated` (args: the name), those
 * of families (`decidedFamilies.ts`), and `decisions.moreProblems` (args: how many are not told).
 */
export function readDecisions(text: string): { decisions: Decisions; problems: readonly Problem[] } {
  const reported = new JsonProblems(text);
  if (text.trim() === '') return { decisions: NO_DECISIONS, problems: [] };
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  for (const error of errors.slice(0, MOST_SYNTAX_PROBLEMS)) reported.add('decisions.syntax', error);
  if (root?.type !== 'object') {
    if (errors.length === 0) reported.add('decisions.notAnObject', { offset: 0, length: text.length });
    return { decisions: NO_DECISIONS, problems: reported.all };
  }
  for (const { key, keyNode } of propertiesOf(root))
    if (!SECTIONS.has(key)) reported.warn('decisions.unknownField', keyNode, key);
  const families = readDecidedFamilies(recordsOf(root, 'families', reported), reported);
  const records = recordsOf(root, 'papers', reported);
  const papers = new Map(records.map((record) => [record.key, readPaper(record, reported)]));
  return { decisions: { papers, families }, problems: reported.all };
}

/** The records of a section that are objects; of two with one key, the last. */
function recordsOf(root: Node, section: string, reported: JsonProblems): JsonProperty[] {
  const node = findNodeAtLocation(root, [section]);
  if (node && node.type !== 'object') reported.add('decisions.notAnObject', node, section);
  const records = new Map<string, JsonProperty>();
  for (const record of propertiesOf(node)) {
    if (records.has(record.key)) reported.warn('decisions.repeated', record.keyNode, record.key);
    if (record.value.type === 'object') records.set(record.key, record);
    else reported.add('decisions.notAnObject', record.value, record.key);
  }
  return [...records.values()];
}

function readPaper({ keyNode, value }: JsonProperty, reported: JsonProblems): PaperDecision {
  const aliases = findNodeAtLocation(value, ['aliases']);
  const facts = findNodeAtLocation(value, ['facts']);
  const family = findNodeAtLocation(value, ['family']);
  if (aliases && !isStringList(aliases)) reported.add('decisions.aliases', aliases);
  if (facts && facts.type !== 'object') reported.add('decisions.notAnObject', facts, 'facts');
  if (family && typeof family.value !== 'string') reported.add('decisions.family', family);
  const not = findNodeAtLocation(value, ['not']);
  if (not && !isStringList(not)) reported.add('decisions.not', not);
  const others = not && isStringList(not) ? (not.children ?? []) : [];
  const named = aliases && isStringList(aliases) ? (aliases.children ?? []) : [];
  return {
    aliases: named.map((alias) => String(alias.value)),
    facts: facts?.type === 'object' ? readFacts(facts, reported) : undefined,
    ...(typeof family?.value === 'string' && { family: family.value }),
    ...(others.length > 0 && { not: others.map((other) => String(other.value)) }),
    at: {
      key: reported.span(keyNode),
      aliases: named.map((alias) => reported.span(alias)),
      ...(family && { family: reported.span(family) }),
      ...(others.length > 0 && { not: others.map((other) => reported.span(other)) }),
    },
  };
}

function readFacts(node: Node, reported: JsonProblems): Partial<CslItem> {
  const values = new Map(propertiesOf(node).map(({ key, value }) => [key, value]));
  const { fields, wrong } = cslFields(
    Object.fromEntries(Array.from(values, ([name, value]) => [name, getNodeValue(value) as unknown])),
  );
  for (const name of wrong) reported.add('decisions.fact', values.get(name) ?? node, name);
  return fields;
}

/** By every key of a record that tells its paper apart from others: which record that is, and the keys of the others. */
export function separationsOf({ papers }: Decisions): Map<string, Separation> {
  const named = new Map<string, readonly string[]>();
  for (const [key, { aliases }] of papers)
    for (const own of [key, ...aliases]) named.set(own, [key, ...aliases]);
  const apart = new Map<string, Separation>();
  for (const [key, { aliases, not = [] }] of papers) {
    if (not.length === 0) continue;
    const keys = [key, ...aliases];
    const others = not.flatMap((other) => [other, ...(named.get(other) ?? [])]);
    for (const own of keys) {
      const { record = key, not: known = [] } = apart.get(own) ?? {};
      const all = [...known, ...others].filter((other) => !keys.includes(other));
      apart.set(own, { record: own === key ? key : record, not: new Set(all) });
    }
  }
  return apart;
}

/**
 * What the files of all folders say together. Where two decide on one thing, the first file wins; a family that there is
 * not decides nothing.
 */
export function mergeDecisions(all: readonly Decisions[]): Decisions {
  const families = new Map<string, FamilyDecision>();
  for (const [id, decision] of all.flatMap((own) => [...own.families])) {
    const earlier = families.get(id);
    const terms = [...new Set([...(earlier?.terms ?? []), ...decision.terms])];
    const hidden = decision.hidden || earlier?.hidden === true;
    families.set(id, { ...decision, ...earlier, terms, hidden });
  }
  const known = new FamilyList(families);
  const papers = new Map<string, PaperDecision>();
  for (const [key, { family, ...decision }] of all.flatMap((own) => [...own.papers])) {
    const earlier = papers.get(key);
    const aliases = [...new Set([...(earlier?.aliases ?? []), ...decision.aliases])];
    const facts = earlier?.facts ?? decision.facts;
    const moved = earlier?.family ?? (family !== undefined && known.get(family) ? family : undefined);
    const not = [...new Set([...(earlier?.not ?? []), ...(decision.not ?? [])])];
    papers.set(key, {
      ...{ ...decision, aliases, facts },
      ...(moved !== undefined && { family: moved }),
      ...(not.length > 0 && { not }),
    });
  }
  return { papers, families };
}
