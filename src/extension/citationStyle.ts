import { workspace } from 'vscode';
import type { StyleName } from '../core/csl/format';

const STYLES: readonly StyleName[] = ['chicago-author-date', 'ieee', 'apa'];

/** The style that people want references in. */
export function citationStyle(): StyleName {
  const chosen = workspace.getConfiguration('attentionNotes').get<unknown>('citationStyle');
  return STYLES.find((style) => style === chosen) ?? 'chicago-author-date';
}
