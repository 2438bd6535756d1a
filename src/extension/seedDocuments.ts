import { type TextDocumentContentProvider, Uri, workspace } from 'vscode';
import type { Place } from '../core/paper';

/** Scheme of the library's own documents: read-only, in every host, also where the extension is not on a disk. */
export const SEED_SCHEME = 'attention-notes';

/** The address of the document a place lies in: a file of the user's, or one of the library's own. */
export const documentOf = ({ file, uri }: Place): Uri =>
  uri === undefined ? Uri.from({ scheme: SEED_SCHEME, path: `/${file}` }) : Uri.parse(uri, true);

/** Gives the seed listings their text. */
export class SeedDocuments implements TextDocumentContentProvider {
  readonly #root: Uri;

  constructor(extensionUri: Uri) {
    this.#root = extensionUri;
  }

  /** The file that such a document shows; any other document shows its own. */
  fileOf(document: Uri): Uri {
    return document.scheme === SEED_SCHEME ? Uri.joinPath(this.#root, document.path) : document;
  }

  async provideTextDocumentContent(document: Uri): Promise<string> {
    const bytes = await workspace.fs.readFile(this.fileOf(document));
    return new TextDecoder().decode(bytes);
  }
}
