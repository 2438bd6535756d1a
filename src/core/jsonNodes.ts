import type { Node } from 'jsonc-parser';

/** A property of a JSON object: its key and value, and the nodes of both. */
export interface JsonProperty {
  readonly key: string;
  readonly keyNode: Node;
  readonly value: Node;
  readonly node: Node;
}

/** The properties of an object as they stand, repeated keys included; none of anything else. */
export function propertiesOf(node: Node | undefined): JsonProperty[] {
  if (node?.type !== 'object') return [];
  return (node.children ?? []).flatMap((property) => {
    const [keyNode, value] = property.children ?? [];
    return keyNode && value ? [{ key: String(keyNode.value), keyNode, value, node: property }] : [];
  });
}

/** Whether a node is a list of strings, none of them empty. */
export const isStringList = (node: Node): boolean =>
  node.type === 'array' &&
  (node.children ?? []).every((child) => child.type === 'string' && child.value !== '');
