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
import { citationToInsert } from '../core/insertion';
import { type TreeNode, citekeysInOrder } from '../core/tree';
import { paragraphAround } from './paragraph';

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

  async provideDocumentDropEdits(
    document: TextDocument,
    position: Position,
    data: DataTransfer,
    token: CancellationToken,
  ): Promise<DocumentDropEdit | undefined> {
    const citekeys = readCitekeys(await data.get(PAPERS)?.asString());
    if (citekeys.length === 0 || token.isCancellationRequested) return undefined;
    const { before, after } = paragraphAround(document, position);
    const { offset, text } = citationToInsert(citekeys, before, after);
    const edit = new DocumentDropEdit(offset === 0 ? text : '', l10n.t('Insert Citation'), KIND);
    if (offset !== 0) {
      edit.additionalEdit = new WorkspaceEdit();
      edit.additionalEdit.insert(
        document.uri,
        document.positionAt(document.offsetAt(position) + offset),
        text,
      );
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
