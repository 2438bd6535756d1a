import {
  type CancellationToken,
  type DataTransfer,
  DataTransferItem,
  DocumentDropEdit,
  type DocumentDropEditProvider,
  type DocumentDropEditProviderMetadata,
  DocumentDropOrPasteEditKind,
  type Position,
  type TextDocument,
  type TreeDragAndDropController,
  WorkspaceEdit,
  l10n,
} from 'vscode';
import { type TreeNode, citekeysInOrder } from '../core/tree';
import type { NotesClient } from './notesClient';
import { citationsFor } from './placedCitations';

/** Citation keys under way, as a JSON list. A type of our own: text and addresses would be dropped by the editor itself. */
const PAPERS = 'application/vnd.attention-notes.papers';
const KIND = DocumentDropOrPasteEditKind.Empty.append('citation', 'attentionNotes');

/** Lets papers be dragged out of the tree; families and the like stay where they are. */
export class PapersDrag implements TreeDragAndDropController<TreeNode> {
  readonly dragMimeTypes = [PAPERS];
  readonly dropMimeTypes = [];

  handleDrag(rows: readonly TreeNode[], data: DataTransfer): void {
    const citekeys = citekeysInOrder(rows);
    if (citekeys.length > 0) data.set(PAPERS, new DataTransferItem(JSON.stringify(citekeys)));
  }
}

/** Writes papers dropped into a note as one citation, or into the group they are dropped into. */
export class CitationDrop implements DocumentDropEditProvider {
  static readonly metadata: DocumentDropEditProviderMetadata = {
    dropMimeTypes: [PAPERS],
    providedDropEditKinds: [KIND],
  };

  readonly #notes: NotesClient;

  constructor(notes: NotesClient) {
    this.#notes = notes;
  }

  async provideDocumentDropEdits(
    document: TextDocument,
    position: Position,
    data: DataTransfer,
    token: CancellationToken,
  ): Promise<DocumentDropEdit | undefined> {
    const citekeys = readCitekeys(await data.get(PAPERS)?.asString());
    if (citekeys.length === 0 || token.isCancellationRequested) return undefined;
    const at = document.offsetAt(position);
    const [placed] = await citationsFor(document, () => [at], citekeys, this.#notes, token);
    if (!placed) return undefined;
    const { offset, text } = placed;
    const edit = new DocumentDropEdit(offset === at ? text : '', l10n.t('Insert Citation'), KIND);
    if (offset !== at) {
      edit.additionalEdit = new WorkspaceEdit();
      edit.additionalEdit.insert(document.uri, document.positionAt(offset), text);
    }
    return edit;
  }
}

/** Whatever else is dragged under this type says nothing. */
function readCitekeys(text: string | undefined): string[] {
  try {
    const keys: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(keys) ? keys.filter((key) => typeof key === 'string') : [];
  } catch {
    return [];
  }
}
