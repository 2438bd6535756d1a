import { ThemeIcon, TreeItem, TreeItemCollapsibleState, l10n } from 'vscode';
import { type GroupBy, baseName } from '../core/arrangement';
import type { GroupId } from '../core/families/families';
import type { GroupNode, PaperNode, TreeNode } from '../core/tree';
import { familyLabel, familyOf, shortFamilyLabel } from './familyWords';

/** A row of the papers tree with its words, icon and label. */
export const treeItem = (node: TreeNode): TreeItem =>
  node.kind === 'group' ? groupItem(node) : paperItem(node);

/** What a person reads of a heading: in full for screen readers and tooltips, shorter in the row. */
interface Heading {
  readonly label: string;
  readonly short?: string;
  /** A further line of the tooltip. */
  readonly more?: string;
  readonly icon: string;
}

function groupItem(node: GroupNode): TreeItem {
  const { id, count, expanded } = node;
  const { label, short, more, icon } = headingOf(node);
  const state = expanded ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed;
  const item = new TreeItem(short ?? label, state);
  item.id = id;
  item.iconPath = new ThemeIcon(icon);
  item.description = String(count);
  item.contextValue = 'group';
  const spoken = count === 1 ? l10n.t('{0}, 1 paper', label) : l10n.t('{0}, {1} papers', label, count);
  item.accessibilityInformation = { label: spoken };
  item.tooltip = more === undefined ? spoken : `${spoken}\n${more}`;
  return item;
}

const FAMILY_ICONS: Readonly<Record<GroupId, string>> = {
  core: 'target',
  efficiency: 'zap',
  vision: 'eye',
  structure: 'type-hierarchy',
  using: 'tools',
  understanding: 'lightbulb',
  none: 'circle-slash',
};

const HEADINGS: Readonly<Record<GroupBy, (value: string | null) => Heading>> = {
  family: (value) => {
    const id = value ?? '';
    const family = familyOf(id);
    return {
      label: familyLabel(id),
      short: shortFamilyLabel(id),
      ...(family && { more: l10n.t(family.definition) }),
      icon: family ? FAMILY_ICONS[family.group] : 'target',
    };
  },
  year: (value) => ({ label: value ?? l10n.t('No year'), icon: 'calendar' }),
  venue: (value) => ({ label: value ?? l10n.t('No venue'), icon: 'mortar-board' }),
  source: (value) =>
    value === null
      ? { label: l10n.t('No source file'), icon: 'files' }
      : { label: baseName(value), more: value, icon: 'files' },
  cited: (value) =>
    value === 'cited'
      ? { label: l10n.t('Cited in this workspace'), icon: 'quote' }
      : { label: l10n.t('Not cited yet'), icon: 'circle-large-outline' },
};

const headingOf = ({ by, value }: GroupNode): Heading => HEADINGS[by](value);

function paperItem(node: PaperNode): TreeItem {
  const { id, title, byline, year } = node;
  const item = new TreeItem(title, TreeItemCollapsibleState.None);
  item.id = id;
  item.description = [byline, year].filter(Boolean).join(', ');
  item.iconPath = new ThemeIcon('file-text');
  item.contextValue = 'paper';
  item.command = {
    command: 'attentionNotes.showSource',
    title: l10n.t('Show in the Seed Document'),
    arguments: [node],
  };
  item.accessibilityInformation = { label: [title, byline, year].filter(Boolean).join(', ') };
  return item;
}
