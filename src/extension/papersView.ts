import {
  Disposable,
  EventEmitter,
  type CancellationToken,
  ThemeIcon,
  type TreeDataProvider,
  TreeItem,
  TreeItemCollapsibleState,
  type TreeView,
  commands,
  l10n,
  window,
} from 'vscode';
import { FAMILIES, type Family } from '../core/families/families';
import type { FamilyNode, PaperNode, TreeNode } from '../core/tree';
import { describePaper, treeChildren } from '../worker/protocol';
import type { LibraryClient } from './libraryClient';
import { paperCard } from './paperCard';

const VIEW = 'attentionNotes.papers';

/** The sidebar's "Papers" tree: the library's rows with their words, icons and labels. */
export class PapersView implements TreeDataProvider<TreeNode> {
  readonly #library: LibraryClient;
  readonly #changed = new EventEmitter<void>();
  readonly #view: TreeView<TreeNode>;
  readonly #disposables: { dispose(): unknown }[];
  #finishProgress: (() => void) | undefined;

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(library: LibraryClient) {
    this.#library = library;
    this.#view = window.createTreeView(VIEW, {
      treeDataProvider: this,
      showCollapseAll: true,
      canSelectMany: true,
    });
    this.#disposables = [
      this.#changed,
      this.#view,
      library.onDidChange(() => this.#changed.fire()),
      library.onDidChangeBusy((busy) => this.#showProgress(busy)),
      library.onDidChangeState((state) => {
        void commands.executeCommand('setContext', 'attentionNotes.libraryState', state);
        if (state === 'failed') this.#changed.fire();
      }),
    ];
  }

  async getChildren(node?: TreeNode): Promise<TreeNode[]> {
    if (this.#library.state === 'failed') return [];
    try {
      return [...(await this.#library.request(treeChildren, { id: node?.id ?? null }))];
    } catch {
      // Logged already; when the library is given up, the view's welcome text offers a restart.
      return [];
    }
  }

  getTreeItem(node: TreeNode): TreeItem {
    return node.kind === 'family' ? familyItem(node) : paperItem(node);
  }

  async resolveTreeItem(item: TreeItem, node: TreeNode, token: CancellationToken): Promise<TreeItem> {
    if (node.kind !== 'paper') return item;
    const paper = await this.#library.request(describePaper, { key: node.citekey }, token);
    if (paper) item.tooltip = paperCard(paper);
    return item;
  }

  dispose(): void {
    this.#finishProgress?.();
    Disposable.from(...this.#disposables).dispose();
  }

  #showProgress(busy: boolean): void {
    this.#finishProgress?.();
    this.#finishProgress = undefined;
    if (!busy) return;
    const finished = new Promise<void>((resolve) => (this.#finishProgress = resolve));
    void window.withProgress({ location: { viewId: VIEW } }, () => finished);
  }
}

function familyItem({ id, family, count }: FamilyNode): TreeItem {
  const known: Family | undefined = FAMILIES.find((candidate) => candidate.id === family);
  const label = l10n.t(known?.label ?? family);
  const item = new TreeItem(
    l10n.t(known?.short ?? known?.label ?? family),
    TreeItemCollapsibleState.Collapsed,
  );
  item.id = id;
  item.description = String(count);
  item.contextValue = 'family';
  const spoken = count === 1 ? l10n.t('{0}, 1 paper', label) : l10n.t('{0}, {1} papers', label, count);
  item.accessibilityInformation = { label: spoken };
  item.tooltip = known ? `${spoken}\n${l10n.t(known.definition)}` : spoken;
  return item;
}

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
