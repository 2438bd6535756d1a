import {
  type CancellationToken,
  Disposable,
  EventEmitter,
  type TreeDataProvider,
  type TreeItem,
  type TreeView,
  commands,
  l10n,
  window,
} from 'vscode';
import { type Arrangement, dependsOnCited } from '../core/arrangement';
import type { TreeNode } from '../core/tree';
import { describeFamily } from '../worker/familyProtocol';
import { describePaper, locatePaper, treeChildren } from '../worker/protocol';
import { PapersDrag } from './citationDrop';
import type { FamilyCards } from './familyCard';
import type { LibraryClient } from './libraryClient';
import { showInformation } from './messages';
import type { PaperArrangement } from './paperArrangement';
import { paperCard } from './paperCard';
import { treeItem } from './paperRows';

const VIEW = 'attentionNotes.papers';
const LIBRARY_STATE = 'attentionNotes.libraryState';
const PAPERS_STATE = 'attentionNotes.papersState';

/** The sidebar's "Papers" tree: the library's rows as they are to be arranged. */
export class PapersView implements TreeDataProvider<TreeNode> {
  readonly #library: LibraryClient;
  readonly #arrangement: PaperArrangement;
  readonly #cards: FamilyCards;
  readonly #changed = new EventEmitter<void>();
  readonly #view: TreeView<TreeNode>;
  readonly #disposables: { dispose(): unknown }[];
  /** The rows that others stand under. */
  readonly #parents = new WeakMap<TreeNode, TreeNode>();
  #finishProgress: (() => void) | undefined;
  /** The filter that was cleared to show a paper: said as long as that one is selected and the papers stand as they did. */
  #cleared: { readonly filter: string; readonly citekey: string } | undefined;
  /** What the tree has to show. */
  #state: 'unknown' | 'some' | 'none' | 'noneFound' = 'unknown';

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(library: LibraryClient, arrangement: PaperArrangement, cards: FamilyCards) {
    this.#cards = cards;
    this.#library = library;
    this.#arrangement = arrangement;
    this.#view = window.createTreeView(VIEW, {
      treeDataProvider: this,
      dragAndDropController: new PapersDrag(),
      showCollapseAll: true,
      canSelectMany: true,
    });
    this.#disposables = [
      this.#changed,
      this.#view,
      this.#view.onDidChangeSelection(({ selection }) => this.#follow(selection)),
      arrangement.onDidChange(() => {
        this.#cleared = undefined;
        this.#changed.fire();
      }),
      library.onDidChange(() => this.#changed.fire()),
      library.onDidChangeCited(() => {
        if (dependsOnCited(arrangement.current)) this.#changed.fire();
      }),
      library.onDidChangeBusy((busy) => this.#showProgress(busy)),
      library.onDidChangeState((state) => {
        setContext(LIBRARY_STATE, state);
        if (state === 'failed') this.#changed.fire();
      }),
    ];
    this.#forgetStates();
  }

  /** The rows that are selected. */
  get selection(): readonly TreeNode[] {
    return this.#view.selection;
  }

  async getChildren(node?: TreeNode): Promise<TreeNode[]> {
    const arrangement = this.#arrangement.current;
    const rows = await this.#rowsBelow(node, arrangement);
    if (node) for (const row of rows ?? []) this.#parents.set(row, node);
    // What was asked before the arrangement changed says nothing of what is shown now.
    else if (arrangement === this.#arrangement.current) this.#tell(arrangement.filter, rows?.length);
    return rows ?? [];
  }

  getParent(node: TreeNode): TreeNode | undefined {
    return this.#parents.get(node);
  }

  getTreeItem(node: TreeNode): TreeItem {
    return treeItem(node);
  }

  async resolveTreeItem(item: TreeItem, node: TreeNode, token: CancellationToken): Promise<TreeItem> {
    if (node.kind === 'paper') {
      const paper = await this.#library.request(describePaper, { key: node.citekey }, token);
      if (paper) item.tooltip = paperCard(paper, node.family === undefined ? {} : { under: node.family });
    } else if (node.family && node.by === 'family') {
      const family = await this.#library.request(describeFamily, { id: node.family.id }, token);
      if (family) item.tooltip = this.#cards.family(family);
    }
    return item;
  }

  /** Shows and selects a paper by its citation key or an alias. A filter that hides it is cleared, and that is said. */
  async reveal(citekey: string, { focus = true } = {}): Promise<void> {
    const { filter } = this.#arrangement.current;
    const path = await this.#pathTo(citekey);
    const isFiltered = path.length === 0 && filter !== '';
    const rows = isFiltered ? await this.#pathTo(citekey, '') : path;
    if (rows.length === 0) {
      void tellHidden();
      return;
    }
    if (isFiltered) this.#arrangement.change({ filter: '' });
    const arrangement = this.#arrangement.current;
    for (const [index, row] of rows.entries()) {
      const below = rows[index + 1];
      if (below) this.#parents.set(below, row);
    }
    const paper = rows.at(-1);
    if (!paper) return;
    await this.#view.reveal(paper, { select: true, focus });
    if (!isFiltered || paper.kind !== 'paper' || arrangement !== this.#arrangement.current) return;
    this.#cleared = { filter, citekey: paper.citekey };
    this.#showMessage();
  }

  /** Arranges the papers anew; one that is selected stays selected and in sight. */
  async rearrange(change: Partial<Arrangement>): Promise<void> {
    const [selected, ...others] = this.#view.selection;
    this.#arrangement.change(change);
    const one = selected?.kind === 'paper' && others.length === 0 && this.#view.visible;
    if (one) await this.reveal(selected.citekey, { focus: false });
  }

  dispose(): void {
    this.#finishProgress?.();
    Disposable.from(...this.#disposables).dispose();
    this.#forgetStates();
  }

  /** VS Code keeps what an extension host has set, also when it ends without a farewell. */
  #forgetStates(): void {
    setContext(LIBRARY_STATE, 'idle');
    setContext(PAPERS_STATE, 'unknown');
  }

  /** Nothing when the library cannot be asked: logged already, and the view's welcome text offers a restart. */
  async #rowsBelow(node: TreeNode | undefined, arrangement: Arrangement): Promise<TreeNode[] | undefined> {
    if (this.#library.state === 'failed') return undefined;
    try {
      return [...(await this.#library.request(treeChildren, { arrangement, id: node?.id ?? null }))];
    } catch {
      return undefined;
    }
  }

  #pathTo(key: string, filter = this.#arrangement.current.filter): Promise<readonly TreeNode[]> {
    const arrangement = { ...this.#arrangement.current, filter };
    return this.#library.request(locatePaper, { arrangement, key });
  }

  /** Says what the filter is and whether anything is left; `groups` is undefined when nobody knows. */
  #tell(filter: string, groups: number | undefined): void {
    this.#state =
      groups === undefined ? 'unknown' : groups > 0 ? 'some' : filter === '' ? 'none' : 'noneFound';
    setContext(PAPERS_STATE, this.#state);
    this.#view.description = filter;
    this.#showMessage();
  }

  /** A view that is alone in its container shows no description, and one with a message no welcome text. */
  #showMessage(): void {
    const { filter } = this.#arrangement.current;
    this.#view.message =
      this.#state !== 'some'
        ? ''
        : filter !== ''
          ? l10n.t('Filter: {0}', filter)
          : this.#cleared
            ? l10n.t('The filter "{0}" was cleared: it hid the paper shown.', this.#cleared.filter)
            : '';
  }

  /** Who selects something else has seen why the filter is gone. */
  #follow([selected, ...others]: readonly TreeNode[]): void {
    if (!this.#cleared) return;
    const isShown = selected?.kind === 'paper' && selected.citekey === this.#cleared.citekey;
    if (isShown && others.length === 0) return;
    this.#cleared = undefined;
    this.#showMessage();
  }

  #showProgress(busy: boolean): void {
    this.#finishProgress?.();
    this.#finishProgress = undefined;
    if (!busy) return;
    const finished = new Promise<void>((resolve) => (this.#finishProgress = resolve));
    void window.withProgress({ location: { viewId: VIEW } }, () => finished);
  }
}

/** A paper that the tree does not show is in a hidden family, or gone. */
async function tellHidden(): Promise<void> {
  const show = l10n.t('Show Hidden Families');
  const message = l10n.t('This paper is not in the tree: its family is hidden.');
  if ((await showInformation(message, show)) === show)
    await commands.executeCommand('attentionNotes.showHiddenFamilies');
}

const setContext = (key: string, value: string) => void commands.executeCommand('setContext', key, value);
