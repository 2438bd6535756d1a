import { type TextChange, extendRecords } from '../decisionEdit';
import type { CslItem } from '../paper';

/** Facts of a paper that are to be stored under its key. */
export interface Completion {
  readonly citekey: string;
  readonly facts: Partial<CslItem>;
}

/**
 * How the text of a workspace file changes when facts are stored in it; those it has already stay as they are. Returns
 * `undefined` when the file is not valid JSON. A generator: the caller may pause between steps.
 */
export function completeFacts(
  text: string,
  completions: readonly Completion[],
): Generator<void, TextChange | undefined> {
  const found = new Map<string, Partial<CslItem>>();
  for (const { citekey, facts } of completions) found.set(citekey, { ...facts, ...found.get(citekey) });
  const records = Array.from(found, ([citekey, facts]) => {
    const fieldsOf = ({ facts: known = {} }: Readonly<Record<string, unknown>>) =>
      typeof known === 'object' && known !== null && !Array.isArray(known)
        ? { facts: { ...facts, ...known } }
        : undefined;
    return [citekey, fieldsOf] as const;
  });
  return extendRecords(text, 'papers', new Map(records));
}
