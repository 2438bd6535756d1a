import { type Uri, workspace } from 'vscode';
import { STYLE_NAMES, type StyleName } from '../core/csl/styleNames';

/** The style that people want references in, in a note or file; folders of a workspace may have their own. */
export function citationStyle(scope?: Uri): StyleName {
  const chosen = workspace.getConfiguration('attentionNotes', scope).get<unknown>('citationStyle');
  return STYLE_NAMES.find((style) => style === chosen) ?? 'chicago-author-date';
}
