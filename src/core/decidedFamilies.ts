import { type Node, findNodeAtLocation } from 'jsonc-parser';
import { FAMILIES, GROUPS, type GroupId } from './families/families';
import type { FamilyDecision } from './families/familyList';
import { splitWords } from './families/words';
import { type JsonProperty, propertiesOf } from './jsonNodes';
import type { JsonProblems } from './jsonProblems';

const FIELDS: ReadonlySet<string> = new Set(['label', 'definition', 'group', 'terms', 'hidden']);

/**
 * Reads what a workspace file says of families.
 *
 * Problems: `decisions.unknownField` (args: its name), `decisions.text` (args: the field that is no text),
 * `decisions.group` (args: the headings there are), `decisions.terms`, `decisions.emptyTerm` (args: a term without
 * letters), `decisions.sameTerm` (args: the term, the family that has it already), `decisions.hidden`,
 * `decisions.sameLabel` (args: the label, the family that has it already).
 */
export function readDecidedFamilies(
  records: readonly JsonProperty[],
  reported: JsonProblems,
): Map<string, FamilyDecision> {
  const families = new Map<string, FamilyDecision>();
  const owners = new Map<string, string>();
  for (const { key, value } of records) {
    for (const { key: field, keyNode } of propertiesOf(value))
      if (!FIELDS.has(field)) reported.warn('decisions.unknownField', keyNode, field);
    const label = readText(value, 'label', reported);
    const definition = readText(value, 'definition', reported);
    const group = readGroup(value, reported);
    families.set(key, {
      ...(label !== undefined && { label }),
      ...(definition !== undefined && { definition }),
      ...(group !== undefined && { group }),
      terms: readTerms(key, value, owners, reported),
      hidden: readHidden(value, reported),
    });
  }
  reportSameLabels(families, records, reported);
  return families;
}

function readText(record: Node, field: string, reported: JsonProblems): string | undefined {
  const node = findNodeAtLocation(record, [field]);
  if (!node) return undefined;
  if (typeof node.value === 'string' && node.value.trim() !== '') return node.value.trim();
  reported.add('decisions.text', node, field);
  return undefined;
}

function readGroup(record: Node, reported: JsonProblems): GroupId | undefined {
  const node = findNodeAtLocation(record, ['group']);
  const group = GROUPS.find(({ id }) => id === node?.value)?.id;
  if (node && !group) reported.add('decisions.group', node, GROUPS.map(({ id }) => id).join(', '));
  return group;
}

function readHidden(record: Node, reported: JsonProblems): boolean {
  const node = findNodeAtLocation(record, ['hidden']);
  if (node && node.type !== 'boolean') reported.add('decisions.hidden', node);
  return node?.value === true;
}

/** `owners` are the families that have a term already; they keep it. */
function readTerms(id: string, record: Node, owners: Map<string, string>, reported: JsonProblems): string[] {
  const node = findNodeAtLocation(record, ['terms']);
  if (!node) return [];
  if (node.type !== 'array') reported.add('decisions.terms', node);
  return (node.type === 'array' ? (node.children ?? []) : []).flatMap((child) => {
    if (typeof child.value !== 'string') {
      reported.add('decisions.terms', child);
      return [];
    }
    const term = child.value;
    const form = splitWords(term).forms.join(' ');
    const owner = owners.get(form);
    if (form === '') reported.add('decisions.emptyTerm', child, term);
    else if (owner !== undefined && owner !== id) reported.add('decisions.sameTerm', child, term, owner);
    else owners.set(form, id);
    return form === '' || (owner !== undefined && owner !== id) ? [] : [term];
  });
}

function reportSameLabels(
  families: ReadonlyMap<string, FamilyDecision>,
  records: readonly JsonProperty[],
  reported: JsonProblems,
): void {
  const owners = new Map<string, string>();
  for (const { id, label } of FAMILIES) if (families.get(id)?.label === undefined) owners.set(label, id);
  for (const { key, value } of records) {
    const label = families.get(key)?.label;
    const node = findNodeAtLocation(value, ['label']);
    if (label === undefined || !node) continue;
    const owner = owners.get(label);
    if (owner === undefined) owners.set(label, key);
    else reported.warn('decisions.sameLabel', node, label, owner);
  }
}
