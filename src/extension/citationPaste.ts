import {
  type CancellationToken,
  type DataTransfer,
  DocumentDropOrPasteEditKind,
  type DocumentPasteEditContext,
  DocumentPasteEdit,
  type DocumentPasteEditProvider,
  type DocumentPasteProviderMetadata,
  type Range,
  type TextDocument,
  WorkspaceEdit,
  l10n,
} from 'vscode';
import { identify } from '../core/online/identify';
import { placeCitations } from '../worker/notesProtocol';
import { findIdentified } from '../worker/onlineProtocol';
import type { LibraryClient } from './libraryClient';
import type { NotesClient } from './notesClient';

const KIND = DocumentDropOrPasteEditKind.Empty.append('citation', 'attentionNotes');
/** What people get when they do not ask for a citation: the text, or the link that the editor makes of it. */
const FIRST = [
  DocumentDropOrPasteEditKind.Text,
  DocumentDropOrPasteEditKind.Empty.append('uri'),
  DocumentDropOrPasteEditKind.Empty.append('markdown'),
];

/** Offers a citation where the link, arXiv id or DOI of a paper of the library is pasted. Nothing is looked up elsewhere. */
export class CitationPaste implements DocumentPasteEditProvider {
  static readonly metadata: DocumentPasteProviderMetadata = {
    pasteMimeTypes: ['text/plain'],
    providedPasteEditKinds: [KIND],
  };

  readonly #notes: NotesClient;
  readonly #library: LibraryClient;

  constructor(notes: NotesClient, library: LibraryClient) {
    this.#notes = notes;
    this.#library = library;
  }

  async provideDocumentPasteEdits(
    document: TextDocument,
    ranges: readonly Range[],
    data: DataTransfer,
    _context: DocumentPasteEditContext,
    token: CancellationToken,
  ): Promise<DocumentPasteEdit[]> {
    const [range, ...others] = ranges;
    const identifier = identify((await data.get('text/plain')?.asString()) ?? '');
    // What is selected would be lost.
    if (!identifier || !range?.isEmpty || others.length > 0 || token.isCancellationRequested) return [];
    const paper = await this.#library.request(findIdentified, { identifier }, token);
    if (!paper) return [];
    const at = document.offsetAt(range.start);
    const asked = { offsets: [at], citekeys: [paper.citekey] };
    const placed = await this.#notes.ask(document, placeCitations, asked, token).catch(() => undefined);
    const [insertion] = placed?.insertions ?? [];
    if (!insertion) return [];
    const { offset, text } = insertion;
    const edit = new DocumentPasteEdit(offset === at ? text : '', l10n.t('Paste as Citation'), KIND);
    edit.yieldTo = FIRST;
    if (offset !== at) {
      edit.additionalEdit = new WorkspaceEdit();
      edit.additionalEdit.insert(document.uri, document.positionAt(offset), text);
    }
    return [edit];
  }
}
