import { findNodeAtLocation, getNodeValue, parseTree } from 'jsonc-parser';
import { type TextChange, changeRecord, smallestChange } from '../decisionEdit';
import type { CslItem } from '../paper';

/** Facts of a paper that are to be stored under its key. */
export interface Completion {
  readonly citekey: string;
  readonly facts: Partial<CslItem>;
}

/**
 * How the text of a workspace file changes when facts are stored in it; those it has already stay as they are. Returns
 * `undefined` when the file is not valid JSON.
 */
export function completeFacts(text: string, completions: readonly Completion[]): TextChange | undefined {
  let changed = text;
  for (const { citekey, facts } of completions) {
    const root = parseTree(changed, [], { allowTrailingComma: true });
    const node = root && findNodeAtLocation(root, ['papers', citekey, 'facts']);
    const known: unknown = node && getNodeValue(node);
    const isObject = typeof known === 'object' && known !== null && !Array.isArray(known);
    if (known !== undefined && !isObject) return undefined;
    const change = changeRecord(changed, 'papers', citekey, { facts: { ...facts, ...(known ?? {}) } });
    if (!change) return undefined;
    changed = changed.slice(0, change.start) + change.text + changed.slice(change.end);
  }
  return smallestChange(text, changed);
}
