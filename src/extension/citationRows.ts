import { ThemeIcon, TreeItem, TreeItemCollapsibleState, Uri, l10n, workspace } from 'vscode';
import type { Cite } from '../core/citedIn';
import { excerptOf } from '../core/references';
import { rangeOf } from './citationNavigation';
import type { Reference } from './noteReferences';

/** A row of the citations' view: what a note cites, a note that cites, a place that cites. */
export type CitationRow =
  | { readonly kind: 'paper'; readonly citekey: string; readonly uri: string; readonly reference: Reference }
  | {
      readonly kind: 'note';
      readonly uri: string;
      readonly cites: readonly Cite[];
      readonly isFolded: boolean;
    }
  | { readonly kind: 'place'; readonly uri: string; readonly cite: Cite; readonly line: string };

/** A row with its words, icon and label. */
export function citationItem(row: CitationRow): TreeItem {
  if (row.kind === 'paper') return referenceItem(row.reference);
  return row.kind === 'note' ? noteItem(row) : placeItem(row);
}

const times = (cites: readonly Cite[]): string => (cites.length > 1 ? `${cites.length}×` : '');

function referenceItem({ citekey, paper, cites, isAmbiguous }: Reference): TreeItem {
  const problem = isAmbiguous ? l10n.t('ambiguous key') : l10n.t('unknown key');
  const who = paper ? [paper.byline, paper.year].filter(Boolean).join(', ') : '';
  const label = paper && who !== '' ? who : (paper?.title ?? `@${citekey}`);
  const item = new TreeItem(label, TreeItemCollapsibleState.Collapsed);
  // The row is narrow: what one knows a reference by comes first.
  const rest = paper ? paper.title : problem;
  item.description = [times(cites), label === rest ? '' : rest].filter(Boolean).join(' · ');
  item.iconPath = new ThemeIcon(paper ? 'file-text' : 'question');
  item.contextValue = paper ? 'paper' : 'unknown';
  item.accessibilityInformation = { label: [label, item.description].join(', ') };
  if (!paper)
    item.tooltip = isAmbiguous
      ? l10n.t('The key "{0}" could mean several papers.', citekey)
      : l10n.t('No paper of the library has the key "{0}".', citekey);
  return item;
}

function noteItem({ uri, cites, isFolded }: CitationRow & { kind: 'note' }): TreeItem {
  const item = new TreeItem(
    Uri.parse(uri),
    isFolded ? TreeItemCollapsibleState.Collapsed : TreeItemCollapsibleState.Expanded,
  );
  const path = workspace.asRelativePath(Uri.parse(uri));
  const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
  item.description = [folder, times(cites)].filter(Boolean).join(' · ');
  item.iconPath = ThemeIcon.File;
  item.contextValue = 'note';
  return item;
}

function placeItem({ uri, cite, line }: CitationRow & { kind: 'place' }): TreeItem {
  const { text, start, end } = excerptOf(line, cite);
  const lead = `${cite.line}: `;
  const highlights: [number, number][] = [[lead.length + start, lead.length + end]];
  const item = new TreeItem({ label: lead + text, highlights }, TreeItemCollapsibleState.None);
  item.tooltip = line.trim();
  item.command = {
    command: 'vscode.open',
    title: l10n.t('Go to the Citation'),
    arguments: [Uri.parse(uri), { selection: rangeOf(cite) }],
  };
  item.accessibilityInformation = { label: l10n.t('Line {0}: {1}', cite.line, text) };
  return item;
}
