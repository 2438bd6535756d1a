import { ThemeIcon, TreeItem, TreeItemCollapsibleState, l10n } from 'vscode';
import { baseName } from '../core/arrangement';
import { type FamilyId, GROUPS } from '../core/families/families';
import { UNREAD_FAMILY } from '../core/paper';
import type { GroupNode, PaperNode, TreeNode } from '../core/tree';
import { familyLabel, paperCount, shortFamilyLabel } from './familyWords';

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
  const { id, by, value, count, also } = node;
  const { label, short, more, icon } = headingOf(node);
  const item = new TreeItem(short ?? label, collapsibleState(node));
  item.id = id;
  if (icon !== '') item.iconPath = new ThemeIcon(icon);
  item.description = also === 0 ? String(count) : `${count} +${also}`;
  item.contextValue = by === 'family' && value !== UNREAD_FAMILY ? 'family' : 'group';
  const counted = l10n.t('{0}, {1}', label, paperCount(node));
  item.accessibilityInformation = { label: counted };
  // The tooltip of a family is its card, made when it is asked for.
  if (by !== 'family') item.tooltip = more === undefined ? counted : `${counted}\n${more}`;
  return item;
}

function collapsibleState({ by, count, also, expanded }: GroupNode): TreeItemCollapsibleState {
  if (count + also === 0 && by !== 'heading') return TreeItemCollapsibleState.None;
  return expanded ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed;
}

const FAMILY_ICONS: Readonly<Record<FamilyId, string>> = {
  'self-attention': 'target',
  'cross-attention': 'arrow-swap',
  'multi-head': 'type-hierarchy-sub',
  scoring: 'symbol-ruler',
  'sparse-local': 'whole-word',
  linear: 'graph-line',
  'token-reduction': 'fold',
  'kv-cache': 'database',
  systems: 'circuit-board',
  'attention-free': 'pulse',
  'channel-spatial': 'layers',
  'multi-scale': 'zoom-in',
  'spatio-temporal': 'device-camera-video',
  graph: 'type-hierarchy',
  memory: 'history',
  pooling: 'combine',
  steering: 'settings',
  'human-attention': 'eye',
  interpretability: 'lightbulb',
  theory: 'symbol-operator',
  survey: 'checklist',
  other: 'circle-slash',
};
/** Of a family that the user made. */
const OWN_ICON = 'bookmark';

const iconOf = (family: string): string =>
  (FAMILY_ICONS as Readonly<Record<string, string | undefined>>)[family] ?? OWN_ICON;

const HEADINGS: Readonly<Record<GroupNode['by'], (node: GroupNode) => Heading>> = {
  heading: ({ value }) => ({
    label: l10n.t(GROUPS.find(({ id }) => id === value)?.label ?? ''),
    icon: '',
  }),
  family: ({ value, family }) => ({
    label: family ? familyLabel(family) : value === UNREAD_FAMILY ? l10n.t('Not read yet') : (value ?? ''),
    ...(family && { short: shortFamilyLabel(family) }),
    icon: value === UNREAD_FAMILY ? 'ellipsis' : iconOf(value ?? ''),
  }),
  also: ({ family }) => ({
    label: l10n.t('Also about this'),
    icon: 'references',
    more: l10n.t('Papers that are mainly about something else than {0}.', family ? familyLabel(family) : ''),
  }),
  year: ({ value }) => ({ label: value ?? l10n.t('No year'), icon: 'calendar' }),
  venue: ({ value }) => ({ label: value ?? l10n.t('No venue'), icon: 'mortar-board' }),
  source: ({ value }) =>
    value === null
      ? { label: l10n.t('No source file'), icon: 'files' }
      : { label: baseName(value), more: value, icon: 'files' },
  cited: ({ value }) =>
    value === 'cited'
      ? { label: l10n.t('Cited in this workspace'), icon: 'quote' }
      : { label: l10n.t('Not cited yet'), icon: 'circle-large-outline' },
};

const headingOf = (node: GroupNode): Heading => HEADINGS[node.by](node);

function paperItem(node: PaperNode): TreeItem {
  const { id, title, byline, year } = node;
  const item = new TreeItem(title, TreeItemCollapsibleState.None);
  item.id = id;
  item.description = [byline, year].filter(Boolean).join(', ');
  item.iconPath = new ThemeIcon('file-text');
  item.contextValue = 'paper';
  item.command = {
    command: 'attentionNotes.showSource',
    title: l10n.t('Show in Its Library File'),
    arguments: [node],
  };
  item.accessibilityInformation = { label: [title, byline, year].filter(Boolean).join(', ') };
  return item;
}
